"""A private copy of data that cannot be written, to be read: SQLite opens none with a write-ahead log otherwise."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from eucles_desk.errors import StorageError
from eucles_desk.storage.copying import copy_file, files_below
from eucles_desk.storage.files import make_private_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

PREFIX: Final = "eucles-desk-reading-"
_DATABASE: Final = ("eucles.db", "eucles.db-wal")
_SIDES: Final = ("key", "witness", "signing-key.p12")
_FOLDERS: Final = ("evidence", "backups")
"""These are not copied where the system has links: nothing is written to them, and they may be large."""
TRIES: Final = 3


class ReadingCopy:
    """The copy, in a folder that only its owner can enter; it goes with :meth:`remove`.

    Attributes:
        original: The folder that cannot be written.
        folder: Where the copy is.
    """

    def __init__(self, original: Path) -> None:
        self.original = original
        _remove_leftovers()
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        try:
            self._fill()
        except BaseException:
            self.remove()
            raise

    def remove(self) -> None:
        """Remove the copy; what another program holds fast goes at the next copy."""
        for name in _FOLDERS:
            if (self.folder / name).is_symlink():
                (self.folder / name).unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _fill(self) -> None:
        for _ in range(TRIES):
            before = self._state()
            for name in _DATABASE:
                (self.folder / name).unlink(missing_ok=True)
                if (self.original / name).is_file():
                    copy_file(self.original / name, self.folder / name)
            if self._state() == before:  # nobody who can write there has done so meanwhile
                break
        else:
            raise StorageError("Somebody else writes to these data just now. Try again: {path}", path=self.original)
        for name in _SIDES:
            if (self.original / name).is_file():
                copy_file(self.original / name, self.folder / name)
        for name in _FOLDERS:
            source = (self.original / name).resolve()
            if source.is_dir():
                try:
                    (self.folder / name).symlink_to(source, target_is_directory=True)
                except OSError:
                    _copy_folder(source, self.folder / name)

    def _state(self) -> Sequence[object]:
        found: list[object] = []
        for name in _DATABASE:
            with suppress(FileNotFoundError):
                status = (self.original / name).stat()
                found.append((name, status.st_size, status.st_mtime_ns, status.st_ino))
        return found


def _copy_folder(source: Path, target: Path) -> None:
    for name in files_below(source):
        make_private_folder((target / name).parent)
        copy_file(source / name, target / name)


def _remove_leftovers() -> None:
    """Remove copies of runs that were killed: those of ours that nobody holds."""
    from eucles_desk.storage.opening import held

    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError, StorageError):
            is_own = os.name != "posix" or folder.lstat().st_uid == os.getuid()
            if not is_own or folder.is_symlink():
                continue
            with held(folder):
                pass
            for name in _FOLDERS:
                if (folder / name).is_symlink():
                    (folder / name).unlink()
            shutil.rmtree(folder, ignore_errors=True)
