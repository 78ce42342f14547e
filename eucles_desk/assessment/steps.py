"""The steps of an assessment: which may be entered, and the open points that must be closed before one is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.award import State, outcome
from eucles_desk.assessment.facts import missing_facts
from eucles_desk.assessment.places import ENDED, ORDER, Area, OpenPoint, Place, PointKind, following
from eucles_desk.assessment.talking import lacks_own_reason
from eucles_desk.assessment.terms import Role, Step
from eucles_desk.assessment.views import judging_seats

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.scheme.values import Edition


def open_points(assessment: Assessment, edition: Edition, seat: UUID | None = None) -> tuple[OpenPoint, ...]:
    """Return what is open in the present step, in the order in which to close it.

    In scoring only the given seat's judgements are looked at (the lead's by default): the other seat is sealed on
    another laptop.
    """
    match assessment.step:
        case Step.DRAFT:
            points = _of_draft(assessment, edition)
        case Step.ELIGIBILITY:
            points = _of_eligibility(assessment, edition)
        case Step.SELF_ASSESSMENT:
            points = _of_self_assessment(assessment, edition)
        case Step.SCORING:
            points = _of_scoring(assessment, edition, seat)
        case Step.CONSENSUS:
            points = _of_consensus(assessment, edition)
        case Step.DECISION:
            points = _of_decision(assessment, edition)
        case _:
            points = iter(())
    return tuple(points)


def may_enter(assessment: Assessment, edition: Edition, step: Step, seat: UUID | None = None) -> bool:
    """Return whether the assessment may go to a step now, where this computer holds the seat (the lead's by default).

    Forwards one step at a time and only without open points; to *refused* even with them; back to the step before;
    to *withdrawn* from anywhere; from an ended one back to the decision, as an appeal does.
    """
    now = assessment.step
    if step is now:
        return False
    if now in ENDED:
        return step is Step.DECISION and now is not Step.WITHDRAWN
    if step is Step.WITHDRAWN:
        return True
    if step in following(now):
        return step is Step.REFUSED or not open_points(assessment, edition, seat)
    return step in ORDER and ORDER.index(step) == ORDER.index(now) - 1


def _of_draft(assessment: Assessment, edition: Edition) -> Iterator[OpenPoint]:
    if not assessment.cluster.name.strip():
        yield OpenPoint(PointKind.NO_CLUSTER_NAME, Place(Area.DETAILS, "cluster"))
    seats = [seat for seat in assessment.seats if seat.role in {Role.LEAD, Role.SECOND}]
    if len(seats) < edition.labels[assessment.label].experts.value:
        yield OpenPoint(PointKind.TOO_FEW_EXPERTS, Place(Area.DETAILS, "seats"))
    for seat in seats:
        if not seat.name.strip():
            yield OpenPoint(PointKind.NO_EXPERT_NAME, Place(Area.DETAILS, f"seat-{seat.role.value}"))


def _of_eligibility(assessment: Assessment, edition: Edition) -> Iterator[OpenPoint]:
    if not edition.labels[assessment.label].award.eligibility.value:
        return
    for criterion in edition.eligibility:
        answer = assessment.answer(criterion)
        if answer.met is None:
            yield OpenPoint(PointKind.ELIGIBILITY_OPEN, Place(Area.ELIGIBILITY, criterion))
        elif not answer.met and not answer.note.strip():
            yield OpenPoint(PointKind.ELIGIBILITY_NOT_MET_WITHOUT_NOTE, Place(Area.ELIGIBILITY, criterion))


def _of_self_assessment(assessment: Assessment, edition: Edition) -> Iterator[OpenPoint]:
    for fact in missing_facts(assessment, edition):
        yield OpenPoint(PointKind.FACT_MISSING, Place(Area.FACTS, fact))
    if edition.labels[assessment.label].award.interval_months.value and not assessment.earlier_benchmarking:
        yield OpenPoint(PointKind.NO_EARLIER_BENCHMARKING, Place(Area.DETAILS, "earlier_benchmarking"))


def _of_scoring(assessment: Assessment, edition: Edition, seat: UUID | None) -> Iterator[OpenPoint]:
    seat = seat or next(iter(judging_seats(assessment)), None)
    said = {judgement.criterion: judgement for judgement in assessment.judgements if judgement.seat == seat}
    for criterion in edition.criteria_of(assessment.label):
        judgement, place = said.get(criterion.id), Place(Area.CRITERIA, criterion.id)
        if judgement is None or judgement.level is None:
            yield OpenPoint(PointKind.NOT_LOOKED_AT, place)
        elif not judgement.reason.strip():
            yield OpenPoint(PointKind.NO_REASON, place)
    yield from _of_areas(assessment, edition)
    for other in assessment.seats:
        if other.id != seat and other.key and other.id in judging_seats(assessment):
            seal = assessment.seal(other.id)
            if seal is None or not seal.salt:
                yield OpenPoint(PointKind.SEAT_AWAITED, Place(Area.DETAILS, f"seat-{other.role.value}"))
    # What can only be cleared up on site comes last: all else can be done at the desk before the visit.
    for criterion in edition.criteria_of(assessment.label):
        judgement = said.get(criterion.id)
        if judgement is not None and judgement.on_site:
            yield OpenPoint(PointKind.RAISE_ON_SITE, Place(Area.CRITERIA, criterion.id))


def _of_areas(assessment: Assessment, edition: Edition) -> Iterator[OpenPoint]:
    need = edition.labels[assessment.label].award.improvement_areas.value
    if len(assessment.improvement_areas) < need:
        yield OpenPoint(PointKind.AREAS_MISSING, Place(Area.IMPROVEMENT_AREAS))
    for area in assessment.improvement_areas if need else ():
        place = Place(Area.IMPROVEMENT_AREAS, str(area.id))
        if not all(text.strip() for text in (area.before, area.after, area.effect)):
            yield OpenPoint(PointKind.AREA_NOT_DESCRIBED, place)
        if area.verdict is None:
            yield OpenPoint(PointKind.AREA_WITHOUT_VERDICT, place)


def _of_consensus(assessment: Assessment, edition: Edition) -> Iterator[OpenPoint]:
    agreements = {agreed.criterion: agreed for agreed in assessment.consensus}
    for criterion in edition.criteria_of(assessment.label):
        agreed = agreements.get(criterion.id)
        if agreed is None or agreed.level is None:
            yield OpenPoint(PointKind.NOT_AGREED, Place(Area.CRITERIA, criterion.id))
        elif not agreed.adopted and lacks_own_reason(assessment, agreed):
            yield OpenPoint(PointKind.NO_AGREED_REASON, Place(Area.CRITERIA, criterion.id))


def _of_decision(assessment: Assessment, edition: Edition) -> Iterator[OpenPoint]:
    for condition in outcome(edition, assessment).conditions:
        if condition.state is not State.MET:
            kind = PointKind.CONDITION_NOT_MET if condition.state is State.MISSED else PointKind.CONDITION_OPEN
            yield OpenPoint(kind, Place(Area.RESULT, condition.kind.value))
