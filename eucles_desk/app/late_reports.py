"""What makes reports, made when the first is asked for: the rules for them take time to import."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.app.report_making import IsCancelled, Progress, Reports
    from eucles_desk.services.report_ports import MadeReport, ReportOrder


def no_progress(_page: int, _pages: int) -> None:
    """Tell nobody how far a report is."""


def never() -> bool:
    """Return that a report is not to be given up."""
    return False


class LateReports:
    """Fits ``ReportMaker``; ``make`` returns what makes them."""

    def __init__(self, make: Callable[[], Reports]) -> None:
        self._make = make

    def __call__(
        self, order: ReportOrder, progress: Progress = no_progress, is_cancelled: IsCancelled = never
    ) -> MadeReport:
        """Make the report."""
        return self._reports(order, progress, is_cancelled)

    def check(self, language: str, kind: str) -> None:
        """Raise ``UsageError`` for a language or kind of report that there is none of."""
        self._reports.check(language, kind)

    @cached_property
    def _reports(self) -> Reports:
        return self._make()
