"""The store on disk and the one in memory, which tests of the window use, answer the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from support.editions import small_edition
from support.memory_store import MemoryStore

from eucles_desk.assessment.changes import Change, Part
from eucles_desk.assessment.evidence import Evidence, EvidenceKind
from eucles_desk.assessment.records import MARK_END, MARK_START, Entry, Mode, Summary, TextHit
from eucles_desk.assessment.terms import Kind, Role, Step
from eucles_desk.assessment.values import (
    Agreement,
    Assessment,
    Award,
    Cluster,
    Improvement,
    Judgement,
    Period,
    Remark,
    Seat,
    Visit,
)
from eucles_desk.services.ports import OpenStore
from eucles_desk.services.summaries import summarise
from eucles_desk.storage import driver, page_search
from eucles_desk.storage.early import StoreFactory
from eucles_desk.storage.opening import DATABASE, open_data
from eucles_desk.storage.witness import Witness

EDITION = small_edition()
NOW = datetime(2026, 5, 4, 12, 4, 11, 250_000, tzinfo=UTC)
CODE, OTHER = tuple(EDITION.criteria)[:2]
LEAD, SECOND = Seat(UUID(int=1), Role.LEAD, "A. Expert"), Seat(UUID(int=2), Role.SECOND, "B. Expert")
CLUSTERS = (Cluster(UUID(int=10), "Ådalen (invented)"), Cluster(UUID(int=11), "Bay (invented)"))


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenStore]:
    if request.param == "memory":
        memory = MemoryStore()
        add_edition(memory)
        yield memory
    else:
        data = open_data(tmp_path, lambda: NOW)
        add_edition(data.open_store)
        yield data.open_store
        data.close()


def add_edition(store: OpenStore) -> None:
    with store() as transaction:
        transaction.editions.add(EDITION.ref, EDITION.title, b"{}")


def made(number: int, step: Step = Step.SCORING, cluster: Cluster = CLUSTERS[0], last: str = "2025-12") -> Assessment:
    return Assessment(
        id=UUID(int=100 + number),
        edition=EDITION.ref,
        label=list(EDITION.labels)[-1],
        kind=Kind.FIRST,
        step=step,
        period=Period("2019-01", last),
        cluster=cluster,
        seats=(LEAD, SECOND),
    )


def keep(store: OpenStore, assessment: Assessment, minutes: int = 0) -> Summary:
    summary = summarise(assessment, EDITION, NOW + timedelta(minutes=minutes))
    with store() as transaction:
        if transaction.clusters.get(assessment.cluster.id) is None:
            transaction.clusters.add(assessment.cluster)
        transaction.assessments.add(assessment, summary)
    return summary


def test_a_summary_comes_back_whole(store: OpenStore) -> None:
    full = replace(
        made(1, Step.FACT_CHECK),
        reply_due="2026-05-20",
        judgements=(Judgement(LEAD.id, CODE, on_site=True), Judgement(SECOND.id, CODE, on_site=True)),
        visits=(Visit(uuid4(), "2026-02-11"), Visit(uuid4(), "2026-02-10")),
        remarks=(Remark(uuid4(), CODE), Remark(uuid4(), OTHER)),
        award=Award("", "2026-05", "2028-04"),
    )
    kept = keep(store, full)
    assert (kept.flagged, kept.unanswered, kept.last_visit) == (1, 2, "2026-02-11")
    assert (kept.reply_due, kept.award_last) == ("2026-05-20", "2028-04")
    with store() as transaction:
        assert list(transaction.assessments.page("", 0, 10)) == [kept]
        assert list(transaction.assessments.running(10)) == [kept]


def test_waiting_for_the_other_expert_is_kept(store: OpenStore) -> None:
    kept = replace(keep(store, made(1)), waits_for_expert=True, flagged=3)
    with store() as transaction:
        transaction.assessments.write(kept.id, (), kept)
    with store() as transaction:
        assert list(transaction.assessments.page("", 0, 10)) == [kept]


def test_the_day_of_reply_is_changed_and_counts_at_once(store: OpenStore) -> None:
    value = made(1, Step.FACT_CHECK)
    keep(store, value)
    for before, after in (("", "2026-05-20"), ("2026-05-20", "")):
        summary = summarise(replace(value, reply_due=after), EDITION, NOW)
        with store() as transaction:
            transaction.assessments.write(value.id, [Change(Part.REPLY_DUE, "", before, after)], summary)
        with store() as transaction:
            assert [found.reply_due for found in transaction.assessments.running(10)] == [after]
            loaded = transaction.assessments.load(value.id)
        assert loaded is not None
        assert loaded.reply_due == after


def test_what_runs_comes_with_replies_due_first_and_then_the_latest_change(store: OpenStore) -> None:
    keep(store, made(1), 5)
    keep(store, made(2, Step.DRAFT), 9)
    keep(store, replace(made(3, Step.FACT_CHECK), reply_due="2026-06-01"), 1)
    keep(store, replace(made(4, Step.FACT_CHECK), reply_due="2026-05-20"), 0)
    keep(store, replace(made(5, Step.AWARDED), reply_due="2026-05-01"), 20)
    keep(store, made(6, Step.WITHDRAWN), 21)
    keep(store, made(7, Step.REFUSED), 22)
    keep(store, made(8), 5)
    with store() as transaction:
        found = transaction.assessments
        assert [one.id.int - 100 for one in found.running(10)] == [4, 3, 2, 8, 1]
        assert [one.id.int - 100 for one in found.running(3)] == [4, 3, 2]
        assert [one.id.int - 100 for one in found.running(1)] == [4]
        assert found.count_running() == 5


def test_awards_end_in_their_order_unless_the_cluster_was_assessed_again(store: OpenStore) -> None:
    bay, other = CLUSTERS[1], Cluster(UUID(int=12), "Cove (invented)")
    again = Cluster(UUID(int=13), "Delta (invented)")
    keep(store, replace(made(1, Step.AWARDED), award=Award("1", "2024-07", "2026-06")))
    keep(store, replace(made(2, Step.AWARDED, bay), award=Award("2", "2024-06", "2026-05")))
    keep(store, replace(made(3, Step.AWARDED, other), award=Award("3", "2024-07", "2026-06")))
    keep(store, replace(made(4, Step.AWARDED, again, "2024-05"), award=Award("4", "2024-06", "2026-05")))
    keep(store, made(5, Step.DRAFT, again, "2026-03"))
    keep(store, replace(made(6, Step.REFUSED, Cluster(UUID(int=14), "E")), award=Award("6", "2024-06", "2026-05")))
    keep(store, made(7, Step.AWARDED, Cluster(UUID(int=15), "F")))
    with store() as transaction:
        found = transaction.assessments
        # A capital letter that ASCII does not know sorts as Python folds it.
        assert [one.id.int - 100 for one in found.ending("2026-05", "2026-06", 10)] == [2, 3, 1]
        assert [one.id.int - 100 for one in found.ending("2026-06", "2026-12", 10)] == [3, 1]
        assert [one.id.int - 100 for one in found.ending("2026-05", "2026-06", 1)] == [2]
        assert list(found.ending("2027-01", "2027-12", 10)) == []


def entry(group: int, seconds: int, mode: Mode = Mode.DO) -> Entry:
    at = NOW + timedelta(seconds=seconds)
    return Entry(at, UUID(int=group), mode, "reason of {criterion}", {"criterion": CODE}, "key", None, ())


def test_the_last_step_of_each_assessment_comes_the_latest_first(store: OpenStore) -> None:
    one, two = keep(store, made(1)), keep(store, made(2, cluster=CLUSTERS[1]))
    with store() as transaction:
        for second in range(40):  # typing on
            transaction.history.append(one.id, entry(1, second))
        transaction.history.append(two.id, entry(2, 50))
        transaction.history.append(one.id, entry(1, 60, Mode.UNDO))
        transaction.history.append(two.id, entry(3, 70))
    with store() as transaction:
        found = transaction.assessments.recent(10)
        assert [(step.assessment, step.at, step.mode) for step in found] == [
            (two.id, NOW + timedelta(seconds=70), Mode.DO),
            (one.id, NOW + timedelta(seconds=60), Mode.UNDO),
        ]
        first = found[0]
        assert (first.cluster_name, first.label, first.message) == (
            CLUSTERS[1].name,
            two.label,
            "reason of {criterion}",
        )
        assert dict(first.values) == {"criterion": CODE}
        assert len(transaction.assessments.recent(1)) == 1
        assert list(transaction.assessments.recent(0)) == []


def test_what_the_lead_recommended_comes_with_a_finished_assessment(store: OpenStore) -> None:
    do, more, other = Improvement("Do it", "Better", "Board", "2026-09"), Improvement("More"), Improvement("Not this")
    keep(
        store,
        replace(
            made(1, Step.AWARDED),
            judgements=(
                Judgement(LEAD.id, CODE, 3, improvements=(do, more)),
                Judgement(SECOND.id, CODE, 4, improvements=(other,)),
                Judgement(LEAD.id, OTHER, 4),
            ),
            consensus=(Agreement(CODE, 3), Agreement(OTHER)),
        ),
    )
    keep(store, made(2))
    with store() as transaction:
        (found,) = transaction.assessments.finished(CLUSTERS[0].id, 5)
    assert dict(found.levels) == {CODE: 3}
    assert dict(found.recommendations) == {CODE: (do, more)}


def test_lists_are_the_same_before_and_after_sqlalchemy_is_loaded(tmp_path: Path) -> None:
    data = open_data(tmp_path, lambda: NOW)
    add_edition(data.open_store)
    kept = keep(data.open_store, replace(made(1, Step.AWARDED), award=Award("1", "2024-07", "2026-06")))
    keep(data.open_store, replace(made(2), reply_due="2026-05-20"))
    with data.open_store() as transaction:
        transaction.history.append(kept.id, entry(1, 0))

    def answers(store: OpenStore) -> object:
        with store() as transaction:
            found = transaction.assessments
            return (
                list(found.running(5)),
                found.count_running(),
                list(found.ending("2026-01", "2026-12", 5)),
                list(found.recent(5)),
                list(found.page("", 0, 5)),
            )

    key = (tmp_path / "key").read_text()
    path = tmp_path / DATABASE
    early = StoreFactory(path, key, driver.connect(path, key), lambda: NOW, Witness((), b""))
    assert answers(early) == answers(data.open_store)
    early.close()
    data.close()


# The texts of files

ANNUAL, STATUTES = "a" * 64, "b" * 64


def with_files(number: int, *files: tuple[str, str]) -> Assessment:
    pieces = tuple(
        Evidence(UUID(int=1000 * number + index), title, EvidenceKind.DOCUMENT, sha256, f"{title}.pdf")
        for index, (title, sha256) in enumerate(files)
    )
    return replace(made(number), evidence=pieces)


def texts_of(store: OpenStore) -> None:
    keep(store, with_files(1, ("Annual report", ANNUAL), ("Statutes", STATUTES)))
    keep(store, with_files(2, ("The same report", ANNUAL)))
    with store() as transaction:
        transaction.evidence_texts.add(
            ANNUAL,
            [
                "",
                "Jäsenmäärä kasvoi: 57 jäsentä, joista 42 sitoutunutta.",
                "The café is open; growth of 4 %.\nNothing.",
            ],
        )


def found_by(store: OpenStore, words: str, limit: int = 20, assessment: UUID | None = None) -> list[tuple[str, int]]:
    with store() as transaction:
        hits = transaction.evidence_texts.find(words, limit, assessment)
    return sorted((hit.title, hit.page) for hit in hits)


def test_a_file_is_read_once_and_then_not_missing(store: OpenStore) -> None:
    keep(store, with_files(1, ("Annual report", ANNUAL), ("Statutes", STATUTES)))
    keep(store, with_files(2, ("The same report", ANNUAL)))
    with store() as transaction:
        texts = transaction.evidence_texts
        assert [found[0] for found in texts.missing(10)] == [ANNUAL, STATUTES]
        assert [found[0] for found in texts.missing(1)] == [ANNUAL]
        assert not texts.has(STATUTES)
        texts.add(STATUTES, [])
    with store() as transaction:
        assert transaction.evidence_texts.has(STATUTES)
        assert [found[0] for found in transaction.evidence_texts.missing(10)] == [ANNUAL]


@pytest.mark.parametrize(
    ("words", "pages"),
    [
        ("jäsen", [2]),
        ("JASEN 57", [2]),
        ("jäsenmä sitoutun", [2]),
        ("cafe", [3]),
        ("Café, growth", [3]),
        ("growth jäsen", []),
        ("äsen", []),
        ("4", [2, 3]),
        ("", []),
        ("  ", []),
        ("%", []),
        ("nothing*", [3]),
    ],
)
def test_pages_are_found_by_the_beginnings_of_all_words(store: OpenStore, words: str, pages: list[int]) -> None:
    texts_of(store)
    expected = [("Annual report", page) for page in pages] + [("The same report", page) for page in pages]
    assert found_by(store, words) == expected
    assert found_by(store, words, assessment=UUID(int=102)) == [("The same report", page) for page in pages]
    assert found_by(store, words, assessment=UUID(int=109)) == []
    assert len(found_by(store, words, limit=1)) == min(len(expected), 1)


def test_what_was_found_says_where_and_marks_the_words(store: OpenStore) -> None:
    texts_of(store)
    with store() as transaction:
        (hit,) = transaction.evidence_texts.find("sitout jäsen", 5, UUID(int=101))
    place = (ANNUAL, 2, UUID(int=101), UUID(int=1000), "Annual report", CLUSTERS[0].name)
    assert (hit.sha256, hit.page, hit.assessment, hit.evidence, hit.title, hit.cluster_name) == place
    assert f"{MARK_START}sitoutunutta" in hit.excerpt.replace(".", "")
    assert hit.excerpt.count(MARK_START) == hit.excerpt.count(MARK_END) == 3


def test_a_later_version_is_missing_until_it_is_read_and_what_is_taken_out_is_not(store: OpenStore) -> None:
    value = with_files(1, ("Annual report", ANNUAL))
    keep(store, value)
    with store() as transaction:
        transaction.evidence_texts.add(ANNUAL, ["Members"])
    piece = value.evidence[0]
    later = replace(piece, sha256=STATUTES, file_name="later.pdf")
    for before, after, missing in (
        (piece, later, [STATUTES]),
        (later, piece, []),
        (piece, None, []),
        (None, later, [STATUTES]),
    ):
        with store() as transaction:
            found = transaction.assessments.load(value.id)
            assert found is not None
            change = Change(Part.EVIDENCE, str(piece.id), before, after)
            transaction.assessments.write(value.id, [change], summarise(found, EDITION, NOW))
        with store() as transaction:
            assert [sha256 for sha256, _ in transaction.evidence_texts.missing(5)] == missing


def test_a_long_text_counts_once_its_last_piece_is_there(store: OpenStore) -> None:
    keep(store, with_files(1, ("Annual report", ANNUAL)))
    with store() as transaction:
        transaction.evidence_texts.add(ANNUAL, ["First page", "Second page"], more=True)
    with store() as transaction:
        assert not transaction.evidence_texts.has(ANNUAL)
        assert len(transaction.evidence_texts.missing(5)) == 1
        transaction.evidence_texts.add(ANNUAL, ["Third page"], 3)
    with store() as transaction:
        assert transaction.evidence_texts.has(ANNUAL)
    assert found_by(store, "page") == [("Annual report", 1), ("Annual report", 2), ("Annual report", 3)]


def test_text_that_is_added_again_takes_the_place_of_the_old(store: OpenStore) -> None:
    texts_of(store)
    with store() as transaction:
        transaction.evidence_texts.add(ANNUAL, ["Something else"])
    assert found_by(store, "cafe") == []
    assert found_by(store, "something") == [("Annual report", 1), ("The same report", 1)]


def test_text_of_a_transaction_that_fails_is_not_there(store: OpenStore) -> None:
    keep(store, with_files(1, ("Annual report", ANNUAL)))
    with pytest.raises(RuntimeError), store() as transaction:
        transaction.evidence_texts.add(ANNUAL, ["Members"])
        raise RuntimeError
    assert found_by(store, "members") == []
    with store() as transaction:
        assert not transaction.evidence_texts.has(ANNUAL)


SYNTAX = [
    '"', '""', "'", "*", "a*", "^a", "a:b", "text:growth", "-growth", "NEAR(a b)", "a AND b", "OR", "NOT a", "(", ")",
    "a + b", "{a}", "rank", "\\", ";", "--", "?", "\x00", "a\x00b", "\ud83d", "\U0001f600", "\u0301", "e\u0301",
    "\N{RIGHT-TO-LEFT OVERRIDE}a", "x" * 10_000, " ".join(["word"] * 2_000), "१२", "ﷺ", "ß", "İ", "\ufeff",
]  # fmt: skip


@pytest.mark.parametrize("words", SYNTAX, ids=[ascii(words)[:20] for words in SYNTAX])
def test_no_word_is_syntax_and_none_fails(store: OpenStore, words: str) -> None:
    texts_of(store)
    plain = re.sub(r"[^\w]+", " ", words)
    assert found_by(store, words) == found_by(store, plain)
    assert plain.strip() or found_by(store, words) == []
    with store() as transaction:
        transaction.evidence_texts.add(STATUTES, [f"{words} here \x02and\x03 \x00there", words])
        hits: list[TextHit] = list(transaction.evidence_texts.find("here", 5))
    assert [hit.title for hit in hits] == ["Statutes"]
    assert hits[0].excerpt.count(MARK_START) == 1


def test_common_words_come_latest_first_and_pages_of_removed_evidence_are_passed_over(tmp_path: Path) -> None:
    data = open_data(tmp_path, lambda: NOW)
    add_edition(data.open_store)
    value = with_files(1, *((f"File {number}", f"{number:064x}") for number in range(6)))
    keep(data.open_store, value)
    with data.open_store() as transaction:
        for number in range(40):  # the last 34 are evidence no longer
            transaction.evidence_texts.add(f"{number:064x}", [f"common {'rare ' * number}"])

    def found(words: str) -> list[str]:
        with data.open_store() as transaction:
            return [hit.title for hit in transaction.evidence_texts.find(words, 3)]

    assert set(found("common rare")) <= {piece.title for piece in value.evidence}
    assert len(found("common rare")) == 3
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_search, "COMMON", 10)
        assert found("common") == ["File 5", "File 4", "File 3"]
        assert found("common rare") == ["File 5", "File 4", "File 3"]
    data.close()
