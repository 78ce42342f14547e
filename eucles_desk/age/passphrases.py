"""Streams that a passphrase opens, of any length.

The library knows passphrases only for what lies in memory as a whole. So it encrypts and decrypts the stream with a
key that is used once, and only the head is made anew: the key of the file is taken out of the one and wrapped for the
other, as the format tells.
"""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

from eucles_desk.age.heads import WORK, Head, head_for, head_with, key_for, key_with, read_head
from eucles_desk.age.streams import Age, public_of

if TYPE_CHECKING:
    from eucles_desk.age.streams import Read, Write


def encrypt_with(passphrase: str, read: Read, write: Write, *, work: int = WORK) -> None:
    """Encrypt all that can be read; what reading or writing raises comes through as it is."""
    secret = os.urandom(32)
    head = _Head(secret, _as_bytes(passphrase), work, write)
    Age(secret).encrypt(read, head.write)


def decrypt_with(passphrase: str, head: Head, read: Read, write: Write) -> None:
    """Decrypt a file whose head was read already; raise ``NotWholeError`` as :meth:`Age.decrypt` does.

    Raises:
        WrongKeyError: The passphrase is another one.
        ExcessiveWorkError: Trying it would take far too long.
    """
    key, secret = key_with(head, _as_bytes(passphrase)), os.urandom(32)
    other = Head(head_for(key, public_of(secret)), head.rest, ())
    Age(secret).decrypt(reread(other, read), write)


def reread(head: Head, read: Read) -> Read:
    """Return what reads a file from its beginning again, though its head was read already."""
    begun = memoryview(head.content + head.rest)
    at = 0

    def again(most: int) -> bytes:
        nonlocal at
        if at >= len(begun):
            return read(most)
        piece = bytes(begun[at : at + most])
        at += len(piece)
        return piece

    return again


class _Head:
    """Puts another head in the place of the one that the library writes."""

    def __init__(self, secret: bytes, passphrase: bytes, work: int, write: Write) -> None:
        self._secret, self._passphrase, self._work, self._write = secret, passphrase, work, write
        self._held: bytearray | None = bytearray()

    def write(self, piece: bytes) -> None:
        if self._held is None:
            self._write(piece)
            return
        self._held += piece
        # The proof is always followed by a line break; what is held is at most one write more than the head.
        end = self._held.find(b"\n--- ")
        if end < 0 or b"\n" not in self._held[end + 1 :]:
            return
        parts = iter([bytes(self._held)])
        head = read_head(lambda _: next(parts, b""))
        self._held = None
        self._write(head_with(key_for(head, self._secret), self._passphrase, work=self._work))
        if head.rest:
            self._write(head.rest)


def _as_bytes(passphrase: str) -> bytes:
    return unicodedata.normalize("NFC", passphrase).encode()
