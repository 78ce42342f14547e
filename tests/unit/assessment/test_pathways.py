"""The smallest sets of steps to a label: each is enough, none is too large, and none is left uncounted."""

from __future__ import annotations

import math
from itertools import combinations

from hypothesis import given, settings
from support.editions import small_edition
from support.gold import ENTRY, levels_for, public_edition
from support.rules import cases, higher, may_rise, raised, reaches

from eucles_desk.assessment.award import Raise, distance
from eucles_desk.assessment.pathways import MOST_SHOWN, next_label, pathways
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.values import Level
from eucles_desk.scheme.values import Edition

GOLD = public_edition()


def smallest(edition: Edition, levels: dict[str, Level]) -> list[frozenset[str]]:
    """Return every smallest set of criteria that reaches Gold in some way, found by trying all of them."""
    if reaches(edition, levels):
        return []
    for count in range(1, len(levels) + 1):
        found = [
            frozenset(chosen)
            for chosen in combinations(may_rise(edition, levels), count)
            if any(reaches(edition, then) for then in higher(edition, levels, chosen))
        ]
        if found:
            return found
    return []


def names(raises: tuple[Raise, ...]) -> frozenset[str]:
    return frozenset(found.criterion for found in raises)


@given(cases())
@settings(max_examples=200)
def test_the_sets_are_the_smallest_there_are_and_all_are_counted(case: tuple[Edition, dict[str, Level]]) -> None:
    edition, levels = case
    found, expected = pathways(edition, "gold", levels), smallest(edition, levels)
    assert found.count == len(expected)
    assert {names(raises) for raises in found.shown} <= set(expected)
    assert len({names(raises) for raises in found.shown}) == len(found.shown) == min(MOST_SHOWN, len(expected))
    assert found.reachable is (bool(expected) or reaches(edition, levels))


@given(cases())
def test_each_set_reaches_the_label_and_none_of_its_steps_could_be_left_out_or_be_smaller(
    case: tuple[Edition, dict[str, Level]],
) -> None:
    edition, levels = case
    for raises in pathways(edition, "gold", levels).shown:
        after = raised(levels, raises)
        assert reaches(edition, after)
        for one in raises:
            level = levels[one.criterion]
            first = level + 1 if isinstance(level, int) else edition.lowest_level
            assert not reaches(edition, {**after, one.criterion: level})
            assert not reaches(edition, {**after, one.criterion: one.to - 1 if one.to > first else level})


@given(cases())
def test_the_first_set_is_the_one_that_is_named_everywhere_else(case: tuple[Edition, dict[str, Level]]) -> None:
    edition, levels = case
    shown = pathways(edition, "gold", levels).shown
    assert (shown[0] if shown else ()) == distance(edition, "gold", levels).raises


def test_the_next_sets_keep_clear_of_the_first() -> None:
    low = ("2.3", "2.6", "2.7")  # three points short, and two only where one of these rises
    found = pathways(GOLD, "gold", {c.id: 3 if c.id in low else 4 for c in GOLD.criteria_of("gold")})
    first, second, third = (names(raises) for raises in found.shown)
    assert len(first) == 2
    assert not first & second
    assert len((first | second) & third) == 1


def test_what_must_rise_stands_in_every_set() -> None:
    found = pathways(GOLD, "gold", {**levels_for(117), ENTRY: 1})
    assert len(found.shown) == 3
    assert all(ENTRY in names(raises) for raises in found.shown)


def test_what_is_open_is_named_since_it_is_taken_at_its_best() -> None:
    levels: dict[str, Level] = {**levels_for(100), "5.3": None}
    assert pathways(GOLD, "gold", levels).open == ("5.3",)


def test_millions_of_sets_are_counted_without_making_them() -> None:
    levels: dict[str, Level] = {criterion.id: 3 for criterion in GOLD.criteria_of("gold")}
    found = pathways(GOLD, "gold", levels)
    assert found.count == math.comb(30, 15)  # any fifteen of thirty rise from 3 to 5
    assert len(found.shown) == 3


def test_a_label_out_of_reach_has_no_way_to_it() -> None:
    nothing: dict[str, Level] = {criterion.id: NOT_APPLICABLE for criterion in GOLD.criteria_of("gold")}
    found = pathways(GOLD, "gold", nothing)
    assert (found.count, found.shown, found.reachable) == (0, (), False)


def test_the_next_label_is_the_next_by_rank_that_judges_criteria() -> None:
    edition = small_edition()
    assert next_label(GOLD, "gold") is None
    assert next_label(GOLD, "silver") == GOLD.labels["gold"]
    assert next_label(GOLD, "bronze") == GOLD.labels["silver"]
    assert next_label(edition, "silver") == edition.labels["gold"]
