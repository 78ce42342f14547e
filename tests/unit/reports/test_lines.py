"""Text is broken into lines that fit, lose nothing, and are cut between pages without being broken anew."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.gold import ROOT

from eucles_desk.reports.fonts import face, measure, register
from eucles_desk.reports.layout import BODY
from eucles_desk.reports.lines import LADDER, LOOSE, Line, Run, break_lines
from eucles_desk.reports.parts import Part, cut_stack
from eucles_desk.reports.prose import Prose

SIZE = 10.0
WORDS = st.text(st.sampled_from("abcdefgh-/éΩж. "), max_size=200)


@pytest.fixture(autouse=True, scope="module")
def fonts() -> None:
    register(ROOT / "resources" / "fonts")


def said(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines]


def copied(lines: tuple[Line, ...]) -> str:
    """Return the letters as they are copied: without the hyphens that part words."""
    pieces = [piece for line in lines for piece in line.pieces]
    return "".join(piece.text[:-1] if piece.hyphenated else piece.text for piece in pieces).replace(" ", "")


@given(st.lists(WORDS, max_size=4), st.floats(20, 400))
def test_lines_fit_and_keep_every_letter_in_its_order(texts: list[str], width: float) -> None:
    runs = [Run(text, face(bold=bool(index % 2))) for index, text in enumerate(texts)]
    lines = break_lines(runs, SIZE, width)
    assert all(line.width <= width + 1e-6 for line in lines)
    assert all(line.pieces[0].text.strip() or len(line.pieces) > 1 for line in lines)
    assert "".join(said(lines)).replace(" ", "") == "".join(texts).replace(" ", "")


@given(
    st.lists(st.text(st.sampled_from("aeioukstnrl -./B7"), max_size=200), max_size=4),
    st.floats(20, 400),
    st.sampled_from(["fi", "en", "sv"]),
)
def test_parted_words_fit_and_lose_no_letter(texts: list[str], width: float, language: str) -> None:
    runs = [Run(text, face(bold=bool(index % 2)), language=language) for index, text in enumerate(texts)]
    lines = break_lines(runs, SIZE, width)
    assert all(line.width <= width + 1e-6 for line in lines)
    assert copied(lines) == "".join(texts).replace(" ", "")
    assert all(not piece.hyphenated for line in lines for piece in line.pieces[:-1])
    assert not (lines and lines[-1].pieces[-1].hyphenated)


def width_of(text: str) -> float:
    return measure(text, SIZE, bold=False) + 1


def finnish(text: str, width: float) -> list[str]:
    return said(break_lines([Run(text, face(), language="fi")], SIZE, width))


def test_a_word_that_does_not_fit_is_parted_where_the_line_would_stay_empty() -> None:
    words, width = "Klusterin alueellinen osa", width_of("Klusterin alueelli-")
    assert finnish(words, width) == ["Klusterin alueelli-", "nen osa"]
    assert said(break_lines([Run(words, face())], SIZE, width)) == ["Klusterin", "alueellinen osa"]


def test_a_joined_word_is_parted_at_its_seam_where_the_line_stays_full_enough() -> None:
    width = width_of("ja kehittämisalu-")
    assert finnish("ja kehittämisalueet nimetään", width) == ["ja kehittämis-", "alueet nimetään"]
    narrow = width_of("ja kehit-")
    assert finnish("ja kehittämisalueet ja", narrow)[0] == "ja kehit-"


def test_the_last_word_is_not_parted_for_a_few_letters_on_a_line_of_their_own() -> None:
    width = width_of("Klusterin alueelli-")
    assert finnish("Klusterin alueellinen", width) == ["Klusterin", "alueellinen"]


def test_in_a_narrow_column_a_gap_of_a_few_letters_is_left() -> None:
    width = width_of("osaava oppi-")
    assert width * (1 - LOOSE) > width_of("osaava")
    assert finnish("osaava oppiminen on", width) == ["osaava", "oppiminen", "on"]


def test_a_line_that_is_full_enough_is_left_as_it_is() -> None:
    words = "Klusterin kokonaispisteet"
    width = break_lines([Run("Klusterin ", face())], SIZE, 400)[0].width / (1 - LOOSE) + 1
    assert finnish(words, width)[0] == "Klusterin"


def test_a_word_wider_than_the_line_is_parted_by_its_syllables() -> None:
    lines = break_lines([Run("yhteistyösopimuksessa", face(), language="fi")], SIZE, width_of("yhteistyö-"))
    assert said(lines) == ["yhteistyö-", "sopimuk-", "sessa"]
    assert [line.pieces[-1].hyphenated for line in lines] == [True, True, False]


@pytest.mark.parametrize(
    "word", ["kokous24tiedot", "EUROOPANUNIONI", "tiedot@example.org", "2.1.0osallistuja", "lyhyesti", "McKansalais"]
)
def test_codes_addresses_and_names_in_capitals_are_not_parted(word: str) -> None:
    lines = break_lines([Run(f"aa {word}", face(), language="fi")], SIZE, 105)
    assert not any(piece.hyphenated for line in lines for piece in line.pieces)


def test_signs_around_a_word_do_not_keep_it_whole() -> None:
    assert finnish("aa (kokonaispisteet), eli", width_of("aa (kokonaispi")) == ["aa (kokonais-", "pisteet), eli"]


def test_each_run_is_parted_in_its_own_language() -> None:
    runs = [Run("Klusterin ", face(), language="fi"), Run("organisations are", face(bold=True), language="en")]
    assert said(break_lines(runs, SIZE, 112)) == ["Klusterin organisa-", "tions are"]


def test_no_more_than_a_few_lines_in_a_row_end_in_a_hyphen() -> None:
    lines = break_lines([Run("kokonaispisteet " * 60, face(), language="fi")], SIZE, 118)
    row = longest = 0
    for line in lines:
        row = row + 1 if line.pieces[-1].hyphenated else 0
        longest = max(longest, row)
    assert 0 < longest <= LADDER


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


@pytest.mark.parametrize("width", [0.0, 1.0, 5.0, 44.48])
def test_a_line_narrower_than_a_letter_still_ends(width: float) -> None:
    """A piece may be wider than the line by itself, or by what sums of floats differ in."""
    assert (
        "".join(said(break_lines([Run("WWWW kokonaispisteet", face(), language="fi")], SIZE, width))).replace("-", "")
        == "WWWWkokonaispisteet"
    )


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


@pytest.mark.parametrize("text", ["x", "kokonaispisteet "])
def test_breaking_takes_time_in_proportion_to_the_text(text: str) -> None:
    def seconds(letters: int) -> float:
        started = time.perf_counter()
        break_lines([Run(text * (letters // len(text)), face(), language="fi")], SIZE, 400)
        return time.perf_counter() - started

    seconds(1000)
    small, large = min(seconds(20_000) for _ in range(3)), min(seconds(200_000) for _ in range(3))
    assert large < 40 * small
