"""The one place that writes files: atomically, flushed, and readable by their owner only."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar
from uuid import uuid4

from eucles_desk.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

PART_SUFFIX = ".part"
RETIRED_SUFFIX = ".old"
CHUNK = 1024 * 1024
WINDOWS_BUSY = frozenset({5, 32, 33})
"""Windows errors while a scanner or indexer holds the file for a moment."""
RETRY_SECONDS = 2.5
Result = TypeVar("Result")


def make_private_folder(folder: Path) -> None:
    """Make a folder with its parents; the folder itself can be entered by its owner only."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise explained(error, folder) from error


def write_atomically(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file so that after any interruption either the old one or the whole new one is there.

    Raises ``StorageError`` with a plain sentence when the place cannot be written; the old file is then untouched.
    """
    with writing_atomically(path, private=private) as file:
        file.write(content)


@contextmanager
def writing_atomically(path: Path, *, private: bool = False) -> Generator[BinaryIO]:
    """Give a file to write to that takes the place of *path*, flushed, when the block ends well."""
    part = path.with_name(f".{path.name[:50]}.{uuid4().hex}{PART_SUFFIX}")  # fits the disk also in two-byte letters
    try:
        if path.is_dir():  # asking fails for a name that is too long
            raise StorageError("{path} is a folder; name a file in it.", path=path)
        descriptor = os.open(
            part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _mode(path, private)
        )
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            replace_file(part, path)
            flush_folder(path.parent)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise explained(error, path) from error


def open_new(path: Path) -> BinaryIO:
    """Make a file that only its owner can read, and open it for writing; there is none of that name yet."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")


def open_in_place(path: Path) -> BinaryIO:
    """Open a small file of fixed places that are written over, made for its owner if it is not there; unbuffered."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    return os.fdopen(os.open(path, flags, 0o600), "r+b", buffering=0)


def replace_file(source: Path, target: Path) -> None:
    """Put *source* in the place of *target*; on Windows try again while another program holds the target."""
    _while_busy(lambda: source.replace(target))


def retire(path: Path) -> Path | None:
    """Give a file a second name under which :func:`shred` finds it once another has taken its place.

    Returns ``None`` where the disk knows no second names; the old content is then only let go.
    """
    old = path.with_name(f".{path.name}.{uuid4().hex}{RETIRED_SUFFIX}")
    try:
        os.link(path, old)
    except (OSError, NotImplementedError):
        return None
    return old


def shred(path: Path) -> None:
    """Write over a small file and remove it. A disk that moves what is written may keep the old content all the same.

    A failure leaves the file for another try; nothing depends on it.
    """
    with suppress(OSError):
        with path.open("r+b", buffering=0) as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            os.fsync(file.fileno())
        path.unlink()


def flush_folder(folder: Path) -> None:
    """Make new names in a folder safe against power loss, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def explained(error: OSError, path: Path) -> StorageError:
    """Return the error as a sentence that says what to do."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            free = shutil.disk_usage(path.parent if path.parent.exists() else Path.cwd()).free // 1_000_000
            return StorageError(
                "The disk is full ({free} MB free). Make room, then try again: {path}", free=free, path=path
            )
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return StorageError(
                "This place cannot be written to. Choose another, or change its rights: {path}", path=path
            )
        case errno.ENOENT:
            return StorageError("This folder does not exist: {path}", path=path.parent)
        case errno.ENOTDIR | errno.EEXIST:
            return StorageError("A file stands where a folder is needed: {path}", path=path)
        case errno.ENAMETOOLONG:
            return StorageError("This name is too long for the disk: {path}", path=path)
        case _:
            return StorageError("{path} cannot be written: {reason}", path=path, reason=error.strerror or error)


def _mode(path: Path, private: bool) -> int:
    """A file that is replaced keeps its mode; a new one follows the user's mask unless it is private."""
    if private:
        return 0o600
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0o666


def _while_busy(action: Callable[[], Result]) -> Result:
    """Run an action again while Windows says that another program holds the file, for a short while."""
    give_up = time.monotonic() + RETRY_SECONDS
    pause = 0.01
    while True:
        try:
            return action()
        except OSError as error:
            busy = sys.platform == "win32" and getattr(error, "winerror", 0) in WINDOWS_BUSY
            if not busy or time.monotonic() > give_up:
                raise
        time.sleep(pause)
        pause = min(pause * 2, 0.3)
