"""What the facts about a cluster say: the level they suggest, and whether an eligibility criterion is met."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from eucles_desk.scheme.values import (
    Consistency,
    Criterion,
    Direction,
    Edition,
    FactRule,
    Suggestion,
    SuggestionKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eucles_desk.assessment.values import Assessment, Fact, Period


@dataclass(frozen=True, slots=True)
class Suggested:
    """A level that the facts suggest, with the number behind it.

    ``value`` is in the rule's unit (percent for ratios with that unit); ``numerator`` and ``denominator`` are the
    sums that it was made of, the latter ``None`` unless the rule is a ratio.
    """

    level: int
    value: Decimal
    unit: str
    numerator: Decimal
    denominator: Decimal | None


def suggest(criterion: Criterion, facts: Mapping[str, Fact], period: Period, lowest_level: int = 0) -> Suggested | None:
    """Return the level that the facts suggest, or ``None`` when there is no rule or a fact is missing."""
    rule = criterion.suggestion
    if rule is None:
        return None
    numerator = _sum(rule.numerator, facts)
    if numerator is None:
        return None
    denominator: Decimal | None = None
    match rule.kind:
        case SuggestionKind.SUM:
            value = numerator
        case SuggestionKind.YEARS_SINCE:
            value = Decimal(period.last_year) - numerator
        case SuggestionKind.RATIO:
            denominator = _sum(rule.denominator, facts)
            if not denominator:
                return None
            value = numerator / denominator * (100 if rule.unit == "percent" else 1)
    return Suggested(_level_for(rule, value, lowest_level), value, rule.unit, numerator, denominator)


def eligibility_by_facts(rule: FactRule, facts: Mapping[str, Fact]) -> bool | None:
    """Return whether the facts meet the rule, or ``None`` when one that it needs is missing."""
    if rule.count_nonzero:
        known = [number for fact in rule.count_nonzero if (number := _number(fact, facts)) is not None]
        count = sum(1 for number in known if number > 0)
        if count >= rule.at_least:
            return True
        return False if len(known) == len(rule.count_nonzero) else None
    if rule.numerator:
        part, whole = _sum(rule.numerator, facts), _sum(rule.denominator, facts)
        return None if part is None or not whole else part * 100 >= rule.at_least * whole
    total = _sum(rule.facts, facts)
    return None if total is None else total >= rule.at_least


def inconsistencies(edition: Edition, facts: Mapping[str, Fact]) -> tuple[Consistency, ...]:
    """Return the checks over facts that do not hold; a check with a missing fact on its right is left out.

    On the left a missing fact counts as nothing: the sum of those known may already be too much.
    """
    found: list[Consistency] = []
    for check in edition.consistency:
        right = _sum(check.right, facts)
        left = sum((number for fact in check.left if (number := _number(fact, facts)) is not None), Decimal(0))
        if right is not None and left > right:
            found.append(check)
    return tuple(found)


def missing_facts(assessment: Assessment, edition: Edition) -> tuple[str, ...]:
    """Return the ids of the facts that the label needs and nobody has entered."""
    return tuple(
        fact.id
        for fact in edition.facts.values()
        if assessment.label in fact.required_for and _is_missing(assessment.cluster.facts.get(fact.id))
    )


def _is_missing(value: Fact | None) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _level_for(rule: Suggestion, value: Decimal, lowest_level: int) -> int:
    for level, threshold in rule.thresholds:
        if value >= threshold if rule.direction is Direction.AT_LEAST else value <= threshold:
            return level
    return lowest_level


def _number(fact: str, facts: Mapping[str, Fact]) -> Decimal | None:
    value = facts.get(fact)
    return value if isinstance(value, Decimal) else None


def _sum(wanted: Iterable[str], facts: Mapping[str, Fact]) -> Decimal | None:
    """Add up facts; one that is missing makes the sum unknown."""
    total = Decimal(0)
    for fact in wanted:
        number = _number(fact, facts)
        if number is None:
            return None
        total += number
    return total
