"""Paints the drawing model's charts on screen, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from eucles_desk.drawing.shapes import Anchor, Circle, Drawing, Label, Line, Polygon, Rectangle, Role, Shape
from eucles_desk.ui import theme

Build = Callable[[float], Drawing]
"""Makes a drawing for a width, in units that are pixels at the usual text size."""
USUAL_EM = 13
"""The text size in pixels at which a unit of a drawing is a pixel: bars, marks and lines grow with the text."""


class DrawingView(QWidget):
    """Shows one drawing, made anew for each width and text size; a screen reader hears its description."""

    def __init__(self, build: Build | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build = build
        self._least = 0
        self._made: dict[int, Drawing] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier().changed.connect(self._on_theme_changed)

    def show_drawing(self, build: Build) -> None:
        """Show a drawing; ``build`` is called for the width that there is, and again when that changes."""
        height = self.heightForWidth(self.width()) if self._build else -1
        self._build = build
        self._made.clear()
        self._describe()
        if self.heightForWidth(self.width()) != height:
            self.updateGeometry()
        self.update()

    def set_least_width(self, width: int) -> None:
        """Say how narrow the drawing may become."""
        self._least = width
        self.updateGeometry()

    def drawing(self) -> Drawing | None:
        """Return the drawing as it is shown."""
        return self._at(max(self.width(), self._least, 1))

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the drawing at a width."""
        made = self._at(max(width, 1))
        return 0 if made is None else round(made.height * unit() + 0.5)

    def sizeHint(self) -> QSize:
        """Return a size to begin with."""
        width = max(self.width(), self._least, theme.em(16))
        return QSize(max(self._least, theme.em(16)), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(self._least, self.heightForWidth(max(self.width(), self._least, 1)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shapes in their order."""
        made = self.drawing()
        if made is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(unit(), unit())
        for shape in made.shapes:
            paint_shape(painter, shape)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._on_theme_changed()

    def _at(self, width: int) -> Drawing | None:
        if self._build is None:
            return None
        made = self._made.get(width)
        if made is None:
            if len(self._made) > 4:
                self._made.clear()
            made = self._made[width] = self._build(width / unit())
        return made

    def _describe(self) -> None:
        made = self.drawing()
        if made is not None and self.accessibleDescription() != made.description:
            self.setAccessibleDescription(made.description)
            self.setToolTip(made.description)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._made.clear()
        _font.cache_clear()
        self._describe()
        self.updateGeometry()
        self.update()


def unit() -> float:
    """Return how many pixels a unit of a drawing has."""
    return theme.em() / USUAL_EM


def measure(text: str, size: float, bold: bool, /) -> float:
    """Return the width of a text as it is painted here."""
    painted = _font(QApplication.font().family(), size * unit(), bold)
    return QFontMetricsF(painted).horizontalAdvance(text) / unit()


def text_size() -> float:
    """Return the size of a drawing's texts that goes with the window's own."""
    return theme.em(0.9) / unit()


def paint_shape(painter: QPainter, shape: Shape) -> None:
    """Paint one shape."""
    match shape:
        case Line():
            painter.setPen(_pen(shape.stroke, shape.width, shape.dash))
            painter.drawLine(QLineF(*shape.start, *shape.end))
        case Rectangle():
            _dress(painter, shape.fill, shape.stroke, shape.line_width)
            painter.drawRect(QRectF(shape.x, shape.y, shape.width, shape.height))
        case Circle():
            _dress(painter, shape.fill, shape.stroke, shape.line_width)
            painter.drawEllipse(QPointF(*shape.centre), shape.radius, shape.radius)
        case Polygon():
            _paint_polygon(painter, shape)
        case Label():
            _paint_label(painter, shape)


def _paint_polygon(painter: QPainter, shape: Polygon) -> None:
    points = QPolygonF([QPointF(*point) for point in shape.points])
    _dress(painter, shape.fill, shape.stroke, shape.line_width, shape.dash)
    if shape.closed:
        painter.drawPolygon(points)
    else:
        painter.drawPolyline(points)


def _paint_label(painter: QPainter, shape: Label) -> None:
    """Paint a text in pixels, as it was measured."""
    font = _font(QApplication.font().family(), shape.size * unit(), shape.bold)
    x, y = (at * unit() for at in shape.position)
    if shape.anchor is not Anchor.START:
        width = QFontMetricsF(font).horizontalAdvance(shape.text)
        x -= width / 2 if shape.anchor is Anchor.MIDDLE else width
    painter.save()
    painter.scale(1 / unit(), 1 / unit())
    painter.setFont(font)
    painter.setPen(theme.colour(shape.role.value))
    painter.drawText(QPointF(x, y), shape.text)
    painter.restore()


def _dress(
    painter: QPainter, fill: Role | None, stroke: Role | None, width: float, dash: tuple[float, ...] = ()
) -> None:
    painter.setBrush(theme.colour(fill.value) if fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(stroke, width, dash) if stroke is not None else QPen(Qt.PenStyle.NoPen))


def _pen(stroke: Role, width: float, dash: tuple[float, ...]) -> QPen:
    pen = QPen(theme.colour(stroke.value), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash:
        pen.setDashPattern([length / max(width, 0.1) for length in dash])
    return pen


@lru_cache(maxsize=32)
def _font(family: str, size: float, bold: bool) -> QFont:  # a cache key, not a choice
    font = QFont(family)
    font.setPixelSize(max(1, round(size)))
    font.setBold(bold)
    return font
