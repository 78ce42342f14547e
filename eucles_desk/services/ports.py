"""What the services need from outside, as protocols; storage and exchange fit them by shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path
    from uuid import UUID

    from eucles_desk.assessment.changes import Change
    from eucles_desk.assessment.evidence import Region
    from eucles_desk.assessment.records import (
        Entry,
        FinishedAssessment,
        IssuedReport,
        Protection,
        Recent,
        RegisteredCluster,
        ShelvedEdition,
        Summary,
        TextHit,
    )
    from eucles_desk.assessment.values import Assessment, Cluster, Fact
    from eucles_desk.scheme.values import Edition, EditionRef, Text
    from eucles_desk.services.exchange_ports import Exchange, Experts
    from eucles_desk.services.file_ports import Source


class Assessments(Protocol):
    """The assessments in one transaction."""

    def load(self, assessment: UUID) -> Assessment | None: ...
    def add(self, assessment: Assessment, summary: Summary) -> None: ...
    def write(self, assessment: UUID, changes: Iterable[Change], summary: Summary) -> None: ...
    def page(self, search: str, offset: int, limit: int) -> Sequence[Summary]: ...
    def count(self, search: str) -> int: ...
    def finished(self, cluster: UUID, limit: int) -> Sequence[FinishedAssessment]: ...
    def running(self, limit: int) -> Sequence[Summary]:
        """Return assessments that have not ended: replies due first, then those changed last first."""
        ...

    def ending(self, first: str, last: str, limit: int) -> Sequence[Summary]:
        """Return awards that end in these months and whose cluster has no later assessment, the earliest end first."""
        ...

    def recent(self, limit: int) -> Sequence[Recent]:
        """Return the last steps done, the latest first, each step of typing once."""
        ...

    def count_running(self) -> int: ...


class Clusters(Protocol):
    """The register of clusters in one transaction."""

    def get(self, cluster: UUID) -> RegisteredCluster | None: ...
    def add(self, cluster: Cluster) -> None: ...
    def page(self, search: str, offset: int, limit: int) -> Sequence[RegisteredCluster]: ...
    def count(self, search: str) -> int: ...
    def latest_facts(self, cluster: UUID) -> Mapping[str, Fact]: ...


class Editions(Protocol):
    """The editions in one transaction; none is ever changed or removed."""

    def add(self, ref: EditionRef, title: Text, content: bytes) -> None: ...
    def content(self, sha256: str) -> bytes | None: ...
    def find(self, scheme: str, edition: str) -> EditionRef | None: ...
    def all(self) -> Sequence[ShelvedEdition]: ...


class History(Protocol):
    """The append-only history in one transaction."""

    def append(self, assessment: UUID, entry: Entry) -> None: ...
    def note(self, message: str, values: Mapping[str, str] = ..., assessment: UUID | None = None) -> None:
        """Add that something happened which cannot be undone, to an assessment or to the data as a whole."""
        ...

    def tail(self, assessment: UUID, limit: int) -> Sequence[Entry]: ...
    def numbered(self, assessment: UUID, after: int) -> Sequence[tuple[int, Entry]]:
        """Return the entries of an assessment after a number, each with its own, those that were erased left out."""
        ...

    def restorations(self, after: int) -> Sequence[int]:
        """Return the numbers of the entries after a number that tell of a restored backup."""
        ...

    def last(self) -> int:
        """Return the number of the last entry of all."""
        ...


class Reports(Protocol):
    """The reports that were issued in one transaction; none is ever changed or removed."""

    def add(self, assessment: UUID, report: IssuedReport, content: bytes) -> None: ...
    def of(self, assessment: UUID) -> Sequence[IssuedReport]: ...
    def get(self, report: UUID) -> IssuedReport | None: ...
    def content(self, report: UUID) -> bytes | None: ...


class EvidenceTexts(Protocol):
    """The texts of stored files in one transaction, page by page, and the search in them."""

    def add(self, sha256: str, pages: Sequence[str], first: int = 1, *, more: bool = False) -> None:
        """Keep the text of a file; no pages means that it has none.

        A long text can be kept piece by piece, each in a transaction: ``first`` is the page that a piece begins with,
        and while there is ``more`` the file still counts as missing.
        """
        ...

    def has(self, sha256: str) -> bool: ...

    def missing(self, limit: int) -> Sequence[tuple[str, str]]:
        """Return files that are evidence and whose text is not kept yet, each with its file name."""
        ...

    def find(self, words: str, limit: int, assessment: UUID | None = None) -> Sequence[TextHit]:
        """Return pages that hold all the words, each as the beginning of a word, the best first."""
        ...


class Store(Protocol):
    """One transaction: everything in it is kept, or nothing is."""

    @property
    def assessments(self) -> Assessments: ...
    @property
    def clusters(self) -> Clusters: ...
    @property
    def editions(self) -> Editions: ...
    @property
    def history(self) -> History: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def evidence_texts(self) -> EvidenceTexts: ...
    @property
    def exchange(self) -> Exchange: ...
    @property
    def experts(self) -> Experts: ...


class OpenStore(Protocol):
    """Opens a store; it commits when the block ends well and rolls back when it raises."""

    def __call__(self) -> AbstractContextManager[Store]: ...


class Protecting(Protocol):
    """The passphrase of the data in use; each change of it makes the system forget what it remembered.

    Setting, changing and removing take about a second, on any thread; they return the copies of the key, with backups
    on a stick for instance, that could not be replaced and open as before.
    """

    def also_in(self, second: Path | None) -> None:
        """Change copies of the key in a second folder of backups as well."""
        ...

    def protection(self) -> Protection: ...
    def set_passphrase(self, passphrase: str) -> Sequence[Path]: ...
    def change_passphrase(self, old: str, new: str) -> Sequence[Path]:
        """Lock the data with another passphrase; raise ``WrongPassphraseError`` when the old one is not right."""
        ...

    def recover(self, new: str) -> Sequence[Path]:
        """Lock the data with a new passphrase after they were opened with the recovery code."""
        ...

    def remove_passphrase(self, passphrase: str) -> Sequence[Path]:
        """Keep the key plainly again; raise ``WrongPassphraseError`` when the passphrase is not right."""
        ...

    def check_passphrase(self, passphrase: str) -> None:
        """Raise ``WrongPassphraseError`` when this is not the passphrase."""
        ...

    def recovery_code(self) -> str:
        """Return the code that opens the data without the passphrase."""
        ...

    def suggested(self, language: str) -> str:
        """Return a passphrase of random words of a language."""
        ...

    def recovery_sheet(self, language: str) -> bytes:
        """Return the page with that code as a PDF, to be printed."""
        ...

    @property
    def is_remembered(self) -> bool:
        """Whether the system's keyring opens these data at the start; nothing is asked for this."""
        ...

    def remember(self) -> None:
        """Let the keyring open these data from now on, any thread; raise ``StorageError`` where there is none."""
        ...

    def forget(self) -> None:
        """Let the keyring forget it, on any thread."""
        ...


