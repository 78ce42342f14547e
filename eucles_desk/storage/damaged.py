"""A damaged database, of which everything is read that still can be; it is never written to.

Each page is authenticated, so what is read is what was written; what cannot be read raises. Rows are read in the order
of their numbers, and behind a damaged page it is gone on with the next that can be read. A connection that has met a
damaged page reads nothing any more, so each question after that has one of its own.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from eucles_desk.assessment.auditing import EntryState
from eucles_desk.errors import StorageError
from eucles_desk.storage import chain, driver
from eucles_desk.storage.assessments import SqlAssessments
from eucles_desk.storage.engine import open_engine
from eucles_desk.storage.migrate import upgrade
from eucles_desk.storage.registers import SqlClusters, SqlEditions
from eucles_desk.storage.tables import metadata
from eucles_desk.storage.trail import audited

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
        self._engine: Engine | None = None
        self._copy: Engine | None = None

    def close(self) -> None:
        """Let the file go."""
        for engine in (self._engine, self._copy):
            if engine is not None:
                engine.dispose()
        _remove(self._path.with_name(f"{self._path.name}.rescued"))

    def entries(self, after: int) -> Sequence[Audited]:
        """Return the entries of the history after a number that are whole, in their order."""
        rows = (chain.Row(*row) for row in self._rows("history", chain.COLUMNS, after + 1))
        return [one for one in map(audited, rows) if one.state is EntryState.KEPT]

    def assessments(self) -> Sequence[UUID]:
        """Return the ids of the assessments that can be found."""
        return [UUID(row[0]) for row in self._rows("assessment", "id")]

    def assessment(self, assessment: UUID) -> Assessment | None:
        """Return an assessment as far as its rows can be read, ``None`` where too little is left of it.

        Where an index is damaged, the rows are copied out of their tables first, and it is read from the copy.
        """
        return self._load(self._opened(), assessment) or self._load(self._copied(), assessment)

    @staticmethod
    def _load(engine: Engine | None, assessment: UUID) -> Assessment | None:
        if engine is None:
            return None
        try:
            with engine.connect() as connection:
                return SqlAssessments(connection).load(assessment)
        except (SQLAlchemyError, StorageError, driver.Error, ValueError, TypeError, KeyError):
            return None  # whatever a hole in the tables leads to

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
        """Yield the rows that can be read, from a number on; at a damaged page go on behind it."""
        ask = _FROM.format(table=table, columns=columns)
        at = first
        while True:
            connection = None
            try:
                connection = driver.connect(self._path, self._key)
                for number, *row in connection.execute(ask, (at,)):
                    yield tuple(row)
                    at = number + 1
            except driver.Error:
                behind = self._behind(table, at)
                if behind is None:
                    return
                at = behind
            else:
                return
            finally:
                if connection is not None:
                    connection.close()

    def _behind(self, table: str, at: int) -> int | None:
        """Return the first number from which rows can be read again, ``None`` where there is none.

        A page holds neighbouring rows, so steps that double lead out of it, and halving leads back to its edge.
        """
        step = 1
        while not self._can_read(table, at + step):
            step *= 2
            if step > MOST_ROWS:
                return None
        bad, good = at + step // 2, at + step
        while good - bad > 1:
            middle = (bad + good) // 2
            if self._can_read(table, middle):
                good = middle
            else:
                bad = middle
        return good

    def _can_read(self, table: str, number: int) -> bool:
        """Ask on a connection of its own: one that has met a damaged page reads nothing any more."""
        try:
            connection = driver.connect(self._path, self._key)
        except driver.Error:
            return False
        try:
            connection.execute(_ANY.format(table=table), (number,)).fetchone()
        except driver.Error:
            return False
        finally:
            connection.close()
        return True

    def _opened(self) -> Engine:
        if self._engine is None:
            self._engine = open_engine(self._path, self._key, pooled=False)
        return self._engine

    def _copied(self) -> Engine | None:
        """Return a copy of all rows that can be read, beside the damaged file; it is gone when this is closed."""
        if self._copy is None:
            place = self._path.with_name(f"{self._path.name}.rescued")
            _remove(place)
            upgrade(place, self._key, now=datetime.now(UTC))
            self._copy = open_engine(place, self._key, foreign_keys=False)
            with self._copy.begin() as connection:
                for table in metadata.sorted_tables:
                    columns = ", ".join(f'"{column.name}"' for column in table.columns)
                    marks = ", ".join("?" * len(table.columns))
                    add = f"INSERT OR IGNORE INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608  # no user text
                    for row in self._rows(table.name, columns, 0):
                        connection.exec_driver_sql(add, row)
        return self._copy


def _remove(place: Path) -> None:
    for end in ("", "-wal", "-shm"):
        place.with_name(place.name + end).unlink(missing_ok=True)


def _no_clock() -> datetime:
    raise AssertionError
