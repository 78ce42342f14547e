"""The history as it is looked through: page by page, of one assessment or of all, and verified as a whole."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from uuid import UUID

from eucles_desk.assessment.auditing import Audited, EntryState, Flaw, FlawKind, Verified
from eucles_desk.assessment.change_data import change_from_data
from eucles_desk.assessment.records import Entry, Mode
from eucles_desk.storage.chain import COLUMNS, Fault, Head, Row, breaks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

BATCH: Final = 500
_ALL: Final = f"SELECT {COLUMNS} FROM history ORDER BY seq"  # noqa: S608  # no user text
_PAGE: Final = f"SELECT {COLUMNS} FROM history WHERE {{where}} ORDER BY seq DESC LIMIT ? OFFSET ?"  # noqa: S608  # the same
_AFTER: Final = f"SELECT {COLUMNS} FROM history WHERE {{of_it}} seq > ? ORDER BY seq LIMIT ?"  # noqa: S608  # the same
_COUNT: Final = "SELECT count(*) FROM history WHERE {where}"
_OF: Final = "assessment_id = ?"
_ABOUT: Final = "(instr(changes, ?) OR instr(changes, ?))"
_NOBODY: Final = Entry(datetime.min.replace(tzinfo=UTC), UUID(int=0), Mode.NOTE, "", MappingProxyType({}), "", None, ())
_FLAWS: Final = {
    Fault.MISSING: FlawKind.MISSING,
    Fault.ALTERED: FlawKind.ALTERED,
    Fault.UNCHAINED: FlawKind.UNCHAINED,
}


class SqlTrail:
    """The history, seen in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def page(self, assessment: UUID, criterion: str, offset: int, limit: int) -> Sequence[Audited]:
        """Return entries of an assessment, the latest first; a criterion leaves those that concern it."""
        where, values = _where(assessment, criterion)
        found = self._connection.exec_driver_sql(_PAGE.format(where=where), (*values, limit, offset))
        return [audited(Row(*row)) for row in found]

    def after(self, assessment: UUID | None, seq: int, limit: int) -> Sequence[Audited]:
        """Return entries after a number, of an assessment or of all and of the data as a whole, in their order."""
        of_it = f"{_OF} AND " if assessment else ""
        values = (assessment.hex,) if assessment else ()
        found = self._connection.exec_driver_sql(_AFTER.format(of_it=of_it), (*values, seq, limit))
        return [audited(Row(*row)) for row in found]

    def count(self, assessment: UUID, criterion: str) -> int:
        """Return how many there are."""
        where, values = _where(assessment, criterion)
        return self._connection.exec_driver_sql(_COUNT.format(where=where), values).scalar_one()

    def verify(self) -> Verified:
        """Go through the whole history and tell each place where it is not as it was written."""
        reading = _Reading(self._connection)
        flaws = [
            Flaw(_FLAWS[found.fault], found.seq, found.last, _time(reading.before), _time(reading.at))
            for found in breaks(reading.rows())
        ]
        return Verified(reading.count, reading.head.hash.hex(), reading.erased, flaws)


class _Reading:
    """Goes through all rows and knows which one it is at."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.count, self.erased = 0, 0
        self.before, self.at = "", ""
        self.head = Head()

    def rows(self) -> Iterator[Row]:
        found = self._connection.exec_driver_sql(_ALL)
        row = None
        while batch := found.fetchmany(BATCH):
            for values in batch:
                row = Row(*values)
                self.before, self.at = self.at, row.at
                self.erased += bool(row.erased)
                yield row
            self.count += len(batch)
        if row is not None and isinstance(row.hash, bytes):  # pyright: ignore[reportUnnecessaryIsInstance]  # tampered
            self.head = Head(row.seq, row.hash)


def audited(row: Row) -> Audited:
    """Read a row, also one that somebody else wrote in."""
    seat, assessment = _id(row.seat_id), _id(row.assessment_id)
    at = _time(row.at) or _NOBODY.at
    try:
        mode = Mode(row.mode)
    except ValueError:
        return Audited(row.seq, assessment, replace(_NOBODY, at=at, seat=seat), EntryState.UNREADABLE)
    bare = replace(_NOBODY, at=at, seat=seat, mode=mode, group=_id(row.group_id) or _NOBODY.group)
    if row.erased:
        return Audited(row.seq, assessment, bare, EntryState.ERASED)
    try:
        values: dict[str, str] = {str(key): str(value) for key, value in json.loads(row.values).items()}
        changes = tuple(change_from_data(change) for change in json.loads(row.changes))
        row.message.format(**values)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, ArithmeticError):
        return Audited(row.seq, assessment, bare, EntryState.UNREADABLE)
    entry = replace(
        bare, message=row.message, values=MappingProxyType(values), merge_key=row.merge_key, changes=changes
    )
    return Audited(row.seq, assessment, entry)


def _where(assessment: UUID, criterion: str) -> tuple[str, tuple[str, ...]]:
    if not criterion:
        return _OF, (assessment.hex,)
    # A code stands in a change as a whole key or value, or as the end of one; quotes in texts are escaped there.
    code = json.dumps(criterion, ensure_ascii=False)
    return f"{_OF} AND {_ABOUT}", (assessment.hex, code, f"/{code[1:]}")


def _time(at: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(at)).replace(tzinfo=UTC)
    except ValueError:
        return None


def _id(text: object) -> UUID | None:
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None
