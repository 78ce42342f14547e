from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

import pytest
from hypothesis import given, settings
from support.editions import criterion, small_edition
from support.gold import LEAD, all_facts, full, public_edition
from support.strategies import assessments

from eucles_desk.assessment.evidence import Citation
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.validation import check_assessment, check_fact, check_level, check_months
from eucles_desk.assessment.values import (
    Agreement,
    Assessment,
    Award,
    Benchmark,
    EarlierResult,
    EligibilityAnswer,
    Fact,
    ImprovementArea,
    Judgement,
    Level,
    Period,
    Remark,
    Spread,
    Visit,
)
from eucles_desk.errors import RuleError

EDITION = public_edition()
FULL = full()
PIECE = FULL.evidence[0]
AREA = ImprovementArea(UUID(int=1), "2.5")
VISIT = Visit(UUID(int=1), "2026-02-10")
REMARK = Remark(UUID(int=1), "2.5")
EARLIER = EarlierResult("2021-12", "tin", MappingProxyType({"9.9": 9}))


def facts(value: Assessment, **changed: Fact) -> Assessment:
    made = MappingProxyType({**value.cluster.facts, **changed})
    return replace(value, cluster=replace(value.cluster, facts=made))


def peers(spread: Spread, criterion: str = "2.5") -> Assessment:
    return replace(FULL, benchmark=Benchmark("Peers", 1, MappingProxyType({criterion: spread})))


def test_earlier_levels_are_those_of_an_edition_of_their_time() -> None:
    check_assessment(replace(FULL, earlier=(EARLIER,)), EDITION)


def test_an_award_may_wait_for_its_months() -> None:
    check_assessment(replace(FULL, award=Award()), EDITION)
    check_assessment(replace(FULL, award=Award("1", last="2026-01")), EDITION)


def test_a_full_assessment_keeps_to_its_edition() -> None:
    check_assessment(FULL, EDITION)


