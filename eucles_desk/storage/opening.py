"""Opens a data folder: one program at a time, the right key, the right schema; and closes it in order."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from eucles_desk.errors import DataInUseError, StorageError
from eucles_desk.storage import driver
from eucles_desk.storage.early import StoreFactory
from eucles_desk.storage.files import EvidenceFolder, make_private_folder
from eucles_desk.storage.files import explained as file_explained
from eucles_desk.storage.key import derived, load_or_make_key
from eucles_desk.storage.problems import explained
from eucles_desk.storage.revision import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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

    def __init__(self, folder: Path, open_store: StoreFactory, lock: FileLock, key: str) -> None:
        self.folder = folder
        self._key = key
        self.open_store = open_store
        self.evidence = EvidenceFolder(folder / EVIDENCE)
        self._lock = lock

    def secret(self, purpose: str) -> bytes:
        """Return a secret of this data folder for one purpose, the same each time."""
        return derived(self._key, purpose)

    def warm_up(self) -> None:
        """Load what the first change would otherwise wait for; meant for a moment without work, on any thread."""
        self.open_store.load()

    def checkpoint(self) -> bool:
        """Move the write-ahead log into the database; raise ``StorageError`` when the disk failed."""
        from eucles_desk.storage.engine import checkpoint

        return checkpoint(self.open_store.engine)

    def close(self) -> None:
        """Tidy up and let the folder go; what was saved is on disk already."""
        try:
            self.open_store.close()
        finally:
            self._lock.release()


def open_data(folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> OpenData:
    """Open a data folder, made if it is not there; raise ``StorageError`` with a sentence when that cannot be."""
    driver.check_version()
    make_private_folder(folder)
    lock = _take(folder)
    try:
        path = folder / DATABASE
        _refuse_plain(path)
        _refuse_lost(path, folder / EVIDENCE)
        key = load_or_make_key(folder, database_exists=path.exists() and path.stat().st_size > 0)
        connection, revision = _connect(path, key)
        if revision != HEAD:
            connection.close()
            from eucles_desk.storage.migrate import upgrade  # Alembic is needed for nothing else

            upgrade(path, key, now=now())
            connection, _ = _connect(path, key)
        path.chmod(0o600)
    except BaseException:
        lock.release()
        raise
    return OpenData(folder, StoreFactory(path, key, connection, now), lock, key)


def _connect(path: Path, key: str) -> tuple[Any, str | None]:
    """Return a bare connection and the revision of the database, ``None`` for a new one; a wrong key shows here."""
    connection = None
    try:
        connection = driver.connect(path, key)
        known = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
        if not connection.execute(known).fetchone()[0]:
            return connection, None
        return connection, connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    except driver.Error as error:
        if connection is not None:
            connection.close()
        raise explained(error) from error


def _take(folder: Path) -> FileLock:
    lock = FileLock(folder / LOCK, mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise DataInUseError(
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


def _refuse_lost(path: Path, evidence: Path) -> None:
    """Evidence without a database means that the database is lost; a new one in its place would hide that."""
    is_lost = not path.is_file() or path.stat().st_size == 0
    if is_lost and evidence.is_dir() and any(evidence.iterdir()):
        raise StorageError(
            "The database is gone or empty, but its evidence files are here. Put it back: {path}", path=path
        )
