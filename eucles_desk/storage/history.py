"""The append-only history in the database: every entry is tied to the one before it."""

from __future__ import annotations

import json
import secrets
from datetime import UTC
from itertools import takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from sqlalchemy import select

from eucles_desk.assessment.change_data import change_from_data, change_to_data
from eucles_desk.assessment.records import Entry, Mode
from eucles_desk.storage import tables as t
from eucles_desk.storage.chain import COLUMNS, GENESIS, SALT_BYTES, Break, Head, Row, breaks, chained
from eucles_desk.storage.going_back import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

NO_VALUES: Final[Mapping[str, str]] = MappingProxyType({})
_ADD: Final = f"INSERT INTO history ({COLUMNS}) VALUES ({', '.join('?' * len(Row._fields))})"  # noqa: S608  # no user text
_HEAD: Final = "SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1"
_HASH: Final = "SELECT hash FROM history WHERE seq = ?"
_ALL: Final = f"SELECT {COLUMNS} FROM history WHERE seq > ? ORDER BY seq"  # noqa: S608  # no user text


class SqlHistory:
    """The append-only history, seen in one transaction.

    Attributes:
        appended: The head of the chain once something was appended, ``None`` before.
    """

    def __init__(self, connection: Connection, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._now = now
        self.appended: Head | None = None

    def append(self, assessment: UUID, entry: Entry) -> None:
        """Add an entry at the end."""
        self._add(assessment, entry)

    def note(self, message: str, values: Mapping[str, str] = NO_VALUES, assessment: UUID | None = None) -> None:
        """Add that something happened which cannot be undone, to an assessment or to the data as a whole."""
        self._add(assessment, Entry(self._now(), uuid4(), Mode.NOTE, message, values, "", None, ()))

    def tail(self, assessment: UUID, limit: int) -> Sequence[Entry]:
        """Return the last entries that can be undone or redone, oldest first: those after the last that was erased.

        What an entry before that changed may since hold a term in the place of a name, and is not to come back.
        """
        query = (
            select(t.history)
            .where(t.history.c.assessment_id == assessment, t.history.c.mode != Mode.NOTE.value)
            .order_by(t.history.c.seq.desc())
        )
        found = self._connection.execute(query.limit(limit)).all()
        kept = list(takewhile(lambda row: not row.erased, found))
        return [_read(row) for row in reversed(kept)]

    def numbered(self, assessment: UUID, after: int) -> Sequence[tuple[int, Entry]]:
        """Return the entries of an assessment after a number, each with its own, those that were erased left out."""
        query = select(t.history).where(t.history.c.assessment_id == assessment, t.history.c.seq > after)
        found = self._connection.execute(query.where(t.history.c.erased.is_(False)).order_by(t.history.c.seq)).all()
        return [(row.seq, _read(row)) for row in found]

    def restorations(self, after: int) -> Sequence[int]:
        """Return the numbers of the entries after a number that tell of a restored backup."""
        query = select(t.history.c.seq).where(t.history.c.seq > after, t.history.c.message.in_(ALL))
        return self._connection.execute(query.order_by(t.history.c.seq)).scalars().all()

    def last(self) -> int:
        """Return the number of the last entry of all."""
        return self.head().seq

    def head(self) -> Head:
        """Return the last entry."""
        found = self._connection.exec_driver_sql(_HEAD).first()
        return Head() if found is None else Head(found[0], found[1])

    def hash_at(self, seq: int) -> bytes | None:
        """Return the hash of the entry of a number, ``None`` where there is none."""
        if seq == 0:
            return GENESIS
        found = self._connection.exec_driver_sql(_HASH, (seq,)).first()
        return None if found is None else found[0]

    def rows(self, after: int = 0) -> Iterator[Row]:
        """Yield the entries after a number as they lie in the database."""
        for row in self._connection.exec_driver_sql(_ALL, (after,)):
            yield Row(*row)

    def breaks(self) -> Iterator[Break]:
        """Yield each place where the chain does not hold."""
        return breaks(self.rows())

    def _add(self, assessment: UUID | None, entry: Entry) -> None:
        before = self.appended or self.head()
        row = Row(
            seq=0,
            assessment_id=assessment.hex if assessment else None,
            at=_time(entry.at),
            group_id=entry.group.hex,
            mode=entry.mode.value,
            message=entry.message,
            values=_json(dict(entry.values)),
            merge_key=entry.merge_key,
            seat_id=entry.seat.hex if entry.seat else None,
            changes=_json([change_to_data(change) for change in entry.changes]),
            erased=0,
            salt=secrets.token_bytes(SALT_BYTES),
            payload_hash=b"",
            hash=b"",
        )
        (tied,) = chained((row,), before)
        self._connection.exec_driver_sql(_ADD, tuple(tied))
        self.appended = Head(tied.seq, tied.hash)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _time(at: datetime) -> str:
    """Return a time as SQLAlchemy keeps it in SQLite."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _read(row: Any) -> Entry:
    return Entry(
        at=row.at,
        group=row.group_id,
        mode=Mode(row.mode),
        message=row.message,
        values=MappingProxyType(dict(row._mapping["values"])),  # noqa: SLF001  # "values" is a method's name on rows
        merge_key=row.merge_key,
        seat=row.seat_id,
        changes=tuple(change_from_data(change) for change in row.changes),
    )
