"""A text set in lines of a given width, laid out once for each width and painted as often as wanted."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

MOST_WIDTHS = 8
"""A window being drawn wider asks for many."""


class _Lines(NamedTuple):
    layout: QTextLayout
    height: float
    last_line: float


class WrappedText:
    """Breaks between words, and inside a word only where it is longer than a whole line."""

    def __init__(self) -> None:
        self._text = ""
        self._font = QFont()
        self._known: dict[float, _Lines] = {}  # a layout asks at several widths before it paints at one of them

    def set(self, text: str, font: QFont) -> bool:
        """Take another text or font; return whether either is new."""
        if text == self._text and font == self._font:
            return False
        self._text, self._font = text, font
        self._known.clear()
        return True

    def height(self, width: float) -> float:
        """Return the height of the text at a width."""
        return self._lines(width).height

    def last_line(self, width: float) -> float:
        """Return how much of a width the last line takes."""
        return self._lines(width).last_line

    def paint(self, painter: QPainter, x: float, y: float, width: float) -> None:
        """Paint the text with its upper left corner at a point, in the painter's colour."""
        self._lines(width).layout.draw(painter, QPointF(x, y))

    def _lines(self, width: float) -> _Lines:
        known = self._known.get(width)
        if known is None:
            if len(self._known) >= MOST_WIDTHS:
                self._known.clear()
            known = self._known[width] = self._laid_out(width)
        return known

    def _laid_out(self, width: float) -> _Lines:
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(self._text, self._font)
        layout.setCacheEnabled(True)
        layout.setTextOption(option)
        layout.beginLayout()
        y = last = 0.0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 1.0))
            line.setPosition(QPointF(0, y))
            y += line.height()
            last = line.naturalTextWidth()
        layout.endLayout()
        return _Lines(layout, y, last)
