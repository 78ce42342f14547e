"""The store: one transaction per piece of work."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, IntegrityError

from eucles_desk.storage import driver
from eucles_desk.storage.assessments import SqlAssessments
from eucles_desk.storage.exchange import SqlExchange, SqlExperts
from eucles_desk.storage.history import SqlHistory
from eucles_desk.storage.persons import SqlPersons
from eucles_desk.storage.problems import explained
from eucles_desk.storage.registers import SqlClusters, SqlEditions, SqlReports
from eucles_desk.storage.retention import SqlRetention
from eucles_desk.storage.texts import SqlEvidenceTexts
from eucles_desk.storage.trail import SqlTrail

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from sqlalchemy import Connection, Engine

    from eucles_desk.errors import EuclesError
    from eucles_desk.storage.chain import Head


class SqlStore:
    """Everything that can be read and written in one transaction."""

    def __init__(self, connection: Connection, now: Callable[[], datetime]) -> None:
        self.assessments = SqlAssessments(connection)
        self.clusters = SqlClusters(connection)
        self.editions = SqlEditions(connection, now)
        self.history = SqlHistory(connection, now)
        self.reports = SqlReports(connection)
        self.evidence_texts = SqlEvidenceTexts(connection)
        self.trail = SqlTrail(connection)
        self.persons = SqlPersons(connection)
        self.retention = SqlRetention(connection)
        self.exchange = SqlExchange(connection)
        self.experts = SqlExperts(connection, now)


class SqlStoreFactory:
    """Opens a store per piece of work; any thread may call it, one after another.

    The lock keeps two threads of this process from meeting inside SQLite, which would make one of them wait blindly.

    Args:
        engine: the engine.
        now: the clock.
        committed: is told the head of the history after each commit that added to it.

    Attributes:
        refusal: Makes the error with which every change is refused at present, ``None`` where none is.
    """

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        committed: Callable[[Head], object] | None = None,
    ) -> None:
        self._engine = engine
        self._now = now
        self._committed = committed
        self.refusal: Callable[[], EuclesError] | None = None
        self._lock = threading.RLock()

    def mark(self) -> int | None:
        """Give the database file a number that is greater by one with the next checkpoint; ``None`` on a full disk.

        It stands on the first page. See :mod:`eucles_desk.storage.witness`.
        """
        try:
            with self._lock, self._engine.begin() as connection:
                mark = connection.exec_driver_sql("PRAGMA user_version").scalar_one() + 1
                connection.exec_driver_sql(f"PRAGMA user_version = {mark}")
        except (DBAPIError, driver.Error):
            return None
        return mark

    @contextmanager
    def __call__(self) -> Generator[SqlStore]:
        """Commit when the block ends well, roll back when it raises."""
        try:
            with self._lock:
                with self._engine.begin() as connection:
                    store = SqlStore(connection, self._now)
                    yield store
                    if self.refusal is not None and store.history.appended is not None:
                        raise self.refusal()
                if self._committed is not None and store.history.appended is not None:
                    self._committed(store.history.appended)
        except IntegrityError:
            raise
        except (DBAPIError, driver.Error) as error:
            raise explained(error, Path(self._engine.url.database or ".").parent) from error
