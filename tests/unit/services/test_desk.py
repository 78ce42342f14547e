from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from uuid import UUID, uuid4

import pytest
from support.editions import SMALL_CONTENT, small_edition
from support.gold import ROOT
from support.memory_store import FolderFiles, MemoryStore

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.assessment.records import IssuedReport
from eucles_desk.assessment.scoring import score
from eucles_desk.assessment.terms import NOT_APPLICABLE, Kind, Role, Step
from eucles_desk.assessment.values import Agreement, Assessment, Cluster, EarlierResult, Fact, Level, Period
from eucles_desk.errors import ExchangeError, RuleError, SchemeError, StorageError, UsageError
from eucles_desk.exchange.interchange import Interchange
from eucles_desk.scheme.values import Edition, EditionRef
from eucles_desk.services.desk import Desk, NewAssessment, TakenIn, new_seat
from eucles_desk.services.shelf import EditionShelf

OTHER_CONTENT = json.dumps({"edition": "other-1", "id": "eucles"}, sort_keys=True, separators=(",", ":")).encode()
OTHER_REF = EditionRef("eucles", "other-1", hashlib.sha256(OTHER_CONTENT).hexdigest())
PERIOD = Period("2024-01", "2025-12")
NO_FACTS: Mapping[str, Fact] = MappingProxyType({})


@dataclass(frozen=True)
class Loaded:
    edition: Edition
    content: bytes


@dataclass
class Files:
    """Knows the small edition, which comes with the program, and another that an overlay makes of it."""

    read: list[bytes] = field(default_factory=list[bytes])

    def bundled(self) -> Loaded:
        return Loaded(small_edition(), SMALL_CONTENT)

    def bundled_ref(self) -> EditionRef:
        return small_edition().ref

    def from_content(self, content: bytes) -> Edition:
        self.read.append(content)
        known = {SMALL_CONTENT: small_edition(), OTHER_CONTENT: replace(small_edition(), ref=OTHER_REF)}
        if content not in known:
            raise SchemeError("This is no edition.")
        return known[content]

    def overlay(self, path: Path, base: bytes) -> Loaded:
        assert base == SMALL_CONTENT
        if path.name != "overlay.yaml":
            raise SchemeError("{file}: this is no overlay.", file=path.name)
        return Loaded(replace(small_edition(), ref=OTHER_REF), OTHER_CONTENT)


@dataclass
class Clock:
    at: datetime = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@dataclass
class World:
    store: MemoryStore
    files: Files
    desk: Desk

    @property
    def shelf(self) -> EditionShelf:
        return self.desk.shelf


def world(folder: Path) -> World:
    store, files = MemoryStore(), Files()
    schema = json.loads((ROOT / "resources" / "schemas" / "assessment.schema.json").read_text(encoding="utf-8"))
    interchange = Interchange(schema, load_edition=files.from_content)
    desk = Desk(store, EditionShelf(store, files), FolderFiles(folder), lambda: interchange, Clock())
    return World(store, files, desk)


@pytest.fixture
def here(tmp_path: Path) -> World:
    return world(tmp_path / "here")


@pytest.fixture
def there(tmp_path: Path) -> World:
    """Another laptop."""
    return world(tmp_path / "there")


def wanted(name: str = "Example Cluster", facts: Mapping[str, Fact] = NO_FACTS, **parts: object) -> NewAssessment:
    cluster = Cluster(uuid4(), name, "FI", facts=MappingProxyType(dict(facts)))
    new = NewAssessment(cluster, "gold", Kind.FIRST, PERIOD, new_seat(Role.LEAD, "Aino Example"))
    return replace(new, **parts)


# The shelf


def test_the_edition_that_comes_with_the_program_is_kept_when_first_asked_for(here: World) -> None:
    assert here.store.shelf == {}
    assert here.shelf.newest() == small_edition()
    assert here.store.shelf[small_edition().ref.sha256][2] == SMALL_CONTENT
    assert here.shelf.is_bundled(small_edition().ref)
    assert not here.shelf.is_bundled(OTHER_REF)


def test_an_edition_is_read_once(here: World) -> None:
    assert here.shelf.get(small_edition().ref) is here.shelf.newest()
    assert here.files.read == [SMALL_CONTENT]


def test_an_edition_that_is_not_here_is_named(here: World) -> None:
    with pytest.raises(SchemeError, match=r"The edition other-1 is not known here\."):
        here.shelf.get(OTHER_REF)


