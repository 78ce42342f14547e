"""How the palette's rows look: icon, title with what was found in bold, the rest smaller, the key at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from eucles_desk.assessment.records import MARK_END, MARK_START
from eucles_desk.services.hits import unmarked
from eucles_desk.ui import theme
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.palette.rows import ROW_ROLE, Heading, Row
from eucles_desk.ui.workspace.painting import paint_pill, pill_size

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex
ONE_LINE, TWO_LINES, HEAD = 2.0, 3.3, 2.0
SMALL: Final = 0.9


class RowPainter(QStyledItemDelegate):
    """Paints headings and rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of one line, or two where something was found inside."""
        item = index.data(ROW_ROLE)
        lines = HEAD if isinstance(item, Heading) else TWO_LINES if isinstance(item, Row) and item.excerpt else ONE_LINE
        return QSize(option.rect.width(), theme.em(lines))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a heading or a row."""
        item = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(item, Heading):
            painter.setFont(theme.font(0.85, bold=True))
            painter.setPen(theme.colour("muted"))
            box = option.rect.adjusted(theme.em(0.7), 0, 0, -theme.em(0.3))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, item.text)
        elif isinstance(item, Row):
            is_current = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_row(painter, option.rect, item, is_current=is_current)
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, row: Row, *, is_current: bool) -> None:
        if is_current:
            self._paint_ground(painter, rect)
        size = theme.em(1.2)
        line = QFontMetrics(theme.font()).lineSpacing()
        small = QFontMetrics(theme.font(SMALL)).lineSpacing()
        text_height = line + (small + theme.em(0.15) if row.excerpt else 0)
        top = rect.top() + (rect.height() - text_height) // 2
        role = "text" if is_current else "muted"
        drawn = pixmap(row.icon, theme.colour(role).name(), size, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() + theme.em(0.8), top + (line - size) // 2, drawn)
        left, right = rect.left() + theme.em(2.7), rect.right() - theme.em(0.7)
        if row.keys:
            right -= self._paint_keys(painter, rect, row.keys, right)
        box = QRect(left, top, right - left, line)
        end = paint_marked(painter, box, row.title, "text", 1.0)
        if row.detail and end + theme.em(3) < right:
            rest = QRect(end + theme.em(0.8), top, right - end - theme.em(0.8), line)
            paint_marked(painter, rest, row.detail, "muted", SMALL)
        if row.excerpt:
            below = QRect(left, top + line + theme.em(0.15), rect.right() - theme.em(0.7) - left, small)
            paint_marked(painter, below, row.excerpt, "muted", SMALL)

    @staticmethod
    def _paint_ground(painter: QPainter, rect: QRect) -> None:
        """Paint the ground of the row that Enter opens, with a bar at its edge as in the list of criteria."""
        edge = theme.em(0.4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_soft"))
        painter.drawRoundedRect(QRectF(rect).adjusted(theme.em(0.3), 1, -theme.em(0.3), -1), edge, edge)
        painter.setBrush(theme.colour("accent"))
        bar = QRectF(rect.left() + theme.em(0.3), rect.top() + theme.em(0.3), max(3, theme.em(0.22)), 0)
        bar.setBottom(rect.bottom() - theme.em(0.3))
        painter.drawRoundedRect(bar, 1.5, 1.5)

    @staticmethod
    def _paint_keys(painter: QPainter, rect: QRect, keys: str, right: int) -> int:
        """Paint the key at the right; return the room that it takes."""
        size = pill_size(keys)
        box = QRectF(right - size.width(), rect.center().y() - size.height() / 2, size.width(), size.height())
        paint_pill(painter, box, keys)
        return size.width() + theme.em(0.8)


def paint_marked(painter: QPainter, rect: QRect, text: str, role: str, scale: float) -> int:
    """Paint one line with what is marked in bold and underlined, cut where the room ends; return where it ends."""
    plain, bold = theme.font(scale), theme.font(scale, bold=True)
    bold.setUnderline(True)
    painter.setPen(theme.colour(role))
    x = rect.left()
    for number, part in enumerate(text.split(MARK_START)):
        inside, mark, after = part.partition(MARK_END)
        pieces = ((inside, bold), (after, plain)) if number and mark else ((unmarked(part), plain),)
        for piece, font in pieces:
            room = rect.right() - x
            if not piece or room <= theme.em(0.5):
                continue
            painter.setFont(font)
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, room)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(x, rect.top(), room, rect.height()), flags, shown)
            x += metrics.horizontalAdvance(shown)
            if shown != piece:
                return rect.right()
    return x
