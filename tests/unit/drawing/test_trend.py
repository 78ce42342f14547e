"""The trend shows each assessment at its place, with its value and the threshold written beside them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.drawing.measuring import estimate
from eucles_desk.drawing.shapes import Anchor, Circle, Drawing, Label, Line, Point, Polygon, Role
from eucles_desk.drawing.trend import Result, trend, trend_sentence
from eucles_desk.language import ENGLISH

NEEDED = Decimal(80)
THREE = [Result("2021-12", Decimal("74.7")), Result("2023-12", Decimal("78.7")), Result("2025-12", Decimal("82.7"))]


def labels(drawing: Drawing) -> dict[str, Label]:
    return {shape.text: shape for shape in drawing.shapes if isinstance(shape, Label)}


def points(drawing: Drawing) -> list[Point]:
    return [shape.centre for shape in drawing.shapes if isinstance(shape, Circle)]


def test_each_result_is_a_point_named_with_its_value_and_month() -> None:
    drawing = trend(THREE, NEEDED, ENGLISH, 471)
    named = labels(drawing)
    for point, result in zip(points(drawing), THREE, strict=True):
        assert named[ENGLISH.percent(result.percent)].position.x == point.x
        assert named[ENGLISH.month(result.month)].position.x == point.x
    (line,) = [shape for shape in drawing.shapes if isinstance(shape, Polygon)]
    assert list(line.points) == points(drawing)
    assert not line.closed


def test_the_threshold_is_dashed_named_and_between_those_below_and_above_it() -> None:
    drawing = trend(THREE, NEEDED, ENGLISH, 471)
    (line,) = [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.stroke is Role.THRESHOLD]
    assert line.dash
    assert "80\N{NO-BREAK SPACE}% needed" in labels(drawing)
    first, second, third = points(drawing)
    assert third.y < line.start.y < second.y < first.y


def test_a_value_stands_away_from_the_threshold_unless_the_line_runs_there() -> None:
    def places(*percents: str) -> list[bool]:
        results = [Result(f"20{20 + 2 * i}-12", Decimal(percent)) for i, percent in enumerate(percents)]
        drawing = trend(results, NEEDED, ENGLISH, 471)
        named = labels(drawing)
        return [
            named[ENGLISH.percent(result.percent)].position.y < point.y
            for point, result in zip(points(drawing), results, strict=True)
        ]

    assert places("74.7", "82.7") == [False, True]
    assert places("30.0", "98.0", "20.0", "81.0") == [False, True, False, True]


def test_the_description_states_the_finding() -> None:
    assert trend_sentence(THREE, NEEDED, ENGLISH).replace("\N{NO-BREAK SPACE}", " ") == (
        "Share of the points: December 2021 74.7 %, December 2023 78.7 % and December 2025 82.7 %. "
        "4.0 percentage points more than last time. The 80 % that are needed are reached."
    )
    fallen = [THREE[2], Result("2027-12", Decimal("79.9"))]
    assert "2.8 percentage points less than last time." in trend_sentence(fallen, NEEDED, ENGLISH)
    assert trend_sentence(fallen, NEEDED, ENGLISH).endswith("that are needed are not reached.")
    assert "the same as last time" in trend_sentence([THREE[2], THREE[2]], None, ENGLISH)


def test_time_is_drawn_as_it_passed_as_long_as_the_months_can_be_read() -> None:
    first, second, third = points(trend([THREE[0], Result("2024-06", Decimal(75)), THREE[2]], NEEDED, ENGLISH, 471))
    assert second.x - first.x == pytest.approx((third.x - second.x) * 30 / 18)
    close = [THREE[0], Result("2022-01", Decimal(75)), THREE[2]]
    first, second, third = points(trend(close, NEEDED, ENGLISH, 471))
    assert second.x - first.x == pytest.approx(third.x - second.x)


@given(
    st.lists(
        st.builds(Result, st.sampled_from(["2019-01", "2020-06", "2024-12"]), st.decimals(0, 100, places=1)),
        min_size=1,
        max_size=5,
    ),
    st.none() | st.integers(1, 100).map(Decimal),
)
def test_everything_lies_in_the_drawing(results: list[Result], needed: Decimal | None) -> None:
    results = sorted(results)
    drawing = trend(results, needed, ENGLISH, 471)
    for point in points(drawing):
        assert 0 <= point.x <= drawing.width
        assert 0 <= point.y <= drawing.height
    for label in (shape for shape in drawing.shapes if isinstance(shape, Label)):
        wide = estimate(label.text, label.size, label.bold)
        left = label.position.x - {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[label.anchor]
        assert left >= -1
        assert left + wide <= drawing.width + 1
        assert label.position.y - label.size * 0.75 >= 0
        assert label.position.y <= drawing.height
