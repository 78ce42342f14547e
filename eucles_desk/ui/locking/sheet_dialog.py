"""Offers the recovery sheet as a file to print."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from eucles_desk.errors import EuclesError
from eucles_desk.ui.form_dialog import FormDialog
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr

if TYPE_CHECKING:
    from collections.abc import Callable


class SheetDialog(FormDialog):
    """Asks where to, and writes it.

    Signals:
        saved: The sheet is written; carries its path.
    """

    saved = Signal(object)

    def __init__(self, save_sheet: Callable[[Path, str], None], parent: QWidget | None = None) -> None:
        intro = tr(
            "This page opens the data when the passphrase is forgotten, for you or whoever holds it. Print it, keep it "
            "where you keep papers of worth and away from this computer, and delete the file."
        )
        super().__init__(tr("Recovery sheet"), intro, tr("Save as PDF…"), parent)
        self._save_sheet = save_sheet
        self.cancel_button.setText(tr("Later"))
        self.file_dialog: QFileDialog | None = None
        self.go_on_button.setFocus()

    @Slot()
    def _on_accepted(self) -> None:
        self.problem_bar.hide()
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, tr("Save the recovery sheet"), folder, tr("PDF files (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(tr("EUCLES Desk recovery sheet") + ".pdf")
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        self.file_dialog = dialog
        dialog.open()

    @Slot(str)
    def save_to(self, name: str) -> None:
        """Write the sheet to a file, in the language of the screen."""
        path = Path(name)
        self.setEnabled(False)
        code = current().code
        job = Job(lambda _job: self._save_sheet(path, code))
        job.succeeded.connect(partial(self._on_saved, path))
        job.failed.connect(self._on_failed)
        job.start()

    def _on_saved(self, path: Path, _nothing: object) -> None:
        self.saved.emit(path)
        self.accept()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.setEnabled(True)
        self.go_on_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if not isinstance(error, EuclesError):
            raise error
        self.show_error(error)
