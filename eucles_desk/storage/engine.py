"""The engine: SQLCipher's SQLite through SQLAlchemy, set up so that a commit is on disk when it returns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from eucles_desk.errors import N_, StorageError
from eucles_desk.storage import driver

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL database when two connections write or checkpoint at once."""
BUSY_MILLISECONDS = 5_000


def check_sqlite_version(version: tuple[int, ...] | None = None) -> None:
    """Refuse to run with a SQLite that may damage the data."""
    found = version or driver.VERSION
    if found < OLDEST_SQLITE:
        raise StorageError(
            "The SQLite library here is {found}, which may damage data; {needed} or newer is needed.",
            found=".".join(map(str, found)),
            needed=".".join(map(str, OLDEST_SQLITE)),
        )


def open_engine(path: Path, key: str, *, foreign_keys: bool = True) -> Engine:
    """Return an engine for the database file.

    BEGIN is sent by us, so that a failed migration leaves nothing behind; the pragmas are set while no transaction
    is open, since SQLite ignores ``foreign_keys`` inside one. Checkpoints are our own (:func:`checkpoint`), because
    SQLite tells nobody when one that it made by itself fails.
    """
    check_sqlite_version()
    url = URL.create("sqlite+pysqlcipher", password=f"x'{key}'", database=str(path))
    engine = create_engine(url, poolclass=QueuePool, pool_size=2, max_overflow=2)

    @event.listens_for(engine, "connect")
    def prepare(dbapi_connection: Any, _record: object) -> None:  # pyright: ignore[reportUnusedFunction]
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        cursor.execute("PRAGMA cipher_log_level = NONE")
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        mode = cursor.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        cursor.execute("PRAGMA synchronous = FULL")
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        cursor.execute(f"PRAGMA foreign_keys = {int(foreign_keys)}")
        cursor.execute("PRAGMA wal_autocheckpoint = 0")
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("PRAGMA mmap_size = 0")
        cursor.execute("PRAGMA trusted_schema = OFF")
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.close()
        if (mode, synchronous) != ("wal", 2):
            raise StorageError(
                "This folder cannot keep data safely (no write-ahead log). Choose a folder on this computer."
            )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.exec_driver_sql("BEGIN")

    return engine


def checkpoint(engine: Engine, *, truncate: bool = False) -> bool:
    """Move the write-ahead log into the database; return whether all of it was moved.

    Raises ``StorageError`` when the disk failed: nothing may be called saved after that.
    """
    mode = "TRUNCATE" if truncate else "PASSIVE"
    connection: Any = engine.raw_connection()
    try:
        busy, in_log, moved = connection.cursor().execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
    except driver.Error as error:
        raise explained(error) from error
    finally:
        connection.close()
    return not busy and in_log == moved


def explained(error: Exception) -> StorageError:
    """Return a database error as a sentence that says what it means and what to do."""
    original = error.orig if isinstance(error, DBAPIError) else error
    text = str(original).lower()
    for sign, sentence in _SENTENCES:
        if sign in text:
            return StorageError(sentence)
    return StorageError("The data could not be read or written ({reason}). Nothing was changed.", reason=original)


_SENTENCES = (
    ("full", N_("The disk is full. Make room, then try again. Nothing was changed.")),
    ("readonly", N_("The data folder cannot be written to. Change its rights, then try again. Nothing was changed.")),
    ("locked", N_("Another program holds the data. Close it, then try again. Nothing was changed.")),
    ("busy", N_("Another program holds the data. Close it, then try again. Nothing was changed.")),
    ("not a database", N_("The database cannot be read with its key: it is damaged, or the key belongs to another one.")),
    ("malformed", N_("The database is damaged. It was left as it is.")),
    ("disk i/o", N_("The disk could not be read or written. Check it before going on. Nothing was changed.")),
    ("unable to open", N_("The database cannot be opened. Check that its folder is there and can be written to.")),
)
