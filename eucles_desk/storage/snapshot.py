"""One database copied through SQLite itself, read back and checked; no SQLAlchemy is needed for it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from eucles_desk.errors import N_, DamagedDataError, Message, StorageError
from eucles_desk.storage import chain, driver
from eucles_desk.storage.copying import Stopped, flush_file, never
from eucles_desk.storage.problems import DAMAGED, explained

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

PAGES: Final = 4096
"""After so many pages it is asked whether to stop, and they are flushed, so that nobody else's flush waits for all."""
STEPS: Final = 100_000
"""So many steps of a check go by between two such questions: each waits for its turn among Python's threads."""
_HISTORY: Final = f"SELECT {chain.COLUMNS} FROM history ORDER BY seq"  # noqa: S608  # no user text


@dataclass(frozen=True, slots=True)
class Facts:
    """What a database says of itself.

    Attributes:
        revision: Its schema, empty for a database without one.
        generation: How many changes it holds.
        head: The hash of the last of them in hexadecimal digits; empty where there is none, or they were not chained.
    """

    revision: str
    generation: int
    head: str
    assessments: int


def refuse_damaged(path: Path, key: str, most: int) -> None:
    """Raise ``DamagedDataError`` where a database of at most so many bytes is damaged; a larger one takes long."""
    if path.is_file() and path.stat().st_size <= most:
        with _opened(path, key) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise DamagedDataError(DAMAGED)


def facts_of(path: Path, key: str) -> Facts:
    """Return what a database says of itself; raise ``StorageError`` when it cannot be read."""
    with _opened(path, key) as connection:
        return _facts(connection)


def copy_database(path: Path, key: str, target: Path, stop: Callable[[], bool] = never) -> Facts:
    """Copy a database as it is at one moment, its write-ahead log included, and flush it; the copy has the same key."""

    def go_on(*_: object) -> None:
        if stop():
            raise Stopped
        flush_file(target)

    with _opened(path, key) as source:
        source.execute("BEGIN")  # one moment for the whole copy; whoever writes meanwhile does not wait
        facts = _facts(source)
        try:
            target.touch(mode=0o600)
            copy = driver.connect(target, key)
            try:
                source.backup(copy, pages=PAGES, progress=go_on)
                copy.execute("PRAGMA journal_mode = DELETE")  # so that it can be read from a disk that is read-only
            finally:
                copy.close()
        except driver.Error as error:
            raise explained(error, target.parent) from error
    flush_file(target)
    return facts


def check_copy(
    path: Path, key: str, facts: Facts, stop: Callable[[], bool] = never, *, original: Path | None = None
) -> int:
    """Read a copy back; return at how many places its history does not hold, which copying cannot have caused.

    Raises:
        DamagedDataError: The original, where it is named, is damaged itself.
        StorageError: It is damaged, or does not hold what the original did.
        Stopped: It was asked to stop.
    """
    try:
        return _checked(path, key, facts, stop)
    except StorageError:
        if original is not None and faults(original, key, stop):
            raise DamagedDataError(
                "The database is damaged, so it cannot be backed up. The backups that there are were kept."
            ) from None
        raise


def faults(path: Path, key: str, stop: Callable[[], bool] = never) -> list[Message]:
    """Return what is wrong with a database that nothing is known of but its key."""
    try:
        check_copy(path, key, facts_of(path, key), stop)
    except StorageError:
        return [Message(N_("Its database is damaged."))]
    return []


def generation_and_hashes(path: Path, key: str, generations: list[int]) -> tuple[int, dict[int, str]]:
    """Return how many changes a database holds, and the hash of the entry at each of some places."""
    with _opened(path, key) as connection:
        found = _facts(connection)
        if not found.head:
            return found.generation, {}
        ask = "SELECT hash FROM history WHERE seq = ?"
        rows = {one: connection.execute(ask, (one,)).fetchone() for one in set(generations)}
        return found.generation, {one: row[0].hex() for one, row in rows.items() if row is not None}


def _checked(path: Path, key: str, facts: Facts, stop: Callable[[], bool]) -> int:
    with _opened(path, key) as connection:
        connection.set_progress_handler(stop, STEPS)
        try:
            if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok" or _facts(connection) != facts:
                raise StorageError(
                    "The backup could not be made: what was written is not what was read. Check the disk, and look at "
                    "the backups that there are."
                )
            return _breaks(connection, stop)
        except driver.Error as error:
            if stop():
                raise Stopped from error
            raise explained(error) from error


def _breaks(connection: Any, stop: Callable[[], bool]) -> int:
    if not _is_chained(connection):
        return 0
    found = 0
    for _ in chain.breaks(chain.Row(*row) for row in connection.execute(_HISTORY)):
        found += 1
        if stop():
            raise Stopped
    return found


def _facts(connection: Any) -> Facts:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in tables:
        return Facts("", 0, "", 0)
    ask = connection.execute
    revision = ask("SELECT version_num FROM alembic_version").fetchone()
    head = ask("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1") if _is_chained(connection) else None
    last = head.fetchone() if head is not None else (*ask("SELECT max(seq) FROM history").fetchone(), b"")
    generation, digest = last or (0, b"")
    (assessments,) = ask("SELECT count(*) FROM assessment").fetchone()
    return Facts(revision[0] if revision else "", generation or 0, digest.hex(), assessments)


def _is_chained(connection: Any) -> bool:
    return any(row[1] == "hash" for row in connection.execute("PRAGMA table_info(history)"))


@contextmanager
def _opened(path: Path, key: str) -> Generator[Any]:
    """Give a bare connection to a database that is there; one that is not is never made."""
    if not path.is_file():
        raise StorageError("This file is not there: {path}", path=path)
    connection = driver.connect(path, key)
    try:
        yield connection
    except driver.Error as error:
        raise explained(error) from error
    finally:
        connection.close()
