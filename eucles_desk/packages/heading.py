"""The header of a package as JSON, and what must hold of it before anything that follows is read."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from eucles_desk.assessment.package_values import Purpose
from eucles_desk.errors import (
    EuclesError,
    ExchangeError,
    ForgedPackageError,
    InvalidKeyError,
    InvalidPackageError,
    NewerPackageError,
    OversizedPackageError,
)
from eucles_desk.exchange.faults import Fault, inner, shown
from eucles_desk.exchange.shape import Shape
from eucles_desk.packages import limits
from eucles_desk.packages.content import ASSESSMENT, EDITION, Author, EvidenceFile, Header, Member
from eucles_desk.packages.keys import public_key
from eucles_desk.packages.plain import NewerFormatError, OtherFormatError, pretty, problem_of, read_object
from eucles_desk.scheme.values import EditionRef

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eucles_desk.packages.keys import OwnKeys, PublicKey

FORMAT: Final = "eucles-package"
VERSION: Final = 1
_SIGNED: Final = b"eucles-package 1\0"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}(/[a-z0-9][a-z0-9._-]{0,79})?")
"""No name leads out of a folder, and none is longer than a tar without extensions has room for."""
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_KNOWN: Final = frozenset(
    ("format", "version", "id", "purpose", "made_at", "author", "recipients", "assessment", "seat")
) | {"scheme", "deidentified", "left_out", "members"}


class Heading:
    """Reads and writes headers.

    Args:
        schema: The published JSON Schema of a package's header.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._shape = Shape(schema)

    def write(self, header: Header, own: OwnKeys) -> tuple[bytes, bytes]:
        """Return the header as it is written, and its signature.

        Raises:
            PackageError: No program would take it.
        """
        content = pretty(_document(header))
        signature = own.sign(_SIGNED + content)
        self.read(content, signature)
        return content, signature

    def read(self, content: bytes, signature: bytes) -> Header:
        """Return a header of which the signature and all rules hold.

        Raises:
            PackageError: They do not; the sentence names the cause.
        """
        try:
            document = read_object(content, FORMAT, VERSION)
            author = _author(document)
            if not author.has_signed(signature, _SIGNED + content):
                raise ForgedPackageError(
                    "The signature of the package is not that of its author, so nothing in it can be trusted."
                )
            self._check_shape(document)
            return _header(document, author)
        except NewerFormatError:
            raise NewerPackageError(
                "The package was made by a newer version of the program; this one cannot read it. Nothing was stored."
            ) from None
        except OtherFormatError:
            raise invalid(ExchangeError("its first file is not the header of a package.")) from None
        except Fault as fault:
            raise invalid(problem_of(fault)) from fault

    def _check_shape(self, document: Mapping[str, Any]) -> None:
        purpose = document.get("purpose")
        if isinstance(purpose, str) and purpose not in tuple(Purpose):
            raise NewerPackageError(
                "This version of the program does not know what the package is for: “{purpose}”.",
                purpose=shown(purpose),
            )
        quick: dict[str, list[object]] = {}
        for key, most, names in (("members", limits.MEMBERS, True), ("left_out", limits.EVIDENCE, False)):
            found: object = document.get(key)
            if isinstance(found, list):
                files = cast("list[object]", found)
                too_many(len(files), most)
                if all(_is_plain(one, has_name=names) for one in files):
                    quick[key] = []  # checking it by the schema takes a tenth of a millisecond for each file
        self._shape.check({**document, **quick})


def invalid(problem: EuclesError) -> InvalidPackageError:
    """Return that an author did not keep to the format: nobody changed it on the way."""
    return InvalidPackageError(
        "The package does not keep to its format, so nothing of it was stored: {problem}", problem=problem
    )


