"""Makes reports: finds what the report layer needs and hands back bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from eucles_desk import __version__
from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.errors import Message, UsageError
from eucles_desk.services.ports import MadeReport, ReportOrder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from eucles_desk.app.languages import Languages

MOST_NAMED: Final = 10
"""How many of the characters without a glyph are named."""


def _no_progress(_page: int, _pages: int) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


class Reports:
    """Makes a report of what it is ordered for; the PDF library is imported by the first one.

    Args:
        resources: the folder of what comes with the program, for the fonts.
        languages: the languages that a report can be in.
        now: the clock, for the date on the report.
    """

    def __init__(self, resources: Path, languages: Languages, now: Callable[[], datetime]) -> None:
        self._fonts = resources / "fonts"
        self._languages = languages
        self._now = now

    def __call__(
        self,
        order: ReportOrder,
        progress: Callable[[int, int], None] = _no_progress,
        is_cancelled: Callable[[], bool] = _never,
    ) -> MadeReport:
        """Make the report; raise ``UsageError`` for a language or kind that there is none of."""
        self.check(order.language, order.kind)
        from eucles_desk.reports.kinds import case_of, report_document
        from eucles_desk.reports.pdf import write_pdf

        case = case_of(
            order.assessment,
            order.edition,
            self._languages.load(order.language),
            made_on=self._now().date(),
            program_version=__version__,
            kind=order.kind,
            template=order.template,
        )
        document = report_document(case)
        file = io.BytesIO()
        written = write_pdf(document, file, self._fonts, progress, is_cancelled)
        return MadeReport(file.getvalue(), written.pages, _warnings(written.missing))

    def check(self, language: str, kind: str) -> None:
        """Raise ``UsageError`` for a language or kind that there is none of."""
        if language not in self._languages.codes:
            raise UsageError(
                "There is no report in the language “{language}”. There is: {languages}.",
                language=language,
                languages=", ".join(self._languages.codes),
            )
        if kind not in list(ReportKind):
            raise UsageError(
                "There is no report of the kind “{kind}”. There is: {kinds}.", kind=kind, kinds=", ".join(ReportKind)
            )


def _warnings(missing: Sequence[str]) -> tuple[Message, ...]:
    if not missing:
        return ()
    shown = " ".join(f"U+{ord(character):04X}" for character in missing[:MOST_NAMED])
    more = " ..." if len(missing) > MOST_NAMED else ""
    return (
        Message(
            "The report's fonts do not have these characters, which are shown as {sign}: {characters}",
            {"sign": "\N{REPLACEMENT CHARACTER}", "characters": shown + more},
        ),
    )
