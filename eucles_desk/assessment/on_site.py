"""What belongs to the days on site and to the assessor's own desk, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.assessment.values import Level

    Extra = Mapping[str, object]


def _nothing() -> Extra:
    return MappingProxyType({})


def _no_minutes() -> Mapping[str, int]:
    return MappingProxyType({})


class Frame(StrEnum):
    """How long a visit is."""

    THREE_HOURS = "three_hours"
    HALF_DAY = "half_day"
    TWO_DAYS = "two_days"


@dataclass(frozen=True, slots=True)
class Agenda:
    """The plan of the visit, as far as it was chosen; all else follows from the label and what is open.

    Attributes:
        frame: How long the visit is.
        starts: When each day begins, as ``YYYY-MM-DDTHH:MM`` in local time.
        minutes: The minutes of the criteria whose share was changed by hand.
        done: The criteria that have been talked about.
    """

    frame: Frame
    starts: tuple[str, ...] = ()
    minutes: Mapping[str, int] = field(default_factory=_no_minutes)
    done: tuple[str, ...] = ()
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class PrivateNote:
    """What an assessor notes on a criterion for nobody else; it never leaves this computer."""

    criterion: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class SelfJudgement:
    """The level that the cluster gives itself for one criterion, and what it says to it."""

    criterion: str
    level: Level = None
    comment: str = ""
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class AcceptedFinding:
    """A quality finding that stays as it is, with the reason; ``kind``, ``place`` and ``detail`` name it."""

    kind: str
    place: str
    detail: str = ""
    reason: str = ""
    extra: Extra = field(default_factory=_nothing)

    @property
    def key(self) -> str:
        """What a finding is known by."""
        return f"{self.kind}|{self.place}|{self.detail}"
