"""The signs that rows and cards share: how a level looks wherever it is shown."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.ui import theme
from eucles_desk.ui.workspace.rows import Tone

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Level

ROUND: Final = 0.3
"""Corners of small marks, in multiples of the text size."""

TONES: Final = {
    Tone.NONE: ("hover", "muted"),
    Tone.GOOD: ("good_soft", "good"),
    Tone.FAIR: ("warning_soft", "warning"),
    Tone.BELOW: ("danger_soft", "danger"),
}


@lru_cache(maxsize=256)
def em(times: float = 1.0) -> int:
    """Return a length as :func:`theme.em` does, remembered until the theme changes: painting asks often."""
    return theme.em(times)


@lru_cache(maxsize=32)
def font(scale: float = 1.0, *, bold: bool = False) -> QFont:
    """Return a font as :func:`theme.font` does, remembered until the theme changes; it must not be altered."""
    return theme.font(scale, bold=bold)


def forget_sizes() -> None:
    """Measure anew, after the text size has changed."""
    em.cache_clear()
    font.cache_clear()


theme.notifier().changed.connect(forget_sizes)


def rounded(painter: QPainter, rect: QRectF, fill: QColor | None, edge: QColor | None = None, width: float = 1) -> None:
    """Paint a rectangle with round corners whose edge lies inside it."""
    inset = width / 2 if edge is not None else 0.0
    painter.setPen(QPen(edge, width) if edge is not None else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    radius = em(0.45)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def paint_level(painter: QPainter, rect: QRectF, level: Level, tone: Tone, *, is_entry: bool = False) -> None:
    """Paint a level as a badge: its number, a check for an entry condition met, a circle or a dash for none."""
    fill, ink = (theme.colour(role) for role in TONES[tone])
    radius = em(ROUND)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, radius, radius)
    if level is None or level is NOT_APPLICABLE:
        _paint_none(painter, rect, level, ink)
    elif is_entry and tone is Tone.GOOD:
        _paint_check(painter, rect, ink)
    else:
        painter.setFont(font(0.88, bold=True))
        painter.setPen(ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(level))


def pill_size(text: str) -> QSize:
    """Return the size of a pill."""
    metrics = QFontMetrics(font(0.85, bold=True))
    return QSize(metrics.horizontalAdvance(text) + em(1.2), metrics.height() + em(0.25))


def paint_pill(painter: QPainter, rect: QRectF, text: str) -> None:
    """Paint a short word in a frame that shows on any ground."""
    painter.setPen(QPen(theme.colour("accent"), 1))
    painter.setBrush(theme.colour("background"))
    inside = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inside, inside.height() / 2, inside.height() / 2)
    painter.setPen(theme.colour("text"))
    painter.setFont(font(0.85, bold=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def paint_focus(painter: QPainter, rect: QRectF) -> None:
    """Paint the frame of what the keyboard is on."""
    rounded(painter, rect, None, theme.colour("focus"), 2)


def _paint_none(painter: QPainter, rect: QRectF, level: Level, ink: QColor) -> None:
    painter.setPen(QPen(ink, max(1.4, rect.height() / 13)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    centre, reach = rect.center(), rect.height() * 0.2
    if level is None:
        painter.drawEllipse(centre, reach, reach)
    else:
        painter.drawLine(centre - QPointF(reach, 0), centre + QPointF(reach, 0))


def _paint_check(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    pen = QPen(ink, max(1.6, rect.height() / 11))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    centre, unit = rect.center(), rect.height() * 0.1
    painter.drawPolyline(
        [
            centre + QPointF(-2.2 * unit, 0.2 * unit),
            centre + QPointF(-0.6 * unit, 1.8 * unit),
            centre + QPointF(2.4 * unit, -1.8 * unit),
        ]
    )
