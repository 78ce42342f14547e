"""What is known of a backup without opening it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


class BackupReason(StrEnum):
    """Why a backup was made."""

    START = "start"
    HOURLY = "hourly"
    MIGRATION = "migration"
    """Before the data were brought to a newer version of the program."""
    MERGE = "merge"
    """Before other data were merged in."""
    RESTORE = "restore"
    """Before another backup took the place of the data."""
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup.

    Attributes:
        id: The name of its folder, by which people call it too.
        made_at: What the clock said; the order of backups does not rest on it.
        generation: How many changes the data held.
        head: The hash of the last entry of their history, in hexadecimal digits; empty for data that had no chain yet.
        assessments: How many assessments are in it.
        evidence_files: How many evidence files belong to it.
        size: How many bytes it takes; its evidence files lie once for all backups and are not counted.
        revision: The schema of its database.
        folder: Where it lies.
        number: Counts the backups of this data folder, whatever the clock said.
        is_whole: Whether nothing was missing or damaged when it was made.
    """

    id: str
    made_at: datetime
    reason: BackupReason
    generation: int
    head: str
    assessments: int
    evidence_files: int
    size: int
    revision: str
    program_version: str
    folder: Path
    number: int = 0
    is_whole: bool = True
