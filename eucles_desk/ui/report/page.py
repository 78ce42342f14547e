"""The report page: options beside a live preview, saving, and the reports that were issued."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from eucles_desk.assessment.changes import Part
from eucles_desk.errors import EuclesError
from eucles_desk.services.report_ports import ReportFormat
from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.problems import Problems
from eucles_desk.ui.report.holder import PreviewHolder
from eucles_desk.ui.report.issuing import Issuing
from eucles_desk.ui.report.making import Making
from eucles_desk.ui.report.mending import place_to_mend
from eucles_desk.ui.report.naming import suggested_name
from eucles_desk.ui.report.options import OptionsPanel
from eucles_desk.ui.report.saving import Saving
from eucles_desk.ui.widgets import MessageBar, scrolling, spaced
from eucles_desk.wording.names import REPORT_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from eucles_desk.assessment.changes import Change
    from eucles_desk.assessment.records import IssuedReport
    from eucles_desk.services.report_ports import MadeReport, ReportOrder
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.jobs import Job
    from eucles_desk.ui.report.preview import Preview
    from eucles_desk.ui.working import Working

PAUSE_MILLISECONDS = 300
"""How long an option or the assessment has to stay as it is before the preview is made anew."""
OPTIONS_WIDTH = 24.0
BESIDE = 58.0
"""From this width on, in multiples of the text size, the options stand beside the preview."""
LEAST_OPTIONS, LEAST_PREVIEW = 16.0, 14.0
"""Heights below which the page scrolls."""
MOST = 16_777_215
"""Qt's word for no limit."""


