"""A document becomes a PDF: in order, with the project's fonts, whole pages, bookmarks, and the same bytes each time."""

from __future__ import annotations

import io
import re
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader
from support.blocks import WORDS, one_of_each
from support.gold import ROOT

from eucles_desk.drawing.shapes import Drawing, Label, Point
from eucles_desk.reports.content import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Document,
    Figure,
    Group,
    Heading,
    KeyValues,
    NumberedList,
    PageBreak,
    Pair,
    Paragraph,
    Span,
    Table,
    cell,
    text,
)
from eucles_desk.reports.pdf import Written, write_pdf

FONTS = ROOT / "resources" / "fonts"
HOSTILE = (
    "<b>bold</b> &amp; &lt; &#65;",
    '<font color="[...]">red</font>',
    "<font color=\"__import__('os').system('true')\">x</font>",
    '<img src="/etc/passwd"/>',
    '<a href="file:///etc/passwd">here</a>',
    "<para><unclosed",
    "{braces} %(percent)s %s %later 0 0",
    "\\) Tj ET (",
)


def document(*blocks: Block) -> Document:
    return Document("A title", "en", "A subject", "Some author", date(2026, 3, 17), "the foot", blocks)


def written(*blocks: Block) -> tuple[PdfReader, Written, bytes]:
    file = io.BytesIO()
    outcome = write_pdf(document(*blocks), file, FONTS)
    return PdfReader(file), outcome, file.getvalue()


def plain(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def inside(thing: object, *keys: str) -> Any:
    """Return what lies behind keys of the file's own objects, whose types no stub knows."""
    found: Any = thing
    for key in keys:
        found = found[key].get_object()
    return found


def fonts_of(reader: PdfReader) -> set[str]:
    found: set[str] = set()
    for page in reader.pages:
        for font in inside(page, "/Resources", "/Font").values():
            found.add(inside(font.get_object(), "/BaseFont"))
            assert "/FontFile2" in inside(font.get_object(), "/FontDescriptor")
    return found


def test_every_kind_of_block_is_printed_in_the_order_of_reading() -> None:
    reader, outcome, _ = written(*one_of_each())
    said = plain(reader)
    places = [said.index(word) for word in WORDS.split()]
    assert places == sorted(places)
    assert outcome == Written(2, ())


def test_only_the_fonts_of_the_project_are_used_and_they_are_embedded() -> None:
    reader, _, _ = written(*one_of_each())
    assert {name.split("+")[1] for name in fonts_of(reader)} <= {
        "NotoSans-Regular",
        "NotoSans-Bold",
        "NotoSans-Italic",
        "NotoSans-BoldItalic",
    }


def test_the_same_document_gives_the_same_bytes() -> None:
    assert written(*one_of_each())[2] == written(*one_of_each())[2]


def test_the_file_says_what_it_is() -> None:
    reader, _, _ = written(*one_of_each())
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author, reader.metadata.subject) == (
        "A title",
        "Some author",
        "A subject",
    )
    assert inside(reader.metadata, "/CreationDate").startswith("D:20260317")
    assert inside(reader.trailer, "/Root", "/Lang") == "en"
    assert inside(reader.trailer, "/Root", "/ViewerPreferences", "/DisplayDocTitle").value is True


def test_headings_are_bookmarks_and_page_numbers_are_right() -> None:
    reader, _, _ = written(*one_of_each())
    outline = [entry for entry in reader.outline if not isinstance(entry, list)]
    assert [entry["/Title"] for entry in outline] == ["Alpha", "Kilo"]
    assert [reader.get_destination_page_number(entry) for entry in outline] == [0, 1]
    first, second = (page.extract_text() for page in reader.pages)
    assert re.search(r"Page\s+juliett\s+2\b", " ".join(first.split()))
    assert "the foot" in first
    assert "1 / 2" in first
    assert "2 / 2" in second


def test_a_link_leads_to_its_heading_and_an_unknown_one_is_only_text() -> None:
    reader, outcome, _ = written(
        Heading(1, "Alpha", "alpha"),
        Paragraph(text(Span("good", link="#alpha"), Span(" bad", link="#nowhere"), Span(" odd", link="file:///etc/x"))),
        Paragraph(text(Span("web", link="https://example.org/a"))),
        Table((Column("Page"),), ((Cell(page_of="nowhere"),),), "A page."),
    )
    annotations = [note.get_object() for note in inside(reader.pages[0], "/Annots")]
    assert len(annotations) == 2
    assert [inside(note, "/A", "/URI") for note in annotations if "/A" in note] == ["https://example.org/a"]
    assert outcome.pages == 1


