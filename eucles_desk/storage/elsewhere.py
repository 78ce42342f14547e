"""Open data copied whole into another folder, also when their own folder is gone or another file took their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from eucles_desk.errors import StorageError, UsageError
from eucles_desk.storage import driver, snapshot
from eucles_desk.storage.copying import Stopped, copy_file, digest, files_below, flush_all, flush_file
from eucles_desk.storage.files import explained as file_explained
from eucles_desk.storage.files import make_private_folder, write_atomically
from eucles_desk.storage.key import KEY_FILE
from eucles_desk.storage.problems import explained

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from eucles_desk.storage.early import StoreFactory

DATABASE: Final = "eucles.db"
NAME: Final = "EUCLES Desk data"
_SIDES: Final = ("signing-key.p12", "remembered", "settings.json")
_PAGES: Final = 4096


def place_in(folder: Path) -> Path:
    """Return the folder for the data in one that the user chose: itself where it is empty, else a new one in it."""
    if not folder.is_dir():
        raise UsageError("This folder does not exist: {path}", path=folder)
    if not any(folder.iterdir()):
        return folder
    place, number = folder / NAME, 1
    while place.exists():
        number += 1
        place = folder / f"{NAME} {number}"
    return place


def save_elsewhere(  # noqa: PLR0917  # what a data folder is made of
    folder: Path, store: StoreFactory, key: str, target: Path, key_file: bytes, stop: Callable[[], bool]
) -> int:
    """Copy the database through its open connection, and every file that can still be read; nothing else is touched.

    Evidence that is gone is taken from the backups. The database has its name last, so that half a copy is never
    taken for data.

    Args:
        folder: where the data lie, or lay.
        store: the open data.
        key: their key.
        target: the folder for the copy; what is in it stays.
        key_file: what lay in the key file when it was there; empty where that is not known.
        stop: asks whether to stop.

    Returns:
        How many files could not be read.

    Raises:
        StorageError: It could not be written, or what was written is not what was read.
        Stopped: It was asked to stop; what was copied by then stays.
    """
    make_private_folder(target)
    part = target / f"{DATABASE}.copying"
    try:
        _copy_database(store, key, part, stop)
        unread = _copy_files(folder / "evidence", target / "evidence", stop)
        unread += _copy_files(folder / "backups", target / "backups", stop)
        _copy_files(folder / "backups" / "evidence", target / "evidence", stop)
        for name in _SIDES:
            if (folder / name).is_file():
                copy_file(folder / name, target / name, stop)
        write_atomically(target / KEY_FILE, key_file or key.encode(), private=True)
        part.replace(target / DATABASE)
        flush_all(target)
    except OSError as error:
        raise file_explained(error, target) from error
    finally:
        part.unlink(missing_ok=True)
    return unread


def _copy_database(store: StoreFactory, key: str, target: Path, stop: Callable[[], bool]) -> None:
    target.unlink(missing_ok=True)

    def go_on(*_: object) -> None:
        if stop():
            raise Stopped

    try:
        target.touch(mode=0o600)
        copy: Any = driver.connect(target, key)
        try:
            store.connection.backup(copy, pages=_PAGES, progress=go_on)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
    except driver.Error as error:
        raise explained(error) from error
    flush_file(target)
    if snapshot.faults(target, key, stop):
        raise StorageError(
            "The copy is not what was read. Check the disk, or choose another folder: {path}", path=target
        )


def _copy_files(source: Path, target: Path, stop: Callable[[], bool]) -> int:
    """Copy what is not there yet; return how many could not be read."""
    unread = 0
    folders: set[Path] = set()
    for name in files_below(source):
        here, there = source / name, target / name
        if there.exists():
            continue
        make_private_folder(there.parent)
        folders.add(there.parent)
        try:
            copy_file(here, there, stop)
        except StorageError:
            if not _cannot_be_read(here):
                raise
            unread += 1
    flush_all(*folders)
    return unread


def _cannot_be_read(path: Path) -> bool:
    """Return whether a file is the reason, rather than the place for its copy."""
    return digest(path) is None
