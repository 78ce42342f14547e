"""The popup: a field, what it has found below it, and how the keyboard goes through that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.find_field import FindField
from eucles_desk.ui.language import tr, trn
from eucles_desk.ui.palette.painting import RowPainter
from eucles_desk.ui.palette.rows import PaletteModel, Row
from eucles_desk.ui.widgets import label, separator, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT, ABOVE = 46, 34, 5
"""The most that the popup takes, and how far from the upper edge it begins, in multiples of the text size."""
MOST_SIGNS: Final = 200
STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
FAR: Final = 10_000


class Field(FindField):
    """Where to type; keys that move in the list are handed to it.

    Signals:
        moved: The user goes so many rows down, up when negative.
        paged: The user goes so many windows of rows down.
        entered: The user wants the row that is marked.
        left: The user wants none.
    """

    moved = Signal(int)
    paged = Signal(int)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        hint = tr("Find criteria, clusters, words in evidence, actions\N{HORIZONTAL ELLIPSIS}")
        super().__init__(hint, tr("Find anything"), parent)
        self.setMaxLength(MOST_SIGNS)
        self.setFrame(False)
        self.setFont(theme.font(1.15))

    def event(self, event: QEvent) -> bool:
        """Take Tab for going down: there is nothing else to go to."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in STEPS:
            self.moved.emit(STEPS[Qt.Key(event.key())])
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, open a row or leave."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_PageDown:
                self.paged.emit(1)
            case Qt.Key.Key_PageUp:
                self.paged.emit(-1)
            case Qt.Key.Key_Home if control:
                self.moved.emit(-FAR)
            case Qt.Key.Key_End if control:
                self.moved.emit(FAR)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)


