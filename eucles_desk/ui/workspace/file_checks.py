"""Checking stored files in the background: those shown for the first time, and all of them when asked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from eucles_desk.services.file_check import FileState, NamedFile, check_files, files_of, survey_files
from eucles_desk.services.file_ports import Stamp
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eucles_desk.assessment.evidence import Evidence
    from eucles_desk.services.open_assessment import OpenAssessment

Checked = tuple[NamedFile, FileState, Stamp | None]
AFTER_SECONDS: Final = 30
"""A file whose card is shown again after so long is looked at again."""


class FileChecks(QObject):
    """Knows of each stored file whether it is as it came in.

    A file is read once in a run, and again when its size or time is another: that is looked at, in the background, when
    its card is shown after a while and when its pages are turned.

    Signals:
        changed: More is known now.
        moved: All files are being checked: so many are done, of so many.
        checked: All files have been checked; carries the sentence to show, and the files that are not whole.
    """

    changed = Signal()
    moved = Signal(int, int)
    checked = Signal(str, object)

    def __init__(self, opened: OpenAssessment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened = opened
        self._states: dict[str, FileState] = {}
        self._stamps: dict[str, Stamp] = {}
        self._seen_at: dict[str, float] = {}
        self._waiting: dict[str, NamedFile] = {}
        self._jobs: list[Job] = []
        self._all: Job | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being checked."""
        return not self._jobs

    def state(self, piece: Evidence) -> FileState | None:
        """Return what is known of the file of a piece; that one is missing can be seen at once."""
        if not piece.sha256:
            return None
        if not self._opened.holds(piece.sha256):
            return FileState.MISSING
        known = self.known(piece.sha256)
        return None if known is FileState.MISSING else known  # it is there again

    def known(self, sha256: str) -> FileState | None:
        """Return what was found of a file when it was looked at last."""
        return self._states.get(sha256)

    @property
    def not_whole(self) -> frozenset[str]:
        """The contents of files that are known to be missing, changed or unreadable."""
        return frozenset(sha256 for sha256, state in self._states.items() if state is not FileState.WHOLE)

    def survey(self, pieces: Iterable[Evidence]) -> None:
        """Look whether files are here and of their size, without reading any."""
        files, stored, stamps = files_of(pieces), self._opened.stored, dict(self._stamps)
        self._waiting |= {file.sha256: file for file in files if file.sha256 in self.not_whole}  # it may be mended
        self._go_on()
        if files:
            self._start(Job(lambda job: list(survey_files(files, stored, job.is_cancelled, stamps))))

    def watch(self, pieces: Iterable[Evidence]) -> None:
        """Check the files of these pieces for the first time, and look at them again after a while."""
        now = time.monotonic()
        for file in files_of(pieces):
            if file.sha256 not in self._states or now - self._seen_at.get(file.sha256, now) > AFTER_SECONDS:
                self._waiting[file.sha256] = file
        self._go_on()

    def glance(self, piece: Evidence, sha256: str) -> None:
        """Look whether a file that is in use is still as it was."""
        for file in files_of([piece]):
            if file.sha256 == sha256:
                self._waiting[sha256] = file
        self._go_on()

    def forget(self, contents: Iterable[str]) -> None:
        """Check files anew the next time that they are shown; they have come in again."""
        for sha256 in contents:
            self._states.pop(sha256, None)
            self._stamps.pop(sha256, None)

    def check_all(self, pieces: Iterable[Evidence]) -> None:
        """Check every file, whatever is known of it."""
        if self._all is not None:
            return
        files, stored = files_of(pieces), self._opened.stored

        def work(job: Job) -> list[Checked]:
            found: list[Checked] = []
            for one in check_files(files, stored, job.is_cancelled):
                found.append(one)
                job.progress(len(found), len(files))
            return found

        job = self._all = Job(work)
        job.progressed.connect(self.moved)
        self.moved.emit(0, len(files))
        self._start(job)

    @Slot()
    def stop(self) -> None:
        """Check no further."""
        for job in tuple(self._jobs):
            job.cancel()

    def _go_on(self) -> None:
        if not self._waiting or any(job is not self._all for job in self._jobs):
            return
        files, stored, stamps = tuple(self._waiting.values()), self._opened.stored, dict(self._stamps)
        self._waiting.clear()
        for file in files:
            self._states.setdefault(file.sha256, FileState.WHOLE)  # until it is known better, and asked once only
            self._seen_at[file.sha256] = time.monotonic()
        self._start(Job(lambda job: list(check_files(files, stored, job.is_cancelled, stamps))))

    def _start(self, job: Job) -> None:
        self._jobs.append(job)
        job.succeeded.connect(self._on_checked)
        job.failed.connect(self._on_failed)
        self.destroyed.connect(job.cancel)
        job.start()

    @Slot(object)
    def _on_checked(self, found: list[Checked]) -> None:
        job = self.sender()
        self._jobs = [one for one in self._jobs if one is not job]
        before = dict(self._states)
        for file, state, stamp in found:
            self._states[file.sha256] = state
            if stamp is not None:
                self._stamps[file.sha256] = stamp
        if job is self._all:
            was_stopped = self._all is not None and self._all.is_cancelled()
            self._all = None
            self.checked.emit(*((tr("The check was stopped."), ()) if was_stopped else _summed_up(found)))
        if self._states != before:
            self.changed.emit()
        self._go_on()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        job = self.sender()
        self._jobs = [one for one in self._jobs if one is not job]
        self._all = None if job is self._all else self._all
        raise error


def _summed_up(found: list[Checked]) -> tuple[str, tuple[tuple[NamedFile, FileState], ...]]:
    """Return one sentence about all files, and those that are not whole."""
    wrong = tuple((file, state) for file, state, _ in found if state is not FileState.WHOLE)
    if not wrong:
        return trn(
            "{count} file checked: it is as it was attached.",
            "{count} files checked: all are as they were attached.",
            len(found),
        ), ()
    missing, changed, unreadable = (
        sum(1 for _, state in wrong if state is wanted)
        for wanted in (FileState.MISSING, FileState.CHANGED, FileState.UNREADABLE)
    )
    said = (
        trn("{count} is missing", "{count} are missing", missing) if missing else "",
        trn("{count} was changed on disk", "{count} were changed on disk", changed) if changed else "",
        trn("{count} cannot be read", "{count} cannot be read", unreadable) if unreadable else "",
    )
    parts = ", ".join(part for part in said if part)
    return tr("Of {count} files {parts}:", count=len(found), parts=parts), wrong
