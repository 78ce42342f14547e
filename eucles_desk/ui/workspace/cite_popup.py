"""Choosing among the evidence that the assessment has already."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import label, spaced
from eucles_desk.ui.workspace.citing import about

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from eucles_desk.assessment.evidence import Evidence

Index = QModelIndex | QPersistentModelIndex
ID_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class EvidenceModel(QAbstractListModel):
    """Evidence by title, those cited most lately first."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[Evidence] = []

    def show_pieces(self, pieces: Sequence[Evidence]) -> None:
        """Show these pieces."""
        self.beginResetModel()
        self._pieces = list(pieces)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._pieces)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return title, id, or all that is known in words."""
        if not index.isValid():
            return None
        piece = self._pieces[index.row()]
        words = f"{piece.title} \N{EN DASH} {about(piece, (), current())}"
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return words
        return piece.id if role == ID_ROLE else None


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
        chosen: The user chose the evidence with this id.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "card")
        self.model = EvidenceModel()
        self.found = QSortFilterProxyModel(self)
        self.found.setSourceModel(self.model)
        self.found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.view = QListView()
        self.view.setModel(self.found)
        self.view.setAccessibleName(tr("Evidence of this assessment"))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.search_edit = SearchEdit(self.view)
        self.search_edit.setPlaceholderText(tr("Find evidence\N{HORIZONTAL ELLIPSIS}"))
        self.search_edit.setAccessibleName(tr("Find evidence by title"))
        self.nothing_label = label(tr("All evidence of the assessment is cited here already."), "muted", wrap=True)
        column = QVBoxLayout(self)
        spaced(column, 0.6, 0.5)
        column.addWidget(self.search_edit)
        column.addWidget(self.nothing_label)
        column.addWidget(self.view, 1)
        self.search_edit.textChanged.connect(self._on_search)
        self.search_edit.returnPressed.connect(self._on_entered)
        self.view.clicked.connect(self._on_picked)
        self.view.activated.connect(self._on_picked)

    def show_pieces(self, pieces: Sequence[Evidence], at: QPoint, width: int) -> None:
        """Open with these pieces under a point of the screen."""
        self.model.show_pieces(pieces)
        self.search_edit.clear()
        self.nothing_label.setVisible(not pieces)
        self.view.setVisible(bool(pieces))
        self.search_edit.setVisible(bool(pieces))
        rows = min(max(len(pieces), 3), 9)
        self.resize(max(width, theme.em(24)), theme.em(4 + 2.0 * rows) if pieces else theme.em(4))
        self.move(at)
        self.show()
        self.search_edit.setFocus(Qt.FocusReason.PopupFocusReason)
        self._mark_first()

    def _mark_first(self) -> None:
        self.view.setCurrentIndex(self.found.index(0, 0))

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self.found.setFilterFixedString(text.strip())
        self._mark_first()

    @Slot()
    def _on_entered(self) -> None:
        self._on_picked(self.view.currentIndex())

    @Slot(QModelIndex)
    def _on_picked(self, index: QModelIndex) -> None:
        found = index.data(ID_ROLE)
        if isinstance(found, UUID):
            self.hide()
            self.chosen.emit(found)
