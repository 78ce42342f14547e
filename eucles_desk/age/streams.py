"""Content in the age format, as a stream: any program that knows age decrypts it when it is given our identity.

Each piece of 64 KiB is proven before it is handed on, and so is the end: what was cut, flipped or put together anew is
noticed. https://age-encryption.org/v1 describes the format.
"""

from __future__ import annotations

import errno
import threading
from typing import TYPE_CHECKING, Any, Final

from eucles_desk.age.bech32 import bech32
from eucles_desk.age.heads import HEADER_END, MOST_HEADER, PROOF, NotWholeError, WrongKeyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO, TypeAlias

    Read: TypeAlias = Callable[[int], bytes]
    Write: TypeAlias = Callable[[bytes], object]

NONCE: Final = 16
PIECE: Final = 64 * 1024
TAG: Final = 16
_NO_KEY: Final = "No matching keys"
"""What the library says, in an error of a kind that it raises for everything."""


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
        _encrypt([self._key().to_public()], read, write)

    def decrypt(self, read: Read, write: Write) -> None:
        """Decrypt what can be read, in pieces; raise ``NotWholeError`` as soon as something is not as it was written.

        It is a ``WrongKeyError`` where the file is for others.

        What was handed on before that is a true beginning. What reading or writing raises comes through as it is.
        """
        library, ends = _library(), _Ends(read, write)
        try:
            library.decrypt_io(ends, ends, [self._key()])
        except (library.DecryptError, OSError) as error:
            ends.raise_own()
            raise (WrongKeyError if _NO_KEY in str(error) else NotWholeError) from error
        ends.raise_own()

    def _key(self) -> Any:
        with self._lock:
            if self._identity is None:
                self._identity = _library().x25519.Identity.from_str(identity(self._secret))
            return self._identity


def encrypt_to(recipients: Iterable[bytes], read: Read, write: Write) -> None:
    """Encrypt for these public keys all that can be read, as :meth:`Age.encrypt` does."""
    of_text = _library().x25519.Recipient.from_str
    _encrypt([of_text(bech32("age", public)) for public in recipients], read, write)


def public_of(secret: bytes) -> bytes:
    """Return the public key of an identity."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def identity(secret: bytes) -> str:
    """Return 32 bytes as an identity, as age writes it."""
    return bech32("age-secret-key-", secret).upper()


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


def _encrypt(recipients: list[Any], read: Read, write: Write) -> None:
    library, ends = _library(), _Ends(read, write)
    try:
        library.encrypt_io(ends, ends, recipients)
    except (library.EncryptError, OSError):
        ends.raise_own()
        raise
    ends.raise_own()  # what fails while the last piece is written, the library keeps to itself


def _library() -> Any:
    """Return the library, which is imported when it is first needed; it has no types."""
    import pyrage  # pyright: ignore[reportMissingTypeStubs]

    return pyrage
