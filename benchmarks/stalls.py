"""How long the window keeps the user waiting on a large data folder: ``python benchmarks/stalls.py [--keep FOLDER]``.

On 10,000 assessments with 310,000 judgements and 100,000 texts of files, and on 10 assessments: moving to another
criterion 300 times and typing 600 signs with real keys, words in the palette, the list, the first page, and the start.

A heartbeat each millisecond shows how long the event loop was away. What is told of a key is the longest such time
until the next key. The processor's time that the window's own thread took meanwhile is told as well: other programs
take part of the former, not of the latter. Each figure is the best of so many rounds.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from uuid import UUID

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from run import ENVIRONMENT, ROOT, starts  # noqa: E402

MOVES, SIGNS = 300, 600
SIGNS_EACH, BURST = 60, 20
PASSING, RESTING = 0.12, 0.6
"""Seconds between two moves, and after each fifth, when the file of the criterion is opened."""
KEY_SECONDS, PAUSE_SECONDS = 0.125, 0.55
"""Eight keys a second, and a pause after some in which what was typed is saved."""
ROUNDS = 3
TEXT = "The register shows fifty-seven participants, seen on site and confirmed by two of them. "
WORDS = ("alku", "tunnus12345", "kata", "measured 07", "strategy", "2.5", "report")
AIMS = {
    "moving, p95": 16.0,
    "moving, most": 50.0,
    "typing, p95": 16.0,
    "typing, most": 50.0,
    "palette, p95": 50.0,
    "palette, most": 100.0,
    "list, p95": 100.0,
    "today, most": 100.0,
    "start": 3.0,
}


class Heart:
    """Beats in the event loop and tells how long it was kept from it since it was last asked."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._at, self._used = time.perf_counter(), time.thread_time()
        self._most = self._most_used = 0.0
        self._timer.start()

    def _beat(self) -> None:
        at, used = time.perf_counter(), time.thread_time()
        self._most, self._most_used = max(self._most, at - self._at), max(self._most_used, used - self._used)
        self._at, self._used = at, used

    def longest(self) -> tuple[float, float]:
        """Return the longest time away in milliseconds, and the most of the processor's time used in one."""
        self._beat()
        most = self._most * 1000, self._most_used * 1000
        self._most = self._most_used = 0.0
        return most


