"""The passphrase of data that are open: set, changed and removed, with a note of it in the history."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Final

from eucles_desk.errors import N_, WrongPassphraseError
from eucles_desk.storage.key import key_file_replaced, open_key_file, protection
from eucles_desk.storage.recovery_code import recovery_code

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from eucles_desk.assessment.records import Protection
    from eucles_desk.storage.early import StoreFactory

_SET: Final = N_("A passphrase was set")
_CHANGED: Final = N_("The passphrase was changed")
_RECOVERED: Final = N_("A new passphrase was set with the recovery code")
_REMOVED: Final = N_("The passphrase was removed")


class Protecting:
    """What keeps the key of a data folder in use.

    Setting, changing and removing take about a second, on any thread. Each returns the copies of the key, with backups
    on a stick for instance, that could not be replaced and open as before.

    Args:
        folder: the data folder, held by this program.
        key: its key.
        open_store: opens a store, for the note in the history.
        others: further folders of backups.
    """

    def __init__(self, folder: Path, key: str, open_store: StoreFactory, others: Sequence[Path] = ()) -> None:
        self.folder = folder
        self._others = others
        self._second: Path | None = None
        self._key = key
        self._open_store = open_store

    def also_in(self, second: Path | None) -> None:
        """Replace copies of the key in a second folder of backups as well."""
        self._second = second

    @property
    def others(self) -> Sequence[Path]:
        """Further folders of backups, each with copies of the key."""
        if self._second is None:
            return self._others
        from eucles_desk.storage.backups import second_name  # not needed for a start

        return (*self._others, self._second / second_name(self._key))

    def protection(self) -> Protection:
        """Return what keeps the key now."""
        return protection(self.folder)

    def set_passphrase(self, passphrase: str) -> Sequence[Path]:
        """Lock the key with a passphrase, where there was none."""
        return self._put(self._sealed(passphrase), _SET)

    def change_passphrase(self, old: str, new: str) -> Sequence[Path]:
        """Lock the key with another passphrase; raise ``WrongPassphraseError`` when the old one is not right."""
        self.check_passphrase(old)
        return self._put(self._sealed(new), _CHANGED)

    def recover(self, new: str) -> Sequence[Path]:
        """Lock the key with a new passphrase after the data were opened with the recovery code."""
        return self._put(self._sealed(new), _RECOVERED)

    def remove_passphrase(self, passphrase: str) -> Sequence[Path]:
        """Keep the key plainly again; raise ``WrongPassphraseError`` when the passphrase is not right."""
        self.check_passphrase(passphrase)
        return self._put(self._key.encode(), _REMOVED)

    def check_passphrase(self, passphrase: str) -> None:
        """Raise ``WrongPassphraseError`` when this is not the passphrase."""
        if not hmac.compare_digest(open_key_file(self.folder, passphrase), self._key):
            raise WrongPassphraseError("This is not the passphrase of these data.")

    def recovery_code(self) -> str:
        """Return the code that opens the data without the passphrase."""
        return recovery_code(self._key)

    def _sealed(self, passphrase: str) -> bytes:
        from eucles_desk.storage.envelope import seal

        return seal(self._key, passphrase)

    def _put(self, content: bytes, message: str) -> Sequence[Path]:
        """Write note and key file together: where the note cannot be kept, the key file is as it was."""
        replaced = key_file_replaced(self.folder, self._key, content, others=self.others)
        with replaced as left, self._open_store() as store:
            store.history.note(message)
        return left