@pytest.mark.parametrize("count", range(27, 36))
def test_a_table_repeats_its_header_once_a_page_and_never_leaves_one_row_alone(count: int) -> None:
    rows = tuple((cell(f"row {number}", header=True), cell("value")) for number in range(count))
    reader, _, _ = written(Table((Column("Head", share=1.0), Column("Tail", share=1.0)), rows, "Rows."))
    found: list[str] = []
    for page in reader.pages:
        said = page.extract_text()
        assert said.count("Head") == 1
        on_page = re.findall(r"row \d+", said)
        assert len(on_page) >= 2
        found += on_page
    assert found == [f"row {number}" for number in range(count)]


@pytest.mark.parametrize("count", range(20, 28))
def test_a_row_held_back_for_the_last_one_goes_to_the_next_page(count: int) -> None:
    rows = [(cell(f"row {number}"),) for number in range(count)]
    last = (Cell(tuple(text("last") for _ in range(6))),)
    reader, _, _ = written(Table((Column("Head", share=1.0),), (*rows, last), "Rows."))
    assert [page.extract_text().count("Head") for page in reader.pages] == [1] * len(reader.pages)


@pytest.mark.parametrize("lines", range(30, 52))
def test_a_heading_is_never_the_last_thing_on_a_page(lines: int) -> None:
    filler = [Paragraph(text(f"filler {number}")) for number in range(lines)]
    body = Paragraph(text("body " * 300))
    table = Table((Column("Head"),), tuple((cell(f"r{number}"),) for number in range(9)), "Rows.")
    for follower in (body, table):
        reader, _, _ = written(*filler, Heading(2, "Stranded", "s"), Heading(3, "Also", "a"), follower)
        for page in reader.pages:
            said = page.extract_text()
            if "Stranded" in said:
                after = said[said.index("Also") :]
                assert "body" in after or "r1" in after


def test_a_group_stays_on_one_page_while_it_fits_on_one() -> None:
    filler = [Paragraph(text(f"filler {number}")) for number in range(25)]
    group = Group(tuple(Paragraph(text(f"kept {number}")) for number in range(15)))
    reader, _, _ = written(*filler, group)
    assert [len(re.findall(r"kept \d+", page.extract_text())) for page in reader.pages] == [0, 15]


def test_a_group_is_cut_rather_than_leave_most_of_a_page_empty() -> None:
    group = Group(tuple(Paragraph(text(f"kept {number}")) for number in range(31)))
    reader, outcome, _ = written(*[Paragraph(text(f"filler {number}")) for number in range(5)], group)
    assert outcome.pages == 2
    assert "kept 0" in reader.pages[0].extract_text()


@pytest.mark.parametrize(("lines", "shown", "page"), [(10, "tall", 0), (25, "low", 0), (31, "tall", 1)])
def test_a_figure_is_drawn_lower_rather_than_leave_the_page(lines: int, shown: str, page: int) -> None:
    tall, low = (
        Drawing(300, height, (Label(Point(0, height / 2), name, size=9),), name)
        for name, height in (("tall", 300), ("low", 100))
    )
    above = [Paragraph(text(f"Line {number}")) for number in range(lines)]
    reader, _, _ = written(*above, Figure(tall, smaller=low))
    assert shown in reader.pages[page].extract_text().split()


def test_a_group_higher_than_a_page_still_prints_whole() -> None:
    reader, outcome, _ = written(Group(tuple(Paragraph(text(f"kept {number}")) for number in range(120))))
    assert len(re.findall(r"kept \d+", plain(reader))) == 120
    assert outcome.pages >= 3


@pytest.mark.parametrize("lines", range(24, 34))
def test_a_group_too_high_for_a_page_still_keeps_its_heading_with_the_first_rows(lines: int) -> None:
    filler = [Paragraph(text(f"filler {number}")) for number in range(lines)]
    table = Table((Column("Head"),), tuple((cell(f"r{number}"),) for number in range(60)), "Rows.")
    group = Group((Heading(2, "Stranded", "s"), Paragraph(text("a key")), table))
    reader, _, _ = written(*filler, group)
    (page,) = (said for page in reader.pages if "Stranded" in (said := page.extract_text()))
    assert "r1" in page[page.index("Stranded") :]


