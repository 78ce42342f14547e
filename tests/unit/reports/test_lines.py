"""Text is broken into lines that fit, lose nothing, and are cut between pages without being broken anew."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.gold import ROOT

from eucles_desk.reports.flowables import Prose
from eucles_desk.reports.fonts import face, register
from eucles_desk.reports.layout import BODY
from eucles_desk.reports.lines import Line, Run, break_lines
from eucles_desk.reports.parts import Part, cut_stack

SIZE = 10.0
WORDS = st.text(st.sampled_from("abcdefgh-/éΩж. "), max_size=200)


@pytest.fixture(autouse=True, scope="module")
def fonts() -> None:
    register(ROOT / "resources" / "fonts")


def said(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines]


@given(st.lists(WORDS, max_size=4), st.floats(20, 400))
def test_lines_fit_and_keep_every_letter_in_its_order(texts: list[str], width: float) -> None:
    runs = [Run(text, face(bold=bool(index % 2))) for index, text in enumerate(texts)]
    lines = break_lines(runs, SIZE, width)
    assert all(line.width <= width + 1e-6 for line in lines)
    assert all(line.pieces[0].text.strip() or len(line.pieces) > 1 for line in lines)
    assert "".join(said(lines)).replace(" ", "") == "".join(texts).replace(" ", "")


def test_a_word_over_two_fonts_stays_in_one_piece() -> None:
    runs = [Run("aaaa bb", face()), Run("cc", face(bold=True)), Run("dd eeee", face())]
    assert said(break_lines(runs, SIZE, 40)) == ["aaaa", "bbccdd", "eeee"]


def test_a_long_word_goes_on_after_a_hyphen_and_a_no_break_space_holds() -> None:
    assert said(break_lines([Run("extraordinarily-hyphenated", face())], SIZE, 90)) == [
        "extraordinarily-",
        "hyphenated",
    ]
    assert said(break_lines([Run("in March\N{NO-BREAK SPACE}2026", face())], SIZE, 60)) == [
        "in",
        "March\N{NO-BREAK SPACE}2026",
    ]


def test_a_word_wider_than_the_line_is_cut_where_it_invites_it() -> None:
    lines = said(break_lines([Run("https://example.org/" + "a" * 30 + ".b", face())], SIZE, 120))
    assert lines[0] == "https://example.org/"
    assert "".join(lines).endswith("a.b")


def test_a_paragraph_is_cut_so_that_no_line_stands_alone() -> None:
    prose = Prose([Run("word " * 60, face())], BODY)
    width = 120
    lines = prose.lines_in(width)
    leading = BODY.leading
    assert prose.cut(width, leading) is None
    for height in range(2, len(lines) + 3):
        parts = prose.cut(width, height * leading)
        assert parts is not None
        first, rest = parts
        assert isinstance(first, Prose)
        assert isinstance(rest, Prose)
        assert min(len(first.lines_in(width)), len(rest.lines_in(width))) >= 2
        assert [*first.lines_in(width), *rest.lines_in(width)] == [*lines]
        assert (first.begins, rest.begins) == (True, False)


def test_three_lines_are_never_parted() -> None:
    prose = Prose([Run("word word word", face())], BODY)
    assert len(prose.lines_in(30)) == 3
    assert prose.cut(30, 2 * BODY.leading) is None
    assert prose.least_height(30) == 3 * BODY.leading


def test_a_stack_is_cut_between_or_within_its_parts() -> None:
    parts: list[Part] = [Prose([Run("word " * 8, face())], BODY), Prose([Run("word " * 40, face())], BODY)]
    first = parts[0].height_in(100)
    cut = cut_stack(parts, 100, first + BODY.before + 3 * BODY.leading)
    assert cut is not None
    assert [len(side) for side in cut] == [2, 1]
    between = cut_stack(parts, 100, first + 1)
    assert between is not None
    assert [len(side) for side in between] == [1, 1]
    assert cut_stack(parts, 100, 1) is None


def test_breaking_takes_time_in_proportion_to_the_text() -> None:
    def seconds(letters: int) -> float:
        started = time.perf_counter()
        break_lines([Run("x" * letters, face())], SIZE, 400)
        return time.perf_counter() - started

    seconds(1000)
    small, large = min(seconds(20_000) for _ in range(3)), min(seconds(200_000) for _ in range(3))
    assert large < 40 * small
