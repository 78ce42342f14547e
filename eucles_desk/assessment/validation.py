"""Whether an assessment keeps to its edition: no unknown ids, no level off the scale, nothing said twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Hashable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from eucles_desk.assessment.days import check_day
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.verdict_rules import check_verdict
from eucles_desk.errors import RuleError
from eucles_desk.scheme.values import Criterion, Edition, FactDefinition, FactType

if TYPE_CHECKING:
    from uuid import UUID

    from eucles_desk.assessment.evidence import Evidence, Interview
    from eucles_desk.assessment.on_site import Agenda
    from eucles_desk.assessment.values import (
        Assessment,
        Award,
        Benchmark,
        EarlierResult,
        Fact,
        Judgement,
        Level,
        Period,
        Spread,
        Visit,
    )

MAX_FACT_TEXT = 500
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
MOST_MINUTES = 480
"""A whole day for one criterion."""
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
    _check_surroundings(assessment, edition)
    check_verdict(assessment)


def check_months(period: Period, earlier_benchmarking: str) -> None:
    """Raise ``RuleError`` when a month is none, or the period ends before it begins; no earlier month is fine."""
    for month in (period.first, period.last, earlier_benchmarking or period.last):
        check_month(month)
    if period.first > period.last:
        raise RuleError(
            "The assessed period ends before it begins: {first} to {last}.", first=period.first, last=period.last
        )


def check_month(month: str) -> None:
    """Raise ``RuleError`` when this is not a month."""
    if not MONTH.fullmatch(month):
        raise RuleError("“{month}” is not a month written as year and month, such as 2025-01.", month=month)


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


def check_visit(visit: Visit) -> None:
    """Raise ``RuleError`` when there is no such day."""
    check_day(visit.day)


def check_interview(interview: Interview) -> None:
    """Raise ``RuleError`` when there is no such day or hour; both may be left open."""
    if interview.day:
        check_day(interview.day)
    if interview.start and not HOUR.fullmatch(interview.start):
        raise RuleError("“{time}” is not a time written as hours and minutes, such as 09:30.", time=interview.start)


def check_evidence_days(piece: Evidence) -> None:
    """Raise ``RuleError`` when a date is none; a piece of evidence may be of a whole month."""
    if piece.dated and not MONTH.fullmatch(piece.dated):
        check_day(piece.dated)
    if piece.expires:
        check_day(piece.expires)


def check_agenda(edition: Edition, agenda: Agenda) -> None:
    """Raise ``RuleError`` when the plan names a criterion, hour or number of minutes that cannot be."""
    for criterion in (*agenda.minutes, *agenda.done):
        criterion_of(edition, criterion)
    for start in agenda.starts:
        day, _, hour = start.partition("T")
        check_day(day)
        if not HOUR.fullmatch(hour):
            raise RuleError("“{time}” is not a time written as hours and minutes, such as 09:30.", time=hour)
    for minutes in agenda.minutes.values():
        if not 0 <= minutes <= MOST_MINUTES:
            raise RuleError("A criterion takes 0 to {most} minutes.", most=MOST_MINUTES)


def check_award(award: Award) -> None:
    """Raise ``RuleError`` when a month is none, or the award ends before it begins; months not set are fine."""
    for month in filter(None, (award.first, award.last)):
        check_month(month)
    if award.first and award.last and award.first > award.last:
        raise RuleError("The award ends before it begins: {first} to {last}.", first=award.first, last=award.last)


def check_earlier(result: EarlierResult) -> None:
    """Raise ``RuleError`` when the month is none or the share of the points cannot be one.

    Its levels are those of the edition of that time and are left as they are.
    """
    check_month(result.month)
    if result.percent is not None:
        _check_percent(result.percent)


def check_benchmark(edition: Edition, benchmark: Benchmark) -> None:
    """Raise ``RuleError`` when the peers are none, or say something of what the edition does not have."""
    if benchmark.peers < 1:
        raise RuleError("A benchmark needs at least one peer.")
    for code, spread in benchmark.criteria.items():
        _check_spread(criterion_of(edition, code), spread)
    for dimension, share in benchmark.dimensions.items():
        if dimension not in edition.dimensions:
            raise RuleError(
                "The edition {edition} has no dimension “{dimension}”.",
                edition=edition.ref.edition,
                dimension=dimension,
            )
        _check_percent(share)


def _check_spread(criterion: Criterion, spread: Spread) -> None:
    given = [point for point in (spread.first_quartile, spread.median, spread.third_quartile) if point is not None]
    for point in given:
        _check_kept(point)
    if given != sorted(given):
        raise RuleError(
            "The peers' figures of criterion {criterion} are not in order: first quartile, median, third quartile.",
            criterion=criterion.id,
        )
    lowest, highest = min(level.value for level in criterion.levels), criterion.highest
    if given[0] < lowest or given[-1] > highest:
        raise RuleError(
            "The peers' figures of criterion {criterion} are outside its scale, which runs from {lowest} to {highest}.",
            criterion=criterion.id,
            lowest=lowest,
            highest=highest,
        )


def _check_percent(share: Decimal) -> None:
    _check_kept(share)
    if not 0 <= share <= 100:
        raise RuleError("A share in percent is between 0 and 100, not {percent}.", percent=share)


def _check_kept(number: Decimal) -> None:
    """A number passes through other programs, which keep fewer digits than a decimal can have."""
    if not number.is_finite():
        raise RuleError("“{number}” is not a number.", number=number)
    if Decimal(repr(float(number))) != number:
        raise RuleError("The number {number} cannot be kept: it has too many digits.", number=number)


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


def _check_surroundings(assessment: Assessment, edition: Edition) -> None:
    """Check what surrounds the judgements: visits, remarks, award, earlier results and peers."""
    double = _twice(visit.id for visit in assessment.visits)
    if double:
        raise RuleError("The visit {id} stands in the list twice.", id=double)
    for visit in assessment.visits:
        check_visit(visit)
    double = _twice(remark.id for remark in assessment.remarks)
    if double:
        raise RuleError("The remark {id} stands in the list twice.", id=double)
    for remark in assessment.remarks:
        criterion_of(edition, remark.criterion)
    if assessment.award:
        check_award(assessment.award)
    _check_on_site(assessment, edition)
    for result in assessment.earlier:
        check_earlier(result)
    if assessment.benchmark:
        check_benchmark(edition, assessment.benchmark)


def _check_notes(title: str, interview: Interview, edition: Edition) -> None:
    check_interview(interview)
    number = _twice(note.number for note in interview.notes)
    if number is not None:
        raise RuleError("The interview “{title}” has two notes {number}.", title=title, number=number)
    for note in interview.notes:
        for criterion in note.criteria:
            criterion_of(edition, criterion)


def _check_on_site(assessment: Assessment, edition: Edition) -> None:
    """Check evidence dates, interviews, the plan of the visit and the self-assessment."""
    for piece in assessment.evidence:
        check_evidence_days(piece)
        if piece.interview:
            _check_notes(piece.title, piece.interview, edition)
    if assessment.reply_due:
        check_day(assessment.reply_due)
    if assessment.agenda:
        check_agenda(edition, assessment.agenda)
    for said in assessment.self_assessment:
        check_level(edition, said.criterion, said.level)
    double = _twice(said.criterion for said in assessment.self_assessment)
    if double:
        raise RuleError("The self-assessment of criterion {criterion} stands in the list twice.", criterion=double)
    double = _twice(accepted.key for accepted in assessment.accepted)
    if double:
        raise RuleError("A finding is accepted twice.")


def _of(judgement: Judgement) -> tuple[object, str]:
    return judgement.seat, judgement.criterion


def _twice(keys: Iterable[Key]) -> Key | None:
    return next((key for key, count in Counter(keys).items() if count > 1), None)
