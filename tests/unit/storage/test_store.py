"""The store keeps what a user did, whole and in order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy.exc import IntegrityError
from support.editions import small_edition
from support.examples import examples
from support.strategies import assessments

from eucles_desk.assessment.changes import Change, ClusterName, Part, apply, current, judgement_key
from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.assessment.records import Entry, IssuedReport, Mode
from eucles_desk.assessment.terms import Disposition, Kind, RestsOn, Role, Step
from eucles_desk.assessment.values import (
    Agreement,
    Assessment,
    Award,
    Benchmark,
    Cluster,
    EarlierResult,
    Improvement,
    Judgement,
    Level,
    Period,
    Remark,
    Seat,
    Spread,
    Visit,
)
from eucles_desk.errors import StorageError
from eucles_desk.services.summaries import summarise
from eucles_desk.storage.opening import OpenData, open_data

EDITION = small_edition()
NOW = datetime(2026, 5, 4, 12, 4, 11, tzinfo=UTC)
CRITERION = next(iter(EDITION.criteria))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenData]:
    opened = open_data(tmp_path_factory.mktemp("store") / "data", lambda: NOW)
    with opened.open_store() as store:
        store.editions.add(EDITION.ref, EDITION.title, b"{}")
    yield opened
    opened.close()


def started(name: str = "Harbour cluster (invented)") -> Assessment:
    label = list(EDITION.labels)[-1]
    return Assessment(
        id=uuid4(),
        edition=EDITION.ref,
        label=label,
        kind=Kind.FIRST,
        step=Step.DRAFT,
        period=Period("2024-01", "2025-12"),
        cluster=Cluster(uuid4(), name, "FI", "FI1D7"),
        seats=(Seat(uuid4(), Role.LEAD, "A. Expert"),),
    )


def keep(data: OpenData, assessment: Assessment, at: datetime = NOW) -> None:
    with data.open_store() as store:
        if store.clusters.get(assessment.cluster.id) is None:
            store.clusters.add(assessment.cluster)
        store.assessments.add(assessment, summarise(assessment, EDITION, at))


def load(data: OpenData, assessment: UUID) -> Assessment | None:
    with data.open_store() as store:
        return store.assessments.load(assessment)


def write(data: OpenData, assessment: Assessment, *changes: Change) -> Assessment:
    after = assessment
    for change in changes:
        after = apply(after, change)
    with data.open_store() as store:
        store.assessments.write(assessment.id, changes, summarise(after, EDITION, NOW))
    return after


@settings(max_examples=examples(20, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(assessment=assessments(EDITION))
def test_any_assessment_comes_back_as_it_was_kept(data: OpenData, assessment: Assessment) -> None:
    own_ids = replace(assessment, id=uuid4(), cluster=replace(assessment.cluster, id=uuid4()))
    keep(data, own_ids)
    assert load(data, own_ids.id) == own_ids


def test_an_unknown_assessment_is_not_there(data: OpenData) -> None:
    assert load(data, uuid4()) is None


def test_each_part_of_a_judgement_is_written_and_taken_back(data: OpenData) -> None:
    before = started()
    keep(data, before)
    seat = before.seats[0].id
    piece = Evidence(uuid4(), "Minutes", EvidenceKind.DOCUMENT, "a" * 64, "minutes.pdf", 12)
    full = Judgement(
        seat,
        CRITERION,
        3,
        "Because",
        ("One", "Two"),
        (Improvement("Do it", "It works", "Board", "2027-01"),),
        (RestsOn.DOCUMENT,),
        on_site=True,
        citations=(Citation(piece.id, 4, "annex"),),
    )
    key = judgement_key(seat, CRITERION)
    attach = Change(Part.EVIDENCE, str(piece.id), None, piece)
    after = write(data, before, attach, Change(Part.JUDGEMENT, key, None, full))
    assert load(data, before.id) == after

    shorter = replace(full, strengths=("Two",), improvements=(), citations=())
    after = write(data, after, Change(Part.JUDGEMENT, key, full, shorter))
    assert load(data, before.id) == after

    after = write(data, after, Change(Part.JUDGEMENT, key, shorter, None), attach.turned())
    assert load(data, before.id) == before == after


def test_evidence_and_its_citations_may_go_in_one_action_in_any_order(data: OpenData) -> None:
    before = started()
    keep(data, before)
    seat = before.seats[0].id
    piece = Evidence(uuid4(), "Interview", EvidenceKind.INTERVIEW)
    cited = Judgement(seat, CRITERION, 2, citations=(Citation(piece.id),))
    key = judgement_key(seat, CRITERION)
    after = write(
        data,
        before,
        Change(Part.JUDGEMENT, key, None, cited),
        Change(Part.EVIDENCE, str(piece.id), None, piece),
    )
    gone = write(
        data,
        after,
        Change(Part.EVIDENCE, str(piece.id), piece, None),
        Change(Part.JUDGEMENT, key, cited, replace(cited, citations=())),
    )
    assert load(data, before.id) == gone


def test_what_surrounds_the_judgements_is_written_part_by_part(data: OpenData) -> None:
    before = started()
    keep(data, before)
    seat, visit, remark = before.seats[0], Visit(uuid4(), "2026-02-10", "Kuopio"), Remark(uuid4(), CRITERION)
    award, peers = (
        Award("TEST-1", "2026-02", "2028-01"),
        Benchmark("Peers", 38, {CRITERION: Spread(Decimal("3.50"))}, {"1": Decimal("71.25")}),
    )
    earlier = EarlierResult("2019-12", "tin"), EarlierResult("2021-12", "gold", {"9.9": 9}, Decimal("72.5"), uuid4())
    made = [
        Change(Part.SEAT, str(seat.id), seat, replace(seat, interests="")),
        Change(Part.VISIT, str(visit.id), None, visit),
        Change(Part.REMARK, str(remark.id), None, remark),
        Change(Part.AWARD, "", None, award),
        Change(Part.EARLIER, "", (), earlier),
        Change(Part.BENCHMARK, "", None, peers),
    ]
    after = write(data, before, *made)
    assert load(data, before.id) == after
    answered = replace(remark, disposition=Disposition.PARTLY, reply="Corrected.")
    later = write(
        data,
        after,
        Change(Part.REMARK, str(remark.id), remark, answered),
        Change(Part.AWARD, "", award, replace(award, number="TEST-2")),
        Change(Part.EARLIER, "", earlier, earlier[1:]),
        Change(Part.BENCHMARK, "", peers, replace(peers, title="Others")),
    )
    assert load(data, before.id) == later
    assert write(data, after, *(change.turned() for change in reversed(made))) == before
    assert load(data, before.id) == before


def test_what_a_cluster_has_finished_is_found_oldest_first(data: OpenData) -> None:
    cluster = started().cluster
    levels: dict[str, Level] = {CRITERION: 3}
    agreed = (Agreement(CRITERION, 3), Agreement(list(EDITION.criteria)[1]))
    for year, step in ((2021, Step.AWARDED), (2019, Step.REFUSED), (2023, Step.WITHDRAWN), (2024, Step.DECISION)):
        one = replace(
            started(), cluster=cluster, step=step, period=Period(f"{year}-01", f"{year}-12"), consensus=agreed
        )
        keep(data, one)
    keep(data, replace(started(), step=Step.AWARDED))
    with data.open_store() as store:
        found = store.assessments.finished(cluster.id, 10)
        assert [(one.month, one.edition, dict(one.levels)) for one in found] == [
            ("2019-12", EDITION.ref, levels),
            ("2021-12", EDITION.ref, levels),
        ]
        assert [one.month for one in store.assessments.finished(cluster.id, 1)] == ["2021-12"]


def issued(content: bytes, at: datetime = NOW) -> IssuedReport:
    sha256 = hashlib.sha256(content).hexdigest()
    return IssuedReport(
        uuid4(), ReportKind.SUMMARY, "pdf", "fi", at.date(), at, "0.2.0", "ab" * 32, sha256, 2, len(content)
    )


def test_issued_reports_are_kept_byte_for_byte_oldest_first(data: OpenData) -> None:
    assessment = started()
    keep(data, assessment)
    contents = [b"%PDF \x00\xff second", b"%PDF first"]
    reports = [issued(contents[0], NOW + timedelta(days=1)), issued(contents[1])]
    with data.open_store() as store:
        for report, content in zip(reports, contents, strict=True):
            store.reports.add(assessment.id, report, content)
    with data.open_store() as store:
        assert store.reports.of(assessment.id) == reports[::-1]
        assert store.reports.get(reports[0].id) == reports[0]
        assert [store.reports.content(report.id) for report in reports] == contents
        assert (store.reports.get(uuid4()), store.reports.content(uuid4()), store.reports.of(uuid4())) == (
            None,
            None,
            [],
        )


def test_the_same_report_is_not_kept_twice(data: OpenData) -> None:
    assessment = started()
    keep(data, assessment)
    for refused in (False, True):
        with pytest.raises(IntegrityError) if refused else nullcontext(), data.open_store() as store:
            store.reports.add(assessment.id, issued(b"same"), b"same")


def test_a_report_on_disk_cannot_be_read_without_the_key(tmp_path: Path) -> None:
    opened = open_data(tmp_path / "data", lambda: NOW)
    with opened.open_store() as store:
        store.editions.add(EDITION.ref, EDITION.title, b"{}")
    assessment = started()
    keep(opened, assessment)
    content = b"a sentence that is easy to find" * 1000
    with opened.open_store() as store:
        store.reports.add(assessment.id, issued(content), content)
    opened.close()
    for file in (tmp_path / "data").iterdir():
        assert b"easy to find" not in file.read_bytes() if file.is_file() else True


def test_a_failing_action_leaves_nothing_of_itself(data: OpenData) -> None:
    before = started()
    keep(data, before)
    change = Change(Part.STEP, "", Step.DRAFT, Step.ELIGIBILITY)
    with pytest.raises(RuntimeError), data.open_store() as store:
        store.assessments.write(before.id, [change], summarise(before, EDITION, NOW))
        raise RuntimeError
    assert load(data, before.id) == before


@pytest.mark.parametrize("name", ["ÄÄNEKOSKI", "AANEKOSKI", "AÄNEKOSKI"])
def test_the_list_is_newest_first_paged_and_searched_in_any_case(data: OpenData, name: str) -> None:
    mark = uuid4().hex
    kept = [started(f"{mark} {name}-{number}") for number in range(5)]
    for number, assessment in enumerate(kept):
        keep(data, assessment, NOW + timedelta(minutes=number))
    with data.open_store() as store:
        first, second = store.assessments.page(mark, 0, 3), store.assessments.page(mark, 3, 3)
        assert [found.id for found in (*first, *second)] == [assessment.id for assessment in reversed(kept)]
        for search in (f"{mark} äänekoski-4", f"aanekoski-4 {mark}", f"{mark} ÄÄNE KOSKI-4"):
            assert store.assessments.count(search) == 1
            assert [found.assessments for found in store.clusters.page(search, 0, 10)] == [1]
        for search in (
            f"{mark}%",
            f"{mark}*",
            f"{mark[:-1]}?",
            f"{mark[:-1]}[0-9a-f]",
            f"{mark}_",
            f"{mark}]",
            f"{mark} [",
            f"{mark} *?",
        ):
            assert store.assessments.count(search) == 0
            assert store.clusters.count(search) == 0
        assert first[0].changed_at == NOW + timedelta(minutes=4)


def test_a_new_name_of_a_cluster_stays_out_of_other_assessments(data: OpenData) -> None:
    first = started()
    second = replace(started(), cluster=first.cluster)
    keep(data, first)
    keep(data, second)
    named = current(first, Part.CLUSTER, "")
    assert isinstance(named, ClusterName)
    renamed = replace(named, name="New name")
    write(data, first, Change(Part.CLUSTER, "", named, renamed))
    loaded_first, loaded_second = load(data, first.id), load(data, second.id)
    assert loaded_first is not None and loaded_second is not None
    assert (loaded_first.cluster.name, loaded_second.cluster.name) == ("New name", first.cluster.name)
    with data.open_store() as store:
        registered = store.clusters.get(first.cluster.id)
    assert registered is not None
    assert (registered.name, registered.assessments) == ("New name", 2)


def test_the_facts_of_the_latest_period_begin_the_next_assessment(data: OpenData) -> None:
    fact = next(key for key, definition in EDITION.facts.items() if definition.type.is_number)
    early = started()
    late = replace(started(), period=Period("2026-01", "2026-12"))
    cluster = early.cluster
    keep(data, replace(early, cluster=replace(cluster, facts={fact: Decimal(1)})))
    keep(data, replace(late, cluster=replace(cluster, facts={fact: Decimal("2.5")})))
    with data.open_store() as store:
        assert store.clusters.latest_facts(cluster.id) == {fact: Decimal("2.5")}


def test_history_comes_back_in_order_and_whole(data: OpenData) -> None:
    assessment = started()
    keep(data, assessment)
    change = Change(Part.STEP, "", Step.DRAFT, Step.ELIGIBILITY)
    entries = [
        Entry(NOW, uuid4(), Mode.DO, "step", {"step": str(number)}, "", assessment.seats[0].id, (change,))
        for number in range(4)
    ]
    with data.open_store() as store:
        for entry in entries:
            store.history.append(assessment.id, entry)
    with data.open_store() as store:
        assert store.history.tail(assessment.id, 3) == entries[1:]


def test_editions_are_found_by_name_and_by_content(data: OpenData) -> None:
    with data.open_store() as store:
        assert store.editions.content(EDITION.ref.sha256) == b"{}"
        assert store.editions.content("0" * 64) is None
        assert store.editions.find(EDITION.ref.scheme, EDITION.ref.edition) == EDITION.ref
        assert store.editions.find("eucles", "no-such") is None
        assert [found.ref for found in store.editions.all()] == [EDITION.ref]


def test_a_full_disk_is_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    data = open_data(tmp_path / "data", lambda: NOW)
    with data.open_store() as store:
        store.editions.add(EDITION.ref, EDITION.title, b"{}")
    assessment = started()
    keep(data, assessment)
    with data.open_store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    big = replace(assessment.seats[0], name="x" * 2_000_000)
    with pytest.raises(StorageError, match="disk is full"):
        write(data, assessment, Change(Part.SEAT, str(big.id), assessment.seats[0], big))
    assert load(data, assessment.id) == assessment
    data.close()
