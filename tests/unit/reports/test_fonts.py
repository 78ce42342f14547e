"""The fonts cover the scripts of Europe; what they lack is shown as lacking and named."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.gold import ROOT

from eucles_desk.errors import ReportError
from eucles_desk.reports.fonts import REPLACEMENT, Printable, face, measure, named, register, widths

FONTS = ROOT / "resources" / "fonts"
BLOCKS = {
    "Latin-1": (0xA1, 0xFF),
    "Latin Extended-A": (0x100, 0x17F),
    "Latin Extended-B": (0x180, 0x24F),
    "Latin Extended Additional": (0x1E00, 0x1EFF),
    "Greek": (0x370, 0x3E1),
    "Greek Extended": (0x1F00, 0x1FFF),
    "Cyrillic": (0x400, 0x4FF),
    "Cyrillic Supplement": (0x500, 0x52F),
    "Georgian": (0x10D0, 0x10FF),
    "Armenian": (0x531, 0x587),
}


@pytest.fixture(autouse=True, scope="module")
def fonts() -> None:
    register(FONTS)


@pytest.mark.parametrize("block", BLOCKS)
def test_every_letter_of_the_block_is_there(block: str) -> None:
    first, last = BLOCKS[block]
    letters = "".join(chr(code) for code in range(first, last + 1) if unicodedata.category(chr(code))[0] == "L")
    printable = Printable()
    assert letters
    assert printable(letters) == unicodedata.normalize("NFC", letters)
    assert printable.missing == ()


def test_control_characters_and_invisible_marks_go() -> None:
    text = "a\x00\x07b\x1b[31m\u200bc\u202ed\ufeff\tline\r\nline"
    assert Printable()(text) == "ab[31mcd line  line"


def test_what_the_fonts_lack_is_shown_and_named_once() -> None:
    printable = Printable()
    assert printable("a \N{GRINNING FACE} b \N{GRINNING FACE} \N{HEBREW LETTER ALEF}") == (
        f"a {REPLACEMENT} b {REPLACEMENT} {REPLACEMENT}"
    )
    assert printable.missing == ("\N{HEBREW LETTER ALEF}", "\N{GRINNING FACE}")


@pytest.mark.parametrize(
    ("character", "said"),
    [
        ("\N{HEBREW LETTER ALEF}", "\N{HEBREW LETTER ALEF} (U+05D0, Hebrew letter alef)"),
        ("\ud800", "U+D800"),
        ("\u0e31", "U+0E31, Thai character mai han-akat"),
        ("\U000f0000", "U+F0000"),
    ],
)
def test_a_warning_names_a_character_by_what_is_known_of_it(character: str, said: str) -> None:
    assert named(character) == said
    said.encode()


def test_every_block_of_unicode_is_shown_or_named() -> None:
    """One character of each 128, and the noncharacters: each is shown as it is, written in others, or named."""
    characters = "".join(chr(code) for code in (*range(0x41, 0x110000, 128), 0xFFFE, 0x10FFFF))
    printable = Printable()
    for character in characters:
        shown = printable(character)
        is_lacking = any(part in printable.missing for part in unicodedata.normalize("NFC", character))
        assert (REPLACEMENT in shown) == (is_lacking or character == REPLACEMENT)
        assert shown == printable(shown)
        assert named(character)


def test_what_looks_like_markup_or_a_formula_is_text() -> None:
    for text in ("<b>bold</b>", "&amp; &lt;", '<font color="[...]">', "=1+1", "@SUM(A1)", "{page} %s \\N"):
        assert Printable()(text) == text


def test_text_from_right_to_left_is_shown_as_lacking_never_in_the_wrong_order() -> None:
    printable = Printable()
    shown = printable("Hotel \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627")
    assert shown == "Hotel " + REPLACEMENT * 4 + " " + REPLACEMENT * 5
    assert len(printable.missing) == 9


def test_a_very_long_text_takes_no_time() -> None:
    text = "Ärger mit \N{GRINNING FACE} Київ " * 10_000
    started = time.perf_counter()
    assert len(Printable()(text)) == len(text)
    assert time.perf_counter() - started < 2


def test_usual_signs_are_written_in_letters_of_the_fonts() -> None:
    printable = Printable()
    assert printable("a \N{GREATER-THAN OR EQUAL TO} b \N{RIGHTWARDS ARROW} c") == "a >= b -> c"
    assert printable.missing == ()


def test_an_accent_that_stands_apart_joins_its_letter() -> None:
    assert Printable()("A\N{COMBINING RING ABOVE}land") == "\N{LATIN CAPITAL LETTER A WITH RING ABOVE}land"


def test_half_a_character_is_shown_as_lacking() -> None:
    printable = Printable()
    assert printable("a\ud800b") == f"a{REPLACEMENT}b"
    assert printable.missing == ("\ud800",)


@given(st.text(max_size=60))
def test_any_text_becomes_one_that_all_four_fonts_can_show(text: str) -> None:
    printable = Printable()
    shown = printable(text)
    assert printable(shown) == shown
    assert "\n" not in shown
    assert all(unicodedata.category(character) != "Cc" for character in shown)
    assert (REPLACEMENT in shown) == bool(printable.missing) or REPLACEMENT in text


def test_the_licence_lies_beside_the_fonts() -> None:
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    assert "Version 1.1" in licence


def test_a_missing_or_damaged_font_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"NotoSans-Regular\.ttf is missing or damaged"):
        register(tmp_path)
    (tmp_path / "NotoSans-Regular.ttf").write_bytes(b"no font")
    with pytest.raises(ReportError, match=r"NotoSans-Regular\.ttf is missing or damaged"):
        register(tmp_path)


def test_widths_add_up() -> None:
    known = widths(face())
    assert known["ab c"] == pytest.approx(known["ab"] + known[" "] + known["c"])
    assert measure("ab", 20, True) > measure("ab", 20, False) > 0
