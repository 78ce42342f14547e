"""The report page: order, progress, preview, save."""

from __future__ import annotations

from concurrent.futures import CancelledError
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QStandardPaths, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.services.ports import MadeReport, ReportOrder
from eucles_desk.ui.assessment.form import ChoiceBox
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.problems import Problems
from eucles_desk.ui.report.naming import suggested_name
from eucles_desk.ui.report.progress import ProgressRow
from eucles_desk.ui.widgets import (
    Badge,
    EmptyState,
    FlowLayout,
    MessageBar,
    button,
    label,
    primary_button,
    scrolling,
    separator,
    spaced,
)

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.report.preview import Preview
    from eucles_desk.ui.working import Working

KIND = ReportKind.FULL


class ReportPage(QWidget):
    """Orders reports and shows the last one made."""

    uses_native_dialog = True
    """Whether files are chosen in the system's own dialog."""

    def __init__(self, context: Context, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._working = context, working
        self.preview: Preview | None = None
        self.made: MadeReport | None = None
        self.dialog: QFileDialog | None = None
        self._made_for: Assessment | None = None
        self._saved_as: Path | None = None
        self._job: Job | None = None
        self._save_job: Job | None = None
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.language_box = ChoiceBox(tuple(context.languages.items()))
        code = current().code
        self.language_box.show_value(code if code in context.languages else next(iter(context.languages), "en"))
        self.make_button = primary_button(tr("Make report (Ctrl+P)"), "report")
        self.save_button = button(tr("Save as…"), "download")
        self.open_button = button(tr("Open in the viewer"), "open")
        self.state_badge = Badge()
        self.open_points_label = label("", "muted", wrap=True)
        self.progress = ProgressRow()
        self.message = MessageBar()
        self._problems = Problems(self.message)
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolling(self._empty_state()))
        self._lay_out()
        self._connect()
        self._show_state()

    @property
    def is_out_of_date(self) -> bool:
        """Whether the assessment is another than the one that the report was made of."""
        return self._made_for is not None and self._made_for != self._working.value

    @property
    def is_making(self) -> bool:
        """Whether a report is being made."""
        return self._job is not None

    def showEvent(self, event: QShowEvent) -> None:
        """Show how the report stands to the assessment now."""
        super().showEvent(event)
        self._show_state()

    @Slot()
    def make(self) -> None:
        """Make the report of the assessment as it is now, in the background."""
        if self._job is not None:
            return
        self._working.flush()
        self.message.put_away()
        value = self._working.value
        order = ReportOrder(value, self._working.edition, self.language_box.value, KIND)
        make_report = self._context.make_report
        job = Job(lambda job: (value, make_report(order, job.progress, job.is_cancelled)))
        job.progressed.connect(self._on_progressed)
        job.succeeded.connect(self._on_made)
        job.failed.connect(self._on_failed)
        self._job = job
        self.progress.begin()
        self._show_state()
        job.start()

    @Slot()
    def cancel(self) -> None:
        """Stop making the report; one that was made before stays."""
        if self._job is not None:
            self._job.cancel()
            self._end_job()
            self.message.say(tr("Making the report was stopped."), "info")

    @Slot()
    def save(self) -> None:
        """Ask for a place to save the report that is shown."""
        if self.made is None or self._made_for is None:
            return
        value, edition = self._made_for, self._working.edition
        title = edition.labels[value.label].title.in_language(self.language_box.value)
        day = QDate.currentDate().toPython()
        dialog = QFileDialog(self, tr("Save the report"), self._folder)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not self.uses_native_dialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("PDF files (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(suggested_name(value.cluster.name, title, day))  # type: ignore[arg-type]
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.finished.connect(self._on_dialog_finished)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def open_saved(self) -> None:
        """Open the saved file in the system's viewer."""
        if self._saved_as is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved_as))):
            self._problems.say(tr("There is no program here that opens {file}.", file=self._saved_as.name))

    def _empty_state(self) -> EmptyState:
        lines = [
            tr("It says what the result is, why, and what to do next; then each criterion with what it rests on."),
            tr("You can read it here before you save it."),
        ]
        return EmptyState(tr("No report has been made yet"), lines, icon="report")

    def _lay_out(self) -> None:
        top = QFrame()
        top.setProperty("look", "plain")
        language_label = label(tr("Language of the report"), "muted")
        language_label.setBuddy(self.language_box)
        language = QWidget()
        pair = QHBoxLayout(language)
        spaced(pair, 0, 0.5)
        pair.addWidget(language_label)
        pair.addWidget(self.language_box)
        controls = QWidget()
        flow = FlowLayout(controls, 0.7)
        state = QWidget()
        state.setMinimumHeight(self.make_button.sizeHint().height())
        beside = QHBoxLayout(state)
        spaced(beside, 0, 0)
        beside.addWidget(self.state_badge)
        for part in (language, self.make_button, self.save_button, self.open_button, state):
            flow.addWidget(part)
        inside = QVBoxLayout(top)
        spaced(inside, 0.8, 0.5)
        inside.addWidget(controls)
        inside.addWidget(self.open_points_label)
        inside.addWidget(self.progress)
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        column.addWidget(top)
        column.addWidget(separator())
        holder = QVBoxLayout()
        spaced(holder, 0, 0)
        holder.addWidget(self.message)
        column.addLayout(holder)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.make_button.clicked.connect(self.make)
        self.progress.cancelled.connect(self.cancel)
        self.save_button.clicked.connect(self.save)
        self.open_button.clicked.connect(self.open_saved)
        self.message.action.connect(self.open_saved)
        self._working.changed.connect(self._on_changed)

    def _show_state(self) -> None:
        self.make_button.setEnabled(self._job is None)
        self.save_button.setEnabled(self.made is not None and self._save_job is None)
        self.open_button.setVisible(self._saved_as is not None)
        self.state_badge.setVisible(self.made is not None)
        if self.is_out_of_date:
            self.state_badge.say(tr("out of date: the assessment changed since"), "warning")
        else:
            self.state_badge.say(tr("up to date"), "good")
        count = len(self._working.standing.open_points)
        said = trn(
            "{count} point is still open; the report shows what is known so far.",
            "{count} points are still open; the report shows what is known so far.",
            count,
        )
        self.open_points_label.setText(said)
        self.open_points_label.setVisible(bool(count) and self._job is None and self.made is None)

    def _end_job(self) -> None:
        self._job = None
        self.progress.end()
        self._show_state()

    @Slot(object)
    def _on_changed(self, _changes: object) -> None:
        if self.isVisible():
            self._show_state()

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        if self.sender() is self._job:
            self.progress.show_progress(done, total)

    @Slot(object)
    def _on_made(self, result: tuple[Assessment, MadeReport]) -> None:
        if self.sender() is not self._job:
            return
        self._made_for, self.made = result
        self._saved_as = None
        self._end_job()
        if self.preview is None:
            from eucles_desk.ui.report.preview import Preview

            self.preview = Preview()
            self.stack.addWidget(self.preview)
        self.preview.show_pdf(self.made.content)
        self.stack.setCurrentWidget(self.preview)
        if self.made.warnings:
            self.message.say("\n".join(current().sentence(warning) for warning in self.made.warnings), "warning")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.sender() is self._job:
            self._end_job()
            if not isinstance(error, CancelledError):
                self._problems.show(error)

    @Slot(str)
    def _on_file_chosen(self, file: str) -> None:
        if self.made is None or not file:
            return
        path, content, save_file = Path(file), self.made.content, self._context.save_file
        self._folder = str(path.parent)

        def write(_job: Job) -> Path:
            save_file(path, content)
            return path

        job = Job(write)
        job.succeeded.connect(self._on_saved)
        job.failed.connect(self._on_save_failed)
        self._save_job = job
        self._show_state()
        job.start()

    @Slot()
    def _on_dialog_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._save_job = None
        self._saved_as = path
        self._show_state()
        self.message.say(tr("Saved as {file}.", file=path), "good", tr("Open"))

    @Slot(object)
    def _on_save_failed(self, error: Exception) -> None:
        self._save_job = None
        self._show_state()
        self._problems.show(error)
