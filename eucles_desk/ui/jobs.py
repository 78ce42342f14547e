"""Work on a pool thread, its outcome told on the GUI thread.

Qt's objects must go on the thread they were made on, but Python's collector runs on whichever thread allocates, and a
worker that held the last reference to a closure would take the window's objects in it along. So the collector rests
while jobs run, and a job keeps all that its work refers to until it is let go on the GUI thread.
"""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot
from shiboken6 import Shiboken

if TYPE_CHECKING:
    from collections.abc import Callable

_running: set[Job] = set()
_pools: set[QThreadPool] = set()
"""Pools of their own that jobs run on, beside the one that all share."""
LINGER_MILLISECONDS = 200
"""Long enough for the worker to have left the work behind."""


class Job(QObject):
    """One function run on a pool thread.

    Make it in the GUI thread: a slot runs in the thread its object was made in. It has no parent and lives until it
    has finished, so closing a window leaves it nobody to tell but cannot pull it away from the worker.

    Signals:
        progressed: The work has come this far: done and total, total 0 while unknown.
        succeeded: The function returned this.
        failed: The function raised this.
        finished: Either of them has been told.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    finished = Signal()

    def __init__(self, work: Callable[[Job], object]) -> None:
        super().__init__()
        self._work = work
        self._runnable = _Runnable(self)
        self._cancelled = threading.Event()
        self.is_for_user = False
        """Whether it runs where the user waits for it, not aside on a pool of its own; until it has finished."""
        self.finished.connect(self._release)

    def start(self, pool: QThreadPool | None = None) -> None:
        """Queue the work."""
        gc.disable()
        _running.add(self)
        self.is_for_user = pool is None
        if pool is not None:
            _pools.add(pool)
        (pool or QThreadPool.globalInstance()).start(self._runnable)

    def work(self) -> object:
        """Do the work; called on the pool thread."""
        return self._work(self)

    def cancel(self) -> None:
        """Ask the work to stop; it does so when it next looks."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Return whether the work should stop; safe on any thread."""
        return self._cancelled.is_set()

    def progress(self, done: int, total: int) -> None:
        """Tell how far the work has come; safe on any thread."""
        self.progressed.emit(done, total)

    @Slot()
    def _release(self) -> None:
        self.is_for_user = False
        QTimer.singleShot(LINGER_MILLISECONDS, self._forget)

    @Slot()
    def _forget(self) -> None:
        _running.discard(self)
        if not _running:
            gc.enable()


def is_busy() -> bool:
    """Return whether work goes on that the user has asked for."""
    return any(job.is_for_user for job in _running)


def wait_for_all(milliseconds: int = 10_000) -> bool:
    """Wait at shutdown until no job runs any more; return whether that was reached in time."""
    for job in tuple(_running):
        job.cancel()
    own = [pool for pool in _pools if Shiboken.isValid(pool)]
    done = [pool.waitForDone(milliseconds) for pool in (QThreadPool.globalInstance(), *own)]
    _pools.clear()
    return all(done)


class _Runnable(QRunnable):
    """Belongs to its job and goes with it."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._work = job.work
        self._succeeded, self._failed, self._finished = job.succeeded, job.failed, job.finished

    def run(self) -> None:
        try:
            self._succeeded.emit(self._work())
        except Exception as error:  # noqa: BLE001  # the GUI thread decides what it means
            self._failed.emit(error)
        self._finished.emit()
