"""A page with a heading, a search and a list of painted rows; the register and the first page are such pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.find_field import FindField
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import Card, EmptyState, PageHeader, button, page_margins, scrolling, spaced

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from eucles_desk.ui.paged import PagedModel
    from eucles_desk.ui.row_view import RowView

SEARCH_PAUSE = 150


class SearchField(FindField):
    """Looks for what is typed after a short pause; Down goes to the list, Escape empties the field first.

    Signals:
        searched: The user looks for this.
        left: The user wants to go on to the list.
    """

    searched = Signal(str)
    left = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(hint, parent=parent)
        self._pause = QTimer(self, interval=SEARCH_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._on_paused)
        self.textChanged.connect(self._pause.start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the list, or empty the field."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pause.stop()
            self._on_paused()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_paused(self) -> None:
        self.searched.emit(self.text())


class ListPage(QWidget):
    """Shows a model in a view, an empty state while there is nothing, and a word when a search finds nothing.

    Signals:
        failed: Rows could not be fetched; carries the error.
    """

    failed = Signal(object)

    def __init__(
        self, model: PagedModel[Any], view: RowView, empty: EmptyState, hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model, self.view, self.empty = model, view, empty
        model.setParent(self)
        self.header = PageHeader("")
        self.search_edit = SearchField(hint)
        self.show_all_button = button(tr("Show all"))
        self.no_match = EmptyState(
            tr("Nothing found"), (tr("No name contains what you typed."),), [self.show_all_button], "search"
        )
        self.card = Card()
        spaced(self.card.body, 0, 0)
        self.card.body.setContentsMargins(1, 1, 1, 1)
        self.stack = QStackedWidget()
        self.again_button = button(tr("Try again"))
        self.unread = EmptyState(
            tr("This list cannot be read"), (tr("A message in this window says why."),), [self.again_button], "warning"
        )
        self._empty_area, self._no_match_area = scrolling(empty), scrolling(self.no_match)
        self._unread_area = scrolling(self.unread)
        for page in (view, self._empty_area, self._no_match_area, self._unread_area):
            self.stack.addWidget(page)
        self.card.body.addWidget(self.stack)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.9)
        page_margins(column)
        column.addWidget(self.header)
        column.addWidget(self.search_edit)
        column.addWidget(self.card, 1)
        view.setModel(model)
        view.setProperty("look", "plain")
        self._connect()

    def load(self) -> None:
        """Fetch the first rows; done when the page is shown for the first time."""
        self.model.search(self.search_edit.text())

    def reload(self) -> None:
        """Fetch what is shown anew and keep the place in the list."""
        row, offset = self.view.currentIndex().row(), self.view.verticalScrollBar().value()
        self.model.reload()
        if 0 <= row < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row, 0))
        self.view.verticalScrollBar().setValue(offset)

    def focus_list(self) -> None:
        """Put the keyboard on the list, or on what stands in its place."""
        shown, target = self.stack.currentWidget(), self.view
        if shown is not self.view:
            others: dict[QWidget | None, QPushButton] = {
                self._no_match_area: self.show_all_button,
                self._unread_area: self.again_button,
            }
            target = others.get(shown, self.empty.first_button)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def say_header(self) -> None:
        """Say in the heading what the list holds."""
        raise NotImplementedError

    def _connect(self) -> None:
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(self._on_failed)
        self.again_button.clicked.connect(self.reload)
        self.search_edit.searched.connect(self._on_searched)
        self.search_edit.left.connect(self.focus_list)
        self.show_all_button.clicked.connect(self.search_edit.clear)
        self.view.typed.connect(self._on_typed)
        self.view.left.connect(self._on_left)
        theme.notifier().changed.connect(self.model.repaint_rows)

    @Slot()
    def _on_loaded(self) -> None:
        nothing = not self.model.total
        searching = bool(self.model.search_text)
        page = self.view if not nothing else self._no_match_area if searching else self._empty_area
        self.stack.setCurrentWidget(page)
        self.search_edit.setVisible(searching or not nothing)
        self.say_header()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        """Say that it could not be read rather than show a list as if nothing was there."""
        if not self.model.rowCount():
            self.stack.setCurrentWidget(self._unread_area)
        self.failed.emit(error)

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        if text.strip() != self.model.search_text:
            self.model.search(text)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.search_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_edit.setText(self.search_edit.text() + text)

    @Slot()
    def _on_left(self) -> None:
        self.search_edit.setFocus(Qt.FocusReason.BacktabFocusReason)

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        raise NotImplementedError
