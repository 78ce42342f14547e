"""Whether stored files are still what they were when they came in: there, of the same size, with the same content."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from eucles_desk.errors import ChangedFileError, MissingFileError, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from eucles_desk.assessment.evidence import Evidence
    from eucles_desk.services.file_ports import Source, Stamp

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


class _StoppedError(Exception):
    """The check was stopped on the way."""


def check_file(source: Source | None, is_cancelled: Callable[[], bool] = _never) -> FileState | None:
    """Read a stored file and see whether it is what came in; ``None`` when the check was stopped on the way.

    Any thread may do this.
    """

    def go_on(_piece: bytes) -> None:
        if is_cancelled():
            raise _StoppedError

    if source is None:
        return FileState.MISSING
    try:
        source.copy(go_on)
    except _StoppedError:
        return None
    except StorageError as error:
        return _state_of(error)
    return FileState.WHOLE


def stamp_of(source: Source | None) -> Stamp | None:
    """Return size and time of a file on the disk, which cost little to compare; ``None`` when there is none."""
    try:
        return source.stamp() if source is not None else None
    except StorageError:
        return None


def check_files(
    files: Iterable[NamedFile],
    stored: Callable[[str], Source | None],
    is_cancelled: Callable[[], bool] = _never,
    stamps: Mapping[str, Stamp] = NOTHING,
) -> Iterator[tuple[NamedFile, FileState, Stamp | None]]:
    """Check files one by one, until it is stopped; those that look as ``stamps`` has them are passed over."""
    for file in files:
        source = stored(file.sha256)
        stamp = stamp_of(source)
        if stamp is not None and stamps.get(file.sha256) == stamp:
            continue
        state = check_file(source, is_cancelled)
        if state is None or is_cancelled():
            return
        yield file, state, stamp


def survey_files(
    files: Iterable[NamedFile],
    stored: Callable[[str], Source | None],
    is_cancelled: Callable[[], bool] = _never,
    stamps: Mapping[str, Stamp] = NOTHING,
) -> Iterator[tuple[NamedFile, FileState, Stamp | None]]:
    """Tell of files that are missing or of another size, without reading more of any than how it begins.

    Of those that seem whole nothing is told.
    """
    for file in files:
        if is_cancelled():
            return
        source = stored(file.sha256)
        stamp = stamp_of(source)
        if source is None or stamp is None:
            yield file, FileState.MISSING, None
        elif file.size and stamps.get(file.sha256) != stamp and (state := _seen(source, file.size)) is not None:
            yield file, state, stamp


def _seen(source: Source, size: int) -> FileState | None:
    """Return what is wrong with a file as far as can be seen by its size, ``None`` for nothing."""
    try:
        return FileState.CHANGED if source.size() != size else None
    except StorageError as error:
        return _state_of(error)


def _state_of(error: StorageError) -> FileState:
    match error:
        case MissingFileError():
            return FileState.MISSING
        case ChangedFileError():
            return FileState.CHANGED
        case _:
            return FileState.UNREADABLE
