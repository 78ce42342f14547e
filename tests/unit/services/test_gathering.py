"""Files attached many at once, citations of pages and regions, and words found in the files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.editions import small_edition
from support.gold import LEAD, assessment
from support.memory_store import FolderFiles, MemoryStore
from support.sources import content_of

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, Region
from eucles_desk.assessment.terms import Step
from eucles_desk.errors import RuleError
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.services.summaries import summarise

EDITION = small_edition()
NOW = datetime(2026, 5, 4, 12, 4, 11, tzinfo=UTC)
CRITERION = next(iter(EDITION.criteria))
REGION = Region(100, 200, 300, 50)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def opened(store: MemoryStore, tmp_path: Path) -> OpenAssessment:
    value = replace(assessment(EDITION, step=Step.SCORING), evidence=())
    with store() as transaction:
        transaction.assessments.add(value, summarise(value, EDITION, NOW))
    return OpenAssessment(value, EDITION, store, FolderFiles(tmp_path), lambda: NOW)


def attached(opened: OpenAssessment, content: bytes = b"log", name: str = "log.pdf") -> Evidence:
    return opened.attach_taken(opened.take_content(content), name, CRITERION)


def citations(opened: OpenAssessment) -> tuple[Citation, ...]:
    return opened.value.judgement(LEAD.id, CRITERION).citations


def test_many_files_are_one_step_and_each_content_one_piece(opened: OpenAssessment) -> None:
    known = attached(opened, b"0", "known.txt")
    taken = [(opened.take_content(str(number % 300).encode()), f"{number}.txt") for number in range(500)]
    pieces = opened.attach_all(taken, CRITERION)

    assert len(pieces) == 300
    assert pieces[0] == known
    assert len(opened.value.evidence) == 300
    assert [citation.evidence for citation in citations(opened)] == [piece.id for piece in pieces]
    opened.undo()
    assert opened.value.evidence == (known,)
    assert citations(opened) == (Citation(known.id),)


def test_files_attached_in_several_goes_are_one_step(opened: OpenAssessment) -> None:
    taken = [(opened.take_content(str(number).encode()), f"{number}.txt") for number in range(5)]
    for at in (0, 2, 4):
        opened.attach_all(taken[at : at + 2], CRITERION, "batch", 5)
    assert len(citations(opened)) == 5
    entry = opened.undo_entry
    assert entry is not None
    assert entry.values["count"] == "5"
    opened.undo()

    assert opened.value.evidence == ()
    assert citations(opened) == ()


def test_many_files_are_attached_where_nothing_may_be_cited(opened: OpenAssessment) -> None:
    opened.attach_all([(opened.take_content(b"1"), "1.txt"), (opened.take_content(b"2"), "2.txt")])

    assert [piece.title for piece in opened.value.evidence] == ["1", "2"]
    assert citations(opened) == ()


def test_content_without_a_file_has_the_title_it_is_given(opened: OpenAssessment) -> None:
    stored = opened.take_content(b"PNG")
    piece = opened.attach_taken(stored, "Screenshot 12:04.png", CRITERION, "Screenshot 12:04")

    assert (piece.title, piece.file_name) == ("Screenshot 12:04", "Screenshot 12_04.png")


def test_a_page_takes_the_place_of_the_whole_and_of_the_same_page_typed(opened: OpenAssessment) -> None:
    piece = attached(opened)
    opened.cite(CRITERION, Citation(piece.id, 4, sha256=piece.sha256))
    assert citations(opened) == (Citation(piece.id, 4, sha256=piece.sha256),)

    opened.set_citations(CRITERION, [Citation(piece.id, 4), Citation(piece.id, 7, "the table")])
    opened.cite(CRITERION, Citation(piece.id, 4, sha256=piece.sha256))
    opened.cite(CRITERION, Citation(piece.id, 7, sha256=piece.sha256))
    assert citations(opened) == (
        Citation(piece.id, 4, sha256=piece.sha256),
        Citation(piece.id, 7, "the table"),
        Citation(piece.id, 7, sha256=piece.sha256),
    )


def test_evidence_stays_where_it_is_listed_when_a_page_of_it_is_cited(opened: OpenAssessment) -> None:
    first, second = attached(opened), attached(opened, b"another")
    opened.cite(CRITERION, Citation(first.id, 4, sha256=first.sha256))
    opened.cite(CRITERION, Citation(first.id, 2, sha256=first.sha256))

    assert list(dict.fromkeys(citation.evidence for citation in citations(opened))) == [first.id, second.id]


def test_a_newer_file_does_not_take_over_the_dates_of_the_earlier_one(opened: OpenAssessment) -> None:
    piece = attached(opened)
    opened.date_evidence(piece.id, "2024-03", "2025-12-31")
    opened.replace_file(piece.id, opened.take_content(b"newer"), "newer.pdf")
    (changed,) = opened.value.evidence
    assert (changed.dated, changed.expires) == ("", "")
    opened.undo()

    assert (opened.value.evidence[0].dated, opened.value.evidence[0].expires) == ("2024-03", "2025-12-31")


def test_a_region_stands_beside_its_page_and_is_cited_once(opened: OpenAssessment) -> None:
    piece = attached(opened)
    page = Citation(piece.id, 4)
    part = Citation(piece.id, 4, region=REGION, quote="42 participants", sha256=piece.sha256)
    for citation in (page, part, part):
        opened.cite(CRITERION, citation)

    assert citations(opened) == (page, part)


def test_what_is_not_there_cannot_be_cited(opened: OpenAssessment) -> None:
    piece = attached(opened)
    opened.remove_evidence(piece.id)

    with pytest.raises(RuleError, match="no such evidence"):
        opened.cite(CRITERION, Citation(piece.id, 4))


def test_words_are_found_in_the_files_of_this_assessment_only(opened: OpenAssessment, store: MemoryStore) -> None:
    piece = attached(opened)
    other = replace(
        assessment(EDITION, step=Step.SCORING),
        id=LEAD.id,
        evidence=(Evidence(LEAD.id, "Other", EvidenceKind.DOCUMENT, "ef"),),
    )
    with store() as transaction:
        transaction.assessments.add(other, summarise(other, EDITION, NOW))
        transaction.evidence_texts.add(piece.sha256, ["Contents", "42 participants contacted"])
        transaction.evidence_texts.add("ef", ["participants contacted"])

    assert [(hit.evidence, hit.page) for hit in opened.find_text("partic contact", 10)] == [(piece.id, 2)]


def test_an_earlier_version_is_still_found_by_its_content(opened: OpenAssessment) -> None:
    piece = attached(opened)
    opened.replace_file(piece.id, opened.take_content(b"newer"), "newer.pdf")
    (changed,) = opened.value.evidence

    assert changed.versions[0].sha256 == piece.sha256
    assert opened.holds(piece.sha256)
    assert content_of(opened.stored(piece.sha256)) != content_of(opened.stored(changed.sha256)) == b"newer"
    assert not opened.holds("0" * 64)
    assert opened.stored("0" * 64) is None
