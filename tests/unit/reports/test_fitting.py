"""What is said to fit does fit: heights worked out without a font are never too small."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support.gold import ROOT

from eucles_desk.drawing.shapes import Drawing
from eucles_desk.reports import layout
from eucles_desk.reports.content import (
    Align,
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Column,
    Document,
    Figure,
    Group,
    Heading,
    KeyValues,
    NumberedList,
    Pair,
    Paragraph,
    SignatureField,
    Span,
    Table,
    Tone,
    cell,
    text,
)
from eucles_desk.reports.fitting import ELLIPSIS, PAGE, height_of, lines_of, paragraph, shortened
from eucles_desk.reports.fonts import Printable, face, register, widths
from eucles_desk.reports.pdf import write_pdf

FONTS = ROOT / "resources" / "fonts"
WIDTH = layout.PORTRAIT.text_width
HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=400),
    st.text("WM\N{CYRILLIC CAPITAL LETTER SHCHA}", min_size=1, max_size=300),
    st.lists(st.text("iW-/._", min_size=1, max_size=120), max_size=12).map(" ".join),
    st.lists(st.sampled_from(("Verkostojohtaminen", "cluster", "and", "W" * 90, "i" * 200, "")), max_size=60).map(
        " ".join
    ),
    st.lists(st.text("abc ", max_size=9), max_size=9).map("\n".join),
)


def pages(*blocks: Block) -> int:
    file = io.BytesIO()
    return write_pdf(Document("Title", "fi", "Subject", "Author", date(2026, 3, 17), "foot", blocks), file, FONTS).pages


@pytest.mark.parametrize("bold", [False, True])
def test_no_character_is_wider_than_is_reckoned_with(*, bold: bool) -> None:
    register(FONTS)
    printable, size = Printable(), 1000.0
    too_wide: list[str] = []
    known = [widths(face(bold=bold, italic=italic)) for italic in (False, True)]
    style = layout.Style(size, size)
    for code in (*range(0xD800), *range(0xE000, 0x20000)):
        pair = chr(code) * 2
        shown = printable(pair)
        wide = max(found[shown] for found in known) * size
        if shown.strip() and wide > 0 and lines_of(pair, style, wide - 0.5, bold=bold) < 2:
            too_wide.append(hex(code))
    assert too_wide == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(HOSTILE, st.booleans(), st.sampled_from(range(8))), min_size=1, max_size=6))
@example([("\r", False, 0)])  # a heading without a character is shown as a dash
def test_blocks_that_are_said_to_fit_on_a_page_do(parts: list[tuple[str, bool, int]]) -> None:
    blocks = tuple(_block(*part) for part in parts)
    left = PAGE - height_of(blocks)
    if left > 0:
        # Filled up to the brim, so that a bound a little too low shows; no space stands above the first block.
        assert pages(Figure(Drawing(10, left, (), "Nothing.")), *blocks) == 1


@settings(max_examples=200, deadline=None)
@given(HOSTILE, st.integers(1, 4), st.booleans())
def test_a_shortened_text_keeps_to_its_lines(words: str, lines: int, bold: bool) -> None:
    style = layout.BODY
    cut = shortened(words, style, lines, bold=bold)
    assert lines_of(cut, style, WIDTH, bold=bold) <= lines
    assert "\n" not in cut


def test_a_text_that_fits_is_left_as_it_is() -> None:
    assert shortened("A plan with owners and dates.", layout.BODY, 1) == "A plan with owners and dates."


def test_a_text_is_cut_at_a_word() -> None:
    cut = shortened("every word of this is a whole one " * 90, layout.BODY, 2)
    assert cut.endswith(ELLIPSIS)
    assert cut.removesuffix(ELLIPSIS).split()[-1] in ["every", "word", "of", "this", "is", "a", "whole", "one"]
    assert lines_of(cut, layout.BODY, WIDTH) == 2


def test_a_very_long_text_costs_no_more_than_what_is_shown_of_it() -> None:
    assert len(shortened("wide " * 2_000_000, layout.BODY, 3)) < 600


def test_breaks_become_spaces() -> None:
    assert shortened("one\r\ntwo\u2028three\tfour", layout.BODY, 1) == "one two three four"


def test_a_paragraph_is_as_long_as_asked_for() -> None:
    block = paragraph("word " * 500, 3, Tone.NOTE, Align.CENTRE, bold=True)
    assert (block.tone, block.align) == (Tone.NOTE, Align.CENTRE)
    assert block.text[0].bold
    assert lines_of(block.text[0].text, layout.NOTE, WIDTH, bold=True) == 3


def test_a_table_is_never_said_to_fit() -> None:
    assert height_of((Table((Column("a"),), ((cell("b"),),), "A table."),)) == float("inf")


def _block(words: str, bold: bool, kind: int) -> Block:
    said = text(Span(words, bold=bold))
    return (
        Heading(2, words or "x"),
        Paragraph(said, Tone.LEAD),
        BulletList((said, said)),
        NumberedList((said, text("one"))),
        Callout(CalloutKind.RESULT, words, (said,)),
        KeyValues((Pair(words[:60], said),)),
        Group((Figure(Drawing(200, 40, (), "Nothing."), words[:80]), Paragraph(said, Tone.NOTE))),
        SignatureField((said,)),
    )[kind]
