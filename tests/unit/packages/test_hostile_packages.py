"""An author with good keys who does not keep to the format: refused in one sentence, soon, and nothing is left."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from typing import Any

import pytest
from support.packing import (
    ASSESSMENT,
    EDITION,
    LEAD,
    SEAT,
    SECOND,
    STRANGER,
    Held,
    encrypted,
    entry,
    header_of,
    hostile,
    read,
    signed,
    special,
    tar,
)

from eucles_desk.age.streams import encrypt_to
from eucles_desk.assessment.package_values import Purpose
from eucles_desk.errors import (
    ForgedPackageError,
    InvalidPackageError,
    NewerPackageError,
    OtherSchemeError,
    OversizedPackageError,
    PackageError,
)
from eucles_desk.packages import limits
from eucles_desk.packages.reading import require_edition

GOOD = {"assessment.json": b"{}"}
PIECE = hashlib.sha256(b"piece").hexdigest()
SHA = hashlib.sha256(b"").hexdigest()


def said(content: bytes, kind: type[PackageError] = InvalidPackageError) -> str:
    """Return what is said of a package; nothing that was staged may be left."""
    sink = Held()
    with pytest.raises(PackageError) as caught:
        read(content, sink=sink)
    assert type(caught.value) is kind
    assert (sink.staged, sink.dropped) == ({}, 1)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def with_entries(*entries: tuple[bytes, bytes], members: dict[str, bytes] | None = None) -> bytes:
    """Return a package with these entries behind header and signature."""
    return encrypted(tar([*signed(header_of(GOOD if members is None else members)), *entries]))


def test_what_is_good_passes() -> None:
    assert read(hostile()).header.purpose is Purpose.COPY
    assert read(hostile(made_at="2026-11-25T09:30:00Z", later=1)).header.others == {"later": 1}


# Signatures


def test_a_forged_signature_is_told() -> None:
    header = json.dumps(header_of(GOOD)).encode()
    for signature in (bytes(64), STRANGER.sign(b"eucles-package 1\0" + header), LEAD.sign(header), b"\xff" * 64):
        forged = [entry("package.json", header), entry("signature", signature), entry("assessment.json", b"{}")]
        assert "not that of its author" in said(encrypted(tar(forged)), ForgedPackageError)


def test_another_author_under_a_good_signature_is_told() -> None:
    entries = [*signed(header_of(GOOD), own=STRANGER), entry("assessment.json", b"{}")]
    assert "not that of its author" in said(encrypted(tar(entries)), ForgedPackageError)


def test_a_signature_of_another_header_is_told() -> None:
    first = signed(header_of(GOOD))
    second = signed(header_of(GOOD, id="88888888-8888-4888-8888-888888888888"))
    content = encrypted(tar([first[0], second[1], entry("assessment.json", b"{}")]))
    assert "not that of its author" in said(content, ForgedPackageError)


def test_a_missing_signature_is_told() -> None:
    header = entry("package.json", json.dumps(header_of(GOOD)).encode())
    for rest in ([], [entry("assessment.json", b"{}")], [entry("signature", b"")], [entry("signature", bytes(65))]):
        assert "not signed" in said(encrypted(tar([header, *rest])), ForgedPackageError)


@pytest.mark.parametrize("author", [None, [], {}, {"key": 1}, "x"])
def test_a_missing_author_is_told(author: Any) -> None:
    assert "who made it" in said(hostile(author=author), ForgedPackageError)


def test_the_card_of_an_author_does_not_serve_as_signature() -> None:
    """What is signed begins with what it is for."""
    header = json.dumps(header_of(GOOD)).encode()
    content = encrypted(
        tar([entry("package.json", header), entry("signature", LEAD.sign(b"eucles-card 1\0" + header))])
    )
    said(content, ForgedPackageError)


# Headers


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"members": []}, "must come first"),
        ({"members": None}, "list in square brackets"),
        ({"members": [{"name": "assessment.json"}]}, "is missing"),
        ({"members": [{"name": "assessment.json", "size": -1, "sha256": SHA}]}, "too small"),
        ({"members": [{"name": "assessment.json", "size": 2.5, "sha256": SHA}]}, "whole number"),
        ({"members": [{"name": "assessment.json", "size": True, "sha256": SHA}]}, "whole number"),
        ({"members": [{"name": "assessment.json", "size": 2, "sha256": "x"}]}, "SHA-256"),
        ({"id": "x"}, "UUID"),
        ({"assessment": ASSESSMENT.upper()}, "UUID"),
        ({"made_at": "2026-02-31T09:30:00Z"}, "no such time"),
        ({"made_at": ""}, "not a time"),
        ({"author": {"key": str(LEAD.public), "name": "x" * 201}}, "characters"),
        ({"recipients": [str(SECOND.public), "x"]}, "not the key"),
        ({"recipients": [str(SECOND.public)] * 51}, "items"),
        ({"scheme": {"id": "eucles", "edition": "small"}}, "sha256"),
        ({"left_out": [{"sha256": SHA, "size": -1}]}, "too small"),
        ({"left_out": [{"sha256": SHA, "size": True}]}, "whole number"),
        ({"left_out": ["x"]}, "object in curly"),
        ({"members": [{"name": "assessment.json", "size": 8_000_000_001, "sha256": SHA}]}, "too large"),
        ({"members": [{"name": "assessment.json", "size": 2, "sha256": SHA + "\n"}]}, "SHA-256"),
        ({"members": [{"name": ["x"], "size": 2, "sha256": SHA}]}, "text in quotes"),
        ({"members": [{"name": "a" * 100, "size": 2, "sha256": SHA}]}, "100 characters"),
        ({"members": ["assessment.json"]}, "object in curly"),
        ({"deidentified": 1}, "true or false"),
        ({"format": "eucles-assessment"}, "not the header"),
        ({"version": 0}, "not the header"),
        ({"version": "1"}, "not the header"),
        ({"later": 10**30}, "too large"),
        ({"later": "\0"}, "NUL"),
    ],
)
def test_a_header_that_does_not_keep_to_its_schema_is_told_with_the_place(
    changes: dict[str, Any], sentence: str
) -> None:
    assert sentence in said(hostile(**changes))


def test_a_newer_format_and_a_purpose_of_later_are_told() -> None:
    assert "newer version" in said(hostile(version=2, members=[], author={"key": str(LEAD.public)}), NewerPackageError)
    assert "what the package is for" in said(hostile(purpose="gift"), NewerPackageError)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"null", b"\xff\xfe", b'{"format":"eucles-package","format":"x"}', b"[" * 100_000]
)
def test_a_header_that_is_no_object_is_refused(content: bytes) -> None:
    said(encrypted(tar([*signed(content), entry("assessment.json", b"{}")])))


@pytest.mark.parametrize(
    "name",
    [
        *("../x", "/etc/passwd", "a/../x", "..", ".", "./x", "a//x", "a/", "a/b/c", "C:/x", "c:x", "a\\..\\x", "~/x"),
        *("evidence/../x", "Assessment.json", "x\n", "x ", "é", "a" * 81, "a" * 60 + "/" + "b" * 60, "-x", "a/-x", ""),
        *("\u202etxt.exe", "file://x", "a:b", "con\0", "a%2f..", "a/.hidden", ".hidden"),
    ],
)
def test_no_name_leads_out_of_a_folder_or_is_odd(name: str) -> None:
    member = {"name": name, "size": 0, "sha256": SHA}
    found = said(hostile(members=[*header_of(GOOD)["members"], member]))
    assert any(words in found for words in ("not a name", "NUL", "at most 99"))
    if name and len(name) < 90 and "\0" not in name:  # the same in the tar alone
        said(with_entries(entry("assessment.json", b"{}"), entry(name, b"x")))


def test_names_that_stand_there_twice_are_told() -> None:
    member = header_of(GOOD)["members"][0]
    assert "twice" in said(hostile(members=[member, member]))
    seats = {"assessment.json": b"{}", f"seats/{SEAT}.json": b"", f"seats/{SEAT}.age": b""}
    assert "twice" in said(hostile(seats))


def test_the_assessment_comes_first_and_evidence_last() -> None:
    piece = {f"evidence/{PIECE}": b"piece"}
    assert "must come first" in said(hostile({**piece, **GOOD}))
    assert "must come first" in said(hostile({**GOOD, **piece, "later": b""}))
    read(hostile({**GOOD, "later": b"", **piece}))


def test_evidence_under_another_hash_is_told() -> None:
    assert "not its SHA-256" in said(hostile({**GOOD, f"evidence/{'0' * 64}": b"piece"}))


def test_evidence_that_is_said_to_be_left_out_is_not_there() -> None:
    members = {**GOOD, f"evidence/{PIECE}": b"piece"}
    assert "left out" in said(hostile(members, left_out=[{"sha256": PIECE, "size": 5}]))


def test_another_edition_than_the_one_named_is_told() -> None:
    read(hostile({**GOOD, "edition.json": EDITION}))
    assert "edition" in said(hostile({**GOOD, "edition.json": b"{}"}))


def nothing_but(answer: bool) -> Callable[[str, str, str], bool]:
    return lambda _scheme, _edition, _sha256: answer


def test_another_scheme_and_an_edition_that_nobody_knows_are_told() -> None:
    bare, carrying = read(hostile()).header, read(hostile({**GOOD, "edition.json": EDITION})).header
    require_edition(bare, "eucles", nothing_but(True))
    require_edition(carrying, "eucles", nothing_but(False))
    with pytest.raises(OtherSchemeError, match="another scheme"):
        require_edition(bare, "other", nothing_but(True))
    with pytest.raises(OtherSchemeError, match="not known here"):
        require_edition(bare, "eucles", nothing_but(False))


# Too large, too many


def member(name: str, size: int) -> dict[str, Any]:
    return {"name": name, "size": size, "sha256": SHA}


def pieces(count: int, size: int) -> list[dict[str, Any]]:
    names = [f"{number:064x}" for number in range(count)]
    return [{"name": f"evidence/{name}", "size": size, "sha256": name} for name in names]


@pytest.mark.parametrize(
    "members",
    [
        [member("assessment.json", limits.MEMBER_BYTES + 1)],
        [
            member("assessment.json", limits.MEMBER_BYTES),
            *(member(f"seats/{SEAT[:-1]}{n}.json", 30_000_000) for n in "234"),
        ],
        [member("assessment.json", 1), *(member(f"x{n}", 0) for n in range(limits.UNKNOWN + 1))],
        [member("assessment.json", 1), member("x", limits.UNKNOWN_BYTES + 1)],
        [member("assessment.json", 1), *pieces(1, limits.EVIDENCE_BYTES + 1)],
        [member("assessment.json", 1), *pieces(5, limits.EVIDENCE_BYTES)],
        [member("assessment.json", 1), *pieces(limits.EVIDENCE + 1, 0)],
        [member("x", 0)] * (limits.MEMBERS + 1),
    ],
)
def test_more_than_fits_is_refused_by_the_header_alone(members: list[dict[str, Any]]) -> None:
    """Nothing of it is in the tar: it is not even looked for."""
    assert "more than this program takes" in said(hostile({}, members=members), OversizedPackageError)


def test_a_header_without_end_is_refused_by_its_size_alone() -> None:
    """Ten million entries in a header would have a gigabyte."""
    info = tarfile.TarInfo("package.json")
    info.size = 1_300_000_000
    assert "more than" in said(encrypted(info.tobuf(tarfile.USTAR_FORMAT)), OversizedPackageError)


def test_ten_million_entries_are_refused_at_the_first_one_too_many() -> None:
    good = tar([*signed(header_of(GOOD)), entry("assessment.json", b"{}")])
    start = io.BytesIO(good[: good.rindex(b"{}") // 512 * 512 + 512])
    left = 20_000

    def endless(most: int) -> bytes:
        nonlocal left
        left -= 1
        return start.read(most) or entry(f"x{left}", b"")[0] * (left > 0)

    out = bytearray()
    encrypt_to([SECOND.public.sealing], endless, out.extend)
    assert len(out) > 9_000_000
    assert "“x19998” is not named in the header" in said(bytes(out))


def test_huge_sizes_in_the_tar_are_not_believed() -> None:
    for size in (
        b"77777777777\0",
        b"\x80" + bytes(10) + b"\2",
        b"\xff" * 12,
        b"-0000000001\0",
        b"           \0",
        b"0x1\0" + bytes(8),
    ):
        block = bytearray(entry("assessment.json", b"")[0])
        block[124:136] = size
        said(with_entries((with_checksum(block), b"{}")))


def with_checksum(block: bytearray) -> bytes:
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


# The tar


@pytest.mark.parametrize("kind", [*b"1234567SLgxKDMNVAXE\xff", ord(" ")])
def test_only_plain_files_pass(kind: int) -> None:
    """Links, devices, folders, pipes, sparse files, long names and extended headers of any maker do not."""
    block = bytearray(entry("assessment.json", b"{}")[0])
    block[156] = kind
    assert "not a plain file" in said(with_entries((with_checksum(block), b"{}")))


def test_links_and_extended_headers_as_python_writes_them_do_not_pass() -> None:
    link = tarfile.TarInfo("assessment.json")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    said(with_entries(special(link)))
    long = tarfile.TarInfo("assessment.json")
    long.pax_headers = {"path": "../../x"}
    said(with_entries(special(long, tarfile.PAX_FORMAT), entry("assessment.json", b"{}")))
    named = tarfile.TarInfo("x" * 150)
    said(with_entries(special(named, tarfile.GNU_FORMAT)))


@pytest.mark.parametrize(
    ("place", "put"),
    [
        (slice(157, 158), b"x"),
        (slice(345, 346), b"x"),
        (slice(20, 21), b"x"),
        (slice(511, 512), b"x"),
        (slice(257, 265), b"ustar  \0"),
        (slice(257, 263), b"xxxxxx"),
    ],
)
def test_nothing_stands_where_another_program_would_read_something_else(place: slice, put: bytes) -> None:
    block = bytearray(entry("assessment.json", b"{}")[0])
    block[place] = put
    said(with_entries((with_checksum(block), b"{}")))


def test_a_wrong_checksum_is_noticed() -> None:
    block = bytearray(entry("assessment.json", b"{}")[0])
    block[110] ^= 1
    assert "no plain tar" in said(with_entries((bytes(block), b"{}")))


def test_something_between_or_behind_the_files_is_told() -> None:
    good = tar([*signed(header_of(GOOD)), entry("assessment.json", b"{}")])
    assert read(encrypted(good)).files == GOOD
    place = good.rindex(b"{}") + 2
    assert "between its files" in said(encrypted(good[:place] + b"x" + good[place + 1 :]))
    assert "follows its end" in said(encrypted(good[:-1] + b"x"))
    assert "follows its end" in said(encrypted(good + bytes(20_000)))
    assert "follows its end" in said(encrypted(good + good))
    assert "in the middle" in said(encrypted(good.rstrip(b"\0") + bytes(510 + 512)))


def test_a_tar_that_ends_early_is_told() -> None:
    good = tar([*signed(header_of(GOOD)), entry("assessment.json", b"{}")])
    for length in (0, 1, 511, 512, 700, 5 * 512, 5 * 512 + 1):
        said(encrypted(good[:length]), ForgedPackageError if 1024 < length < 2000 else InvalidPackageError)


def test_members_keep_to_the_header() -> None:
    two = {**GOOD, "later": b"1"}
    assert "missing" in said(with_entries(entry("assessment.json", b"{}"), members=two))
    assert "not where" in said(with_entries(entry("later", b"1"), entry("assessment.json", b"{}"), members=two))
    assert "not where" in said(
        with_entries(entry("assessment.json", b"{}"), entry("assessment.json", b"{}"), members=two)
    )
    assert "another size" in said(with_entries(entry("assessment.json", b"{ }")))
    assert "is not what" in said(with_entries(entry("assessment.json", b"[]")))
    assert "not named" in said(with_entries(entry("assessment.json", b"{}"), entry("x", b"")))


def test_evidence_is_dropped_when_a_later_piece_is_wrong() -> None:
    other = hashlib.sha256(b"other").hexdigest()
    names = {f"evidence/{one}": content for one, content in sorted([(PIECE, b"piece"), (other, b"other")])}
    entries = [entry("assessment.json", b"{}"), *(entry(*one) for one in names.items())]
    last = list(names)[-1]
    entries[-1] = entry(last, b"wrong")
    content = with_entries(*entries, members={**GOOD, **names})
    assert "is not what the header says" in said(content)


def test_a_plain_file_and_something_else_in_the_envelope_are_told() -> None:
    for plain in (b"", b"PK\3\4" + bytes(2000), b"x" * 100, bytes(1024), tar([entry("x", b"")]), tar([])):
        said(encrypted(plain))
