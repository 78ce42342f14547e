"""What the facts of a part add up to, and what criteria make of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from eucles_desk.assessment.facts import inconsistencies, suggest
from eucles_desk.assessment.places import Area, Place
from eucles_desk.scheme.values import Consistency, Edition, FactType
from eucles_desk.wording.places import criterion_title
from eucles_desk.wording.sentences import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.assessment.values import Assessment, Fact
    from eucles_desk.language import Language


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line under a part: something that is odd, or a number worked out of its facts."""

    text: str
    is_odd: bool = False
    place: Place | None = None
    detail: str = ""


def lines_of_part(part: str, assessment: Assessment, edition: Edition, language: Language) -> list[SumLine]:
    """Return what is odd first, then sums and shares, then the levels that the facts suggest."""
    facts = assessment.cluster.facts
    odd = [check for check in inconsistencies(edition, facts) if edition.facts[check.left[0]].part == part]
    sums = [check for check in edition.consistency if edition.facts[check.left[0]].part == part and check not in odd]
    return [
        *(SumLine(check.text.in_language(language.code), True, Place(Area.FACTS, check.left[0])) for check in odd),
        *(line for check in sums if (line := _sum_line(check, edition, facts, language))),
        *_money_line(part, edition, facts, language),
        *_suggestions(part, assessment, edition, language),
    ]


def _sum_line(check: Consistency, edition: Edition, facts: Mapping[str, Fact], language: Language) -> SumLine | None:
    """Say how far the facts go that add up to another, such as the kinds of participants."""
    known = [value for fact in check.left if isinstance(value := facts.get(fact), Decimal)]
    wholes = [value for fact in check.right if isinstance(value := facts.get(fact), Decimal)]
    if len(check.left) < 2 or not known or not wholes:
        return None
    text = language.text(
        "{first} to {last} add up to {sum} of {whole}.",
        first=edition.facts[check.left[0]].title.in_language(language.code),
        last=edition.facts[check.left[-1]].title.in_language(language.code),
        sum=language.number(sum(known, Decimal(0))),
        whole=language.number(sum(wholes, Decimal(0))),
    )
    return SumLine(text)


def _money_line(part: str, edition: Edition, facts: Mapping[str, Fact], language: Language) -> list[SumLine]:
    sums = [fact for fact in edition.facts.values() if fact.part == part and fact.type is FactType.MONEY]
    known = [value for fact in sums if isinstance(value := facts.get(fact.id), Decimal)]
    if len(sums) < 2 or not known:
        return []
    text = language.text(
        "{first} to {last} add up to {sum} {unit}.",
        first=sums[0].title.in_language(language.code),
        last=sums[-1].title.in_language(language.code),
        sum=language.number(sum(known, Decimal(0))),
        unit=sums[0].unit.in_language(language.code) or "EUR",
    )
    return [SumLine(text)]


def _suggestions(part: str, assessment: Assessment, edition: Edition, language: Language) -> list[SumLine]:
    """Show the numbers that criteria work out, each with the part that holds its first fact."""
    lines: list[SumLine] = []
    for criterion in edition.criteria_of(assessment.label):
        rule = criterion.suggestion
        if rule is None or edition.facts[rule.numerator[0]].part != part:
            continue
        found = suggest(criterion, assessment.cluster.facts, assessment.period, edition.lowest_level)
        if found is not None:
            text = language.text(
                "{criterion}: {value}",
                criterion=criterion_title(criterion, language),
                value=suggestion(found, language),
            )
            detail = language.text("suggests {level}", level=found.level)
            lines.append(SumLine(text, place=Place(Area.CRITERIA, criterion.id), detail=detail))
    return lines
