"""Points: by criterion, by dimension, in total, and the lowest and highest total still possible."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.scheme.values import Criterion, Edition, NotApplicableRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eucles_desk.assessment.values import Level

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Points:
    """Points so far with the bounds of what they can still become.

    ``available`` is the maximum that counts: criteria judged not applicable have left it under the rule ``excluded``.
    ``lowest`` and ``highest`` take every criterion not looked at as the lowest and the highest level.
    """

    points: Decimal
    available: Decimal
    lowest: Decimal
    highest: Decimal
    judged: int
    not_applicable: int
    criteria: int

    @property
    def percent(self) -> Decimal | None:
        """The share of the available points in percent; ``None`` when nothing is available."""
        return self.points * 100 / self.available if self.available else None

    @property
    def lowest_percent(self) -> Decimal | None:
        """The share that the lowest total would be; ``None`` when nothing is available."""
        return self.lowest * 100 / self.available if self.available else None

    @property
    def highest_percent(self) -> Decimal | None:
        """The share that the highest total would be; ``None`` when nothing is available."""
        return self.highest * 100 / self.available if self.available else None

    @property
    def is_complete(self) -> bool:
        """Whether every criterion has been looked at."""
        return self.judged == self.criteria


@dataclass(frozen=True, slots=True)
class Score:
    """The points of an assessment in total and by dimension id."""

    total: Points
    dimensions: Mapping[str, Points]


def score(edition: Edition, label: str, levels: Mapping[str, Level]) -> Score:
    """Work out the points that these levels give for a label; levels of other criteria are left alone."""
    dimensions = {
        dimension.id: points_of(edition, criteria, levels) for dimension, criteria in edition.by_dimension(label)
    }
    return Score(_total(tuple(dimensions.values())), dimensions)


def points_of(edition: Edition, criteria: Iterable[Criterion], levels: Mapping[str, Level]) -> Points:
    """Add up the points of some criteria."""
    excluded = edition.not_applicable.rule is NotApplicableRule.EXCLUDED
    points = available = lowest = highest = ZERO
    judged = not_applicable = count = 0
    for criterion in criteria:
        count += 1
        weight = criterion.weight.value
        most = edition.highest_level * weight
        level = levels.get(criterion.id)
        if level is NOT_APPLICABLE:
            judged += 1
            not_applicable += 1
            available += ZERO if excluded else most
            continue
        available += most
        if level is None:
            lowest += edition.lowest_level * weight if not criterion.may_be_not_applicable.value else ZERO
            highest += most
        else:
            judged += 1
            points += level * weight
            lowest += level * weight
            highest += level * weight
    return Points(points, available, lowest, highest, judged, not_applicable, count)


def _total(parts: tuple[Points, ...]) -> Points:
    return Points(
        sum((part.points for part in parts), ZERO),
        sum((part.available for part in parts), ZERO),
        sum((part.lowest for part in parts), ZERO),
        sum((part.highest for part in parts), ZERO),
        sum(part.judged for part in parts),
        sum(part.not_applicable for part in parts),
        sum(part.criteria for part in parts),
    )
