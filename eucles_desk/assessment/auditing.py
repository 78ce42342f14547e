"""Values about the history as it is looked through and verified."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from eucles_desk.assessment.records import Entry


class EntryState(StrEnum):
    """What became of an entry."""

    KEPT = "kept"
    ERASED = "erased"
    """What it said was taken out; that there was an entry, and when, stays."""
    UNREADABLE = "unreadable"
    """What it says is no longer what the program writes: somebody else wrote there, or the disk failed."""


@dataclass(frozen=True, slots=True)
class Audited:
    """An entry of the history with its number over all data; one that is not kept says nothing."""

    seq: int
    assessment: UUID | None
    entry: Entry
    state: EntryState = EntryState.KEPT


class FlawKind(StrEnum):
    """What can be wrong with the history."""

    MISSING = "missing"
    """Entries were taken out."""
    ALTERED = "altered"
    """What an entry says is not what was written."""
    UNCHAINED = "unchained"
    """Number, time, seat or place of an entry is not what was written, or it does not follow the one before."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A place where the history is not as it was written.

    Attributes:
        seq: The first entry that is concerned, ``last`` the last one.
        since: The time of the entry before, where it can be told.
        at: The time of the entry itself, or of the one after those that are missing, where it can be told.
    """

    kind: FlawKind
    seq: int
    last: int
    since: datetime | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying the whole history has found.

    Attributes:
        entries: How many entries there are.
        head: The hash of the last one, as hexadecimal digits; it stands for all of them.
        erased: Of how many entries nothing is left but that they were there.
    """

    entries: int
    head: str
    erased: int = 0
    flaws: Sequence[Flaw] = ()

    @property
    def is_sound(self) -> bool:
        """Whether each entry is as it was written, and none is missing before the last."""
        return not self.flaws

    @property
    def short_head(self) -> str:
        """The beginning of the hash, enough to compare by eye."""
        return self.head[:SHORT]


SHORT = 12
