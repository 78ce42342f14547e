"""A small content locked with a secret that nobody could guess; a passphrase is none, see ``envelope``."""

from __future__ import annotations

import secrets
from typing import Final

_NONCE_BYTES: Final = 12


def wrap(secret: bytes, content: bytes, head: bytes) -> bytes:
    """Return the content locked with a secret of 32 bytes; ``head`` is authenticated with it and stays outside."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(secret).encrypt(nonce, content, head)


def unwrap(secret: bytes, locked: bytes, head: bytes) -> bytes | None:
    """Return the content, ``None`` where anything is not what it was."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(secret).decrypt(locked[:_NONCE_BYTES], locked[_NONCE_BYTES:], head)
    except (InvalidTag, ValueError):
        return None
