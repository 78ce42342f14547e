from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.editions import ours, small_edition
from support.gold import ENTRY, all_facts, assessment, levels_for, public_edition
from support.rules import cases, completions

from eucles_desk.assessment.award import (
    ConditionKind,
    Outcome,
    State,
    below_minimum,
    is_below_minimum,
    month_number,
    outcome,
    threshold,
)
from eucles_desk.assessment.terms import NOT_APPLICABLE, Step, Verdict
from eucles_desk.assessment.values import Assessment, ImprovementArea, Level, Period
from eucles_desk.scheme.values import Edition, NotApplicableRule

GOLD = public_edition()


def gold(levels: dict[str, Level], edition: Edition = GOLD, *, eligible: bool | None = True) -> Outcome:
    return outcome(edition, assessment(edition, agreed=levels, eligible=eligible))


def state(found: Outcome, kind: ConditionKind) -> State:
    condition = found.condition(kind)
    assert condition is not None
    return condition.state


def missed(found: Outcome) -> set[ConditionKind]:
    return {condition.kind for condition in found.conditions if condition.state is State.MISSED}


def edition_with(
    edition: Edition = GOLD,
    *,
    rule: NotApplicableRule = NotApplicableRule.EXCLUDED,
    waived: bool = True,
    **criteria: object,
) -> Edition:
    """Vary the rule for *not applicable*, and ``may_be_not_applicable`` or ``minimum`` of criteria: ``c2_5=None``."""
    made = dict(edition.criteria)
    for name, minimum in criteria.items():
        code = name.removeprefix("c").replace("_", ".")
        made[code] = replace(made[code], minimum=ours(minimum))
    return replace(
        edition,
        criteria=MappingProxyType(made),
        not_applicable=replace(edition.not_applicable, rule=rule, minimum_waived=waived),
    )


