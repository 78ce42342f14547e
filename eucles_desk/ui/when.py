"""Times as people say them: today 12:04, yesterday 9:30, 14 November."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

from eucles_desk.ui.language import current, tr
from eucles_desk.ui.speaking import locale_of


def when(moment: datetime, now: datetime) -> str:
    """Say when something was, seen from now.

    Qt's locale writes it: lists show it at the start, before anything needs the larger tables of Babel.
    """
    local, today = moment.astimezone(now.tzinfo), now.date()
    locale = locale_of(current())
    time = locale.toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    if local.date() == today:
        return tr("today {time}", time=time)
    if local.date() == today - timedelta(days=1):
        return tr("yesterday {time}", time=time)
    date = QDate(local.year, local.month, local.day)
    if local.year == today.year:
        return locale.toString(date, "d. MMMM" if current().code == "fi" else "d MMMM")
    return locale.toString(date, QLocale.FormatType.ShortFormat if current().code == "fi" else "d MMM yyyy")


def today_in_words(now: datetime) -> str:
    """Return weekday and date."""
    locale = locale_of(current())
    return locale.toString(QDate(now.year, now.month, now.day), QLocale.FormatType.LongFormat)


def month_in_words(month: str) -> str:
    """Write a month given as ``YYYY-MM``; Qt's locale does it, for the same reason as above."""
    name = locale_of(current()).standaloneMonthName(int(month[5:7]))
    return f"{name} {month[:4]}"
