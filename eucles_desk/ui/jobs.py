"""Work on a pool thread, its outcome told on the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot

_running: set[Job] = set()


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
        self._cancelled = threading.Event()
        self.finished.connect(self._release)

    def start(self, pool: QThreadPool | None = None) -> None:
        """Queue the work."""
        _running.add(self)
        (pool or QThreadPool.globalInstance()).start(_Runnable(self._work, self))

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
        QTimer.singleShot(0, self._forget)

    @Slot()
    def _forget(self) -> None:
        _running.discard(self)


def wait_for_all(milliseconds: int = 10_000) -> bool:
    """Wait at shutdown until no job runs any more; return whether that was reached in time."""
    for job in tuple(_running):
        job.cancel()
    return QThreadPool.globalInstance().waitForDone(milliseconds)


class _Runnable(QRunnable):
    def __init__(self, work: Callable[[Job], object], job: Job) -> None:
        super().__init__()
        self._work = work
        self._job = job
        self._succeeded, self._failed, self._finished = job.succeeded, job.failed, job.finished

    def run(self) -> None:
        try:
            result = self._work(self._job)
        except Exception as error:  # noqa: BLE001  # the GUI thread decides what it means
            self._failed.emit(error)
        else:
            self._succeeded.emit(result)
        self._finished.emit()