class Popup(QWidget):
    """Lies over its whole window, though only its panel shows: a click beside the panel leaves.

    Signals:
        typed: The user looks for this.
        chosen: The user wants this ``Hit``.
        left: The user wants none.
    """

    typed = Signal(str)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._is_waiting, self._is_entered = False, False
        self._has_moved = False
        self.panel = _Panel(self)
        self.field = Field()
        self.model = PaletteModel()
        self.view = QListView()
        self.nothing_label = label("", "muted", wrap=True)
        self.unread_label = label("", "small", wrap=True)
        self.foot_label = label("", "small")
        self._lay_out()
        self._connect()
        window.installEventFilter(self)
        self._fit()

    @property
    def current(self) -> Row | None:
        """The row that Enter opens."""
        item = self.model.item(self.view.currentIndex().row())
        return item if isinstance(item, Row) else None

    def show_rows(self, rows: Sequence[Row], *, waiting: bool, cut: bool = False) -> None:
        """Show what was found so far; ``waiting`` says that more may come, ``cut`` that more is there than is listed.

        The row that the user has gone to stays marked; otherwise the first one is.
        """
        before = self.current if self._has_moved else None
        self._is_waiting = waiting
        self.model.show_rows(rows)
        at = self.model.place_of(before) if before is not None else self.model.first
        self._mark(at)
        if at == self.model.first:
            self.view.scrollToTop()
        set_nothing = not rows and not waiting
        self.nothing_label.setVisible(set_nothing)
        self.view.setVisible(bool(rows))
        if set_nothing:
            self.nothing_label.setText(tr("Nothing found. Every word must be in it, in any order."))
        self._say_count(len(rows), cut=cut)
        self._fit()
        if self._is_entered and (rows or not waiting):
            self._is_entered = False
            self._on_entered()

    def say_unread(self, count: int) -> None:
        """Say that words in so many files cannot be found yet, or nothing; what is found is listed after that."""
        said = trn(
            "Still reading {count} file: words in it are found once it is read.",
            "Still reading {count} files: words in them are found once they are read.",
            count,
        )
        self.unread_label.setText(said if count else "")
        self.unread_label.setVisible(bool(count))

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leave with a click beside the panel."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window, and mark the row under the pointer."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._fit()
        elif watched is self.view.viewport() and isinstance(event, QMouseEvent):
            index = self.view.indexAt(event.position().toPoint())
            if isinstance(self.model.item(index.row()), Row):
                if event.type() == QEvent.Type.MouseMove and index != self.view.currentIndex():
                    self._has_moved = True
                    self._mark(index.row(), scroll=False)
                elif event.type() == QEvent.Type.MouseButtonRelease:
                    self._mark(index.row(), scroll=False)
                    self._on_entered()
            return event.type() != QEvent.Type.MouseMove
        return False

    # Making

    def _lay_out(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(RowPainter(self.view))
        self.view.setAccessibleName(tr("What was found"))
        self.view.setObjectName("what-was-found")
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setMouseTracking(True)
        self.view.viewport().installEventFilter(self)
        self.nothing_label.setContentsMargins(theme.em(0.9), theme.em(0.7), theme.em(0.9), theme.em(0.7))
        self.unread_label.setContentsMargins(theme.em(0.9), theme.em(0.2), theme.em(0.9), 0)
        self.foot_label.setContentsMargins(theme.em(0.9), theme.em(0.2), theme.em(0.9), 0)
        column = QVBoxLayout(self.panel)
        spaced(column, 0.5, 0.3)
        column.addWidget(self.field)
        column.addWidget(separator())
        column.addWidget(self.nothing_label)
        column.addWidget(self.view, 1)
        column.addWidget(self.unread_label)
        column.addWidget(self.foot_label)
        self.nothing_label.hide()
        self.unread_label.hide()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._on_typed)
        self.field.moved.connect(self._on_moved)
        self.field.paged.connect(self._on_paged)
        self.field.entered.connect(self._on_entered)
        self.field.left.connect(self.left)

    def _fit(self) -> None:
        """Stand in the upper middle, no higher than what is listed needs."""
        self.setGeometry(self._window.rect())
        width = min(theme.em(WIDTH), self.width() - 2 * theme.em(1))
        top = min(theme.em(ABOVE), self.height() // 10)
        fixed = self.panel.sizeHint().height() - self.view.sizeHint().height()
        rows = sum(self.view.sizeHintForRow(at) for at in range(self.model.rowCount()))
        if self.view.isHidden():
            fixed, rows = self.panel.sizeHint().height(), 0
        height = min(fixed + rows + 2, theme.em(HEIGHT), self.height() - top - theme.em(2))
        self.panel.setGeometry((self.width() - width) // 2, top, width, height)

    def _mark(self, at: int, *, scroll: bool = True) -> None:
        index = self.model.index(at, 0) if at >= 0 else QModelIndex()
        self.view.setCurrentIndex(index)
        if scroll and index.isValid():
            heading = self.model.index(at - 1, 0)
            if at == self.model.first and heading.isValid():
                self.view.scrollTo(heading)
            self.view.scrollTo(index)
        self._announce()

    def _announce(self) -> None:
        """Say to a screen reader which row is marked: the keyboard itself stays in the field."""
        row = self.current
        if row is not None and QAccessible.isActive():
            rows = self.model.rows
            place = tr("{number} of {count}", number=rows.index(row) + 1, count=len(rows))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, f"{row.spoken}, {place}"))

    def _say_count(self, count: int, *, cut: bool) -> None:
        found = trn("{count} found", "{count} found", count)
        if cut:
            found = trn("The first {count} listed, there are more", "The first {count} listed, there are more", count)
        parts = (found, tr("Enter opens"), tr("> finds actions only"), tr("Esc leaves"))
        self.foot_label.setText("  \N{MIDDLE DOT}  ".join(parts))
        self.field.setAccessibleDescription(" ".join(part for part in (found, self.unread_label.text()) if part))

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._has_moved, self._is_entered = False, False
        self.typed.emit(text)

    @Slot(int)
    def _on_moved(self, by: int) -> None:
        self._has_moved = True
        self._mark(self.model.step(self.view.currentIndex().row(), by))

    @Slot(int)
    def _on_paged(self, by: int) -> None:
        height = max(theme.em(2), self.view.sizeHintForRow(max(self.model.first, 0)))
        self._on_moved(by * max(1, self.view.viewport().height() // height - 1))

    @Slot()
    def _on_entered(self) -> None:
        row = self.current
        if row is not None:
            self.chosen.emit(row.hit)
        elif self._is_waiting:
            self._is_entered = True  # a fast typist need not wait for the answer


class _Panel(QFrame):
    """The part that shows, with an edge that stands out from what lies under it."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("background"))
        painter.setPen(QPen(theme.colour("border"), 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.em(0.6), theme.em(0.6))
        painter.end()
