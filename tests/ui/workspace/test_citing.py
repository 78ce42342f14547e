"""Pages and notes of citations."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, FileVersion, Interview, Note, Region
from eucles_desk.assessment.values import Period
from eucles_desk.errors import UsageError
from eucles_desk.language import ENGLISH
from eucles_desk.ui.workspace.citing import (
    Cited,
    about,
    expiry,
    notes_for,
    place_text,
    place_words,
    places,
    read_pages,
    with_note,
    with_pages,
    without,
    without_place,
)

ONE, TWO = UUID(int=1), UUID(int=2)
PAGES = st.lists(st.integers(1, 9999), unique=True, max_size=20)


@given(PAGES)
def test_pages_shown_are_read_back_to_the_same(pages: list[int]) -> None:
    piece = Evidence(ONE, "Log", EvidenceKind.DOCUMENT)
    shown = Cited(piece, with_pages((Citation(ONE),), ONE, pages)).pages

    assert read_pages(shown) == tuple(pages)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        pages = read_pages(text)
    except UsageError:
        return
    assert all(page >= 1 for page in pages)


@pytest.mark.parametrize(
    ("text", "pages"),
    [("", ()), ("4", (4,)), ("4,7", (4, 7)), ("4 7; 9", (4, 7, 9)), ("9 \N{EN DASH} 11", (9, 10, 11)), ("4, 4", (4,))],
)
def test_pages_are_read(text: str, pages: tuple[int, ...]) -> None:
    assert read_pages(text) == pages


@pytest.mark.parametrize("text", ["0", "-4", "4-", "7-4", "1-99999", "four", "4.5", "123456", "²"])
def test_what_is_not_a_page_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="Write page numbers"):
        read_pages(text)


@given(PAGES, PAGES)
def test_other_evidence_and_its_place_are_left_alone(first: list[int], second: list[int]) -> None:
    start = (Citation(ONE, 1), Citation(TWO, 5, "kept"), Citation(ONE, 2))
    changed = with_pages(with_pages(start, ONE, first), ONE, second)

    assert [citation for citation in changed if citation.evidence == TWO] == [Citation(TWO, 5, "kept")]
    assert changed[0].evidence == ONE


def test_a_note_survives_other_pages() -> None:
    start = (Citation(ONE, 4, "second table"), Citation(ONE, 7))

    assert with_pages(start, ONE, [7, 4]) == (Citation(ONE, 7), Citation(ONE, 4, "second table"))
    assert with_pages(start, ONE, [9]) == (Citation(ONE, 9, "second table"),)
    assert with_pages(start, ONE, []) == (Citation(ONE, None, "second table"),)


def test_notes_and_removal() -> None:
    start = (Citation(ONE), Citation(TWO))

    assert with_note(start, TWO, "note 6") == (Citation(ONE), Citation(TWO, note="note 6"))
    assert without(start, {ONE}) == (Citation(TWO),)


def test_the_last_place_taken_off_leaves_the_piece_cited_where_it_stood() -> None:
    start = (Citation(ONE, 4), Citation(ONE, 7), Citation(TWO))
    one_left = without_place(start, Citation(ONE, 4))

    assert one_left == (Citation(ONE, 7), Citation(TWO))
    assert without_place(one_left, Citation(ONE, 7)) == (Citation(ONE), Citation(TWO))


def test_parts_and_quotes_stay_when_other_pages_are_typed() -> None:
    part = Citation(ONE, 4, region=REGION, quote="42", sha256="ab")
    words = Citation(ONE, quote="word for word", sha256="ab")
    start = (Citation(ONE, 4), part, words, Citation(ONE, 7))

    assert with_pages(start, ONE, [9, 4], "cd") == (words, Citation(ONE, 9, sha256="cd"), Citation(ONE, 4), part)
    assert with_pages(start, ONE, []) == (words,)
    assert with_pages((part,), ONE, []) == (Citation(ONE),)


REGION = Region(1, 2, 3, 4)
LOG = Evidence(ONE, "Log", EvidenceKind.DOCUMENT, "ab", "log.csv", 482_113)


def test_the_line_under_a_title_says_what_it_is_and_of_when() -> None:
    assert about(LOG, ENGLISH) == "CSV \N{MIDDLE DOT} 482 kB"
    dated = replace(LOG, dated="2025-03", versions=(FileVersion("cd"),))
    assert about(dated, ENGLISH) == "CSV \N{MIDDLE DOT} 482 kB \N{MIDDLE DOT} of March 2025 \N{MIDDLE DOT} version 2"
    talk = Interview("Cluster manager", "2025-11-14", "09:30")
    assert about(replace(LOG, interview=talk), ENGLISH) == (
        "Interview \N{MIDDLE DOT} Cluster manager \N{MIDDLE DOT} 14 Nov 2025 \N{MIDDLE DOT} 09:30"
    )


@pytest.mark.parametrize(
    ("citation", "short", "long"),
    [
        (Citation(ONE, 4), "p. 4", "Page 4 of Log"),
        (Citation(ONE, 4, region=REGION), "p. 4 \N{MIDDLE DOT} a part", "Page 4 of Log, a part of the page"),
        (Citation(ONE, quote="42 participants", sha256="ab"), "“42 participants”", "Log: “42 participants”"),
        (
            Citation(ONE, 4, sha256="old"),
            "p. 4 \N{MIDDLE DOT} earlier version",
            "Page 4 of Log (cited from an earlier version)",
        ),
    ],
)
def test_a_cited_place_is_said_short_and_whole(citation: Citation, short: str, long: str) -> None:
    assert place_text(LOG, citation, ENGLISH) == short
    assert place_words(LOG, citation, ENGLISH) == long


def test_the_present_file_as_a_whole_is_no_place() -> None:
    page, old = Citation(ONE, 4), Citation(ONE, sha256="old")

    assert places(Cited(LOG, (Citation(ONE), Citation(ONE, sha256="ab"), page, old))) == (page, old)


@pytest.mark.parametrize(
    ("expires", "said"),
    [
        ("", ""),
        ("2026-01-01", ""),
        ("2025-12-31", "Expires on 31 Dec 2025, within the assessed period."),
        ("2025-11-24", "Expires today."),
        ("2024-01-01", "Expired on 1 Jan 2024, within the assessed period."),
        ("2023-12-31", "Expired on 31 Dec 2023, before the assessed period."),
    ],
)
def test_what_expires_before_or_within_the_period_is_said(expires: str, said: str) -> None:
    piece, period = replace(LOG, expires=expires), Period("2024-01", "2025-12")
    assert expiry(piece, period, ENGLISH, "2025-11-24") == said


def test_what_has_expired_after_the_assessed_period_is_said_too() -> None:
    piece, period = replace(LOG, expires="2026-01-31"), Period("2024-01", "2025-12")

    assert expiry(piece, period, ENGLISH, "2026-01-30") == ""
    assert expiry(piece, period, ENGLISH, "2026-02-01") == "Expired on 31 Jan 2026."


def test_the_notes_of_a_criterion_are_those_about_it_and_those_cited() -> None:
    notes = (Note(1, "one", ("2.5",)), Note(2, "two"), Note(3, "three", ("2.6",)))
    talk = replace(LOG, kind=EvidenceKind.INTERVIEW, interview=Interview(notes=notes))

    assert notes_for(Cited(talk, (Citation(ONE, 3),)), "2.5") == (notes[0], notes[2])
    assert notes_for(Cited(LOG, (Citation(ONE, 3),)), "2.5") == ()
