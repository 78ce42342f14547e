"""Copies, links and moves whole files for backups, each flushed, private, and under its name only when it is whole."""

from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from eucles_desk.errors import StorageError
from eucles_desk.storage.files import CHUNK, PART_SUFFIX, explained, flush_folder, make_private_folder, replace_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ROOM_LEFT: Final = 200_000_000
"""So many bytes are left free for the work itself."""
FLUSHED: Final = 16 * CHUNK


class Stopped(Exception):  # noqa: N818  # not an error: it was asked for
    """The work was asked to stop and has left nothing behind."""


class Digest(NamedTuple):
    """What a file holds, as far as it can be told by sixty-four digits."""

    size: int
    sha256: str


def never() -> bool:
    """Return that nobody asks to stop."""
    return False


def digest(path: Path, stop: Callable[[], bool] = never) -> Digest | None:
    """Return size and SHA-256 of a file, ``None`` where it is not there or cannot be read."""
    try:
        with path.open("rb") as file:
            return _pass_on(lambda: file.read(CHUNK), lambda _: None, stop)
    except OSError:
        return None


def copy_file(source: Path, target: Path, stop: Callable[[], bool] = never) -> Digest:
    """Copy a file; the copy has its name once it is whole and flushed. Its folder is flushed by the caller."""
    part = target.with_name(f"{target.name}{PART_SUFFIX}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        with source.open("rb") as read, os.fdopen(os.open(part, flags, 0o600), "wb") as written:
            found = _pass_on(lambda: read.read(CHUNK), _flushing(written), stop)
            written.flush()
            os.fsync(written.fileno())
        replace_file(part, target)
    except OSError as error:
        raise explained(error, target) from error
    finally:
        part.unlink(missing_ok=True)
    return found


def link_or_copy(source: Path, target: Path, stop: Callable[[], bool] = never) -> None:
    """Give a file whose content never changes a second name, or copy it where the disk has no such names."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        copy_file(source, target, stop)


def flush_file(path: Path) -> None:
    """Have a file that another library wrote on the disk, and what was kept of it in memory forgotten.

    Whatever is read of it then comes from the disk, where the system can do that.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            os.fsync(descriptor)
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise explained(error, path) from error


def move(source: Path, target: Path) -> None:
    """Give a file or folder another name on the same disk."""
    try:
        make_private_folder(target.parent)
        replace_file(source, target)
    except OSError as error:
        raise explained(error, target) from error


def remove(path: Path) -> None:
    """Remove a file or folder; what cannot be removed is left, and tried again another time."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return


def flush_all(*folders: Path) -> None:
    """Make new names in folders safe against power loss; on a disk that cannot, they are as safe as it makes them."""
    for folder in folders:
        try:
            flush_folder(folder)
        except OSError as error:
            raise explained(error, folder) from error


def files_below(folder: Path) -> Iterator[str]:
    """Yield the whole files below a folder by their names in it, with slashes on every system."""
    if folder.is_dir():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink() and path.suffix != PART_SUFFIX:
                yield path.relative_to(folder).as_posix()


def check_room(folder: Path, needed: int, left: int = ROOM_LEFT) -> None:
    """Raise an error when a disk has no room for this many bytes, and so many more that are to stay free."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StorageError(
            "There is no room for a backup: it takes {needed} MB, and {free} MB are free. Make room, then try again: "
            "{path}",
            needed=megabytes(needed),
            free=megabytes(free),
            path=folder,
        )
    if free < needed + left:
        raise StorageError(
            "There is no room for a backup: it takes {needed} MB, {left} MB more are kept free for your work, and "
            "{free} MB are free. Make room, then try again: {path}",
            needed=megabytes(needed),
            left=megabytes(left),
            free=megabytes(free),
            path=folder,
        )


def megabytes(count: int) -> int | float:
    """Return a size to be told: in tenths where it is small, and nothing only for nothing."""
    return count // 1_000_000 if count >= 10_000_000 or not count else max(1, round(count / 100_000)) / 10


def _flushing(file: BinaryIO) -> Callable[[bytes], object]:
    """Return what writes to a file and flushes it now and then, so that nobody else's flush waits for all of it."""
    waiting = 0

    def write(content: bytes) -> None:
        nonlocal waiting
        file.write(content)
        waiting += len(content)
        if waiting >= FLUSHED:
            file.flush()
            os.fsync(file.fileno())
            waiting = 0

    return write


def _pass_on(read: Callable[[], bytes], write: Callable[[bytes], object], stop: Callable[[], bool]) -> Digest:
    hashed, size = hashlib.sha256(), 0
    while chunk := read():
        if stop():
            raise Stopped
        hashed.update(chunk)
        size += len(chunk)
        write(chunk)
    return Digest(size, hashed.hexdigest())
