from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from support.editions import small_edition
from support.gold import ENTRY, assessment, levels_for, public_edition
from support.rules import cases, completions, higher, may_rise, possible, raised, reaches

from eucles_desk.assessment.award import ConditionKind, Distance, Raise, State, distance, outcome
from eucles_desk.assessment.scoring import score
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.values import Level
from eucles_desk.scheme.values import Edition

GOLD = public_edition()


def of(points: int, **fixed: int) -> Distance:
    return distance(GOLD, "gold", levels_for(points, **fixed))


def test_a_cluster_that_passes_has_nothing_to_raise() -> None:
    found = of(128)
    assert found == Distance(found.threshold, found.missing, reachable=True, below_minimum=(), deciding=(), raises=())
    assert (found.threshold, found.missing) == (120, 0)


def test_one_point_short_is_one_criterion_one_level_higher() -> None:
    found = of(119)
    assert (found.missing, found.reachable, len(found.raises)) == (1, False, 1)
    assert found.raises[0].gain == 1
    level = found.raises[0].level
    assert isinstance(level, int)
    assert found.raises[0].to == level + 1


def test_a_minimum_missed_is_raised_to_it_and_no_further() -> None:
    found = of(125, c2_5=1)
    minimum = GOLD.criteria["2.5"].minimum.value
    assert minimum is not None
    assert found.below_minimum == ("2.5",)
    assert found.raises == (Raise("2.5", 1, minimum, found.raises[0].gain),)
    assert found.raises[0].gain == minimum - 1


def test_a_minimum_that_must_rise_anyway_closes_the_shortage_too() -> None:
    found = of(117, c2_5=0)
    assert found.raises == (Raise("2.5", 0, 3, found.raises[0].gain),)
    assert of(115, c2_5=0).raises == (Raise("2.5", 0, 5, of(115, c2_5=0).raises[0].gain),)


def test_the_entry_condition_rises_without_points() -> None:
    found = distance(GOLD, "gold", {**levels_for(119), ENTRY: 1})
    assert {(r.criterion, r.to - 1 if r.criterion != ENTRY else r.to) for r in found.raises} >= {(ENTRY, 3)}
    assert len(found.raises) == 2


def test_an_entry_condition_without_minimum_is_among_the_raises() -> None:
    entry = replace(GOLD.criteria[ENTRY], minimum=replace(GOLD.criteria[ENTRY].minimum, value=None))
    edition = replace(GOLD, criteria={**GOLD.criteria, ENTRY: entry})
    found = distance(edition, "gold", {**levels_for(150), ENTRY: 0})
    assert found.below_minimum == ()
    assert [(r.criterion, r.level, r.to) for r in found.raises] == [(ENTRY, 0, 1)]


def test_what_is_not_applicable_and_must_rise_comes_back_into_the_total() -> None:
    edition = replace(small_edition(), not_applicable=replace(small_edition().not_applicable, minimum_waived=False))
    levels: dict[str, Level] = {"1.1": 1, "1.2": NOT_APPLICABLE, "2.9": 4, "2.10": 4}  # 12 of 15
    found = distance(edition, "gold", levels)
    assert (found.threshold, found.missing, found.reachable) == (12, 0, True)
    assert [(r.criterion, r.level, r.to, r.gain) for r in found.raises] == [("1.2", NOT_APPLICABLE, 4, 4)]


def test_deciding_criteria_carry_the_points_that_are_still_missing() -> None:
    levels: dict[str, Level] = {**levels_for(120, c2_5=5, c2_6=5), "2.5": None, "2.6": None}
    assert set(distance(GOLD, "gold", levels).deciding) == {"2.5", "2.6"}
    more: dict[str, Level] = {**levels_for(125, c2_5=5, c2_6=5), "2.5": None, "2.6": None}
    assert distance(GOLD, "gold", more).deciding == ()
    less: dict[str, Level] = {**levels_for(119, c2_5=5, c2_6=5), "2.5": None, "2.6": None}
    assert distance(GOLD, "gold", less).deciding == ()  # out of reach either way


