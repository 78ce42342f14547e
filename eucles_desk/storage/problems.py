"""Database errors as sentences; works without SQLAlchemy, which a start does not wait for."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from eucles_desk.errors import N_, DamagedDataError, StorageError

if TYPE_CHECKING:
    from pathlib import Path

DAMAGED: Final = N_("The database is damaged. It was left as it is.")


def explained(error: Exception, folder: Path | None = None) -> StorageError:
    """Return a database error as a sentence that says what it means and what to do.

    Where the folder of the database is given, a full disk is told with the room that is free.
    """
    original = getattr(error, "orig", None) or error
    text = str(original).lower()
    if folder is not None and ("full" in text or "disk i/o" in text):
        with suppress(OSError):
            free = shutil.disk_usage(folder).free
            if "full" in text or free < _LITTLE:  # SQLite calls it so where it has no room for what it shares
                return StorageError(
                    "The disk is full ({free} MB free). Make room, then try again: {path}",
                    free=free // 1_000_000,
                    path=folder,
                )
    for sign, sentence in _SENTENCES:
        if sign in text:
            return DamagedDataError(sentence) if sign in _DAMAGE else StorageError(sentence)
    return StorageError("The data could not be read or written ({reason}). Nothing was changed.", reason=original)


_LITTLE = 100_000
_DAMAGE = frozenset({"not a database", "malformed"})
_SENTENCES = (
    ("full", N_("The disk is full. Make room, then try again. Nothing was changed.")),
    ("readonly", N_("The data folder cannot be written to. Change its rights, then try again. Nothing was changed.")),
    ("locked", N_("Another program holds the data. Close it, then try again. Nothing was changed.")),
    ("busy", N_("Another program holds the data. Close it, then try again. Nothing was changed.")),
    (
        "not a database",
        N_("The database cannot be read with its key: it is damaged, or the key belongs to another one."),
    ),
    ("malformed", DAMAGED),
    ("disk i/o", N_("The disk could not be read or written. Check it before going on. Nothing was changed.")),
    ("unable to open", N_("The database cannot be opened. Check that its folder is there and can be written to.")),
)
