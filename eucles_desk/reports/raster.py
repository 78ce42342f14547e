"""Paints drawings as pictures made of pixels, for files that cannot hold vectors."""

from __future__ import annotations

import io
import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont

from eucles_desk.drawing.shapes import Anchor, Circle, Drawing, Label, Line, Point, Polygon, Rectangle, Role, Shape
from eucles_desk.reports.fonts import FILES, Printable, face, measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from eucles_desk.reports.paint import Palette

PIXELS: Final = 3
"""Pixels for a point: sharp enough in print."""
FINER: Final = 2
"""How much finer the picture is painted before it is brought to size, so that slanted lines are smooth."""
SCALE: Final = PIXELS * FINER
ANCHORS: Final = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}


def picture(drawing: Drawing, palette: Palette, fonts: Path, printable: Printable) -> bytes:
    """Return the drawing as a PNG file; the same drawing gives the same bytes.

    The fonts must have been registered; ``printable`` notes the characters that they do not have.
    """
    size = (math.ceil(drawing.width) * SCALE, math.ceil(drawing.height) * SCALE)
    image = Image.new("RGB", size, _colour(palette, Role.BACKGROUND))
    painter = _Painter(ImageDraw.Draw(image), palette, fonts, printable)
    for shape in drawing.shapes:
        painter.paint(shape)
    file = io.BytesIO()
    image.reduce(FINER).save(file, "PNG", dpi=(72 * PIXELS, 72 * PIXELS))
    return file.getvalue()


class _Painter:
    """Paints shapes on a picture of :data:`SCALE` pixels for a point."""

    def __init__(self, draw: ImageDraw.ImageDraw, palette: Palette, fonts: Path, printable: Printable) -> None:
        self._draw, self._palette, self._fonts, self._printable = draw, palette, fonts, printable

    def paint(self, shape: Shape) -> None:
        """Paint one shape."""
        match shape:
            case Line():
                self._line((shape.start, shape.end), shape.stroke, shape.width, shape.dash)
            case Rectangle():
                self._rectangle(shape)
            case Polygon():
                self._polygon(shape)
            case Circle():
                self._circle(shape)
            case Label():
                self._label(shape)

    def _line(self, points: Sequence[Point], stroke: Role, width: float, dash: tuple[float, ...]) -> None:
        for part in _dashes(points, dash) if dash else [points]:
            scaled = [(point.x * SCALE, point.y * SCALE) for point in part]
            self._draw.line(scaled, self._ink(stroke), _width(width), joint="curve" if len(part) > 2 else None)

    def _rectangle(self, shape: Rectangle) -> None:
        edge = shape.line_width / 2 if shape.stroke else 0.0
        box = (shape.x - edge, shape.y - edge, shape.x + shape.width + edge, shape.y + shape.height + edge)
        self._draw.rectangle(_box(*box), self._fill(shape.fill), self._fill(shape.stroke), _width(shape.line_width))

    def _polygon(self, shape: Polygon) -> None:
        if shape.fill and len(shape.points) > 1:
            self._draw.polygon([(point.x * SCALE, point.y * SCALE) for point in shape.points], self._ink(shape.fill))
        if shape.stroke:
            # The first line once more at the end, so that the last corner is joined as the others are.
            points = (*shape.points, *shape.points[:2]) if shape.closed else shape.points
            self._line(points, shape.stroke, shape.line_width, shape.dash)

    def _circle(self, shape: Circle) -> None:
        (x, y), radius = shape.centre, shape.radius + (shape.line_width / 2 if shape.stroke else 0.0)
        box = _box(x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse(box, self._fill(shape.fill), self._fill(shape.stroke), _width(shape.line_width))

    def _label(self, shape: Label) -> None:
        text = self._printable(shape.text)
        left = shape.position.x - measure(text, shape.size, shape.bold) * ANCHORS[shape.anchor]
        font = _font(str(self._fonts / FILES[face(bold=shape.bold)]), shape.size)
        self._draw.text((left * SCALE, shape.position.y * SCALE), text, self._ink(shape.role), font, anchor="ls")

    def _ink(self, role: Role) -> tuple[int, int, int]:
        return _colour(self._palette, role)

    def _fill(self, role: Role | None) -> tuple[int, int, int] | None:
        return None if role is None else self._ink(role)


def _colour(palette: Palette, role: Role) -> tuple[int, int, int]:
    red, green, blue = (round(part * 255) for part in palette[role].rgb())
    return red, green, blue


def _width(width: float) -> int:
    return max(round(width * SCALE), 1)


def _box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    """Return the corners as Pillow counts them: the last pixel still belongs to the shape."""
    last = 1.0
    return (left * SCALE, top * SCALE, max(right * SCALE - last, left * SCALE), max(bottom * SCALE - last, top * SCALE))


def _dashes(points: Sequence[Point], dash: tuple[float, ...]) -> Iterator[tuple[Point, Point]]:
    """Yield the strokes of a broken line; the pattern runs on around corners."""
    lengths = dash if len(dash) % 2 == 0 else dash * 2
    index, left = 0, lengths[0]
    for start, end in pairwise(points):
        whole, done = math.dist(start, end), 0.0
        while whole - done > 1e-6:
            step = min(left, whole - done)
            if index % 2 == 0:
                yield _between(start, end, done / whole), _between(start, end, (done + step) / whole)
            done, left = done + step, left - step
            if left <= 1e-6:
                index = (index + 1) % len(lengths)
                left = max(lengths[index], 1e-3)


def _between(start: Point, end: Point, part: float) -> Point:
    return Point(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part)


@lru_cache(maxsize=32)
def _font(file: str, size: float) -> ImageFont.FreeTypeFont:
    # Pillow's simple layout sets letters by their widths only, as the paper does, and never asks for another library.
    return ImageFont.truetype(file, size * SCALE, layout_engine=ImageFont.Layout.BASIC)
