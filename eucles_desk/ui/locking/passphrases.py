"""Setting, changing and removing the passphrase: the dialogs, the work off the GUI thread, and what is said of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from eucles_desk.errors import EuclesError
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.locking.passphrase_dialog import Given, PassphraseDialog, Task
from eucles_desk.ui.locking.sheet_dialog import SheetDialog
from eucles_desk.wording.protection import EARLIER_COPIES, NOT_REPLACED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from eucles_desk.ui.locking.secrecy import Secrecy


class Passphrases(QObject):
    """Does what the user asks for about the passphrase.

    Signals:
        changed: There is a passphrase, or none any more, or the system remembers it, or not any more.
        done: Something was done; carries what is to be said.
        warned: Something was done, but not all of it; carries what is to be said.
        failed: Something could not be done; carries the error.
    """

    changed = Signal()
    done = Signal(str)
    warned = Signal(str)
    failed = Signal(object)

    def __init__(self, secrecy: Secrecy, parent: QWidget) -> None:
        super().__init__(parent)
        self._secrecy, self._window = secrecy, parent
        self.dialog: PassphraseDialog | SheetDialog | None = None

    def ask(self, task: Task) -> None:
        """Open the dialog for a task."""
        suggest = partial(self._secrecy.protecting().suggested, current().code)
        dialog = PassphraseDialog(task, suggest, self._window)
        dialog.submitted.connect(partial(self._on_given, dialog))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open_fitting(44, 24)

    def offer_sheet(self, *, asks_once: bool) -> None:
        """Offer the recovery sheet, and ask once whether the user wants to go on without it."""
        dialog = SheetDialog(self._secrecy.save_sheet, self._window, asks_once=asks_once)
        dialog.saved.connect(self._on_sheet)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open_fitting(40, 16)

    def remember(self, *, wanted: bool) -> None:
        """Let the system remember what opens the data, or forget it; it may ask the user."""
        protecting = self._secrecy.protecting()
        job = Job(lambda _job: protecting.remember() if wanted else protecting.forget())
        job.failed.connect(self._on_failed)
        job.finished.connect(self.changed)
        job.start()

    def _on_given(self, dialog: PassphraseDialog, given: Given) -> None:
        job = Job(lambda _job: self._work(given)())
        job.succeeded.connect(partial(self._on_done, dialog, given.task))
        job.failed.connect(partial(self._on_refused, dialog))
        job.start()

    def _work(self, given: Given) -> Callable[[], Sequence[Path] | None]:
        protecting = self._secrecy.protecting()
        match given.task:
            case Task.SET:
                return partial(protecting.set_passphrase, given.new)
            case Task.CHANGE:
                return partial(protecting.change_passphrase, given.present, given.new)
            case Task.RECOVER:
                return partial(protecting.recover, given.new)
            case Task.REMOVE:
                return partial(protecting.remove_passphrase, given.present)
            case Task.SHEET:
                return partial(protecting.check_passphrase, given.present)

    def _on_done(self, dialog: PassphraseDialog, task: Task, left: Sequence[Path] | None) -> None:
        dialog.accept()
        if task is Task.SHEET:
            self.offer_sheet(asks_once=False)
            return
        if task is Task.RECOVER:
            self._secrecy.is_recovered = False
        self._secrecy.follow()
        self.changed.emit()
        said = {
            Task.SET: tr("The passphrase is set."),
            Task.CHANGE: tr("The passphrase is changed."),
            Task.RECOVER: tr("The new passphrase is set."),
        }.get(task, tr("The passphrase is removed."))
        if left:
            self.warned.emit(" ".join([said, *(tr(NOT_REPLACED, path=path) for path in left)]))
        else:
            self.done.emit(said if task is Task.REMOVE else f"{said} {tr(EARLIER_COPIES)}")
        if task in {Task.SET, Task.RECOVER}:
            self.offer_sheet(asks_once=True)

    def _on_refused(self, dialog: PassphraseDialog, error: Exception) -> None:
        dialog.go_on_asking()
        if not isinstance(error, EuclesError):
            raise error
        dialog.show_error(error)

    @Slot(object)
    def _on_sheet(self, path: Path) -> None:
        said = tr("Written: {file}", file=path)
        self.done.emit(f"{tr('Print it, keep it away from the computer, and delete the file.')} {said}")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, EuclesError):
            raise error
        self.failed.emit(error)
