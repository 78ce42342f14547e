"""A text set in lines of a given width, laid out once and painted as often as wanted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption


class WrappedText:
    """Breaks between words, and inside a word only where it is longer than a whole line."""

    def __init__(self) -> None:
        self._text = ""
        self._font = QFont()
        self._width = -1.0
        self._layout = QTextLayout()
        self._heights: dict[float, float] = {}
        self._last_lines: dict[float, float] = {}

    def set(self, text: str, font: QFont) -> bool:
        """Take another text or font; return whether either is new."""
        if text == self._text and font == self._font:
            return False
        self._text, self._font, self._width = text, font, -1.0
        self._heights.clear()
        self._last_lines.clear()
        return True

    def height(self, width: float) -> float:
        """Return the height of the text at a width."""
        if width not in self._heights:
            self._lay_out(width)
        return self._heights[width]

    def last_line(self, width: float) -> float:
        """Return how much of a width the last line takes."""
        if width not in self._last_lines:
            self._lay_out(width)
        return self._last_lines[width]

    def paint(self, painter: QPainter, x: float, y: float, width: float) -> None:
        """Paint the text with its upper left corner at a point, in the painter's colour."""
        if width != self._width:
            self._lay_out(width)
        self._layout.draw(painter, QPointF(x, y))

    def _lay_out(self, width: float) -> None:
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout = QTextLayout(self._text, self._font)
        self._layout.setCacheEnabled(True)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        y, last = 0.0, 0.0
        while True:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 1.0))
            line.setPosition(QPointF(0, y))
            y += line.height()
            last = line.naturalTextWidth()
        self._layout.endLayout()
        self._width, self._heights[width], self._last_lines[width] = width, y, last
