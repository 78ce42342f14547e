"""Opens a data folder: one program at a time, the right key, the right schema; and closes it in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from eucles_desk.errors import StorageError
from eucles_desk.storage import migrate
from eucles_desk.storage.engine import check_sqlite_version, checkpoint, explained, open_engine
from eucles_desk.storage.files import EvidenceFolder, make_private_folder
from eucles_desk.storage.files import explained as file_explained
from eucles_desk.storage.key import load_or_make_key
from eucles_desk.storage.store import SqlStoreFactory

DATABASE = "eucles.db"
EVIDENCE = "evidence"
LOCK = "lock"
PLAIN_SQLITE = b"SQLite format 3\x00"


class OpenData:
    """A data folder in use; close it when done.

    Attributes:
        open_store: Opens a store, one transaction each.
        evidence: The evidence files.
    """

    def __init__(self, folder: Path, engine: Engine, lock: FileLock, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self.open_store = SqlStoreFactory(engine, now)
        self.evidence = EvidenceFolder(folder / EVIDENCE)
        self._engine = engine
        self._lock = lock

    def checkpoint(self) -> bool:
        """Move the write-ahead log into the database; raise ``StorageError`` when the disk failed."""
        return checkpoint(self._engine)

    def close(self) -> None:
        """Tidy up and let the folder go; what was saved is on disk already."""
        try:
            checkpoint(self._engine, truncate=True)
        finally:
            self._engine.dispose()
            self._lock.release()


def open_data(folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> OpenData:
    """Open a data folder, made if it is not there; raise ``StorageError`` with a sentence when that cannot be."""
    check_sqlite_version()
    make_private_folder(folder)
    lock = _take(folder)
    try:
        path = folder / DATABASE
        _refuse_plain(path)
        key = load_or_make_key(folder, database_exists=path.exists() and path.stat().st_size > 0)
        engine = open_engine(path, key)
        try:
            with engine.connect() as connection:
                is_current = migrate.revision_of(connection) == migrate.HEAD
        except DBAPIError as error:
            engine.dispose()
            raise explained(error) from error
        if not is_current:
            engine.dispose()
            migrate.upgrade(path, key, now=now())
            engine = open_engine(path, key)
        path.chmod(0o600)
    except BaseException:
        lock.release()
        raise
    return OpenData(folder, engine, lock, now)


def _take(folder: Path) -> FileLock:
    lock = FileLock(folder / LOCK, mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StorageError(
            "EUCLES Desk is already open with this data folder. Close it first: {folder}", folder=folder
        ) from error
    except OSError as error:
        raise file_explained(error, folder) from error
    return lock


def _refuse_plain(path: Path) -> None:
    """A database of ours is encrypted; a plain one in its place is not ours and is left alone."""
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(PLAIN_SQLITE)) == PLAIN_SQLITE:
                raise StorageError("This database was not written by EUCLES Desk: {path}", path=path)
