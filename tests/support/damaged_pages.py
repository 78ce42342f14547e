"""A data folder of which pages are damaged, a backup of an hour before, and what comes back of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

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
