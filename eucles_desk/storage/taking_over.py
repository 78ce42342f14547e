"""Encrypts the files that earlier versions stored as they were: one by one, and safe at any moment.

The plain file goes only when the encrypted one is on disk under its name and has been read back, so one of the two is
always there. What was changed before keeps its bytes, and is still told to be changed when it is read.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eucles_desk.errors import StorageError
from eucles_desk.storage.files import CHUNK, explained, flush_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from eucles_desk.storage.evidence_files import EvidenceFolder


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was done: how many files were encrypted, and how many of them were not what had come in."""

    files: int = 0
    changed: int = 0


class _StoppedError(Exception):
    """It is to stop, also in the middle of a file."""


def never() -> bool:
    """Return that nobody asks to stop."""
    return False


def take_over(evidence: EvidenceFolder, is_stopped: Callable[[], bool] = never) -> TakenOver:
    """Encrypt all plain files, or those until it is stopped; raise ``StorageError`` when the disk fails."""
    files = changed = 0
    for path in plain_files(evidence):
        try:
            found = _encrypt(evidence, path, is_stopped)
            _remove(path)
        except _StoppedError:
            break
        except OSError as error:
            raise explained(error, path) from error
        files += 1
        changed += found != path.name
    return TakenOver(files, changed)


def plain_files(evidence: EvidenceFolder) -> Iterator[Path]:
    """Yield the files of earlier versions that are still there."""
    if evidence.folder.is_dir():
        for folder in sorted(evidence.folder.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.glob("*")):  # which finds nothing where the folder has gone meanwhile
                if path == evidence.plain_place(path.name) and path.is_file() and not path.is_symlink():
                    yield path


def _encrypt(evidence: EvidenceFolder, path: Path, is_stopped: Callable[[], bool]) -> str:
    """Have the content encrypted on disk, and return its SHA-256."""

    def read() -> bytes:
        if is_stopped():
            raise _StoppedError
        return file.read(CHUNK)

    if evidence.digest(path.name) == path.name:  # it was stored anew, or the last try was ended here
        return path.name
    with path.open("rb") as file, evidence.encrypted(read) as (part, sha256, _):
        evidence.put(part, path.name)
    if evidence.digest(path.name) != sha256:
        raise StorageError("A stored file could not be encrypted, and stays as it is: {path}", path=path)
    return sha256


def _remove(path: Path) -> None:
    path.unlink()
    flush_folder(path.parent)
    with suppress(OSError):  # others are in it
        path.parent.rmdir()
