"""Values about what is kept: history entries, registered clusters, shelved editions, stored files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from eucles_desk.assessment.changes import Change
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
