"""Makes reports: finds what the report layer needs and hands back bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from eucles_desk import __version__
from eucles_desk.app.late_reports import never, no_progress
from eucles_desk.assessment.disclosure import ReportKind, offered
from eucles_desk.errors import Message, UsageError
from eucles_desk.services.report_ports import MadeReport, ReportFormat, ReportOrder, formats_of
from eucles_desk.wording.names import KINDS_MADE
from eucles_desk.wording.places import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path
    from typing import TypeAlias

    from eucles_desk.app.languages import Languages
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.reports.case import Case
    from eucles_desk.reports.order import Signer
    from eucles_desk.scheme.values import EditionRef
    from eucles_desk.services.ports import InterchangeFormat
    from eucles_desk.services.report_ports import Signing
    from eucles_desk.signing.keys import Identity

    Progress: TypeAlias = Callable[[int, int], None]
    IsCancelled: TypeAlias = Callable[[], bool]
    _Made: TypeAlias = tuple[bytes, int, tuple[Message, ...]]

MOST_NAMED: Final = 10
"""How many of the characters without a glyph are named."""


class Reports:
    """Makes a report of what it is ordered for; the libraries are imported by the first one.

    Args:
        resources: the folder of what comes with the program, for the fonts.
        languages: the languages that a report can be in.
        now: the clock, for the date on the report.
        interchange: returns the format of the machine-readable result.
        edition_content: returns the content of an edition where it does not come with the program.
        sign: signs a PDF that has a field for it; ``None`` where the program cannot.
        identify: returns whose key an order is signed with, for the page to name.
        prove: raises ``ReportError`` when a file that an assessment cites is not what it was.
    """

    def __init__(
        self,
        resources: Path,
        languages: Languages,
        now: Callable[[], datetime],
        *,
        interchange: Callable[[], InterchangeFormat],
        edition_content: Callable[[EditionRef], bytes | None],
        sign: Callable[[bytes, Signing, datetime], bytes] | None = None,
        identify: Callable[[Signing], Identity] | None = None,
        prove: Callable[[Assessment, IsCancelled], None] | None = None,
    ) -> None:
        self._fonts = resources / "fonts"
        self._languages = languages
        self._now = now
        self._interchange = interchange
        self._edition_content = edition_content
        self._sign = sign
        self._identify = identify
        self._prove = prove

    def __call__(
        self, order: ReportOrder, progress: Progress = no_progress, is_cancelled: IsCancelled = never
    ) -> MadeReport:
        """Make the report.

        Raises:
            UsageError: There is no such report of this assessment, or not in this language or kind of file.
            ReportError: The report cannot be made of what the assessment holds, or a file cited was changed.
            CancelledError: ``is_cancelled`` said so.
        """
        self.check(order.language, order.kind)
        check_order(order)
        from eucles_desk.reports.kinds import case_of

        case = case_of(
            order.assessment,
            order.edition,
            self._languages.load(order.language),
            made_on=self._now().date(),
            program_version=__version__,
            kind=order.kind,
            template=order.template,
            signed=order.signing is not None and order.signing.visible,
            signer=self._signer_of(order.signing),
        )
        if self._prove is not None:
            self._prove(case.assessment, is_cancelled)
        match order.format:
            case ReportFormat.PDF:
                content, pages, warnings = self._pdf(case, order.signing, progress, is_cancelled)
            case ReportFormat.WORKBOOK:
                content, pages, warnings = _workbook(case, progress, is_cancelled)
            case ReportFormat.TEXT:
                content, pages, warnings = self._word(case, progress, is_cancelled)
        return MadeReport(content, pages, warnings, case.content_hash, case.made_on)

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

    def _pdf(self, case: Case, signing: Signing | None, progress: Progress, is_cancelled: IsCancelled) -> _Made:
        from dataclasses import replace

        from eucles_desk.reports.attaching import attachments
        from eucles_desk.reports.kinds import report_document
        from eucles_desk.reports.pdf import write_pdf

        edition = self._edition_content(case.assessment.edition)
        result = self._interchange().write(case.assessment, edition_content=edition)
        document = replace(
            report_document(case),
            attachments=attachments(case, result),
            signature=signing is not None,
            signature_label=case.language.text("Signature") if signing else "",
        )
        file = io.BytesIO()
        written = write_pdf(document, file, self._fonts, progress, is_cancelled)
        content = file.getvalue()
        if signing is not None:
            content = self._signer()(content, signing, self._now())
        return content, written.pages, _missing(written.missing)

    def _signer_of(self, signing: Signing | None) -> Signer | None:
        if signing is None or not signing.visible or self._identify is None:
            return None
        from eucles_desk.reports.order import SHOWN_DIGITS, Signer

        found = self._identify(signing)
        return Signer(found.name, found.organisation, found.fingerprint[:SHOWN_DIGITS])

    def _signer(self) -> Callable[[bytes, Signing, datetime], bytes]:
        if self._sign is None:
            raise UsageError("Reports cannot be signed here.")
        return self._sign

    def _word(self, case: Case, progress: Progress, is_cancelled: IsCancelled) -> _Made:
        from eucles_desk.reports.kinds import report_document
        from eucles_desk.reports.word import write_word

        file = io.BytesIO()
        missing = write_word(report_document(case), file, self._fonts, progress, is_cancelled)
        return file.getvalue(), 0, _missing(missing)


def check_order(order: ReportOrder) -> None:
    """Raise ``UsageError`` for a report that cannot be made of this assessment as it stands, or not as this file."""
    check_kind(order.assessment, order.kind)
    if order.format not in formats_of(order.kind):
        raise UsageError(
            "A report of the kind “{kind}” is not made as {format}. It can be: {formats}.",
            kind=order.kind.value,
            format=order.format.value,
            formats=", ".join(formats_of(order.kind)),
        )
    if order.signing is not None and order.format is not ReportFormat.PDF:
        raise UsageError("Only a PDF file can be signed.")


def check_kind(assessment: Assessment, kind: ReportKind) -> None:
    """Raise ``UsageError`` for a kind of report that is not made in the step that the assessment is in."""
    kinds = offered(assessment)
    if kind not in kinds:
        raise UsageError(
            "A report of the kind “{kind}” is not made in the step “{step}”: {when} Now there is: {kinds}.",
            kind=kind.value,
            step=Message(STEPS[assessment.step]),
            when=Message(KINDS_MADE[kind]),
            kinds=", ".join(kinds),
        )


def _workbook(case: Case, progress: Progress, is_cancelled: IsCancelled) -> _Made:
    from eucles_desk.reports.workbook import write_workbook

    file = io.BytesIO()
    shortened = write_workbook(case, file, progress, is_cancelled)
    said = Message("Texts too long for a cell of a spreadsheet were shortened: {count}", {"count": shortened})
    return file.getvalue(), 0, (said,) if shortened else ()


def _missing(missing: Sequence[str]) -> tuple[Message, ...]:
    if not missing:
        return ()
    from eucles_desk.reports.fonts import named

    shown = "; ".join(map(named, missing[:MOST_NAMED]))
    more = "; ..." if len(missing) > MOST_NAMED else ""
    return (
        Message(
            "The report's fonts do not have these characters, which are shown as {sign}: {characters}",
            {"sign": "\N{REPLACEMENT CHARACTER}", "characters": shown + more},
        ),
    )
