"""Data that cannot be opened as they are: what the program does about it, in a process of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

import pytest

from eucles_desk.app import paths, wiring
from eucles_desk.app.opening import Opening
from eucles_desk.app.recovery import Recovery, is_damaged
from eucles_desk.assessment.backups import BackupReason
from eucles_desk.errors import DamagedDataError, OlderDataError

HALF_DONE = UUID("6d58a8ca-113c-593e-8d6b-928deace75ac")
PAGE = 4096


def never() -> bool:
    return False


def levels(program: wiring.Program) -> dict[str, object]:
    return {said.criterion: said.level for said in program.desk.load(HALF_DONE).judgements}


class Case:
    """A data folder with a backup, and changes made after it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with wiring.open_program(folder, paths.resources()) as program:
            program.make_sample()
            self.before = levels(program)
            program.data.backups(wiring.local_now).make(BackupReason.BY_HAND)
        shutil.copy(folder / "eucles.db", folder.parent / "earlier.db")
        with wiring.open_program(folder, paths.resources()) as program:
            one = program.desk.open(HALF_DONE)
            for number, criterion in enumerate(one.edition.criteria_of(one.value.label)[:10]):
                one.set_level(criterion.id, (number + 2) % 6)
            self.after = levels(program)
        assert self.after != self.before

    def damage(self, page: int) -> None:
        path = self.folder / "eucles.db"
        content = bytearray(path.read_bytes())
        content[page * PAGE + 1000] ^= 1
        path.write_bytes(content)

    @property
    def recovery(self) -> Recovery:
        return Recovery(Opening(self.folder, paths.resources(), None), None, wiring.local_now)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path / "data")


def test_a_damaged_first_page_is_told_as_damage_and_the_backup_comes_back(case: Case) -> None:
    case.damage(0)
    with pytest.raises(DamagedDataError):
        wiring.open_program(case.folder, paths.resources())
    found = case.recovery.look(never)
    assert (len(found.backups), found.unsound) == (1, 0)
    outcome = case.recovery.restore(found.backups[0], bring_back=True)
    with outcome.program as program:
        assert levels(program) == case.before
    assert outcome.lost >= 1
    assert (outcome.aside / "eucles.db").is_file()
    with wiring.open_program(case.folder, paths.resources()) as program:
        assert program.desk.count() == 6


def test_what_was_changed_after_the_backup_is_brought_back_around_a_damaged_page(case: Case) -> None:
    pages = (case.folder / "eucles.db").stat().st_size // PAGE
    case.damage(pages // 2)
    key = (case.folder / "key").read_text(encoding="ascii").strip()
    assert is_damaged(case.folder, key, never)
    outcome = case.recovery.restore(case.recovery.look(never).backups[0], bring_back=True)
    with outcome.program as program:
        assert levels(program) == case.after
    assert outcome.lost == 0
    assert not is_damaged(case.folder, key, never)


def test_without_a_backup_all_that_can_be_read_comes_back(case: Case) -> None:
    shutil.rmtree(case.folder / "backups")
    pages = (case.folder / "eucles.db").stat().st_size // PAGE
    case.damage(pages - 1)
    outcome = case.recovery.restore(None, bring_back=True)
    assert outcome.salvaged is not None
    with outcome.program as program:
        assert len(outcome.salvaged.added) == program.desk.count()
        assert program.desk.count() >= 5
    assert (outcome.aside / "eucles.db").is_file()


def test_a_lost_database_is_damage_too(case: Case) -> None:
    (case.folder / "eucles.db").unlink()
    with pytest.raises(DamagedDataError):
        wiring.open_program(case.folder, paths.resources())
    outcome = case.recovery.restore(case.recovery.look(never).backups[0], bring_back=True)
    with outcome.program as program:
        assert levels(program) == case.before


def test_older_data_are_gone_on_with_only_when_the_user_says_so(case: Case) -> None:
    shutil.copy(case.folder.parent / "earlier.db", case.folder / "eucles.db")
    with pytest.raises(OlderDataError):
        wiring.open_program(case.folder, paths.resources())
    with case.recovery.accept() as program:
        assert levels(program) == case.before
    wiring.open_program(case.folder, paths.resources()).close()


def test_a_backup_that_is_damaged_itself_is_not_offered(case: Case) -> None:
    (copy,) = case.folder.glob("backups/[0-9]*/eucles.db")
    content = bytearray(copy.read_bytes())
    content[9 * PAGE + 5] ^= 1
    copy.write_bytes(content)
    case.damage(0)
    found = case.recovery.look(never)
    assert (len(found.backups), found.unsound) == (0, 1)
