"""The stored reports of the open assessment: listed, looked at, handed out again, and added to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from eucles_desk import __version__
from eucles_desk.services.issuing import may_issue, record_of
from eucles_desk.services.report_ports import ReportFormat
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import tr
from eucles_desk.ui.report.issued import IssuedList, issued_day, issued_title
from eucles_desk.ui.report.naming import suggested_name
from eucles_desk.wording.names import REPORT_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from eucles_desk.assessment.records import IssuedReport
    from eucles_desk.services.report_ports import MadeReport, ReportOrder
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.working import Working


class Issuing(QObject):
    """Everything is read and stored in the background.

    Signals:
        listed: So many reports are stored.
        opened: A stored report is to be shown; carries the sentence that says which, and the file.
        save_wanted: The user wants this ``IssuedReport`` as a file again.
        failed: The reports could not be read; carries the error.
    """

    listed = Signal(int)
    opened = Signal(object, bytes)
    save_wanted = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, working: Working, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._working = context, working
        self._loading: Job | None = None
        self._reading: tuple[Job, IssuedReport] | None = None
        self.shown: IssuedReport | None = None
        """The stored report that is on screen."""
        self.list = IssuedList(context.languages)
        self.list.show_wanted.connect(self._on_show)
        self.list.save_wanted.connect(self.save_wanted)

    def load(self) -> None:
        """Read the list anew."""
        desk, assessment = self._context.desk, self._working.value.id
        job = Job(lambda _job: desk.issued(assessment))
        job.succeeded.connect(self._on_loaded)
        job.failed.connect(self.failed)
        self._loading = job
        job.start()

    def keeper(self, order: ReportOrder) -> Callable[[MadeReport], object]:
        """Return what stores a report that was made for the order, called on a pool thread.

        Only a PDF of an assessment that has ended is final; the others are to be worked with.
        """
        if order.format is not ReportFormat.PDF or not may_issue(order.assessment):
            return lambda _made: None
        desk, assessment = self._context.desk, order.assessment.id
        at = datetime.now(UTC).astimezone()
        return lambda made: desk.issue(assessment, record_of(order, made, at, __version__), made.content)

    def reader(self, report: IssuedReport) -> Callable[[Job], bytes]:
        """Return what reads a stored report, called on a pool thread."""
        desk = self._context.desk
        return lambda _job: desk.issued_content(report.id)

    def file_name(self, report: IssuedReport) -> str:
        """Return the name to suggest for a stored report's file."""
        value, edition = self._working.value, self._working.edition
        label = edition.labels[value.label].title.in_language(report.language)
        kind = self._context.load_language(report.language).text(REPORT_KINDS[report.kind])
        return suggested_name(value.cluster.name, label, kind, report.made_on, ReportFormat.PDF.value)

    def leave(self) -> None:
        """Show no stored report any more."""
        self.shown, self._reading = None, None

    @Slot(object)
    def _on_loaded(self, reports: Sequence[IssuedReport]) -> None:
        if self.sender() is self._loading:
            self._loading = None
            self.list.show_reports(reports, ended=may_issue(self._working.value))
            self.listed.emit(len(reports))

    @Slot(object)
    def _on_show(self, report: IssuedReport) -> None:
        read = self.reader(report)
        job = Job(read)
        job.succeeded.connect(self._on_read)
        job.failed.connect(self.failed)
        self._reading = job, report
        job.start()

    @Slot(object)
    def _on_read(self, content: bytes) -> None:
        if self._reading is None or self.sender() is not self._reading[0]:
            return
        self.shown = self._reading[1]
        self._reading = None
        title = issued_title(self.shown, self._context.languages)
        day = issued_day(self.shown)
        said = tr("This is the stored report “{title}” of {day}, as it was issued.", title=title, day=day)
        self.opened.emit(said, content)
