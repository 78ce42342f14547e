"""A damaged database and a backup of earlier: everything that can still be read comes back."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from uuid import UUID

import pytest

from eucles_desk.app import paths, wiring
from eucles_desk.app.wiring import Program
from eucles_desk.assessment.values import Assessment
from eucles_desk.services.salvaging import Salvaged, Salvaging
from eucles_desk.storage import snapshot
from eucles_desk.storage.damaged import DamagedData
from eucles_desk.storage.key import KEY_FILE
from eucles_desk.storage.opening import DATABASE

HALF_DONE = UUID("6d58a8ca-113c-593e-8d6b-928deace75ac")
PAGE = 4096


def opened(folder: Path) -> Program:
    return wiring.open_program(folder, paths.resources())


class Case:
    """A data folder with a copy of an hour ago, and what was in it at the end."""

    def __init__(self, root: Path) -> None:
        self.now, self.before = root / "now", root / "before"
        with opened(self.now) as program:
            program.make_sample()
            self.old = everything(program)
        shutil.copytree(self.now, self.before)
        self.key = (self.now / KEY_FILE).read_text(encoding="ascii").strip()
        self.generation = snapshot.facts_of(self.before / DATABASE, self.key).generation
        with opened(self.now) as program:
            work_on(program)
            self.content = everything(program)
        after = snapshot.facts_of(self.now / DATABASE, self.key).generation
        self.changes = after - self.generation - 1  # the cluster was noted, not changed
        self.raw = (self.now / DATABASE).read_bytes()

    def damage(self, *pages: int) -> Path:
        content = bytearray(self.raw)
        for page in pages:
            content[page * PAGE + 100] ^= 1
        path = self.now.parent / "damaged.db"
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        path.write_bytes(content)
        return path

    def save(self, damaged: Path) -> tuple[Salvaged, dict[UUID, Assessment]]:
        target = self.now.parent / "saved"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.before, target)
        data = DamagedData(damaged, self.key)
        try:
            with opened(target) as program:
                found = salvaging(program).run(data, self.generation)
                with program.data.open_store() as store:
                    assert list(store.history.breaks()) == []
                return found, everything(program)
        finally:
            data.close()


def salvaging(program: Program) -> Salvaging:
    return Salvaging(program.data.open_store, program.desk.shelf, wiring.local_now)


def work_on(program: Program) -> None:
    one = program.desk.open(HALF_DONE)
    criteria = [criterion.id for criterion in one.edition.criteria_of(one.value.label)]
    assert one.seat is not None
    for number, criterion in enumerate(criteria[:12]):
        one.set_level(criterion, number % 6)
        one.set_reason(criterion, f"Seen on the second day, number {number}")
    program.desk.add_cluster("Cluster of a later hour", "FI", "")


def levels(content: dict[UUID, Assessment]) -> dict[tuple[UUID, UUID, str], object]:
    return {(one.id, said.seat, said.criterion): said.level for one in content.values() for said in one.judgements}


def everything(program: Program) -> dict[UUID, Assessment]:
    return {found.id: program.desk.load(found.id) for found in program.desk.page("", 0, 100)}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case(tmp_path_factory.mktemp("salvaging"))


def test_from_a_sound_database_every_change_comes_back(case: Case) -> None:
    found, content = case.save(case.damage())
    assert (found.changes, found.lost, found.added, found.incomplete) == (case.changes, 0, [], [])
    assert found.changes > 20
    assert content == case.content


def test_of_a_database_without_its_first_page_nothing_comes_back_and_nothing_breaks(case: Case) -> None:
    found, content = case.save(case.damage(0))
    assert found.changes == 0
    assert set(content) == set(case.content)


def test_with_any_page_damaged_what_comes_back_is_what_was_there(case: Case) -> None:
    pages = range(1, len(case.raw) // PAGE)
    whole = 0
    for page in random.Random(5).sample(pages, 25):
        damaged = case.damage(page)
        assert snapshot.faults(damaged, case.key)
        _found, content = case.save(damaged)
        assert set(content) == set(case.content)
        whole += content == case.content
        before, after = levels(case.old), levels(case.content)
        assert all(level in {before.get(place), after.get(place)} for place, level in levels(content).items())
    assert whole >= 15


def test_an_assessment_that_the_backup_does_not_have_is_taken_over_whole(case: Case, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    shutil.copy(case.now / KEY_FILE, empty / KEY_FILE)
    data = DamagedData(case.damage(), case.key)
    with opened(empty) as program:
        found = salvaging(program).run(data, 0)
        assert len(found.added) == len(case.content)
        assert everything(program) == case.content
    data.close()


def test_a_damaged_database_is_not_written_to(case: Case) -> None:
    damaged = case.damage(7, 19)
    before = damaged.read_bytes()
    case.save(damaged)
    assert damaged.read_bytes() == before