class Measured:
    """The program's window on a data folder."""

    def __init__(self, folder: Path, assessment: UUID, config: Path) -> None:
        from PySide6.QtTest import QTest

        from eucles_desk.app import paths, window
        from eucles_desk.app.session import Session
        from eucles_desk.app.settings import SettingsFile
        from eucles_desk.app.wiring import open_program
        from eucles_desk.assessment.places import Area, Place
        from eucles_desk.ui import theme
        from eucles_desk.ui.speaking import speak

        self.application = window.make_application(config)
        theme.set_up(paths.resources())
        theme.apply("light", 100)
        program = open_program(folder, paths.resources())
        speak(program.languages.load("en"))
        settings = SettingsFile(config)
        self.session = Session(program, settings, replace(settings.load(), tour_seen=True), "en")
        self.window = self.session.window
        self.window.resize(1440, 900)
        self.session.show()
        self.window.activateWindow()
        QTest.qWait(1500)  # what is loaded after the first painting
        self.window.open_assessment(assessment, Place(Area.CRITERIA, "2.5"))
        QTest.qWait(1000)
        assert self.window.assessment_page is not None
        assert self.window.assessment_page.workspace is not None
        self.workspace = self.window.assessment_page.workspace
        self.found: dict[str, list[float]] = {}

    def press(self, key: int, modifier: int = 0) -> None:
        """Press a key where the keyboard is."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        focus = QApplication.focusWidget() or self.window
        QTest.keyClick(focus, Qt.Key(key), Qt.KeyboardModifier(modifier))

    def type(self, sign: str) -> None:
        """Type a sign."""
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        QTest.keyClicks(QApplication.focusWidget() or self.window, sign)

    def run(self, acts: Iterator[tuple[str, Callable[[], object], float]]) -> None:
        """Do one thing after another in the event loop, and note how long each kept the loop away.

        Each act says under which name it is noted, and how many seconds pass before the next.
        """
        from PySide6.QtCore import QEventLoop, QTimer

        heart, loop = Heart(), QEventLoop()

        def step(before: str) -> None:
            if before:
                wall, used = heart.longest()
                self.found.setdefault(before, []).append(wall)
                self.found.setdefault(f"{before}, processor", []).append(used)
            act = next(acts, None)
            if act is None:
                loop.quit()
                return
            name, do, seconds = act
            QTimer.singleShot(round(seconds * 1000), lambda: step(name))
            heart.longest()
            do()

        QTimer.singleShot(0, lambda: step(""))
        loop.exec()

    def until_painted(self, name: str, do: Callable[[], object]) -> None:
        """Note how long something takes until it is painted."""
        from PySide6.QtTest import QTest

        begin = time.perf_counter()
        do()
        self.application.processEvents()
        self.found.setdefault(name, []).append((time.perf_counter() - begin) * 1000)
        QTest.qWait(150)

    # What is measured

    def moving(self) -> Iterator[tuple[str, Callable[[], object], float]]:
        """Go through the criteria: some only passed by, at each fifth a rest."""
        from PySide6.QtCore import Qt

        down, control = Qt.Key.Key_Down.value, Qt.KeyboardModifier.ControlModifier.value
        for number in range(MOVES):
            yield "moving", partial(self.press, down, control), RESTING if number % 5 == 4 else PASSING

    def typing(self) -> Iterator[tuple[str, Callable[[], object], float]]:
        """Write reasons, with pauses in which they are saved."""
        from PySide6.QtCore import Qt

        reason = self.workspace.judgement.reason_edit
        for number in range(SIGNS):
            if number % SIGNS_EACH == 0:
                yield "", self.workspace.following, PAUSE_SECONDS
                yield "", lambda: reason.setFocus(Qt.FocusReason.OtherFocusReason), PAUSE_SECONDS
            pause = PAUSE_SECONDS if number % BURST == BURST - 1 else KEY_SECONDS
            yield "typing", partial(self.type, TEXT[number % len(TEXT)]), pause

    def palette(self) -> None:
        """Type words into the palette; a result counts when all that there is is shown."""
        from PySide6.QtCore import QEventLoop, Qt
        from PySide6.QtTest import QTest

        from eucles_desk.ui.palette.popup import Popup

        shown: list[float] = []
        waiting_loop = QEventLoop.ProcessEventsFlag.WaitForMoreEvents  # one that spins would take turns with the search
        show_rows = Popup.show_rows

        def watched(popup: Popup, rows: object, *, waiting: bool, cut: bool = False) -> None:
            show_rows(popup, rows, waiting=waiting, cut=cut)  # type: ignore[arg-type]  # handed on
            if not waiting:
                shown.append(time.perf_counter())

        Popup.show_rows = watched  # type: ignore[method-assign]
        for word in WORDS:
            begin = time.perf_counter()
            self.press(Qt.Key.Key_K.value, Qt.KeyboardModifier.ControlModifier.value)
            self.application.processEvents()
            self.found.setdefault("palette opens", []).append((time.perf_counter() - begin) * 1000)
            QTest.qWait(100)
            for sign in word:
                shown.clear()
                begin, used = time.perf_counter(), time.process_time()
                self.type(sign)
                while not shown:
                    self.application.processEvents(waiting_loop)
                self.application.processEvents()  # what has changed is painted, not the whole window under it
                self.found.setdefault("palette", []).append((time.perf_counter() - begin) * 1000)
                self.found.setdefault("palette, processor", []).append((time.process_time() - used) * 1000)
                QTest.qWait(60)
            self.press(Qt.Key.Key_Escape.value)
            QTest.qWait(100)
        Popup.show_rows = show_rows  # type: ignore[method-assign]

    def pages(self) -> None:
        """Show the list and the first page in turns."""
        from PySide6.QtCore import Qt

        control = Qt.KeyboardModifier.ControlModifier.value
        for _ in range(20):
            self.until_painted("today", lambda: self.press(Qt.Key.Key_1.value, control))
            self.until_painted("list", lambda: self.press(Qt.Key.Key_2.value, control))

    def close(self) -> None:
        """Close the window."""
        self.window.close()
        self.session.close()


def measure(folder: Path, assessment: UUID) -> dict[str, list[float]]:
    """Measure in this process."""
    with tempfile.TemporaryDirectory() as config:
        measured = Measured(folder, assessment, Path(config))
        measured.run(measured.moving())
        measured.run(measured.typing())
        measured.palette()
        measured.window.close_assessment()
        measured.pages()
        measured.close()
    return measured.found


def figures(found: dict[str, list[float]]) -> dict[str, float]:
    """Return median, 95th percentile and maximum of each kind."""
    told: dict[str, float] = {}
    for name, times in found.items():
        ordered = sorted(times)
        told[f"{name}, median"] = median(ordered)
        told[f"{name}, p95"] = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        told[f"{name}, most"] = ordered[-1]
    return told


def best(folder: Path, assessment: UUID, rounds: int) -> dict[str, float]:
    """Measure in processes of their own and return the best of each figure."""
    command = [sys.executable, __file__, "--one", str(folder), "--assessment", str(assessment)]
    told: dict[str, float] = {}
    for _ in range(rounds):
        done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, cwd=ROOT, check=False)
        if done.returncode:
            sys.exit(done.stderr)
        for name, figure in json.loads(done.stdout.splitlines()[-1]).items():
            told[name] = min(figure, told.get(name, figure))
        begun = starts(folder)
        told["start"] = min(begun["start"], told.get("start", begun["start"]))
    return told


def main() -> None:
    """Fill, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--keep", type=Path, help="keep the filled folders here for the next run")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--assessment", type=UUID, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(figures(measure(arguments.one, arguments.assessment))))
        return
    import big

    with tempfile.TemporaryDirectory() as thrown_away:
        base = arguments.keep or Path(thrown_away)
        small = base / "small"
        mark = small / "measured.json"
        if not mark.is_file():
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.write_text(json.dumps(str(big.fill_big(small, 10))), encoding="ascii")
        few = best(small, UUID(json.loads(mark.read_text(encoding="ascii"))), arguments.rounds)
        many = best(base / "big", big.filled(base / "big"), arguments.rounds)
    print(f"{'':28} {'10':>8} {'10,000':>8} {'ratio':>6}")
    for name, figure in many.items():
        aim = AIMS.get(name)
        verdict = "" if aim is None else f"   aim {aim:g}: {'reached' if figure <= aim else 'MISSED'}"
        print(f"{name:28} {few[name]:8.1f} {figure:8.1f} {figure / few[name]:6.2f}{verdict}")


if __name__ == "__main__":
    main()
