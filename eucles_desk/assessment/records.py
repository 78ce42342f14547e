"""Values about what is kept: history entries, summaries, registered clusters, shelved editions, stored files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from decimal import Decimal
    from uuid import UUID

    from eucles_desk.assessment.changes import Change
    from eucles_desk.assessment.disclosure import ReportKind
    from eucles_desk.assessment.values import Kind, Level, Step
    from eucles_desk.scheme.values import EditionRef, Text


class Mode(StrEnum):
    """How an entry of the history came about."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


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

    ``next_place`` and ``next_point`` are the place and kind of the first open point, empty when there is none.
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
