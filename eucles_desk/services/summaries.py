"""What an assessment comes to in short: for lists, worked out anew with every change, and for a later assessment."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from eucles_desk.assessment.award import below_minimum
from eucles_desk.assessment.places import PointKind
from eucles_desk.assessment.records import Summary
from eucles_desk.assessment.scoring import ZERO, score
from eucles_desk.assessment.steps import open_points
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment, EarlierResult
from eucles_desk.assessment.views import judging_seats, seat_here, standing_levels

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from eucles_desk.assessment.places import OpenPoint
    from eucles_desk.assessment.records import FinishedAssessment
    from eucles_desk.scheme.values import Edition
HUNDREDTH = Decimal("0.01")


def summarise(assessment: Assessment, edition: Edition, at: datetime, held: Collection[UUID] = ()) -> Summary:
    """Return what the list shows of an assessment; no points for a label that is not earned by points.

    ``held`` are the seats that this computer judges, none where it judges all.
    """
    seat = seat_here(assessment, held)
    levels = standing_levels(assessment, seat)
    total = score(edition, assessment.label, levels).total
    points = open_points(assessment, edition, seat)
    label = edition.labels[assessment.label]
    return Summary(
        id=assessment.id,
        cluster=assessment.cluster.id,
        cluster_name=assessment.cluster.name,
        label=assessment.label,
        kind=assessment.kind,
        step=assessment.step,
        judged=total.judged,
        criteria=total.criteria,
        points=total.points if label.has_score else ZERO,
        available=total.available if label.has_score else ZERO,
        open_points=len(points),
        next_place=str(points[0].place) if points else "",
        next_point=points[0].kind.value if points else "",
        unmet_minimums=len(below_minimum(edition, assessment.label, levels)) if label.award.minimums.value else 0,
        changed_at=at,
        flagged=sum(1 for judgement in assessment.judgements if judgement.seat == seat and judgement.on_site),
        waits_for_expert=_waits_for_expert(assessment, points, seat),
        unanswered=sum(1 for remark in assessment.remarks if remark.disposition is None),
        reply_due=assessment.reply_due,
        last_visit=max((visit.day for visit in assessment.visits), default=""),
        award_last=assessment.award.last if assessment.award else "",
    )


def _waits_for_expert(assessment: Assessment, points: Sequence[OpenPoint], seat: UUID | None) -> bool:
    """Return whether the own scoring is done while the other expert's judgements are not here yet."""
    others = {one for one in judging_seats(assessment) if one != seat}
    if assessment.step is not Step.SCORING or not others:
        return False
    if any(point.kind is not PointKind.SEAT_AWAITED for point in points):
        return False
    return not others <= {judgement.seat for judgement in assessment.judgements}


def earlier_result(finished: FinishedAssessment, edition: Edition) -> EarlierResult:
    """Return what a finished assessment came to, by the edition of its own time; no share where points do not count."""
    share = score(edition, finished.label, finished.levels).total.percent
    return EarlierResult(
        month=finished.month,
        label=finished.label,
        levels=finished.levels,
        percent=_rounded(share) if share is not None and edition.labels[finished.label].has_score else None,
        assessment=finished.id,
        recommendations=finished.recommendations,
    )


def _rounded(share: Decimal) -> Decimal:
    """Return a share with at most two decimals, as it passes through the interchange file unchanged."""
    return share.quantize(HUNDREDTH, ROUND_HALF_UP).normalize() + 0
