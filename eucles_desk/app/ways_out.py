"""What the command line names beside a problem with the data: the command that leads out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.errors import N_, DamagedDataError, MissingKeyError, OlderDataError

if TYPE_CHECKING:
    from eucles_desk.errors import EuclesError

_BACKUPS: Final = N_(
    "“eucles-desk backup list” shows the backups, and “eucles-desk backup restore ID” puts one in the place of the "
    "data, which are kept beside it."
)
_DAMAGED: Final = N_("The window of the program also brings back what was changed since the backup.")
_OLDER: Final = N_("The window of the program can also go on with the data as they are.")
_NO_KEY: Final = N_(
    "A copy of the key lies with every backup: “eucles-desk passphrase recover --from-backup” puts it back. The code "
    "of the recovery sheet opens the data too: “eucles-desk passphrase recover”."
)


def ways_out(error: EuclesError) -> tuple[str, ...]:
    """Return English sentences, to be translated, that name what to do next; nothing where the error says it itself."""
    match error:
        case DamagedDataError():
            return (_BACKUPS, _DAMAGED)
        case OlderDataError():
            return (_BACKUPS, _OLDER)
        case MissingKeyError():
            return (_NO_KEY,)
        case _:
            return ()
