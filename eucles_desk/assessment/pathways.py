"""The smallest sets of criteria whose rise reaches a label: how many there are, and a few of them to choose from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.award import Raise, Shortage, distance, largest_first, lowered, shortage_of
from eucles_desk.assessment.scoring import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eucles_desk.assessment.values import Level
    from eucles_desk.scheme.values import Edition, Label

MOST_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Pathways:
    """The smallest sets of criteria whose rise reaches a label.

    Every set has as many criteria as every other and none has one to spare. Criteria not looked at are taken at
    their highest level.

    Attributes:
        label: The id of the label.
        count: How many such sets there are; none when nothing has to rise or nothing is enough.
        shown: The first few of them, the one with the most to gain in few criteria first; the others keep clear of
            its criteria as far as they can, so that there is something to choose from.
        reachable: Whether the points, minimums and entry conditions of the label can be reached at all.
        open: The criteria not looked at.
    """

    label: str
    count: int
    shown: tuple[tuple[Raise, ...], ...]
    reachable: bool
    open: tuple[str, ...]


def pathways(edition: Edition, label_id: str, levels: Mapping[str, Level], most: int = MOST_SHOWN) -> Pathways:
    """Work out the smallest sets of criteria to raise from these levels to a label."""
    label = edition.labels[label_id]
    shortage, found = shortage_of(edition, label, levels), distance(edition, label_id, levels).raises
    unknown = tuple(criterion.id for criterion in edition.criteria_of(label_id) if levels.get(criterion.id) is None)
    if not found:
        reachable = not shortage.must and shortage.spare is not None and shortage.spare >= 0
        return Pathways(label_id, 0, (), reachable, unknown)
    size = len(found) - len(shortage.must)
    sets = _some_sets(shortage, size, most)
    shown = tuple(lowered(edition, levels, shortage, chosen) for chosen in sets)
    return Pathways(label_id, _number_of_sets(shortage, size), shown, reachable=True, open=unknown)


def next_label(edition: Edition, label_id: str) -> Label | None:
    """Return the label that ranks next above, if it is earned by the levels of criteria."""
    rank = edition.labels[label_id].rank
    above = sorted((label for label in edition.labels.values() if label.rank > rank), key=lambda label: label.rank)
    return next((label for label in above if label.criteria), None)


def _some_sets(shortage: Shortage, size: int, most: int) -> Iterator[tuple[str, ...]]:
    """Yield different sets that are enough: for each the criteria come first that no earlier one has used."""
    used: Counter[str] = Counter()
    seen: set[frozenset[str]] = set()
    for _number in range(most):
        order = sorted(largest_first(shortage), key=lambda criterion: used[criterion])
        new = next((s for s in _sets(shortage, order, size) if frozenset(s) not in seen), None)
        if new is None:
            return
        seen.add(frozenset(new))
        used.update(new)
        yield tuple(sorted(new, key=largest_first(shortage).index))


def _sets(shortage: Shortage, order: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Yield the sets of this size that are enough, in the given order of preference.

    A criterion is only taken where the largest gains after it still suffice, so that no search ends in nothing.
    """
    missing = -(shortage.spare or ZERO)

    def beginning(chosen: tuple[str, ...], start: int, lacking: Decimal) -> Iterator[tuple[str, ...]]:
        left = size - len(chosen)
        if not left:
            yield chosen
            return
        for index in range(start, len(order) - left + 1):
            then = lacking - shortage.gains[order[index]]
            after = sorted((shortage.gains[criterion] for criterion in order[index + 1 :]), reverse=True)
            if sum(after[: left - 1], ZERO) >= then:
                yield from beginning((*chosen, order[index]), index + 1, then)

    yield from beginning((), 0, missing)


def _number_of_sets(shortage: Shortage, size: int) -> int:
    """Count the sets of this size that are enough, by size and gain so far rather than one by one."""
    missing = -(shortage.spare or ZERO)
    counted: Counter[tuple[int, Decimal]] = Counter({(0, ZERO): 1})
    for gain in filter(None, shortage.gains.values()):
        longer = Counter[tuple[int, Decimal]]()
        for (taken, total), ways in counted.items():
            if taken < size:
                longer[taken + 1, total + gain] += ways
        counted.update(longer)
    return sum(ways for (taken, total), ways in counted.items() if taken == size and total >= missing)
