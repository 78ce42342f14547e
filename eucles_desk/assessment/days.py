"""Days as they are written in data."""

from __future__ import annotations

from datetime import date

from eucles_desk.errors import RuleError


def check_day(day: str) -> None:
    """Raise ``RuleError`` when there is no such day."""
    try:
        is_day = date.fromisoformat(day).isoformat() == day
    except ValueError:
        is_day = False
    if not is_day:
        raise RuleError("“{day}” is not a day written as year, month and day, such as 2025-01-31.", day=day)
