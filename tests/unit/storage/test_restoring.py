from __future__ import annotations

import json
import random
import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from support.backed_up import START, Kept, Killed, contents, messages

from eucles_desk.errors import DataInUseError, OlderDataError, StorageError
from eucles_desk.storage import restoring
from eucles_desk.storage.backups import BackupReason, Backups
from eucles_desk.storage.opening import held, open_data

NOTE = restoring.NOTE


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    found = Kept(tmp_path_factory.mktemp("first") / "data")
    found.change("first", b"one paper", b"another paper")
    return found


@pytest.fixture
def kept(first: Kept, tmp_path: Path) -> Kept:
    return first.copy_to(tmp_path / "data")


def test_a_restored_backup_is_what_it_was_and_what_was_there_is_kept(kept: Kept) -> None:
    backup = kept.make()
    evidence = kept.evidence()
    kept.change("second", b"a third paper")
    shutil.rmtree(kept.folder / "evidence")
    aside = kept.restore(backup)
    assert messages(kept.database, kept.key) == ["first"]
    assert kept.evidence() == evidence
    assert aside.parent == kept.folder / "replaced"
    assert messages(aside / "eucles.db", kept.key) == ["first", "second"]
    assert kept.said() == ["first", NOTE]


def test_evidence_that_came_later_stays_and_one_that_was_changed_is_put_back_beside_what_it_was(kept: Kept) -> None:
    backup = kept.make()
    before = kept.evidence()
    kept.change("second", b"a third paper")
    changed = min(before)
    place = kept.folder / "evidence" / changed
    place.unlink()
    place.write_bytes(b"something else")
    aside = kept.restore(backup)
    assert {name: digest for name, digest in kept.evidence().items() if name in before} == before
    assert len(kept.evidence()) == 3
    assert (aside / "evidence" / changed).read_bytes() == b"something else"


def test_the_next_opening_takes_restored_data_for_what_they_are_and_later_ones_do_too(kept: Kept) -> None:
    backup = kept.make()
    kept.change("second")
    kept.restore(backup)
    data = open_data(kept.folder, kept.tick)
    assert data.restored is not None
    assert (data.restored.generation, data.restored.lost) == (1, 0)
    data.close()
    data = open_data(kept.folder, kept.tick)
    assert data.restored is None
    data.close()
    assert not (kept.folder / "restored.json").exists()


def test_what_tells_of_a_restore_excuses_no_other_older_data(kept: Kept, tmp_path: Path) -> None:
    kept.change("second")
    backup = kept.make()
    first = Kept(tmp_path / "first")
    shutil.copytree(kept.folder, first.folder)
    kept.change("third")
    kept.restore(backup)
    told = (kept.folder / "restored.json").read_bytes()
    kept.said()
    kept.change("fourth")
    kept.change("fifth")
    shutil.copy(first.database, kept.database)
    changed = json.loads(told)
    changed["said"]["generation"] = 1
    (kept.folder / "restored.json").write_text(json.dumps(changed))
    with pytest.raises(OlderDataError):
        open_data(kept.folder, kept.tick)


def test_a_log_that_a_killed_program_left_is_put_aside_with_its_database(kept: Kept) -> None:
    backup = kept.make()
    data = open_data(kept.folder, kept.tick)
    with data.open_store() as store:
        store.history.note("only in the log")
    log = (kept.folder / "eucles.db-wal").read_bytes()
    before = kept.database.read_bytes()
    data.close()
    kept.database.write_bytes(before)
    (kept.folder / "eucles.db-wal").write_bytes(log)
    aside = kept.restore(backup)
    assert messages(kept.database, kept.key) == ["first"]
    assert messages(aside / "eucles.db", kept.key) == ["first", "only in the log"]


def test_a_damaged_backup_is_not_restored(kept: Kept) -> None:
    backup = kept.make()
    kept.change("second")
    content = bytearray((backup.folder / "eucles.db").read_bytes())
    content[5000] ^= 1
    (backup.folder / "eucles.db").write_bytes(content)
    before = contents(kept.folder)
    with pytest.raises(StorageError, match="damaged and was not restored"):
        kept.restore(backup)
    assert contents(kept.folder) == before


def test_evidence_that_nobody_has_any_more_is_counted(kept: Kept) -> None:
    backup = kept.make()
    for place in (kept.folder / "evidence", kept.folder / "backups" / "evidence"):
        shutil.rmtree(place)
    kept.restore(backup)
    data = open_data(kept.folder, kept.tick)
    assert data.restored is not None and data.restored.lost == 2
    data.close()


@pytest.mark.parametrize("lost", ["eucles.db", "everything but the backups"])
def test_lost_data_are_restored(kept: Kept, lost: str) -> None:
    backup = kept.make()
    key = kept.key
    if lost == "eucles.db":
        kept.database.write_bytes(b"")
    else:
        for path in kept.folder.iterdir():
            if path.name != "backups":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    with held(kept.folder):
        Backups(kept.folder, key, kept.tick).restore(backup)
    assert kept.key == key
    assert kept.said() == ["first", NOTE]
    assert len(kept.evidence()) == 2


