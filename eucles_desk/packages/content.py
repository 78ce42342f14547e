"""What is in a package, as frozen values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from eucles_desk.assessment.package_values import Purpose
    from eucles_desk.packages.keys import PublicKey
    from eucles_desk.scheme.values import EditionRef

HEADER: Final = "package.json"
SIGNATURE: Final = "signature"
ASSESSMENT: Final = "assessment.json"
EDITION: Final = "edition.json"
HISTORY: Final = "history.jsonl"
VERSIONS: Final = "versions.json"
SINGLE: Final = (ASSESSMENT, EDITION, HISTORY, VERSIONS)

_SEAT: Final = re.compile(r"seats/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(json|age)")
_EVIDENCE: Final = re.compile(r"evidence/([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Author:
    """Who has made a package: the key proves it, the name is what they call themselves."""

    key: PublicKey
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a package."""

    name: str
    size: int
    sha256: str

    @property
    def evidence(self) -> str | None:
        """The SHA-256 that a piece of evidence is known by, ``None`` for all else."""
        found = _EVIDENCE.fullmatch(self.name)
        return found[1] if found else None

    @property
    def seat(self) -> str | None:
        """The id of the seat whose judgements these are."""
        found = _SEAT.fullmatch(self.name)
        return found[1] if found else None

    @property
    def is_known(self) -> bool:
        """Whether this version knows what it is for."""
        return self.name in SINGLE or self.seat is not None or self.evidence is not None


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """The content of a stored file by its hash."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Header:
    """What a package says of itself, signed by its author.

    Attributes:
        id: Of this package, by which it is known again.
        recipients: The keys that it is encrypted to; none where a passphrase opens it.
        assessment: The id of the assessment.
        seat: The seat that is assigned or handed over.
        is_deidentified: Whether names of people were left out.
        left_out: Evidence that was too large to come along.
        members: The files that follow, in their order.
        others: Keys of a newer program.
    """

    id: str
    purpose: Purpose
    made_at: str
    author: Author
    recipients: Sequence[PublicKey]
    assessment: str
    edition: EditionRef
    members: Sequence[Member]
    seat: str | None = None
    is_deidentified: bool = False
    left_out: Sequence[EvidenceFile] = ()
    others: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to go into a package.

    Attributes:
        assessment: The id of the assessment.
        content: Its interchange file, without judgements that are still another one's own.
        edition_content: The canonical content of the edition.
        released: Judgements of seats that may be read, by the id of the seat.
        boxes: Judgements that only their owner can read.
        evidence: The files that its evidence stands for.
        unknown: Files of a newer program, which are handed on.
        others: Keys of a newer program for the header.
    """

    purpose: Purpose
    assessment: str
    edition: EditionRef
    content: bytes
    edition_content: bytes | None = None
    history: bytes | None = None
    versions: bytes | None = None
    released: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    boxes: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    evidence: Sequence[EvidenceFile] = ()
    seat: str | None = None
    is_deidentified: bool = False
    unknown: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    others: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Package:
    """What was in a package, all of it proven; its evidence went to a sink.

    Attributes:
        header: What it says of itself.
        files: The content of all members that are not evidence, by name.
    """

    header: Header
    files: Mapping[str, bytes]

    @property
    def released(self) -> Mapping[str, bytes]:
        """Judgements of seats that may be read, by the id of the seat."""
        return self._of_seats(".json")

    @property
    def boxes(self) -> Mapping[str, bytes]:
        """Judgements that only their owner can read, by the id of the seat."""
        return self._of_seats(".age")

    @property
    def unknown(self) -> Mapping[str, bytes]:
        """Files of a newer program, to be handed on."""
        return {member.name: self.files[member.name] for member in self.header.members if not member.is_known}

    def _of_seats(self, ending: str) -> Mapping[str, bytes]:
        found = ((member, member.seat) for member in self.header.members)
        return {seat: self.files[one.name] for one, seat in found if seat is not None and one.name.endswith(ending)}


@dataclass(frozen=True, slots=True)
class Recipients:
    """The package is for those who have these keys."""

    keys: Sequence[PublicKey]


@dataclass(frozen=True, slots=True)
class Passphrase:
    """The package is for those who know this."""

    text: str = field(repr=False)


class Source(Protocol):
    """The content of a stored file."""

    def copy(self, write: Callable[[bytes], object]) -> None:
        """Hand on all of it in pieces, and raise where it is not what its SHA-256 says: nobody else looks."""
        ...


class Sink(Protocol):
    """Where evidence goes to while a package is read: nothing of it counts before the caller says so."""

    def take(self, sha256: str, size: int, read: Callable[[int], bytes]) -> str:
        """Put by what can be read, and return the SHA-256 of it, which is worked out on the way.

        Where it is another than that, the package is refused. What is here already need not be read.
        """
        ...

    def drop(self) -> None:
        """Remove all that was put by: the package is refused."""
        ...
