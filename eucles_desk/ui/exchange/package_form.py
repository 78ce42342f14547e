"""A form at whose end a package is written: it asks where to, and waits while it is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from eucles_desk.errors import EuclesError, UsageError
from eucles_desk.ui.form_dialog import FormDialog
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import tr, trn
from eucles_desk.ui.still import NumberBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.services.package_ports import Given

MEGA: Final = 1_000_000
MOST_MEGA: Final = 2_000
SUFFIX: Final = "eucles"


class PackageForm(FormDialog):
    """Children add their fields, then :meth:`add_size_field`, and answer ``_on_accepted`` with :meth:`ask_file`.

    Signals:
        given: The package is written; carries the sentence to show.
    """

    given = Signal(str)

    def __init__(self, title: str, intro: str, go_on: str, parent: QWidget | None = None) -> None:
        super().__init__(title, intro, go_on, parent)
        self._go_on = go_on
        self.size_field = NumberBox()
        self.size_field.setRange(0, MOST_MEGA)
        self.size_field.setSpecialValueText(tr("nothing is left out"))
        self.size_field.setSuffix(tr(" MB"))
        self.size_field.setSingleStep(5)

    def add_size_field(self) -> None:
        """Add the field for the size from which evidence stays here."""
        self.add_field(tr("&Leave out evidence of more than"), self.size_field)

    @property
    def largest(self) -> int | None:
        """The most bytes of a piece of evidence, ``None`` where all goes along."""
        return self.size_field.value() * MEGA or None

    def ask_file(self, name: str, write: Callable[[Path], Given]) -> None:
        """Ask where to, and have the package written there on a pool thread."""
        dialog = QFileDialog(self, tr("Save the package"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("Packages (*.eucles)"))
        dialog.setDefaultSuffix(SUFFIX)
        dialog.selectFile(f"{name}.{SUFFIX}")

        def chosen(file: str) -> None:
            self.write_to(Path(file), write)

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_to(self, file: Path, write: Callable[[Path], Given]) -> None:
        """Write the package."""
        self._wait(is_waiting=True)
        job = Job(lambda _job: write(file))
        job.succeeded.connect(self._on_written)
        job.failed.connect(self._on_failed)
        job.start()

    def reject(self) -> None:
        """Stay while the package is written."""
        if self.cancel_button.isEnabled():
            super().reject()

    def _wait(self, *, is_waiting: bool) -> None:
        self.content.setEnabled(not is_waiting)
        self.go_on_button.setEnabled(not is_waiting)
        self.cancel_button.setEnabled(not is_waiting)
        self.go_on_button.setText(tr("One moment…") if is_waiting else self._go_on)

    @Slot(object)
    def _on_written(self, given: Given) -> None:
        self._wait(is_waiting=False)
        said = tr("The package is made: {file}", file=given.file.name)
        if given.left_out:
            left = trn(
                "{count} piece of evidence was too large and is not in it.",
                "{count} pieces of evidence were too large and are not in it.",
                given.left_out,
            )
            said = f"{said}. {left}"
        self.given.emit(said)
        self.accept()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._wait(is_waiting=False)
        if isinstance(error, OSError):
            error = UsageError("The file cannot be written: {reason}", reason=error.strerror or error)
        if not isinstance(error, EuclesError):
            raise error
        self.show_error(error)
