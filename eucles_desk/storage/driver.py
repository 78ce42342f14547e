"""The one SQLite library of the program, at its untyped edge.

Two SQLite libraries in one process do not see each other's locks and lose rows in silence, so nothing else may import
``sqlite3``, Qt's SQL module or another build of SQLite; a test looks after that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlcipher3 as _driver  # pyright: ignore[reportMissingTypeStubs]

from eucles_desk.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

_library: Any = _driver

VERSION: tuple[int, ...] = _library.sqlite_version_info
Error: type[Exception] = _library.dbapi2.Error
OLDEST: Final = (3, 51, 3)
"""Older ones can corrupt a WAL database when two connections write or checkpoint at once."""


def check_version(version: tuple[int, ...] | None = None) -> None:
    """Refuse to run with a SQLite that may damage the data."""
    found = version or VERSION
    if found < OLDEST:
        raise StorageError(
            "The SQLite library here is {found}, which may damage data; {needed} or newer is needed.",
            found=".".join(map(str, found)),
            needed=".".join(map(str, OLDEST)),
        )


def cipher_version() -> str:
    """Return the version of SQLCipher, for those who help."""
    connection = _library.connect(":memory:")
    try:
        return str(connection.execute("PRAGMA cipher_version").fetchone()[0])
    finally:
        connection.close()


def number_of(path: Path, key: str) -> int | None:
    """Return the number that a database file has without its write-ahead log, ``None`` where it cannot be read."""
    try:
        connection = _library.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)
        try:
            connection.execute(f"PRAGMA key = \"x'{key}'\"")
            connection.execute("PRAGMA cipher_log_level = NONE")
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()
    except Error:
        return None


def connect(path: Path, key: str) -> Any:
    """Return a bare connection, for copies and for the lists of a start; all else goes through SQLAlchemy."""
    connection = _library.connect(str(path), isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    return connection
