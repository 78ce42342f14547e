"""Backups in words."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.backups import BackupReason
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.language import Language

REASONS: Final[Mapping[BackupReason, str]] = MappingProxyType(
    {
        BackupReason.START: N_("at the start"),
        BackupReason.HOURLY: N_("while working"),
        BackupReason.MIGRATION: N_("before an update of the program"),
        BackupReason.MERGE: N_("before a merge"),
        BackupReason.RESTORE: N_("before another was restored"),
        BackupReason.BY_HAND: N_("by hand"),
    }
)
RESTORED: Final = N_("The backup of {time} was restored. What was there before is kept in {folder}.")
LOST: Final = N_("Evidence files that are neither in the backup nor in the data: {count}")
NOTHING_NEW: Final = N_("Nothing has changed since the newest backup, so it holds everything.")
READABLE: Final = N_(
    "Without a passphrase, whoever has that folder can read the data in it. Choose one that only you can reach."
)


def size(count: int, language: Language) -> str:
    """Write a number of bytes as people compare them."""
    return language.text("{size} MB", size=language.number(count / 1_000_000, 1 if count < 100_000_000 else 0))


def since(changes: int | None, language: Language) -> str:
    """Say how much was done since a backup."""
    if changes is None:
        return language.text("of data that were replaced since")
    if not changes:
        return language.text("nothing changed since")
    return language.plural("{changes} change since", "{changes} changes since", changes, changes=changes)
