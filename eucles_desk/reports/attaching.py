"""The files that lie in a report: the result for programs, a spreadsheet, and how the report was ordered."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.reports.content import Attachment, Relationship
from eucles_desk.reports.order import NOTE, RESULT, WORKBOOK, ReportNote
from eucles_desk.reports.workbook import write_workbook

if TYPE_CHECKING:
    from eucles_desk.reports.case import Case

WITHOUT_WORKBOOK: Final = frozenset({ReportKind.CERTIFICATE, ReportKind.CLOSING_SHEET})
"""The kinds that do not carry a spreadsheet: one page on which everything is said already."""
JSON: Final = "application/json"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attachments(case: Case, result: bytes) -> tuple[Attachment, ...]:
    """Return the files in the report of a case, the interchange file ``result`` first."""
    _ = case.language.text
    said = _("The result for other programs: what this report tells of the assessment.")
    found = [Attachment(RESULT, JSON, result, Relationship.SOURCE, said)]
    if case.kind not in WITHOUT_WORKBOOK:
        file = io.BytesIO()
        write_workbook(case, file)
        said = _("Findings and recommendations as a spreadsheet.")
        found.append(Attachment(WORKBOOK, XLSX, file.getvalue(), Relationship.DATA, said))
    said = _("How this report was ordered, so that it can be checked.")
    return (*found, Attachment(NOTE, JSON, ReportNote.of(case).to_bytes(), Relationship.SUPPLEMENT, said))
