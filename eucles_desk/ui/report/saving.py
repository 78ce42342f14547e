"""Saving a report: where to is asked, then it is made if it has to be, stored if it is final, and written."""

from __future__ import annotations

from concurrent.futures import CancelledError
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from eucles_desk.services.report_ports import ReportFormat
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.ui.context import Context


class Saving(QObject):
    """Saves one file at a time, in the background.

    Signals:
        progressed: The report that is made for it has come this far.
        saved: The file is written; carries its path.
        failed: It is not; carries the error.
        changed: Saving has begun or ended.
    """

    progressed = Signal(int, int)
    saved = Signal(object)
    failed = Signal(object)
    changed = Signal()

    def __init__(self, context: Context, window: QWidget, *, native: bool) -> None:
        super().__init__(window)
        self._save_file = context.save_file
        self._window = window
        self._native = native
        self._job: Job | None = None
        self._prepare: Callable[[], Callable[[Job], bytes]] | None = None
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.dialog: QFileDialog | None = None

    @property
    def is_running(self) -> bool:
        """Whether a file is being made and written."""
        return self._job is not None

    def ask(self, name: str, format_: ReportFormat, prepare: Callable[[], Callable[[Job], bytes]]) -> None:
        """Ask for a place.

        Args:
            name: the name to suggest.
            format_: what kind of file it is.
            prepare: called when the place is known, on the window's thread; returns what gives the content, called on
                a pool thread.
        """
        filters = {
            ReportFormat.PDF: tr("PDF files (*.pdf)"),
            ReportFormat.WORKBOOK: tr("Spreadsheets (*.xlsx)"),
            ReportFormat.TEXT: tr("Text documents (*.docx)"),
        }
        dialog = QFileDialog(self._window, tr("Save the report"), self._folder)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not self._native)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(filters[format_])
        dialog.setDefaultSuffix(format_.value)
        dialog.selectFile(name)
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.finished.connect(self._on_dialog_finished)
        self._prepare = prepare
        self.dialog = dialog
        dialog.open()

    def cancel(self) -> None:
        """Stop making the report; nothing is written then."""
        if self._job is not None:
            self._job.cancel()
            self._end()

    def _end(self) -> None:
        self._job = None
        self.changed.emit()

    @Slot(str)
    def _on_file_chosen(self, file: str) -> None:
        if not file or self._prepare is None or self._job is not None:
            return
        path, save_file, content = Path(file), self._save_file, self._prepare()
        self._folder = str(path.parent)

        def write(job: Job) -> Path:
            found = content(job)
            if job.is_cancelled():
                raise CancelledError
            save_file(path, found)
            return path

        job = Job(write)
        job.progressed.connect(self._on_progressed)
        job.succeeded.connect(self._on_saved)
        job.failed.connect(self._on_failed)
        self._job = job
        self.changed.emit()
        job.start()

    @Slot()
    def _on_dialog_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        if self.sender() is self._job:
            self.progressed.emit(done, total)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        if self.sender() is self._job:
            self._end()
            self.saved.emit(path)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.sender() is self._job:
            self._end()
            if not isinstance(error, CancelledError):
                self.failed.emit(error)
