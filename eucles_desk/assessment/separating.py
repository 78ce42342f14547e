"""What separates a cluster from the label, criterion by criterion, for whoever wants to know what to look at next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from eucles_desk.assessment.award import distance, threshold
from eucles_desk.assessment.scoring import Points, score

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.assessment.values import Level
    from eucles_desk.scheme.values import Criterion, Edition


@dataclass(frozen=True, slots=True)
class Step:
    """One criterion with the level that it needs at least, and the points that its highest level would still add."""

    criterion: str
    level: Level
    needs: int
    adds: Decimal


@dataclass(frozen=True, slots=True)
class Separating:
    """What separates a cluster from the label.

    Attributes:
        needed: The points that the label needs; ``None`` for a label without a score.
        reachable: Whether they can be reached without raising a level already given.
        below: Criteria below their minimum, and which level that is.
        deciding: Open criteria that must not stay at their lowest level, those that can add most first; each with the
            least level that keeps the label within reach when all others get their highest.
        raises: Where the points are out of reach: the fewest levels to raise, with what that adds.
    """

    total: Points
    needed: Decimal | None
    reachable: bool
    below: tuple[Step, ...]
    deciding: tuple[Step, ...]
    raises: tuple[Step, ...]


def separating(edition: Edition, label_id: str, levels: Mapping[str, Level]) -> Separating:
    """Work out what separates these levels from the label."""
    found, total = distance(edition, label_id, levels), score(edition, label_id, levels).total
    needed = threshold(edition.labels[label_id], total.available)
    spare = total.highest - (needed or Decimal(0))
    below = tuple(_below(edition.criteria[one], levels.get(one)) for one in found.below_minimum)
    deciding = sorted((_deciding(edition.criteria[one], spare) for one in found.deciding), key=lambda step: -step.adds)
    raises = tuple(Step(one.criterion, one.level, one.to, one.gain) for one in found.raises)
    return Separating(total, needed, found.reachable, below, tuple(deciding), () if found.reachable else raises)


def _below(criterion: Criterion, level: Level) -> Step:
    needs = criterion.minimum.value or 0
    now = level if isinstance(level, int) else 0
    return Step(criterion.id, level, needs, (criterion.highest - now) * criterion.weight.value)


def _deciding(criterion: Criterion, spare: Decimal) -> Step:
    weight = criterion.weight.value
    may_miss = int((spare / weight).to_integral_value(ROUND_FLOOR))
    return Step(criterion.id, None, criterion.highest - may_miss, criterion.most_points)
