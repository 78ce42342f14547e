"""Locking: what was typed is saved, and a process without any memory of the data takes the place of this one."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Slot
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QLabel

from eucles_desk.app import core_dumps
from eucles_desk.app.opening import LOCKED
from eucles_desk.app.sleeping import Sleeping
from eucles_desk.assessment.records import Protection
from eucles_desk.errors import EuclesError
from eucles_desk.storage.key import protection
from eucles_desk.ui.jobs import is_busy
from eucles_desk.ui.language import tr
from eucles_desk.ui.locking.idleness import Idleness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from eucles_desk.app.windows import Windows
    from eucles_desk.ui.context import Choices

PATIENCE_MILLISECONDS: Final = 60_000
"""How long work in the background is waited for; what it does is whole or not there, so the lock may cut it off."""
SLEEP_PATIENCE_MILLISECONDS: Final = 2_000
LOOK_MILLISECONDS: Final = 20
SAY_MILLISECONDS: Final = 500
"""Waiting that lasts longer is told."""
AGAIN_SECONDS: Final = 60.0
"""After this time of nobody touching the program it is tried again to lock what could not be saved."""
MINUTE: Final = 60.0

_log = logging.getLogger(__name__)


class Locking(QObject):
    """Locks when asked to, when nobody has touched the program for some time, and when the computer sleeps.

    Args:
        folder: the data folder.
        windows: all windows.
        choices: what the user has chosen; after how many minutes is among it.
        keep_typed: keeps what is typed in forms among these windows, so that unlocking gives it back.
        leave: ends this process and begins another one in its place, once all is saved.
        parent: what goes when this goes.
    """

    def __init__(
        self,
        folder: Path,
        windows: Windows,
        choices: Choices,
        *,
        keep_typed: Callable[[Iterable[QWidget]], None],
        leave: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._folder, self._windows, self._choices = folder, windows, choices
        self._keep_typed, self._leave = keep_typed, leave
        self._is_started, self._is_locking = False, False
        self._waited, self._patience, self._not_before = 0, 0, 0.0
        self._note: QLabel | None = None
        self._application = application = cast("QApplication", QApplication.instance())
        self._idleness = Idleness(application, self)
        self._idleness.reached.connect(self._on_idle)
        self._sleeping = Sleeping(self)
        self._sleeping.noticed.connect(self._on_sleep)
        self._clipboard = application.clipboard()
        self._was_copied_here = False
        self._waiting = QTimer(self, interval=LOOK_MILLISECONDS)
        self._waiting.timeout.connect(self._on_waiting)

    @property
    def is_possible(self) -> bool:
        """Whether there is a passphrase, without which a lock would have no key."""
        return protection(self._folder) is Protection.PASSPHRASE

    def start(self) -> None:
        """Begin to look after the time, the computer's sleep and the clipboard; does nothing without a passphrase.

        To be called again when a passphrase is set or removed, and when the minutes are others.
        """
        self.stop()
        if not self.is_possible:
            return
        core_dumps.turn_off()
        self._is_started = True
        self._clipboard.dataChanged.connect(self._on_copied)
        self._idleness.limit = self._choices.lock_minutes * MINUTE
        self._idleness.start()
        self._sleeping.start()

    def stop(self) -> None:
        """Look after nothing any more."""
        if not self._is_started:
            return
        self._is_started = False
        self._clipboard.dataChanged.disconnect(self._on_copied)
        self._idleness.stop()
        self._sleeping.stop()

    @Slot()
    def lock(self) -> None:
        """Lock because the user says so; tell when there is no passphrase."""
        if self.is_possible:
            self._begin(PATIENCE_MILLISECONDS, to_front=True)
        elif self._windows.all:
            window = self._windows.latest
            said = tr("There is no passphrase yet, so nothing can be locked.")
            window.frame.say(said, "warning", tr("Set a passphrase"), window.show_secrecy)

    def _begin(self, patience: int, *, to_front: bool) -> None:
        """Save what was typed and let nothing be seen any more; whoever cannot save stays, and says so."""
        if self._is_locking or not self._windows.all:
            return
        said = tr("It is not locked: the last change could not be saved. It is lost when you lock now.")
        if not self._windows.may_leave(tr("Lock anyway"), self.lock, said, to_front=to_front):
            return
        try:
            self._keep_typed(self._application.topLevelWidgets())
        except EuclesError as error:
            self._windows.latest.frame.problems.show(error)
            return
        self._is_locking = True
        self.stop()
        self._patience = patience
        self._application.setQuitOnLastWindowClosed(False)
        self._waiting.start()
        self._on_waiting()

    @Slot()
    def _on_waiting(self) -> None:
        """Hide what may have come to be shown, and go on once nothing is worked on."""
        for widget in self._application.topLevelWidgets():
            if widget is not self._note:
                widget.hide()
        if is_busy() and self._waited < self._patience:
            self._waited += LOOK_MILLISECONDS
            if self._waited >= SAY_MILLISECONDS and self._note is None:
                self._show_note()
            return
        self._waiting.stop()
        self._empty_clipboard()
        QSettings().setValue(LOCKED, True)
        _log.info("Locked.")
        self._leave()

    def _show_note(self) -> None:
        """Say that it locks as soon as work in the background has come to its end."""
        self._note = QLabel(tr("Locking as soon as the work in the background is done…"))
        self._note.setWindowTitle(tr("EUCLES Desk"))
        self._note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note.setMargin(self._note.fontMetrics().height() * 3)
        self._note.show()

    def _empty_clipboard(self) -> None:
        """Take out what was copied here; what comes from another program stays."""
        if self._was_copied_here or self._clipboard.ownsClipboard():
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    @Slot()
    def _on_copied(self) -> None:
        self._was_copied_here = QApplication.activeWindow() is not None

    @Slot()
    def _on_idle(self) -> None:
        """Lock, unless work goes on: that is waited for, and looked at again in a few seconds."""
        if is_busy() or time.monotonic() < self._not_before:
            return
        self._not_before = time.monotonic() + AGAIN_SECONDS
        self._begin(0, to_front=False)

    @Slot()
    def _on_sleep(self) -> None:
        self._begin(SLEEP_PATIENCE_MILLISECONDS, to_front=False)