class ContentKind(StrEnum):
    """What a stored file turned out to hold."""

    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"
    """Text without a look of its own: plain text, tables, office files."""
    OTHER = "other"
    """Nothing that can be shown; it can be opened with another program."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is in a file.

    Attributes:
        kind: What it turned out to be.
        sizes: Width and height of each page, in points for a PDF and in pixels for a picture; empty for others.
        protected: Whether a password is needed to read it.
    """

    kind: ContentKind
    sizes: tuple[tuple[float, float], ...] = ()
    protected: bool = False

    @property
    def pages(self) -> int:
        """How many pages there are to look at."""
        return len(self.sizes)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it looks: rows of pixels from the top, three bytes (red, green, blue) each, without gaps."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand on a page."""

    page: int
    regions: tuple[Region, ...]
    excerpt: str = ""


class EvidenceReader(Protocol):
    """Reads stored files in a process of its own, so that a hostile file cannot take the program down.

    Every call may take a moment and may come from any thread, one after another. Each raises ``ReadingError`` with one
    plain sentence when the file is damaged, too large, or takes too long; the program goes on. ``password`` opens a
    protected PDF. Pages count from 1.
    """

    def look(self, file: Source, name: str, password: str = "") -> Content: ...
    def picture(self, file: Source, name: str, page: int, width: int, password: str = "") -> Picture:
        """Return a page, so many pixels wide."""
        ...

    def texts(self, file: Source, name: str, password: str = "") -> tuple[str, ...]:
        """Return the text of each page; one text for a file without pages."""
        ...

    def find(self, file: Source, name: str, words: str, password: str = "") -> tuple[Found, ...]:
        """Return the pages on which the words stand as they are typed, without regard to capitals."""
        ...

    def quote(self, file: Source, name: str, page: int, region: Region, password: str = "") -> str:
        """Return the text inside a part of a page."""
        ...

    def close(self) -> None:
        """End the process."""
        ...


class Imported(Protocol):
    """What an interchange file held."""

    @property
    def assessment(self) -> Assessment: ...
    @property
    def edition_content(self) -> bytes | None: ...


FindEdition = Callable[[str, str, "str | None"], "Edition | None"]


class InterchangeFormat(Protocol):
    """Reads and writes the interchange file."""

    def read(self, content: bytes, find_edition: FindEdition, *, file: str) -> Imported: ...
    def write(self, assessment: Assessment, *, edition_content: bytes | None = None) -> bytes: ...


class BundledEdition(Protocol):
    """An edition as read from a file, with its canonical content."""

    @property
    def edition(self) -> Edition: ...
    @property
    def content(self) -> bytes: ...


class SchemeFiles(Protocol):
    """Reads editions and overlays from files."""

    def bundled(self) -> BundledEdition: ...
    def bundled_ref(self) -> EditionRef: ...
    def from_content(self, content: bytes) -> Edition: ...
    def overlay(self, path: Path, base: bytes) -> BundledEdition: ...
