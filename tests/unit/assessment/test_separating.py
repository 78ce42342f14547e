"""What separates a cluster from the label, criterion by criterion."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import gold

from eucles_desk.assessment.scoring import score
from eucles_desk.assessment.separating import separating
from eucles_desk.assessment.values import Level

EDITION = gold.public_edition()
IDS = [criterion.id for criterion in EDITION.criteria_of("gold")]


def test_open_criteria_decide_once_the_rest_leaves_too_little_to_spare() -> None:
    levels: dict[str, Level] = dict(gold.levels_for(121))
    levels |= {"4.4": None, "5.1": None}
    at_stake = sum((int(gold.levels_for(121)[one]) for one in ("4.4", "5.1")), 0)  # type: ignore[arg-type]
    found = separating(EDITION, "gold", levels)

    assert found.total.highest == 121 - at_stake + 10
    spare = int(found.total.highest) - 120
    assert [(step.criterion, step.needs, step.adds) for step in found.deciding] == [
        ("4.4", 5 - spare, Decimal(5)),
        ("5.1", 5 - spare, Decimal(5)),
    ]


@given(st.lists(st.sampled_from([None, 0, 2, 3, 4, 5]), min_size=len(IDS), max_size=len(IDS)))
def test_at_the_level_it_needs_the_label_is_in_reach_and_one_below_it_is_not(given_levels: list[Level]) -> None:
    levels = dict(zip(IDS, given_levels, strict=True))
    found = separating(EDITION, "gold", levels)
    assert found.needed is not None

    for step in found.deciding:
        assert score(EDITION, "gold", levels | {step.criterion: step.needs}).total.highest >= found.needed
        assert score(EDITION, "gold", levels | {step.criterion: step.needs - 1}).total.highest < found.needed


def test_those_that_can_add_most_come_first() -> None:
    criteria = dict(EDITION.criteria)
    criteria["5.1"] = replace(criteria["5.1"], weight=replace(criteria["5.1"].weight, value=Decimal(2)))
    edition = replace(EDITION, criteria=criteria)
    levels: dict[str, Level] = dict.fromkeys(IDS, 4)
    levels |= dict.fromkeys(("4.4", "5.1", "5.2"))
    found = separating(edition, "gold", levels)

    assert [step.adds for step in found.deciding] == sorted((step.adds for step in found.deciding), reverse=True)
    assert found.deciding[0].criterion == "5.1"


def test_minimums_are_named_with_what_they_need() -> None:
    found = separating(EDITION, "gold", gold.levels_for(120, c2_4=2))

    assert [(step.criterion, step.level, step.needs) for step in found.below] == [("2.4", 2, 3)]


@pytest.mark.parametrize("points", [100, 119])
def test_where_the_points_are_out_of_reach_it_says_what_would_have_to_rise(points: int) -> None:
    levels = gold.levels_for(points)
    found = separating(EDITION, "gold", levels)
    raised = levels | {step.criterion: step.needs for step in found.raises}

    assert not found.reachable
    assert found.deciding == ()
    assert score(EDITION, "gold", raised).total.points >= 120
    assert sum(step.adds for step in found.raises) == score(EDITION, "gold", raised).total.points - points


def test_a_label_without_a_score_is_separated_by_minimums_alone() -> None:
    found = separating(EDITION, "silver", {"2.4": 1})

    assert found.needed is None
    assert found.deciding == ()
    assert all(step.needs > 0 for step in found.below)
