"""How far experts agree before they talk: exact share, weighted kappa, Krippendorff's alpha for ordered levels.

Each is refused with a reason where it cannot be worked out honestly. Sources: K. Krippendorff, Computing
Krippendorff's Alpha-Reliability (2011), for alpha; J. Cohen, Weighted kappa, Psychological Bulletin 70 (1968), for
kappa, here with squared distances as weights.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.views import judging_seats, seat_levels

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.scheme.values import Edition

LEAST: Final = 10
"""Criteria that both must have judged: with fewer, one criterion more or less would turn the figure round."""
BOTH: Final = 2


class Refusal(StrEnum):
    """Why a figure cannot be worked out."""

    ONE_EXPERT = "one_expert"
    TOO_FEW = "too_few"
    """Fewer criteria than :data:`LEAST` were judged by both."""
    NO_VARIATION = "no_variation"
    """All levels are the same: there is nothing to tell apart, and chance alone would agree as well."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, or why there is none; ``value`` is 1 for full agreement and about 0 for that of chance."""

    value: float | None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class AgreementFigures:
    """How far the experts agree.

    Attributes:
        compared: How many criteria both have judged with a level.
        exact: How many of them both judged alike.
        apart: By how many levels they are apart, with how many criteria that is so.
        not_comparable: Criteria that only one of them calls not applicable, or has not looked at.
        alpha: Krippendorff's alpha for ordered levels.
        kappa: Cohen's kappa with squared distances as weights.
    """

    compared: int
    exact: int
    apart: Mapping[int, int]
    not_comparable: int
    alpha: Figure
    kappa: Figure


def agreement_figures(assessment: Assessment, edition: Edition) -> AgreementFigures:
    """Work out how far the two experts agree on the criteria of the label."""
    seats = [levels for seat in judging_seats(assessment) if (levels := seat_levels(assessment, seat))]
    criteria = [criterion.id for criterion in edition.criteria_of(assessment.label)]
    given = [[levels.get(criterion) for levels in seats[:BOTH]] for criterion in criteria]
    pairs = [(one[0], one[1]) for one in given if len(one) == BOTH and all(isinstance(level, int) for level in one)]
    whole = [(int(str(first)), int(str(second))) for first, second in pairs]
    same = sum(1 for one in given if len(one) == BOTH and one[0] is not None and one[0] == one[1]) - sum(
        1 for first, second in whole if first == second
    )
    apart = Counter(abs(first - second) for first, second in whole)
    refusal = _refusal(len(seats), whole)
    figures = (None, None) if refusal else (alpha([list(pair) for pair in whole]), weighted_kappa(whole))
    return AgreementFigures(
        compared=len(whole),
        exact=apart[0],
        apart=dict(sorted(apart.items())),
        not_comparable=len(given) - len(whole) - same,
        alpha=Figure(figures[0], refusal),
        kappa=Figure(figures[1], refusal),
    )


def alpha(units: Sequence[Sequence[int | None]]) -> float | None:
    """Return Krippendorff's alpha for ordered values; each unit has one value of each coder, ``None`` for none.

    Units with fewer than two values say nothing. ``None`` when all values are the same.
    """
    known = [[value for value in unit if value is not None] for unit in units]
    known = [unit for unit in known if len(unit) >= BOTH]
    counts = Counter(value for unit in known for value in unit)
    if len(counts) < BOTH:
        return None
    total, order = sum(counts.values()), sorted(counts)
    distances = {
        (low, high): (sum(counts[one] for one in order if low <= one <= high) - Fraction(counts[low] + counts[high], 2))
        ** 2
        for low, high in combinations(order, 2)
    }

    def distance(first: int, second: int) -> Fraction:
        return distances.get((min(first, second), max(first, second)), Fraction(0))

    within = ((first, second, len(unit) - 1) for unit in known for first, second in combinations(unit, 2))
    observed = sum((Fraction(2, others) * distance(first, second) for first, second, others in within), Fraction(0))
    expected = sum((2 * counts[low] * counts[high] * far for (low, high), far in distances.items()), Fraction(0))
    return float(1 - (total - 1) * observed / expected)


def squared(first: int, second: int) -> int:
    """Weigh a disagreement by the square of its distance."""
    return (first - second) ** 2


def weighted_kappa(pairs: Sequence[tuple[int, int]], weight: Callable[[int, int], int] = squared) -> float | None:
    """Return Cohen's weighted kappa of two coders; ``None`` when chance alone would leave no disagreement."""
    rows, columns = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    observed = sum(weight(first, second) for first, second in pairs) * len(pairs)
    expected = sum(weight(a, b) * rows[a] * columns[b] for a in rows for b in columns)
    return float(1 - Fraction(observed, expected)) if expected else None


def _refusal(experts: int, pairs: Sequence[tuple[int, int]]) -> Refusal | None:
    if experts < BOTH:
        return Refusal.ONE_EXPERT
    if len(pairs) < LEAST:
        return Refusal.TOO_FEW
    given = [level for pair in pairs for level in pair]
    return Refusal.NO_VARIATION if all(first == second for first, second in pairwise(given)) else None