class ReportPage(QWidget):
    """Makes a preview while it is on screen, and nothing otherwise.

    Signals:
        wanted: The user wants to go to this ``Place`` to mend what keeps a report from being made.
    """

    wanted = Signal(object)
    uses_native_dialog = True
    """Whether files are chosen in the system's own dialog."""

    def __init__(self, context: Context, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._working = context, working
        self._made_for: ReportOrder | None = None
        self.made: MadeReport | None = None
        self._failed_for: ReportOrder | None = None
        self._error: EuclesError | None = None
        self._warned: tuple[str, ...] = ()
        self._saved_as: Path | None = None
        self._saved_lacks = ""
        self._pause = QTimer(self, interval=PAUSE_MILLISECONDS, singleShot=True)
        self.message = MessageBar()
        self._problems = Problems(self.message)
        self.making = Making(context.make_report, self)
        self.saving = Saving(context, self, native=self.uses_native_dialog)
        self.issuing = Issuing(context, working, self)
        self.options = OptionsPanel(context, working, self.issuing.list)
        self.holder = PreviewHolder()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._connect()
        self._show_state()

    @property
    def preview(self) -> Preview | None:
        """The pages on screen, ``None`` before there have been any."""
        return self.holder.preview

    @property
    def is_out_of_date(self) -> bool:
        """Whether another report is wanted than the one that was made last."""
        return self._made_for is not None and self._made_for != self.options.order()

    @property
    def is_making(self) -> bool:
        """Whether the preview is being made or will be in a moment."""
        return self.making.is_running or self._pause.isActive()

    @Slot()
    def make(self) -> None:
        """Make the preview of the assessment as it is now, without a pause, unless there is one already."""
        self._working.flush()
        self._leave_stored()
        self._failed_for = None
        order = self.options.order()
        if self.options.template_field.is_reading or order in (self._made_for, self.making.order):
            self._refresh()
        else:
            self._start()

    @Slot()
    def cancel(self) -> None:
        """Stop what is being made; what was made before stays."""
        if self.saving.is_running:
            self.saving.cancel()
            self.message.say(tr("The report was not saved."), "info")
        elif self.is_making:
            self._failed_for, self._error = self.options.order(), None  # not again until something is changed
            self._rest()
            self.message.say(tr("Making the report was stopped."), "info")

    def save(self, format_: ReportFormat) -> None:
        """Ask for a place and save the report there, signed if that is wanted."""
        self._working.flush()
        lacks = self.options.signature_field.lacks if format_ is ReportFormat.PDF else ""
        if lacks:
            self._problems.say(lacks)
            self.options.signature_field.focus_what_lacks()
            return
        self._forget_saved()
        order = self.options.order()
        label = order.edition.labels[order.assessment.label].title.in_language(order.language)
        kind = self._context.load_language(order.language).text(REPORT_KINDS[order.kind])
        day = QDate.currentDate().toPython()
        name = suggested_name(order.assessment.cluster.name, label, kind, day, format_.value)  # type: ignore[arg-type]
        self.saving.ask(name, format_, lambda: self._content(format_))

    @Slot()
    def open_saved(self) -> None:
        """Open the saved file in the system's viewer."""
        if self._saved_as is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved_as))):
            self._problems.say(tr("There is no program here that opens {file}.", file=self._saved_as.name))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to keep the preview up to date."""
        super().showEvent(event)
        if not event.spontaneous():
            self.options.show_assessment()
            self.options.template_field.read()
            self.issuing.load()
            self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Make nothing while nobody looks; a file that is being saved is finished."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._rest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the options above the preview where both do not fit side by side."""
        super().resizeEvent(event)
        self._place()

    def _lay_out(self) -> None:
        self._line = QFrame()
        self._line.setProperty("look", "line")
        spaced(self._row, 0, 0)
        self._row.addWidget(self.options)
        self._row.addWidget(self._line)
        beside = QVBoxLayout()  # so that a message moves the preview down, and nothing that is clicked next
        spaced(beside, 0, 0)
        beside.addWidget(self.message)
        beside.addWidget(self.holder, 1)
        self._row.addLayout(beside, 1)
        inner = QWidget()
        inner.setLayout(self._row)
        self.holder.setMinimumHeight(theme.em(LEAST_PREVIEW))
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        column.addWidget(scrolling(inner), 1)
        theme.notifier().changed.connect(self._place)

    @Slot()
    def _place(self) -> None:
        beside = self.width() >= theme.em(BESIDE)
        above = max(theme.em(LEAST_OPTIONS), self.height() // 2)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.options.setMinimumSize(theme.em(OPTIONS_WIDTH) if beside else 0, theme.em(LEAST_OPTIONS))
        self.options.setMaximumSize(theme.em(OPTIONS_WIDTH) if beside else MOST, MOST if beside else above)
        self._line.setMaximumSize(1 if beside else MOST, MOST if beside else 1)
        self._line.setMinimumSize(1, 1)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._start)
        self._working.changed.connect(self._on_changed)
        self.options.changed.connect(self._on_option)
        self.options.save_wanted.connect(self.save)
        self.options.failed.connect(self._problems.show)
        self.making.progressed.connect(self.holder.progress.show_progress)
        self.making.made.connect(self._on_made)
        self.making.failed.connect(self._on_failed)
        self.saving.progressed.connect(self.holder.progress.show_progress)
        self.saving.saved.connect(self._on_saved)
        self.saving.failed.connect(self._problems.show)
        self.saving.changed.connect(self._show_state)
        self.issuing.listed.connect(self.options.show_issued)
        self.issuing.opened.connect(self._on_stored)
        self.issuing.save_wanted.connect(self._save_again)
        self.issuing.failed.connect(self._problems.show)
        self.holder.cancelled.connect(self.cancel)
        self.holder.retry_wanted.connect(self.make)
        self.holder.place_wanted.connect(self.wanted)
        self.holder.back_wanted.connect(self._on_back)
        self.holder.save_wanted.connect(self._on_save_shown)
        self.message.action.connect(self.open_saved)

    def _refresh(self) -> None:
        """Have the preview made if another one is wanted and the page is on screen, after a pause that begins anew."""
        order = self.options.order()
        if not self.isVisible() or self.issuing.shown is not None or self.options.template_field.is_reading:
            self._rest()
        elif order in (self._made_for, self._failed_for):
            self._rest()
            self._show_outcome(order)
        elif order != self.making.order:
            self._pause.start()
        self._show_state()

    def _rest(self) -> None:
        self._pause.stop()
        self.making.cancel()
        self._show_state()

    @Slot()
    def _start(self) -> None:
        self._pause.stop()
        self._working.flush()
        self.making.start(self.options.order())
        self._show_state()

    def _show_outcome(self, order: ReportOrder) -> None:
        """Show what came of an order, where something else stands in its place."""
        if order == self._failed_for and self._error is not None:
            self.holder.show_error(current().sentence(self._error), *place_to_mend(order))
        elif self.made is not None and not self.holder.shows_pages:
            self.holder.show_pdf(self.made.content)

    def _show_state(self) -> None:
        if self.making.is_running or self.saving.is_running:
            self.holder.progress.begin()
        else:
            self.holder.progress.end()
        self.options.let_save(allowed=not self.saving.is_running and self.issuing.shown is None)
        if self.issuing.shown is not None or not self.holder.shows_pages:
            self.holder.say_state("")
        elif not self.is_out_of_date and self.options.template_field.is_refused:
            self.holder.say_state(tr("up to date, without the template"), "warning")
        elif not self.is_out_of_date and self.options.template_field.lacks:
            self.holder.say_state(tr("up to date, not all of the template"), "warning")
        elif not self.is_out_of_date:
            self.holder.say_state(tr("up to date"), "good")
        else:
            self.holder.say_state(tr("out of date"), "warning")

    def _content(self, format_: ReportFormat) -> Callable[[Job], bytes]:
        """Return what gives a file's content: the bytes of the preview where they are what is wanted."""
        self._working.flush()
        order, made, make_report = self.options.order(), self.made, self._context.make_report
        is_pdf = format_ is ReportFormat.PDF
        signing = self.options.signature_field.signing() if is_pdf else None
        if not is_pdf or signing is not None or made is None or order != self._made_for:
            made = None
        order = replace(order, format=format_, signing=signing)
        keep = self.issuing.keeper(order)
        field = self.options.template_field
        self._saved_lacks = tr("Saved without an entry of the template: {file}") if field.lacks else ""
        if field.is_refused:
            self._saved_lacks = tr("Saved without the template, which cannot be used: {file}")

        def content(job: Job) -> bytes:
            report = made or make_report(order, job.progress, job.is_cancelled)
            keep(report)
            return report.content

        return content

    def _forget_saved(self) -> None:
        """Put away what was said of the last saving, since something else is done now."""
        if self._saved_as is not None and str(self._saved_as) in self.message.text:
            self.message.put_away()

    def _leave_stored(self) -> None:
        if self.issuing.shown is not None:
            self.issuing.leave()
            self.holder.show_stored("")
            if self.made is None:
                self.holder.show_nothing()
            else:
                self.holder.show_pdf(self.made.content)

    def _save_again(self, report: IssuedReport) -> None:
        self._forget_saved()
        self._saved_lacks = ""
        self.saving.ask(self.issuing.file_name(report), ReportFormat.PDF, lambda: self.issuing.reader(report))

    @Slot(object)
    def _on_changed(self, changes: tuple[Change, ...]) -> None:
        if self.isVisible():
            self.options.show_assessment()
            if any(change.part is Part.STEP for change in changes):
                self.issuing.load()
            self._refresh()

    @Slot()
    def _on_option(self) -> None:
        self._forget_saved()
        self._leave_stored()
        self._refresh()

    @Slot(object, object)
    def _on_made(self, order: ReportOrder, report: MadeReport) -> None:
        self._made_for, self.made, self._failed_for = order, report, None
        self.holder.show_pdf(report.content)
        self._refresh()
        warnings = tuple(map(current().sentence, report.warnings))
        if warnings and warnings != self._warned:
            self.message.say("\n".join(warnings), "warning")
        elif not warnings and self.message.text == "\n".join(self._warned):
            self.message.put_away()
        self._warned = warnings

    @Slot(object, object)
    def _on_failed(self, order: ReportOrder, error: Exception) -> None:
        self._failed_for = order
        self._error = error if isinstance(error, EuclesError) else None
        self._refresh()
        if self._error is None:
            self._problems.show(error)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._saved_as = path
        self.issuing.load()
        if self._saved_lacks:
            self.message.say(self._saved_lacks.format(file=path), "warning", tr("Open"))
        else:
            self.message.say(tr("Saved as {file}.", file=path), "good", tr("Open"))

    @Slot(object, bytes)
    def _on_stored(self, sentence: str, content: bytes) -> None:
        self._rest()
        self._forget_saved()
        self.holder.show_pdf(content)
        self.holder.show_stored(sentence)
        self._show_state()

    @Slot()
    def _on_save_shown(self) -> None:
        if self.issuing.shown is not None:
            self._save_again(self.issuing.shown)

    @Slot()
    def _on_back(self) -> None:
        self._leave_stored()
        self._refresh()
