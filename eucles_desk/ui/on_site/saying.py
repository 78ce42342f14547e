"""Days and times of interviews as people say them."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QDate, QLocale, QTime

from eucles_desk.ui.fields import ISO_DAY
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.speaking import locale_of

_HOUR: Final = re.compile(r"(\d{1,2})(?:[.: ]?([0-5]\d))?")


def date_words(day: str) -> str:
    """Return a day with its year, as it stands in a title."""
    date = QDate.fromString(day, ISO_DAY)
    return locale_of(current()).toString(date, "d. MMMM yyyy" if current().code == "fi" else "d MMMM yyyy")


def day_words(day: str) -> str:
    """Return a day as it is said in a list: today, yesterday, 2 March."""
    date, now = QDate.fromString(day, ISO_DAY), QDate.currentDate()
    match date.daysTo(now):
        case 0:
            return tr("today")
        case 1:
            return tr("yesterday")
        case _ if date.year() == now.year():
            return locale_of(current()).toString(date, "d. MMMM" if current().code == "fi" else "d MMMM")
        case _:
            return date_words(day)


def hour_words(hour: str) -> str:
    """Return a time as the screen's language writes it."""
    return locale_of(current()).toString(QTime.fromString(hour, "HH:mm"), QLocale.FormatType.ShortFormat)


def read_hour(typed: str) -> str | None:
    """Return the time that was typed as ``HH:MM``, empty for none, ``None`` when it is no time.

    ``9``, ``930``, ``9.30`` and ``9:30`` are all half past nine or nine.
    """
    typed = typed.strip()
    if not typed:
        return ""
    found = _HOUR.fullmatch(typed)
    if found is None or int(found[1]) > 23:
        return None
    return f"{int(found[1]):02}:{found[2] or '00'}"
