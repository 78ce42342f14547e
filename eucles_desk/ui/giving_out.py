"""Saving an assessment as an interchange file, for the other expert or another program."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from eucles_desk.errors import EuclesError, UsageError
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.report.naming import suggested_name

if TYPE_CHECKING:
    from uuid import UUID

    from eucles_desk.ui.context import Context
    from eucles_desk.ui.main_window import MainWindow


class GivingOut(QObject):
    """Asks where to and writes the file on a pool thread; the window says what came of it."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    @Slot()
    def ask(self) -> None:
        """Ask where to save the assessment that is open."""
        working = self._window.working
        if working is None:
            return
        working.flush()
        value = working.value
        dialog = QFileDialog(self._window, tr("Save the assessment as a file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("Assessment files (*.json)"))
        dialog.setDefaultSuffix("json")
        label = working.edition.labels[value.label].title.in_language(current().code)
        today = datetime.now().astimezone().date()
        dialog.selectFile(suggested_name(value.cluster.name, label, "", today, "json"))
        dialog.fileSelected.connect(partial(self._save, value.id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, assessment: UUID, name: str) -> None:
        desk, save_file, path = self._context.desk, self._context.save_file, Path(name)

        def write(_job: Job) -> Path:
            save_file(path, desk.give_out(assessment))
            return path

        job = Job(write)
        job.succeeded.connect(self._on_saved)
        job.failed.connect(self._on_failed)
        job.start()

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        said = tr("Saved: {file}. The evidence files are not in it; hand them over separately.", file=path.name)
        self._window.frame.bar.say(said, "good")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            error = UsageError("The file cannot be written: {reason}", reason=error.strerror or error)
        if not isinstance(error, EuclesError):
            raise error
        self._window.frame.problems.show(error)
