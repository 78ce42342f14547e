"""What is to be closed in the open assessment as of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QTime

from eucles_desk.assessment.leaving import Closing, to_close
from eucles_desk.ui.fields import ISO_DAY

if TYPE_CHECKING:
    from eucles_desk.ui.working import Working


def today() -> str:
    """Return the day of this computer, as ``YYYY-MM-DD``."""
    return QDate.currentDate().toString(ISO_DAY)


def hour_now() -> str:
    """Return the time of this computer, as ``HH:MM``."""
    return QTime.currentTime().toString("HH:mm")


def left_open(working: Working) -> tuple[Closing, ...]:
    """Return what is to be closed before leaving the site."""
    return to_close(working.value, working.edition, working.seat, today(), working.checks.not_whole)
