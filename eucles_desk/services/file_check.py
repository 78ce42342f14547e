"""Whether stored files are still what they were when they came in: there, of the same size, with the same content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from eucles_desk.assessment.evidence import Evidence

CHUNK: Final = 1024 * 1024
Stamp = tuple[int, int]
"""Size and time of a file, by which one that was touched is told from one that was not."""
NOTHING: Final[Mapping[str, Stamp]] = MappingProxyType({})


class FileState(Enum):
    """What became of a stored file."""

    WHOLE = "whole"
    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file by its content, with its size where that is known (0 where not) and the title it goes by."""

    sha256: str
    size: int = 0
    title: str = ""


def _never() -> bool:
    return False


def files_of(evidence: Iterable[Evidence]) -> tuple[NamedFile, ...]:
    """Return the files of pieces of evidence with their earlier versions, each content once."""
    found: dict[str, NamedFile] = {}
    for piece in evidence:
        for sha256, size in ((piece.sha256, piece.size), *((one.sha256, one.size) for one in piece.versions)):
            if sha256:
                found.setdefault(sha256, NamedFile(sha256, size, piece.title))
    return tuple(found.values())


def check_file(file: NamedFile, path: Path | None, is_cancelled: Callable[[], bool] = _never) -> FileState | None:
    """Compare a stored file with what is known of it; ``None`` when the check was stopped on the way.

    Any thread may do this; a file of another size is not read.
    """
    if path is None:
        return FileState.MISSING
    digest = hashlib.sha256()
    try:
        if file.size and path.stat().st_size != file.size:
            return FileState.CHANGED
        with path.open("rb") as opened:
            while chunk := opened.read(CHUNK):
                if is_cancelled():
                    return None
                digest.update(chunk)
    except FileNotFoundError:
        return FileState.MISSING
    except OSError:
        return FileState.UNREADABLE
    return FileState.WHOLE if digest.hexdigest() == file.sha256 else FileState.CHANGED


def stamp_of(path: Path | None) -> Stamp | None:
    """Return size and time of a file, which cost little to compare; ``None`` when there is none."""
    try:
        found = path.stat() if path is not None else None
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if found is not None else None


def check_files(
    files: Iterable[NamedFile],
    path_of: Callable[[str], Path | None],
    is_cancelled: Callable[[], bool] = _never,
    stamps: Mapping[str, Stamp] = NOTHING,
) -> Iterator[tuple[NamedFile, FileState, Stamp | None]]:
    """Check files one by one, until it is stopped; those that look as ``stamps`` has them are passed over."""
    for file in files:
        path = path_of(file.sha256)
        stamp = stamp_of(path)
        if stamp is not None and stamps.get(file.sha256) == stamp:
            continue
        state = check_file(file, path, is_cancelled)
        if state is None or is_cancelled():
            return
        yield file, state, stamp


def survey_files(
    files: Iterable[NamedFile],
    path_of: Callable[[str], Path | None],
    is_cancelled: Callable[[], bool] = _never,
    stamps: Mapping[str, Stamp] = NOTHING,
) -> Iterator[tuple[NamedFile, FileState, Stamp | None]]:
    """Tell of files that are missing or of another size, without reading any; of those that seem whole nothing."""
    for file in files:
        if is_cancelled():
            return
        stamp = stamp_of(path_of(file.sha256))
        if stamp is None:
            yield file, FileState.MISSING, None
        elif file.size and stamp[0] != file.size and stamps.get(file.sha256) != stamp:
            yield file, FileState.CHANGED, stamp
