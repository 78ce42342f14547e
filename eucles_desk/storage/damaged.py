"""A damaged database, of which everything is read that still can be; it is never written to.

Each page is authenticated, so what is read is what was written; what cannot be read raises. Rows are read in the order
of their numbers, and behind a damaged page it is gone on with the next that can be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from eucles_desk.assessment.auditing import EntryState
from eucles_desk.errors import StorageError
from eucles_desk.storage import chain, driver
from eucles_desk.storage.assessments import SqlAssessments
from eucles_desk.storage.engine import open_engine
from eucles_desk.storage.registers import SqlClusters, SqlEditions
from eucles_desk.storage.trail import audited

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Engine

    from eucles_desk.assessment.auditing import Audited
    from eucles_desk.assessment.records import RegisteredCluster
    from eucles_desk.assessment.values import Assessment

MOST_ROWS: Final = 2**40
"""No table has a row of a greater number."""
_FROM: Final = "SELECT rowid, {columns} FROM {table} NOT INDEXED WHERE rowid >= ? ORDER BY rowid"
_ANY: Final = "SELECT rowid FROM {table} NOT INDEXED WHERE rowid >= ? ORDER BY rowid LIMIT 1"


class DamagedData:
    """What can still be read of a database; close it when done.

    Args:
        path: the database file; its write-ahead log, if there is one, lies beside it.
        key: its key.
    """

    def __init__(self, path: Path, key: str) -> None:
        self._path, self._key = path, key
        self._connection: Any = None
        self._engine: Engine | None = None

    def close(self) -> None:
        """Let the file go."""
        if self._connection is not None:
            self._connection.close()
        if self._engine is not None:
            self._engine.dispose()

    def entries(self, after: int) -> Sequence[Audited]:
        """Return the entries of the history after a number that are whole, in their order."""
        rows = (chain.Row(*row) for row in self._rows("history", chain.COLUMNS, after + 1))
        return [one for one in map(audited, rows) if one.state is EntryState.KEPT]

    def assessments(self) -> Sequence[UUID]:
        """Return the ids of the assessments that can be found."""
        return [UUID(row[0]) for row in self._rows("assessment", "id")]

    def assessment(self, assessment: UUID) -> Assessment | None:
        """Return an assessment all of whose rows can be read, ``None`` otherwise."""
        try:
            with self._opened().connect() as connection:
                return SqlAssessments(connection).load(assessment)
        except (SQLAlchemyError, StorageError, driver.Error, ValueError, TypeError, KeyError):
            return None  # whatever a hole in the tables leads to, this one is not whole

    def clusters(self) -> Sequence[RegisteredCluster]:
        """Return the registered clusters that can be read."""
        found: list[RegisteredCluster] = []
        for row in self._rows("cluster", "id"):
            try:
                with self._opened().connect() as connection:
                    one = SqlClusters(connection).get(UUID(row[0]))
            except (SQLAlchemyError, StorageError, driver.Error):
                continue
            if one is not None:
                found.append(one)
        return found

    def edition(self, sha256: str) -> bytes | None:
        """Return the content of an edition, ``None`` where it cannot be read."""
        try:
            with self._opened().connect() as connection:
                return SqlEditions(connection, _no_clock).content(sha256)
        except (SQLAlchemyError, StorageError, driver.Error):
            return None

    def _rows(self, table: str, columns: str, first: int = 1) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that can be read, from the first number on."""
        connection = self._bare()
        if connection is not None:
            yield from _read(connection, table, columns, first)

    def _bare(self) -> Any:
        if self._connection is None:
            try:
                self._connection = driver.connect(self._path, self._key)
            except driver.Error:
                return None
        return self._connection

    def _opened(self) -> Engine:
        if self._engine is None:
            self._engine = open_engine(self._path, self._key)
        return self._engine


def _read(connection: Any, table: str, columns: str, first: int) -> Iterator[tuple[Any, ...]]:
    """Yield rows from a number on; at a damaged page go on behind it."""
    ask = _FROM.format(table=table, columns=columns)
    at = first
    while True:
        try:
            for number, *row in connection.execute(ask, (at,)):
                yield tuple(row)
                at = number + 1
        except driver.Error:
            behind = _behind(connection, table, at)
            if behind is None:
                return
            at = behind
        else:
            return


def _behind(connection: Any, table: str, at: int) -> int | None:
    """Return the first number from which rows can be read again, ``None`` where there is none.

    A page holds neighbouring rows, so steps that double lead out of it, and halving leads back to its edge.
    """
    step = 1
    while not _can_read(connection, table, at + step):
        step *= 2
        if step > MOST_ROWS:
            return None
    bad, good = at + step // 2, at + step
    while good - bad > 1:
        middle = (bad + good) // 2
        if _can_read(connection, table, middle):
            good = middle
        else:
            bad = middle
    return good


def _can_read(connection: Any, table: str, number: int) -> bool:
    try:
        connection.execute(_ANY.format(table=table), (number,)).fetchone()
    except driver.Error:
        return False
    return True


def _no_clock() -> datetime:
    raise AssertionError
