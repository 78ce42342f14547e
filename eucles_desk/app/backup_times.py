"""When backups are made by themselves: a little after the start, and every hour while the program is open."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal, Slot

from eucles_desk.errors import DamagedDataError, EuclesError, Message
from eucles_desk.ui.jobs import Job

if TYPE_CHECKING:
    from eucles_desk.app.backup_desk import BackupDesk

AFTER_START_MILLISECONDS: Final = 5_000
HOUR_MILLISECONDS: Final = 3_600_000

_log = logging.getLogger(__name__)


class BackupTimes(QObject):
    """Makes them on a thread of low priority; nothing is made while nothing has changed.

    Args:
        backups: makes them.
        pool: where.

    Signals:
        told: Something is to be said in the status; carries a ``Message``, or ``None`` once it is well again.
        made: A backup was made, for which the whole database was read and found sound.
        damaged: None was made, as the database is damaged.
    """

    told = Signal(object)
    damaged = Signal()
    made = Signal()

    def __init__(self, backups: BackupDesk, pool: QThreadPool, parent: QObject) -> None:
        super().__init__(parent)
        self._backups, self._pool = backups, pool
        self._said: Message | None = None
        self._is_running = False
        self._first = QTimer(self, interval=AFTER_START_MILLISECONDS, singleShot=True)
        self._first.timeout.connect(self._on_started)
        self._hours = QTimer(self, interval=HOUR_MILLISECONDS)
        self._hours.timeout.connect(self._on_hour)

    def begin(self) -> None:
        """Begin with it."""
        self._first.start()
        self._hours.start()

    def stop(self) -> None:
        """Make none any more; one that is being made stops by itself when jobs are asked to."""
        self._first.stop()
        self._hours.stop()

    @Slot()
    def _on_started(self) -> None:
        self._make("start")

    @Slot()
    def _on_hour(self) -> None:
        self._make("hourly")

    def _make(self, reason: str) -> None:
        if self._is_running:
            return
        self._is_running = True
        job = Job(partial(self._work, reason))
        job.succeeded.connect(self._on_made)
        job.failed.connect(self._on_failed)
        job.start(self._pool)

    def _work(self, reason: str, job: Job) -> bool:
        from eucles_desk.assessment.backups import BackupReason

        return self._backups.make_for(BackupReason(reason), job.is_cancelled) is not None

    @Slot(object)
    def _on_made(self, is_made: object) -> None:
        self._is_running = False
        if is_made:
            self.made.emit()
        self._tell(self._backups.away)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._is_running = False
        if not isinstance(error, EuclesError):
            raise error
        _log.error("A backup was not made: %s", error.message)
        self._tell(Message(error.message, error.values))
        if isinstance(error, DamagedDataError):
            self.damaged.emit()

    def _tell(self, said: Message | None) -> None:
        """Tell a thing once, until another is to be told."""
        if said != self._said:
            self._said = said
            self.told.emit(said)
