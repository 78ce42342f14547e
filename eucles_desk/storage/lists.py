"""The list of assessments, read by plain SQL: the one thing that a start waits for.

It needs no SQLAlchemy, whose import would take a third of the start; the statements run on its connections as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias
from uuid import UUID

from eucles_desk.assessment.records import Summary
from eucles_desk.assessment.values import Kind, Step

Execute: TypeAlias = Callable[[str, tuple[Any, ...]], Any]
"""Runs a statement with its values and returns a cursor or result with ``fetchall`` and ``fetchone``."""

_COLUMNS: Final = (
    "id, cluster_id, cluster_name, label, kind, step, judged, criteria, points, available, open_points, next_place, "
    "next_point, unmet_minimums, changed_at"
)
_PAGE: Final = f"SELECT {_COLUMNS} FROM assessment {{where}} ORDER BY changed_at DESC, id DESC LIMIT ? OFFSET ?"  # noqa: S608  # no user text
_COUNT: Final = "SELECT count(*) FROM assessment {where}"
_WHERE: Final = r"WHERE cluster_name_folded LIKE ? ESCAPE '\'"


def page(execute: Execute, search: str, offset: int, limit: int) -> list[Summary]:
    """Return a page of the list, changed last first."""
    where, values = _found(search)
    rows = execute(_PAGE.format(where=where), (*values, limit, offset)).fetchall()
    return [_summary(row) for row in rows]


def count(execute: Execute, search: str) -> int:
    """Return how many the search finds."""
    where, values = _found(search)
    return execute(_COUNT.format(where=where), values).fetchone()[0]


def _found(search: str) -> tuple[str, tuple[str, ...]]:
    wanted = search.strip().casefold()
    if not wanted:
        return "", ()
    for sign in ("\\", "%", "_"):
        wanted = wanted.replace(sign, f"\\{sign}")
    return _WHERE, (f"%{wanted}%",)


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
        changed_at=datetime.fromisoformat(row[14]).replace(tzinfo=UTC),
    )
