"""Finding anything by a few words, here and in the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.gold import LEAD, SECOND, assessment, public_edition
from support.memory_store import FolderFiles, MemoryStore

from eucles_desk.assessment.evidence import Evidence, EvidenceKind, Interview, Note
from eucles_desk.assessment.folding import fold
from eucles_desk.assessment.on_site import PrivateNote
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.records import MARK_END, MARK_START
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Agreement, Assessment, Cluster, Improvement, Judgement
from eucles_desk.services.finding import Finder
from eucles_desk.services.hits import (
    MOST_HITS,
    Hit,
    HitKind,
    Query,
    Rank,
    Searched,
    Target,
    excerpt,
    marked,
    merged,
    search,
)
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.services.ports import OpenStore
from eucles_desk.services.summaries import summarise
from eucles_desk.storage.opening import open_data

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
FILE, TALK = UUID(int=1), UUID(int=2)
EDITION = public_edition()
START = replace(
    assessment(step=Step.SCORING),
    judgements=(
        Judgement(
            LEAD.id,
            "2.5",
            4,
            "The register lists the visits.",
            ("A calm manager",),
            (Improvement("Write a follow-up.", "Nothing is forgotten.", "Manager"),),
        ),
        Judgement(SECOND.id, "2.5", 2, "I doubt the register."),
    ),
    evidence=(
        Evidence(FILE, "Vuosikertomus 2025", EvidenceKind.DOCUMENT, "a" * 64, "annual-report.pdf"),
        Evidence(
            TALK,
            "Cluster manager",
            EvidenceKind.INTERVIEW,
            interview=Interview("manager", notes=(Note(1, "Members are called in spring."), Note(2, "No budget yet."))),
        ),
    ),
    private_notes=(PrivateNote("3.1", "The money may end in May."),),
)


def plain(text: str) -> str:
    return text.replace(MARK_START, "").replace(MARK_END, "")


def opened(value: Assessment = START, store: MemoryStore | None = None) -> OpenAssessment:
    return OpenAssessment(value, EDITION, store or MemoryStore(), FolderFiles(Path("unused")), lambda: NOW)


def here(typed: str, value: Assessment = START, language: str = "en") -> list[Hit]:
    return Finder(MemoryStore()).here(typed, opened(value), language)


def kinds(hits: list[Hit]) -> set[HitKind]:
    return {hit.kind for hit in hits}


# The open assessment


def test_a_code_comes_first() -> None:
    hits = here("2.5")
    assert (hits[0].kind, hits[0].rank, hits[0].target.place) == (
        HitKind.CRITERION,
        Rank.CODE,
        Place(Area.CRITERIA, "2.5"),
    )


def test_the_beginning_of_a_code_finds_its_criteria_in_order() -> None:
    found = [hit.target.place.id for hit in here("4.1") if hit.target.place and hit.rank is Rank.CODE_BEGINS]
    assert found == [c.id for c in EDITION.criteria_of("gold") if c.id.startswith("4.1") and c.id != "4.1"]
    assert len(found) > 3


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("named", ["en", "fi"])
def test_criteria_are_found_by_their_title_in_either_language(language: str, named: str) -> None:
    for criterion in EDITION.criteria_of("gold"):
        hits = here(criterion.title.in_language(named).upper(), language=language)
        (hit,) = [one for one in hits if one.target.place == Place(Area.CRITERIA, criterion.id)][:1]
        assert plain(hit.title) == f"{criterion.id} {criterion.title.in_language(language)}"


def test_words_are_found_in_any_order_without_accents() -> None:
    finnish = {hit.target.place for hit in here("selkeat roolit", language="fi")}
    accented = {hit.target.place for hit in here("ROOLIT selkeät", language="fi")}
    assert Place(Area.CRITERIA, "2.4") in finnish
    assert finnish == accented


@pytest.mark.parametrize(
    ("typed", "kind", "target"),
    [
        ("lists the visits", HitKind.JUDGEMENT, Target(START.id, Place(Area.CRITERIA, "2.5"))),
        ("calm", HitKind.JUDGEMENT, Target(START.id, Place(Area.CRITERIA, "2.5"))),
        ("follow-up", HitKind.JUDGEMENT, Target(START.id, Place(Area.CRITERIA, "2.5"))),
        ("forgotten", HitKind.JUDGEMENT, Target(START.id, Place(Area.CRITERIA, "2.5"))),
        ("money MAY", HitKind.PRIVATE_NOTE, Target(START.id, Place(Area.CRITERIA, "3.1"))),
        ("vuosikert", HitKind.EVIDENCE, Target(START.id, Place(Area.CRITERIA), FILE)),
        ("annual-report", HitKind.EVIDENCE, Target(START.id, Place(Area.CRITERIA), FILE)),
        ("spring", HitKind.INTERVIEW, Target(START.id, Place(Area.ON_SITE, f"interviews/{TALK}"), TALK, 1)),
        ("cluster mana", HitKind.INTERVIEW, Target(START.id, Place(Area.ON_SITE, f"interviews/{TALK}"), TALK)),
    ],
)
def test_each_kind_is_found_by_its_words(typed: str, kind: HitKind, target: Target) -> None:
    assert (kind, target) in [(hit.kind, hit.target) for hit in here(typed)]


def test_what_was_found_is_marked_and_shown_with_its_surroundings() -> None:
    (hit,) = [hit for hit in here("visits") if hit.kind is HitKind.JUDGEMENT]
    assert hit.excerpt.startswith(f"The register lists the {MARK_START}visits{MARK_END}.")


@pytest.mark.parametrize("step", [Step.DRAFT, Step.SELF_ASSESSMENT, Step.SCORING])
def test_what_another_seat_judged_is_not_found_while_it_is_sealed(step: Step) -> None:
    assert here("doubt", replace(START, step=step)) == []


def test_what_another_seat_judged_is_found_in_the_consensus() -> None:
    value = replace(START, step=Step.CONSENSUS, consensus=(Agreement("2.5", 3, "We met halfway."),))
    assert [hit.kind for hit in here("doubt", value)] == [HitKind.JUDGEMENT]
    assert [hit.kind for hit in here("halfway", value)] == [HitKind.JUDGEMENT]
    assert here("halfway", replace(value, step=Step.SCORING)) == []


def test_changes_are_found_at_once() -> None:
    store = MemoryStore()
    store.kept[START.id], store.summaries[START.id] = START, summarise(START, EDITION, NOW)
    finder, open_one = Finder(store), opened(START, store)
    assert finder.here("lighthouse", open_one, "en") == []
    open_one.set_reason("1.2", "A lighthouse for others.")
    assert [hit.kind for hit in finder.here("lighthouse", open_one, "en")] == [HitKind.JUDGEMENT]


def test_nothing_typed_and_nothing_open_find_nothing() -> None:
    assert here("  ") == []
    assert Finder(MemoryStore()).here("2.5", None, "en") == []


# What is kept


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenStore]:
    if request.param == "memory":
        yield MemoryStore()
        return
    data = open_data(tmp_path / "data")
    yield data.open_store
    data.close()


def keep(store: OpenStore, *names: str, evidence: tuple[Evidence, ...] = ()) -> list[Assessment]:
    values = [
        replace(
            assessment(step=Step.SCORING), id=uuid4(), cluster=Cluster(uuid4(), name, "FI", "FI1D7"), evidence=evidence
        )
        for name in names
    ]
    with store() as transaction:
        if transaction.editions.content(EDITION.ref.sha256) is None:
            transaction.editions.add(EDITION.ref, EDITION.title, b"{}")
        for value in values:
            transaction.clusters.add(value.cluster)
            transaction.assessments.add(value, summarise(value, EDITION, NOW))
    return values


def test_assessments_and_clusters_are_found_by_name(store: OpenStore) -> None:
    first, _ = keep(store, "Jyväskylän puuklusteri", "Other")
    hits = Finder(store).kept("jyvaskylan PUU")
    assert [(hit.kind, plain(hit.title)) for hit in hits] == [
        (HitKind.ASSESSMENT, "Jyväskylän puuklusteri"),
        (HitKind.CLUSTER, "Jyväskylän puuklusteri"),
    ]
    assert hits[0].title.startswith(f"{MARK_START}Jyväskylän{MARK_END} {MARK_START}puu{MARK_END}klusteri")
    assert hits[0].target == Target(first.id)
    assert hits[0].summary is not None
    assert hits[1].target == Target(cluster=first.cluster.id)
    assert hits[1].detail == "FI, FI1D7"


def test_a_name_that_begins_so_comes_before_one_that_holds_it(store: OpenStore) -> None:
    keep(store, "Wood of the North", "Northern Wood", "Norwood")
    found = [plain(hit.title) for hit in Finder(store).kept("wood") if hit.kind is HitKind.ASSESSMENT]
    assert found == ["Wood of the North", "Northern Wood", "Norwood"]


def test_pages_of_files_are_found_with_title_cluster_and_page(store: OpenStore) -> None:
    piece = Evidence(FILE, "Plan", EvidenceKind.DOCUMENT, "a" * 64, "plan.pdf")
    (value,) = keep(store, "Timber Town", evidence=(piece,))
    with store() as transaction:
        transaction.evidence_texts.add("a" * 64, ["A cover.", "Forty-two participants were visited."])
    (hit,) = Finder(store).kept("particip visit")
    assert (hit.kind, hit.title, hit.detail) == (HitKind.TEXT, "Plan", "Timber Town")
    assert hit.target == Target(value.id, Place(Area.CRITERIA), FILE, 2)
    assert MARK_START in hit.excerpt


def test_pages_of_the_open_assessment_come_first(store: OpenStore) -> None:
    piece = Evidence(FILE, "Plan", EvidenceKind.DOCUMENT, "a" * 64, "plan.pdf")
    values = keep(store, *(f"Cluster {n}" for n in range(5)), evidence=(piece,))
    with store() as transaction:
        transaction.evidence_texts.add("a" * 64, ["Participants."])
    for value in values:
        hits = merged(Finder(store).kept("participants", value.id))
        assert hits[0].target.assessment == value.id
        assert len(hits) == 5


@pytest.mark.parametrize(
    "typed", ["", "   ", "a", "zz", '"', "*", "' OR 1=1", "\\", "%", "_", "[", "NEAR(", "\x00", "💡"]
)
def test_odd_words_find_nothing_and_break_nothing(store: OpenStore, typed: str) -> None:
    keep(store, "Timber Town")
    assert [hit for hit in Finder(store).kept(typed) if typed.strip() not in plain(hit.title)] == []


# Together


def hit(kind: HitKind, rank: Rank, number: int) -> Hit:
    return Hit(kind, f"{kind} {number}", Target(action=f"{kind}{number}"), rank)


def test_kinds_stand_together_the_one_with_the_best_hit_first() -> None:
    found = merged(
        [hit(HitKind.CRITERION, Rank.IN_TEXT, 1), hit(HitKind.ACTION, Rank.TITLE_BEGINS, 1)],
        [hit(HitKind.CLUSTER, Rank.WORDS_BEGIN, 1), hit(HitKind.ACTION, Rank.IN_TITLE, 2)],
    )
    assert [one.kind for one in found] == [HitKind.ACTION, HitKind.ACTION, HitKind.CLUSTER, HitKind.CRITERION]


def test_no_more_than_fifty_and_no_kind_crowds_out_others() -> None:
    many = [hit(HitKind.ASSESSMENT, Rank.TITLE_BEGINS, n) for n in range(80)]
    few = [hit(HitKind.TEXT, Rank.IN_TEXT, n) for n in range(8)]
    found = merged(many, few)
    assert len(found) == MOST_HITS
    assert sum(one.kind is HitKind.TEXT for one in found) == 8


def test_the_same_target_is_listed_once() -> None:
    one = hit(HitKind.ACTION, Rank.IN_TITLE, 1)
    assert merged([one], [one]) == (one,)


WORDS = st.text(st.sampled_from("aäøßÆb .-5"), min_size=1, max_size=6)


@given(st.text(st.sampled_from("aäøßÆb .-5\n"), max_size=60), st.lists(WORDS, min_size=1, max_size=3))
def test_marks_change_nothing_else_and_stand_around_the_words(text: str, typed: list[str]) -> None:
    words = Query.of(" ".join(typed)).words
    shown = marked(text, words)
    assert plain(shown) == text
    for part in shown.split(MARK_START)[1:]:
        inside = fold(part.split(MARK_END)[0])
        assert any(word in inside for word in words)


@given(st.text(max_size=400), WORDS)
def test_an_excerpt_is_short_and_holds_the_word(before: str, word: str) -> None:
    words = Query.of(word).words
    shown = excerpt(f"{before} {word.strip() or 'a'} after", words)
    assert len(plain(shown)) <= 115
    if words and before.isascii() and before.isalnum():
        assert MARK_START in shown


@given(st.text(max_size=50))
def test_anything_can_be_typed(typed: str) -> None:
    items = [Searched(HitKind.ACTION, "Undo", Target(action="undo")), Searched(HitKind.EVIDENCE, typed, Target())]
    for found in search(items, Query.of(typed)):
        assert found.title
