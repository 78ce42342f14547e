"""Paints the rows of the list of criteria: headings, levels as badges, flags and missed minimums."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from eucles_desk.ui import theme
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.workspace.criterion_model import ITEM_ROLE
from eucles_desk.ui.workspace.painting import em, font, paint_focus, paint_level, rounded
from eucles_desk.ui.workspace.rows import Group, Row

SHOWN_STATES = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
Index = QModelIndex | QPersistentModelIndex


class RowPainter(QStyledItemDelegate):
    """Paints headings and criteria; every colour comes with a sign.

    The picture of a row is kept: moving through the list paints many rows again that have not changed.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[str, tuple[object, QSize, QStyle.StateFlag, float, QPixmap]] = {}
        theme.notifier().changed.connect(self.forget)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row; the width follows the list."""
        is_group = isinstance(index.data(ITEM_ROLE), Group)
        return QSize(em(8), em(2.5 if is_group else 2.2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row, from the picture made of it last time where it would be the same."""
        item, rect, state = index.data(ITEM_ROLE), _rect(option), _state(option) & SHOWN_STATES
        ratio = painter.device().devicePixelRatioF()
        kept = self._pictures.get(_key(item))
        if kept is None or kept[0] is not item or kept[1:4] != (rect.size(), state, ratio):
            picture = self._picture(item, rect.size(), state, ratio)
            kept = self._pictures[_key(item)] = (item, rect.size(), state, ratio, picture)
        painter.drawPixmap(rect.topLeft(), kept[4])

    def forget(self) -> None:
        """Make all pictures anew, in other colours or sizes."""
        self._pictures.clear()

    def _picture(self, item: object, size: QSize, state: QStyle.StateFlag, ratio: float) -> QPixmap:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme.colour("background"))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRect(QPoint(0, 0), size)
        if isinstance(item, Group):
            self._paint_group(painter, rect, item)
        elif isinstance(item, Row):
            self._paint_back(painter, rect, state)
            self._paint_row(painter, rect, item)
        painter.end()
        return picture

    def _paint_group(self, painter: QPainter, rect: QRect, group: Group) -> None:
        rect = rect.adjusted(em(0.4), em(0.5), -em(0.5), 0)
        painter.setPen(theme.colour("muted"))
        painter.setFont(font(0.95))
        count = f"{group.judged}/{group.criteria}"
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        rect.setRight(rect.right() - painter.fontMetrics().horizontalAdvance(count) - em(0.6))
        painter.setPen(theme.colour("text"))
        painter.setFont(font(bold=True))
        code, dimension = current().code, group.dimension
        title = f"{dimension.id} {dimension.title.in_language(code)}"
        if painter.fontMetrics().horizontalAdvance(title) > rect.width():
            title = f"{dimension.id} {dimension.short.in_language(code)}"
        _draw(painter, rect, title)

    def _paint_back(self, painter: QPainter, whole: QRect, state: QStyle.StateFlag) -> None:
        rect = QRectF(whole).adjusted(1, 1, -1, -1)
        if state & QStyle.StateFlag.State_Selected:
            rounded(painter, rect, theme.colour("accent_soft"))
            edge = QRectF(rect.left(), rect.top() + rect.height() / 5, em(0.22), rect.height() * 3 / 5)
            painter.fillRect(edge, theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            rounded(painter, rect, theme.colour("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, rect)

    def _paint_row(self, painter: QPainter, rect: QRect, row: Row) -> None:
        badge, x = em(1.5), rect.left() + em(0.55)
        place = QRectF(x, rect.center().y() - badge / 2 + 0.5, badge, badge)
        paint_level(painter, place, row.level, row.tone, is_entry=row.is_entry)
        inner = QRect(x + badge + em(0.5), rect.top(), 0, rect.height())
        inner.setRight(rect.right() - em(0.5))
        for name, role, is_so in (("flag", "warning", row.is_flagged), ("lock", "muted", row.is_noted)):
            if is_so:
                size = em(1.05)
                sign = pixmap(name, theme.colour(role).name(), size, painter.device().devicePixelRatioF())
                inner.setRight(inner.right() - size)
                painter.drawPixmap(inner.right() + 1, rect.center().y() - size // 2 + 1, sign)
                inner.setRight(inner.right() - em(0.3))
        if row.is_below:
            words = tr("min. {minimum}", minimum=row.minimum)
            painter.setFont(font(0.82, bold=True))
            painter.setPen(theme.colour("danger"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
            inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(words) - em(0.4))
        painter.setFont(font(0.88))
        painter.setPen(theme.colour("muted"))
        code = row.criterion.id
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, code)
        inner.setLeft(inner.left() + painter.fontMetrics().horizontalAdvance(code) + em(0.55))
        painter.setFont(font())
        painter.setPen(theme.colour("text"))
        _draw(painter, inner, row.criterion.title.in_language(current().code))


def _key(item: object) -> str:
    if isinstance(item, Row):
        return item.criterion.id
    return f"group {item.dimension.id}" if isinstance(item, Group) else ""


def _draw(painter: QPainter, rect: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _rect(option: QStyleOptionViewItem) -> QRect:
    """Return the place of a row; the stubs do not know the fields of Qt's options."""
    return QRect(option.rect)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
