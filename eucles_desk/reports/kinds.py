"""From an assessment to the document of a report, for each kind of report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.disclosure import ReportKind, disclosed
from eucles_desk.reports.case import Case
from eucles_desk.reports.certificate import certificate
from eucles_desk.reports.closing_sheet import closing_sheet
from eucles_desk.reports.draft import draft_report
from eucles_desk.reports.full import full_report
from eucles_desk.reports.improvement_plan import improvement_plan
from eucles_desk.reports.sections import imprint
from eucles_desk.reports.summary import summary
from eucles_desk.templates.values import PLAIN, Template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.language import Language
    from eucles_desk.reports.content import Document
    from eucles_desk.reports.order import Signer
    from eucles_desk.scheme.values import Edition


def case_of(
    assessment: Assessment,
    edition: Edition,
    language: Language,
    *,
    made_on: date,
    program_version: str,
    kind: ReportKind = ReportKind.FULL,
    template: Template = PLAIN,
    signed: bool = False,
    signer: Signer | None = None,
) -> Case:
    """Return an assessment as a report of this kind may see it; ``signed`` by whom where the signature is to show."""
    told = disclosed(assessment, kind)
    return Case(told, edition, language, made_on, program_version, kind, template, signed, signer)


def report_document(case: Case) -> Document:
    """Return the document of a report of the case's kind.

    Raises:
        ReportError: There is no such report of this assessment, such as a certificate of a label not awarded.
    """
    document = _DOCUMENTS[case.kind](case)
    return replace(document, accent=document.accent or imprint.accent(case))


_DOCUMENTS: Final[Mapping[ReportKind, Callable[[Case], Document]]] = {
    ReportKind.FULL: full_report,
    ReportKind.SUMMARY: summary,
    ReportKind.CERTIFICATE: certificate,
    ReportKind.IMPROVEMENT_PLAN: improvement_plan,
    ReportKind.DRAFT: draft_report,
    ReportKind.CLOSING_SHEET: closing_sheet,
}
