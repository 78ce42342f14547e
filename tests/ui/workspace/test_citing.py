"""Pages and notes of citations."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.errors import UsageError
from eucles_desk.language import ENGLISH
from eucles_desk.ui.workspace.citing import Cited, about, read_pages, with_note, with_pages, without

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
    assert without(start, ONE) == (Citation(TWO),)


def test_the_line_under_a_title_names_three_other_criteria_at_most() -> None:
    piece = Evidence(ONE, "Log", EvidenceKind.DOCUMENT, "ab", "log.csv", 482_113)

    assert about(piece, ("2.6",), ENGLISH) == "CSV \N{MIDDLE DOT} 482 kB \N{MIDDLE DOT} also cited in 2.6"
    assert about(piece, ("1", "2", "3", "4", "5"), ENGLISH).endswith("also cited in 1, 2, 3 and 2 more")
