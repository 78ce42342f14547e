"""Charts on screen: every shape is painted in its colour, and screen readers hear the description."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.gold import ROOT

from eucles_desk.assessment.scoring import Points
from eucles_desk.drawing.bars import points_bar
from eucles_desk.drawing.shapes import Anchor, Circle, Drawing, Label, Line, Point, Polygon, Rectangle, Role, Shape
from eucles_desk.language import ENGLISH
from eucles_desk.ui import theme
from eucles_desk.ui.drawing_view import DrawingView, measure, text_size


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> Iterator[None]:
    theme.set_up(ROOT / "resources")
    theme.apply("light", 100)
    yield
    theme.apply("light", 100)


def shown(qtbot: QtBot, *shapes: Shape) -> QImage:
    view = DrawingView(lambda width: Drawing(width, 40, shapes, "A chart."))
    qtbot.addWidget(view)
    view.resize(100, 40)
    return view.grab().toImage()


def colours_in(image: QImage) -> set[str]:
    ratio = image.devicePixelRatio()
    width, height = round(100 * ratio), round(40 * ratio)
    return {QColor(image.pixel(x, y)).name() for x in range(width) for y in range(height)}


@pytest.mark.parametrize(
    "shape",
    [
        Line(Point(10, 20), Point(90, 20), Role.THRESHOLD, 4),
        Rectangle(10, 10, 50, 20, Role.THRESHOLD),
        Rectangle(10, 10, 50, 20, stroke=Role.THRESHOLD, line_width=4),
        Polygon((Point(10, 10), Point(60, 10), Point(30, 30)), Role.THRESHOLD),
        Polygon((Point(10, 10), Point(60, 10)), stroke=Role.THRESHOLD, line_width=6, closed=False),
        Circle(Point(50, 20), 12, Role.THRESHOLD),
        Label(Point(50, 30), "III", Role.THRESHOLD, 24, bold=True, anchor=Anchor.MIDDLE),
    ],
)
def test_each_shape_is_painted_in_the_colour_of_its_role(qtbot: QtBot, shape: Shape) -> None:
    assert theme.colours().threshold in colours_in(shown(qtbot, shape))


def test_colours_follow_the_theme(qtbot: QtBot) -> None:
    view = DrawingView(lambda width: Drawing(width, 40, (Rectangle(0, 0, 90, 40, Role.ACCENT),), "A chart."))
    qtbot.addWidget(view)
    view.resize(100, 40)
    theme.apply("dark", 100)

    assert theme.colours().accent == theme.DARK.accent
    assert theme.DARK.accent in colours_in(view.grab().toImage())


def test_the_description_is_what_a_screen_reader_hears(qtbot: QtBot) -> None:
    view = DrawingView()
    qtbot.addWidget(view)
    points = Points(Decimal(74), Decimal(150), Decimal(74), Decimal(135), 17, 0, 31)
    view.show_drawing(lambda width: points_bar(points, Decimal(120), ENGLISH, width, measure=measure))

    assert view.accessibleDescription().startswith("74 of 150 points so far; 135 can still be reached.")


def test_the_height_follows_the_width(qtbot: QtBot) -> None:
    points = Points(Decimal(74), Decimal(150), Decimal(74), Decimal(135), 17, 0, 31)
    view = DrawingView(
        lambda width: points_bar(points, Decimal(120), ENGLISH, width, measure=measure, text_size=text_size())
    )
    qtbot.addWidget(view)

    assert view.heightForWidth(120) > view.heightForWidth(600)


def test_bars_grow_with_the_text(qtbot: QtBot) -> None:
    points = Points(Decimal(74), Decimal(150), Decimal(74), Decimal(74), 31, 0, 31)
    view = DrawingView(lambda width: points_bar(points, None, ENGLISH, width, measure=measure, text_size=text_size()))
    qtbot.addWidget(view)
    view.resize(400, 100)

    def height_of_bar() -> float:
        image = view.grab().toImage()
        column = [QColor(image.pixel(2, y)).name() for y in range(image.height())]
        return column.count(theme.colours().accent) / image.devicePixelRatio()

    usual = height_of_bar()
    theme.apply("light", 200)
    assert usual > 8
    assert height_of_bar() >= 1.9 * usual


def test_a_view_without_a_drawing_paints_nothing(qtbot: QtBot) -> None:
    view = DrawingView()
    qtbot.addWidget(view)
    view.resize(100, 40)
    view.grab()

    assert view.drawing() is None
