"""Stored files as tests hand them to what reads them: plain files, or the content of any."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from eucles_desk.errors import ChangedFileError, MissingFileError, StorageError
from eucles_desk.services.file_ports import Source, Stamp

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class PathSource:
    """A plain file as a stored one; without a hash it is what it holds, whatever that is."""

    path: Path
    expected: str = ""

    @property
    def sha256(self) -> str:
        return self.expected or hashlib.sha256(str(self.path).encode()).hexdigest()

    def stamp(self) -> Stamp:
        try:
            found = self.path.stat()
        except OSError as error:
            raise MissingFileError("It is gone.") from error
        return found.st_size, found.st_mtime_ns

    def size(self) -> int:
        return self.stamp()[0]

    def copy(self, write: Callable[[bytes], object]) -> None:
        try:
            content = self.path.read_bytes()
        except FileNotFoundError as error:
            raise MissingFileError("It is gone.") from error
        except OSError as error:
            raise StorageError("It cannot be read.") from error
        if self.expected and hashlib.sha256(content).hexdigest() != self.expected:
            raise ChangedFileError("It was changed.")
        for at in range(0, len(content), CHUNK):
            write(content[at : at + CHUNK])


def content_of(source: Source | None) -> bytes:
    """Return what is in a stored file."""
    assert source is not None
    content = bytearray()
    source.copy(content.extend)
    return bytes(content)


_FITS: type[Source] = PathSource
