"""The head of an age file: for whom its key is wrapped, and how.

The head is bounded and looked at before the library gets it, since a hostile one could ask for any amount of work.
"""

from __future__ import annotations

import base64
import hmac
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    Read: TypeAlias = Callable[[int], bytes]

FIRST_LINE: Final = b"age-encryption.org/v1"
MOST_HEADER: Final = 16_384
"""A head for fifty recipients has about six thousand bytes; the library puts lines into it that mean nothing."""
HEADER_END: Final = b"\n--- "
PROOF: Final = 43
"""Signs of the proof at the end of the header; a line break follows."""
MOST_WORK: Final = 20
"""The power of two to which scrypt may be asked to work: a gigabyte and some seconds."""
WORK: Final = 18
"""What it is asked here, as age itself does."""

_KEY: Final = 16
_COLUMNS: Final = 64
_X25519: Final = b"age-encryption.org/v1/X25519"
_SCRYPT: Final = b"age-encryption.org/v1/scrypt"
_WORDS: Final = re.compile(rb"[\x21-\x7e]+(?: [\x21-\x7e]+)*")
_NUMBER: Final = re.compile(rb"[1-9][0-9]{0,8}")


class NotWholeError(Exception):
    """What is to be decrypted was changed or cut, or is not ours."""


class NoAgeError(NotWholeError):
    """It does not begin as a file in the age format."""


class CutHeadError(NotWholeError):
    """It ends within its head."""


class LargeHeadError(NotWholeError):
    """Its head is longer than any that is read."""


class WrongKeyError(NotWholeError):
    """It is encrypted for others, or with another passphrase."""


class ExcessiveWorkError(NotWholeError):
    """Its passphrase would take more work than anybody needs."""


@dataclass(frozen=True, slots=True)
class Stanza:
    """One way in: its kind with what belongs to it, and the key of the file, wrapped."""

    words: tuple[bytes, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a file, and what was read of the rest.

    Attributes:
        content: The bytes of the head, with the line break at its end.
        rest: Bytes that follow it.
        stanzas: The ways in.
    """

    content: bytes
    rest: bytes
    stanzas: Sequence[Stanza]

    @property
    def has_passphrase(self) -> bool:
        """Whether a passphrase opens the file."""
        return any(stanza.words[0] == b"scrypt" for stanza in self.stanzas)


def read_head(read: Read) -> Head:
    """Read the head of a file and no more than its limit; raise the ``NotWholeError`` that fits."""
    found = bytearray()
    while True:
        end = found.find(HEADER_END)
        length = end + len(HEADER_END) + PROOF + 1
        if end >= 0 and len(found) >= length:
            content = bytes(found[:length])
            if not content.endswith(b"\n"):
                raise NotWholeError
            return Head(content, bytes(found[length:]), _stanzas(content, end))
        if len(found) > MOST_HEADER:
            raise LargeHeadError if found.isascii() else NotWholeError
        piece = read(MOST_HEADER + 1 - len(found))
        found += piece
        if not found.startswith((FIRST_LINE + b"\n")[: len(found)]):
            raise NoAgeError
        if not piece:
            raise CutHeadError


def key_for(head: Head, secret: bytes) -> bytes:
    """Return the key of a file that was encrypted to an X25519 key alone."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    private = X25519PrivateKey.from_private_bytes(secret)
    for stanza in head.stanzas:
        if stanza.words[0] == b"X25519" and len(stanza.words) == 2:
            share = _plain(stanza.words[1])
            common = private.exchange(X25519PublicKey.from_public_bytes(share))
            salt = share + private.public_key().public_bytes_raw()
            try:
                return _unwrapped(_derived(common, salt, _X25519), stanza.body)
            except InvalidTag:
                continue
    raise WrongKeyError


def head_for(key: bytes, public: bytes) -> bytes:
    """Return the head of a file with this key that an X25519 key opens."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    wrap = _derived(once.exchange(X25519PublicKey.from_public_bytes(public)), share + public, _X25519)
    return _head(key, b"X25519 " + _coded(share), _wrapped(wrap, key))


def key_with(head: Head, passphrase: bytes) -> bytes:
    """Return the key of a file that a passphrase opens; nothing is tried that would take too much work."""
    from cryptography.exceptions import InvalidTag

    words = head.stanzas[0].words
    if len(head.stanzas) != 1 or len(words) != 3 or words[0] != b"scrypt" or not _NUMBER.fullmatch(words[2]):
        raise NotWholeError
    salt, work = _plain(words[1]), int(words[2])
    if len(salt) != 16:
        raise NotWholeError
    if work > MOST_WORK:
        raise ExcessiveWorkError
    try:
        key = _unwrapped(_stretched(passphrase, salt, work), head.stanzas[0].body)
    except InvalidTag:
        raise WrongKeyError from None
    if not hmac.compare_digest(_proof(key, head.content[: -PROOF - 2]), head.content[-PROOF - 1 : -1]):
        raise NotWholeError
    return key


def head_with(key: bytes, passphrase: bytes, *, work: int = WORK) -> bytes:
    """Return the head of a file with this key that a passphrase opens."""
    salt = os.urandom(16)
    words = b"scrypt %s %d" % (_coded(salt), work)
    return _head(key, words, _wrapped(_stretched(passphrase, salt, work), key))


def _stanzas(content: bytes, end: int) -> Sequence[Stanza]:
    lines = content[: end + 1].split(b"\n")[1:-1]
    found: list[Stanza] = []
    at = 0
    while at < len(lines):
        words = lines[at].removeprefix(b"-> ")
        if words == lines[at] or not _WORDS.fullmatch(words):
            raise NotWholeError
        last = next((row for row in range(at + 1, len(lines)) if len(lines[row]) != _COLUMNS), None)
        if last is None or len(lines[last]) > _COLUMNS:
            raise NotWholeError
        found.append(Stanza(tuple(words.split(b" ")), _plain(b"".join(lines[at + 1 : last + 1]))))
        at = last + 1
    if not found:
        raise NotWholeError
    return found


def _head(key: bytes, words: bytes, body: bytes) -> bytes:
    start = FIRST_LINE + b"\n-> " + words + b"\n" + _coded(body) + b"\n---"
    return start + b" " + _proof(key, start) + b"\n"


def _proof(key: bytes, start: bytes) -> bytes:
    return _coded(hmac.digest(_derived(key, b"", b"header"), start, "sha256"))


def _wrapped(wrap: bytes, key: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(wrap).encrypt(bytes(12), key, None)


def _unwrapped(wrap: bytes, body: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if len(body) != _KEY + 16:
        raise NotWholeError
    return ChaCha20Poly1305(wrap).decrypt(bytes(12), body, None)


def _derived(secret: bytes, salt: bytes, label: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, label).derive(secret)


def _stretched(passphrase: bytes, salt: bytes, work: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=_SCRYPT + salt, length=32, n=1 << work, r=8, p=1).derive(passphrase)


def _coded(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _plain(text: bytes) -> bytes:
    """Return what is behind base64 without padding, written in the one way that age allows."""
    try:
        content = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except ValueError:
        raise NotWholeError from None
    if _coded(content) != text:
        raise NotWholeError
    return content