class TestGold:
    def test_120_points_pass(self) -> None:
        found = gold(levels_for(120))
        assert found.state is State.MET
        assert missed(found) == set()

    def test_119_points_do_not(self) -> None:
        found = gold(levels_for(119))
        assert found.state is State.MISSED
        assert missed(found) == {ConditionKind.POINTS}

    def test_128_of_150_pass_as_published(self) -> None:
        found = gold(levels_for(128))
        points = found.condition(ConditionKind.POINTS)
        assert found.state is State.MET
        assert points is not None
        assert (points.have, points.need) == (128, 120)

    @pytest.mark.parametrize("code", [c.id for c in GOLD.criteria_of("gold") if c.weight.value])
    def test_125_points_with_one_minimum_missed_do_not(self, code: str) -> None:
        minimum = GOLD.criteria[code].minimum.value
        assert minimum is not None
        found = gold(levels_for(125, **{f"c{code.replace('.', '_')}": minimum - 1}))
        minimums = found.condition(ConditionKind.MINIMUMS)
        assert found.state is State.MISSED
        assert missed(found) == {ConditionKind.MINIMUMS}
        assert minimums is not None
        assert minimums.missed == (code,)

    @pytest.mark.parametrize("code", [c.id for c in GOLD.criteria_of("gold") if c.weight.value])
    def test_125_points_with_one_minimum_just_met_pass(self, code: str) -> None:
        minimum = GOLD.criteria[code].minimum.value
        assert gold(levels_for(125, **{f"c{code.replace('.', '_')}": minimum or 0})).state is State.MET

    @pytest.mark.parametrize("level", [0, 1, 2])
    def test_entry_condition_missed_does_not(self, level: int) -> None:
        found = gold({**levels_for(150), ENTRY: level})
        assert found.state is State.MISSED
        assert state(found, ConditionKind.ENTRY) is State.MISSED
        assert state(found, ConditionKind.POINTS) is State.MET  # it has no weight

    def test_entry_condition_without_minimum_is_missed_at_the_lowest_level_only(self) -> None:
        edition = edition_with(c1_1_0=None)
        assert missed(gold({**levels_for(150), ENTRY: 0}, edition)) == {ConditionKind.ENTRY}
        assert gold({**levels_for(150), ENTRY: 1}, edition).state is State.MET

    def test_entry_condition_is_never_waived(self) -> None:
        assert missed(gold({**levels_for(150), ENTRY: NOT_APPLICABLE})) == {ConditionKind.ENTRY}

    @pytest.mark.parametrize("criterion", list(GOLD.eligibility))
    def test_eligibility_missed_does_not(self, criterion: str) -> None:
        eligible = assessment(agreed=levels_for(150))
        answers = tuple(replace(answer, met=answer.criterion != criterion) for answer in eligible.eligibility)
        found = outcome(GOLD, replace(eligible, eligibility=answers))
        assert missed(found) == {ConditionKind.ELIGIBILITY}

    def test_eligibility_not_answered_leaves_it_open(self) -> None:
        unanswered = assessment(agreed=levels_for(150), eligible=None)
        for given_answers in (unanswered, replace(unanswered, eligibility=())):
            found = outcome(GOLD, given_answers)
            assert found.state is State.OPEN
            assert state(found, ConditionKind.ELIGIBILITY) is State.OPEN

    def test_one_criterion_not_looked_at_leaves_it_open(self) -> None:
        levels = levels_for(150)
        found = gold({**levels, "2.5": None})
        complete = found.condition(ConditionKind.COMPLETE)
        assert found.state is State.OPEN
        assert complete is not None
        assert (complete.have, complete.need, complete.open) == (30, 31, ("2.5",))
        assert complete.state is State.OPEN
        assert state(found, ConditionKind.POINTS) is State.MET  # 145 already
        assert state(found, ConditionKind.MINIMUMS) is State.OPEN

    def test_out_of_reach_is_missed_while_criteria_are_open(self) -> None:
        within, beyond = levels_for(120, c2_5=5), levels_for(119, c2_5=5)
        assert state(gold({**within, "2.5": None}), ConditionKind.POINTS) is State.OPEN
        assert state(gold({**beyond, "2.5": None}), ConditionKind.POINTS) is State.MISSED

    def test_nothing_judged_is_open(self) -> None:
        found = gold({})
        assert (found.state, missed(found)) == (State.OPEN, set())


class TestNotApplicable:
    def test_excluded_lowers_threshold_with_the_maximum(self) -> None:
        levels = levels_for(121, c2_5=5)  # 116 without it: 80 % of 145
        assert gold({**levels, "2.5": NOT_APPLICABLE}).state is State.MET
        one_less = levels_for(120, c2_5=5)
        assert missed(gold({**one_less, "2.5": NOT_APPLICABLE})) == {ConditionKind.POINTS}

    def test_zero_keeps_the_threshold(self) -> None:
        edition = edition_with(rule=NotApplicableRule.ZERO)
        assert gold({**levels_for(125, c2_5=5), "2.5": NOT_APPLICABLE}, edition).state is State.MET
        assert missed(gold({**levels_for(124, c2_5=5), "2.5": NOT_APPLICABLE}, edition)) == {ConditionKind.POINTS}

    def test_minimum_is_waived_or_kept_as_the_edition_says(self) -> None:
        levels: dict[str, Level] = {**levels_for(150), "2.5": NOT_APPLICABLE}
        assert gold(levels, edition_with(waived=True)).state is State.MET
        assert missed(gold(levels, edition_with(waived=False))) == {ConditionKind.MINIMUMS}

    def test_without_a_minimum_there_is_nothing_to_waive(self) -> None:
        edition = edition_with(waived=False, c2_5=None)
        assert gold({**levels_for(150), "2.5": NOT_APPLICABLE}, edition).state is State.MET

    def test_everything_not_applicable_earns_nothing(self) -> None:
        found = gold({criterion.id: NOT_APPLICABLE for criterion in GOLD.criteria_of("gold")})
        assert ConditionKind.POINTS in missed(found)


