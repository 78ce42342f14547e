"""Bars show what is there, what is still possible and what is needed, without colour and without overlap."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.editions import small_edition

from eucles_desk.assessment.scoring import Points, score
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.drawing.bars import Box as BarBox
from eucles_desk.drawing.bars import hatch, needed_of, points_bar, share_bar
from eucles_desk.drawing.dimensions import bars_by_dimension, percent
from eucles_desk.drawing.measuring import estimate
from eucles_desk.drawing.shapes import Anchor, Drawing, Label, Line, Rectangle, Role
from eucles_desk.language import ENGLISH


def points(have: int, highest: int, available: int = 150) -> Points:
    judged = 31 if have == highest else 20
    return Points(Decimal(have), Decimal(available), Decimal(have), Decimal(highest), judged, 0, 31)


def span_of(label: Label) -> tuple[float, float]:
    width = estimate(label.text, label.size, label.bold)
    left = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[label.anchor]
    return label.position.x - left, label.position.x - left + width


def filled(drawing: Drawing, role: Role) -> list[Rectangle]:
    return [shape for shape in drawing.shapes if isinstance(shape, Rectangle) and shape.fill is role]


def test_the_bar_is_as_long_as_the_points_and_hatched_up_to_what_can_be_reached() -> None:
    drawing = points_bar(points(75, 120), Decimal(120), ENGLISH, 300)
    assert filled(drawing, Role.TRACK)[0].width == 300
    assert filled(drawing, Role.ACCENT)[0].width == pytest.approx(150)
    hatching = [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.stroke is Role.ACCENT]
    assert min(line.start.x for line in hatching) >= 150
    assert max(line.end.x for line in hatching) <= 240


def test_the_threshold_stands_at_its_share_and_is_named() -> None:
    drawing = points_bar(points(124, 124), Decimal(120), ENGLISH, 300)
    marks = [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.stroke is Role.THRESHOLD]
    assert [line.start.x for line in marks] == [pytest.approx(240)]
    assert "120 needed" in [shape.text for shape in drawing.shapes if isinstance(shape, Label)]


def test_the_description_states_the_finding() -> None:
    assert points_bar(points(124, 124), Decimal(120), ENGLISH, 300).description == "124 of 150 points. 120 are needed."
    assert points_bar(points(60, 90), None, ENGLISH, 300).description == (
        "60 of 150 points so far; 90 can still be reached."
    )
    assert share_bar(points(75, 75), Decimal(80), ENGLISH, 100, 12).description == (
        "50.0\N{NO-BREAK SPACE}% of 150 points. The mark stands at 80\N{NO-BREAK SPACE}%."
    )


def test_nothing_available_is_an_empty_bar() -> None:
    drawing = points_bar(points(0, 0, 0), None, ENGLISH, 100)
    assert filled(drawing, Role.ACCENT) == []
    assert share_bar(points(0, 0, 0), Decimal(80), ENGLISH, 100, 12).description == "No points are available."


@given(st.integers(0, 150), st.integers(0, 150), st.integers(0, 150), st.integers(120, 900))
def test_labels_lie_within_the_drawing_and_never_on_each_other(have: int, more: int, need: int, width: int) -> None:
    drawing = points_bar(points(have, min(150, have + more)), Decimal(need), ENGLISH, width)
    labels = [shape for shape in drawing.shapes if isinstance(shape, Label)]
    for label in labels:
        left, right = span_of(label)
        assert left >= -0.01
        assert right <= width + 0.01
    for row in {label.position.y for label in labels}:
        spans = sorted(span_of(label) for label in labels if label.position.y == row)
        assert all(first[1] <= second[0] + 0.01 for first, second in itertools.pairwise(spans))


@given(st.floats(1, 300), st.floats(2, 40))
def test_hatching_stays_in_its_box(width: float, height: float) -> None:
    box = BarBox(10, 20, width, height)
    for line in hatch(box, Role.ACCENT):
        for point in (line.start, line.end):
            assert 10 - 1e-6 <= point.x <= 10 + width + 1e-6
            assert 20 - 1e-6 <= point.y <= 20 + height + 1e-6


def test_a_share_has_one_decimal_so_that_it_is_not_rounded_up_to_the_threshold() -> None:
    assert percent(points(119, 119), ENGLISH) == "79.3\N{NO-BREAK SPACE}%"
    assert percent(points(120, 120), ENGLISH) == "80.0\N{NO-BREAK SPACE}%"
    assert percent(points(0, 0, 0), ENGLISH) == "\N{EN DASH}"


def test_each_dimension_has_its_bar_points_and_share() -> None:
    edition = small_edition()
    criteria = edition.criteria_of("gold")
    found = score(edition, "gold", {criterion.id: 4 for criterion in criteria})
    drawing = bars_by_dimension(edition, "gold", found, ENGLISH, 400)
    texts = [shape.text for shape in drawing.shapes if isinstance(shape, Label)]
    for key, of_it in found.dimensions.items():
        assert edition.dimensions[key].short.in_language("en") in texts
        assert f"{of_it.points}/{of_it.available}" in texts
    assert drawing.description.startswith("Share of the points by dimension: ")
    assert needed_of(edition, "gold", found.total) == 16


def test_when_nothing_counts_the_description_says_so() -> None:
    edition = small_edition()
    found = score(edition, "gold", {criterion.id: NOT_APPLICABLE for criterion in edition.criteria_of("gold")})
    assert bars_by_dimension(edition, "gold", found, ENGLISH, 400).description == "No dimension has points yet."
