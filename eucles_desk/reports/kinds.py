"""From an assessment to the document of a report, for each kind of report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.disclosure import ReportKind, disclosed
from eucles_desk.reports.case import Case
from eucles_desk.reports.full import full_report
from eucles_desk.templates.values import PLAIN, Template

if TYPE_CHECKING:
    from datetime import date

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.language import Language
    from eucles_desk.reports.content import Document
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
) -> Case:
    """Return an assessment as a report of this kind may see it."""
    return Case(disclosed(assessment, kind), edition, language, made_on, program_version, kind, template)


def report_document(case: Case) -> Document:
    """Return the document of a report of the case's kind."""
    return _DOCUMENTS[case.kind](case)


_DOCUMENTS = {
    ReportKind.FULL: full_report,
}
