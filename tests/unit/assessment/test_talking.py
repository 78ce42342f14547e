"""What the experts have to talk about comes in the order in which it can change the label."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from support.editions import small_edition
from support.gold import LEAD, SECOND, assessment

from eucles_desk.assessment.award import threshold
from eucles_desk.assessment.scoring import score
from eucles_desk.assessment.talking import APART_WITHOUT_RULE, Effect, talk
from eucles_desk.assessment.terms import NOT_APPLICABLE, Step
from eucles_desk.assessment.values import Agreement, Assessment, Judgement, Level

EDITION = small_edition()
LABEL = assessment(EDITION).label
CRITERIA = EDITION.criteria_of(LABEL)
CODES = tuple(criterion.id for criterion in CRITERIA)


def judged(lead: dict[str, Level], second: dict[str, Level], agreed: tuple[Agreement, ...] = ()) -> Assessment:
    said = [
        Judgement(seat.id, code, level)
        for seat, levels in ((LEAD, lead), (SECOND, second))
        for code, level in levels.items()
    ]
    return replace(assessment(EDITION, step=Step.CONSENSUS), judgements=tuple(said), consensus=agreed)


def test_what_all_judged_alike_needs_no_talk() -> None:
    levels: dict[str, Level] = dict.fromkeys(CODES, 3)
    found = talk(judged(levels, levels), EDITION)
    assert (found.unanimous, found.differences) == (CODES, ())
    assert found.worst == found.best


def test_a_minimum_that_one_misses_comes_first_and_what_is_settled_last() -> None:
    with_minimum = next(one for one in CRITERIA if one.minimum.value)
    others = [code for code in CODES if code != with_minimum.id]
    least = with_minimum.minimum.value or 0
    lead: dict[str, Level] = {**dict.fromkeys(CODES, 5), with_minimum.id: least - 1, others[0]: 1, others[1]: 2}
    second: dict[str, Level] = {**dict.fromkeys(CODES, 5), with_minimum.id: least}
    found = talk(judged(lead, second, (Agreement(others[0], 3, "So."),)), EDITION)
    assert found.differences[0].criterion == with_minimum.id
    assert found.differences[0].effect is Effect.MINIMUM
    assert found.differences[-1].criterion == others[0]
    assert [one.criterion for one in found.open] == [with_minimum.id, others[1]]


def test_further_apart_than_may_be_is_marked() -> None:
    levels: dict[str, Level] = dict.fromkeys(CODES, 5)
    near, far = ({**levels, CODES[0]: 5 - apart} for apart in (APART_WITHOUT_RULE, APART_WITHOUT_RULE + 1))
    assert not talk(judged(levels, near), EDITION).differences[0].is_beyond
    assert talk(judged(levels, far), EDITION).differences[0].is_beyond


def test_a_level_against_none_is_a_difference_without_distance() -> None:
    levels: dict[str, Level] = dict.fromkeys(CODES, 3)
    for other in (None, NOT_APPLICABLE):
        found = talk(judged(levels, {**levels, CODES[0]: other}), EDITION).differences
        assert [(one.criterion, one.apart) for one in found] == [(CODES[0], None)]


LEVELS = st.lists(st.integers(0, 5), min_size=len(CODES), max_size=len(CODES))


@given(LEVELS, LEVELS, st.sets(st.sampled_from(CODES)))
def test_worst_and_best_are_what_settling_can_come_to_and_nothing_decides_a_result_that_is_certain(
    first: list[int], second: list[int], same: set[str]
) -> None:
    lead: dict[str, Level] = dict(zip(CODES, first, strict=True))
    other: dict[str, Level] = {
        code: lead[code] if code in same else level for code, level in zip(CODES, second, strict=True)
    }
    found = talk(judged(lead, other), EDITION)
    totals = [
        score(EDITION, LABEL, dict(zip(CODES, levels, strict=True))).total.points for levels in _settled(lead, other)
    ]
    assert (min(totals), max(totals)) == (found.worst.points, found.best.points)
    needed = threshold(EDITION.labels[LABEL], found.best.available)
    assert needed == found.needed
    deciding = {one.criterion for one in found.differences if one.effect is Effect.TOTAL}
    if needed is not None and not found.worst.points < needed <= found.best.points:
        assert not deciding


def _settled(lead: dict[str, Level], other: dict[str, Level]) -> list[tuple[Level, ...]]:
    return list(product(*(sorted({lead[code], other[code]}, key=str) for code in CODES)))
