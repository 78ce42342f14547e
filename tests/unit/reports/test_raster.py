"""A drawing made of pixels shows what the drawing says: the shapes where they are, in the colours of their roles."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops
from support.gold import ROOT

from eucles_desk.drawing.shapes import (
    Anchor,
    Circle,
    Drawing,
    Label,
    Line,
    Point,
    Polygon,
    Rectangle,
    Role,
    Shape,
)
from eucles_desk.reports.fonts import Printable, register
from eucles_desk.reports.paint import Palette
from eucles_desk.reports.raster import PIXELS, picture

FONTS = ROOT / "resources" / "fonts"
WHITE = (255, 255, 255)
ACCENT = (0x24, 0x77, 0xB3)
THRESHOLD = (0xB1, 0x28, 0x1E)


def painted(*shapes: Shape, palette: Palette | None = None) -> Image.Image:
    register(FONTS)
    content = picture(Drawing(40, 20, shapes, "A drawing."), palette or Palette(), FONTS, Printable())
    return Image.open(io.BytesIO(content))


def at(image: Image.Image, x: float, y: float) -> object:
    return image.getpixel((round(x * PIXELS), round(y * PIXELS)))


def test_a_drawing_has_its_size_on_a_white_ground() -> None:
    image = painted()
    assert image.size == (40 * PIXELS, 20 * PIXELS)
    assert image.getcolors() == [(40 * 20 * PIXELS**2, WHITE)]


@pytest.mark.parametrize(
    ("shape", "inside", "outside"),
    [
        (Line(Point(5, 10), Point(35, 10), Role.ACCENT, 4), (20, 10), (20, 15)),
        (Rectangle(10, 5, 20, 10, fill=Role.ACCENT), (12, 7), (8, 7)),
        (Rectangle(10, 5, 20, 10, stroke=Role.ACCENT, line_width=2), (10, 10), (20, 10)),
        (Polygon((Point(5, 18), Point(35, 18), Point(20, 2)), fill=Role.ACCENT), (20, 12), (6, 4)),
        (Polygon((Point(5, 5), Point(35, 5)), stroke=Role.ACCENT, line_width=3, closed=False), (20, 5), (20, 10)),
        (Circle(Point(20, 10), 5, fill=Role.ACCENT), (20, 10), (26, 10)),
        (Circle(Point(20, 10), 5, stroke=Role.ACCENT, line_width=2), (25, 10), (20, 10)),
    ],
)
def test_a_shape_stands_where_it_says(shape: Shape, inside: tuple[float, float], outside: tuple[float, float]) -> None:
    image = painted(shape)
    assert at(image, *inside) == ACCENT
    assert at(image, *outside) == WHITE


def test_a_broken_line_has_gaps() -> None:
    image = painted(Line(Point(0, 10), Point(40, 10), Role.ACCENT, 4, dash=(5, 5)))
    assert [at(image, x, 10) for x in (2, 7, 12, 17)] == [ACCENT, WHITE, ACCENT, WHITE]


def test_later_shapes_cover_earlier_ones() -> None:
    whole = Rectangle(0, 0, 40, 20, fill=Role.ACCENT)
    image = painted(whole, Rectangle(10, 5, 5, 5, fill=Role.THRESHOLD))
    assert (at(image, 12, 7), at(image, 30, 7)) == (THRESHOLD, ACCENT)


@pytest.mark.parametrize(("anchor", "side"), [(Anchor.START, 1), (Anchor.END, -1)])
def test_a_text_stands_at_its_end(anchor: Anchor, side: int) -> None:
    image = painted(Label(Point(20, 14), "MM", Role.TEXT, 8, anchor=anchor)).convert("L")
    left, _top, right, _bottom = ImageChops.invert(image).getbbox() or (0, 0, 0, 0)
    assert left < right
    assert all((x / PIXELS - 20) * side > -1 for x in (left, right))


def test_the_accent_is_that_of_the_document() -> None:
    image = painted(Rectangle(0, 0, 40, 20, fill=Role.ACCENT), palette=Palette("#112233"))
    assert at(image, 20, 10) == (0x11, 0x22, 0x33)


def test_the_same_drawing_gives_the_same_bytes() -> None:
    register(FONTS)
    drawing = Drawing(40, 20, (Label(Point(2, 10), "text"), Circle(Point(30, 10), 4, fill=Role.SECOND)), "A drawing.")
    files = {picture(drawing, Palette(), FONTS, Printable()) for _ in range(2)}
    assert len(files) == 1


def test_a_sign_that_the_fonts_lack_is_noted() -> None:
    register(FONTS)
    printable = Printable()
    picture(Drawing(40, 20, (Label(Point(2, 10), "\N{GRINNING FACE}"),), "A drawing."), Palette(), FONTS, printable)
    assert printable.missing == ("\N{GRINNING FACE}",)
