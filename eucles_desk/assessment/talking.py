"""The consensus talk: what the experts judged differently, in the order in which it can change the label."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from eucles_desk.assessment.award import is_below_minimum, threshold
from eucles_desk.assessment.scoring import Points, score
from eucles_desk.assessment.views import judgements_of, judging_seats, seat_levels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from eucles_desk.assessment.values import Agreement, Assessment, Level
    from eucles_desk.scheme.values import Criterion, Edition


class Effect(StrEnum):
    """What a difference can change, the weightiest first."""

    MINIMUM = "minimum"
    """One of the levels misses a minimum that the other reaches."""
    TOTAL = "total"
    """Whether the points suffice can depend on it."""
    POINTS = "points"
    """It changes the points, and not whether they suffice."""
    NOTHING = "nothing"
    """It changes nothing that is counted."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A criterion that the experts judged differently.

    Attributes:
        levels: The level of each expert, lead first.
        apart: By how many levels; ``None`` where one of them gives no level.
        effect: What it can change.
        agreed: The level agreed on, ``None`` while there is none.
        is_beyond: Whether they are further apart than may be settled without a reason of its own.
    """

    criterion: str
    levels: tuple[Level, ...]
    apart: int | None
    effect: Effect
    agreed: Level
    is_beyond: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """What is to be talked about.

    Attributes:
        unanimous: Criteria that all experts judged alike.
        differences: The others, in the order in which to talk about them.
        worst: The points if each open difference is settled at the lower level.
        best: The points if each is settled at the higher level.
        needed: The points that the label needs; ``None`` for a label without a score.
    """

    unanimous: tuple[str, ...]
    differences: tuple[Difference, ...]
    worst: Points
    best: Points
    needed: Decimal | None

    @property
    def open(self) -> tuple[Difference, ...]:
        """The differences that are not settled yet."""
        return tuple(one for one in self.differences if one.agreed is None)

    @property
    def deciding(self) -> tuple[Difference, ...]:
        """The open differences that can change the label."""
        return tuple(one for one in self.open if one.effect in {Effect.MINIMUM, Effect.TOTAL})


APART_WITHOUT_RULE = 2
"""How far the experts may be apart where the edition does not say: two levels, as each may have misread by one."""


def talk(assessment: Assessment, edition: Edition) -> Talk:
    """Work out what the experts have to talk about."""
    label = edition.labels[assessment.label]
    given = [levels for seat in judging_seats(assessment) if (levels := seat_levels(assessment, seat))]
    agreed = {one.criterion: one.level for one in assessment.consensus if one.level is not None}
    criteria = edition.criteria_of(assessment.label)
    by_criterion = {criterion.id: tuple(one.get(criterion.id) for one in given) for criterion in criteria}
    ends = {code: _ends(levels, agreed.get(code)) for code, levels in by_criterion.items()}
    worst, best = (
        score(edition, assessment.label, {code: found[end] for code, found in ends.items()}).total for end in (0, 1)
    )
    needed = threshold(label, best.available)
    unanimous = tuple(code for code, levels in by_criterion.items() if _is_unanimous(levels))
    differences: list[Difference] = []
    for criterion in criteria:
        levels = by_criterion[criterion.id]
        if len(set(levels)) > 1:
            effect = _effect(edition, criterion, levels)
            if effect is Effect.POINTS and _decides(criterion, levels, ends[criterion.id], (worst, best, needed)):
                effect = Effect.TOTAL
            apart = _apart(levels)
            is_beyond = is_far(levels)
            settled = agreed.get(criterion.id)
            differences.append(Difference(criterion.id, levels, apart, effect, settled, is_beyond))
    order = list(Effect)
    differences.sort(key=lambda one: (one.agreed is not None, order.index(one.effect), -_weight(one, edition)))
    return Talk(unanimous, tuple(differences), worst, best, needed)


def is_far(levels: Sequence[Level]) -> bool:
    """Return whether experts are further apart than may be settled without a reason of its own."""
    apart = _apart(levels)
    return apart is not None and apart > APART_WITHOUT_RULE


def lacks_own_reason(assessment: Assessment, agreed: Agreement) -> bool:
    """Return whether an agreement has no reason, or where experts were far apart only the words of one of them."""
    reason = agreed.reason.strip()
    if not reason:
        return True
    said = judgements_of(assessment, agreed.criterion)
    return is_far([judgement.level for judgement in said]) and reason in {one.reason.strip() for one in said}


def _is_unanimous(levels: Sequence[Level]) -> bool:
    return len(set(levels)) == 1 and levels[0] is not None


def _ends(levels: Sequence[Level], agreed: Level) -> tuple[Level, Level]:
    """Return the lowest and the highest level that may come of it; ``None`` where nobody gave any."""
    if agreed is not None:
        return agreed, agreed
    numbers = [level for level in levels if isinstance(level, int)]
    if not numbers:
        given = next((level for level in levels if level is not None), None)
        return given, given
    return min(numbers), max(numbers)


def _effect(edition: Edition, criterion: Criterion, levels: Sequence[Level]) -> Effect:
    """Return what the levels can change, short of what the total of all says."""
    waived = edition.not_applicable.minimum_waived
    if len({is_below_minimum(criterion, level, waived=waived) for level in levels if level is not None}) > 1:
        return Effect.MINIMUM
    return Effect.POINTS if criterion.weight.value else Effect.NOTHING


def _decides(
    criterion: Criterion,
    levels: Sequence[Level],
    ends: tuple[Level, Level],
    total: tuple[Points, Points, Decimal | None],
) -> bool:
    """Return whether it can depend on this criterion, once all others are settled, that the points suffice."""
    worst, best, needed = total
    numbers = [level for level in levels if isinstance(level, int)]
    if needed is None or len(numbers) < len(levels) or not all(isinstance(end, int) for end in ends):
        return False
    low, high = (int(str(end)) * criterion.weight.value for end in ends)
    least = worst.points - low + min(numbers) * criterion.weight.value
    most = best.points - high + max(numbers) * criterion.weight.value
    return least < needed <= most


def _apart(levels: Sequence[Level]) -> int | None:
    numbers = [level for level in levels if isinstance(level, int)]
    return max(numbers) - min(numbers) if numbers and len(numbers) == len(levels) else None


def _weight(one: Difference, edition: Edition) -> Decimal:
    return (one.apart or 0) * edition.criteria[one.criterion].weight.value
