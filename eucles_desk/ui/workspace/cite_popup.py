"""Choosing among the evidence that the assessment has already, by its title, its file's name, or what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from eucles_desk.assessment.evidence import Citation, Evidence
from eucles_desk.assessment.records import MARK_END, MARK_START
from eucles_desk.errors import EuclesError
from eucles_desk.ui import theme
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import label, spaced
from eucles_desk.ui.workspace.citing import about

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from PySide6.QtGui import QKeyEvent

    from eucles_desk.assessment.records import TextHit
    from eucles_desk.services.open_assessment import OpenAssessment

Index = QModelIndex | QPersistentModelIndex
CITATION_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
MOST_HITS: Final = 50
PAUSE_MILLISECONDS: Final = 200
LEAST_SIGNS: Final = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A piece of evidence, or a page of it on which the words stand."""

    piece: Evidence
    page: int | None = None
    excerpt: str = ""
    sha256: str = ""

    @property
    def citation(self) -> Citation:
        """What choosing it cites."""
        return Citation(self.piece.id, self.page, sha256=self.sha256)


class EvidenceModel(QAbstractListModel):
    """Evidence that holds the words in its name, then pages that hold them; what a row says is worked out when seen."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: dict[UUID, Evidence] = {}
        self._names: list[tuple[str, Evidence]] = []
        self._cited: Collection[UUID] = ()
        self._named: list[Choice] = []
        self._found: list[Choice] = []

    def show_pieces(self, pieces: Sequence[Evidence], cited: Collection[UUID]) -> None:
        """Offer these pieces; those cited already only for pages found in them."""
        self._pieces = {piece.id: piece for piece in pieces}
        self._cited = cited
        self._names = [(f"{one.title} {one.file_name}".casefold(), one) for one in pieces if one.id not in cited]
        self.search("")

    def search(self, words: str) -> None:
        """Show the pieces whose names hold all the words."""
        wanted = words.casefold().split()
        self.beginResetModel()
        self._named = [Choice(piece) for name, piece in self._names if all(word in name for word in wanted)]
        self._found = []
        self.endResetModel()

    def show_hits(self, hits: Sequence[TextHit]) -> None:
        """Show pages as well on which the words stand."""
        found = [
            Choice(self._pieces[hit.evidence], hit.page, _plain(hit.excerpt), hit.sha256)
            for hit in hits
            if hit.evidence in self._pieces
        ]
        if not found:
            return
        first = len(self._named)
        self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
        self._found = found
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._named) + len(self._found)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return title, citation, or all that is known in words."""
        if not index.isValid():
            return None
        row = index.row()
        choice = self._named[row] if row < len(self._named) else self._found[row - len(self._named)]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return _words(choice)
        return choice.citation if role == CITATION_ROLE else None


class SearchEdit(QLineEdit):
    """Hands the keys that move in a list to that list."""

    def __init__(self, view: QListView) -> None:
        super().__init__()
        self._view = view

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list while typing."""
        down = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if down is None:
            super().keyPressEvent(event)
            return
        model, at = self._view.model(), self._view.currentIndex().row() + down
        self._view.setCurrentIndex(model.index(min(max(at, 0), model.rowCount() - 1), 0))


class CitePopup(QFrame):
    """A search field over a list; Enter or a click cites.

    Signals:
        chosen: The user chose this citation.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, opened: OpenAssessment) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._opened = opened
        self.setProperty("look", "card")
        self.model = EvidenceModel()
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(tr("Evidence of this assessment"))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setUniformItemSizes(True)
        self.search_edit = SearchEdit(self.view)
        self.search_edit.setPlaceholderText(tr("Find by title, file name or text\N{HORIZONTAL ELLIPSIS}"))
        self.search_edit.setAccessibleName(tr("Find evidence by title, file name or text"))
        self.nothing_label = label("", "muted", wrap=True)
        self._asked = ""
        self._pause = QTimer(self, interval=PAUSE_MILLISECONDS, singleShot=True)
        self._pause.timeout.connect(self._look_inside)
        column = QVBoxLayout(self)
        spaced(column, 0.6, 0.5)
        column.addWidget(self.search_edit)
        column.addWidget(self.nothing_label)
        column.addWidget(self.view, 1)
        self.search_edit.textChanged.connect(self._on_search)
        self.search_edit.returnPressed.connect(self._on_entered)
        self.view.clicked.connect(self._on_picked)
        self.view.activated.connect(self._on_picked)

    def show_pieces(self, pieces: Sequence[Evidence], cited: Collection[UUID], at: QPoint, width: int) -> None:
        """Open with these pieces under a point of the screen, leaving out those cited already."""
        self.search_edit.clear()
        self.model.show_pieces(pieces, cited)
        rows = min(max(len(pieces), 3), 9)
        for part in (self.search_edit, self.view):
            part.setVisible(bool(pieces))
        self.resize(max(width, theme.em(24)), theme.em(6 + 2.0 * rows) if pieces else theme.em(4))
        self.move(at)
        self.show()
        self.search_edit.setFocus(Qt.FocusReason.PopupFocusReason)
        self._settle()

    def _settle(self) -> None:
        """Mark the first row, and say what it means when there is none."""
        count = self.model.rowCount()
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        sentence = ""
        if not count:
            searching = bool(self.search_edit.text().strip())
            sentence = (
                tr("Nothing found.") if searching else tr("All evidence of the assessment is cited here already.")
            )
        self.nothing_label.setText(sentence)
        self.nothing_label.setVisible(bool(sentence))

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self.model.search(text)
        self._pause.start()
        self._settle()

    @Slot()
    def _look_inside(self) -> None:
        words, opened = self.search_edit.text().strip(), self._opened
        self._asked = words
        if len(words) < LEAST_SIGNS:
            return
        job = Job(lambda _job: (words, opened.find_text(words, MOST_HITS)))
        job.succeeded.connect(self._on_found)
        job.failed.connect(self._on_failed)
        job.start()

    @Slot(object)
    def _on_found(self, found: tuple[str, Sequence[TextHit]]) -> None:
        words, hits = found
        if words == self._asked == self.search_edit.text().strip():
            self.model.show_hits(hits)
            self._settle()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, EuclesError):
            raise error
        self.nothing_label.setText(current().sentence(error))
        self.nothing_label.show()

    @Slot()
    def _on_entered(self) -> None:
        self._on_picked(self.view.currentIndex())

    @Slot(QModelIndex)
    def _on_picked(self, index: QModelIndex) -> None:
        found = index.data(CITATION_ROLE)
        if isinstance(found, Citation):
            self.hide()
            self.chosen.emit(found)


def _plain(excerpt: str) -> str:
    return " ".join(excerpt.replace(MARK_START, "").replace(MARK_END, "").split())


def _words(choice: Choice) -> str:
    if choice.page is None:
        return f"{choice.piece.title} \N{EN DASH} {about(choice.piece, current())}"
    place = tr("p. {page}", page=choice.page)
    return f"{choice.piece.title}, {place}: {choice.excerpt}"
