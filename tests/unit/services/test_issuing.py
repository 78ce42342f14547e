"""Reports of ended assessments are kept for good and given out again byte for byte."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from support.editions import small_edition
from support.gold import assessment
from support.memory_store import MemoryStore

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.places import ENDED
from eucles_desk.assessment.records import IssuedReport
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment
from eucles_desk.errors import RuleError, StorageError, UsageError
from eucles_desk.services import issuing
from eucles_desk.services.ports import OpenStore
from eucles_desk.services.report_ports import MadeReport, ReportFormat, ReportOrder
from eucles_desk.services.summaries import summarise
from eucles_desk.storage.opening import open_data

EDITION = small_edition()
NOW = datetime(2026, 5, 4, 12, 4, 11, tzinfo=UTC)
AWARDED = assessment(EDITION, step=Step.AWARDED)
CONTENT = b"%PDF-1.7 \x00\xff all of it"


def report(content: bytes = CONTENT, at: datetime = NOW) -> IssuedReport:
    order = ReportOrder(AWARDED, EDITION, "fi", ReportKind.SUMMARY, ReportFormat.PDF)
    return issuing.record_of(order, MadeReport(content, 2, (), "ab" * 32, date(2026, 5, 3)), at, "0.2.0")


@dataclass
class Kept:
    store: OpenStore
    value: Assessment

    def issue(self, content: bytes = CONTENT, at: datetime = NOW) -> IssuedReport:
        return issuing.issue(self.store, self.value, report(content, at), content)

    def all(self) -> list[IssuedReport]:
        with self.store() as store:
            return list(store.reports.of(self.value.id))


def kept(store: OpenStore, value: Assessment = AWARDED) -> Kept:
    with store() as transaction:
        transaction.editions.add(EDITION.ref, EDITION.title, b"{}")
        transaction.clusters.add(value.cluster)
        transaction.assessments.add(value, summarise(value, EDITION, NOW))
    return Kept(store, value)


def test_a_record_says_what_was_ordered_and_made() -> None:
    made = report()
    assert made == IssuedReport(
        id=made.id,
        kind=ReportKind.SUMMARY,
        format="pdf",
        language="fi",
        made_on=date(2026, 5, 3),
        made_at=NOW,
        program_version="0.2.0",
        content_hash="ab" * 32,
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        pages=2,
        size=len(CONTENT),
    )


@pytest.mark.parametrize("step", Step)
def test_only_reports_of_ended_assessments_are_kept(step: Step) -> None:
    here = kept(MemoryStore(), replace(AWARDED, step=step))
    if step in ENDED:
        assert here.issue().sha256 == report().sha256
    else:
        with pytest.raises(RuleError, match="kept once the assessment has ended"):
            here.issue()
    assert len(here.all()) == (step in ENDED)


def test_the_same_file_is_kept_once_and_another_beside_it() -> None:
    here = kept(MemoryStore())
    first = here.issue()
    assert here.issue(at=NOW.replace(hour=13)) == first
    second = here.issue(b"%PDF another", NOW.replace(hour=14))
    assert here.all() == [first, second]


def test_a_file_that_is_not_the_report_is_not_kept() -> None:
    here = kept(MemoryStore())
    with pytest.raises(StorageError, match="not the file of the report"):
        issuing.issue(here.store, here.value, report(), CONTENT + b"\n")
    assert here.all() == []


def test_a_kept_report_comes_back_byte_for_byte_after_a_restart(tmp_path: Path) -> None:
    data = open_data(tmp_path)
    made = kept(data.open_store).issue()
    data.close()
    data = open_data(tmp_path)
    assert issuing.issued_content(data.open_store, made.id) == CONTENT
    data.close()


def test_a_kept_report_that_was_changed_is_not_given_out() -> None:
    store = MemoryStore()
    made = kept(store).issue()
    owner, record, content = store.issued[made.id]
    store.issued[made.id] = (owner, record, content.replace(b"all", b"al1"))
    with pytest.raises(StorageError, match=f"has been changed and cannot be used: {made.id}"):
        issuing.issued_content(store, made.id)


def test_an_unknown_report_is_a_sentence() -> None:
    unknown: UUID = uuid4()
    with pytest.raises(UsageError, match=f"There is no report with the id {unknown}"):
        issuing.issued_content(kept(MemoryStore()).store, unknown)
