"""A short piece of work below the window, told step by step as it is acknowledged; and whether all of it is there."""

from __future__ import annotations

import ctypes
import json
import os
import random
import shutil
import subprocess
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from eucles_desk.app import paths, wiring
from eucles_desk.app.wiring import Program
from eucles_desk.assessment.backups import BackupReason
from eucles_desk.errors import EuclesError
from eucles_desk.services.file_check import FileState, check_file
from eucles_desk.storage.files import write_atomically
from eucles_desk.storage.snapshot import faults

HALF_DONE = UUID("6d58a8ca-113c-593e-8d6b-928deace75ac")
SOURCE = Path(__file__).parents[1] / "long" / "faulty_disk.c"
LIBRARY = "EUCLES_FAULTY_DISK"


def build(folder: Path) -> Path | None:
    """Return the library that lets the disk fail, ``None`` where it cannot be built."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or os.uname().sysname != "Linux":
        return None
    made = folder / "faulty_disk.so"
    command = [compiler, "-shared", "-fPIC", "-O2", "-D_LARGEFILE64_SOURCE", "-o", str(made), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return made


def disk() -> Any:
    """Return the library of this process, which was started with it."""
    return ctypes.CDLL(os.environ[LIBRARY])


def prepare(folder: Path) -> None:
    """Make the data that the work begins with."""
    with wiring.open_program(folder, paths.resources()) as program:
        program.make_sample()
        program.data.backups(wiring.local_now).make(BackupReason.START)


@dataclass
class Told:
    """Writes what was acknowledged where no fault can reach it."""

    place: Path

    def say(self, what: str, *values: object) -> None:
        """Write a line; what the system has been given outlives the process."""
        with self.place.open("a", encoding="utf-8") as file:
            file.write(json.dumps([what, *values]) + "\n")

    def lines(self) -> list[list[Any]]:
        """Return what was written."""
        if not self.place.exists():
            return []
        return [json.loads(line) for line in self.place.read_text(encoding="utf-8").splitlines() if line.endswith("]")]


def steps(program: Program, outside: Path, seed: int) -> Iterator[tuple[str, Callable[[], list[object]]]]:
    """Yield the steps of the work, each with a name; each returns what it has acknowledged."""
    chance = random.Random(seed)
    one = program.desk.open(HALF_DONE)
    criteria = [criterion.id for criterion in one.edition.criteria_of(one.value.label)]

    def level(criterion: str, value: int) -> list[object]:
        one.set_level(criterion, value)
        return [criterion, value]

    def reason(criterion: str, text: str) -> list[object]:
        one.set_reason(criterion, text)
        return [criterion, text]

    def attach(content: bytes, name: str) -> list[object]:
        stored = one.take_content(content)
        one.attach_taken(stored, name, criteria[0])
        return [stored.sha256]

    def backup() -> list[object]:
        made = program.data.backups(wiring.local_now).make(BackupReason.HOURLY)
        return [made.id if made else ""]

    def export(place: Path) -> list[object]:
        content = program.desk.give_out(HALF_DONE)
        write_atomically(place, content)
        return [place.name, len(content)]

    for number in range(4):
        criterion = chance.choice(criteria)
        yield "level", lambda c=criterion, n=number: level(c, (n * 2 + 1) % 6)
        yield "reason", lambda c=criterion, n=number: reason(c, f"Reason {seed}-{n} " + "seen on site " * 20)
        yield (
            "attach",
            lambda n=number: attach(random.Random(f"{seed}-{n}").randbytes(3_000 + 5_000 * n), f"file-{n}.txt"),
        )
        if number == 1:
            yield "backup", backup
        if number == 2:  # once, in the midst
            yield "export", lambda: export(outside / "export.json")
            yield "checkpoint", lambda: [program.data.checkpoint()]


def work(folder: Path, outside: Path, told: Told, seed: int = 0, *, rounds: int = 1) -> None:
    """Do the work; a step that is refused with a sentence is told and gone on from."""
    try:
        with wiring.open_program(folder, paths.resources()) as program:
            for one in range(rounds):
                for name, step in steps(program, outside, seed + one):
                    told.say("begin", name)
                    try:
                        told.say("done", name, *step())
                    except EuclesError as error:
                        told.say("refused", name, str(error))
        told.say("closed")
    except EuclesError as error:
        told.say("refused", "open or close", str(error))
    except BaseException:  # noqa: BLE001  # told to whoever looks
        told.say("bug", traceback.format_exc())


@dataclass
class Found:
    """What was found after the work was cut short."""

    wrong: list[str] = field(default_factory=list[str])
    counts: Counter[str] = field(default_factory=Counter[str])


def examine(folder: Path, outside: Path, told: Told) -> Found:
    """Open the data as a user does, and look for everything that was acknowledged."""
    found = Found()
    lines = told.lines()
    found.wrong += [line[1] for line in lines if line[0] == "bug"]
    last: dict[tuple[str, str], object] = {}
    unsure: set[tuple[str, str]] = set()
    for line in lines:
        if line[0] == "done":
            found.counts[line[1]] += 1
            if line[1] in {"level", "reason"}:
                last[line[1], line[2]] = line[3]
        elif line[0] == "refused":
            found.counts["refused"] += 1
    if lines and lines[-1][0] == "begin":
        unsure.add((lines[-1][1], ""))
    try:
        with wiring.open_program(folder, paths.resources()) as program:
            _compare(program, lines, last, unsure, found)
            key = program.data._key  # pyright: ignore[reportPrivateUsage]
        found.wrong += [str(one) for one in faults(folder / "eucles.db", key)]
    except Exception:  # noqa: BLE001  # whatever it is, it is wrong
        found.wrong.append(traceback.format_exc())
    left = [path for path in folder.rglob("*.part") if "backups" not in path.parts]  # the next backup removes those
    found.wrong += [f"left behind: {path.name}" for path in left]
    export = outside / "export.json"
    if export.exists():
        try:
            json.loads(export.read_bytes())
        except ValueError:
            found.wrong.append("an export is half written")
    return found


def _compare(
    program: Program,
    lines: list[list[Any]],
    last: dict[tuple[str, str], object],
    unsure: set[tuple[str, str]],
    found: Found,
) -> None:
    value = program.desk.load(HALF_DONE)
    seat = program.desk.open(HALF_DONE).seat
    said = {one.criterion: one for one in value.judgements if one.seat == seat}
    ahead = {name for name, _ in unsure}
    for (what, criterion), wanted in last.items():
        judgement = said.get(criterion)
        is_now = None if judgement is None else judgement.level if what == "level" else judgement.reason
        if is_now != wanted and what not in ahead and not _was_refused(lines, what):
            found.wrong.append(f"lost: {what} of {criterion} is {is_now!r}, acknowledged was {wanted!r}")
    for line in lines:
        if line[0] == "done" and line[1] == "attach":
            stored = program.evidence.stored(line[2])
            state = check_file(stored)
            if state is not FileState.WHOLE or all(piece.sha256 != line[2] for piece in value.evidence):
                found.wrong.append(f"lost: an attached file is {state}")
    with program.data.open_store() as store:
        found.wrong += [f"history: {one}" for one in store.history.breaks()]
    backups = program.data.backups(wiring.local_now)
    for backup in backups.all():
        found.wrong += [f"backup {backup.id}: {one}" for one in backups.check(backup)]


def _was_refused(lines: list[list[Any]], what: str) -> bool:
    """A refused step may still be on the disk: after a failed flush nobody can know."""
    return any(line[0] == "refused" and line[1] == what for line in lines)
