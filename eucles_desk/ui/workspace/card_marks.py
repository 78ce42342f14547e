"""What is remarkable about a level, at the end of its card: the minimum, what facts suggest, who chose it before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from eucles_desk.ui import theme
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.workspace.painting import em, font, paint_pill, pill_size, rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE: Final = 1.4
"""The height of a line of marks, in multiples of the text size."""
GAP: Final = 0.4
SIGN: Final = 0.95


class Mark(NamedTuple):
    """A few words: plain ones in the colour of the threshold, with a sign in a frame, or alone in a pill."""

    text: str
    sign: str = ""
    is_plain: bool = False


def marks_width(marks: Sequence[Mark]) -> int:
    """Return the room that marks need side by side."""
    return sum(_width(mark) for mark in marks) + em(GAP) * max(len(marks) - 1, 0)


def paint_marks(painter: QPainter, marks: Sequence[Mark], right: float, top: float, ratio: float) -> None:
    """Paint marks that end at the right."""
    x = right - marks_width(marks)
    for mark in marks:
        box = QRectF(round(x), round(top), _width(mark), em(LINE))
        if mark.is_plain:
            painter.setFont(font(0.85, bold=True))
            painter.setPen(theme.colour("danger"))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, mark.text)
        elif mark.sign:
            _paint_tag(painter, mark, box, ratio)
        else:
            paint_pill(painter, _inside(box), mark.text)
        x += box.width() + em(GAP)


def _paint_tag(painter: QPainter, mark: Mark, box: QRectF, ratio: float) -> None:
    """Paint a sign and its words in a frame with corners, which sets it off from a pill by its shape."""
    inside, size = _inside(box), em(SIGN)
    rounded(painter, inside, theme.colour("background"), theme.colour("border"))
    sign = pixmap(mark.sign, theme.colour("text").name(), size, ratio)
    painter.drawPixmap(round(box.left() + em(0.35)), round(box.center().y() - size / 2), sign)
    painter.setFont(font(0.85))
    painter.setPen(theme.colour("text"))
    words = inside.adjusted(em(0.35) + size + em(0.25), 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, mark.text)


def _inside(box: QRectF) -> QRectF:
    height = pill_size("").height()
    return QRectF(box.left(), round(box.center().y() - height / 2), box.width(), height)


def _width(mark: Mark) -> int:
    if mark.sign:
        return QFontMetrics(font(0.85)).horizontalAdvance(mark.text) + em(SIGN) + em(1.0)
    if mark.is_plain:
        return QFontMetrics(font(0.85, bold=True)).horizontalAdvance(mark.text) + 2
    return pill_size(mark.text).width()
