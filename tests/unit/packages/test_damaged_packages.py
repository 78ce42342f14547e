"""A package that was cut, changed, sent on or locked otherwise: one sentence names it, and nothing that was staged is left."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

import pytest
from support.packing import LEAD, SCHEMA, SECOND, STRANGER, Held, Kept, draft, read, written

from eucles_desk.age import heads
from eucles_desk.age.heads import read_head
from eucles_desk.errors import (
    ChangedPackageError,
    CutPackageError,
    DamagedPackageError,
    ForwardedPackageError,
    LockedPackageError,
    NotPackageError,
    NotRecipientError,
    OversizedPackageError,
    PackageError,
    PackagePassphraseError,
)
from eucles_desk.packages.content import Header, Passphrase, Recipients
from eucles_desk.packages.keys import OwnKeys
from eucles_desk.packages.reading import PackageReader, has_passphrase

SECRET = Passphrase("two words and more")


@pytest.fixture(scope="module")
def small() -> bytes:
    """Return a package of one piece of the encryption."""
    return written()[0]


@pytest.fixture(scope="module")
def large() -> bytes:
    """Return a package of several pieces, of which the first tells how long all of it is."""
    kept = Kept(random.Random(1).randbytes(300_000))
    return written(draft(kept), kept=kept)[0]


def refused(content: bytes, lock: OwnKeys | Passphrase = SECOND) -> PackageError:
    """Return what is said of a package; nothing that was staged may be left."""
    sink = Held()
    with pytest.raises(PackageError) as caught:
        read(content, lock, sink)
    assert not sink.staged
    assert str(caught.value).count("\n") == 0
    return caught.value


def head_length(content: bytes) -> int:
    return len(read_head(io.BytesIO(content).read).content)


def flips(content: bytes, places: range) -> Iterator[bytes]:
    for at in places:
        changed = bytearray(content)
        changed[at] ^= 1 << at % 8
        yield bytes(changed)


def test_a_package_cut_anywhere_in_its_head_or_after_it_is_told_to_be_cut(small: bytes) -> None:
    for length in (*range(head_length(small) + 40), *range(1000, len(small), 499), len(small) - 1):
        assert isinstance(refused(small[:length]), CutPackageError), length


def test_a_large_package_cut_anywhere_is_told_to_be_cut(large: bytes) -> None:
    pieces = range(head_length(large) + 16, len(large), 65552)
    for length in (*pieces, *(at + 1 for at in pieces), *range(500, len(large), 9973), len(large) - 1):
        assert isinstance(refused(large[:length]), CutPackageError), length


def test_a_package_with_a_flipped_bit_is_refused(small: bytes) -> None:
    head = head_length(small)
    for content in flips(small, range(head)):
        refused(content)
    for content in flips(small, range(head, len(small), 23)):
        assert isinstance(refused(content), ChangedPackageError)


def test_a_large_package_with_a_flipped_bit_is_refused_and_its_evidence_dropped(large: bytes) -> None:
    for content in flips(large, range(head_length(large), len(large), 6007)):
        assert isinstance(refused(content), ChangedPackageError)


def test_what_was_added_left_out_or_put_in_another_order_is_noticed(large: bytes) -> None:
    start = head_length(large) + 16
    pieces = [large[at : at + 65552] for at in range(start, len(large), 65552)]
    for order in (
        [*pieces, b"x"],
        [*pieces, pieces[-1]],
        [pieces[1], pieces[0], *pieces[2:]],
        [pieces[0], *pieces[2:]],
        [pieces[0], pieces[2], pieces[1], *pieces[3:]],
    ):
        assert isinstance(refused(large[:start] + b"".join(order)), DamagedPackageError)


@pytest.mark.parametrize(
    "content", [b"PK\3\4" + bytes(500), b"%PDF-1.7", b'{"format": "eucles-assessment"}', b"age-encryption.org/v2\n"]
)
def test_other_files_are_told_from_packages(content: bytes) -> None:
    assert isinstance(refused(content), NotPackageError)
    with pytest.raises(NotPackageError):
        has_passphrase(io.BytesIO(content))


def test_an_empty_file_is_told_to_be_cut() -> None:
    assert isinstance(refused(b""), CutPackageError)


def test_somebody_else_is_told_so(small: bytes) -> None:
    assert isinstance(refused(small, STRANGER), NotRecipientError)
    assert isinstance(refused(small, LEAD), NotRecipientError)


def test_a_wrong_passphrase_is_told() -> None:
    content = written(lock=SECRET)[0]
    for text in ("two words and mor", "Two words and more", "x" * 5000):
        assert isinstance(refused(content, Passphrase(text)), PackagePassphraseError)


def test_a_package_that_is_locked_otherwise_is_told(small: bytes) -> None:
    assert "passphrase, and none" in str(refused(written(lock=SECRET)[0]))
    assert isinstance(refused(small, SECRET), LockedPackageError)


def test_a_package_with_a_passphrase_that_was_cut_or_changed_is_refused() -> None:
    content = written(lock=SECRET)[0]
    for at in range(0, head_length(content), 3):
        refused(content[:at], SECRET)
    for other in flips(content, range(0, len(content), 97)):
        refused(other, SECRET)


def test_no_passphrase_is_tried_that_keeps_the_computer_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    content = written(lock=SECRET)[0].replace(b" 4\n", b" 40\n", 1)
    monkeypatch.setattr(heads, "_stretched", None)
    assert isinstance(refused(content, SECRET), OversizedPackageError)


def test_a_head_that_never_ends_is_not_read() -> None:
    file = io.BytesIO(b"age-encryption.org/v1\n" + b"-> x\n\n" * 1_000_000)
    with pytest.raises(OversizedPackageError):
        PackageReader(SCHEMA).look(file, SECOND)
    assert file.tell() < 20_000


def test_a_package_that_came_by_a_third_hand_is_refused() -> None:
    """A recipient can encrypt what they got anew, but cannot make it look as if the author had sent it."""
    passed_on = encrypted_anew(written()[0], Recipients([STRANGER.public]))
    assert isinstance(refused(passed_on, STRANGER), ForwardedPackageError)
    assert isinstance(refused(encrypted_anew(written()[0], SECRET), SECRET), ForwardedPackageError)
    with_passphrase = encrypted_anew(written(lock=SECRET)[0], Recipients([STRANGER.public]), SECRET)
    assert isinstance(refused(with_passphrase, STRANGER), ForwardedPackageError)


def test_a_package_that_comes_twice_is_known_by_its_id_even_when_it_was_encrypted_anew() -> None:
    """The id is signed: nobody can send the same once more as something else."""
    content, header = written()
    seen: list[Header] = []
    read(content, admit=seen.append)
    read(encrypted_anew(content, Recipients([SECOND.public])), admit=seen.append)
    assert [one.id for one in seen] == [header.id] * 2

    def refuse(_: Header) -> None:
        raise PackageError("It is here already.")

    sink = Held()
    with pytest.raises(PackageError, match="already"):
        read(content, sink=sink, admit=refuse)
    assert sink.dropped == 1


def encrypted_anew(content: bytes, lock: Recipients | Passphrase, old: OwnKeys | Passphrase = SECOND) -> bytes:
    from eucles_desk.age.passphrases import decrypt_with, encrypt_with
    from eucles_desk.age.streams import encrypt_to

    plain, out, file = bytearray(), bytearray(), io.BytesIO(content)
    if isinstance(old, Passphrase):
        decrypt_with(old.text, read_head(file.read), file.read, plain.extend)
    else:
        old.age.decrypt(file.read, plain.extend)
    again = io.BytesIO(bytes(plain)).read
    if isinstance(lock, Passphrase):
        encrypt_with(lock.text, again, out.extend, work=4)
    else:
        encrypt_to([key.sealing for key in lock.keys], again, out.extend)
    return bytes(out)
