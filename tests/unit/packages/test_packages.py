"""Packages come back whole, and other programs open them."""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage as _library  # pyright: ignore[reportMissingTypeStubs]
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jsonschema import Draft202012Validator
from support.packing import (
    EDITION,
    LEAD,
    NOW,
    PIECES,
    SCHEMA,
    SEAT,
    SECOND,
    STRANGER,
    Held,
    Kept,
    Of,
    draft,
    read,
    written,
)

from eucles_desk.age.streams import identity
from eucles_desk.assessment.package_values import Purpose
from eucles_desk.errors import OversizedPackageError, StorageError, UsageError
from eucles_desk.packages import limits
from eucles_desk.packages.content import Header, Passphrase, Recipients
from eucles_desk.packages.reading import PackageReader, has_passphrase

pyrage: Any = _library
SECRET = Passphrase("two words and more")


@pytest.fixture(scope="module")
def packed() -> tuple[bytes, Header]:
    return written()


def opened(content: bytes) -> dict[str, bytes]:
    """Open a package with nothing of ours: age's library and Python's tar."""
    plain = pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(identity(SECOND.sealing_secret))])
    return members_of(plain)


def members_of(plain: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as tar:
        assert all(info.isreg() and not info.pax_headers for info in tar)
        return {info.name: tar.extractfile(info).read() for info in tar}  # pyright: ignore[reportOptionalMemberAccess]


def test_all_of_a_package_comes_back(packed: tuple[bytes, Header]) -> None:
    content, header = packed
    sink, one = Held(), draft()
    found = read(content, sink=sink)
    assert found.header == header
    assert found.header.author.key == LEAD.public
    assert found.files["assessment.json"] == one.content
    assert found.files["edition.json"] == EDITION
    assert found.files["history.jsonl"] == one.history
    assert found.released == one.released
    assert found.boxes == one.boxes
    assert sink.staged == Kept(*PIECES).contents
    assert not sink.dropped


def test_what_a_newer_program_has_added_is_handed_on(packed: tuple[bytes, Header]) -> None:
    found = read(packed[0])
    assert found.unknown == {"later/notes.json": b"[1]"}
    again = read(written(draft(unknown=found.unknown, others=found.header.others))[0])
    assert again.unknown == found.unknown
    assert again.header.others == {"later": {"a": 1}}


def test_other_programs_open_it_and_check_its_signature(packed: tuple[bytes, Header]) -> None:
    files = opened(packed[0])
    header = json.loads(files["package.json"])
    validator: Any = Draft202012Validator(SCHEMA)
    validator.validate(header)
    assert list(files)[:2] == ["package.json", "signature"]
    assert list(files)[2:] == [member["name"] for member in header["members"]]
    for member in header["members"]:
        content = files[member["name"]]
        assert (len(content), hashlib.sha256(content).hexdigest()) == (member["size"], member["sha256"])
    key = Ed25519PublicKey.from_public_bytes(LEAD.public.signing)
    key.verify(files["signature"], b"eucles-package 1\0" + files["package.json"])


def test_a_tar_of_other_makers_lists_it(packed: tuple[bytes, Header], tmp_path: Path) -> None:
    program = shutil.which("tar")
    if program is None:
        pytest.skip("no tar here")
    plain = tmp_path / "plain.tar"
    key = pyrage.x25519.Identity.from_str(identity(SECOND.sealing_secret))
    plain.write_bytes(pyrage.decrypt(packed[0], [key]))
    listed = subprocess.run([program, "-tf", str(plain)], capture_output=True, text=True, check=True, timeout=20)
    assert listed.stdout.split() == list(members_of(plain.read_bytes()))
    assert listed.stderr == ""


def test_age_of_other_makers_opens_it(packed: tuple[bytes, Header], tmp_path: Path) -> None:
    program = shutil.which("age") or shutil.which("rage")
    if program is None:
        pytest.skip("no age here")
    key, file = tmp_path / "key", tmp_path / "package"
    key.write_text(identity(SECOND.sealing_secret))
    file.write_bytes(packed[0])
    plain = subprocess.run([program, "-d", "-i", str(key), str(file)], capture_output=True, check=True, timeout=20)
    assert "package.json" in members_of(plain.stdout)


def test_a_passphrase_opens_a_package_here_and_elsewhere() -> None:
    content, header = written(lock=SECRET)
    sink = Held()
    assert read(content, SECRET, sink).header == header
    assert sink.staged == Kept(*PIECES).contents
    assert next(iter(members_of(pyrage.passphrase.decrypt(content, SECRET.text)))) == "package.json"
    assert has_passphrase(io.BytesIO(content))
    assert SECRET.text not in repr(SECRET)


def test_each_recipient_opens_it(packed: tuple[bytes, Header]) -> None:
    content, _ = written(lock=Recipients([SECOND.public, LEAD.public]))
    assert read(content, SECOND) == read(content, LEAD)
    assert not has_passphrase(io.BytesIO(content))


def test_nothing_of_the_content_shows_and_no_two_packages_are_alike(packed: tuple[bytes, Header]) -> None:
    assert b"Minutes" not in packed[0]
    assert b"eucles" not in packed[0]
    other, header = written()
    assert other != packed[0]
    assert header.id != packed[1].id


def test_looking_at_a_package_reads_no_further_than_its_header(packed: tuple[bytes, Header]) -> None:
    kept = Kept(random.Random(1).randbytes(3_000_000))
    content, header = written(draft(kept), kept=kept)
    file = io.BytesIO(content[:-100] + bytes(100))
    assert PackageReader(SCHEMA).look(file, SECOND) == header
    assert PackageReader(SCHEMA).look(io.BytesIO(packed[0]), SECOND) == packed[1]


def test_large_evidence_can_stay_behind_and_the_header_says_so() -> None:
    content, header = written(largest=1000)
    sink = Held()
    read(content, sink=sink)
    assert list(sink.staged.values()) == [PIECES[0]]
    assert [one.size for one in header.left_out] == [3000]


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_comes_back(purpose: Purpose) -> None:
    content, _ = written(draft(purpose=purpose, seat=None, is_deidentified=True))
    found = read(content).header
    assert (found.purpose, found.seat, found.is_deidentified) == (purpose, None, True)


@pytest.mark.parametrize("size", [1, 511, 512, 513, 64 * 1024 - 1, 64 * 1024, 1024 * 1024, 2_500_000])
def test_evidence_of_any_size_comes_back(size: int) -> None:
    kept, sink = Kept(random.Random(size).randbytes(size)), Held()
    read(written(draft(kept), kept=kept)[0], sink=sink)
    assert sink.staged == kept.contents


def test_the_same_evidence_twice_goes_in_once() -> None:
    kept = Kept(PIECES[0])
    content, header = written(draft(kept, evidence=kept.files() * 2), kept=kept)
    assert [member.name for member in header.members if member.evidence] == [f"evidence/{one}" for one in kept.contents]
    read(content)


def test_a_package_without_all_that_may_be_left_out_comes_back() -> None:
    content, _ = written(draft(edition_content=None, history=None, versions=None, released={}, boxes={}, evidence=()))
    assert list(read(content).files) == ["assessment.json", "later/notes.json"]


def test_evidence_that_is_not_what_it_was_ends_the_writing() -> None:
    class Other(Kept):
        def source(self, sha256: str) -> Of:
            return Of(self.contents[sha256][1:])

    with pytest.raises(StorageError, match="not what it was"):
        written(kept=Other(*PIECES))


def test_an_error_on_the_way_comes_through_as_it_is() -> None:
    class Failing(Kept):
        def source(self, sha256: str) -> Of:
            raise KeyError(sha256)

    with pytest.raises(KeyError):
        written(kept=Failing(*PIECES))


def test_what_nobody_could_open_or_read_is_not_written() -> None:
    for lock in (Recipients([]), Recipients([SECOND.public] * 51), Passphrase(""), Passphrase("x" * 1025)):
        with pytest.raises(UsageError):
            written(lock=lock)
    with pytest.raises(OversizedPackageError):
        written(draft(content=bytes(limits.MEMBER_BYTES + 1)))


def test_a_sink_that_fails_drops_what_it_has(packed: tuple[bytes, Header]) -> None:
    class Full(Held):
        def take(self, sha256: str, size: int, read: Callable[[int], bytes]) -> str:
            super().take(sha256, size, read)
            raise OSError(28, "full")

    sink = Full()
    with pytest.raises(OSError, match="full"):
        read(packed[0], sink=sink)
    assert (sink.staged, sink.dropped) == ({}, 1)


def test_what_is_here_already_need_not_be_read(packed: tuple[bytes, Header]) -> None:
    class Knows(Held):
        def take(self, sha256: str, size: int, read: Callable[[int], bytes]) -> str:
            self.staged[sha256] = b""
            return sha256

    assert read(packed[0], sink=Knows()).header == packed[1]


def test_names_that_need_many_bytes_come_back() -> None:
    content, _ = written(name="Öö\N{SNOWMAN}" * 40, made_at=NOW)
    assert read(content).header.author.name == "Öö\N{SNOWMAN}" * 40
    assert SEAT in read(content).released
    assert STRANGER.public not in read(content).header.recipients
