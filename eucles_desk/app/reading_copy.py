"""Asks whether to read a copy of data that cannot be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMessageBox

from eucles_desk.errors import EuclesError
from eucles_desk.storage.reading_copy import ReadingCopy
from eucles_desk.ui.jobs import Job, wait_for_all
from eucles_desk.ui.language import current, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from eucles_desk.app.opening import Opening


class AskToRead(QObject):
    """A box that says why, and makes the copy on a pool thread when the user wants it.

    Attributes:
        box: What asks.
        copy: The copy, ``None`` where the user ends the program.
        error: Why no copy could be made.
    """

    def __init__(self, application: QApplication, opening: Opening, error: EuclesError) -> None:
        super().__init__()
        self.copy: ReadingCopy | None = None
        self.error: EuclesError | None = None
        self._application, self._folder = application, opening.folder
        self.box = QMessageBox(QMessageBox.Icon.Warning, tr("EUCLES Desk"), current().sentence(error))
        self.box.setTextFormat(Qt.TextFormat.PlainText)
        self.box.setInformativeText(
            tr(
                "You can open a copy to read. Nothing can be changed in it, and it is removed when you close it. To "
                "work, change the rights of the folder, or copy it to a place that can be written to."
            )
        )
        self.read_button = self.box.addButton(tr("Open a copy to read"), QMessageBox.ButtonRole.AcceptRole)
        self.quit_button = self.box.addButton(tr("Quit"), QMessageBox.ButtonRole.RejectRole)
        self.box.setDefaultButton(self.read_button)
        self.box.setEscapeButton(self.quit_button)
        self.box.finished.connect(self._on_finished)

    def ask(self) -> ReadingCopy | None:
        """Return the copy; raise what kept it from being made."""
        quits = self._application.quitOnLastWindowClosed()
        self._application.setQuitOnLastWindowClosed(False)  # the copy is made when the box has closed
        self.box.open()
        self._application.exec()
        self._application.setQuitOnLastWindowClosed(quits)
        wait_for_all()
        self.box.deleteLater()
        if self.error is not None:
            raise self.error
        return self.copy

    @Slot()
    def _on_finished(self) -> None:
        if self.box.clickedButton() is not self.read_button:
            self._application.exit()
            return
        job = Job(lambda _job: ReadingCopy(self._folder))
        job.succeeded.connect(self._on_copied)
        job.failed.connect(self._on_failed)
        job.start()

    @Slot(object)
    def _on_copied(self, copy: ReadingCopy) -> None:
        self.copy = copy
        self._application.exit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.error = error if isinstance(error, EuclesError) else None
        self._application.exit()
        if self.error is None:
            raise error


def ask(application: QApplication, opening: Opening, error: EuclesError) -> Opening | None:
    """Ask, and return what opens the copy, ``None`` where the user ends the program."""
    copy = AskToRead(application, opening, error).ask()
    return None if copy is None else opening.reading(copy)
