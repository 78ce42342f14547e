"""What the services need of the files behind the evidence, as protocols; storage fits them by shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from eucles_desk.assessment.records import StoredFile

Stamp = tuple[int, int]
"""Size and time of a file on the disk, by which one that was touched is told from one that was not."""


class Source(Protocol):
    """A stored file that can be read, by any thread and any number of times; nothing is read before it is asked for.

    Each call raises ``MissingFileError`` when the file has gone, and ``StorageError`` when it cannot be read.
    """

    @property
    def sha256(self) -> str: ...
    def stamp(self) -> Stamp: ...
    def size(self) -> int:
        """Return how long the content is, which is proven only by reading; raise ``ChangedFileError`` for no file."""
        ...

    def copy(self, write: Callable[[bytes], object]) -> None:
        """Hand on the content in pieces, the last one only when the whole is proven to be what came in.

        Raises ``ChangedFileError`` when it is not; what ``write`` raises comes through as it is.
        """
        ...


class EvidenceFiles(Protocol):
    """The files behind the evidence, named by the SHA-256 of their content."""

    def add(self, source: Path, watch: Callable[[int], object] | None = None) -> StoredFile:
        """Copy a file in; ``watch`` is told how many bytes have come so far, and stops the copy by raising."""
        ...

    def add_content(self, content: bytes) -> StoredFile: ...
    def holds(self, sha256: str) -> bool: ...
    def stored(self, sha256: str) -> Source | None:
        """Return a file to read, ``None`` when it is not here."""
        ...

    def save(self, sha256: str, target: Path) -> None:
        """Write what is in a file to where the user wants it."""
        ...

    def lend(self, sha256: str, name: str) -> Path:
        """Return a copy under this name for another program, which is gone when the data are closed."""
        ...