def test_silver_has_minimums_only() -> None:
    found = distance(GOLD, "silver", {"2.5": 1, "2.6": 5})
    assert (found.threshold, found.missing, found.reachable, found.deciding) == (None, 0, False, ())
    assert found.below_minimum == ("2.5",)
    assert [(r.criterion, r.to) for r in found.raises] == [("2.5", GOLD.criteria["2.5"].minimum.value)]
    assert distance(GOLD, "silver", {"2.6": 5}).reachable


def test_bronze_has_no_distance() -> None:
    assert distance(GOLD, "bronze", {}) == Distance(None, of(128).missing, True, (), (), ())


def test_everything_not_applicable_is_out_of_reach() -> None:
    assert not distance(GOLD, "gold", {c.id: NOT_APPLICABLE for c in GOLD.criteria_of("gold")}).reachable


@given(cases())
def test_raises_reach_the_label(case: tuple[Edition, dict[str, Level]]) -> None:
    edition, levels = case
    found = distance(edition, "gold", levels)
    after = raised(levels, found.raises)
    if found.raises:
        assert reaches(edition, after)
    assert (not found.raises) or not reaches(edition, levels)


@given(cases())
@settings(max_examples=150)
def test_no_fewer_criteria_would_do(case: tuple[Edition, dict[str, Level]]) -> None:
    edition, levels = case
    found = distance(edition, "gold", levels)
    fewest = next(
        (
            count
            for count in range(len(levels) + 1)
            for chosen in combinations(may_rise(edition, levels), count)
            if any(reaches(edition, then) for then in higher(edition, levels, chosen))
        ),
        None,
    )
    assert len(found.raises) == (fewest or 0)


@given(cases())
def test_each_raise_is_needed_and_goes_no_further_than_needed(case: tuple[Edition, dict[str, Level]]) -> None:
    edition, levels = case
    found = distance(edition, "gold", levels)
    after = raised(levels, found.raises)
    for one in found.raises:
        level = levels[one.criterion]
        assert one.level == level
        first = level + 1 if isinstance(level, int) else edition.lowest_level
        assert not reaches(edition, {**after, one.criterion: one.to - 1 if one.to > first else level})


@given(cases())
def test_gains_are_what_the_points_gain(case: tuple[Edition, dict[str, Level]]) -> None:
    edition, levels = case
    found = distance(edition, "gold", levels)
    before, after = (
        score(edition, "gold", given_levels).total for given_levels in (levels, raised(levels, found.raises))
    )
    assert after.points - before.points == sum(r.gain for r in found.raises)


@given(cases())
def test_reachable_means_that_a_completion_has_the_points(case: tuple[Edition, dict[str, Level]]) -> None:
    edition, levels = case
    assert distance(edition, "gold", levels).reachable is any(
        has_points(edition, completion) for completion in completions(edition, levels)
    )


@given(cases())
def test_deciding_are_exactly_those_whose_lowest_level_loses_the_label(case: tuple[Edition, dict[str, Level]]) -> None:
    edition, levels = case
    found = distance(edition, "gold", levels)
    open_ones = [c for c in edition.criteria_of("gold") if levels.get(c.id) is None]
    expected = tuple(
        criterion.id
        for criterion in open_ones
        if found.reachable
        and not any(
            has_points(edition, completion)
            for completion in completions(edition, {**levels, criterion.id: min(scale(edition, criterion.id))})
        )
    )
    assert found.deciding == expected


def has_points(edition: Edition, levels: Mapping[str, Level]) -> bool:
    condition = outcome(edition, assessment(edition, agreed=levels)).condition(ConditionKind.POINTS)
    return condition is not None and condition.state is State.MET


def scale(edition: Edition, code: str) -> list[int]:
    return [level for level in possible(edition, edition.criteria[code]) if isinstance(level, int)]
