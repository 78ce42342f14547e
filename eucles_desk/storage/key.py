"""The database's raw 256-bit key in a file that only its owner can read."""

from __future__ import annotations

import hmac
import os
import re
import secrets
import stat
from typing import TYPE_CHECKING

from eucles_desk.errors import StorageError
from eucles_desk.storage.files import explained, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

KEY_FILE = "key"
_KEY = re.compile(r"[0-9a-f]{64}")


def derived(key: str, purpose: str) -> bytes:
    """Return a secret for one purpose, from which neither the key nor that for another purpose can be found out."""
    return hmac.new(bytes.fromhex(key), purpose.encode(), "sha256").hexdigest().encode()


def load_or_make_key(folder: Path, *, database_exists: bool) -> str:
    """Return the key as 64 hexadecimal digits; make one for a folder without a database.

    A database without its key is never given a new one: it could not be read with it, and the old key may turn up.
    """
    path = folder / KEY_FILE
    try:
        if not path.exists():
            if database_exists:
                raise StorageError(
                    "The key file is missing, so the data cannot be read. Put it back: {path}", path=path
                )
            write_atomically(path, secrets.token_hex(32).encode(), private=True)
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)
        key = path.read_text(encoding="ascii", errors="replace").strip()
    except OSError as error:
        raise explained(error, path) from error
    if not _KEY.fullmatch(key):
        raise StorageError("The key file is damaged, so the data cannot be read: {path}", path=path)
    return key
