"""What an assessment comes to in short: for lists, worked out anew with every change, and for a later assessment."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from eucles_desk.assessment.award import below_minimum
from eucles_desk.assessment.records import Summary
from eucles_desk.assessment.scoring import ZERO, score
from eucles_desk.assessment.steps import open_points
from eucles_desk.assessment.values import Assessment, EarlierResult
from eucles_desk.assessment.views import standing_levels

if TYPE_CHECKING:
    from datetime import datetime

    from eucles_desk.assessment.records import FinishedAssessment
    from eucles_desk.scheme.values import Edition
HUNDREDTH = Decimal("0.01")


def summarise(assessment: Assessment, edition: Edition, at: datetime) -> Summary:
    """Return what the list shows of an assessment; no points for a label that is not earned by points."""
    levels = standing_levels(assessment)
    total = score(edition, assessment.label, levels).total
    points = open_points(assessment, edition)
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
    )


def earlier_result(finished: FinishedAssessment, edition: Edition) -> EarlierResult:
    """Return what a finished assessment came to, by the edition of its own time; no share where points do not count."""
    share = score(edition, finished.label, finished.levels).total.percent
    return EarlierResult(
        month=finished.month,
        label=finished.label,
        levels=finished.levels,
        percent=_rounded(share) if share is not None and edition.labels[finished.label].has_score else None,
        assessment=finished.id,
    )


def _rounded(share: Decimal) -> Decimal:
    """Return a share with at most two decimals, as it passes through the interchange file unchanged."""
    return share.quantize(HUNDREDTH, ROUND_HALF_UP).normalize() + 0
