"""The passphrase remembered by the system, only where the user says so: a copy, never the only way to the data.

The system's keyring gets a random secret. What opens the data lies in the data folder, locked with that secret: neither
the keyring alone nor the folder alone is enough. When either is gone the passphrase is typed, as everywhere else.
"""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any, Final

from eucles_desk.errors import StorageError
from eucles_desk.storage.files import explained, shred, write_atomically
from eucles_desk.storage.wrapped import unwrap, wrap

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "remembered"
SERVICE: Final = "EUCLES Desk"
_BEGIN: Final = b"EUCLES Desk remembered 1\n"
_ID_BYTES: Final = 8
_SECRET_BYTES: Final = 32
"""In hexadecimal digits 64 characters; Windows takes 1,280."""
_MOST_BYTES: Final = 1024
KEEPERS: Final = frozenset(
    f"keyring.backends.{name}" for name in ("Windows", "macOS", "SecretService", "libsecret", "kwallet")
)
"""Keyrings that lock what they keep with the user's own login; others may write it to a file for all to read."""
_CHAIN: Final = "keyring.backends.chainer"


class KeyringCopy:
    """Remembers in the system's keyring what opens the data of one folder.

    Each call may wait for the system, which may ask the user: not on the thread of the window.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    @property
    def exists(self) -> bool:
        """Whether there is something to recall; the keyring is not asked."""
        return self._path.is_file()

    def remember(self, code: str) -> None:
        """Remember a recovery code, in the place of one that is remembered.

        Raises:
            StorageError: This computer has no keyring that can be used.
        """
        self.forget()
        name, secret = secrets.token_bytes(_ID_BYTES), secrets.token_bytes(_SECRET_BYTES)
        head = _BEGIN + name
        if not _ask("set_password", name.hex(), secret.hex()) or _ask("get_password", name.hex()) != secret.hex():
            raise StorageError(
                "This computer keeps no passphrases for programs, so this one cannot be remembered. Type it each time."
            )
        write_atomically(self._path, head + wrap(secret, code.encode(), head), private=True)

    def recall(self) -> str | None:
        """Return the recovery code that is remembered, ``None`` where there is none or the keyring does not give it."""
        content = self._content()
        name = _name(content)
        if name is None:
            return None
        found = _ask("get_password", name.hex())
        start = len(_BEGIN) + _ID_BYTES
        try:
            secret = bytes.fromhex(found) if isinstance(found, str) else b""
        except ValueError:
            return None
        code = unwrap(secret, content[start:], content[:start])
        return None if code is None else code.decode("ascii")

    def forget(self) -> None:
        """Remember nothing any more; raise ``StorageError`` when the file in the data folder stays."""
        name = _name(self._content())
        if name is not None:
            _ask("delete_password", name.hex())
        shred(self._path)
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise explained(error, self._path) from error

    def _content(self) -> bytes:
        try:
            with self._path.open("rb") as file:
                return file.read(_MOST_BYTES)
        except OSError:
            return b""


def _name(content: bytes) -> bytes | None:
    """Return the name under which the keyring keeps the secret of a file."""
    name = content[len(_BEGIN) :][:_ID_BYTES]
    return name if content.startswith(_BEGIN) and len(name) == _ID_BYTES else None


def _ask(method: str, *values: str) -> Any:  # noqa: ANN401  # what the library's methods return
    """Return what the system's keyring answers, true where that is nothing, and ``None`` where it cannot be used."""
    try:
        import keyring

        keeper = keyring.get_keyring()
        if not _is_safe(keeper):
            return None
        answer = getattr(keeper, method)(SERVICE, *values)
    except Exception as error:  # noqa: BLE001  # whatever a system's keyring raises, the passphrase is typed instead
        logging.getLogger(__name__).info("The keyring could not be used: %s", type(error).__name__)
        return None
    return True if answer is None and method != "get_password" else answer


def _is_safe(keeper: object) -> bool:
    module = type(keeper).__module__
    if module == _CHAIN:
        chained = tuple(getattr(keeper, "backends", ()))
        return bool(chained) and all(map(_is_safe, chained))
    return module in KEEPERS
