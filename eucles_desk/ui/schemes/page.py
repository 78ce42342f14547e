"""The editions that are kept, and loading an overlay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from eucles_desk.assessment.records import ShelvedEdition
from eucles_desk.errors import EuclesError
from eucles_desk.ui import theme
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.paged import ROW_ROLE, PagedModel
from eucles_desk.ui.row_view import Index, RowDelegate, RowView, paint_line
from eucles_desk.ui.schemes.details import EditionDetails
from eucles_desk.ui.widgets import Card, PageHeader, button, page_margins, scrolling, spaced

if TYPE_CHECKING:
    from pathlib import Path

    from eucles_desk.scheme.values import Edition
    from eucles_desk.services.desk import Desk


class EditionDelegate(RowDelegate):
    """Title, name, and how many assessments pin the edition."""

    lines = 3.0

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def action_text(self, index: Index) -> str:  # noqa: ARG002  # selecting is all there is
        """Return nothing: selecting shows the edition."""
        return ""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint what is in the row."""
        kept = index.data(ROW_ROLE)
        if not isinstance(kept, ShelvedEdition):
            return
        line = QFontMetrics(theme.font()).lineSpacing()
        top = rect.center().y() - round(3 * line + theme.em(0.2)) // 2
        texts = ((title(kept), "text", 1.0), (origin(kept, self._desk), "muted", 0.92), (used(kept), "muted", 0.92))
        for number, (said, role, scale) in enumerate(texts):
            place = QRect(rect.left(), top, rect.width(), line + 1)
            paint_line(painter, place, [(said, role)], scale, bold=not number)
            top += line + (theme.em(0.2) if not number else 0)


class SchemesPage(QWidget):
    """Lists the editions and shows the chosen one.

    Signals:
        overlay_wanted: The user wants to choose an overlay file.
        job_started: An overlay is being loaded; carries the job and what to call it.
        failed: Something could not be read or loaded; carries the error.
        loaded: An overlay has been loaded; carries the sentence to show.
    """

    overlay_wanted = Signal()
    job_started = Signal(object, str)
    failed = Signal(object)
    loaded = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._details: QScrollArea | None = None
        self.header = PageHeader(
            tr("Schemes"),
            tr("An assessment keeps the edition it began with; editions are added, never changed or removed."),
        )
        self.overlay_button = button(tr("Load an overlay"), "upload")
        self.header.buttons.addWidget(self.overlay_button)
        self.model = PagedModel[ShelvedEdition](self._page, self._count, title, self._spoken, self)
        self.view = RowView(EditionDelegate(desk))
        self.view.setModel(self.model)
        self.view.setAccessibleName(tr("Editions"))
        self._list_card = Card()
        self._list_card.body.setContentsMargins(1, 1, 1, 1)
        self._list_card.body.addWidget(self.view)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        spaced(self._row, 0, 1.0)
        self._row.addWidget(self._list_card)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.9)
        page_margins(column)
        column.addWidget(self.header)
        column.addLayout(self._row, 1)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.model.failed.connect(self.failed)
        self.overlay_button.clicked.connect(self.overlay_wanted)

    def load(self) -> None:
        """Fetch the editions and show the first."""
        self.model.reload()
        if self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))

    def load_overlay(self, file: Path) -> None:
        """Load an overlay file off the GUI thread."""
        job = Job(lambda _job: self._desk.shelf.add_overlay(file))
        job.succeeded.connect(self._on_loaded)
        job.failed.connect(self.failed)
        self.job_started.emit(job, tr("Loading {file}", file=file.name))
        job.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list above the details where both do not fit side by side."""
        super().resizeEvent(event)
        side_by_side = self.width() > theme.em(56)
        direction = QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        if side_by_side:
            self._list_card.setFixedWidth(theme.em(21))
            self._list_card.setMaximumHeight(16_777_215)
        else:
            self._list_card.setMinimumWidth(0)
            self._list_card.setMaximumWidth(16_777_215)
            self._list_card.setMaximumHeight(theme.em(11))

    @Slot(QModelIndex)
    def _on_current(self, index: QModelIndex) -> None:
        kept = self.model.row(index) if index.isValid() else None
        if kept is None:
            return
        try:
            edition = self._desk.shelf.get(kept.ref)
        except EuclesError as error:
            self.failed.emit(error)
            return
        self._show(edition)

    @Slot(object)
    def _on_loaded(self, edition: Edition) -> None:
        self.model.reload()
        for number, kept in enumerate(self.model.rows()):
            if kept.ref == edition.ref:
                self.view.setCurrentIndex(self.model.index(number, 0))
        name = edition.title.in_language(current().code)
        self.loaded.emit(tr("{edition} is loaded. New assessments can use it.", edition=name))

    def _show(self, edition: Edition) -> None:
        if self._details is not None:
            self._details.setParent(None)
            self._details.deleteLater()
        self._details = scrolling(EditionDetails(edition))
        self._details.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._details.setAccessibleName(edition.title.in_language(current().code))
        self._row.addWidget(self._details, 1)

    def _page(self, search: str, offset: int, limit: int) -> list[ShelvedEdition]:
        found = [kept for kept in self._desk.shelf.all() if search.casefold() in title(kept).casefold()]
        return found[offset : offset + limit]

    def _count(self, search: str) -> int:
        return len(self._page(search, 0, 1_000_000))

    def _spoken(self, kept: ShelvedEdition) -> str:
        return ", ".join((title(kept), origin(kept, self._desk), used(kept)))


def title(kept: ShelvedEdition) -> str:
    """Return what an edition is called."""
    return kept.title.in_language(current().code) or kept.ref.edition


def origin(kept: ShelvedEdition, desk: Desk) -> str:
    """Say how an edition came here, with its name in files."""
    if desk.shelf.is_bundled(kept.ref):
        return tr("{edition}, comes with the program", edition=kept.ref.edition)
    return tr("{edition}, loaded or received here", edition=kept.ref.edition)


def used(kept: ShelvedEdition) -> str:
    """Say how many assessments pin an edition."""
    if not kept.used_by:
        return tr("not used by an assessment yet")
    return trn("used by {count} assessment", "used by {count} assessments", kept.used_by)
