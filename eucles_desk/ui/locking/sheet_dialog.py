"""Offers the recovery sheet as a file to print."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from eucles_desk.errors import EuclesError
from eucles_desk.ui.form_dialog import FormDialog
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr

if TYPE_CHECKING:
    from collections.abc import Callable


class SheetDialog(FormDialog):
    """Asks where to, and writes it; with ``asks_once`` whoever goes on without it is told what that means first.

    Signals:
        saved: The sheet is written; carries its path.
    """

    saved = Signal(object)

    def __init__(
        self, save_sheet: Callable[[Path, str], None], parent: QWidget | None = None, *, asks_once: bool = False
    ) -> None:
        intro = tr(
            "The recovery sheet is a page that opens the data when the passphrase is forgotten, for whoever holds it. "
            "Print it, keep it where you keep papers of worth and away from this computer, and delete the file."
        )
        super().__init__(tr("Recovery sheet"), intro, tr("Save as PDF…"), parent)
        self._save_sheet, self._asks_once = save_sheet, asks_once
        self.cancel_button.setText(tr("Later"))
        self.file_dialog: QFileDialog | None = None
        self.go_on_button.setFocus()

    def reject(self) -> None:
        """Go on without the sheet, which may be all that opens the data one day."""
        if not self._asks_once:
            super().reject()
            return
        self._asks_once = False
        self.problem_bar.say(
            tr("Without the sheet nobody can open the data when the passphrase is forgotten. Go on without it?"),
            "warning",
        )
        self.cancel_button.setText(tr("Go on without it"))
        QTimer.singleShot(0, self, self._make_room)

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