class TestSilver:
    AUDIT = GOLD.criteria_of("silver")

    def silver(self, **parts: object) -> Assessment:
        base = assessment(label="silver", agreed={c.id: c.minimum.value or 0 for c in self.AUDIT}, facts=all_facts())
        areas = [self.area(number, Verdict.CONFIRMED) for number in range(3)]
        made = replace(base, earlier_benchmarking="2024-06", improvement_areas=tuple(areas))
        return replace(made, **parts)

    def area(self, number: int, verdict: Verdict | None) -> ImprovementArea:
        from uuid import UUID

        return ImprovementArea(UUID(int=number), self.AUDIT[number].id, "before", "after", "effect", verdict)

    def test_minimums_areas_interval_and_eligibility_make_it(self) -> None:
        found = outcome(GOLD, self.silver())
        assert found.state is State.MET
        assert {condition.kind for condition in found.conditions} == {
            ConditionKind.MINIMUMS,
            ConditionKind.COMPLETE,
            ConditionKind.ELIGIBILITY,
            ConditionKind.IMPROVEMENT_AREAS,
            ConditionKind.INTERVAL,
        }

    @pytest.mark.parametrize(
        ("months", "expected"),
        [
            (17, State.MISSED),
            (18, State.MET),
            (24, State.MET),
            (25, State.MISSED),
            (0, State.MISSED),
            (-6, State.MISSED),
        ],
    )
    def test_interval(self, months: int, expected: State) -> None:
        last = month_number("2025-12") - months
        earlier = f"{last // 12:04}-{last % 12 + 1:02}"
        found = outcome(GOLD, self.silver(earlier_benchmarking=earlier))
        interval = found.condition(ConditionKind.INTERVAL)
        assert interval is not None
        assert (interval.state, interval.have, interval.need, interval.at_most) == (expected, months, 18, 24)
        assert found.state is expected

    def test_interval_is_open_without_the_earlier_month(self) -> None:
        interval = outcome(GOLD, self.silver(earlier_benchmarking="")).condition(ConditionKind.INTERVAL)
        assert interval is not None
        assert (interval.state, interval.have, interval.need, interval.at_most) == (State.OPEN, None, 18, 24)

    @pytest.mark.parametrize(
        ("verdicts", "expected"),
        [
            ([Verdict.CONFIRMED] * 3, State.MET),
            ([Verdict.CONFIRMED] * 2, State.OPEN),
            ([Verdict.CONFIRMED] * 2 + [None], State.OPEN),
            ([Verdict.CONFIRMED] * 2 + [Verdict.NOT_CONFIRMED], State.MISSED),
            ([Verdict.CONFIRMED] * 2 + [Verdict.NOT_CONFIRMED, None], State.OPEN),
            ([Verdict.CONFIRMED] * 3 + [Verdict.NOT_CONFIRMED], State.MET),
            ([Verdict.NOT_CONFIRMED] * 3, State.MISSED),
            ([], State.OPEN),
        ],
    )
    def test_areas(self, verdicts: list[Verdict | None], expected: State) -> None:
        areas = tuple(self.area(number, verdict) for number, verdict in enumerate(verdicts))
        condition = outcome(GOLD, self.silver(improvement_areas=areas)).condition(ConditionKind.IMPROVEMENT_AREAS)
        assert condition is not None
        assert (condition.state, condition.need) == (expected, 3)
        assert condition.have == verdicts.count(Verdict.CONFIRMED)

    @pytest.mark.parametrize("code", [c.id for c in AUDIT])
    def test_any_minimum_missed_rules_it_out(self, code: str) -> None:
        levels: dict[str, Level] = {c.id: c.minimum.value for c in self.AUDIT}
        minimum = levels[code]
        assert isinstance(minimum, int)
        agreed = assessment(label="silver", agreed={**levels, code: minimum - 1}).consensus
        assert missed(outcome(GOLD, self.silver(consensus=agreed))) == {ConditionKind.MINIMUMS}


