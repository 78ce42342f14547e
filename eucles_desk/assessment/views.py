"""Which levels count: one seat's own while it scores, the agreed ones afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.terms import Role, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from eucles_desk.assessment.values import Assessment, Judgement, Level
    from eucles_desk.scheme.values import Edition

AGREED_STEPS = frozenset({Step.CONSENSUS, Step.FACT_CHECK, Step.DECISION, Step.AWARDED, Step.REFUSED})
JUDGING_ROLES = (Role.LEAD, Role.SECOND)


def seat_levels(assessment: Assessment, seat: UUID) -> dict[str, Level]:
    """Return the levels of one seat; a criterion that the seat has not looked at is absent."""
    return {
        judgement.criterion: judgement.level
        for judgement in assessment.judgements
        if judgement.seat == seat and judgement.level is not None
    }


def agreed_levels(assessment: Assessment) -> dict[str, Level]:
    """Return the agreed levels; a criterion without one is absent."""
    return {agreed.criterion: agreed.level for agreed in assessment.consensus if agreed.level is not None}


def stands_agreed(assessment: Assessment) -> bool:
    """Return whether the agreed levels are those that count: from the consensus on, also if withdrawn after it."""
    return assessment.step in AGREED_STEPS or (assessment.step is Step.WITHDRAWN and bool(assessment.consensus))


def standing_levels(assessment: Assessment, seat: UUID | None = None) -> Mapping[str, Level]:
    """Return the levels that stand now: agreed ones from the consensus on, before that the seat's (the lead's)."""
    if stands_agreed(assessment):
        return agreed_levels(assessment)
    if seat is None:
        lead = assessment.seat(Role.LEAD)
        seat = lead.id if lead else None
    return seat_levels(assessment, seat) if seat else {}


def judging_seats(assessment: Assessment) -> tuple[UUID, ...]:
    """Return the seats whose judgements count, lead first."""
    return tuple(seat.id for role in JUDGING_ROLES for seat in assessment.seats if seat.role is role)


def seat_here(assessment: Assessment, held: Collection[UUID]) -> UUID | None:
    """Return the seat that a computer which holds these judges: the lead's where it holds all, as none are named."""
    here = next((seat.id for seat in assessment.seats if seat.id in held), None)
    lead = assessment.seat(Role.LEAD)
    return here or (lead.id if lead else None)


def judgements_of(assessment: Assessment, criterion: str) -> tuple[Judgement, ...]:
    """Return what the judging seats have said of a criterion, lead first, empty ones left out."""
    return judgements_by_criterion(assessment).get(criterion, ())


def judgements_by_criterion(assessment: Assessment) -> Mapping[str, tuple[Judgement, ...]]:
    """Return what the judging seats have said of each criterion, lead first, empty ones left out."""
    said: dict[str, tuple[Judgement, ...]] = {}
    for seat in judging_seats(assessment):
        for judgement in assessment.judgements:
            if judgement.seat == seat and not judgement.is_empty:
                said[judgement.criterion] = (*said.get(judgement.criterion, ()), judgement)
    return said


def readable_judgements(assessment: Assessment) -> Mapping[str, tuple[Judgement, ...]]:
    """Return the judgements of each criterion that may be read: the lead's alone until the experts agree."""
    said = judgements_by_criterion(assessment)
    if stands_agreed(assessment):
        return said
    lead = assessment.seat(Role.LEAD)
    own = {criterion: tuple(one for one in found if lead and one.seat == lead.id) for criterion, found in said.items()}
    return {criterion: found for criterion, found in own.items() if found}


def next_criterion(assessment: Assessment, edition: Edition, used: Collection[str]) -> str:
    """Return the criterion to begin another record with: the first of the label that no record is about yet."""
    criteria = [criterion.id for criterion in edition.criteria_of(assessment.label)]
    return next((criterion for criterion in criteria if criterion not in used), criteria[0])
