"""The age format as others read it, and that nothing in it can be changed unnoticed."""

from __future__ import annotations

import base64
import errno
import io
import os
from collections.abc import Callable
from typing import Any

import pyrage as _library  # pyright: ignore[reportMissingTypeStubs]
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from eucles_desk.age.bech32 import bech32
from eucles_desk.age.heads import NotWholeError
from eucles_desk.age.streams import Age, content_size, identity

pyrage: Any = _library
SECRET = bytes(range(32))
MOST = 300_000
PIECE = 64 * 1024


def encrypted(content: bytes, secret: bytes = SECRET) -> bytes:
    file = io.BytesIO()
    Age(secret).encrypt(io.BytesIO(content).read, file.write)
    return file.getvalue()


def decrypted(stored: bytes, secret: bytes = SECRET) -> bytes:
    file = io.BytesIO()
    Age(secret).decrypt(io.BytesIO(stored).read, file.write)
    return file.getvalue()


def test_an_identity_is_written_as_the_description_of_age_has_it() -> None:
    """https://age-encryption.org/v1 gives this pair for 32 bytes 0x42."""
    secret = bytes([0x42]) * 32
    assert identity(secret) == "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
    made = pyrage.x25519.Identity.from_str(identity(secret))
    assert str(made.to_public()) == "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"


def test_text_with_a_checksum_is_as_its_description_has_it() -> None:
    assert bech32("a", b"") == "a12uel5l"  # BIP 173
    for secret in (SECRET, os.urandom(32)):
        public = X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
        assert str(pyrage.x25519.Identity.from_str(identity(secret)).to_public()) == bech32("age", public)


def test_another_reading_of_the_format_gives_the_same_content() -> None:
    """What is stored can be read without this program and without its library, by whoever has the key."""
    content = os.urandom(2 * PIECE + 17)
    assert read_by_the_book(encrypted(content), SECRET) == content
    assert pyrage.decrypt(encrypted(content), [pyrage.x25519.Identity.from_str(identity(SECRET))]) == content


@settings(max_examples=60, deadline=None)
@given(st.integers(1, MOST), st.randoms(use_true_random=False))
def test_any_content_comes_back(size: int, chance: Any) -> None:
    content = chance.randbytes(size)
    stored = encrypted(content)
    assert decrypted(stored) == content
    assert content_size(io.BytesIO(stored), len(stored)) == size


@pytest.mark.parametrize("size", [1, 15, 16, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 1])
def test_content_at_the_edges_of_pieces_comes_back(size: int) -> None:
    stored = encrypted(b"x" * size)
    assert decrypted(stored) == b"x" * size
    assert content_size(io.BytesIO(stored), len(stored)) == size


def test_every_flipped_bit_is_noticed() -> None:
    content = b"Minutes of the steering group: the treasurer resigned."
    stored = encrypted(content)
    unnoticed = [
        (at, bit) for at in range(len(stored)) for bit in range(8) if not is_refused(flipped(stored, at, 1 << bit))
    ]
    assert unnoticed == []


def test_a_file_cut_anywhere_or_made_longer_is_noticed() -> None:
    stored = encrypted(os.urandom(2 * PIECE))
    for length in (*range(400), len(stored) - PIECE - 16, len(stored) - PIECE, len(stored) - 1):
        assert is_refused(stored[:length])
    assert is_refused(stored + b"x")
    start = len(stored) - 2 * (PIECE + 16)
    assert is_refused(stored[:start] + stored[start + PIECE + 16 :])  # the first piece is gone
    assert is_refused(stored[:start] + stored[start + PIECE + 16 :] + stored[start : start + PIECE + 16])


def test_what_is_handed_on_before_a_damage_is_noticed_is_a_true_beginning() -> None:
    content = os.urandom(3 * PIECE)
    stored, got = flipped(encrypted(content), -100), bytearray()
    with pytest.raises(NotWholeError):
        Age(SECRET).decrypt(io.BytesIO(stored).read, got.extend)
    assert content.startswith(got)
    assert len(got) <= 2 * PIECE


