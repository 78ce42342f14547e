"""Looks through the whole database once in the background: a damaged page shows only when it is read."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSettings, QTimer, Signal, Slot

from eucles_desk.ui.jobs import Job

if TYPE_CHECKING:
    from PySide6.QtCore import QThreadPool

    from eucles_desk.storage.opening import OpenData

DAMAGED: Final = "window/damaged"
"""Whether the last run found the database damaged, and the user wants a backup at the next start."""
AFTER_MILLISECONDS: Final = 15_000
"""When the start, its backup and the first things that a user does are over."""


class Soundness(QObject):
    """Looks once, some time after the start, and tells of damage.

    Signals:
        damaged: The database is damaged somewhere.
    """

    damaged = Signal()

    def __init__(self, data: OpenData, pool: QThreadPool, parent: QObject) -> None:
        super().__init__(parent)
        self._data, self._pool = data, pool
        self._stopped = threading.Event()
        self._timer = QTimer(self, interval=AFTER_MILLISECONDS, singleShot=True)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look in a while."""
        self._timer.start()

    def stop(self) -> None:
        """Give it up: the data are about to be closed, or were read as a whole by somebody else."""
        self._timer.stop()
        self._stopped.set()

    @Slot()
    def look(self) -> None:
        """Look now."""
        job = Job(lambda _job: self._data.is_sound(self._stopped.is_set))
        job.succeeded.connect(self._on_looked)
        job.start(self._pool)

    @Slot(object)
    def _on_looked(self, is_sound: object) -> None:
        if not is_sound and not self._stopped.is_set():
            self.damaged.emit()


def ask_at_next_start() -> None:
    """Have the next start offer a backup, though the data can be opened."""
    QSettings().setValue(DAMAGED, True)


def is_asked_for() -> bool:
    """Return whether this start is to offer a backup, once."""
    found = bool(QSettings().value(DAMAGED, defaultValue=False, type=bool))
    if found:
        QSettings().remove(DAMAGED)
    return found
