"""Reports that are given out: which are kept, and the record of one."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import uuid4

from eucles_desk.assessment.places import ENDED
from eucles_desk.assessment.records import IssuedReport
from eucles_desk.errors import N_, RuleError, StorageError, UsageError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.services.ports import OpenStore
    from eucles_desk.services.report_ports import MadeReport, ReportOrder


_KEPT = N_("Report kept: {kind}, {hash}")


def may_issue(assessment: Assessment) -> bool:
    """Return whether reports of an assessment are final, so that those given out are kept: once it has ended."""
    return assessment.step in ENDED


def record_of(order: ReportOrder, made: MadeReport, at: datetime, program_version: str) -> IssuedReport:
    """Return the record of a report as it was ordered and made."""
    return IssuedReport(
        id=uuid4(),
        kind=order.kind,
        format=order.format.value,
        language=order.language,
        made_on=made.made_on or at.date(),
        made_at=at,
        program_version=program_version,
        content_hash=made.content_hash,
        sha256=hashlib.sha256(made.content).hexdigest(),
        pages=made.pages,
        size=len(made.content),
    )


def issue(open_store: OpenStore, assessment: Assessment, report: IssuedReport, content: bytes) -> IssuedReport:
    """Keep a report; the very same file a second time is the report that is kept already, which is returned."""
    if not may_issue(assessment):
        raise RuleError("A report is kept once the assessment has ended. Until then it may still change.")
    if hashlib.sha256(content).hexdigest() != report.sha256:
        raise StorageError("This is not the file of the report. Nothing was kept.")
    with open_store() as store:
        kept = next((one for one in store.reports.of(assessment.id) if one.sha256 == report.sha256), None)
        if kept is None:
            store.reports.add(assessment.id, report, content)
            store.history.note(_KEPT, {"kind": report.kind.value, "hash": report.sha256}, assessment.id)
    return kept or report


def issued_content(open_store: OpenStore, report: UUID) -> bytes:
    """Return the file of a report as it was given out; raise ``StorageError`` when it is not what it was."""
    with open_store() as store:
        found, content = store.reports.get(report), store.reports.content(report)
    if found is None or content is None:
        raise UsageError("There is no report with the id {id}.", id=report)
    if hashlib.sha256(content).hexdigest() != found.sha256:
        raise StorageError("The report that was kept has been changed and cannot be used: {id}", id=report)
    return content
