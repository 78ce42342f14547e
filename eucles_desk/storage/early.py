"""The store of a start: lists are read at once, and all else loads SQLAlchemy when it is first asked for."""

from __future__ import annotations

import threading
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from eucles_desk.errors import DamagedDataError
from eucles_desk.storage import driver, lists
from eucles_desk.storage.problems import explained

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path
    from uuid import UUID

    from sqlalchemy import Engine

    from eucles_desk.assessment.changes import Change
    from eucles_desk.assessment.records import FinishedAssessment, Recent, Summary
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.errors import EuclesError
    from eucles_desk.storage.exchange import SqlExchange, SqlExperts
    from eucles_desk.storage.history import SqlHistory
    from eucles_desk.storage.persons import SqlPersons
    from eucles_desk.storage.registers import SqlClusters, SqlEditions, SqlReports
    from eucles_desk.storage.retention import SqlRetention
    from eucles_desk.storage.store import SqlStore, SqlStoreFactory
    from eucles_desk.storage.texts import SqlEvidenceTexts
    from eucles_desk.storage.trail import SqlTrail
    from eucles_desk.storage.witness import Witness


class StoreFactory:
    """Opens a store per piece of work; any thread may call it, one after another.

    Args:
        path: the database file.
        key: its key.
        connection: a bare connection to it for the lists; it is closed when SQLAlchemy takes over.
        now: the clock.
        witness: remembers how far the history has come.

    Attributes:
        is_damaged: Whether something could not be read or written because the database is damaged.
        damaged: Is called each time that happens, on the thread on which it does.
    """

    def __init__(self, path: Path, key: str, connection: Any, now: Callable[[], datetime], witness: Witness) -> None:
        self._path = path
        self._key = key
        self._now = now
        self._witness = witness
        self._early: Any = connection
        self._full: SqlStoreFactory | None = None
        self._engine: Engine | None = None
        self._lock = threading.RLock()
        self._refusal: Callable[[], EuclesError] | None = None
        self.is_damaged = False
        self.damaged: Callable[[], object] = lambda: None

    def refuse(self, refusal: Callable[[], EuclesError] | None) -> None:
        """Refuse every change from now on with the error that this makes; ``None`` takes changes again."""
        self._refusal = refusal
        if self._full is not None:
            self._full.refusal = refusal

    @property
    def connection(self) -> Any:
        """The bare connection: it reads the files that were opened, whatever lies under their names by now."""
        return self._early

    @contextmanager
    def __call__(self) -> Generator[SqlStore | EarlyStore]:
        """Commit when the block ends well, roll back when it raises."""
        try:
            with self._any() as store:
                yield store
        except DamagedDataError:
            self._tell_damage()
            raise
        except driver.Error as error:  # a row after the first one
            problem = explained(error)
            if isinstance(problem, DamagedDataError):
                self._tell_damage()
            raise problem from error

    def _tell_damage(self) -> None:
        self.is_damaged = True
        self.damaged()

    @contextmanager
    def _any(self) -> Generator[SqlStore | EarlyStore]:
        if self._full is not None:
            with self._full() as store:
                yield store
            return
        with self._lock, ExitStack() as stack:
            yield EarlyStore(self._early, lambda: stack.enter_context(self.load()()))

    def load(self) -> SqlStoreFactory:
        """Load SQLAlchemy, if that has not happened yet; takes a moment, on any thread."""
        with self._lock:
            if self._full is None:
                from eucles_desk.storage.engine import open_engine
                from eucles_desk.storage.store import SqlStoreFactory

                self._engine = open_engine(self._path, self._key)
                full = SqlStoreFactory(self._engine, self._now, self._witness.note)
                full.refusal = self._refusal
                self._full = full
            return self._full

    def checkpoint(self, *, truncate: bool) -> bool:
        """Move the write-ahead log into the database file, and have the witness remember that file by its number."""
        from eucles_desk.storage.engine import checkpoint

        mark = self.load().mark() if self._witness.is_ahead else None
        is_moved = checkpoint(self.engine, truncate=truncate)
        if is_moved and mark is not None:
            self._witness.note_mark(mark)
        return is_moved

    @property
    def engine(self) -> Engine:
        """The engine, for checkpoints."""
        self.load()
        assert self._engine is not None
        return self._engine

    def close(self) -> None:
        """Empty the write-ahead log and close the database; raise ``StorageError`` when the disk failed."""
        try:
            if self._engine is not None:
                self.checkpoint(truncate=True)
        finally:
            self._early.close()
            self._witness.close()
            if self._engine is not None:
                self._engine.dispose()


class EarlyStore:
    """One transaction that reads lists without SQLAlchemy and turns into a full one when more is asked of it."""

    def __init__(self, connection: Any, open_full: Callable[[], SqlStore]) -> None:
        self._connection = connection
        self._open_full = open_full
        self._full: SqlStore | None = None
        self.assessments = _EarlyAssessments(self)

    def full(self) -> SqlStore:
        """Return the full store of this transaction."""
        if self._full is None:
            self._full = self._open_full()
        return self._full

    def execute(self, statement: str, values: tuple[Any, ...]) -> Any:
        """Run a reading statement."""
        try:
            return self._connection.execute(statement, values)
        except driver.Error as error:
            raise explained(error) from error

    @property
    def clusters(self) -> SqlClusters:
        """The register of clusters."""
        return self.full().clusters

    @property
    def editions(self) -> SqlEditions:
        """The editions."""
        return self.full().editions

    @property
    def history(self) -> SqlHistory:
        """The history."""
        return self.full().history

    @property
    def reports(self) -> SqlReports:
        """The reports that were issued."""
        return self.full().reports

    @property
    def evidence_texts(self) -> SqlEvidenceTexts:
        """The texts of stored files."""
        return self.full().evidence_texts

    @property
    def trail(self) -> SqlTrail:
        """The history as it is looked through."""
        return self.full().trail

    @property
    def persons(self) -> SqlPersons:
        """What is kept about a person."""
        return self.full().persons

    @property
    def retention(self) -> SqlRetention:
        """Ended assessments."""
        return self.full().retention

    @property
    def exchange(self) -> SqlExchange:
        """What is kept of the exchange with other computers."""
        return self.full().exchange

    @property
    def experts(self) -> SqlExperts:
        """The register of experts."""
        return self.full().experts


class _EarlyAssessments:
    def __init__(self, store: EarlyStore) -> None:
        self._store = store

    def page(self, search: str, offset: int, limit: int) -> Sequence[Summary]:
        return lists.page(self._store.execute, search, offset, limit)

    def count(self, search: str) -> int:
        return lists.count(self._store.execute, search)

    def running(self, limit: int) -> Sequence[Summary]:
        return lists.running(self._store.execute, limit)

    def count_running(self) -> int:
        return lists.count_running(self._store.execute)

    def ending(self, first: str, last: str, limit: int) -> Sequence[Summary]:
        return lists.ending(self._store.execute, first, last, limit)

    def recent(self, limit: int) -> Sequence[Recent]:
        return lists.recent(self._store.execute, limit)

    def load(self, assessment: UUID) -> Assessment | None:
        return self._store.full().assessments.load(assessment)

    def add(self, assessment: Assessment, summary: Summary) -> None:
        self._store.full().assessments.add(assessment, summary)

    def write(self, assessment: UUID, changes: Iterable[Change], summary: Summary) -> None:
        self._store.full().assessments.write(assessment, changes, summary)

    def finished(self, cluster: UUID, limit: int) -> Sequence[FinishedAssessment]:
        return self._store.full().assessments.finished(cluster, limit)
