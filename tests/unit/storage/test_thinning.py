from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.assessment.backups import Backup, BackupReason
from eucles_desk.storage.thinning import DAILY, MONTHLY, WEEKLY, WHOLE_DAYS, kept

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""A Tuesday."""


def backup(number: int, at: datetime, reason: BackupReason = BackupReason.HOURLY, *, is_whole: bool = True) -> Backup:
    return Backup(f"b{number}", at, reason, number, "", 0, 0, 0, "", "", Path(), number, is_whole)


def days_ago(*days: float) -> list[Backup]:
    """Return a backup for each of these, given oldest first."""
    return [backup(number, NOON - timedelta(days=day)) for number, day in enumerate(days, start=1)]


def left(backups: list[Backup]) -> list[int]:
    return sorted(one.number for one in kept(backups))


TABLE: list[tuple[str, list[float], list[int]]] = [
    ("nothing", [], []),
    ("one, however old", [5000], [1]),
    ("all of two days", [1.2, 1.1, 1, 0.2, 0.1, 0], [1, 2, 3, 4, 5, 6]),
    ("the newest of a day before those", [2.3, 2.2, 2.1, 1, 0], [3, 4, 5]),
    ("days without any do not count", [30, 20.1, 20, 10, 9.9], [1, 2, 3, 4, 5]),
    ("one a day for twelve days more", [*range(14, -1, -1)], [*range(2, 16)]),
]


@pytest.mark.parametrize(("name", "days", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_so_many_are_kept(name: str, days: list[float], expected: list[int]) -> None:
    assert left(days_ago(*days)) == expected, name


def test_a_year_of_one_backup_a_day_leaves_fourteen_days_ten_weeks_and_nine_months() -> None:
    found = [one.made_at.date() for one in kept(days_ago(*range(500, -1, -1)))]
    assert found[:14] == [NOON.date() - timedelta(days=day) for day in range(14)]
    weeks, months = found[14:24], found[24:]
    assert all(newer - older == timedelta(days=7) for newer, older in pairwise(weeks))
    assert {day.isoweekday() for day in weeks} == {7}
    assert [(day.year, day.month) for day in months] == [
        *((2026, month) for month in range(8, 0, -1)),
        (2025, 12),
    ]
    assert all((day + timedelta(days=1)).day == 1 for day in months)


def test_the_backups_before_migrations_are_kept_for_a_year_and_the_newest_of_them_for_ever() -> None:
    old = [backup(number, NOON - timedelta(days=day), BackupReason.MIGRATION) for number, day in ((1, 900), (2, 800))]
    late = [backup(3, NOON - timedelta(days=300), BackupReason.MIGRATION)]
    many = [backup(number, NOON - timedelta(days=600 - number)) for number in range(10, 600)]
    assert {1, 2}.isdisjoint(left([*old, *late, *many]))
    assert 3 in left([*old, *late, *many])
    assert 1 not in left([*old, *many]) and 2 in left([*old, *many])


def test_the_newest_in_which_nothing_was_missing_is_kept() -> None:
    whole = backup(1, NOON - timedelta(days=700))
    others = [backup(number, NOON - timedelta(days=600 - number), is_whole=False) for number in range(2, 600)]
    assert 1 in left([whole, *others])


moments = st.lists(st.floats(0, 900), max_size=120).map(lambda days: sorted(days, reverse=True))
clocks = st.lists(st.floats(-4000, 4000), max_size=120)


@given(moments)
def test_thinning_what_was_thinned_changes_nothing(days: list[float]) -> None:
    once = kept(days_ago(*days))
    assert kept(once) == once


@given(moments)
def test_the_first_days_are_kept_whole_and_there_are_never_too_many(days: list[float]) -> None:
    backups = days_ago(*days)
    found = kept(backups)
    by_day = [list(group) for _, group in groupby(reversed(backups), key=lambda one: one.made_at.date())]
    late = [one for group in by_day[:WHOLE_DAYS] for one in group]
    assert list(found[: len(late)]) == late
    assert len(found) <= len(late) + DAILY + WEEKLY + MONTHLY
    newest = [group[0] for group in by_day]
    assert list(found[len(late) :]) == [one for one in newest[WHOLE_DAYS:] if one in found]
    assert {one.number for one in newest[: WHOLE_DAYS + DAILY]} <= {one.number for one in found}


@given(clocks)
def test_a_clock_that_jumps_never_costs_the_newest_nor_those_of_the_last_days_by_their_order(days: list[float]) -> None:
    backups = days_ago(*days)
    found = kept(backups)
    assert [one.number for one in found] == sorted((one.number for one in found), reverse=True)
    if backups:
        assert found[0] == backups[-1]
        right = [
            backup(one.number, min(later.made_at for later in backups[place:])) for place, one in enumerate(backups)
        ]
        assert {one.number for one in kept(right)} == {one.number for one in found}


def test_a_clock_set_back_a_year_thins_nothing_of_late() -> None:
    before = days_ago(1.5, 1.4, 1.3, 1.2)
    after = [backup(number, NOON - timedelta(days=365, hours=-number)) for number in range(5, 9)]
    assert left([*before, *after]) == [*range(1, 9)]


def test_a_backup_dated_in_ten_years_costs_none_but_of_the_second_day() -> None:
    backups = [*days_ago(2.3, 2.2, 1.2, 1.1, 0.2, 0.1), backup(7, NOON + timedelta(days=3650))]
    assert left(backups) == [2, 4, 5, 6, 7]
    corrected = [*backups, backup(8, NOON + timedelta(minutes=1))]
    assert left(corrected) == [2, 3, 4, 5, 6, 7, 8]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=60))
def test_thinned_after_each_backup_there_is_one_of_every_late_day_and_week(gaps: list[int]) -> None:
    """As the program does it: it never looks at what an earlier thinning has removed."""
    at, here, seen = NOON, list[Backup](), list[date]()
    for number, hours in enumerate(gaps, start=1):
        at += timedelta(hours=hours)
        here = list(kept([*here, backup(number, at)]))
        seen.append(at.date())
    days = sorted(set(seen), reverse=True)
    assert {one.made_at.date() for one in here} >= set(days[: WHOLE_DAYS + DAILY])
    weeks = {day.isocalendar()[:2] for day in days[: WHOLE_DAYS + DAILY + WEEKLY]}
    assert {one.made_at.date().isocalendar()[:2] for one in here} >= weeks