def test_an_overlay_makes_a_new_edition_and_keeps_it(here: World) -> None:
    made = here.shelf.add_overlay(Path("overlay.yaml"))
    assert made.ref == OTHER_REF
    assert here.shelf.get(OTHER_REF).ref == OTHER_REF
    assert here.shelf.content(OTHER_REF) == OTHER_CONTENT
    assert [kept.ref for kept in here.shelf.all()] == [small_edition().ref, OTHER_REF]
    here.shelf.add_overlay(Path("overlay.yaml"))
    assert len(here.shelf.all()) == 2


def test_a_file_that_is_no_overlay_leaves_the_shelf_as_it_was(here: World) -> None:
    with pytest.raises(SchemeError):
        here.shelf.add_overlay(Path("other.yaml"))
    assert [kept.ref for kept in here.shelf.all()] == [small_edition().ref]


def test_the_shelf_says_how_many_use_an_edition(here: World) -> None:
    here.desk.start(wanted())
    assert [kept.used_by for kept in here.shelf.all()] == [1]


def test_editions_are_found_by_hash_and_by_name(here: World) -> None:
    small, other = small_edition().ref, OTHER_REF
    assert here.shelf.find("eucles", "small-1", None) == small_edition()
    assert here.shelf.find("eucles", "small-1", small.sha256) == small_edition()
    assert here.shelf.find("eucles", "other-1", None) is None
    assert here.shelf.find("eucles", "other-1", other.sha256) is None
    here.shelf.add(OTHER_CONTENT)
    for sha256 in (None, other.sha256):
        found = here.shelf.find("eucles", "other-1", sha256)
        assert found is not None
        assert found.ref == other


def test_a_hash_under_another_name_is_not_found(here: World) -> None:
    here.shelf.add(OTHER_CONTENT)
    assert here.shelf.find("eucles", "small-1", OTHER_REF.sha256) is None
    assert here.shelf.find("else", "other-1", OTHER_REF.sha256) is None


def test_damage_of_a_kept_edition_is_told_and_not_taken_for_absence(here: World) -> None:
    here.store.shelf["0" * 64] = (EditionRef("eucles", "bad-1", "0" * 64), small_edition().title, b"not an edition")
    with pytest.raises(SchemeError, match="no edition"):
        here.shelf.find("eucles", "bad-1", "0" * 64)


# Clusters and assessments


def test_a_started_assessment_is_a_draft_against_the_newest_edition(here: World) -> None:
    started = here.desk.start(wanted(" Example Cluster "))
    value = here.desk.load(started)
    assert (value.step, value.edition, value.cluster.name) == (Step.DRAFT, small_edition().ref, "Example Cluster")
    assert [seat.role for seat in value.seats] == [Role.LEAD]
    assert here.desk.cluster_count() == 1
    assert here.desk.clusters()[0].assessments == 1
    assert [summary.id for summary in here.desk.page()] == [started]


