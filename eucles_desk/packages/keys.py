"""The keys by which laptops know each other: one that signs and one that decrypts, with their public half as text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Final

from eucles_desk.age.bech32 import bech32, from_bech32
from eucles_desk.age.streams import Age, public_of
from eucles_desk.assessment.signs import grouped, signs_of
from eucles_desk.errors import InvalidKeyError

PREFIX: Final = "eucles-key-"
VERSION: Final = 1
SIGNATURE_BYTES: Final = 64
_BYTES: Final = 32
_LETTERS: Final = len(bech32(PREFIX, bytes(1 + 2 * _BYTES)))
_BETWEEN: Final = re.compile(r"[\s\u200b\u2060\ufeff]+")
_GROUPS: Final = 4
_LOW_ORDER: Final = frozenset(
    bytes.fromhex(point)
    for point in (
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    )
)
"""Points under which one signature fits many texts; no honest key is one of them."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What others know of a laptop: whom to encrypt to, and whose signature it is.

    Attributes:
        signing: The Ed25519 key.
        sealing: The X25519 key.
    """

    signing: bytes
    sealing: bytes

    def __str__(self) -> str:
        """Return the one line that stands on a card."""
        return bech32(PREFIX, bytes([VERSION]) + self.signing + self.sealing)

    @property
    def fingerprint(self) -> str:
        """Four groups of four signs, which two people compare by voice."""
        digest = hashlib.sha256(b"eucles-key fingerprint 1\0" + self.signing + self.sealing).digest()
        number = int.from_bytes(digest, "big") >> 256 - 5 * 4 * _GROUPS
        return grouped(signs_of(number, 4 * _GROUPS))

    @property
    def age_recipient(self) -> str:
        """The key to encrypt to as other programs that know age want it."""
        return bech32("age", self.sealing)

    def has_signed(self, signature: bytes, content: bytes) -> bool:
        """Return whether the owner of this key has signed this content."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.signing).verify(signature, content)
        except (InvalidSignature, ValueError):
            return False
        return len(signature) == SIGNATURE_BYTES


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """The keys of this data folder, made of two secrets of 32 bytes that only it has."""

    signing_secret: bytes = field(repr=False)
    sealing_secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        assert len(self.signing_secret) == len(self.sealing_secret) == _BYTES

    @property
    def public(self) -> PublicKey:
        """The half that others may know."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        signing = Ed25519PrivateKey.from_private_bytes(self.signing_secret).public_key().public_bytes_raw()
        return PublicKey(signing, public_of(self.sealing_secret))

    @property
    def age(self) -> Age:
        """What decrypts."""
        return Age(self.sealing_secret)

    def sign(self, content: bytes) -> bytes:
        """Return the signature of content, which begins with what it is for."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.signing_secret).sign(content)


def public_key(text: str) -> PublicKey:
    """Return the key that a line of text stands for, in either case and with blanks and line breaks in it.

    Raises:
        InvalidKeyError: It is no such line; the sentence says what is wrong with it.
    """
    line = _BETWEEN.sub("", text[: 4 * _LETTERS]).lower()
    if not line.startswith(PREFIX):
        raise InvalidKeyError("This is not the key of an expert; it would begin with {prefix}.", prefix=PREFIX)
    content = from_bech32(PREFIX, line)
    if content is None:
        if len(line) < _LETTERS:
            raise InvalidKeyError(
                "The key is not whole: it has {found} of {needed} letters.", found=len(line), needed=_LETTERS
            )
        raise InvalidKeyError("The key is mistyped: at least one of its letters is wrong.")
    if content[:1] > bytes([VERSION]):
        raise InvalidKeyError("The key was made by a newer version of the program; this one cannot use it.")
    key = PublicKey(content[1 : 1 + _BYTES], content[1 + _BYTES :])
    if content[0] != VERSION or len(key.sealing) != _BYTES or not _is_usable(key):
        raise InvalidKeyError("This is not a key that anybody could use.")
    return key


def _is_usable(key: PublicKey) -> bool:
    """Return whether there is a secret to the key with which others cannot sign or read as well."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    if key.signing in _LOW_ORDER:
        return False
    try:
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(key.sealing))
    except ValueError:
        return False
    return True