def too_large(size: int, most: int) -> None:
    """Raise when there is more than may be read."""
    if size > most:
        raise OversizedPackageError(
            "The package holds more than this program takes: {size} MB in one place, where {most} MB fit.",
            size=-(-size // 1_000_000),
            most=most // 1_000_000,
        )


def too_many(count: int, most: int) -> None:
    """Raise when there are more than may be read."""
    if count > most:
        raise OversizedPackageError(
            "The package holds more than this program takes: {count} files, where {most} fit.", count=count, most=most
        )


def _is_plain(file: object, *, has_name: bool) -> bool:
    """Return whether a file in a list is surely as the schema has it."""
    if not isinstance(file, dict):
        return False
    found = cast("dict[str, object]", file)
    name, size, sha256 = found.get("name", None if has_name else ""), found.get("size"), found.get("sha256")
    return (
        isinstance(name, str)
        and len(name) <= limits.FILE_NAME
        and type(size) is int
        and 0 <= size <= limits.ALL_EVIDENCE_BYTES
        and isinstance(sha256, str)
        and _SHA256.fullmatch(sha256) is not None
    )


def _author(document: Mapping[str, Any]) -> PublicKey:
    author: object = document.get("author")
    text = cast("dict[str, object]", author).get("key") if isinstance(author, dict) else None
    if not isinstance(text, str):
        raise ForgedPackageError("The package does not say who made it, so nothing in it can be trusted.")
    try:
        return public_key(text)
    except InvalidKeyError as error:
        raise Fault(inner(error), ("author", "key")) from error


def _header(document: Mapping[str, Any], author: PublicKey) -> Header:
    scheme = document["scheme"]
    members = tuple(Member(one["name"], one["size"], one["sha256"]) for one in document["members"])
    header = Header(
        id=document["id"],
        purpose=Purpose(document["purpose"]),
        made_at=document["made_at"],
        author=Author(author, document["author"].get("name", "")),
        recipients=tuple(_recipient(text, at) for at, text in enumerate(document["recipients"])),
        assessment=document["assessment"],
        edition=EditionRef(scheme["id"], scheme["edition"], scheme["sha256"]),
        members=members,
        seat=document.get("seat"),
        is_deidentified=document.get("deidentified", False),
        left_out=tuple(EvidenceFile(one["sha256"], one["size"]) for one in document.get("left_out", ())),
        others=MappingProxyType({key: value for key, value in document.items() if key not in _KNOWN}),
    )
    try:
        datetime.fromisoformat(header.made_at)
    except ValueError as error:
        problem = ExchangeError("there is no such time as “{value}”.", value=shown(header.made_at))
        raise Fault(problem, ("made_at",)) from error
    _check_sizes(members)
    _check_members(members, header)
    return header


def _recipient(text: str, at: int) -> PublicKey:
    try:
        return public_key(text)
    except InvalidKeyError as error:
        raise Fault(inner(error), ("recipients", at)) from error


def _check_sizes(members: Sequence[Member]) -> None:
    evidence = [one.size for one in members if one.evidence is not None]
    others = [one.size for one in members if one.evidence is None]
    unknown = [one.size for one in members if not one.is_known]
    too_many(len(evidence), limits.EVIDENCE)
    too_many(len(unknown), limits.UNKNOWN)
    too_large(max(evidence, default=0), limits.EVIDENCE_BYTES)
    too_large(sum(evidence), limits.ALL_EVIDENCE_BYTES)
    too_large(max(others, default=0), limits.MEMBER_BYTES)
    too_large(sum(others), limits.ALL_MEMBERS_BYTES)
    too_large(sum(unknown), limits.UNKNOWN_BYTES)


def _check_members(members: Sequence[Member], header: Header) -> None:
    for at, one in enumerate(members):
        if not _NAME.fullmatch(one.name) or len(one.name) > limits.FILE_NAME:
            problem = ExchangeError("“{name}” is not a name that a file in a package may have.", name=shown(one.name))
            raise Fault(problem, ("members", at))
        if one.evidence not in {None, one.sha256}:
            raise Fault(ExchangeError("the name of the evidence is not its SHA-256."), ("members", at))
        if one.name == EDITION and one.sha256 != header.edition.sha256:
            raise Fault(ExchangeError("the edition here is not the one that is named."), ("members", at))
    double = next((name for name, count in Counter(one.name for one in members).items() if count > 1), None)
    if double is not None:
        raise Fault(ExchangeError("the file “{name}” stands there twice.", name=shown(double)), ("members",))
    seats = [one.seat for one in members if one.seat is not None]
    if len(seats) != len(set(seats)):
        raise Fault(ExchangeError("the judgements of a seat stand there twice."), ("members",))
    kinds = [one.evidence is not None for one in members]
    if not members or members[0].name != ASSESSMENT or kinds != sorted(kinds):
        raise Fault(ExchangeError("the assessment must come first and evidence last."), ("members",))
    left_out = {one.sha256 for one in header.left_out}
    if left_out & {one.evidence for one in members}:
        raise Fault(ExchangeError("evidence that was left out is there."), ("left_out",))


def _document(header: Header) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "id": header.id,
        "purpose": header.purpose.value,
        "made_at": header.made_at,
        "author": {"key": str(header.author.key), "name": header.author.name},
        "recipients": [str(key) for key in header.recipients],
        "assessment": header.assessment,
        **({"seat": header.seat} if header.seat is not None else {}),
        "scheme": {"id": header.edition.scheme, "edition": header.edition.edition, "sha256": header.edition.sha256},
        "deidentified": header.is_deidentified,
        "left_out": [{"sha256": one.sha256, "size": one.size} for one in header.left_out],
        **header.others,
        "members": [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in header.members],
    }
