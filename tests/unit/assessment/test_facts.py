from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.editions import criterion, small_edition
from support.gold import PERIOD, public_edition

from eucles_desk.assessment.facts import eligibility_by_facts, inconsistencies, suggest
from eucles_desk.assessment.values import Fact
from eucles_desk.scheme.values import Direction, FactRule, Provenance, Suggestion, SuggestionKind

SHARE = small_edition().criteria["1.2"]
THRESHOLDS = ((3, Decimal(10)), (2, Decimal(6)), (1, Decimal(3)))


def facts(**values: float) -> Mapping[str, Fact]:
    return {name: Decimal(str(value)) for name, value in values.items()}


def rule(
    kind: SuggestionKind, direction: Direction = Direction.AT_LEAST, unit: str = "number", *numerator: str
) -> Suggestion:
    denominator = ("b",) if kind is SuggestionKind.RATIO else ()
    return Suggestion(kind, numerator or ("a",), denominator, unit, direction, THRESHOLDS, Provenance.PROJECT)


def level(suggestion: Suggestion, lowest: int = 0, **values: float) -> int | None:
    found = suggest(replace(criterion("1.1"), suggestion=suggestion), facts(**values), PERIOD, lowest)
    return found.level if found else None


class TestSuggestion:
    @pytest.mark.parametrize(
        ("committed", "expected"),
        [(0, 0), (4, 0), (5, 1), (24, 1), (25, 2), (69, 3), (70, 4), (89, 4), (90, 5), (100, 5)],
    )
    def test_a_share_suggests_the_level_whose_threshold_it_reaches(self, committed: int, expected: int) -> None:
        found = suggest(SHARE, facts(participants=100, committed_participants=committed), PERIOD)
        assert found is not None
        assert (found.level, found.value, found.numerator, found.denominator) == (expected, committed, committed, 100)

    def test_a_missing_fact_suggests_nothing(self) -> None:
        assert suggest(SHARE, facts(participants=100), PERIOD) is None
        assert suggest(SHARE, facts(committed_participants=1), PERIOD) is None
        assert suggest(SHARE, {"participants": "57", "committed_participants": Decimal(1)}, PERIOD) is None

    def test_a_share_of_nothing_suggests_nothing(self) -> None:
        assert suggest(SHARE, facts(participants=0, committed_participants=0), PERIOD) is None

    def test_a_criterion_without_rule_suggests_nothing(self) -> None:
        assert suggest(criterion("1.1"), facts(a=1), PERIOD) is None

    def test_a_ratio_in_another_unit_is_not_a_percentage(self) -> None:
        assert level(rule(SuggestionKind.RATIO), a=12, b=2) == 2

    def test_a_sum_needs_all_its_facts(self) -> None:
        both = rule(SuggestionKind.SUM, Direction.AT_LEAST, "number", "a", "b")
        assert level(both, a=4, b=6) == 3
        assert level(both, a=10) is None

    def test_years_are_counted_to_the_end_of_the_period(self) -> None:
        years = rule(SuggestionKind.YEARS_SINCE, Direction.AT_LEAST, "years")
        assert level(years, a=2019) == 2
        assert level(years, a=2020) == 1
        assert level(years, a=2030) == 0

    def test_less_is_better_where_the_rule_says_so(self) -> None:
        low = Suggestion(
            SuggestionKind.SUM,
            ("a",),
            (),
            "number",
            Direction.AT_MOST,
            ((3, Decimal(1)), (2, Decimal(3)), (1, Decimal(6))),
            Provenance.PROJECT,
        )
        assert [level(low, a=value) for value in (0, 1, 2, 3, 4, 6, 7)] == [3, 3, 2, 2, 1, 1, 0]

    def test_below_every_threshold_is_the_lowest_level_of_the_scale(self) -> None:
        assert level(rule(SuggestionKind.SUM), lowest=1, a=0) == 1

    @given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 300))
    def test_more_never_suggests_less(self, one: int, other: int, participants: int) -> None:
        for judged in public_edition().criteria.values():
            wanted = judged.suggestion
            if wanted is None or wanted.kind is not SuggestionKind.RATIO:
                continue
            found = [
                suggest(
                    judged,
                    facts(
                        **{wanted.numerator[0]: n, **dict.fromkeys(wanted.numerator[1:], 0)},
                        **dict.fromkeys(wanted.denominator, participants),
                    ),
                    PERIOD,
                )
                for n in sorted((one, other))
                if not set(wanted.numerator) & set(wanted.denominator)
            ]
            levels = [suggested.level for suggested in found if suggested]
            assert levels == sorted(levels, reverse=wanted.direction is Direction.AT_MOST)


class TestEligibility:
    SUM = FactRule(Decimal(10), facts=("a", "b"))
    SHARE = FactRule(Decimal(50), numerator=("a",), denominator=("b",))
    KINDS = FactRule(Decimal(2), count_nonzero=("a", "b", "c"))

    @pytest.mark.parametrize(
        ("wanted", "known", "expected"),
        [
            (SUM, {"a": 4, "b": 6}, True),
            (SUM, {"a": 4, "b": 5.9}, False),
            (SUM, {"a": 40}, None),
            (SHARE, {"a": 5, "b": 10}, True),
            (SHARE, {"a": 4.9, "b": 10}, False),
            (SHARE, {"a": 5}, None),
            (SHARE, {"a": 5, "b": 0}, None),
            (KINDS, {"a": 1, "b": 1}, True),
            (KINDS, {"a": 1, "b": 0, "c": 3}, True),
            (KINDS, {"a": 1, "b": 0}, None),
            (KINDS, {"a": 1, "b": 0, "c": 0}, False),
            (KINDS, {}, None),
        ],
    )
    def test_facts_answer_what_they_can(self, wanted: FactRule, known: dict[str, float], expected: bool | None) -> None:
        assert eligibility_by_facts(wanted, facts(**known)) is expected


class TestInconsistencies:
    def names(self, **values: float) -> list[str]:
        return [check.id for check in inconsistencies(public_edition(), facts(**values))]

    def test_more_committed_than_participants_is_odd(self) -> None:
        assert self.names(participants=10, committed_participants=11) == ["committed_within_participants"]
        assert self.names(participants=10, committed_participants=10) == []

    def test_what_is_known_may_already_be_too_much(self) -> None:
        assert self.names(participants=10, participants_research=6, participants_public=5) == [
            "kinds_within_participants"
        ]

    def test_without_the_whole_nothing_can_be_said(self) -> None:
        assert self.names(committed_participants=11) == []
