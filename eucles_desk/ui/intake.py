"""What brings assessments in from outside: files that are chosen or dropped, and sample data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from eucles_desk.ui.assessments.taking_in import PACKAGE, Taken, take_in
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from eucles_desk.ui.context import Context


class Intake(QObject):
    """Asks for files and takes them in on a pool thread.

    Signals:
        job_started: Work has begun; carries the job and what to call it.
        arrived: Assessments are here now; carries their ids and the sentence to show.
        one_arrived: Exactly one assessment is here now and is what the user asked for; carries its id.
        refused: Files could not be used; carries the sentences to show.
        package_wanted: The user wants to look at a package; carries its file.
        failed: Something else went wrong; carries the error.
    """

    package_wanted = Signal(object)
    job_started = Signal(object, str)
    arrived = Signal(object, str)
    one_arrived = Signal(object)
    refused = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._window = context, parent
        self._sample_job: Job | None = None

    @Slot()
    def choose_file(self) -> None:
        """Ask for files to take in."""
        kinds = tr("Assessments and packages (*.json *.eucles)")
        dialog = QFileDialog(self._window, tr("Open a file"), "", kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def open_files(self, files: Sequence[Path]) -> None:
        """Take files in; a package is shown first."""
        packages = [file for file in files if file.suffix.lower() == PACKAGE]
        files = [file for file in files if file not in packages]
        for package in packages[:1]:
            self.package_wanted.emit(package)
        if len(packages) > 1:
            self.refused.emit(tr("Packages are taken in one at a time; open the others afterwards."))
        if not files:
            return
        desk = self._context.desk
        job = Job(lambda running: take_in(desk, files, running))
        job.succeeded.connect(self._on_taken)
        job.failed.connect(self.failed)
        text = tr("Opening {file}", file=files[0].name) if len(files) == 1 else tr("Opening files")
        self.job_started.emit(job, text)
        job.start()

    @Slot()
    def make_sample(self) -> None:
        """Write the sample data."""
        if self._sample_job is not None:
            return
        job = self._sample_job = Job(lambda _job: self._context.make_sample())
        job.succeeded.connect(self._on_sample)
        job.failed.connect(self.failed)
        job.finished.connect(self._on_sample_finished)
        self.job_started.emit(job, tr("Writing sample data"))
        job.start()

    @Slot(list)
    def _on_chosen(self, files: list[str]) -> None:
        if files:
            self.open_files([Path(file) for file in files])

    @Slot(object)
    def _on_taken(self, taken: Taken) -> None:
        if len(taken.ids) == 1 and not taken.errors:
            self.one_arrived.emit(taken.ids[0])
            return
        if taken.ids:
            said = trn("{count} assessment was taken in.", "{count} assessments were taken in.", taken.new)
            self.arrived.emit(taken.ids, said)
        if taken.errors:
            self.refused.emit("\n".join(current().sentence(error) for error in taken.errors))

    @Slot(object)
    def _on_sample(self, ids: tuple[UUID, ...]) -> None:
        said = trn(
            "{count} invented assessment is here to look at and to change.",
            "{count} invented assessments are here to look at and to change.",
            len(ids),
        )
        self.arrived.emit(ids, said)

    @Slot()
    def _on_sample_finished(self) -> None:
        self._sample_job = None
