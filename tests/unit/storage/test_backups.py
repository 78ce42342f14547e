from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from support.backed_up import START, Kept, Killed, contents, messages

from eucles_desk.assessment.backups import BackupReason
from eucles_desk.errors import StorageError
from eucles_desk.storage import copying, driver
from eucles_desk.storage.backups import Backups, second_name
from eucles_desk.storage.opening import open_data
from eucles_desk.storage.revision import HEAD


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    found = Kept(tmp_path_factory.mktemp("first") / "data")
    found.change("first", b"one paper", b"another paper")
    return found


@pytest.fixture
def kept(first: Kept, tmp_path: Path) -> Kept:
    return first.copy_to(tmp_path / "data")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def damage(path: Path, place: int = -100) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def wrong(kept: Kept, number: int = 0, second: Path | None = None) -> list[str]:
    backups = kept.backups(second)
    return [str(one) for one in backups.check(backups.all()[number])]


# Making


def test_a_backup_holds_what_the_data_hold(kept: Kept) -> None:
    (kept.folder / "signing-key.p12").write_bytes(b"locked")
    kept.now = START
    made = kept.make(BackupReason.HOURLY)
    assert kept.backups().all() == [made]
    assert made.id == "00000001-20261124T090100Z"
    assert (made.reason, made.generation, made.number, made.evidence_files) == (BackupReason.HOURLY, 1, 1, 2)
    assert made.revision and made.program_version and made.is_whole
    assert messages(made.folder / "eucles.db", kept.key) == ["first"]
    assert names(made.folder) == ["eucles.db", "evidence.json", "key", "manifest.json", "signing-key.p12"]
    assert contents(kept.folder / "backups" / "evidence") == kept.evidence()
    assert made.size == sum((made.folder / name).stat().st_size for name in ("eucles.db", "evidence.json")) + 6
    assert wrong(kept) == []


def test_a_backup_is_encrypted_private_and_names_nobody(kept: Kept) -> None:
    kept.change("planted secret")
    folder = kept.make().folder
    for path in folder.iterdir():
        assert b"planted" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


def test_it_is_made_while_the_data_are_open_and_holds_what_only_the_log_has_yet(kept: Kept) -> None:
    data = open_data(kept.folder, kept.tick)
    with data.open_store() as store:
        store.history.note("second")
    made = data.backups(kept.tick).make(BackupReason.HOURLY)
    with data.open_store() as store:
        store.history.note("third")
    data.close()
    assert made is not None
    assert messages(made.folder / "eucles.db", kept.key) == ["first", "second"]


def test_nothing_is_made_while_nothing_was_changed(kept: Kept) -> None:
    kept.make()
    assert kept.backups().make(BackupReason.HOURLY) is None
    kept.change()
    assert kept.backups().make(BackupReason.HOURLY) is not None


def test_evidence_lies_once_for_all_backups(kept: Kept) -> None:
    kept.make()
    kept.change("second", b"a third paper")
    made = kept.make()
    assert made.evidence_files == 3
    assert contents(kept.folder / "backups" / "evidence") == kept.evidence()
    stored = next(path for path in (kept.folder / "evidence").rglob("*") if path.is_file())
    assert stored.stat().st_nlink == 2