def test_page_breaks_make_no_empty_pages() -> None:
    reader, outcome, _ = written(
        PageBreak(), Paragraph(text("one")), PageBreak(), PageBreak(), Paragraph(text("two")), PageBreak()
    )
    assert outcome.pages == 2
    assert [word in page.extract_text() for word, page in zip(("one", "two"), reader.pages, strict=True)] == [
        True,
        True,
    ]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_is_shown_as_it_was_typed_wherever_it_stands(hostile: str) -> None:
    plain_words = "".join(hostile.split())
    reader, outcome, _ = written(
        Heading(1, hostile, "h"),
        Paragraph(text(hostile, Span(hostile, bold=True))),
        Callout(CalloutKind.NOTICE, hostile, (text(hostile),)),
        BulletList((text(hostile),)),
        NumberedList((text(hostile),)),
        Table((Column(hostile, share=1.0),), ((cell(hostile),),), hostile),
        KeyValues((Pair(hostile, text(hostile)),)),
        Figure(Drawing(300, 20, (Label(Point(0, 10), hostile, size=6),), hostile), hostile),
    )
    said = "".join(plain(reader).split())
    assert said.count(plain_words) == 13
    assert outcome.missing == ()


def test_what_the_fonts_lack_is_reported() -> None:
    _, outcome, _ = written(Heading(1, "Ελληνικά и кириллица \N{GRINNING FACE}", "h"))
    assert outcome.missing == ("\N{GRINNING FACE}",)


def test_other_scripts_of_europe_come_out_as_they_went_in() -> None:
    reader, outcome, _ = written(Paragraph(text("Žďár Ångström Țară Łódź Ελληνικά ᾠδή Кириллица Ђорђе ї")))
    assert "Žďár Ångström Țară Łódź Ελληνικά ᾠδή Кириллица Ђорђе ї" in plain(reader)
    assert outcome.missing == ()


@pytest.mark.parametrize(
    "long", ["x" * 200_000, "word " * 40_000, "a line of words here\n" * 9_600, "\N{GRINNING FACE}" * 200_000]
)
def test_a_very_long_text_prints_whole_wherever_it_stands(long: str) -> None:
    wanted = sum(character not in "\n " for character in long)
    for block in (
        Paragraph(text(long)),
        BulletList((text(long),)),
        Callout(CalloutKind.RESULT, "head", (text(long),)),
        Table((Column("", share=1.0), Column("", share=1.0)), ((cell(long), cell("beside")),), "One row."),
        Heading(2, long, "h"),
    ):
        assert wanted > 0
        _, outcome, data = written(block)
        assert outcome.pages > 20
        assert data.startswith(b"%PDF")


def test_a_long_text_in_a_cell_keeps_all_its_words() -> None:
    words = [f"w{number}" for number in range(3000)]
    reader, _, _ = written(
        Table((Column("A", share=1.0), Column("B", share=1.0)), ((cell(" ".join(words)), cell("beside")),), "One row.")
    )
    assert [word for word in plain(reader).split() if re.fullmatch(r"w\d+", word)] == words


def test_progress_rises_to_its_end() -> None:
    told: list[tuple[int, int]] = []
    write_pdf(document(*one_of_each()), io.BytesIO(), FONTS, lambda done, steps: told.append((done, steps)))
    done = [step for step, _ in told]
    assert done == sorted(set(done))
    assert told[-1][0] == told[-1][1]
    assert len(told) > 5


@pytest.mark.parametrize("after", [0, 3, 14])
def test_giving_up_leaves_the_file_alone(after: int) -> None:
    asked = 0

    def is_cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    file = io.BytesIO()
    with pytest.raises(CancelledError):
        write_pdf(document(*one_of_each()), file, FONTS, is_cancelled=is_cancelled)
    assert file.getvalue() == b""


def test_long_title_and_foot_are_shortened_where_they_must_be() -> None:
    file = io.BytesIO()
    long = replace(document(Paragraph(text("x"))), title="t" * 5000, footer="f" * 5000)
    write_pdf(long, file, FONTS)
    reader = PdfReader(file)
    assert reader.metadata is not None
    assert len(reader.metadata.title or "") < 400
    assert "\N{HORIZONTAL ELLIPSIS}" in reader.pages[0].extract_text()


def test_an_empty_document_is_one_page() -> None:
    assert written(Paragraph(text("")))[1].pages == 1