@given(assessments(small_edition()))
@settings(max_examples=40)
def test_what_the_strategies_make_keeps_to_its_edition(value: Assessment) -> None:
    check_assessment(value, small_edition())


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        (replace(FULL, label="iron"), "The edition public-1 has no label “iron”."),
        (replace(FULL, period=Period("2025-01", "2024-12")), "The assessed period ends before it begins: 2025-01 to 2024-12."),
        (replace(FULL, period=Period("2025-00", "2025-12")), "“2025-00” is not a month written as year and month, such as 2025-01."),
        (replace(FULL, earlier_benchmarking="2024"), "“2024” is not a month written as year and month, such as 2025-01."),
        (facts(FULL, moons=Decimal(1)), "The edition public-1 has no fact “moons”."),
        (replace(FULL, seats=(*FULL.seats, FULL.seats[0])), f"The seat {LEAD.id} stands in the list twice."),
        (
            replace(FULL, eligibility=(EligibilityAnswer("luck"),)),
            "The edition public-1 has no eligibility criterion “luck”.",
        ),
        (
            replace(FULL, eligibility=(*FULL.eligibility, FULL.eligibility[0])),
            f"The eligibility criterion “{FULL.eligibility[0].criterion}” is answered twice.",
        ),
        (
            replace(FULL, judgements=(Judgement(UUID(int=5), "2.5", 3),)),
            f"A judgement of criterion 2.5 names the seat {UUID(int=5)}, which the assessment does not have.",
        ),
        (
            replace(FULL, judgements=(Judgement(LEAD.id, "9.9", 3),)),
            "The edition public-1 has no criterion “9.9”.",
        ),
        (
            replace(FULL, judgements=(Judgement(LEAD.id, "2.5", 6),)),
            "Level 6 is outside the scale of criterion 2.5, which runs from 0 to 5.",
        ),
        (
            replace(FULL, judgements=(Judgement(LEAD.id, "2.5", NOT_APPLICABLE),)),
            "Criterion 2.5 cannot be judged not applicable.",
        ),
        (
            replace(FULL, judgements=(Judgement(LEAD.id, "2.5", citations=(Citation(UUID(int=5)),)),)),
            f"Criterion 2.5 cites the evidence {UUID(int=5)}, which the assessment does not have.",
        ),
        (
            replace(FULL, judgements=(*FULL.judgements, Judgement(LEAD.id, "2.5", 1))),
            f"The seat {LEAD.id} has two judgements of criterion 2.5.",
        ),
        (replace(FULL, consensus=(Agreement("2.5", -1),)), "Level -1 is outside the scale of criterion 2.5, which runs from 0 to 5."),
        (replace(FULL, consensus=(*FULL.consensus, Agreement("2.5"))), "Criterion 2.5 has two agreed levels."),
        (replace(FULL, evidence=(*FULL.evidence, PIECE)), f"The evidence {PIECE.id} stands in the list twice."),
        (replace(FULL, improvement_areas=(replace(AREA, criterion="9.9"),)), "The edition public-1 has no criterion “9.9”."),
        (replace(FULL, improvement_areas=(AREA, AREA)), f"The improvement area {AREA.id} stands in the list twice."),
        (replace(FULL, visits=(VISIT, VISIT)), f"The visit {VISIT.id} stands in the list twice."),
        (replace(FULL, visits=(replace(VISIT, day="2026-02-30"),)), "“2026-02-30” is not a day written as year, month and day, such as 2025-01-31."),
        (replace(FULL, visits=(replace(VISIT, day="20260210"),)), "“20260210” is not a day written as year, month and day, such as 2025-01-31."),
        (replace(FULL, remarks=(REMARK, REMARK)), f"The remark {REMARK.id} stands in the list twice."),
        (replace(FULL, remarks=(replace(REMARK, criterion="9.9"),)), "The edition public-1 has no criterion “9.9”."),
        (replace(FULL, award=Award("1", "2026-02", "2026-01")), "The award ends before it begins: 2026-02 to 2026-01."),
        (replace(FULL, award=Award("1", "", "2026")), "“2026” is not a month written as year and month, such as 2025-01."),
        (replace(FULL, earlier=(EarlierResult("2021", "gold"),)), "“2021” is not a month written as year and month, such as 2025-01."),
        (replace(FULL, earlier=(replace(EARLIER, percent=Decimal(101)),)), "A share in percent is between 0 and 100, not 101."),
        (replace(FULL, earlier=(replace(EARLIER, percent=Decimal("0.10000000000000000001")),)), "The number 0.10000000000000000001 cannot be kept: it has too many digits."),
        (replace(FULL, benchmark=Benchmark("Peers", 0)), "A benchmark needs at least one peer."),
        (peers(Spread(Decimal(3)), "9.9"), "The edition public-1 has no criterion “9.9”."),
        (peers(Spread(Decimal(3), Decimal(4))), "The peers' figures of criterion 2.5 are not in order: first quartile, median, third quartile."),
        (peers(Spread(Decimal(3), third_quartile=Decimal("5.5"))), "The peers' figures of criterion 2.5 are outside its scale, which runs from 0 to 5."),
        (peers(Spread(Decimal("NaN"))), "“NaN” is not a number."),
        (replace(FULL, benchmark=Benchmark("Peers", 1, dimensions={"9": Decimal(5)})), "The edition public-1 has no dimension “9”."),
        (replace(FULL, benchmark=Benchmark("Peers", 1, dimensions={"2": Decimal(-1)})), "A share in percent is between 0 and 100, not -1."),
    ],
)  # fmt: skip
def test_what_is_against_the_edition_is_named(spoilt: Assessment, sentence: str) -> None:
    with pytest.raises(RuleError) as caught:
        check_assessment(spoilt, EDITION)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("fact", "value", "sentence"),
    [
        ("participants", "many", "The fact “participants” must be a number."),
        ("participants", Decimal("NaN"), "The fact “participants” must be a number."),
        ("budget_fees", Decimal("sNaN"), "The fact “budget_fees” must be a number."),
        ("budget_fees", Decimal("Infinity"), "The fact “budget_fees” must be a number."),
        ("participants", Decimal("1.5"), "The fact “participants” must be a whole number."),
        ("founding_year", Decimal("1998.5"), "The fact “founding_year” must be a whole number."),
        ("participants", Decimal(-1), "The fact “participants” must be 0 or more."),
        ("participants", Decimal(100_001), "The fact “participants” must be 100000 or less."),
        ("staff_fte", Decimal("0.12345678901234567890"), "The fact “staff_fte” has more digits than can be kept."),
        ("contact_name", Decimal(3), "The fact “contact_name” must be text."),
        ("contact_name", "x" * 501, "The fact “contact_name” is longer than 500 characters."),
        ("legal_form", "guild", "The fact “legal_form” has no choice “guild”."),
        ("moons", "two", "The edition public-1 has no fact “moons”."),
    ],
)
def test_a_fact_that_cannot_be_its_answer_is_refused(fact: str, value: Fact, sentence: str) -> None:
    with pytest.raises(RuleError) as caught:
        check_fact(EDITION, fact, value)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("participants", Decimal(0)),
        ("participants", Decimal(100_000)),
        ("participants", Decimal("5E+1")),
        ("staff_fte", Decimal("2.75")),
        ("staff_fte", Decimal("0.1")),
        ("contact_name", "x" * 500),
        ("contact_name", ""),
        *all_facts().items(),
    ],
)
def test_a_fact_at_its_bounds_is_taken(fact: str, value: Fact) -> None:
    check_fact(EDITION, fact, value)


@pytest.mark.parametrize("level", [None, 0, 5])
def test_the_scale_and_not_looked_at_are_levels(level: Level) -> None:
    check_level(EDITION, "2.5", level)


def test_not_applicable_is_a_level_where_the_edition_says_so() -> None:
    check_level(small_edition(), "2.9", NOT_APPLICABLE)
    with pytest.raises(RuleError):
        check_level(small_edition(), "1.2", NOT_APPLICABLE)


@pytest.mark.parametrize(
    "month", ["2025-1", "25-01", "2025-13", "2025-00", "2025/01", "2025-01-01", " 2025-01", "٢٠٢٥-01"]
)
def test_what_is_no_month_is_refused(month: str) -> None:
    with pytest.raises(RuleError):
        check_months(Period(month, "2025-12"), "")
    with pytest.raises(RuleError):
        check_months(Period("2024-01", "2024-01"), month)


def test_a_period_of_one_month_and_no_earlier_month_are_fine() -> None:
    check_months(Period("2024-01", "2024-01"), "")


def test_a_scale_with_a_gap_has_no_level_in_it() -> None:
    gapped = criterion("1.1")
    gapped = replace(gapped, levels=(gapped.levels[0], gapped.levels[5]))
    edition = replace(small_edition(), criteria={"1.1": gapped})
    check_level(edition, "1.1", 5)
    with pytest.raises(RuleError):
        check_level(edition, "1.1", 3)
