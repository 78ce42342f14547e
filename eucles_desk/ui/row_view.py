"""Lists whose rows are painted: a title, what there is to say of it, and one thing to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from eucles_desk.ui import theme

Index = QModelIndex | QPersistentModelIndex
Segment = tuple[str, str]
"""A piece of text with the role of its colour."""
BUTTON = 2.35
"""The height of a row's button in multiples of the text size."""


class RowDelegate(QStyledItemDelegate):
    """Paints background, focus frame and action of a row; children paint what is in it.

    Children set ``lines``, the height of a row in lines of text, and answer ``action_text``.

    Attributes:
        is_narrow: Whether the button stands below the text, since both do not fit side by side.
    """

    lines = 2.0
    narrow_below = 50
    """The width, in multiples of the text size, from which on text and button fit side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.is_narrow = False

    def action_text(self, index: Index) -> str:
        """Return what the row's button says, empty for a row without one."""
        raise NotImplementedError

    def action_width(self) -> int:
        """Return the width of the column of buttons."""
        return theme.em(10)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint what is in the row, left of its button."""
        raise NotImplementedError

    def action_rect(self, rect: QRect, index: Index) -> QRect:
        """Return where the row's button is."""
        if not self.action_text(index):
            return QRect()
        width, height = self.action_width(), theme.em(BUTTON)
        left = rect.right() - theme.em(1.0) - width
        top = rect.bottom() - theme.em(0.7) - height if self.is_narrow else rect.center().y() - height // 2
        return QRect(left, top, width, height)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  # the view's font is ours
        """Return a height for the lines; the view decides about the width."""
        height = round(self.lines * QFontMetrics(theme.font()).lineSpacing()) + theme.em(1.5)
        if self.is_narrow and self.action_text(index):
            height += theme.em(BUTTON)
        return QSize(theme.em(20), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_current or is_hovered:
            painter.fillRect(rect, theme.colour("accent_soft" if is_current else "hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        button = self.action_rect(rect, index)
        self.paint_row(painter, self._content(rect, button), index)
        if button.isValid():
            paint_button(painter, button, self.action_text(index), primary=is_current or is_hovered)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), theme.em(0.4), theme.em(0.4))
        painter.restore()

    def _content(self, rect: QRect, button: QRect) -> QRect:
        edge = theme.em(1.0)
        content = rect.adjusted(edge, 0, -edge, -1)
        if button.isValid() and self.is_narrow:
            content.setTop(content.top() + theme.em(0.3))
            content.setBottom(button.top() - theme.em(0.2))
        elif button.isValid():
            content.setRight(button.left() - theme.em(1.2))
        return content


class RowView(QListView):
    """A list of such rows.

    Signals:
        opened: A row was chosen by Enter, by its button or by a double click; carries its index.
        typed: The user types letters while the list has the focus; they belong in the search field.
        left: The user leaves the list upwards from its first row.
    """

    opened = Signal(QModelIndex)
    typed = Signal(str)
    left = Signal()

    def __init__(self, delegate: RowDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = delegate
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a row with Enter; hand letters on to the search."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left.emit()
            return
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        if plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what the row's button says when it is clicked."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._is_on_button(event.position().toPoint()):
            self.opened.emit(self.indexAt(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row with a double click beside its button, which has answered the first click already."""
        point = event.position().toPoint()
        if self.indexAt(point).isValid() and not self._is_on_button(point):
            self.opened.emit(self.indexAt(point))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over buttons."""
        super().mouseMoveEvent(event)
        on_button = self._is_on_button(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if on_button else Qt.CursorShape.ArrowCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put buttons below the text where both do not fit side by side."""
        is_narrow = self.width() < theme.em(self._rows.narrow_below)
        if is_narrow != self._rows.is_narrow:
            self._rows.is_narrow = is_narrow
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current row from the first moment on, so that Enter and a screen reader have something."""
        super().focusInEvent(event)
        if not self.selectedIndexes() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(max(0, self.currentIndex().row()), 0))

    def changeEvent(self, event: QEvent) -> None:
        """Lay rows out again for another text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.scheduleDelayedItemsLayout()

    def _is_on_button(self, point: QPoint) -> bool:
        index = self.indexAt(point)
        return index.isValid() and self._rows.action_rect(self.visualRect(index), index).contains(point)


def paint_button(painter: QPainter, rect: QRect, text: str, *, primary: bool) -> None:
    """Paint a button as the real ones look."""
    edge = theme.em(0.45)
    painter.setPen(QPen(theme.colour("primary" if primary else "border"), 1))
    painter.setBrush(theme.colour("primary" if primary else "background"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), edge, edge)
    painter.setPen(theme.colour("primary_text" if primary else "text"))
    painter.setFont(theme.font(1.0, bold=primary))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - theme.em(0.8))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)


def paint_line(
    painter: QPainter, rect: QRect, segments: list[Segment], scale: float = 1.0, *, bold: bool = False
) -> None:
    """Paint pieces of text side by side, each in its colour, cut where the line ends."""
    painter.setFont(theme.font(scale, bold=bold))
    metrics = painter.fontMetrics()
    x = rect.left()
    for text, role in segments:
        room = rect.right() - x
        if room <= theme.em(1):
            break
        painter.setPen(theme.colour(role))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        place = QRect(x, rect.top(), room, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        x += metrics.horizontalAdvance(text)


def paint_progress(painter: QPainter, rect: QRect, share: float) -> None:
    """Paint a bar that is full to a share from 0 to 1."""
    half = rect.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("track"))
    painter.drawRoundedRect(QRectF(rect), half, half)
    if share > 0:
        full = QRectF(rect)
        full.setWidth(max(rect.height(), rect.width() * min(share, 1.0)))
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(full, half, half)
