"""Points one under the other, each with its sign and its lines indented alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.workspace.painting import em
from eucles_desk.ui.workspace.wrapped import WrappedText

if TYPE_CHECKING:
    from collections.abc import Sequence

BULLET = "\N{BULLET}"


class Point(NamedTuple):
    """A text with the sign before it; ``spoken`` says what the sign means where that matters."""

    text: str
    sign: str = BULLET
    spoken: str = ""


class PointList(QWidget):
    """Shows points; a screen reader hears them as one text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[Point, ...] = ()
        self._texts: list[WrappedText] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def points(self) -> tuple[Point, ...]:
        """The points shown."""
        return self._points

    @property
    def indent(self) -> int:
        """How far the texts are set in: past the widest sign, and then a gap."""
        widest = max((self.fontMetrics().horizontalAdvance(point.sign) for point in self._points), default=0)
        return max(em(1), widest + em(0.35))

    def show_points(self, points: Sequence[Point]) -> None:
        """Show other points."""
        if tuple(points) == self._points:
            return
        self._points = tuple(points)
        self._texts = [WrappedText() for _point in points]
        self._set_fonts()
        self.setAccessibleName("\n".join(f"{point.spoken}{point.text}" for point in points))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Say that narrower lists are higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all points at a width."""
        gaps = em(0.2) * max(len(self._texts) - 1, 0)
        return round(sum(text.height(width - self.indent) for text in self._texts)) + gaps

    def sizeHint(self) -> QSize:
        """Return a width that lets the layout decide."""
        return QSize(em(16), em(1.4) * len(self._points))

    def minimumSizeHint(self) -> QSize:
        """Let the list become narrow."""
        return QSize(em(8), em(1.4))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the points."""
        painter = QPainter(self)
        y, indent = 0.0, self.indent
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        for point, text in zip(self._points, self._texts, strict=True):
            painter.setPen(theme.colour("muted"))
            painter.drawText(0, round(y), indent, em(1.6), top, point.sign)
            painter.setPen(theme.colour("text"))
            text.paint(painter, indent, y, self.width() - indent)
            y += text.height(self.width() - indent) + em(0.2)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Fit another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_fonts()
            self.updateGeometry()

    def _set_fonts(self) -> None:
        for point, text in zip(self._points, self._texts, strict=True):
            text.set(point.text, self.font())
