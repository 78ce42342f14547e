"""Evidence and what points to it, as frozen values: stored files with their versions, links, interviews with notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    Extra = Mapping[str, object]

WHOLE: Final = 1000
"""The width and height of a page in the measure of a :class:`Region`."""


def _nothing() -> Extra:
    return MappingProxyType({})


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    DOCUMENT = "document"
    LINK = "link"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page or picture, in thousandths of its width and height from the upper left corner.

    Whole numbers, so that a region is the same after every round trip.
    """

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Citation:
    """Points from a judgement to a page or note of a piece of evidence.

    Attributes:
        page: The page of a file, or the number of an interview's note.
        note: Which part is meant, in words.
        region: The part of the page that is meant.
        quote: The text that stands there, as it was read when it was cited.
        sha256: The content of the file that was cited; another than the evidence's now means a later version.
    """

    evidence: UUID
    page: int | None = None
    note: str = ""
    region: Region | None = None
    quote: str = ""
    sha256: str = ""
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Note:
    """One note of an interview: its lasting number, what was said, and the criteria that it is about."""

    number: int
    text: str = ""
    criteria: tuple[str, ...] = ()
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Interview:
    """A talk: with whom by role, on which day (``YYYY-MM-DD``), from when (``HH:MM`` or empty), and what was said."""

    role: str = ""
    day: str = ""
    start: str = ""
    notes: tuple[Note, ...] = ()
    extra: Extra = field(default_factory=_nothing)

    def note(self, number: int) -> Note | None:
        """Return a note by its number."""
        return next((note for note in self.notes if note.number == number), None)

    @property
    def next_number(self) -> int:
        """The number of the next note; one that was removed is not given to another."""
        return max((note.number for note in self.notes), default=0) + 1


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file that another one has taken the place of; it stays stored."""

    sha256: str
    file_name: str = ""
    size: int = 0
    added_at: str = ""
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stored file, a link or an interview.

    Attributes:
        sha256: Names the stored file's content; empty for links and interviews.
        address: A link's target.
        added_at: When it came in, with the time zone.
        dated: The day or month that the evidence itself is of (``YYYY-MM-DD``, ``YYYY-MM`` or empty).
        expires: The day after which it no longer counts (``YYYY-MM-DD`` or empty).
        interview: What was said, for an interview that was logged here.
        versions: The files that were here before the present one, oldest first.
    """

    id: UUID
    title: str
    kind: EvidenceKind
    sha256: str = ""
    file_name: str = ""
    size: int = 0
    address: str = ""
    added_at: str = ""
    dated: str = ""
    expires: str = ""
    interview: Interview | None = None
    versions: tuple[FileVersion, ...] = ()
    extra: Extra = field(default_factory=_nothing)
