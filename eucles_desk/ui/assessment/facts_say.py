"""What the facts say of an eligibility criterion, in one sentence with its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from eucles_desk.assessment.facts import eligibility_by_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eucles_desk.assessment.values import Fact
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Edition, EligibilityCriterion, FactRule


@dataclass(frozen=True, slots=True)
class FactsSay:
    """The answer that the facts give, ``None`` while one is missing; ``missing`` names those by id."""

    met: bool | None
    sentence: str
    missing: tuple[str, ...] = ()


def facts_say(
    criterion: EligibilityCriterion, edition: Edition, facts: Mapping[str, Fact], language: Language
) -> FactsSay | None:
    """Return what the facts say, ``None`` when the criterion does not rest on facts."""
    rule = criterion.rule
    if rule is None:
        return None
    used = (*rule.facts, *rule.count_nonzero, *rule.numerator, *rule.denominator)
    missing = tuple(fact for fact in used if not isinstance(facts.get(fact), Decimal))
    met = eligibility_by_facts(rule, facts)
    if met is None:
        if not missing:
            return FactsSay(None, language.text("The facts leave this open: what would be divided by is zero."))
        titles = _titles(missing, edition, language)
        return FactsSay(None, language.text("The facts leave this open; missing: {facts}.", facts=titles), missing)
    have, need = _have(rule, edition, facts, language), _need(rule, language)
    if met:
        return FactsSay(met, language.text("{have}; at least {need} needed. The facts say: met.", have=have, need=need))
    return FactsSay(met, language.text("{have}; at least {need} needed. The facts say: not met.", have=have, need=need))


def _have(rule: FactRule, edition: Edition, facts: Mapping[str, Fact], language: Language) -> str:
    if rule.count_nonzero:
        count = sum(1 for fact in rule.count_nonzero if _number(fact, facts) > 0)
        titles = _titles(rule.count_nonzero, edition, language)
        return language.text("{count} of these are there: {facts}", count=language.number(count), facts=titles)
    if rule.numerator:
        part, whole = _sum(rule.numerator, facts), _sum(rule.denominator, facts)
        return language.text(
            "{part} of {whole}: {share} ({facts})",
            part=language.number(part),
            whole=language.number(whole),
            share=language.percent(part * 100 / whole),
            facts=_titles(rule.numerator, edition, language),
        )
    total = language.number(_sum(rule.facts, facts))
    return language.text("{facts}: {total}", facts=_titles(rule.facts, edition, language), total=total)


def _need(rule: FactRule, language: Language) -> str:
    return language.percent(rule.at_least) if rule.numerator else language.number(rule.at_least)


def _titles(facts: Iterable[str], edition: Edition, language: Language) -> str:
    return language.listed([edition.facts[fact].title.in_language(language.code) for fact in facts])


def _number(fact: str, facts: Mapping[str, Fact]) -> Decimal:
    value = facts.get(fact)
    return value if isinstance(value, Decimal) else Decimal(0)


def _sum(wanted: Iterable[str], facts: Mapping[str, Fact]) -> Decimal:
    return sum((_number(fact, facts) for fact in wanted), Decimal(0))
