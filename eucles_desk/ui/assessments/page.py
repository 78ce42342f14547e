"""The first page: every assessment, and for each what to do next."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer, Signal, Slot

from eucles_desk.assessment.records import Summary
from eucles_desk.errors import EuclesError
from eucles_desk.ui.assessments import row_text
from eucles_desk.ui.assessments.delegate import SummaryDelegate
from eucles_desk.ui.assessments.taking_in import files_in
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.list_page import ListPage
from eucles_desk.ui.paged import PagedModel
from eucles_desk.ui.row_view import RowView
from eucles_desk.ui.when import today_in_words
from eucles_desk.ui.widgets import EmptyState, button, primary_button, set_look

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from eucles_desk.scheme.values import Edition
    from eucles_desk.services.desk import Desk


def local_now() -> datetime:
    """Return the time of this computer, with its zone."""
    return datetime.now().astimezone()


class AssessmentsPage(ListPage):
    """Lists the assessments, those changed last first.

    Signals:
        open_wanted: The user wants to work on an assessment; carries its id and the place to go to or ``None``.
        new_wanted: The user wants to start one.
        file_wanted: The user wants to choose a file to take in.
        files_dropped: The user has dropped files to take in; carries their paths.
        sample_wanted: The user wants to see sample data.
    """

    open_wanted = Signal(object, object)
    new_wanted = Signal()
    file_wanted = Signal()
    files_dropped = Signal(object)
    sample_wanted = Signal()

    def __init__(self, desk: Desk, now: Callable[[], datetime] = local_now, parent: QWidget | None = None) -> None:
        self._desk, self._now = desk, now
        self._delegate = SummaryDelegate(now)
        self.first_button = primary_button(tr("New assessment"), "plus")
        self.sample_button = button(tr("Open sample data"), "eye")
        model = PagedModel[Summary](desk.page, desk.count, lambda summary: summary.cluster_name, self._spoken)
        super().__init__(model, RowView(self._delegate), self._make_empty(), tr("Find a cluster"), parent)
        self._summaries = model
        self.view.setAccessibleName(tr("Assessments"))
        self.open_button = button(tr("Open a file"), "open")
        self.new_button = primary_button(tr("New assessment"), "plus")
        self.header.buttons.addWidget(self.open_button)
        self.header.buttons.addWidget(self.new_button)
        self.setAcceptDrops(True)
        self.view.opened.connect(self._on_opened)
        self.new_button.clicked.connect(self.new_wanted)
        self.first_button.clicked.connect(self.new_wanted)
        self.open_button.clicked.connect(self.file_wanted)
        self.sample_button.clicked.connect(self.sample_wanted)

    def read_edition(self) -> None:
        """Read the edition off the GUI thread, so that rows have titles and opening is quick; after the first paint."""
        QTimer.singleShot(150, self, self._start_reading)

    def select(self, assessment: UUID) -> None:
        """Make a row current if it has been fetched."""
        for number, summary in enumerate(self._summaries.rows()):
            if summary.id == assessment:
                self.view.setCurrentIndex(self.model.index(number, 0))
                break

    def say_header(self) -> None:
        """Say how much there is to do."""
        total = self.model.total
        if self.model.search_text:
            self.header.say(
                trn("{count} assessment found", "{count} assessments found", total), today_in_words(self._now())
            )
        elif not total:
            self.header.say(tr("Welcome to EUCLES Desk"), tr("Everything stays on this computer and works offline."))
        else:
            self._say_waiting(total)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take interchange files."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            set_look(self.card, "drop")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Stop showing that files may be dropped."""
        set_look(self.card, "card")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the files."""
        set_look(self.card, "card")
        files: list[Path] = files_in(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        summary = self._summaries.row(index)
        if summary is not None:
            self.open_wanted.emit(summary.id, row_text.next_place(summary))

    @Slot()
    def _start_reading(self) -> None:
        job = Job(lambda _job: self._desk.shelf.newest())
        job.succeeded.connect(self._on_edition)
        job.failed.connect(self.failed)
        job.start()

    @Slot(object)
    def _on_edition(self, edition: Edition) -> None:
        self._delegate.edition = edition
        self._summaries.repaint_rows()

    def _say_waiting(self, total: int) -> None:
        waiting = self._count_waiting(total)
        if waiting is None:
            self.header.say(tr("Assessments"), self._subtitle())
        elif not waiting:
            self.header.say(tr("No assessment waits for you"), self._subtitle())
        else:
            self.header.say(
                trn(
                    "{count} assessment needs something from you",
                    "{count} assessments need something from you",
                    waiting,
                ),
                self._subtitle(),
            )

    def _subtitle(self) -> str:
        return tr(
            "{today}  ·  {number} in all, the last changed first",
            today=today_in_words(self._now()),
            number=current().number(self.model.total),
        )

    def _count_waiting(self, total: int) -> int | None:
        """Return in how many there is something to do; ``None`` where that cannot be read."""
        rows = self._summaries.rows()
        if len(rows) == total:
            return sum(row_text.is_waiting(summary) for summary in rows)
        try:
            return self._desk.count_running()
        except EuclesError as error:
            self.failed.emit(error)
            return None

    def _spoken(self, summary: Summary) -> str:
        return row_text.spoken(summary, self._delegate.edition, self._now())

    def _make_empty(self) -> EmptyState:
        lines = (
            tr("An assessment leads you through eligibility, facts and criteria, and always says what is still open."),
            tr("Each level shows its text, its minimum and what it rests on; every change is saved at once."),
            tr("At the end there is a PDF report that tells the cluster where it stands, why, and what to do next."),
        )
        return EmptyState(tr("Begin with an assessment"), lines, [self.first_button, self.sample_button], "clusters")
