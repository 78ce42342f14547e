"""The lists of assessments and of what was done last, read by plain SQL: the one thing that a start waits for.

It needs no SQLAlchemy, whose import would take a third of the start; the statements run on its connections as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, TypeAlias
from uuid import UUID

from eucles_desk.assessment.records import Mode, Recent, Summary
from eucles_desk.assessment.terms import Kind, Step
from eucles_desk.storage.searching import NAMED, patterns

Execute: TypeAlias = Callable[[str, tuple[Any, ...]], Any]
"""Runs a statement with its values and returns a cursor or result with ``fetchall`` and ``fetchone``."""

_COLUMNS: Final = (
    "id, cluster_id, cluster_name, label, kind, step, judged, criteria, points, available, open_points, next_place, "
    "next_point, unmet_minimums, changed_at, flagged, waits_for_expert, unanswered, reply_due, last_visit, award_last"
)
_PAGE: Final = f"SELECT {_COLUMNS} FROM assessment {{where}} ORDER BY changed_at DESC, id DESC LIMIT ? OFFSET ?"  # noqa: S608  # no user text
_COUNT: Final = "SELECT count(*) FROM assessment {where}"
_NAMED: Final = NAMED.format(name="cluster_name_folded")

_RUNNING: Final = "step NOT IN ('awarded', 'refused', 'withdrawn')"
"""As in the index that is made for it."""
_REPLIES: Final = (
    f"SELECT {_COLUMNS} FROM assessment WHERE {_RUNNING} AND reply_due > '' "  # noqa: S608  # no user text
    "ORDER BY reply_due, changed_at DESC, id DESC LIMIT ?"
)
_OTHERS: Final = (
    f"SELECT {_COLUMNS} FROM assessment WHERE {_RUNNING} AND reply_due = '' "  # noqa: S608  # no user text
    "ORDER BY changed_at DESC, id DESC LIMIT ?"
)
_COUNT_RUNNING: Final = f"SELECT count(*) FROM assessment WHERE {_RUNNING}"  # noqa: S608  # no user text
_ENDING: Final = (
    f"SELECT {_COLUMNS} FROM assessment AS one WHERE step = 'awarded' AND award_last > '' "  # noqa: S608  # no user text
    "AND award_last BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM assessment AS later "
    "WHERE later.cluster_id = one.cluster_id AND later.id <> one.id AND later.period_last > one.period_last) "
    "ORDER BY award_last, cluster_name_folded, id LIMIT ?"
)
_RECENT: Final = (
    "SELECT history.assessment_id, assessment.cluster_name, assessment.label, history.at, "
    'history.mode, history.message, history."values" '
    "FROM (SELECT id, cluster_name, label FROM assessment ORDER BY changed_at DESC, id DESC LIMIT ?) AS assessment "
    "JOIN history ON history.seq = (SELECT last.seq FROM history AS last WHERE last.assessment_id = assessment.id "
    "AND last.mode <> 'note' AND NOT last.erased ORDER BY last.seq DESC LIMIT 1) "
    "ORDER BY history.seq DESC LIMIT ?"
)
LOOKED_AT: Final = 50
"""In so many assessments, those changed last, the last steps are looked for; one taken in from a file has none."""


def page(execute: Execute, search: str, offset: int, limit: int) -> list[Summary]:
    """Return a page of the list, changed last first."""
    where, values = _found(search)
    rows = execute(_PAGE.format(where=where), (*values, limit, offset)).fetchall()
    return [_summary(row) for row in rows]


def count(execute: Execute, search: str) -> int:
    """Return how many the search finds."""
    where, values = _found(search)
    return execute(_COUNT.format(where=where), values).fetchone()[0]


def running(execute: Execute, limit: int) -> list[Summary]:
    """Return assessments that have not ended: replies due first, then those changed last first."""
    rows = execute(_REPLIES, (limit,)).fetchall()
    if len(rows) < limit:
        rows = [*rows, *execute(_OTHERS, (limit - len(rows),)).fetchall()]
    return [_summary(row) for row in rows]


def count_running(execute: Execute) -> int:
    """Return how many have not ended."""
    return execute(_COUNT_RUNNING, ()).fetchone()[0]


def ending(execute: Execute, first: str, last: str, limit: int) -> list[Summary]:
    """Return awards that end in these months and whose cluster has no later assessment, the earliest end first."""
    return [_summary(row) for row in execute(_ENDING, (first, last, limit)).fetchall()]


def recent(execute: Execute, limit: int) -> list[Recent]:
    """Return the last step of each of the assessments worked on last, the latest first."""
    rows = execute(_RECENT, (max(limit, LOOKED_AT), limit)).fetchall()
    return [
        Recent(
            assessment=UUID(row[0]),
            cluster_name=row[1],
            label=row[2],
            at=_time(row[3]),
            mode=Mode(row[4]),
            message=row[5],
            values=MappingProxyType(json.loads(row[6])),
        )
        for row in rows
    ]


def _time(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def _found(search: str) -> tuple[str, tuple[str, ...]]:
    wanted = patterns(search)
    values = tuple(value for pair in wanted for value in pair)
    return f"WHERE {' AND '.join([_NAMED] * len(wanted))}" if wanted else "", values


def _summary(row: Sequence[Any]) -> Summary:
    return Summary(
        id=UUID(row[0]),
        cluster=UUID(row[1]),
        cluster_name=row[2],
        label=row[3],
        kind=Kind(row[4]),
        step=Step(row[5]),
        judged=row[6],
        criteria=row[7],
        points=Decimal(row[8]),
        available=Decimal(row[9]),
        open_points=row[10],
        next_place=row[11],
        next_point=row[12],
        unmet_minimums=row[13],
        changed_at=_time(row[14]),
        flagged=row[15],
        waits_for_expert=bool(row[16]),
        unanswered=row[17],
        reply_due=row[18],
        last_visit=row[19],
        award_last=row[20],
    )
