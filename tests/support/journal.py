"""What the window has shown as saved, written down outside the data folder; and whether all of it is there."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from eucles_desk.app import paths
from eucles_desk.app.wiring import Program, open_program
from eucles_desk.assessment.change_data import change_to_data
from eucles_desk.assessment.changes import Change, change_of
from eucles_desk.services.file_check import FileState, check_file

if TYPE_CHECKING:
    from pathlib import Path

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.ui.main_window import MainWindow
    from eucles_desk.ui.report.page import ReportPage
    from eucles_desk.ui.working import Working

ALL: Final = 1_000_000
MOST_BEHIND: Final = 40
"""Changes of one transaction that may have been stored while its *Saved* was on its way: the consensus adopts many."""


class Journal:
    """Writes a line for each change at the moment the bar below says that it is saved; a line is handed over at once.

    A line that the system has been given outlives the process, whatever ends it.
    """

    def __init__(self, path: Path, program: Program) -> None:
        self._file = path.open("a", encoding="utf-8")
        self._program = program
        self._window: MainWindow | None = None
        self._working: Working | None = None
        self._reports: ReportPage | None = None
        self._pending: list[Change] = []
        self._issued = 0

    def say(self, what: str, told: object = None) -> None:
        """Write a line."""
        self._file.write(json.dumps([what, told]) + "\n")
        self._file.flush()

    def follow(self, window: MainWindow) -> None:
        """Follow what is open in a window now."""
        self._window = window
        working = window.working
        if working is not None and working is not self._working and window.assessment_page is not None:
            self._working, self._pending = working, []
            with self._program.data.open_store() as store:
                entries = store.history.tail(working.value.id, ALL)
            self.say("opened", [str(working.value.id), sum(len(entry.changes) for entry in entries)])
            working.changed.connect(self._on_changed)
            working.saved.connect(self._on_saved)
        self._on_saved()
        self._follow_reports()

    def _follow_reports(self) -> None:
        page = self._window.assessment_page.report_page if self._window and self._window.assessment_page else None
        if page is not None and len(page.issuing.list.rows) > self._issued and self._working is not None:
            self._issued = len(page.issuing.list.rows)
            self.say("report", self._issued)

    def _on_changed(self, changes: tuple[Change, ...]) -> None:
        self._pending += changes

    def _on_saved(self) -> None:
        """Tell of what is saved once the bar says so; while something else is being typed it says that first."""
        page = self._window.assessment_page if self._window is not None else None
        if not self._pending or page is None or not page.save_bar.state_label.full_text().startswith("Saved "):
            return
        told, self._pending = self._pending, []
        self.say("saved", [change_to_data(change) for change in told])


@dataclass
class Told:
    """What a journal says."""

    assessment: UUID | None = None
    before: int = 0
    saved: list[Any] = field(default_factory=list[Any])
    reports: int = 0
    is_ready: bool = False
    is_done: bool = False
    problem: str = ""


def go_on(path: Path) -> None:
    """Keep what was told of as saved for a process that goes on with the work."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.is_file() else []
    kept = [line for line in lines if json.loads(line)[0] in {"opened", "saved", "report"}]
    path.write_text("".join(kept), encoding="utf-8")


def read(path: Path) -> Told:
    """Read a journal; a line that was not finished has told nothing."""
    told = Told()
    lines = path.read_text(encoding="utf-8").split("\n")[:-1] if path.is_file() else []
    for line in lines:
        what, value = json.loads(line)
        match what:
            case "opened":
                if told.assessment is None:
                    told.before = value[1]
                told.assessment = UUID(value[0])
            case "saved":
                told.saved += value
            case "report":
                told.reports = value
            case "ready":
                told.is_ready = True
            case "done":
                told.is_done = True
            case _:
                told.problem = str(value)
    return told


@dataclass
class Checked:
    """What came of comparing a journal with a data folder."""

    changes: int = 0
    files: int = 0
    behind: int = 0
    lost: list[str] = field(default_factory=list[str])


def check(data: Path, told: Told) -> Checked:
    """Open a data folder without a window and compare it with what was told; also whether its database is sound."""
    found = Checked()
    with open_program(data, paths.resources()) as program:
        _check_database(program, found)
        if told.assessment is None:
            return found
        with program.data.open_store() as store:
            value = store.assessments.load(told.assessment)
            entries = store.history.tail(told.assessment, ALL)
        if value is None:
            found.lost.append("the assessment")
            return found
        stored = _plain([change_to_data(change) for entry in entries for change in entry.changes])
        _check_changes(stored[told.before :], told, value, found)
        _check_files(program, value, found)
        issued = program.desk.issued(value.id)
        found.lost += [f"report {number}" for number in range(len(issued), told.reports)]
        found.files += len([program.desk.issued_content(report.id) for report in issued])
    return found


def _check_changes(stored: list[Any], told: Told, value: Assessment, found: Checked) -> None:
    """Every change told is in the history in its order, and the assessment is as its last changes have made it."""
    found.changes = len(told.saved)
    for at, change in enumerate(told.saved):
        if at >= len(stored) or stored[at] != change:
            found.lost.append(f"change {at} of {change['part']} {change['key']}")
            return
    found.behind = len(stored) - len(told.saved)
    if found.behind > MOST_BEHIND:
        found.lost.append(f"{found.behind} changes were stored that were never shown as saved")
    latest = {(change["part"], change["key"]): change["after"] for change in stored}
    for (part, key), after in latest.items():
        now = change_to_data(change_of(value, _part(part), key, None))["before"]
        if _plain(now) != after:
            found.lost.append(f"{part} {key}")


def _check_files(program: Program, value: Assessment, found: Checked) -> None:
    for piece in value.evidence:
        if piece.sha256:
            if check_file(program.evidence.stored(piece.sha256)) is not FileState.WHOLE:
                found.lost.append(f"file {piece.file_name}")
            found.files += 1


def _check_database(program: Program, found: Checked) -> None:
    with program.data.open_store.engine.connect() as connection:
        for pragma in ("integrity_check", "foreign_key_check", "cipher_integrity_check"):
            rows = [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {pragma}")]
            if rows not in ([], [("ok",)]):
                found.lost.append(f"{pragma}: {rows[:3]}")


def _plain(data: Any) -> Any:
    return json.loads(json.dumps(data))


def _part(name: str) -> Any:
    from eucles_desk.assessment.changes import Part

    return Part(name)
