"""Whether an assessment keeps to its edition: no unknown ids, no level off the scale, nothing said twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Hashable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from eucles_desk.assessment.values import NOT_APPLICABLE, Assessment, Fact, Judgement, Level, Period
from eucles_desk.errors import RuleError
from eucles_desk.scheme.values import Criterion, Edition, FactDefinition, FactType

if TYPE_CHECKING:
    from uuid import UUID

MAX_FACT_TEXT = 500
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
Key = TypeVar("Key", bound=Hashable)


def check_assessment(assessment: Assessment, edition: Edition) -> None:
    """Raise ``RuleError`` with the first thing that is against the edition."""
    label = edition.labels.get(assessment.label)
    if label is None:
        raise RuleError(
            "The edition {edition} has no label “{label}”.", edition=edition.ref.edition, label=assessment.label
        )
    check_months(assessment.period, assessment.earlier_benchmarking)
    for fact, value in assessment.cluster.facts.items():
        check_fact(edition, fact, value)
    _check_seats_and_answers(assessment, edition)
    _check_judgements(assessment, edition)
    _check_agreements(assessment, edition)
    double = _twice(piece.id for piece in assessment.evidence)
    if double:
        raise RuleError("The evidence {id} stands in the list twice.", id=double)
    double = _twice(area.id for area in assessment.improvement_areas)
    if double:
        raise RuleError("The improvement area {id} stands in the list twice.", id=double)
    for area in assessment.improvement_areas:
        criterion_of(edition, area.criterion)


def check_months(period: Period, earlier_benchmarking: str) -> None:
    """Raise ``RuleError`` when a month is none, or the period ends before it begins; no earlier month is fine."""
    for month in (period.first, period.last, earlier_benchmarking or period.last):
        if not MONTH.fullmatch(month):
            raise RuleError("“{month}” is not a month written as year and month, such as 2025-01.", month=month)
    if period.first > period.last:
        raise RuleError(
            "The assessed period ends before it begins: {first} to {last}.", first=period.first, last=period.last
        )


def criterion_of(edition: Edition, criterion: str) -> Criterion:
    """Return the criterion; raise ``RuleError`` when the edition does not have it."""
    found = edition.criteria.get(criterion)
    if found is None:
        raise RuleError(
            "The edition {edition} has no criterion “{criterion}”.", edition=edition.ref.edition, criterion=criterion
        )
    return found


def check_eligibility_criterion(edition: Edition, criterion: str) -> None:
    """Raise ``RuleError`` when the edition does not have this eligibility criterion."""
    if criterion not in edition.eligibility:
        raise RuleError(
            "The edition {edition} has no eligibility criterion “{criterion}”.",
            edition=edition.ref.edition,
            criterion=criterion,
        )


def check_judgement(edition: Edition, judgement: Judgement, evidence: Container[UUID]) -> None:
    """Raise ``RuleError`` when a judgement names a criterion, level or piece of evidence that there is not."""
    check_level(edition, judgement.criterion, judgement.level)
    for citation in judgement.citations:
        if citation.evidence not in evidence:
            raise RuleError(
                "Criterion {criterion} cites the evidence {evidence}, which the assessment does not have.",
                criterion=judgement.criterion,
                evidence=citation.evidence,
            )


def check_level(edition: Edition, criterion_id: str, level: Level) -> None:
    """Raise ``RuleError`` when the criterion cannot have this level."""
    criterion = criterion_of(edition, criterion_id)
    if level is None:
        return
    if level is NOT_APPLICABLE:
        if not criterion.may_be_not_applicable.value:
            raise RuleError("Criterion {criterion} cannot be judged not applicable.", criterion=criterion_id)
        return
    if all(level != step.value for step in criterion.levels):
        raise RuleError(
            "Level {level} is outside the scale of criterion {criterion}, which runs from {lowest} to {highest}.",
            level=level,
            criterion=criterion_id,
            lowest=min(step.value for step in criterion.levels),
            highest=criterion.highest,
        )


def check_fact(edition: Edition, fact_id: str, value: Fact) -> None:
    """Raise ``RuleError`` when the edition has no such fact or the value cannot be its answer."""
    fact = edition.facts.get(fact_id)
    if fact is None:
        raise RuleError("The edition {edition} has no fact “{fact}”.", edition=edition.ref.edition, fact=fact_id)
    if fact.type.is_number:
        _check_number(fact, value)
    elif not isinstance(value, str):
        raise RuleError("The fact “{fact}” must be text.", fact=fact_id)
    elif len(value) > MAX_FACT_TEXT:
        raise RuleError("The fact “{fact}” is longer than {most} characters.", fact=fact_id, most=MAX_FACT_TEXT)
    elif fact.type is FactType.CHOICE and value not in {choice for choice, _ in fact.choices}:
        raise RuleError("The fact “{fact}” has no choice “{choice}”.", fact=fact_id, choice=value)


def _check_number(fact: FactDefinition, value: Fact) -> None:
    if not isinstance(value, Decimal) or not value.is_finite():
        raise RuleError("The fact “{fact}” must be a number.", fact=fact.id)
    if fact.type in {FactType.INTEGER, FactType.YEAR, FactType.MONTHS} and value != value.to_integral_value():
        raise RuleError("The fact “{fact}” must be a whole number.", fact=fact.id)
    if fact.lowest is not None and value < fact.lowest:
        raise RuleError("The fact “{fact}” must be {lowest} or more.", fact=fact.id, lowest=fact.lowest)
    if fact.highest is not None and value > fact.highest:
        raise RuleError("The fact “{fact}” must be {highest} or less.", fact=fact.id, highest=fact.highest)
    if Decimal(repr(float(value))) != value:
        raise RuleError("The fact “{fact}” has more digits than can be kept.", fact=fact.id)


def _check_seats_and_answers(assessment: Assessment, edition: Edition) -> None:
    double = _twice(seat.id for seat in assessment.seats)
    if double:
        raise RuleError("The seat {id} stands in the list twice.", id=double)
    for answer in assessment.eligibility:
        check_eligibility_criterion(edition, answer.criterion)
    double = _twice(answer.criterion for answer in assessment.eligibility)
    if double:
        raise RuleError("The eligibility criterion “{criterion}” is answered twice.", criterion=double)


def _check_judgements(assessment: Assessment, edition: Edition) -> None:
    seats = {seat.id for seat in assessment.seats}
    evidence = {piece.id for piece in assessment.evidence}
    for judgement in assessment.judgements:
        if judgement.seat not in seats:
            raise RuleError(
                "A judgement of criterion {criterion} names the seat {seat}, which the assessment does not have.",
                criterion=judgement.criterion,
                seat=judgement.seat,
            )
        check_judgement(edition, judgement, evidence)
    double = _twice(_of(judgement) for judgement in assessment.judgements)
    if double:
        raise RuleError(
            "The seat {seat} has two judgements of criterion {criterion}.", seat=double[0], criterion=double[1]
        )


def _check_agreements(assessment: Assessment, edition: Edition) -> None:
    for agreed in assessment.consensus:
        check_level(edition, agreed.criterion, agreed.level)
    double = _twice(agreed.criterion for agreed in assessment.consensus)
    if double:
        raise RuleError("Criterion {criterion} has two agreed levels.", criterion=double)


def _of(judgement: Judgement) -> tuple[object, str]:
    return judgement.seat, judgement.criterion


def _twice(keys: Iterable[Key]) -> Key | None:
    return next((key for key, count in Counter(keys).items() if count > 1), None)
