"""Where the user has been, for going back and forward as in a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_SPOTS: Final = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the window: a page, or an area of an assessment and what is current in it.

    Attributes:
        page: The key of the page; that of the list for an assessment.
        assessment: The assessment that is open, ``None`` on a page.
        area: The key of its area.
        name: What is current there, a criterion for instance; empty where nothing is.
    """

    page: str
    assessment: UUID | None = None
    area: str = ""
    name: str = ""

    def __str__(self) -> str:
        return "|".join((self.page, str(self.assessment or ""), self.area, self.name))

    @classmethod
    def parse(cls, text: str) -> Spot | None:
        """Read what ``str`` made of a spot, ``None`` when it is none: settings are files that anybody can change."""
        parts = text.split("|")
        if len(parts) != 4 or not parts[0]:
            return None
        try:
            assessment = UUID(parts[1]) if parts[1] else None
        except ValueError:
            return None
        return cls(parts[0], assessment, parts[2], parts[3])

    def is_near(self, other: Spot) -> bool:
        """Whether the other is the same page or area, with another thing current in it."""
        return (self.page, self.assessment, self.area) == (other.page, other.assessment, other.area)


class Trail:
    """The spots in the order of visits, and which of them is shown."""

    def __init__(self) -> None:
        self._spots: list[Spot] = []
        self._at = -1

    @property
    def current(self) -> Spot | None:
        """The spot that is shown."""
        return self._spots[self._at] if self._at >= 0 else None

    def visit(self, spot: Spot) -> None:
        """Go to a spot; what lay ahead is forgotten, as in a browser. The same spot again is not another visit.

        A page or area that gets its first current thing stays one visit.
        """
        current = self.current
        if spot == current:
            return
        if current is not None and spot.is_near(current) and not current.name:
            self._name_current(spot)
            return
        del self._spots[self._at + 1 :]
        self._spots.append(spot)
        del self._spots[:-MOST_SPOTS]
        self._at = len(self._spots) - 1

    def latest(self) -> tuple[Spot, ...]:
        """Return all spots, the one visited last first."""
        return tuple(reversed(self._spots))

    def _name_current(self, spot: Spot) -> None:
        """Let the current spot be this one; where the one before or after is the same, they become one."""
        self._spots[self._at] = spot
        if self._spots[self._at + 1 : self._at + 2] == [spot]:
            del self._spots[self._at + 1]
        if self._at and self._spots[self._at - 1] == spot:
            del self._spots[self._at]
            self._at -= 1

    def back(self, show: Callable[[Spot], bool]) -> bool:
        """Show the spot before; those that can no longer be shown are left out. Return whether one was shown."""
        return self._step(-1, show)

    def forward(self, show: Callable[[Spot], bool]) -> bool:
        """Show the spot after, likewise."""
        return self._step(1, show)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a spot before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a spot after."""
        return self._at + 1 < len(self._spots)

    def _step(self, by: int, show: Callable[[Spot], bool]) -> bool:
        at = self._at + by
        while 0 <= at < len(self._spots):
            spot = self._spots[at]
            before, self._at = self._at, at
            if show(spot):
                return True
            self._at = before
            del self._spots[at]
            if by < 0:
                self._at -= 1
                at -= 1
        return False
