"""Which backups are kept: all of late, then fewer and fewer the older they are.

The order is that of their numbers, never that of the clock. Days are counted as they occur among the backups, and on
the way from the newest to the oldest they only ever go back; so a clock that jumps makes more be kept, not less.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.backups import BackupReason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from eucles_desk.assessment.backups import Backup

WHOLE_DAYS: Final = 2
"""So many days of which every backup is kept."""
DAILY: Final = 12
WEEKLY: Final = 10
MONTHLY: Final = 9
MIGRATIONS_FOR: Final = timedelta(days=366)
"""How long the backup before each migration is kept; the newest of them always is."""


def kept(backups: Sequence[Backup]) -> Sequence[Backup]:
    """Return those to keep, newest first."""
    ordered = sorted(backups, key=lambda backup: backup.number, reverse=True)
    days = list(_days(ordered))
    chosen = {*_by_age(days), *_always(ordered, days)}
    return [backup for place, backup in enumerate(ordered) if place in chosen]


def _days(ordered: Sequence[Backup]) -> Iterator[date]:
    """Yield the day of each backup; one that claims to be later than the next newer counts as of that one's day."""
    earliest: date | None = None
    for backup in ordered:
        day = backup.made_at.astimezone(UTC).date()
        earliest = day if earliest is None else min(day, earliest)
        yield earliest


def _by_age(days: Sequence[date]) -> Sequence[int]:
    """Return the places of all of the first days, and of the newest of each day, week and month before them."""
    late = sorted(set(days), reverse=True)[:WHOLE_DAYS]
    chosen = [place for place, day in enumerate(days) if day in late]
    for count, span in _SPANS:
        for _ in range(count):
            following = _next_span(days, chosen[-1], span) if chosen else None
            if following is None:
                break
            chosen.append(following)
    return chosen


def _next_span(days: Sequence[date], place: int, span: Callable[[date], object]) -> int | None:
    """Return the place of the newest backup of the next older day, week or month."""
    return next((later for later in range(place + 1, len(days)) if span(days[later]) != span(days[place])), None)


def _always(ordered: Sequence[Backup], days: Sequence[date]) -> Iterator[int]:
    """Yield the places of the newest, the newest in which nothing was missing, and those before migrations."""
    yield from list(range(len(ordered)))[:1]
    yield from [place for place, backup in enumerate(ordered) if backup.is_whole][:1]
    migrations = [place for place, backup in enumerate(ordered) if backup.reason is BackupReason.MIGRATION]
    for nth, place in enumerate(migrations):
        if not nth or days[place] >= days[0] - MIGRATIONS_FOR:
            yield place


def _day(day: date) -> object:
    return day


def _week(day: date) -> object:
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    return (day.year, day.month)


_SPANS: Final[Sequence[tuple[int, Callable[[date], object]]]] = ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month))
