"""The engine: SQLCipher's SQLite through SQLAlchemy, set up so that a commit is on disk when it returns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from eucles_desk.errors import StorageError
from eucles_desk.storage import driver
from eucles_desk.storage.problems import explained

BUSY_MILLISECONDS = 5_000


def open_engine(path: Path, key: str, *, foreign_keys: bool = True, pooled: bool = True) -> Engine:
    """Return an engine for the database file.

    BEGIN is sent by us, so that a failed migration leaves nothing behind; the pragmas are set while no transaction
    is open, since SQLite ignores ``foreign_keys`` inside one. Checkpoints are our own (:func:`checkpoint`), because
    SQLite tells nobody when one that it made by itself fails.
    """
    driver.check_version()
    url = URL.create("sqlite+pysqlcipher", password=f"x'{key}'", database=str(path))
    if pooled:
        engine = create_engine(url, poolclass=QueuePool, pool_size=2, max_overflow=2)
    else:  # each connection is a new one
        engine = create_engine(url, poolclass=NullPool)

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
        raise explained(error, Path(engine.url.database or ".").parent) from error
    finally:
        connection.close()
    return not busy and in_log == moved
