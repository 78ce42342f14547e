"""The scale of a criterion shows level, minimum, last time and peers by shape; its key uses the same marks."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.values import Level, Spread
from eucles_desk.drawing.level_plot import Reading, Scale, level_key, level_plot, scale_header
from eucles_desk.drawing.measuring import estimate
from eucles_desk.drawing.shapes import Circle, Drawing, Label, Line, Polygon, Rectangle, Role, Shape
from eucles_desk.language import ENGLISH

SCALE = Scale(0, 5)
ALL = Reading(4, 3, 4, Spread(Decimal(4), Decimal(3), Decimal(5)))
LEVELS: list[Level] = [None, NOT_APPLICABLE, 0, 1, 2, 3, 4, 5]


def plot(reading: Reading) -> Drawing:
    return level_plot(reading, SCALE, ENGLISH)


def without_colour(drawing: Drawing) -> tuple[Shape, ...]:
    """Return the shapes as a reader of a grey print tells them apart: filled or not, but in no colour."""
    found: list[Shape] = []
    for shape in drawing.shapes:
        match shape:
            case Circle() | Polygon() | Rectangle():
                fill = Role.TEXT if shape.fill not in {None, Role.BACKGROUND} else None
                found.append(replace(shape, fill=fill, stroke=Role.TEXT if shape.stroke else None))
            case Line():
                found.append(replace(shape, stroke=Role.TEXT))
            case Label():
                found.append(shape)
    return tuple(found)


def test_every_level_and_both_marks_look_different_without_colour() -> None:
    assert len({without_colour(plot(Reading(level, 3, 3))) for level in LEVELS}) == len(LEVELS)


def test_each_mark_has_a_height_of_its_own_so_that_none_hides_another_at_the_same_level() -> None:
    shapes = plot(Reading(4, 4, 4, Spread(Decimal(4), Decimal(4), Decimal(4)))).shapes
    ring, dot = (
        next(s for s in shapes if isinstance(s, Circle) and s.fill is fill) for fill in (Role.BACKGROUND, Role.ACCENT)
    )
    (minimum,) = [s for s in shapes if isinstance(s, Polygon)]
    (band,) = [s for s in shapes if isinstance(s, Rectangle)]
    (median,) = [s for s in shapes if isinstance(s, Line) and s.stroke is Role.SECOND]
    assert {ring.centre.x, dot.centre.x, median.start.x, minimum.points[0].x} == {SCALE.at(4)}
    assert band.x < SCALE.at(4) < band.x + band.width
    heights = [
        (ring.centre.y - ring.radius, ring.centre.y + ring.radius),
        (dot.centre.y - dot.radius, dot.centre.y + dot.radius),
        (min(point.y for point in minimum.points), max(point.y for point in minimum.points)),
        (median.start.y, median.end.y),
    ]
    assert all(upper[1] < lower[0] for upper, lower in itertools.pairwise(heights)), heights
    assert median.start.y < band.y < band.y + band.height < median.end.y


def test_the_band_spans_the_quartiles_and_is_left_out_where_they_are_not_known() -> None:
    (band,) = [shape for shape in plot(ALL).shapes if isinstance(shape, Rectangle)]
    assert (band.x, band.x + band.width) == (SCALE.at(3), SCALE.at(5))
    alone = plot(Reading(4, peers=Spread(Decimal("3.5"))))
    assert not any(isinstance(shape, Rectangle) for shape in alone.shapes)
    assert any(isinstance(shape, Line) and shape.start.x == SCALE.at(3.5) for shape in alone.shapes)


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (ALL, "Level 4 of 5. The minimum is 3. Last time 4. Peers: 4 (3 to 5)."),
        (Reading(0), "Level 0 of 5."),
        (Reading(None, 3, NOT_APPLICABLE), "Not looked at. The minimum is 3. Last time not applicable."),
        (Reading(NOT_APPLICABLE, peers=Spread(Decimal("2.5"))), "Not applicable. Peers: 2.5."),
    ],
)
def test_the_description_says_every_figure(reading: Reading, said: str) -> None:
    assert plot(reading).description == said


@given(
    st.sampled_from(LEVELS),
    st.none() | st.integers(0, 5),
    st.sampled_from(LEVELS),
    st.lists(st.decimals(-3, 9, places=2), min_size=3, max_size=3).map(sorted),
)
def test_every_mark_lies_in_the_drawing(level: Level, minimum: int | None, last: Level, spread: list[Decimal]) -> None:
    first, median, third = spread
    drawing = plot(Reading(level, minimum, last, Spread(median, first, third)))
    for x, y in itertools.chain.from_iterable(map(corners, drawing.shapes)):
        assert -0.01 <= x <= drawing.width + 0.01
        assert -0.01 <= y <= drawing.height + 0.01


def corners(shape: Shape) -> list[tuple[float, float]]:
    match shape:
        case Circle(centre, radius):
            return [(centre.x - radius, centre.y - radius), (centre.x + radius, centre.y + radius)]
        case Line(start, end):
            return [start, end]
        case Polygon(points):
            return list(points)
        case Rectangle(x, y, width, height):
            return [(x, y), (x + width, y + height)]
        case Label(position):
            return [position]


def test_the_numbers_stand_above_their_levels() -> None:
    header = scale_header(SCALE, ENGLISH)
    labels = [shape for shape in header.shapes if isinstance(shape, Label)]
    assert [(label.text, label.position.x) for label in labels] == [(str(n), SCALE.at(n)) for n in range(6)]
    assert header.width == plot(ALL).width
    assert header.description == "Scale from 0 to 5"


def test_the_key_names_only_the_marks_that_are_used() -> None:
    def names(*, minimum: bool, last: bool, peers: bool) -> list[str]:
        key = level_key(ENGLISH, 471, minimum=minimum, last=last, peers=peers)
        return [shape.text for shape in key.shapes if isinstance(shape, Label)]

    assert names(minimum=False, last=False, peers=False) == ["level now"]
    assert names(minimum=True, last=True, peers=True) == [
        "last time",
        "level now",
        "minimum",
        "median of peers",
        "middle half of peers",
    ]


@pytest.mark.parametrize("width", [120, 260, 471])
def test_the_key_takes_another_row_rather_than_leave_its_width(width: float) -> None:
    key = level_key(ENGLISH, width, minimum=True, last=True, peers=True)
    labels = [shape for shape in key.shapes if isinstance(shape, Label)]
    assert all(label.position.x + estimate(label.text, label.size, False) <= width + 1 for label in labels)
    assert max(label.position.y for label in labels) < key.height
