"""Started by hand: after a session with 50 planted secrets and a lock, none is left on disk or in memory.

``python -m pytest tests/long/test_secrets_at_rest.py -s`` prints the figures. It is for root on Linux, who alone can
read the memory of a process that lets nobody read it. That the search finds anything is shown by the same search before
the lock, and by a file put there for it.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import string
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.calling import ROOT
from support.remains import Remains

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="reads the memory of another process, as root on Linux"
)

KINDS = ("name", "reason", "evidence", "private", "interview")
OF_EACH = 10
BEGINNING = "".join(random.SystemRandom().choices("bcdfghjklmnpqrstvwxz", k=6))
"""What all secrets of a run have in common, and nothing else in the world."""
PASSPHRASE = "violin marsh teapot rivet comet"
"""Like the key it is looked for too; both are in the memory of the program while the data are open."""
DRIVER = """
import os, sys, json
from pathlib import Path
from PySide6.QtCore import QTimer, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from eucles_desk.app import main

turn = int(os.environ.get("TURN", "0"))
os.environ["TURN"] = str(turn + 1)
place = Path(os.environ["PLACE"])

def wait(condition, seconds=30):
    for _ in range(seconds * 100):
        if condition(): return
        QTest.qWait(10)
    raise AssertionError("waited in vain")

def tell(step):
    (place / step).touch()

def heard(step):
    wait(lambda: (place / step).exists(), 120)

def work(session, window):
    from eucles_desk.assessment.evidence import EvidenceKind
    from eucles_desk.assessment.places import Area, Place
    from eucles_desk.ui.palette.desk import PaletteDesk
    planted = json.loads((place / "planted").read_text(encoding="utf-8"))
    names, reasons, evidence, private, interview = (planted[kind] for kind in {kinds!r})
    desk = session.context().desk
    window.intake.make_sample()
    wait(lambda: len(desk.page()) >= 6)
    QTest.qWait(3_000)  # what comes with the last of them
    assessment = next(row.id for row in desk.page() if row.label == "gold" and row.step.value == "scoring")
    for name in names[3:]:
        desk.add_cluster(f"Cluster {{name}}", "FI", "")
    window.open_assessment(assessment)
    working = window.working
    opened = working.opened
    opened.set_cluster(f"Cluster {{names[0]}}", "FI", "")
    from dataclasses import replace
    seat = next(seat for seat in opened.value.seats if seat.id == opened.seat)
    opened.set_seat(replace(seat, name=f"Expert {{names[1]}}", organisation=f"Office {{names[2]}}"))
    criteria = list(opened.edition.criteria)
    for number, (reason, note) in enumerate(zip(reasons, private)):
        window.open_assessment(assessment, Place(Area.CRITERIA, criteria[number])) if number < 3 else None
        opened.set_reason(criteria[number], f"Because of {{reason}}, as seen.")
        opened.set_private_note(criteria[number], f"Only for me: {{note}}")
    files = place / "mine"
    files.mkdir()
    for number, secret in enumerate(evidence):
        path = files / f"minutes {{number}}.txt"
        path.write_text(f"Minutes of the board: {{secret}}, and more.", encoding="utf-8")
        piece = opened.attach_file(path, criteria[number])
        if number < 3:
            opened.rename_evidence(piece.id, f"Minutes {{secret}}")
        if number < 2:
            copy = opened.lend_copy(piece.sha256, piece.file_name)
            assert secret in copy.read_text(encoding="utf-8")
    import shutil
    shutil.rmtree(files)
    talk = opened.attach_note("Interview", EvidenceKind.INTERVIEW, "", criteria[0])
    for secret in interview:
        opened.add_note(talk.id, f"She said: {{secret}}.", [criteria[1]])
    for area in (Area.RESULT, Area.ON_SITE, Area.CRITERIA):
        window.open_assessment(assessment, Place(area))
        QTest.qWait(500)
    window.assessment_page.show_report()
    QTest.qWait(4_000)
    window.finding.toggle()
    QTest.keyClicks(window.finding.popup.field, reasons[0].encode("ascii", "ignore").decode())
    QTest.qWait(1_500)
    window.finding.toggle()
    window.activateWindow()
    QGuiApplication.clipboard().setText(f"copied {{reasons[1]}}")
    session.open_another()
    QTest.qWait(500)
    wait(lambda: not session._program.indexing.is_due)
    protecting = session.context().secrecy.protecting()
    protecting.set_passphrase(planted.pop("passphrase"))
    (place / "key").write_text(session._program.data._key, encoding="ascii")
    session.context().secrecy.follow()
    window.starting.new_cluster()
    QTest.keyClicks(QApplication.activeModalWidget().name_edit, names[9].encode("ascii", "ignore").decode())
    kept = [planted]  # whoever reads the memory now finds them all
    tell("worked")
    heard("looked")
    del kept, planted
    session.locking.lock()

def failing(session, window):
    try:
        work(session, window)
    except BaseException:
        import traceback
        (place / "failed").write_text(traceback.format_exc())
        os._exit(1)