class TestBronze:
    def bronze(self, *without: str) -> Assessment:
        facts = {fact: value for fact, value in all_facts().items() if fact not in without}
        return assessment(label="bronze", facts=facts)

    def test_facts_and_eligibility_make_it(self) -> None:
        found = outcome(GOLD, self.bronze())
        assert found.state is State.MET
        assert {condition.kind for condition in found.conditions} == {ConditionKind.FACTS, ConditionKind.ELIGIBILITY}

    def test_a_missing_fact_leaves_it_open(self) -> None:
        facts = outcome(GOLD, self.bronze("participants")).condition(ConditionKind.FACTS)
        assert facts is not None
        assert (facts.state, facts.open) == (State.OPEN, ("participants",))

    def test_a_fact_that_bronze_does_not_need_may_be_missing(self) -> None:
        assert outcome(GOLD, self.bronze("participants_joined")).state is State.MET

    def test_eligibility_missed_rules_it_out(self) -> None:
        answers = tuple(replace(answer, met=False) for answer in self.bronze().eligibility)
        assert outcome(GOLD, replace(self.bronze(), eligibility=answers)).state is State.MISSED


def test_threshold_follows_the_percentage() -> None:
    assert threshold(GOLD.labels["gold"], Decimal(150)) == 120
    assert threshold(GOLD.labels["gold"], Decimal(145)) == 116
    assert threshold(GOLD.labels["silver"], Decimal(95)) is None


def test_level_0_not_applicable_and_not_looked_at_miss_a_minimum_differently() -> None:
    criterion = small_edition().criteria["1.2"]
    assert is_below_minimum(criterion, 0, waived=True)
    assert is_below_minimum(criterion, 2, waived=True)
    assert not is_below_minimum(criterion, 3, waived=True)
    assert not is_below_minimum(criterion, NOT_APPLICABLE, waived=True)
    assert is_below_minimum(criterion, NOT_APPLICABLE, waived=False)
    assert not is_below_minimum(criterion, None, waived=False)


def test_below_minimum_names_them_in_the_order_of_the_edition() -> None:
    assert below_minimum(small_edition(), "gold", {"2.10": 0, "1.2": 2, "1.1": 1}) == ("1.2", "2.10")


def test_levels_that_stand_are_used_unless_others_are_given() -> None:
    judged = assessment(agreed=levels_for(120), step=Step.DECISION)
    assert outcome(GOLD, judged).state is State.MET
    assert outcome(GOLD, judged, levels_for(119)).state is State.MISSED


@given(cases(), st.none() | st.booleans())
def test_met_or_missed_is_never_reversed_by_what_is_judged_later(
    case: tuple[Edition, dict[str, Level]], eligible: bool | None
) -> None:
    edition, levels = case
    now = outcome(edition, assessment(edition, agreed=levels, eligible=eligible))
    for completion in completions(edition, levels):
        then = outcome(edition, assessment(edition, agreed=completion, eligible=eligible))
        assert now.state in {State.OPEN, then.state}
        for before, after in zip(now.conditions, then.conditions, strict=True):
            assert before.kind is after.kind
            assert before.state in {State.OPEN, after.state}


@given(cases())
def test_once_everything_is_known_nothing_is_open(case: tuple[Edition, dict[str, Level]]) -> None:
    edition, levels = case
    for completion in completions(edition, levels):
        assert State.OPEN not in {condition.state for condition in gold(completion, edition).conditions}


def test_state_of_the_whole_is_the_worst_of_its_parts() -> None:
    found = gold({**levels_for(119), "2.5": None}, eligible=False)
    assert found.state is State.MISSED
    assert {condition.state for condition in found.conditions} >= {State.MISSED, State.OPEN}


def test_months_are_counted_across_years() -> None:
    assert month_number("2026-01") - month_number("2024-12") == 13
    assert (
        outcome(
            GOLD, replace(TestSilver().silver(), earlier_benchmarking="2024-12", period=Period("2025-01", "2026-06"))
        ).state
        is State.MET
    )
