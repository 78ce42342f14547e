"""Undo and redo in the bar below: a button for the next step by its name, and beside it a list of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import button, label, spaced
from eucles_desk.wording.steps import step_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from eucles_desk.assessment.records import Entry
    from eucles_desk.scheme.values import Edition

Index = QModelIndex | QPersistentModelIndex
GROUP_ROLE = int(Qt.ItemDataRole.UserRole) + 1
MOST_SHOWN = 12


class StepModel(QAbstractListModel):
    """The steps, the next one first, each by name and time."""

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self._edition = edition
        self._entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these steps."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return name and time of a step, or the group that it is known by."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == GROUP_ROLE:
            return entry.group
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{when(entry.at)}  \N{EN DASH}  {step_name(entry, self._edition, current())}"
        return None


class StepView(QListView):
    """The list; what is marked in it is left to the popup."""

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:  # noqa: ARG002  # Qt's own
        """Have keys move only."""
        return QItemSelectionModel.SelectionFlag.NoUpdate


class StepsPopup(QFrame):
    """Lists steps; all from the first to the one under the pointer or the keyboard are marked, and chosen together.

    Signals:
        chosen: The user wants every step up to this one undone or made again; carries its group.
        history_wanted: The user wants to see everything that was ever changed.
    """

    chosen = Signal(object)
    history_wanted = Signal()

    def __init__(self, edition: Edition, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "card")
        self._is_redo = False
        self.heading = label("", "strong")
        self.model = StepModel(edition)
        self.view = StepView()
        self.view.setModel(self.model)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.viewport().installEventFilter(self)
        self.view.installEventFilter(self)
        self.count_label = label("", "muted")
        self.history_button = button(tr("The whole history"), "history", look="link")
        column = QVBoxLayout(self)
        spaced(column, 0.6, 0.4)
        for part in (self.heading, self.view, self.count_label):
            column.addWidget(part)
        column.addWidget(self.history_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.history_button.clicked.connect(self._on_history)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)

    def show_steps(self, entries: Sequence[Entry], above: QWidget, *, redo: bool) -> None:
        """Open over a button with these steps, the next one marked."""
        self._is_redo = redo
        self.heading.setText(tr("Redo up to") if redo else tr("Undo back to"))
        self.view.setAccessibleName(tr("Steps that can be made again") if redo else tr("Steps that can be undone"))
        self.model.show_entries(entries)
        rows = min(len(entries), MOST_SHOWN)
        height = max(self.view.sizeHintForRow(0), theme.em(1.5))
        self.view.setFixedHeight(rows * height + 2 * self.view.frameWidth() + 4)
        self.setFixedWidth(theme.em(30))
        self.adjustSize()
        corner = above.mapToGlobal(QPoint(above.width() - self.width(), -self.height() - theme.em(0.3)))
        screen = above.screen().availableGeometry()
        self.move(max(corner.x(), screen.left()), max(corner.y(), screen.top()))
        self.show()
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)
        self._go_to(self.model.index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with Enter, the space bar or a click, and mark as far as the pointer is."""
        if watched is self.view and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if watched is self.view.viewport() and isinstance(event, QMouseEvent):
            index = self.view.indexAt(event.position().toPoint())
            if event.type() == QEvent.Type.MouseMove and index.isValid():
                self._go_to(index)
                return True
            if event.type() == QEvent.Type.MouseButtonPress:
                return True
            if event.type() == QEvent.Type.MouseButtonRelease and index.isValid():
                self._go_to(index)
                self._choose()
                return True
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return True
        return False

    def _go_to(self, index: QModelIndex) -> None:
        """Make a step the last of those marked."""
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _choose(self) -> None:
        group = self.view.currentIndex().data(GROUP_ROLE)
        if isinstance(group, UUID):
            self.hide()
            self.chosen.emit(group)

    @Slot()
    def _on_history(self) -> None:
        self.hide()
        self.history_wanted.emit()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not index.isValid():
            return
        marked = QItemSelection(self.model.index(0, 0), index)
        self.view.selectionModel().select(marked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        count = index.row() + 1
        said = (
            trn("Redo {count} step", "Redo {count} steps", count)
            if self._is_redo
            else trn("Undo {count} step", "Undo {count} steps", count)
        )
        self.count_label.setText(said)
        self.view.setAccessibleDescription(said)


def when(at: datetime) -> str:
    """Return the time of a step, with its day where that is not today."""
    here = at.astimezone()
    today = here.now(here.tzinfo).date()
    time = current().time(here)
    return time if here.date() == today else f"{current().short_date(here.date())} {time}"