if turn == 0:
    from eucles_desk.app import session as sessions
    show = sessions.Session.show
    def show_and_work(self):
        self._choices.tour_seen = True
        show(self)
        QTimer.singleShot(1_000, lambda: failing(self, self.window))
    sessions.Session.show = show_and_work
else:
    from eucles_desk.app import unlocking
    ask = unlocking.Unlocking.ask
    def ask_and_tell(self):
        QTimer.singleShot(1_500, lambda: tell("locked"))
        return ask(self)
    unlocking.Unlocking.ask = ask_and_tell
main.main()
"""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def planted() -> dict[str, list[str]]:
    """Return secrets that are words of their own, with a letter that each coding writes in its own way."""
    chance = random.SystemRandom()
    return {
        kind: ["kätkö" + BEGINNING + "".join(chance.choices(string.ascii_lowercase, k=9)) for _ in range(OF_EACH)]
        for kind in KINDS
    }


def cores(secrets: dict[str, list[str]]) -> list[str]:
    """Return the part of each that is left also where words are folded for a search."""
    return [secret.removeprefix("kätkö") for kind in KINDS for secret in secrets[kind]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the test itself writes, apart from all that is looked through."""
    made = tmp_path / "test"
    made.mkdir()
    return made


@pytest.fixture
def looked_through(tmp_path: Path) -> list[Path]:
    """The folders of temporary files and of all that programs keep for a user: data, settings, state, caches."""
    folders = [tmp_path / name for name in ("tmp", "home")]
    for folder in folders:
        folder.mkdir()
    return folders


def wait_for(path: Path, process: subprocess.Popen[bytes], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not path.exists():
        failed = path.with_name("failed")
        assert not failed.exists(), failed.read_text(encoding="utf-8")
        assert process.poll() is None, "the program has ended"
        assert time.monotonic() < end, f"waited in vain for {path.name}"
        time.sleep(0.1)


def core_images(process: int, folder: Path) -> list[Path]:
    """Have the debugger write an image of a process, where it is there and may."""
    if shutil.which("gcore") is None:
        return []
    subprocess.run(["gcore", "-o", str(folder / "core"), str(process)], capture_output=True, check=False)
    return list(folder.glob("core.*"))


@pytest.fixture
def running(place: Path, looked_through: list[Path]) -> Iterator[subprocess.Popen[bytes]]:
    temporary, home = looked_through
    secrets = planted()
    (place / "planted").write_text(json.dumps({**secrets, "passphrase": PASSPHRASE}), encoding="utf-8")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
        "PLACE": str(place),
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "PYTHONPATH": str(ROOT),
    }
    code = DRIVER.format(kinds=KINDS)
    process = subprocess.Popen([sys.executable, "-c", code], cwd=temporary, env=environment)
    yield process
    process.kill()
    process.wait()


def test_none_of_50_secrets_is_left_after_a_lock(
    running: subprocess.Popen[bytes], place: Path, looked_through: list[Path], tmp_path: Path
) -> None:
    wait_for(place / "worked", running, 180)
    secrets = json.loads((place / "planted").read_text(encoding="utf-8"))
    opening = [Remains([PASSPHRASE]), Remains([(place / "key").read_text(encoding="ascii")])]
    assert opening[1].in_memory(running.pid)[0], "the key is in memory while the data are open"
    remains = Remains(cores(secrets))
    assert len(remains.secrets) == 50
    open_memory, open_size = remains.in_memory(running.pid)
    open_files = remains.in_folders(*looked_through)
    probe = looked_through[0] / "probe"
    probe.write_text(f"x{remains.secrets[7]}x", encoding="utf-16-be")
    assert remains.in_folders(*looked_through)[probe] == {remains.secrets[7]}
    probe.unlink()
    lent = {path for path in open_files if "opened" in path.parts}
    say(
        f"\nbefore the lock: {len(open_memory)} of 50 in {open_size / 1e6:.0f} MB of memory; in files: "
        f"{len(open_files) - len(lent)}, in copies for other programs: {len(lent)}"
    )
    assert len(open_memory) == 50
    assert lent, "a copy for another program was there"

    begun = time.monotonic()
    (place / "looked").touch()
    wait_for(place / "locked", running, 60)
    took = time.monotonic() - begun

    files = remains.in_folders(*looked_through)
    count = sum(1 for folder in looked_through for path in folder.rglob("*") if path.is_file())
    memory, size = remains.in_memory(running.pid)
    say(
        f"locked after {took:.1f} s, 1.5 s of them waited: {len(memory)} in {size / 1e6:.0f} MB of memory, "
        f"{len(files)} of {count} files"
    )
    for image in core_images(running.pid, tmp_path):
        in_core = remains.in_file(image)
        say(f"core image of {image.stat().st_size / 1e6:.0f} MB: {len(in_core)}")
        assert in_core == set()
    for what_opens in opening:
        assert what_opens.in_memory(running.pid)[0] == set()
        assert what_opens.in_folders(*looked_through) == {}
    assert memory == set()
    assert files == {}