def test_another_key_reads_nothing_and_nothing_of_the_content_shows() -> None:
    content = b"CONFIDENTIAL " * 1000
    stored = encrypted(content)
    assert b"CONFIDENTIAL" not in stored
    with pytest.raises(NotWholeError):
        decrypted(stored, bytes(32))
    assert encrypted(content) != stored


@pytest.mark.parametrize(
    "error", [InterruptedError("stopped"), OSError(28, "full"), KeyError("x"), KeyboardInterrupt()]
)
def test_what_ends_it_on_our_side_comes_through(error: BaseException) -> None:
    """The library would try for ever after an interruption, and hide what else there is."""

    def fail(_: object) -> bytes:
        raise error

    stored, one = encrypted(b"x" * 200_000), Age(SECRET)
    calls: list[Callable[[], None]] = [
        lambda: one.encrypt(fail, len),
        lambda: one.encrypt(io.BytesIO(b"x" * 200_000).read, fail),
        lambda: one.decrypt(fail, len),
        lambda: one.decrypt(io.BytesIO(stored).read, fail),
    ]
    for call in calls:
        with pytest.raises(type(error)) as caught:
            call()
        assert caught.value is error


@pytest.mark.parametrize("content", [b"", b"no file of age", b"x\n--- short", b"\n--- " + b"x" * 50])
def test_what_is_no_such_file_has_no_size(content: bytes) -> None:
    assert content_size(io.BytesIO(content), len(content)) is None


def is_refused(stored: bytes) -> bool:
    try:
        decrypted(stored)
    except NotWholeError:
        return True
    return False


def flipped(stored: bytes, at: int, bits: int = 1) -> bytes:
    changed = bytearray(stored)
    changed[at] ^= bits
    return bytes(changed)


def read_by_the_book(stored: bytes, secret: bytes) -> bytes:
    """Decrypt as https://age-encryption.org/v1 tells, with nothing but a library for ciphers."""

    def derive(key: bytes, salt: bytes, label: bytes) -> bytes:
        return HKDF(SHA256(), 32, salt, label).derive(key)

    def plain(text: bytes) -> bytes:
        return base64.b64decode(text + b"=" * (-len(text) % 4))

    end = stored.index(b"\n--- ")
    header, payload = stored[:end].split(b"\n"), stored[end + 5 + 43 + 1 :]
    at = next(number for number, line in enumerate(header) if line.startswith(b"-> X25519 "))
    share, body = plain(header[at].split(b" ")[2]), plain(header[at + 1])
    private = X25519PrivateKey.from_private_bytes(secret)
    common = private.exchange(X25519PublicKey.from_public_bytes(share))
    wrap = derive(common, share + private.public_key().public_bytes_raw(), b"age-encryption.org/v1/X25519")
    file_key = ChaCha20Poly1305(wrap).decrypt(bytes(12), body, None)
    cipher = ChaCha20Poly1305(derive(file_key, payload[:16], b"payload"))
    pieces = [payload[16:][start : start + PIECE + 16] for start in range(0, len(payload) - 16, PIECE + 16)]
    return b"".join(
        cipher.decrypt(number.to_bytes(11, "big") + bytes([number == len(pieces) - 1]), piece, None)
        for number, piece in enumerate(pieces)
    )


class _FailsOnce:
    """Writes, but for one time."""

    def __init__(self, nth: int) -> None:
        self.nth, self.calls = nth, 0

    def write(self, _piece: bytes) -> None:
        self.calls += 1
        if self.calls == self.nth:
            raise OSError(errno.EIO, "failed once")


@pytest.mark.parametrize("size", [1, 3_000, 64 * 1024, 200_000])
def test_one_write_that_fails_is_never_taken_for_done(size: int) -> None:
    """The library keeps to itself what fails while it writes the last piece."""
    failed = 0
    for nth in range(1, 30):  # the library puts lines into the header that mean nothing, so their number differs
        once = _FailsOnce(nth)
        try:
            Age(SECRET).encrypt(io.BytesIO(b"x" * size).read, once.write)
        except OSError as error:
            assert error.strerror == "failed once"  # noqa: PT017  # where nothing fails nothing is raised
            failed += 1
        else:
            assert once.calls < nth
    assert failed
