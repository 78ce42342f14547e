"""A stream that a passphrase opens is what the library itself would have made, and works in bounds."""

from __future__ import annotations

import io
import os
from typing import Any

import pyrage as _library  # pyright: ignore[reportMissingTypeStubs]
import pytest

from eucles_desk.age import heads
from eucles_desk.age.heads import (
    CutHeadError,
    ExcessiveWorkError,
    LargeHeadError,
    NoAgeError,
    NotWholeError,
    WrongKeyError,
    read_head,
)
from eucles_desk.age.passphrases import decrypt_with, encrypt_with, reread
from eucles_desk.age.streams import Age

pyrage: Any = _library
EASY = 4


def encrypted(content: bytes, passphrase: str = "correct horse", work: int = EASY) -> bytes:
    out = bytearray()
    encrypt_with(passphrase, io.BytesIO(content).read, out.extend, work=work)
    return bytes(out)


def decrypted(stored: bytes, passphrase: str = "correct horse") -> bytes:
    file, out = io.BytesIO(stored), bytearray()
    decrypt_with(passphrase, read_head(file.read), file.read, out.extend)
    return bytes(out)


@pytest.mark.parametrize("size", [0, 1, 64 * 1024, 200_001])
def test_the_library_itself_opens_it(size: int) -> None:
    content = os.urandom(size)
    stored = encrypted(content)
    assert pyrage.passphrase.decrypt(stored, "correct horse") == content
    assert decrypted(stored) == content


def test_a_passphrase_counts_however_its_letters_are_put_together() -> None:
    stored = encrypted(b"content", "ka\u0308rki")
    assert decrypted(stored, "k\u00e4rki") == b"content"
    assert pyrage.passphrase.decrypt(stored, "k\u00e4rki") == b"content"


def test_another_passphrase_is_told() -> None:
    with pytest.raises(WrongKeyError):
        decrypted(encrypted(b"content"), "correct house")


def test_every_flipped_bit_is_noticed() -> None:
    stored = encrypted(b"content")
    for at in range(len(stored)):
        for bit in range(8):
            changed = bytearray(stored)
            changed[at] ^= 1 << bit
            with pytest.raises(NotWholeError):
                decrypted(bytes(changed))


def test_no_work_is_done_that_would_take_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may ask for any power of two; it is refused before anything is tried."""
    stored = encrypted(b"content")
    monkeypatch.setattr(heads, "_stretched", None)
    for work in (b"21", b"40", b"999999999"):
        with pytest.raises(ExcessiveWorkError):
            decrypted(stored.replace(b" 4\n", b" " + work + b"\n", 1))
    for work in (b"0", b"-1", b"04", b"9999999999", b"x", b""):
        with pytest.raises(NotWholeError):
            decrypted(stored.replace(b" 4\n", b" " + work + b"\n", 1))


def test_a_head_is_read_within_its_limit() -> None:
    with pytest.raises(LargeHeadError):
        read_head(io.BytesIO(b"age-encryption.org/v1\n" + b"x" * 1_000_000).read)
    with pytest.raises(NotWholeError) as caught:  # its end was damaged, and what follows is taken for it
        read_head(io.BytesIO(b"age-encryption.org/v1\n" + b"x\xff" * 50_000).read)
    assert caught.type is NotWholeError
    with pytest.raises(CutHeadError):
        read_head(io.BytesIO(b"age-encryption.org/v1\n-> X25519").read)
    for content in (b"age-encryption.org/v2\n", b"PK\3\4", b"-----BEGIN AGE ENCRYPTED FILE-----"):
        with pytest.raises(NoAgeError):
            read_head(io.BytesIO(content).read)


def test_a_file_whose_head_was_read_is_read_from_its_beginning() -> None:
    stored = bytearray()
    Age(bytes(32)).encrypt(io.BytesIO(b"content").read, stored.extend)
    file = io.BytesIO(bytes(stored))
    again = reread(read_head(file.read), file.read)
    found = bytearray()
    while piece := again(7):
        found += piece
    assert found == stored
