"""Making the report that was ordered last, in the background; an order overtaken by another one is dropped."""

from __future__ import annotations

from concurrent.futures import CancelledError
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from eucles_desk.ui.jobs import Job

if TYPE_CHECKING:
    from eucles_desk.services.report_ports import MadeReport, ReportMaker, ReportOrder


class Making(QObject):
    """Makes at most one report that anybody waits for.

    Signals:
        progressed: The report has come this far: pages done and in total, total 0 while unknown.
        made: The order and the report that was made for it.
        failed: The order and the error that there is no report because of.
        ended: Nothing is being made any more.
    """

    progressed = Signal(int, int)
    made = Signal(object, object)
    failed = Signal(object, object)
    ended = Signal()

    def __init__(self, make_report: ReportMaker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_report = make_report
        self._job: Job | None = None
        self.order: ReportOrder | None = None
        """What is being made now."""

    @property
    def is_running(self) -> bool:
        """Whether a report is being made."""
        return self._job is not None

    def start(self, order: ReportOrder) -> None:
        """Make a report in place of the one being made."""
        if self._job is not None:
            self._job.cancel()
        make_report = self._make_report
        job = Job(lambda job: make_report(order, job.progress, job.is_cancelled))
        job.progressed.connect(self._on_progressed)
        job.succeeded.connect(self._on_succeeded)
        job.failed.connect(self._on_failed)
        self._job, self.order = job, order
        job.start()

    def cancel(self) -> None:
        """Stop; what comes of the work is not told any more."""
        if self._job is not None:
            self._job.cancel()
            self._end()

    def _end(self) -> None:
        self._job, self.order = None, None
        self.ended.emit()

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        if self.sender() is self._job:
            self.progressed.emit(done, total)

    @Slot(object)
    def _on_succeeded(self, report: MadeReport) -> None:
        if self.sender() is self._job:
            order = self.order
            self._end()
            self.made.emit(order, report)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.sender() is self._job:
            order = self.order
            self._end()
            if not isinstance(error, CancelledError):
                self.failed.emit(order, error)
