"""Values about what is kept: history entries, summaries, registered clusters, shelved editions, stored files."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from decimal import Decimal
    from uuid import UUID

    from eucles_desk.assessment.changes import Change
    from eucles_desk.assessment.disclosure import ReportKind
    from eucles_desk.assessment.terms import Kind, Step
    from eucles_desk.assessment.values import Improvement, Level
    from eucles_desk.scheme.values import EditionRef, Text


def _nothing() -> Mapping[str, tuple[Improvement, ...]]:
    return MappingProxyType({})


class Mode(StrEnum):
    """How an entry of the history came about."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    NOTE = "note"
    """Something that is noted and cannot be undone: an assessment taken in, a backup restored."""


class Protection(StrEnum):
    """What keeps the key of the data."""

    NONE = "none"
    """Nothing but the rights of its file: whoever has the whole folder can read the data."""
    PASSPHRASE = "passphrase"  # noqa: S105  # none itself


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction in the history of an assessment.

    Entries of one ``group`` are undone together: typing on in a field, for instance. ``message`` is an English
    template for :meth:`Language.text` with its ``values``. ``merge_key`` names the field that was typed in.
    """

    at: datetime
    group: UUID
    mode: Mode
    message: str
    values: Mapping[str, str]
    merge_key: str
    seat: UUID | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class RegisteredCluster:
    """A cluster of the register with the number of its assessments."""

    id: UUID
    name: str
    country: str
    region: str
    assessments: int


@dataclass(frozen=True, slots=True)
class ShelvedEdition:
    """An edition that is kept, with its name and how many assessments use it."""

    ref: EditionRef
    title: Text
    used_by: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies safely in the evidence folder."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class FinishedAssessment:
    """What a later assessment of the same cluster needs to know of one that was awarded or refused.

    ``month`` is the last of its period; ``levels`` are those agreed.
    """

    id: UUID
    edition: EditionRef
    label: str
    month: str
    levels: Mapping[str, Level]
    recommendations: Mapping[str, tuple[Improvement, ...]] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class IssuedReport:
    """A report that was given out and is kept, so that it can be given out again byte for byte.

    Attributes:
        id: Its own id.
        kind: What kind of report it is.
        format: The ending of the file's name.
        language: Its language as a code.
        made_on: The day on the report.
        made_at: When it was made.
        program_version: The version of the program that made it.
        content_hash: The SHA-256 of what it was made of, as it stands on each page.
        sha256: The SHA-256 of the file.
        pages: How many pages it has; 0 for a file that is not laid out in pages.
        size: The size of the file in bytes.
    """

    id: UUID
    kind: ReportKind
    format: str
    language: str
    made_on: date
    made_at: datetime
    program_version: str
    content_hash: str
    sha256: str
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What the list of assessments shows of one, kept up to date with every change.

    Attributes:
        next_place: The place of the first open point, empty when there is none.
        next_point: The kind of the first open point.
        flagged: How many criteria are to be raised on site.
        waits_for_expert: Whether only the other expert's judgements are still missing.
        unanswered: How many remarks of the cluster manager have no disposition yet.
        reply_due: The day until which the cluster manager is asked to answer, ``YYYY-MM-DD`` or empty.
        last_visit: The last day on site, ``YYYY-MM-DD`` or empty.
        award_last: The last month of the award, ``YYYY-MM`` or empty.
    """

    id: UUID
    cluster: UUID
    cluster_name: str
    label: str
    kind: Kind
    step: Step
    judged: int
    criteria: int
    points: Decimal
    available: Decimal
    open_points: int
    next_place: str
    next_point: str
    unmet_minimums: int
    changed_at: datetime
    flagged: int = 0
    waits_for_expert: bool = False
    unanswered: int = 0
    reply_due: str = ""
    last_visit: str = ""
    award_last: str = ""


@dataclass(frozen=True, slots=True)
class Recent:
    """What was done last in one of the assessments worked on last: an undo step by its name."""

    assessment: UUID
    cluster_name: str
    label: str
    at: datetime
    mode: Mode
    message: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextHit:
    """A page of a stored file in which words were found.

    Attributes:
        sha256: The file.
        page: The page, 1 for a file without pages.
        excerpt: A few words around the first one found, the words found between ``MARK_START`` and ``MARK_END``.
        assessment: An assessment that the file is evidence in, with the piece and its title.
    """

    sha256: str
    page: int
    excerpt: str
    assessment: UUID
    evidence: UUID
    title: str
    cluster_name: str


MARK_START, MARK_END = "\x02", "\x03"
"""Stand around the words found in an excerpt: signs that no stored text holds."""
