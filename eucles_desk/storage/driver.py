"""The one SQLite library of the program, at its untyped edge.

Two SQLite libraries in one process do not see each other's locks and lose rows in silence, so nothing else may import
``sqlite3``, Qt's SQL module or another build of SQLite; a test looks after that.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3 as _driver  # pyright: ignore[reportMissingTypeStubs]

_library: Any = _driver

VERSION: tuple[int, ...] = _library.sqlite_version_info
Error: type[Exception] = _library.dbapi2.Error


def connect(path: Path, key: str) -> Any:
    """Return a bare connection, for copying whole databases; all else goes through SQLAlchemy."""
    connection = _library.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    return connection
