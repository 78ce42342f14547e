"""Content in the age format, as a stream: any program that knows age decrypts it when it is given our identity.

Each piece of 64 KiB is proven before it is handed on, and so is the end: what was cut, flipped or put together anew is
noticed. https://age-encryption.org/v1 describes the format.
"""

from __future__ import annotations

import errno
import threading
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO, TypeAlias

    Read: TypeAlias = Callable[[int], bytes]
    Write: TypeAlias = Callable[[bytes], object]

SECRET_BYTES: Final = 32
MOST_HEADER: Final = 8192
"""A header for one recipient has a few hundred bytes; the library puts lines into it that mean nothing."""
HEADER_END: Final = b"\n--- "
PROOF: Final = 43
"""Signs of the proof at the end of the header; a line break follows."""
NONCE: Final = 16
PIECE: Final = 64 * 1024
TAG: Final = 16

_SIGNS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class NotWholeError(Exception):
    """What is to be decrypted was changed or cut, or is not ours."""


class Age:
    """Encrypts for one identity and decrypts with it; any thread may use it.

    The library is loaded by what is done first.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._identity: Any = None
        self._lock = threading.Lock()

    def encrypt(self, read: Read, write: Write) -> None:
        """Encrypt all that can be read, in pieces; what reading or writing raises comes through as it is."""
        library, ends = _library(), _Ends(read, write)
        try:
            library.encrypt_io(ends, ends, [self._key().to_public()])
        except (library.EncryptError, OSError):
            ends.raise_own()
            raise
        ends.raise_own()  # what fails while the last piece is written, the library keeps to itself

    def decrypt(self, read: Read, write: Write) -> None:
        """Decrypt what can be read, in pieces; raise ``NotWholeError`` as soon as something is not as it was written.

        What was handed on before that is a true beginning. What reading or writing raises comes through as it is.
        """
        library, ends = _library(), _Ends(read, write)
        try:
            library.decrypt_io(ends, ends, [self._key()])
        except (library.DecryptError, OSError) as error:
            ends.raise_own()
            raise NotWholeError from error
        ends.raise_own()

    def _key(self) -> Any:
        with self._lock:
            if self._identity is None:
                self._identity = _library().x25519.Identity.from_str(identity(self._secret))
            return self._identity


def identity(secret: bytes) -> str:
    """Return 32 bytes as an identity, as age writes it."""
    return bech32("age-secret-key-", secret).upper()


def bech32(prefix: str, content: bytes) -> str:
    """Return bytes as text with a checksum, as BIP 173 has it."""
    number = int.from_bytes(content, "big") << (-len(content) * 8 % 5)
    values = [number >> shift & 31 for shift in range((len(content) * 8 + 4) // 5 * 5 - 5, -1, -5)]
    spread = [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]
    check = _checksum([*spread, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    signs = [*values, *(check >> shift & 31 for shift in range(25, -1, -5))]
    return prefix + "1" + "".join(_SIGNS[value] for value in signs)


def content_size(file: BinaryIO, size: int) -> int | None:
    """Return how long the content is of a file that is so long, ``None`` when it cannot be one of age.

    Only the beginning is read, and nothing is proven by it.
    """
    start = file.read(MOST_HEADER)
    at = start.find(HEADER_END)
    payload = size - (at + len(HEADER_END) + PROOF + 1) - NONCE
    if at < 0 or payload < TAG:
        return None
    return payload - TAG * -(-payload // (PIECE + TAG))


class _Ends:
    """What the library reads from and writes to.

    It would tell an error on the way as one of its own, and after some would try again for ever; so the error is kept,
    and raised as it was once the library has given up.
    """

    def __init__(self, read: Read, write: Write) -> None:
        self._read, self._write = read, write
        self._error: BaseException | None = None

    def read(self, size: int) -> bytes:
        try:
            return self._read(size)
        except BaseException as error:  # noqa: BLE001  # it is raised again by raise_own
            raise self._kept(error) from None

    def write(self, piece: bytes) -> int:
        try:
            self._write(piece)
        except BaseException as error:  # noqa: BLE001
            raise self._kept(error) from None
        return len(piece)

    def flush(self) -> None:
        """Whoever hands in a file flushes it."""

    def raise_own(self) -> None:
        """Raise what has ended it on our side, if anything has."""
        if self._error is not None:
            raise self._error from None

    def _kept(self, error: BaseException) -> OSError:
        self._error = self._error or error
        return OSError(errno.EIO, "ended")


def _checksum(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_GENERATOR):
            check ^= factor if top >> bit & 1 else 0
    return check


def _library() -> Any:
    """Return the library, which is imported when it is first needed; it has no types."""
    import pyrage  # pyright: ignore[reportMissingTypeStubs]

    return pyrage
