"""The first page: what to do next over all assessments, labels that need attention, and what was done last."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from eucles_desk.assessment.today import USUAL_WINDOW, Renewal, Task, place_of, renewals, span, tasks
from eucles_desk.errors import EuclesError
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.area_page import lay_out
from eucles_desk.ui.assessments.taking_in import files_in
from eucles_desk.ui.columns import Columns
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.today.rows import PassedRow, RecentRow, RenewalRow, Row, Rows, TaskRow
from eucles_desk.ui.when import today_in_words
from eucles_desk.ui.widgets import (
    Card,
    EmptyState,
    PageHeader,
    button,
    label,
    page_margins,
    primary_button,
    scrolling,
    spaced,
)
from eucles_desk.wording.today import passed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent

    from eucles_desk.assessment.records import Recent
    from eucles_desk.scheme.values import Edition
    from eucles_desk.services.desk import Desk
    from eucles_desk.ui.today.kept_long import KeptLong

MOST_TASKS, MOST_ROWS = 12, 6
SUMMARIES_READ = 500
NARROW, NARROW_ROW = 27, 52


def local_now() -> datetime:
    """Return the time of this computer, with its zone."""
    return datetime.now().astimezone()


class TodayPage(QWidget):
    """Says what is next; every row leads to its place by one button.

    Signals:
        open_wanted: The user wants to work on an assessment; carries its id and the place to go to or ``None``.
        new_wanted: The user wants to start one.
        renewal_wanted: The user wants to renew this label; carries the ``Summary`` of the assessment it came from.
        file_wanted: The user wants to choose a file to take in.
        files_dropped: The user has dropped files to take in; carries their paths.
        sample_wanted: The user wants to see sample data.
        all_wanted: The user wants to see all assessments.
        review_wanted: The user wants to look through what was kept longer than its period.
        counted: There are so many things to do.
        failed: Something could not be read; carries the error.
    """

    open_wanted = Signal(object, object)
    new_wanted = Signal()
    renewal_wanted = Signal(object)
    file_wanted = Signal()
    files_dropped = Signal(object)
    sample_wanted = Signal()
    all_wanted = Signal()
    review_wanted = Signal()
    counted = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        now: Callable[[], datetime] = local_now,
        kept_long: KeptLong | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._now = desk, now
        self._kept_long, self._passed = kept_long, 0
        self._edition: Edition | None = None
        self._shown: object = None
        self.header = PageHeader("")
        self.open_button = button(tr("Open a file"), "open")
        self.new_button = primary_button(tr("New assessment"), "plus")
        self.all_button = button("", look="link")
        self.tasks, self.renewals, self.recent = Rows(), Rows(), Rows()
        self.renewal_card = Card(tr("Labels that need attention"))
        self.recent_card = Card(tr("Recent"))
        self.task_card = Card()
        self.nothing_label = label(tr("Nothing waits for you."), "muted", wrap=True)
        self._midnight = QTimer(self, singleShot=True)
        self._lay_out()
        self._connect()

    @property
    def rows(self) -> list[Row]:
        """All rows that are shown, in the order of the page."""
        parts = (self.tasks, self.renewals, self.recent)
        return [row for part in parts if part.isVisibleTo(self) for row in part.rows]

    @Slot()
    def load(self) -> None:
        """Read what there is and show it."""
        now = self._now()
        window = self._window()
        try:
            found = tasks(self._desk.running(SUMMARIES_READ), now.date())
            count = self._desk.count_running() if len(found) >= SUMMARIES_READ else len(found)
            labels = renewals(self._desk.ending(*span(now.date(), window)), now.date(), window)
            done = self._desk.recent(MOST_ROWS)
            is_empty = not (found or labels or done or self._desk.count())
        except EuclesError as error:
            self.failed.emit(error)
            return
        self.counted.emit(count)
        self._wait_for_midnight(now)
        shown = (found, count, labels, done, is_empty, now.date(), self._edition is None, self._passed)
        if shown != self._shown:
            self._shown = shown
            self._show(found, count, labels, done, now, is_empty=is_empty)

    def _show(
        self,
        found: tuple[Task, ...],
        count: int,
        labels: tuple[Renewal, ...],
        done: Sequence[Recent],
        now: datetime,
        *,
        is_empty: bool,
    ) -> None:
        """Make the rows, and stay where the page was scrolled to."""
        bar = self.area.verticalScrollBar()
        offset = bar.value()
        self._show_tasks(found, count)
        self._show_renewals(labels)
        self.recent.show_rows([RecentRow(one, now) for one in done])
        self.recent_card.setVisible(bool(done))
        self._columns.setVisible(bool(labels or done))
        self.stack.setCurrentWidget(self._empty_area if is_empty else self.area)
        self._say_header(count, is_empty=is_empty)
        if offset:
            lay_out(self.area)
            bar.setValue(offset)
            QTimer.singleShot(0, self, partial(bar.setValue, offset))  # once the new rows have their heights

    def reload(self) -> None:
        """Read everything anew."""
        self.load()

    def read_edition(self) -> None:
        """Read the edition off the GUI thread, so that rows have titles; after the first paint."""
        QTimer.singleShot(150, self, self._start_reading)

    def focus_list(self) -> None:
        """Put the keyboard on the first row, or on what stands in its place."""
        if self.stack.currentWidget() is self._empty_area:
            self.first_button.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.rows:
            self.rows[0].button.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.new_button.setFocus(Qt.FocusReason.TabFocusReason)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Say what is next as of now."""
        super().showEvent(event)
        self.load()
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each row the room that it needs."""
        super().resizeEvent(event)
        for rows in (self.tasks, self.renewals, self.recent):
            rows.set_narrow(narrow=self.width() < theme.em(NARROW_ROW))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take interchange files."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the files."""
        files: list[Path] = files_in(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    # Making

    def _lay_out(self) -> None:
        self.header.buttons.addWidget(self.open_button)
        self.header.buttons.addWidget(self.new_button)
        spaced(self.task_card.body, 1.1, 0.2)
        self.task_card.body.addWidget(self.nothing_label)
        self.task_card.body.addWidget(self.tasks)
        self.task_card.body.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        for card, rows in ((self.renewal_card, self.renewals), (self.recent_card, self.recent)):
            card.body.addWidget(rows)
            card.body.addStretch(1)
        self._columns = Columns(NARROW, self.renewal_card, self.recent_card)
        self.foot_label = label(
            tr("Every change is saved as you make it. All of it works offline. Ctrl+K finds anything."),
            "small",
            wrap=True,
        )
        inner = QWidget()
        column = QVBoxLayout(inner)
        spaced(column, 0, 0.9)
        for part in (self.task_card, self._columns, self.foot_label):
            column.addWidget(part)
        column.addStretch(1)
        self.area = scrolling(inner)
        self._empty_area = scrolling(self._make_empty())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.area)
        self.stack.addWidget(self._empty_area)
        whole = QVBoxLayout(self)
        spaced(whole, 0, 0.9)
        page_margins(whole)
        whole.addWidget(self.header)
        whole.addWidget(self.stack, 1)
        self.setAcceptDrops(True)

    def _make_empty(self) -> EmptyState:
        self.first_button = primary_button(tr("New assessment"), "plus")
        self.first_file_button = button(tr("Open a file"), "open")
        self.sample_button = button(tr("Open sample data"), "eye")
        lines = (
            tr("1. Begin an assessment: the cluster, its label, the months that are looked at, the experts."),
            tr("2. Go through its steps: eligibility, facts, criteria. Each says what is still open."),
            tr("3. Make the report: it tells the cluster where it stands, why, and what to do next."),
        )
        buttons = (self.first_button, self.first_file_button, self.sample_button)
        return EmptyState(tr("Begin with an assessment"), lines, buttons, "today")

    def _connect(self) -> None:
        for made in (self.new_button, self.first_button):
            made.clicked.connect(self.new_wanted)
        for made in (self.open_button, self.first_file_button):
            made.clicked.connect(self.file_wanted)
        self.sample_button.clicked.connect(self.sample_wanted)
        self.all_button.clicked.connect(self.all_wanted)
        self.tasks.wanted.connect(self._on_task)
        self.renewals.wanted.connect(self._on_renewal)
        self.recent.wanted.connect(self._on_recent)
        self._midnight.timeout.connect(self._on_midnight)
        theme.notifier().changed.connect(self._on_theme_changed)
        if self._kept_long is not None:
            self._kept_long.counted.connect(self._on_kept_long)
            self._kept_long.failed.connect(self.failed)

    # What is shown

    def _show_tasks(self, found: tuple[Task, ...], count: int) -> None:
        shown = found[:MOST_TASKS]
        rows: list[Row] = [TaskRow(task, self._edition, is_first=at == 0) for at, task in enumerate(shown)]
        if self._passed:
            rows.append(PassedRow(self._passed))
        self.tasks.show_rows(rows)
        self.nothing_label.setVisible(not rows)
        more = count - len(shown)
        self.all_button.setText(trn("Show all ({count} more)", "Show all ({count} more)", more))
        self.all_button.setVisible(more > 0)

    def _show_renewals(self, found: tuple[Renewal, ...]) -> None:
        self.renewals.show_rows([RenewalRow(one, self._edition) for one in found[:MOST_ROWS]])
        self.renewal_card.setVisible(bool(found))

    def _say_header(self, count: int, *, is_empty: bool) -> None:
        today = today_in_words(self._now())
        if is_empty:
            self.header.say(tr("Welcome to EUCLES Desk"), tr("Everything stays on this computer and works offline."))
        elif count:
            self.header.say(waiting_work(count), today)
        elif self._passed:
            self.header.say(passed(self._passed, current()), today)
        else:
            self.header.say(tr("Nothing to do today"), today)
        for made in (self.open_button, self.new_button):
            made.setVisible(not is_empty)

    def _window(self) -> int:
        """Return for how many months after its end a label can be renewed: the longest of the edition's labels."""
        if self._edition is None:
            return USUAL_WINDOW
        return max(one.validity.renewal_window_months.value for one in self._edition.labels.values())

    def _wait_for_midnight(self, now: datetime) -> None:
        """Another day has other tasks; an hour at most is waited, since clocks are set and computers sleep."""
        midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=1, microsecond=0)
        seconds = min(max((midnight - now).total_seconds(), 1), 3600)
        self._midnight.start(round(seconds * 1000))

    # What happens

    @Slot()
    def _on_midnight(self) -> None:
        if self.isVisible():
            self.load()
            self._look()

    @Slot(object)
    def _on_task(self, row: Any) -> None:  # noqa: ANN401  # a row of these kinds
        if isinstance(row, PassedRow):
            self.review_wanted.emit()
        else:
            self.open_wanted.emit(row.task.summary.id, row.task.place)

    @Slot(int)
    def _on_kept_long(self, assessments: int) -> None:
        if assessments != self._passed:
            self._passed = assessments
            if self.isVisible():
                self.load()

    def _look(self) -> None:
        """See aside what was kept longer than its period."""
        if self._kept_long is not None:
            self._kept_long.look_soon()

    @Slot(object)
    def _on_renewal(self, row: Any) -> None:  # noqa: ANN401  # a row of this kind
        self.renewal_wanted.emit(row.renewal.summary)

    @Slot(object)
    def _on_recent(self, row: Any) -> None:  # noqa: ANN401  # a row of this kind
        self.open_wanted.emit(row.recent.assessment, place_of(row.recent))

    @Slot()
    def _start_reading(self) -> None:
        job = Job(lambda _job: self._desk.shelf.newest())
        job.succeeded.connect(self._on_edition)
        job.failed.connect(self.failed)
        job.start()

    @Slot(object)
    def _on_edition(self, edition: Edition) -> None:
        self._edition = edition
        if self.isVisible():
            self.load()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._shown = None
        if self.isVisible():
            self.load()


def waiting_work(count: int) -> str:
    """Say in how many assessments there is something to do."""
    return trn("Work waits in {count} assessment", "Work waits in {count} assessments", count)


def name_of(count: int) -> str:
    """Return what the sidebar says of the page to a screen reader."""
    said = waiting_work(count)
    return f"{tr('Today')}, {said}" if count else tr("Today")


def number_of(count: int) -> str:
    """Return the count as the sidebar shows it, nothing for none."""
    return current().number(count) if count else ""