def test_an_assessment_may_be_started_against_another_edition_that_is_here(here: World) -> None:
    here.shelf.add(OTHER_CONTENT)
    assert here.desk.load(here.desk.start(wanted(edition=OTHER_REF))).edition == OTHER_REF


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ({"cluster": Cluster(UUID(int=1), "  ")}, UsageError),
        ({"label": "iron"}, RuleError),
        ({"period": Period("2025-12", "2024-01")}, RuleError),
        ({"earlier_benchmarking": "soon"}, RuleError),
        ({"edition": OTHER_REF}, SchemeError),
    ],
)
def test_what_cannot_be_started_leaves_nothing(here: World, parts: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        here.desk.start(replace(wanted(), **parts))
    assert (here.desk.count(), here.desk.cluster_count()) == (0, 0)


def test_the_next_assessment_begins_with_the_latest_facts_that_its_edition_knows(here: World) -> None:
    first = wanted(facts={"participants": Decimal(50), "field": "ict"})
    started = here.desk.open(here.desk.start(first))
    started.set_fact("staff_fte", Decimal("2.5"))
    here.store.kept[started.value.id] = replace(
        started.value,
        cluster=replace(started.value.cluster, facts={**started.value.cluster.facts, "moons": Decimal(2)}),
    )
    again = replace(first, cluster=replace(first.cluster, facts={"participants": Decimal(60)}), kind=Kind.RENEWAL)
    facts = here.desk.load(here.desk.start(again)).cluster.facts
    assert facts == {"participants": 60, "field": "ict", "staff_fte": Decimal("2.5")}
    assert here.desk.cluster_count() == 1


def test_both_experts_take_their_seats(here: World) -> None:
    second = new_seat(Role.SECOND, "Bo Example", "Region", "SE")
    value = here.desk.load(here.desk.start(wanted(second=second)))
    assert [seat.role for seat in value.seats] == [Role.LEAD, Role.SECOND]
    assert (second.organisation, second.country) == ("Region", "SE")


def test_a_cluster_is_registered_with_a_name(here: World) -> None:
    added = here.desk.add_cluster("  Alpine Cluster ", "AT", "")
    assert [(found.id, found.name) for found in here.desk.clusters("alpine")] == [(added, "Alpine Cluster")]
    with pytest.raises(UsageError, match=r"Give the cluster a name\."):
        here.desk.add_cluster("   ", "AT", "")


def test_an_unknown_id_is_named(here: World) -> None:
    for function in (here.desk.load, here.desk.open, here.desk.give_out):
        with pytest.raises(UsageError, match=f"There is no assessment with the id {UUID(int=1)}"):
            function(UUID(int=1))


def test_opening_twice_gives_the_same_object(here: World) -> None:
    started = here.desk.start(wanted())
    opened = here.desk.open(started)
    assert here.desk.open(started) is opened
    opened.set_level("1.2", 4)
    assert here.desk.load(started) is opened.value


def test_an_assessment_let_go_is_read_from_the_store_again(here: World) -> None:
    started = here.desk.start(wanted())
    here.desk.open(started).set_level("1.2", 4)
    assert here.desk.open(started).judgement("1.2").level == 4
    assert here.desk.open(started).undo_entry is not None


# Interchange


def work_done(here: World, edition: EditionRef | None = None) -> UUID:
    started = here.desk.start(wanted(edition=edition))
    opened = here.desk.open(started)
    for code in reversed(list(small_edition().criteria)):
        opened.set_level(code, 4)
    piece = opened.attach_note("Talk", EvidenceKind.INTERVIEW, criterion="1.2")
    opened.remove_evidence(piece.id)
    opened.undo()
    return started


def without_order(value: Assessment) -> Assessment:
    return replace(value, judgements=tuple(sorted(value.judgements, key=lambda said: said.criterion)))


def test_what_is_given_out_is_taken_in_whole_and_given_out_the_same(here: World, there: World) -> None:
    file = here.desk.give_out(work_done(here))
    taken = there.desk.take_in(file, "a.json")
    assert taken.is_new
    assert without_order(there.desk.load(taken.id)) == without_order(here.desk.load(taken.id))
    assert there.desk.give_out(taken.id) == file
    assert there.desk.page()[0].points == here.desk.page()[0].points


def test_taking_in_twice_changes_nothing(here: World, there: World) -> None:
    file = here.desk.give_out(work_done(here))
    first = there.desk.take_in(file, "a.json")
    kept = dict(there.store.summaries)
    assert there.desk.take_in(file, "a.json") == TakenIn(first.id, is_new=False)
    assert there.store.summaries == kept


def test_ones_own_file_is_known_whatever_the_order_of_work(here: World) -> None:
    started = work_done(here)
    assert here.desk.take_in(here.desk.give_out(started), "a.json") == TakenIn(started, is_new=False)


def test_a_file_with_other_content_of_what_is_here_is_refused(here: World) -> None:
    started = work_done(here)
    file = here.desk.give_out(started)
    here.desk.open(started).set_level("1.2", 1)
    with pytest.raises(ExchangeError, match=r"a\.json: the assessment .* is already here with other content"):
        here.desk.take_in(file, "a.json")
    assert here.desk.open(started).judgement("1.2").level == 1


def test_an_edition_that_does_not_come_with_the_program_travels_along(here: World, there: World) -> None:
    here.shelf.add(OTHER_CONTENT)
    file = here.desk.give_out(work_done(here, edition=OTHER_REF))
    assert json.loads(file)["scheme"]["content"] == json.loads(OTHER_CONTENT)
    taken = there.desk.take_in(file, "a.json")
    assert there.desk.load(taken.id).edition == OTHER_REF
    assert there.shelf.get(OTHER_REF).ref == OTHER_REF
    assert there.desk.give_out(taken.id) == file


def test_the_edition_that_comes_with_the_program_does_not_travel(here: World) -> None:
    assert "content" not in json.loads(here.desk.give_out(work_done(here)))["scheme"]


def test_a_file_that_cannot_be_read_leaves_nothing(here: World) -> None:
    for content in (b"", b"{", b"\xff", b"[]"):
        with pytest.raises(ExchangeError):
            here.desk.take_in(content, "a.json")
    assert here.desk.count() == 0


def test_when_the_store_is_broken_nothing_is_taken_in(here: World, there: World) -> None:
    file = here.desk.give_out(work_done(here))
    there.store.broken = True
    with pytest.raises(StorageError):
        there.desk.take_in(file, "a.json")
    there.store.broken = False
    assert there.desk.count() == 0


# Earlier results and reports given out


def finished(here: World, cluster: Cluster, year: int, **parts: object) -> Assessment:
    """Take in an assessment of the cluster that has ended."""
    start = here.desk.start(wanted(period=Period(f"{year}-01", f"{year}-12"), cluster=cluster))
    value = replace(here.desk.load(start), earlier=(), **{"step": Step.AWARDED, **parts})
    here.store.kept[value.id] = value
    return value


def test_a_new_assessment_begins_with_what_earlier_ones_came_to(here: World) -> None:
    cluster = Cluster(uuid4(), "Example Cluster", "FI")
    agreed = Agreement("1.2", 4), Agreement("2.10", 1), Agreement("2.9", NOT_APPLICABLE), Agreement("1.1")
    gold = finished(here, cluster, 2023, consensus=agreed, step=Step.REFUSED)
    bronze = finished(here, cluster, 2021, label="bronze")
    finished(here, cluster, 2024, step=Step.WITHDRAWN)
    finished(here, Cluster(uuid4(), "Another", "FI"), 2020)

    earlier = here.desk.load(here.desk.start(wanted(cluster=cluster))).earlier

    levels: dict[str, Level] = {"1.2": 4, "2.10": 1, "2.9": NOT_APPLICABLE}
    share = score(small_edition(), "gold", levels).total.percent
    assert share is not None
    assert earlier == (
        EarlierResult("2021-12", "bronze", assessment=bronze.id),
        EarlierResult("2023-12", "gold", levels, round(share, 2), gold.id),
    )
    assert 0 < round(share, 2) < 100


def test_no_more_than_the_last_ten_results_are_taken_over(here: World) -> None:
    cluster = Cluster(uuid4(), "Example Cluster", "FI")
    for year in range(2001, 2014):
        finished(here, cluster, year)
    earlier = here.desk.load(here.desk.start(wanted(cluster=cluster))).earlier
    assert [result.month for result in earlier] == [f"{year}-12" for year in range(2004, 2014)]


def test_what_a_new_assessment_begins_with_passes_on(here: World, there: World) -> None:
    cluster = Cluster(uuid4(), "Example Cluster", "FI")
    finished(here, cluster, 2023, consensus=(Agreement("1.2", 4), Agreement("2.10", 3), Agreement("1.1", 1)))
    start = here.desk.start(wanted(cluster=cluster))
    taken_in = there.desk.take_in(here.desk.give_out(start), "a.json")
    assert there.desk.load(taken_in.id).earlier == here.desk.load(start).earlier


def test_reports_given_out_are_listed_and_given_out_again(here: World) -> None:
    ended = finished(here, Cluster(uuid4(), "Example Cluster", "FI"), 2023)
    content = b"%PDF"
    report = IssuedReport(
        *(
            uuid4(),
            ReportKind.FULL,
            "pdf",
            "en",
            date(2026, 5, 4),
            datetime(2026, 5, 4, tzinfo=UTC),
            "0.2.0",
            "ab" * 32,
        ),
        *(hashlib.sha256(content).hexdigest(), 1, 4),
    )
    assert here.desk.issue(ended.id, report, content) == report
    assert here.desk.issue(ended.id, replace(report, id=uuid4()), content) == report
    assert here.desk.issued(ended.id) == [report]
    assert here.desk.issued_content(report.id) == content
    with pytest.raises(RuleError, match="kept once the assessment has ended"):
        here.desk.issue(here.desk.start(wanted()), report, content)
