"""Evidence files of an earlier version, which stored them as they were, are encrypted once the window is shown."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Slot

from eucles_desk.errors import EuclesError
from eucles_desk.ui.jobs import Job

if TYPE_CHECKING:
    from eucles_desk.storage.opening import OpenData
    from eucles_desk.storage.taking_over import TakenOver

_log = logging.getLogger(__name__)


class OldFiles(QObject):
    """Has them encrypted in the background, and writes into the log how many there were.

    Nothing waits for it: a file can be read before, after and meanwhile, and what is not done today is done at the
    next start.
    """

    def __init__(self, data: OpenData, pool: QThreadPool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data, self._pool = data, pool

    def encrypt(self) -> None:
        """Begin."""
        data = self._data
        job = Job(lambda job: data.take_over(job.is_cancelled))
        job.succeeded.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.start(self._pool)

    @Slot(object)
    def _on_done(self, done: TakenOver) -> None:
        if done.files:
            _log.info(
                "Evidence files of an earlier version were encrypted: %d, of which changed before: %d",
                done.files,
                done.changed,
            )

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        """Try again at the next start: nothing was lost, and saving tells of a disk that fails."""
        if not isinstance(error, EuclesError):
            raise error
        _log.warning("Evidence files of an earlier version were not encrypted: %s", error.message)
