"""The places where words were found in a file, in the order in which they are gone through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eucles_desk.assessment.evidence import Region
    from eucles_desk.services.ports import Found


@dataclass(frozen=True, slots=True)
class Hits:
    """Places by page; a page whose places are not known counts as one."""

    places: tuple[tuple[int, Region | None], ...] = ()

    def __len__(self) -> int:
        return len(self.places)

    def first_from(self, page: int) -> int:
        """Return the first place on a page or after it, otherwise the first of all; -1 when there is none."""
        if not self.places:
            return -1
        return next((at for at, (found, _) in enumerate(self.places) if found >= page), 0)

    def next(self, at: int, way: int) -> int:
        """Return the place after or before another, around the end; -1 when there is none."""
        return (at + way) % len(self.places) if self.places else -1

    def on_page(self, page: int) -> tuple[Region, ...]:
        """Return the places on a page."""
        return tuple(region for found, region in self.places if found == page and region is not None)

    def number_on_page(self, at: int) -> int:
        """Return the which of its page's places one is."""
        page = self.places[at][0]
        return sum(1 for found, _ in self.places[:at] if found == page)


def hits_of(found: Iterable[Found]) -> Hits:
    """Return what the reader found as places."""
    places: list[tuple[int, Region | None]] = []
    for one in found:
        places.extend((one.page, region) for region in one.regions or (None,))
    return Hits(tuple(places))
