"""Opening the assessment that was open the last time: once the window is there, and not in the user's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from eucles_desk.errors import EuclesError
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from uuid import UUID

    from eucles_desk.services.desk import Desk
    from eucles_desk.ui.main_window import MainWindow

AFTER_PAINT_MILLISECONDS = 100
USER = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Drop})
"""Whoever does something has found what to do."""


class Reopening(QObject):
    """Loads an assessment off the GUI thread while the user looks at the page Today, which says what is next.

    Signals:
        ready: The assessment can be shown without delay, and the user has not begun anything else.
    """

    ready = Signal()

    def __init__(self, desk: Desk, assessment: UUID, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._assessment, self._window = desk, assessment, window
        self._job: Job | None = None
        self.is_pending = True
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one: this is a window
        QTimer.singleShot(AFTER_PAINT_MILLISECONDS, self, self._begin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let it be once the user does something in the window."""
        if event.type() in USER and isinstance(watched, QWidget) and watched.window() is self._window:
            self.stop()
        return False

    @Slot()
    def stop(self) -> None:
        """Stay where the window is."""
        if not self.is_pending:
            return
        self.is_pending = False
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def _begin(self) -> None:
        if not self.is_pending:
            return
        job = self._job = Job(self._load)
        job.succeeded.connect(self._on_loaded)
        job.failed.connect(self._on_failed)
        self._window.frame.strip.follow(job, tr("Going back to where you were"))
        job.start()

    def _load(self, _job: Job) -> None:
        """Read what opening needs, on a pool thread."""
        self._desk.shelf.get(self._desk.load(self._assessment).edition)

    @Slot(object)
    def _on_loaded(self, _nothing: object) -> None:
        was_cancelled = self._job is not None and self._job.is_cancelled()
        is_wanted = self.is_pending and not was_cancelled and QApplication.activeModalWidget() is None
        self.stop()
        if is_wanted:
            self.ready.emit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        """Stay on the page Today: the assessment is gone, or says so itself when it is opened from there."""
        self.stop()
        if not isinstance(error, EuclesError):
            raise error
