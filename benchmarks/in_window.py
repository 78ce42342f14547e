"""Measures work in the window on a filled data folder, in a process of its own: ``in_window.py FOLDER ID``.

Prints one JSON object with times in milliseconds: moving to another criterion with painting, an autosave as a key
causes it (to the moment it is on disk, and until the window has painted what follows), and a bare commit of as many
bytes.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import event

from eucles_desk.app import paths, window
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import open_program
from eucles_desk.assessment.places import Area, Place
from eucles_desk.storage import driver
from eucles_desk.ui import theme
from eucles_desk.ui.speaking import speak
from eucles_desk.ui.workspace.workspace import Workspace

MOVES = 310
SAVES = 300
COUNTED = 20
"""Saves whose bytes are counted; counting would slow those that are timed."""


def main(folder: Path, assessment: UUID) -> dict[str, float]:
    """Open the assessment in a window and measure."""
    with TemporaryDirectory() as config:
        application = window.make_application(Path(config))
        theme.set_up(paths.resources())
        theme.apply("light", 100)
        program = open_program(folder, paths.resources())
        speak(program.languages.load("en"))
        settings = SettingsFile(Path(config))
        session = Session(program, settings, replace(settings.load(), tour_seen=True), "en")
        session.window.resize(1440, 900)
        session.show()
        session.window.activateWindow()
        session.window.open_assessment(assessment, Place(Area.CRITERIA, "2.5"))
        QTest.qWait(500)
        workspace = session.window.findChildren(Workspace)[0]
        opened = program.desk.open(assessment)
        figures = moving(application, workspace, [c.id for c in opened.edition.criteria_of("gold")])
        with counting(program.data.open_store.engine) as written:
            saving(workspace, opened, COUNTED, written)
        size = round(median(written))
        with bare_database(folder) as commit:
            saves = saving(workspace, opened, SAVES, commit=lambda: commit(size))
            hot = [commit(size) for _ in range(SAVES)]
        figures |= {"autosave": median(saves["saved"]), "autosave_painted": median(saves["painted"])}
        figures |= {"raw_commit": median(saves["raw"]), "raw_commit_hot": median(hot), "autosave_bytes": size}
        session.window.close()
        session.close()
    return figures


def moving(application: QApplication, workspace: Workspace, criteria: list[str]) -> dict[str, float]:
    """Go through the criteria as a user does who does not stop, and paint each."""
    times: list[float] = []
    for number in range(MOVES):
        begin = time.perf_counter()
        workspace.show_criterion(criteria[number % len(criteria)])
        application.processEvents()
        times.append((time.perf_counter() - begin) * 1000)
    first_round = len(criteria)
    return {"move_p50": median(times[first_round:]), "move_p95": quantiles(times[first_round:], n=20)[-1]}


@contextmanager
def counting(engine: Any) -> Generator[list[int]]:
    """Give a list whose last number grows by the bytes of every value that is written."""
    written: list[int] = []

    def count(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if written and not statement.startswith(("SELECT", "BEGIN", "PRAGMA")):
            written[-1] += sum(len(str(value).encode()) for value in values)

    event.listen(engine, "before_cursor_execute", count)
    yield written
    event.remove(engine, "before_cursor_execute", count)


def saving(
    workspace: Workspace,
    opened: Any,
    saves: int,
    written: list[int] | None = None,
    commit: Callable[[], float] = float,
) -> dict[str, list[float]]:
    """Press level keys; a save ends when the transaction is on disk, and once more when the window has painted.

    A bare commit follows each, in turns, so that both meet the processor's caches as a user's work leaves them.
    """
    raw: list[float] = []
    saved: list[float] = []
    painted: list[float] = []
    at: list[float] = []
    opened.set_level(workspace.current_criterion, 3)

    def note(_changes: object) -> None:
        at.append(time.perf_counter())

    opened._listeners.insert(0, note)  # before the window's own
    workspace.window().activateWindow()
    QTest.qWaitForWindowActive(workspace.window())
    workspace.criteria.view.setFocus()
    QTest.qWait(100)
    for number in range(saves):
        if written is not None:
            written.append(0)
        begin = time.perf_counter()
        QTest.keyClick(QApplication.focusWidget() or workspace, Qt.Key.Key_3 if number % 2 else Qt.Key.Key_4)
        QApplication.processEvents()
        painted.append((time.perf_counter() - begin) * 1000)
        saved.append((at[-1] - begin) * 1000)
        raw.append(commit())
    opened._listeners.remove(note)
    assert len(at) == saves, f"{len(at)} of {saves} keys were saved"
    return {"saved": saved, "painted": painted, "raw": raw}


@contextmanager
def bare_database(folder: Path) -> Generator[Callable[[int], float]]:
    """Give a function that commits so many bytes through the same library, set up alike; it returns milliseconds."""
    connection = driver.connect(folder / "raw.db", "0" * 64)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 0", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE raw (id INTEGER PRIMARY KEY, bytes BLOB)")

    def commit(size: int) -> float:
        content = os.urandom(size)
        begin = time.perf_counter()
        connection.execute("BEGIN")
        connection.execute("INSERT INTO raw (bytes) VALUES (?)", (content,))
        connection.execute("COMMIT")
        return (time.perf_counter() - begin) * 1000

    yield commit
    connection.close()
    for file in folder.glob("raw.db*"):
        file.unlink()


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), UUID(sys.argv[2]))))
