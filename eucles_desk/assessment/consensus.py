"""What the experts agree on without talking: the criteria that all of them judged alike."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eucles_desk.assessment.values import Agreement, Assessment
from eucles_desk.assessment.views import judging_seats, seat_levels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eucles_desk.scheme.values import Edition


def adoptions(assessment: Assessment, edition: Edition) -> Iterator[Agreement]:
    """Yield the agreements that change when the experts' levels are compared.

    A criterion that every expert who has judged anything judged alike is agreed at that level. One that was adopted
    before follows the levels that the experts give now; one that was agreed by hand stays as it is.
    """
    heard = [levels for seat in judging_seats(assessment) if (levels := seat_levels(assessment, seat))]
    agreements = {agreed.criterion: agreed for agreed in assessment.consensus}
    for criterion in edition.criteria_of(assessment.label):
        now = agreements.get(criterion.id, Agreement(criterion.id))
        if now.level is not None and not now.adopted:
            continue
        given = {levels.get(criterion.id) for levels in heard}
        level = given.pop() if len(given) == 1 else None
        then = replace(now, level=level, adopted=level is not None)
        if then != now:
            yield then
