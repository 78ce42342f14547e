"""Choosing a criterion from a list that gets shorter while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSortFilterProxyModel, QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent

MOST_ROWS = 9


class CriterionPopup(QFrame):
    """A search field over a list; Enter or a click chooses.

    Signals:
        chosen: The user chose the criterion with this code.
    """

    chosen = Signal(str)

    def __init__(self, criteria: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "card")
        self._codes = [code for code, _title in criteria]
        self.model = QStringListModel([title for _code, title in criteria], self)
        self.found = _Found(self)
        self.found.setSourceModel(self.model)
        self.view = QListView()
        self.view.setModel(self.found)
        self.view.setAccessibleName(tr("Criteria"))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.search_edit = _Search(self.view)
        self.search_edit.setPlaceholderText(tr("Find criterion\N{HORIZONTAL ELLIPSIS}"))
        self.search_edit.setAccessibleName(tr("Find a criterion by code or title"))
        column = QVBoxLayout(self)
        spaced(column, 0.6, 0.5)
        column.addWidget(self.search_edit)
        column.addWidget(self.view, 1)
        self.search_edit.textChanged.connect(self._on_search)
        self.search_edit.returnPressed.connect(self._on_entered)
        self.view.clicked.connect(self._on_picked)

    def open_over(self, anchor: QWidget) -> None:
        """Open with all criteria above or below a button, wherever there is room."""
        self.search_edit.clear()
        self._on_search("")
        self.resize(theme.em(30), theme.em(5 + 1.8 * min(MOST_ROWS, max(3, len(self._codes)))))
        room = anchor.screen().availableGeometry()
        at = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        if at.y() + self.height() > room.bottom():
            at.setY(max(room.top(), anchor.mapToGlobal(QPoint(0, -self.height() - 2)).y()))
        at.setX(min(at.x(), room.right() - self.width()))
        self.move(at)
        self.show()
        self.search_edit.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self.found.look_for(text)
        self.view.setCurrentIndex(self.found.index(0, 0))

    @Slot()
    def _on_entered(self) -> None:
        self._on_picked(self.view.currentIndex())

    @Slot(object)
    def _on_picked(self, index: QModelIndex) -> None:
        if index.isValid():
            code = self._codes[self.found.mapToSource(index).row()]
            self.hide()
            self.chosen.emit(code)


class _Found(QSortFilterProxyModel):
    """The criteria whose code begins, or whose title goes on, as each word that was typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def look_for(self, text: str) -> None:
        """Show those that match."""
        self._words = text.casefold().strip("#@ ").split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Return whether a criterion matches; Qt calls this."""
        title = str(self.sourceModel().index(row, 0, parent).data()).casefold()
        return all(word in title for word in self._words)


class _Search(QLineEdit):
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
