"""Reading a report: text in the order of reading, and the files in it; files made to do harm are refused plainly."""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from eucles_desk.errors import ReportError
from eucles_desk.reports import decoding
from eucles_desk.reports.content import (
    Align,
    Attachment,
    BulletList,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    NumberedList,
    PageBreak,
    Pair,
    Paragraph,
    Relationship,
    SignatureField,
    Span,
    Table,
    cell,
    text,
)
from eucles_desk.reports.pdf import write_pdf
from eucles_desk.reports.reading import ReadPdf, read_pdf

FONTS = Path(__file__).parents[3] / "resources/fonts"
LONG = "Osaamiskeskittymä kokoaa yrityksiä ja tutkimusta yhteen. " * 40
BLOCKS = (
    Heading(1, "Κέντρο & <b>Б</b>", "top"),
    Paragraph(text("Plain ", Span("bold", bold=True), ", ", Span("a link", link="#top"), " and\nmore.")),
    Callout(CalloutKind.RESULT, "Result", (text("124 points."),)),
    BulletList((text("one"), text("two"))),
    NumberedList((text("first"),)),
    KeyValues((Pair("Key", text("value")),)),
    Table(
        (Column("Criterion"), Column("Level", align=Align.END), Column("Page")),
        ((cell("2.4 Committed"), cell("4"), Cell(page_of="end")), (cell("2.5", header=True), cell("3"), cell())),
        "Levels",
    ),
    PageBreak(),
    Heading(2, "End", "end"),
    Paragraph(text(LONG)),
)
ATTACHMENT = Attachment("a.json", "application/json", b'{"a": 1}', Relationship.SOURCE, "A file")


@cache
def written(*blocks: Any, signature: bool = False, watermark: str = "") -> bytes:
    document = Document(
        title="Example",
        language="en",
        subject="Invented",
        author="Nobody",
        made_on=date(2026, 3, 17),
        footer=" · Example 1.0 · ab…cd",
        blocks=blocks or BLOCKS,
        signature=signature,
        signature_label="Signature",
        watermark=watermark,
        attachments=(ATTACHMENT,),
    )
    file = io.BytesIO()
    write_pdf(document, file, FONTS)
    return file.getvalue()


def changed(change: Callable[[Any], object]) -> bytes:
    """Return the file as an editor has changed it."""
    with pikepdf.open(io.BytesIO(written())) as pdf:
        change(pdf)
        file = io.BytesIO()
        pdf.save(file)
    return file.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(ReportError) as caught:
        read_pdf(content)
    return str(caught.value)


def texts(read: ReadPdf) -> list[tuple[str, str]]:
    """Return what is read, without the foot of a page, which is read aloud where there are few pages."""
    return [(passage.tag, passage.text) for passage in read.lines if "Example 1.0" not in passage.text]


def test_the_text_is_read_in_order_with_its_tags() -> None:
    assert texts(read_pdf(written())) == [
        ("H1", "Κέντρο & <b>Б</b>"),
        ("P", "Plain bold, a link and more."),
        ("H2", "Result"),
        ("P", "124 points."),
        ("Lbl", "•"),
        ("LBody", "one"),
        ("Lbl", "•"),
        ("LBody", "two"),
        ("Lbl", "1."),
        ("LBody", "first"),
        ("TH", "Key"),
        ("TD", "value"),
        ("TH", "Criterion"),
        ("TH", "Level"),
        ("TH", "Page"),
        ("TD", "2.4 Committed"),
        ("TD", "4"),
        ("TD", "2"),
        ("TH", "2.5"),
        ("TD", "3"),
        ("H2", "End"),
        ("P", LONG.strip()),
    ]


def test_cells_know_their_row_and_passages_their_page() -> None:
    lines = read_pdf(written()).lines
    rows = {passage.text: passage.row for passage in lines}
    assert rows["2.4 Committed"] == rows["4"] != rows["2.5"] == rows["3"]
    assert rows["Result"] == 0
    pages = {passage.text: passage.page for passage in lines}
    assert (pages["Result"], pages["End"]) == (1, 2)


def test_a_text_over_many_pages_is_one_passage_with_its_words_apart() -> None:
    whole = "word " * 4000
    assert ("P", whole.strip()) in texts(read_pdf(written(Paragraph(text(whole)))))


@example("Maanantaikokous \N{EN DASH} äö")
@given(st.text(st.characters(codec="latin-1", exclude_categories=["C", "Z"]), min_size=1))
def test_any_word_is_read_as_it_was_written(word: str) -> None:
    assert texts(read_pdf(written(Paragraph(text(word))))) == [("P", word)]


def test_a_watermark_is_an_ornament_and_every_page_says_all_its_words() -> None:
    read = read_pdf(written(Paragraph(text("x")), watermark="DRAFT"))
    assert read.pages[0].ornaments[0] == "DRAFT"
    assert read.pages[0].unmarked == ""
    assert {"DRAFT", "x", "1.0", "ab…cd", "/"} <= set(read.pages[0].words.split())


def test_attached_files_come_out_as_they_went_in() -> None:
    (found,) = read_pdf(written()).attachments
    assert (found.name, found.media_type, found.content, found.relationship) == (
        "a.json",
        "application/json",
        b'{"a": 1}',
        "Source",
    )


