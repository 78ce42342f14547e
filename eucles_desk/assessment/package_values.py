"""What goes into a package and comes out of one, without its form: no file, no encryption."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from eucles_desk.assessment.changes import Part
    from eucles_desk.assessment.merging import Caution, Conflict, Counts


class Purpose(StrEnum):
    """What a package is for."""

    ASSIGNMENT = "assignment"
    """Somebody is to judge a seat of it."""
    SEAT = "seat"
    """A seat is handed over to whoever holds the other one."""
    COPY = "copy"
    """All of it, for another data folder."""


def _no_files() -> Mapping[UUID, bytes]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is to leave this computer.

    Attributes:
        content: The interchange file, without the judgements of any expert.
        history: What was done here, one JSON text a line, without what nobody else may read.
        versions: Who wrote which field, without what nobody else may read.
        released: Judgements that may be read, by seat.
        boxes: Judgements of other computers that only their owner can read, handed on as they came.
        evidence: The files behind the evidence: SHA-256 and size.
        seat: The seat that is assigned, handed over or copied.
    """

    purpose: Purpose
    assessment: UUID
    scheme: str
    edition: str
    edition_sha256: str
    content: bytes
    history: bytes
    versions: bytes
    released: Mapping[UUID, bytes]
    boxes: Mapping[UUID, bytes]
    evidence: tuple[tuple[str, int], ...]
    seat: UUID | None
    is_deidentified: bool = False
    unknown: bytes = b""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came in a package whose signature and hashes hold; ``unknown`` is what a later version has added."""

    id: UUID
    purpose: Purpose
    author_key: str
    author_name: str
    content: bytes
    history: bytes = b""
    versions: bytes = b""
    released: Mapping[UUID, bytes] = field(default_factory=_no_files)
    boxes: Mapping[UUID, bytes] = field(default_factory=_no_files)
    seat: UUID | None = None
    is_deidentified: bool = False
    unknown: bytes = b""


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a package in would do.

    Attributes:
        is_new: Whether the assessment is not here yet.
        is_nothing: Whether nothing would change.
        counts: What comes in, changes and goes out, by kind of part.
        conflicts: What both sides changed; both values are kept.
        cautions: Why to ask first.
        opens: The seats whose judgements can be read afterwards.
        closed: The seats whose judgements stay closed until both are sealed.
    """

    assessment: UUID
    cluster: str
    is_new: bool
    is_nothing: bool
    counts: Mapping[Part, Counts] = field(default_factory=lambda: MappingProxyType({}))
    conflicts: tuple[Conflict, ...] = ()
    cautions: tuple[Caution, ...] = ()
    opens: tuple[UUID, ...] = ()
    closed: tuple[UUID, ...] = ()
