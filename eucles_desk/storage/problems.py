"""Database errors as sentences; works without SQLAlchemy, which a start does not wait for."""

from __future__ import annotations

from eucles_desk.errors import N_, DamagedDataError, StorageError


def explained(error: Exception) -> StorageError:
    """Return a database error as a sentence that says what it means and what to do."""
    original = getattr(error, "orig", None) or error
    text = str(original).lower()
    for sign, sentence in _SENTENCES:
        if sign in text:
            return DamagedDataError(sentence) if sign in _DAMAGE else StorageError(sentence)
    return StorageError("The data could not be read or written ({reason}). Nothing was changed.", reason=original)


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
    ("malformed", N_("The database is damaged. It was left as it is.")),
    ("disk i/o", N_("The disk could not be read or written. Check it before going on. Nothing was changed.")),
    ("unable to open", N_("The database cannot be opened. Check that its folder is there and can be written to.")),
)