def test_evidence_is_copied_where_the_disk_has_no_second_names(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    kept.make()
    assert contents(kept.folder / "backups" / "evidence") == kept.evidence()


def test_missing_and_damaged_evidence_is_noted_and_the_good_copy_stays(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "link_or_copy", copying.copy_file)
    monkeypatch.setattr("eucles_desk.storage.backup_evidence.link_or_copy", copying.copy_file)
    kept.make()
    good = kept.evidence()
    one, other = (path for path in sorted((kept.folder / "evidence").rglob("*")) if path.is_file())
    one.unlink()
    damage(other, 0)
    kept.change("second")
    made = kept.make()
    assert contents(kept.folder / "backups" / "evidence") == good
    assert made.evidence_files == 2 and not made.is_whole
    assert wrong(kept) == ["When it was made, evidence files were missing (1) or damaged (1)."]
    kept.restore(made)
    assert kept.evidence() == good


def test_evidence_damaged_with_its_second_name_is_noted_and_found(kept: Kept) -> None:
    kept.make()
    damage(next(path for path in sorted((kept.folder / "evidence").rglob("*")) if path.is_file()), 0)
    assert wrong(kept) == ["Evidence files of it are missing or damaged: 1"]
    kept.change("second")
    assert not kept.make().is_whole


def test_a_history_that_was_altered_is_kept_and_told(kept: Kept) -> None:
    connection = driver.connect(kept.database, kept.key)
    connection.execute("UPDATE history SET message = 'other'")
    connection.close()
    made = kept.make()
    assert not made.is_whole
    assert wrong(kept) == ["The history in it has gaps or was altered: 1"]


def test_a_damaged_database_makes_no_backup(kept: Kept) -> None:
    damage(kept.database, 4096 * 6 + 100)
    with pytest.raises(StorageError):
        kept.make()
    assert [one for one in names(kept.folder / "backups") if one != "evidence"] == []


def test_it_stops_when_asked_and_leaves_nothing(kept: Kept) -> None:
    assert kept.backups().make(BackupReason.BY_HAND, stop=lambda: True) is None
    assert names(kept.folder / "backups") == []


def test_a_disk_without_room_is_a_sentence_before_anything_is_written(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(kept.folder)._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", {kept.folder / "backups": full}.get)
    with pytest.raises(StorageError, match="no room for a backup"):
        kept.make()
    assert names(kept.folder / "backups") == []


def test_a_read_only_place_is_a_sentence(kept: Kept) -> None:
    (kept.folder / "backups").write_bytes(b"")
    with pytest.raises(StorageError, match="A file stands where a folder is needed"):
        kept.make()


# Finding


def test_the_order_is_that_of_making_whatever_the_clock_says(kept: Kept) -> None:
    kept.make()
    for days in (-400, 4000, -10):
        kept.now = START + timedelta(days=days)
        kept.change()
        kept.make()
    assert [one.generation for one in kept.backups().all()] == [4, 3, 2, 1]


def test_two_of_one_moment_have_two_names(kept: Kept) -> None:
    for _ in range(2):
        kept.now = START
        kept.make(BackupReason.MIGRATION)
    assert [one.id for one in kept.backups().all()] == ["00000001-20261124T090100Z-2", "00000001-20261124T090100Z"]


def test_a_manifest_that_was_changed_or_is_of_other_data_is_not_believed(kept: Kept, tmp_path: Path) -> None:
    made = kept.make()
    file = made.folder / "manifest.json"
    content = json.loads(file.read_text())
    content["said"]["generation"] = 99
    file.write_text(json.dumps(content))
    assert kept.backups().all() == []
    assert kept.backups().unreadable() == [made.folder]
    other = Kept(tmp_path / "other")
    other.change()
    shutil.copytree(other.make().folder, kept.folder / "backups" / "00000009-20261124T090100Z")
    assert kept.backups().all() == []


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"said": 1, "mac": 2}', b"[" * 40_000, b'{"said":{}}'])
def test_a_spoilt_manifest_is_no_backup(kept: Kept, content: bytes) -> None:
    made = kept.make()
    (made.folder / "manifest.json").write_bytes(content)
    assert kept.backups().all() == []


@pytest.mark.parametrize(
    ("name", "said"),
    [("eucles.db", "Its database is damaged."), ("evidence.json", "Its list of files is damaged.")],
)
@pytest.mark.parametrize("is_there", [True, False])
def test_what_is_wrong_with_a_backup_is_told(kept: Kept, name: str, said: str, *, is_there: bool) -> None:
    made = kept.make()
    damage(made.folder / name) if is_there else (made.folder / name).unlink()
    assert wrong(kept) == [said]


def test_the_newest_sound_one_is_found(kept: Kept) -> None:
    assert kept.backups().newest_sound() is None
    first = kept.make()
    kept.change()
    damage(kept.make().folder / "eucles.db")
    assert kept.backups().newest_sound() == first


def test_how_much_was_changed_since_is_counted_on_the_line_of_the_data(kept: Kept) -> None:
    first = kept.make()
    kept.change()
    second = kept.make()
    kept.change()
    assert kept.backups().since([second, first]) == [1, 2]
    kept.restore(first)
    kept.said()
    assert kept.backups().since([second, first]) == [None, 1]


def test_copies_of_the_first_versions_are_listed_checked_and_restored(kept: Kept) -> None:
    made = kept.make()
    shutil.move(made.folder / "eucles.db", kept.folder / "backups" / f"eucles-{HEAD}-20260102T030405Z.db")
    shutil.rmtree(made.folder)
    (old,) = kept.backups().all()
    assert (old.reason, old.revision, old.generation) == (BackupReason.MIGRATION, HEAD, 1)
    assert old.made_at.isoformat() == "2026-01-02T03:04:05+00:00"
    assert wrong(kept) == []
    kept.change("second")
    kept.restore(old)
    assert kept.said()[0] == "first" and "second" not in kept.said()
    damage(kept.folder / "backups" / f"eucles-{HEAD}-20260102T030405Z.db", 4096 * 6 + 100)
    assert wrong(kept) == ["Its database is damaged."]


# Thinning


def test_old_ones_go_and_their_evidence_with_them(kept: Kept) -> None:
    kept.make()
    shutil.rmtree(kept.folder / "evidence")
    for day in range(1, 5):
        kept.now = START + timedelta(days=day)
        for hour in range(2):
            kept.change(f"day {day}, {hour}", *([b"new"] if day == 4 else []))
            kept.make()
    left = [one.made_at.day - START.day for one in kept.backups().all()]
    assert left == [4, 4, 3, 3, 2, 1, 0]
    evidence = kept.folder / "backups" / "evidence"
    assert len(contents(evidence)) == 3
    shutil.rmtree(kept.backups().all()[-1].folder)
    for hour in range(2):
        kept.now = START + timedelta(days=5, hours=hour)
        kept.change("later")
        kept.make()
    assert contents(evidence) != {}
    assert wrong(kept) == ["When it was made, evidence files were missing (2) or damaged (0)."]


def test_nothing_of_evidence_goes_while_what_a_backup_needs_is_not_known(kept: Kept) -> None:
    damage(kept.make().folder / "manifest.json")
    before = contents(kept.folder / "backups" / "evidence")
    shutil.rmtree(kept.folder / "evidence")
    for day in range(1, 4):
        for hour in range(2):
            kept.now = START + timedelta(days=day, hours=hour)
            kept.change()
            kept.make()
    assert contents(kept.folder / "backups" / "evidence") == before


# The second folder


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_the_second_folder_gets_the_same(kept: Kept, stick: Path) -> None:
    backups = kept.backups(stick)
    made = backups.make(BackupReason.START)
    assert made is not None and backups.away is None
    place = stick / second_name(kept.key)
    assert contents(place / made.id) == contents(made.folder)
    assert contents(place / "evidence") == kept.evidence()
    assert backups.all() == [made]
    shutil.rmtree(kept.folder / "backups")
    (found,) = backups.all()
    assert found.folder == place / made.id
    assert wrong(kept, second=stick) == []
    kept.change("second")
    (kept.folder / "evidence").rename(kept.folder / "lost")
    kept.restore(found)
    assert kept.evidence() == contents(kept.folder / "lost")


def test_a_second_folder_that_is_not_there_is_told_and_gets_it_later(kept: Kept, tmp_path: Path) -> None:
    backups = kept.backups(tmp_path / "stick")
    assert backups.make(BackupReason.START) is not None
    assert str(backups.away).startswith("The second folder for backups is not there now")
    (tmp_path / "stick").mkdir()
    assert backups.make(BackupReason.HOURLY) is None
    assert backups.away is None
    assert len(names(tmp_path / "stick" / second_name(kept.key))) == 2


def test_a_second_folder_that_cannot_be_written_costs_nothing_here(kept: Kept, stick: Path) -> None:
    (stick / second_name(kept.key)).write_bytes(b"")
    backups = kept.backups(stick)
    assert backups.make(BackupReason.START) is not None
    assert "A file stands where a folder is needed" in str(backups.away)


def test_two_data_folders_share_a_second_folder(kept: Kept, tmp_path: Path, stick: Path) -> None:
    other = Kept(tmp_path / "other")
    other.change("other", b"of the other")
    kept.make(second=stick)
    other.make(second=stick)
    assert len(kept.backups(stick).all()) == len(other.backups(stick).all()) == 1
    assert len(names(stick)) == 2


# Killed


STEPS = ("begin", "copy", "check", "evidence", "key", "manifest", "place", "thin", "second", "second place")


def test_these_are_the_steps(kept: Kept, stick: Path) -> None:
    kept.make(second=stick)
    assert tuple(kept.steps) == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_leaves_the_backups_as_they_were_or_with_the_new_one(
    kept: Kept, stick: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("backups", "backup_place", "restoring"):
        monkeypatch.setattr(f"eucles_desk.storage.{name}.remove", leave_while_killed(kept))
    kept.make(second=stick)
    kept.change("second", b"a third paper")
    kept.kill_at = step
    with pytest.raises(Killed):
        kept.backups(stick).make(BackupReason.HOURLY)
    kept.kill_at = ""
    found = kept.backups(stick).all()
    assert [one.generation for one in found] in ([1], [2, 1])
    for number in range(len(found)):
        assert wrong(kept, number) == []
    kept.backups(stick).make(BackupReason.HOURLY)
    assert [one.generation for one in kept.backups(stick).all()] == [2, 1]
    for place in kept.backups(stick).places:
        assert [name for name in names(place) if name.startswith(".")] == []
        assert contents(place / "evidence") == kept.evidence()
    for second in (None, stick):
        assert wrong(kept, 0, second) == []
    assert isinstance(kept.backups(stick), Backups)


def leave_while_killed(kept: Kept) -> Callable[[Path], None]:
    """Return what removes only while the program lives: a killed one tidies nothing."""
    removing = copying.remove

    def remove(path: Path) -> None:
        if not kept.kill_at or kept.steps[-1] != kept.kill_at:
            removing(path)

    return remove


def test_only_the_newest_is_kept_when_that_is_asked_for_and_it_is_sound(kept: Kept, tmp_path: Path) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    for number in range(3):
        kept.change(f"{number}", str(number).encode())
        kept.make(second=second)
    backups = kept.backups(second)
    newest, *_ = backups.all()
    assert backups.keep_only(newest) == 4
    assert [one.id for one in backups.all()] == [newest.id]
    assert not backups.check(newest)


def test_nothing_is_removed_where_the_backup_to_keep_is_not(kept: Kept, tmp_path: Path) -> None:
    second = tmp_path / "stick"
    second.mkdir()
    kept.change("first")
    kept.make(second=second)
    kept.change("second")
    newest = kept.make()
    assert kept.backups(second).keep_only(newest) == 1
    assert len(kept.backups(second).all()) == 2
