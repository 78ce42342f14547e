from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from support.editions import small_edition
from support.gold import levels_for, public_edition
from support.rules import cases, completions, editions

from eucles_desk.assessment.scoring import Points, Score, points_of, score
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.values import Level
from eucles_desk.scheme.values import Edition, NotApplicableRule

ALL = {"1.1": 1, "1.2": 4, "2.9": 3, "2.10": 5}


def with_rule(rule: NotApplicableRule) -> Edition:
    return replace(small_edition(), not_applicable=replace(small_edition().not_applicable, rule=rule))


def total(levels: Mapping[str, Level], edition: Edition | None = None) -> Points:
    return score(edition or small_edition(), "gold", levels).total


def test_gold_has_150_points_of_31_criteria() -> None:
    nothing = score(public_edition(), "gold", {}).total
    assert (nothing.criteria, nothing.available, nothing.highest, nothing.lowest) == (31, 150, 150, 0)


@pytest.mark.parametrize("points", [0, 1, 119, 120, 128, 149, 150])
def test_gold_adds_up(points: int) -> None:
    fixed = {f"c{c.id.replace('.', '_')}": 0 for c in public_edition().criteria_of("gold")} if points < 75 else {}
    if points == 1:
        fixed["c2_5"] = 1
    found = score(public_edition(), "gold", levels_for(points, **fixed)).total
    assert (found.points, found.lowest, found.highest, found.available) == (points, points, points, 150)
    assert found.is_complete


def test_published_case_is_85_and_a_third_percent() -> None:
    percent = score(public_edition(), "gold", levels_for(128)).total.percent
    assert percent is not None
    assert percent.quantize(Decimal("0.01")) == Decimal("85.33")


def test_weights_count() -> None:
    found = total(ALL)
    assert (found.points, found.available) == (0 * 1 + 1 * 4 + 1 * 3 + 2 * 5, 20)


def test_level_0_is_judged_and_gives_nothing() -> None:
    found = total({**ALL, "2.10": 0})
    assert (found.points, found.available, found.highest, found.judged) == (7, 20, 7, 4)


@pytest.mark.parametrize("levels", [{**ALL, "2.10": None}, {code: ALL[code] for code in ("1.1", "1.2", "2.9")}])
def test_not_looked_at_gives_nothing_yet_and_may_become_anything(levels: dict[str, Level]) -> None:
    found = total(levels)
    assert (found.points, found.available, found.lowest, found.highest) == (7, 20, 7, 17)
    assert (found.judged, found.is_complete) == (3, False)


def test_not_applicable_leaves_points_and_maximum() -> None:
    found = total({**ALL, "2.9": NOT_APPLICABLE}, with_rule(NotApplicableRule.EXCLUDED))
    assert (found.points, found.available, found.lowest, found.highest) == (14, 15, 14, 14)
    assert (found.judged, found.not_applicable, found.is_complete) == (4, 1, True)


def test_not_applicable_as_zero_stays_in_the_maximum() -> None:
    found = total({**ALL, "2.9": NOT_APPLICABLE}, with_rule(NotApplicableRule.ZERO))
    assert (found.points, found.available, found.highest, found.not_applicable) == (14, 20, 14, 1)


def test_percent_of_nothing_is_unknown() -> None:
    nothing = points_of(small_edition(), [small_edition().criteria["2.9"]], {"2.9": NOT_APPLICABLE})
    assert (nothing.percent, nothing.lowest_percent, nothing.highest_percent) == (None, None, None)


def test_levels_of_criteria_outside_the_label_are_left_alone() -> None:
    found = score(small_edition(), "bronze", dict(ALL)).total
    assert (found.criteria, found.points) == (2, 4)


def parts(points: Points) -> tuple[object, ...]:
    return (points.points, points.available, points.lowest, points.highest, points.judged, points.criteria)


@given(cases())
def test_dimensions_add_up_to_the_total(case: tuple[Edition, dict[str, Level]]) -> None:
    edition, levels = case
    found: Score = score(edition, "gold", levels)
    added = tuple(sum(values) for values in zip(*map(parts, found.dimensions.values()), strict=True))
    assert added == parts(found.total) == parts(points_of(edition, edition.criteria_of("gold"), levels))


@given(cases())
def test_best_and_worst_enclose_every_completion(case: tuple[Edition, dict[str, Level]]) -> None:
    edition, levels = case
    now = score(edition, "gold", levels).total
    for completion in completions(edition, levels):
        then = score(edition, "gold", completion).total
        assert now.points <= now.lowest <= then.points <= now.highest
        assert then.points == then.lowest == then.highest
        if then.percent is not None:
            assert now.lowest_percent is not None
            assert now.highest_percent is not None
            assert now.lowest_percent <= then.percent <= now.highest_percent


@given(cases())
def test_best_and_worst_are_reached(case: tuple[Edition, dict[str, Level]]) -> None:
    edition, levels = case
    now = score(edition, "gold", levels).total
    reached = {score(edition, "gold", completion).total.points for completion in completions(edition, levels)}
    assert (min(reached), max(reached)) == (now.lowest, now.highest)


@given(editions())
def test_nothing_judged_has_its_whole_range(edition: Edition) -> None:
    nothing = score(edition, "gold", {}).total
    assert (nothing.points, nothing.judged, nothing.highest) == (0, 0, nothing.available)
