"""What facts say of an eligibility criterion."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from support.gold import public_edition

from eucles_desk.assessment.values import Fact
from eucles_desk.language import ENGLISH
from eucles_desk.scheme.values import FactRule
from eucles_desk.ui.assessment.facts_say import FactsSay, facts_say


def said(rule: FactRule | None, facts: dict[str, Fact]) -> FactsSay | None:
    edition = public_edition()
    return facts_say(replace(edition.eligibility["members"], rule=rule), edition, facts, ENGLISH)


def test_criterion_without_a_rule_says_nothing() -> None:
    assert said(None, {}) is None


@pytest.mark.parametrize(("have", "met", "words"), [(15, True, "met."), (14, False, "not met.")])
def test_sum_is_said_with_what_is_needed(have: int, met: bool, words: str) -> None:
    rule = FactRule(Decimal(15), facts=("committed_participants",))
    told = said(rule, {"committed_participants": Decimal(have)})
    assert told == FactsSay(met, f"Committed participants: {have}; at least 15 needed. The facts say: {words}")


def test_share_is_said_with_both_numbers() -> None:
    rule = FactRule(
        Decimal(50), numerator=("participants_large_firms", "participants_small_firms"), denominator=("participants",)
    )
    facts: dict[str, Fact] = {
        "participants": Decimal(57),
        "participants_large_firms": Decimal(6),
        "participants_small_firms": Decimal(34),
    }
    told = said(rule, facts)
    assert told is not None
    assert told.met is True
    assert told.sentence.startswith("40 of 57: 70.2\N{NO-BREAK SPACE}% (Large firms and Small and medium-sized firms)")


def test_count_names_what_is_counted() -> None:
    rule = FactRule(Decimal(2), count_nonzero=("participants_research", "participants_public"))
    told = said(rule, {"participants_research": Decimal(2), "participants_public": Decimal(0)})
    assert told is not None
    assert told.met is False
    assert told.sentence.startswith(
        "1 of these are there: Research organisations and Public bodies; at least 2 needed."
    )


def test_missing_facts_are_named() -> None:
    rule = FactRule(Decimal(50), numerator=("committed_participants",), denominator=("participants",))
    told = said(rule, {"participants": Decimal(10)})
    assert told == FactsSay(
        None, "The facts leave this open; missing: Committed participants.", ("committed_participants",)
    )


def test_nothing_is_divided_by_zero() -> None:
    rule = FactRule(Decimal(50), numerator=("committed_participants",), denominator=("participants",))
    told = said(rule, {"participants": Decimal(0), "committed_participants": Decimal(0)})
    assert told is not None
    assert told.met is None