def test_the_metadata_say_what_kind_of_file_it_is() -> None:
    read = read_pdf(written())
    assert [read.xmp[name] for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")] == ["3", "A", "1"]
    assert read.xmp["dc:title"] == "Example"
    assert read.language == "en"


def test_a_field_for_a_signature_is_seen_whether_it_shows_or_not() -> None:
    assert not read_pdf(written()).has_field
    hidden = read_pdf(written(Paragraph(text("x")), signature=True))
    assert (hidden.has_field, hidden.shows_field) == (True, False)
    shown = read_pdf(written(SignatureField((text("Signed by"),)), signature=True))
    assert (shown.has_field, shown.shows_field) == (True, True)


def test_what_is_said_in_place_of_what_is_drawn_counts() -> None:
    def say(pdf: Any) -> None:
        contents = pdf.pages[0].Contents.read_bytes()
        drawn = contents.index(b"Tj", contents.index(b"/H1"))
        begin = contents.rindex(b"BDC", 0, drawn) + 3
        spoken = (
            b" /Span <</ActualText <feff00530070006f00ad0020006b0065006e>>> BDC "
            + contents[begin : drawn + 2]
            + b" EMC"
        )
        pdf.pages[0].Contents.write(contents[:begin] + spoken + contents[drawn + 2 :])

    assert texts(read_pdf(changed(say)))[0] == ("H1", "Spoken")


def test_the_text_that_a_tag_gives_stands_for_all_that_is_in_it() -> None:
    def say(pdf: Any) -> None:
        pdf.Root.StructTreeRoot.K[0].K[0].ActualText = "Spoken"

    assert texts(read_pdf(changed(say)))[0] == ("H1", "Spoken")


def test_a_changed_digit_and_something_drawn_over_the_page_change_the_digest() -> None:
    def draw(pdf: Any) -> None:
        pdf.pages[0].Contents.write(pdf.pages[0].Contents.read_bytes() + b"\n0 0 100 100 re f")

    def lay(pdf: Any) -> None:
        shape = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[0, 0, 9, 9], AP=Dictionary(N=shape))
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])

    same = [page.digest for page in read_pdf(changed(lambda _: None)).pages]
    assert same == [page.digest for page in read_pdf(written()).pages]
    for change in (draw, lay):
        assert [page.digest for page in read_pdf(changed(change)).pages] != same


def test_text_outside_all_tags_is_seen() -> None:
    def write(pdf: Any) -> None:
        pdf.pages[0].Contents.write(pdf.pages[0].Contents.read_bytes() + b"\nBT /F1+0 9 Tf (\\1) Tj ET")

    assert read_pdf(changed(write)).pages[0].unmarked


def test_a_page_that_is_gone_takes_its_text_with_it() -> None:
    def remove(pdf: Any) -> None:
        del pdf.pages[1]

    read = read_pdf(changed(remove))
    assert len(read.pages) == 1
    assert "End" not in {passage.text for passage in read.lines}


# Files made to do harm

DAMAGED = "The report is damaged and cannot be read."
TOO_LARGE = "The report is too large to be read."


def bomb(pdf: Any) -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(60)) + packer.flush()
    pdf.pages[0].Contents.write(packed, filter=Name.FlateDecode)


def circle(pdf: Any) -> None:
    top = pdf.Root.StructTreeRoot.K[0]
    top.K.append(top)


def deep(pdf: Any) -> None:
    element = pdf.make_indirect(Dictionary(S=Name.P))
    for _ in range(300):
        element = pdf.make_indirect(Dictionary(S=Name.Div, K=Array([element])))
    pdf.Root.StructTreeRoot.K = Array([element])


def deep_spans(pdf: Any) -> None:
    element = pdf.make_indirect(Dictionary(S=Name.Span))
    for _ in range(300):
        element = pdf.make_indirect(Dictionary(S=Name.Span, K=Array([element])))
    pdf.Root.StructTreeRoot.K = Array([element])


def marks(pdf: Any) -> None:
    pdf.pages[0].Contents.write(b"/P BMC " * 1000)


def odd_packing(pdf: Any) -> None:
    pdf.pages[0].Contents.write(b"80", filter=Name.DCTDecode)


def no_stream(pdf: Any) -> None:
    pdf.Root.AF[0].EF = Dictionary(F=Dictionary())


def odd_number(pdf: Any) -> None:
    pdf.Root.StructTreeRoot.K[0].K[0].K = Dictionary(Type=Name.MCR, MCID=Name.Odd)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (bomb, TOO_LARGE),
        (circle, DAMAGED),
        (deep, TOO_LARGE),
        (deep_spans, TOO_LARGE),
        (marks, DAMAGED),
        (odd_packing, "The file was not written by this program, or changed by another one."),
        (no_stream, "A file in the report is damaged."),
        (odd_number, DAMAGED),
    ],
)
def test_a_file_made_to_do_harm_is_refused_in_one_sentence(change: Callable[[Any], None], sentence: str) -> None:
    begin = time.monotonic()
    assert refused(changed(change)) == sentence
    assert time.monotonic() - begin < 10


def test_what_is_no_pdf_and_what_is_locked_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(b"") == refused(b"hello") == "The file is damaged or not a PDF."
    with pikepdf.open(io.BytesIO(written())) as pdf:
        file = io.BytesIO()
        pdf.save(file, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refused(file.getvalue()) == "The file is locked with a password."
    monkeypatch.setattr(decoding, "MOST_OPERATORS", 10)
    assert refused(written()) == TOO_LARGE


@given(st.data())
def test_a_file_with_changed_bytes_is_read_or_refused_in_one_sentence(data: st.DataObject) -> None:
    content = bytearray(written())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert isinstance(read_pdf(bytes(content)), ReadPdf)
    except ReportError as error:
        said = str(error)
        assert said.endswith(".")
