"""Packages made by code: whole ones, and such as an author with good keys makes on purpose."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eucles_desk.age.streams import encrypt_to
from eucles_desk.assessment.package_values import Purpose
from eucles_desk.packages.card import Cards
from eucles_desk.packages.content import Draft, EvidenceFile, Header, Package, Passphrase, Recipients
from eucles_desk.packages.keys import OwnKeys
from eucles_desk.packages.reading import PackageReader
from eucles_desk.packages.tar import end_of, head_of, padding
from eucles_desk.packages.writing import PackageWriter
from eucles_desk.scheme.values import EditionRef

SCHEMAS = Path(__file__).parents[2] / "resources" / "schemas"
SCHEMA: dict[str, Any] = json.loads((SCHEMAS / "package.schema.json").read_text(encoding="utf-8"))
CARD_SCHEMA: dict[str, Any] = json.loads((SCHEMAS / "card.schema.json").read_text(encoding="utf-8"))
CARDS = Cards(CARD_SCHEMA)
LEAD = OwnKeys(b"\1" * 32, b"\2" * 32)
SECOND = OwnKeys(b"\3" * 32, b"\4" * 32)
STRANGER = OwnKeys(b"\5" * 32, b"\6" * 32)
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
ASSESSMENT = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"
SEAT = "11111111-1111-4111-8111-111111111111"
OTHER_SEAT = "22222222-2222-4222-8222-222222222222"
EDITION = b'{"id":"small"}'
PIECES = (b"Minutes of the steering group", b"x" * 3000)
EASY = 4
"""A passphrase in tests is not to be hard to try."""


class Held:
    """A sink that keeps all in memory, and what became of it."""

    def __init__(self) -> None:
        self.staged: dict[str, bytes] = {}
        self.dropped = 0

    def take(self, sha256: str, size: int, read: Callable[[int], bytes]) -> str:
        found = bytearray()
        while piece := read(1000):
            found += piece
        assert len(found) == size
        self.staged[sha256] = bytes(found)
        return hashlib.sha256(found).hexdigest()

    def drop(self) -> None:
        self.staged.clear()
        self.dropped += 1


class Kept:
    """Evidence in memory."""

    def __init__(self, *contents: bytes) -> None:
        self.contents = {hashlib.sha256(content).hexdigest(): content for content in contents}

    def files(self) -> list[EvidenceFile]:
        return [EvidenceFile(sha256, len(content)) for sha256, content in self.contents.items()]

    def source(self, sha256: str) -> Of:
        return Of(self.contents[sha256])


class Of:
    """The content of a stored file."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def copy(self, write: Callable[[bytes], object]) -> None:
        for at in range(0, len(self.content), 1 << 20):
            write(self.content[at : at + (1 << 20)])


def draft(kept: Kept | None = None, **changes: Any) -> Draft:
    """Return a draft with each kind of member."""
    values: dict[str, Any] = {
        "purpose": Purpose.SEAT,
        "assessment": ASSESSMENT,
        "edition": EditionRef("eucles", "small", hashlib.sha256(EDITION).hexdigest()),
        "content": b'{"format": "eucles-assessment"}',
        "edition_content": EDITION,
        "history": b'{"seq": 1}\n',
        "versions": b"{}",
        "released": {SEAT: b"[]"},
        "boxes": {OTHER_SEAT: b"age-encryption.org/v1 box"},
        "evidence": (kept or Kept(*PIECES)).files(),
        "seat": SEAT,
        "unknown": {"later/notes.json": b"[1]"},
        "others": {"later": {"a": 1}},
    }
    return Draft(**{**values, **changes})


def written(
    one: Draft | None = None, lock: Recipients | Passphrase | None = None, kept: Kept | None = None, **changes: Any
) -> tuple[bytes, Header]:
    """Return a package and its header."""
    kept = kept or Kept(*PIECES)
    file = io.BytesIO()
    how: dict[str, Any] = {"own": LEAD, "name": "Expert One", "made_at": NOW, **changes}
    header = PackageWriter(SCHEMA, work=EASY).write(
        one or draft(kept),
        file,
        lock=lock or Recipients([SECOND.public]),
        source=kept.source,
        **how,
    )
    return file.getvalue(), header


def read(content: bytes, lock: OwnKeys | Passphrase = SECOND, sink: Held | None = None, **how: Any) -> Package:
    """Return what a package holds."""
    return PackageReader(SCHEMA).read(io.BytesIO(content), lock, sink or Held(), **how)


# What a hostile author makes


def header_of(members: Mapping[str, bytes], /, **changes: Any) -> dict[str, Any]:
    """Return a header that fits these members, with changes."""
    return {
        "format": "eucles-package",
        "version": 1,
        "id": "99999999-9999-4999-8999-999999999999",
        "purpose": "copy",
        "made_at": "2026-11-25T09:30:00+00:00",
        "author": {"key": str(LEAD.public), "name": "Expert One"},
        "recipients": [str(SECOND.public)],
        "assessment": ASSESSMENT,
        "scheme": {"id": "eucles", "edition": "small", "sha256": hashlib.sha256(EDITION).hexdigest()},
        "members": [
            {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in members.items()
        ],
        **changes,
    }


def signed(header: Mapping[str, Any] | bytes, own: OwnKeys = LEAD) -> list[tuple[bytes, bytes]]:
    """Return header and signature as entries of a tar."""
    content = header if isinstance(header, bytes) else json.dumps(header).encode()
    return [entry("package.json", content), entry("signature", own.sign(b"eucles-package 1\0" + content))]


def entry(name: str, content: bytes) -> tuple[bytes, bytes]:
    """Return block and content of a plain file."""
    return head_of(name, len(content), 0), content


def special(info: tarfile.TarInfo, form: Any = tarfile.USTAR_FORMAT) -> tuple[bytes, bytes]:
    """Return an entry of any kind."""
    return info.tobuf(form), b""


def tar(entries: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return a tar of these."""
    whole = b"".join(block + content + padding(len(content)) for block, content in entries)
    return whole + end_of(len(whole))


def encrypted(plain: bytes, *recipients: OwnKeys) -> bytes:
    """Return anything at all in an envelope for these."""
    out = bytearray()
    keys = [own.public.sealing for own in recipients or (SECOND,)]
    encrypt_to(keys, io.BytesIO(plain).read, out.extend)
    return bytes(out)


def hostile(members: Mapping[str, bytes] | None = None, /, **changes: Any) -> bytes:
    """Return a signed package with these members and changes to its header."""
    found = members if members is not None else {"assessment.json": b"{}"}
    return encrypted(tar([*signed(header_of(found, **changes)), *(entry(*one) for one in found.items())]))
