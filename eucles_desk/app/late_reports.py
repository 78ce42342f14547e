"""What makes reports, made when the first is asked for: the rules for them take time to import."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from eucles_desk.app.languages import Languages
    from eucles_desk.app.own_key import OwnKey
    from eucles_desk.app.report_making import IsCancelled, Progress, Reports
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.scheme.values import EditionRef
    from eucles_desk.services.ports import InterchangeFormat
    from eucles_desk.services.report_ports import MadeReport, ReportOrder


def no_progress(_page: int, _pages: int) -> None:
    """Tell nobody how far a report is."""


def never() -> bool:
    """Return that a report is not to be given up."""
    return False


class LateReports:
    """Fits ``ReportMaker``; the arguments are those of :class:`Reports`."""

    def __init__(
        self,
        resources: Path,
        languages: Languages,
        now: Callable[[], datetime],
        *,
        interchange: Callable[[], InterchangeFormat],
        edition_content: Callable[[EditionRef], bytes | None],
        own_key: OwnKey,
        prove: Callable[[Assessment, IsCancelled], None],
    ) -> None:
        self._resources = resources
        self._languages = languages
        self._now = now
        self._interchange = interchange
        self._edition_content = edition_content
        self._own_key = own_key
        self._prove = prove

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
        from eucles_desk.app.report_making import Reports

        return Reports(
            self._resources,
            self._languages,
            self._now,
            interchange=self._interchange,
            edition_content=self._edition_content,
            sign=self._own_key.sign,
            identify=self._own_key.identity_for,
            prove=self._prove,
        )
