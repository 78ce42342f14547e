"""The fonts cover the scripts of Europe; what they lack is shown as lacking and named."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.gold import ROOT

from eucles_desk.errors import ReportError
from eucles_desk.reports.fonts import REPLACEMENT, Printable, face, measure, register, widths

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
