"""Started by hand, as root: a small disk is full at each step of a scripted session.

``python -m pytest tests/long/test_full_disk.py -s`` prints the figures. A disk in memory is mounted; before each step it is
filled so that nothing, a quarter, a half, or nearly all is free of what the step needs. ``EUCLES_STEP`` leaves out steps.

The 200 MB that a backup leaves free for the work are taken as none here: otherwise it would be refused before it begins.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

import pytest
from support import durable

from eucles_desk.app import paths, wiring
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import Program
from eucles_desk.assessment.backups import BackupReason
from eucles_desk.assessment.places import ENDED
from eucles_desk.errors import EuclesError
from eucles_desk.services.file_check import FileState, check_file
from eucles_desk.services.issuing import record_of
from eucles_desk.services.report_ports import ReportOrder
from eucles_desk.storage import copying
from eucles_desk.storage.files import write_atomically

STEP = int(os.environ.get("EUCLES_STEP", "1"))
PASSPHRASE = "copper lantern visits nine harbours slowly"
FREE = {"none": 0.0, "a quarter": 0.25, "a half": 0.5, "nearly all": 1.0}
BLOCK = 4096


def say(text: str) -> None:
    """Tell whoever has started this by hand."""
    sys.stdout.write(f"\n{text}")
    sys.stdout.flush()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a disk in memory can be mounted by root on Linux only")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "none", str(place)], check=False).returncode:
        pytest.skip("a disk in memory cannot be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)  # also while a failed test holds it


@dataclass
class Session:
    """The data on the small disk, and what was acknowledged in them."""

    disk: Path
    saved: dict[str, object] = field(default_factory=dict[str, object])
    passphrase: str | None = None
    report: tuple[UUID, bytes] | None = None

    @property
    def folder(self) -> Path:
        return self.disk / "data"

    def open(self) -> Program:
        return wiring.open_program(self.folder, paths.resources(), passphrase=self.passphrase)

    def steps(self, program: Program) -> dict[str, Callable[[], None]]:
        """Return the steps by their names, each of which can be tried once more."""
        one = program.desk.open(durable.HALF_DONE)
        criteria = [criterion.id for criterion in one.edition.criteria_of(one.value.label)]
        saved = self.saved

        def save() -> None:
            one.set_reason(criteria[0], "Seen on the first day. " * 900)
            saved["reason"] = (criteria[0], "Seen on the first day. " * 900)

        def attach() -> None:
            stored = one.take_content(bytes(range(256)) * 2000)
            one.attach_taken(stored, "minutes.txt", criteria[1])
            saved["file"] = stored.sha256

        def backup() -> None:
            made = program.data.backups(wiring.local_now).make(BackupReason.BY_HAND)
            saved["backup"] = made.id if made else ""

        def export() -> None:
            content = program.desk.give_out(durable.HALF_DONE)
            write_atomically(self.disk / "export.json", content)
            saved["export"] = content

        def settings() -> None:
            file = SettingsFile(self.folder)
            file.save(replace(file.load(), text_size=140))
            saved["settings"] = 140

        def report() -> None:
            found = next(row.id for row in program.desk.page("", 0, 50) if program.desk.load(row.id).step in ENDED)
            value = program.desk.load(found)
            order = ReportOrder(value, program.desk.shelf.get(value.edition), "fi")
            made = program.make_report(order)
            kept = program.desk.issue(found, record_of(order, made, wiring.local_now(), "1"), made.content)
            self.report = (kept.id, made.content)

        def passphrase() -> None:
            program.passphrase.set_passphrase(PASSPHRASE)
            self.passphrase = PASSPHRASE

        return {
            "save": save, "attach": attach, "backup": backup, "export": export,
            "settings": settings, "report": report, "passphrase": passphrase,
        }  # fmt: skip

    def wrong(self) -> list[str]:
        """Open the data and return what was acknowledged and is not there, or was left behind."""
        wrong: list[str] = []
        with self.open() as program:
            value = program.desk.load(durable.HALF_DONE)
            if "reason" in self.saved:
                wrong += ["the reason"] * all(
                    (said.criterion, said.reason) != self.saved["reason"] for said in value.judgements
                )
            if "file" in self.saved:
                state = check_file(program.evidence.stored(str(self.saved["file"])))
                is_cited = any(piece.sha256 == self.saved["file"] for piece in value.evidence)
                wrong += [f"the file is {state}"] * (state is not FileState.WHOLE or not is_cited)
            if self.report is not None:
                report, content = self.report
                wrong += ["the report"] * (program.desk.issued_content(report) != content)
            backups = program.data.backups(wiring.local_now)
            kept = backups.all()
            wrong += ["the backup"] * (self.saved.get("backup", "") not in {"", *(one.id for one in kept)})
            wrong += [f"backup {one.id}: {fault}" for one in kept for fault in backups.check(one)]
            with program.data.open_store() as store:
                wrong += [f"history: {one}" for one in store.history.breaks()]
        if "export" in self.saved:
            wrong += ["the export"] * ((self.disk / "export.json").read_bytes() != self.saved["export"])
        if "settings" in self.saved:
            wrong += ["the settings"] * (SettingsFile(self.folder).load().text_size != 140)
        wrong += [f"left behind: {path}" for path in self.disk.rglob("*.part")]
        return wrong


def free(disk: Path) -> int:
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize


def fill(disk: Path, left: int) -> None:
    """Fill the disk until so many bytes are free."""
    more = max(0, (free(disk) - left) // BLOCK * BLOCK)
    with (disk / "filler").open("ab") as file:
        while more > 0:
            more -= file.write(bytes(min(more, 1_000_000)))


def needs(disk: Path, data: Path, name: str) -> int:
    """Return how many bytes a step needs, as it takes them on a disk with room."""
    session = laid(disk, data)
    with session.open() as program:
        step = session.steps(program)[name]
        before = free(disk)
        step()
        return max(before - free(disk), BLOCK)


def laid(disk: Path, data: Path) -> Session:
    for one in disk.iterdir():
        shutil.rmtree(one) if one.is_dir() else one.unlink()
    shutil.copytree(data, disk / "data")
    return Session(disk)


@pytest.mark.parametrize("is_closed_full", [False, True], ids=["goes on", "closed and opened while full"])
def test_the_disk_is_full_at_each_step(
    disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_closed_full: bool
) -> None:
    monkeypatch.setattr(copying, "ROOM_LEFT", 0)
    begun, data, counts, wrong = time.monotonic(), tmp_path / "start", Counter[str](), list[str]()
    durable.prepare(data)
    with wiring.open_program(data, paths.resources()) as program:
        program.desk.add_cluster("Something new since the backup", "FI", "")
        names = [*Session(disk).steps(program)][::STEP]
    for name in names:
        needed = needs(disk, data, name)
        for how, share in FREE.items():
            session = laid(disk, data)
            program = session.open()
            step = session.steps(program)[name]
            left = 0 if not share else max(0, int(needed * share) - BLOCK * (share == 1.0))
            fill(disk, left)
            try:
                step()
                counts["done all the same"] += 1
                told = ""
            except EuclesError as error:
                counts["refused in a sentence"] += 1
                told = str(error)
                counts["of these with the room that is free"] += bool(re.search(r"\d MB (are )?free", told))
            except Exception as error:  # noqa: BLE001  # whatever it is, it is a bug
                wrong.append(f"{name}, {how}: {error!r}")
                told = ""
            say(f"{name}, needs {needed}, {how} ({left}): {told or 'done'}")
            if is_closed_full:
                try:
                    program.close()
                    counts["closed while full"] += 1
                except EuclesError:
                    counts["closing told of the full disk"] += 1
                try:
                    session.open().close()
                    counts["opened while full"] += 1
                except EuclesError as error:
                    counts["opening told of the full disk"] += 1
                    say(f"  opening: {error}")
                (disk / "filler").unlink()
                program = session.open()
                step = session.steps(program)[name]
            else:
                (disk / "filler").unlink()
            try:
                if told:
                    step()
                    counts["done once there was room"] += 1
                program.close()
                wrong += [f"{name}, {how}: {one}" for one in session.wrong()]
            except Exception as error:  # noqa: BLE001  # whatever it is, it is wrong
                wrong.append(f"{name}, {how}, afterwards: {error!r}")
    say(f"{len(names)} steps, {dict(counts)} in {time.monotonic() - begun:.0f} s; wrong: {wrong}\n")
    assert wrong == []