def test_a_passphrase_set_since_stays(kept: Kept) -> None:
    backup = kept.make()
    key = kept.key
    (kept.folder / "key").write_bytes(b'{"format": 1}')
    Backups(kept.folder, key, kept.tick).restore(backup)
    assert (kept.folder / "key").read_bytes() == b'{"format": 1}'


def test_data_that_are_open_are_not_replaced(kept: Kept) -> None:
    data = open_data(kept.folder, kept.tick)
    with pytest.raises(DataInUseError), held(kept.folder):
        pass
    data.close()


def test_data_before_a_migration_are_restored_and_brought_up_again(tmp_path: Path) -> None:
    fixture = Path(__file__).parents[2] / "fixtures" / "data-0.1.0" / "data"
    shutil.copytree(fixture, tmp_path / "data")
    kept = Kept(tmp_path / "data")
    evidence = len(contents(fixture / "evidence"))
    kept.change("later")
    (backup,) = kept.backups().all()
    assert (backup.reason, backup.revision, backup.head) == (BackupReason.MIGRATION, "0001", "")
    assert backup.assessments == 6
    assert list(kept.backups().check(backup)) == []
    kept.restore(backup)
    said = kept.said()
    assert said[-1] == NOTE and "later" not in said
    assert len(kept.evidence()) == evidence


# The drill


def test_the_newest_and_the_oldest_backup_kept_give_back_what_there_was(tmp_path: Path) -> None:
    kept, chance, was = Kept(tmp_path / "data"), random.Random(5), dict[str, list[str]]()
    evidence = dict[str, dict[str, str]]()
    for day in range(30):
        kept.now = START + timedelta(days=day)
        for number in range(chance.randint(1, 2)):
            kept.change(f"day {day}, {number}", *([chance.randbytes(50)] if chance.random() < 0.3 else []))
            made = kept.make(BackupReason.HOURLY)
            was[made.id], evidence[made.id] = messages(kept.database, kept.key), kept.evidence()
    found = kept.backups().all()
    assert 14 < len(found) < 20
    for backup in (found[0], found[-1]):
        drill = kept.copy_to(tmp_path / backup.id)
        shutil.rmtree(drill.folder / "evidence")
        (same,) = [one for one in drill.backups().all() if one.id == backup.id]
        assert list(drill.backups().check(same)) == []
        drill.restore(same)
        assert messages(drill.database, drill.key) == was[backup.id]
        assert drill.evidence() == evidence[backup.id]


# Killed


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Data with a backup, changed since and without their evidence; tests work on copies."""
    kept = Kept(tmp_path_factory.mktemp("before") / "data")
    kept.change("first", b"one paper")
    kept.make()
    kept.change("second")
    shutil.rmtree(kept.folder / "evidence")
    return kept


def killed(kept: Kept, step: str) -> None:
    """Restore, and end at a step."""
    kept.kill_at = step
    with pytest.raises(Killed):
        kept.restore(kept.backups().all()[0])
    kept.kill_at = ""


def steps_of_a_restore(kept: Kept) -> list[str]:
    kept.steps.clear()
    kept.restore(kept.backups().all()[0])
    return kept.steps


def replaced(kept: Kept) -> list[list[str]]:
    return [messages(path, kept.key) for path in (kept.folder / "replaced").glob("*/eucles.db")]


def test_a_kill_at_any_step_leaves_the_old_data_or_the_new_ones(before: Kept, tmp_path: Path) -> None:
    steps = steps_of_a_restore(before.copy_to(tmp_path / "whole"))
    assert len(steps) == 7 and steps[:2] == ["stage", "decide"]
    for number, step in enumerate(steps):
        kept = before.copy_to(tmp_path / str(number))
        killed(kept, step)
        is_old = step in {"stage", "decide"}
        assert kept.said() == (["first", "second"] if is_old else ["first", NOTE]), step
        assert len(kept.evidence()) == (0 if is_old else 1)
        assert not (kept.folder / "restoring").exists()
        assert replaced(kept) == ([] if is_old else [["first", "second"]])


def test_a_second_kill_while_the_first_is_made_good_changes_nothing(before: Kept, tmp_path: Path) -> None:
    steps = steps_of_a_restore(before.copy_to(tmp_path / "whole"))[2:]
    for number, first in enumerate(steps):
        for second in steps[number:]:
            kept = before.copy_to(tmp_path / f"{number}-{steps.index(second)}")
            killed(kept, first)
            kept.kill_at = second
            with suppress(Killed):
                restoring.carry_through(kept.folder, kept.reach)
            kept.kill_at = ""
            assert kept.said() == ["first", NOTE], (first, second)
            assert replaced(kept) == [["first", "second"]]
