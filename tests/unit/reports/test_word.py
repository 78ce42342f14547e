"""The Word file has the content of the document in the same order, with the marks that a reader needs to rework it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support.blocks import one_of_each
from support.editions import small_edition
from support.gold import ROOT, public_edition
from support.report_cases import LEAD, MADE_ON, bronze, empty, gold, silver
from support.strategies import assessments

from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment, Improvement, Judgement
from eucles_desk.language import ENGLISH, Language, load
from eucles_desk.reports.content import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Document,
    Figure,
    Group,
    Heading,
    Image,
    KeyValues,
    NumberedList,
    PageBreak,
    Paragraph,
    SignatureField,
    Span,
    Table,
    Text,
    cell,
    flat,
    text,
)
from eucles_desk.reports.kinds import case_of, report_document
from eucles_desk.reports.word import write_word
from eucles_desk.reports.word_links import is_followed
from eucles_desk.reports.word_tables import shown_columns
from eucles_desk.reports.xml_text import clean
from eucles_desk.scheme.values import Edition

FONTS = ROOT / "resources" / "fonts"
FINNISH = load("fi", ROOT / "resources" / "i18n")


def report(assessment: Assessment, edition: Edition | None = None, language: Language = ENGLISH) -> Document:
    edition = edition or public_edition()
    return report_document(case_of(assessment, edition, language, made_on=MADE_ON, program_version="1.2.3"))


def document(*blocks: Block) -> Document:
    return Document("Title", "en", "Subject", "Author", MADE_ON, " · 1.2.3 · abcd", blocks, footer_name="Cluster")


@cache
def written(made: Document) -> bytes:
    file = io.BytesIO()
    write_word(made, file, FONTS)
    return file.getvalue()


def opened(made: Document) -> Any:
    return docx.Document(io.BytesIO(written(made)))


def words(said: Text) -> str:
    return "".join(clean(span.text) for span in said)  # a line's end in two spans is two


def texts(block: Block) -> list[str]:  # noqa: PLR0911  # one line for each kind of block
    """Return what the block says, paragraph by paragraph."""
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [words(block.text)]
        case BulletList() | NumberedList():
            return [words(item) for item in block.items]
        case Callout():
            return [block.heading, *map(words, block.paragraphs)]
        case KeyValues():
            return [f"{pair.key}\t{words(pair.value)}" for pair in block.pairs]
        case SignatureField():
            return [words(part) for part in block.paragraphs]
        case Table():
            shown = shown_columns(block)
            heads = [block.columns[index].header for index in shown]
            return [*heads, *(words(part) for row in block.rows for index in shown for part in row[index].text)]
        case Figure():
            return [block.caption]
        case _:
            return []


def wanted(made: Document) -> list[str]:
    return [clean(said) for block in flat(made.blocks) for said in texts(block) if clean(said)]


def paragraphs(word: Any) -> Iterator[Any]:
    """Yield the paragraphs in the order of reading, those of tables where they stand."""
    for inside in word.iter_inner_content():
        if isinstance(inside, WordTable):
            yield from (paragraph for row in inside.rows for cell in row.cells for paragraph in cell.paragraphs)
        else:
            assert isinstance(inside, WordParagraph)
            yield inside


def said(word: Any) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(word) if paragraph.text]


def descriptions(word: Any) -> list[str]:
    return [found.get("descr") for found in word.element.body.iter(qn("wp:docPr"))]


def figures(made: Document) -> Iterator[str]:
    """Yield the descriptions of what is drawn, in the order of reading."""
    for block in flat(made.blocks):
        match block:
            case Figure():
                yield block.drawing.description
            case Image():
                yield block.description
            case Table():
                yield from (column.figure.description for column in block.columns if column.figure)
                yield from (found.figure.description for row in block.rows for found in row if found.figure)
            case _:
                pass


CASES = [
    pytest.param(report(gold(public_edition())), id="gold"),
    pytest.param(report(gold(public_edition()), language=FINNISH), id="gold in Finnish"),
    pytest.param(report(silver(public_edition())), id="silver"),
    pytest.param(report(bronze(public_edition())), id="bronze"),
    pytest.param(report(empty(public_edition())), id="empty"),
    pytest.param(document(*one_of_each()), id="one of each"),
]


@pytest.mark.parametrize("made", CASES)
def test_the_text_stands_in_the_order_of_the_document(made: Document) -> None:
    word = opened(made)
    assert said(word) == wanted(made)
    assert descriptions(word) == [clean(one) for one in figures(made)]


@pytest.mark.parametrize("made", CASES)
def test_headings_are_headings_of_their_level(made: Document) -> None:
    found = [(p.style.name, p.text) for p in paragraphs(opened(made)) if p.style.name.startswith("Heading ")]
    assert found == [(f"Heading {b.level}", clean(b.text)) for b in flat(made.blocks) if isinstance(b, Heading)]


@pytest.mark.parametrize("made", CASES)
def test_tables_have_a_header_row_that_repeats_a_description_and_row_headings(made: Document) -> None:
    tables = [block for block in flat(made.blocks) if isinstance(block, Table)]
    for table, block in zip(opened(made).tables, tables, strict=True):
        head, *rows = table._tbl.tr_lst
        assert head.trPr.find(qn("w:tblHeader")) is not None
        assert not any(row.trPr.find(qn("w:tblHeader")) is not None for row in rows)
        assert len(rows) == len(block.rows)
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblDescription")).get(qn("w:val")) == block.summary
        look = properties.find(qn("w:tblLook"))
        assert look.get(qn("w:firstRow")) == "1"
        assert look.get(qn("w:firstColumn")) == str(int(all(row[0].header for row in block.rows)))
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.gridCol_lst]
        assert abs(sum(widths) - int(properties.find(qn("w:tblW")).get(qn("w:w")))) <= len(widths)
        assert min(widths) > 0


def test_lists_are_lists_and_each_begins_at_one() -> None:
    items = (text("a"), text("b"))
    word = opened(document(BulletList(items), NumberedList(items), Paragraph(text("between")), NumberedList(items)))
    found = [(p.style.name, p.text) for p in paragraphs(word)]
    assert found[:4] == [("List Bullet", "a"), ("List Bullet", "b"), ("List Number", "a"), ("List Number", "b")]
    numbers = [p._p.pPr.numPr.numId.val for p in paragraphs(word) if p.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    for number in set(numbers):
        (num,) = [one for one in word.part.numbering_part.element.num_lst if one.numId == number]
        (override,) = num.findall(qn("w:lvlOverride"))
        assert override.find(qn("w:startOverride")).get(qn("w:val")) == "1"


# Links


def hyperlinks(word: Any) -> list[tuple[str, str]]:
    """Return the text of each link and where it leads."""
    targets = {key: related.target_ref for key, related in word.part.rels.items() if related.is_external}
    found: list[tuple[str, str]] = []
    for link in word.element.body.iter(qn("w:hyperlink")):
        shown = "".join(part.text or "" for part in link.iter(qn("w:t")))
        anchor = link.get(qn("w:anchor"))
        found.append((shown, f"#{anchor}" if anchor else targets[link.get(qn("r:id"))]))
    return found


def test_links_lead_to_headings_and_usual_addresses_and_nowhere_else() -> None:
    addresses = [
        "#here",
        "#nowhere",
        "https://example.org/a b",
        "https://example.org/?a=1&b=(2)",
        "HTTP://example.org",
        "mailto:a@example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://example.org/ä",
        "https://example.org/\n",
        "ftp://example.org",
        "https://example.org/" + "a" * 3000,
    ]
    made = document(Heading(1, "Here", "here"), *(Paragraph(text(Span(a, link=a))) for a in addresses))
    word = opened(made)
    found = hyperlinks(word)
    assert [target for _text, target in found] == [
        "#h1_here",
        "https://example.org/?a=1&b=(2)",
        "HTTP://example.org",
        "mailto:a@example.org",
    ]
    assert said(word) == wanted(made)
    names = [start.get(qn("w:name")) for start in word.element.body.iter(qn("w:bookmarkStart"))]
    assert names == ["h1_here"]


@given(st.text(max_size=60))
def test_an_address_that_is_followed_is_plain(typed: str) -> None:
    for address in (typed, f"https://{typed}"):
        if is_followed(address):
            assert re.fullmatch(r"(?i)(https?://|mailto:)[!-~]*", address)


@pytest.mark.parametrize("made", CASES)
def test_every_link_within_leads_to_one_bookmark(made: Document) -> None:
    word = opened(made)
    names = [start.get(qn("w:name")) for start in word.element.body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    assert all(len(name) <= 40 and re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII) for name in names)
    assert {target[1:] for _text, target in hyperlinks(word) if target.startswith("#")} <= set(names)


def test_two_headings_of_one_id_make_one_bookmark() -> None:
    word = opened(document(Heading(1, "A", "same"), Heading(2, "B", "same")))
    assert len(list(word.element.body.iter(qn("w:bookmarkStart")))) == 1


# The file


def test_the_file_says_what_it_is_and_in_which_language() -> None:
    made = report(gold(public_edition()), language=FINNISH)
    word = opened(made)
    properties = word.core_properties
    assert (properties.title, properties.author, properties.language) == (made.title, made.author, "fi-FI")
    assert properties.created == properties.modified
    assert properties.created.date() == MADE_ON
    languages = {found.get(qn("w:val")) for found in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"fi-FI"}


def test_a_passage_in_another_language_is_marked() -> None:
    made = document(Heading(1, "Otsikko", language="fi"), Paragraph(text("plain ", Span("sana", language="fi"))))
    runs = [run for paragraph in paragraphs(opened(made)) for run in paragraph.runs]
    languages = {run.text: [lang.get(qn("w:val")) for lang in run._r.iter(qn("w:lang"))] for run in runs}
    assert languages == {"Otsikko": ["fi-FI"], "plain ": [], "sana": ["fi-FI"]}


def test_the_foot_names_the_report_and_counts_the_pages() -> None:
    word = opened(replace(report(gold(public_edition())), page_label="{page} of {pages}"))
    (paragraph,) = word.sections[0].footer.paragraphs
    assert paragraph.text.startswith("Northern Forest Bioeconomy Cluster · ")
    assert "EUCLES Desk 1.2.3" in paragraph.text
    fields = [found.get(qn("w:instr")).strip() for found in paragraph._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    shown = "".join(found.text or "" for found in paragraph._p.iter(qn("w:t")))
    assert shown.endswith("1 of 1")


def test_a_draft_says_so_at_the_head_of_each_page() -> None:
    made = document(Paragraph(text("a")))
    assert [p.text for p in opened(replace(made, watermark="DRAFT")).sections[0].header.paragraphs] == ["DRAFT"]
    assert opened(made).sections[0].header.is_linked_to_previous


def test_paper_is_a4_and_lies_when_the_document_does() -> None:
    for is_lying in (False, True):
        section = opened(replace(document(Paragraph(text("a"))), landscape=is_lying)).sections[0]
        sizes = (round(section.page_width.mm), round(section.page_height.mm))
        assert sizes == ((297, 210) if is_lying else (210, 297))
        assert (section.orientation == 1) == is_lying


def test_a_page_break_begins_a_page_with_what_follows() -> None:
    table = Table((Column("a"),), ((cell("b"),),), "A table.")
    for block in (Paragraph(text("x")), table, Heading(1, "y")):
        word = opened(document(Paragraph(text("before")), PageBreak(), block))
        broken = [p for p in paragraphs(word) if p.paragraph_format.page_break_before]
        assert len(broken) == 1
        first = next(iter(said(word)[1:]))
        assert broken[0].text in {"", first}


def test_two_tables_in_a_row_stay_two() -> None:
    table = Table((Column("a"),), ((cell("b"),),), "A table.")
    word = opened(document(table, table))
    assert len(word.tables) == 2
    assert word.element.body[1].tag == qn("w:p")
    assert word.element.body[-2].tag == qn("w:p"), "the body does not end in a table"


def test_what_stays_together_is_not_parted() -> None:
    word = opened(document(Group((Heading(2, "a"), Paragraph(text("b")), Paragraph(text("c"))))))
    keeps = [
        (p.text, p.paragraph_format.keep_with_next or p.style.paragraph_format.keep_with_next) for p in paragraphs(word)
    ]
    assert [(name, bool(kept)) for name, kept in keeps] == [("a", True), ("b", True), ("c", False)]


def test_page_numbers_that_would_be_wrong_are_left_out() -> None:
    table = Table((Column("What"), Column("Page")), ((cell("a"), Cell(page_of="a")),), "A table.")
    assert said(opened(document(table))) == ["What", "a"]


def test_the_same_document_gives_the_same_bytes() -> None:
    made = report(gold(public_edition()))
    assert written(made) == written.__wrapped__(made)
    with zipfile.ZipFile(io.BytesIO(written(made))) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("made", CASES)
def test_every_part_is_right_xml_of_a_known_type_and_every_relation_leads_to_one(made: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(written(made))) as file:
        assert file.testzip() is None
        names = file.namelist()
        assert names[0] == "[Content_Types].xml"
        types = ET.fromstring(file.read(names[0]))
        known = {found.get("PartName") for found in types} | {found.get("Extension") for found in types}
        for name in names[1:]:
            assert f"/{name}" in known or name.rpartition(".")[2] in known, name
            if name.endswith((".xml", ".rels")):
                ET.fromstring(file.read(name))
        for name in names:
            if name.endswith(".rels"):
                folder = name.replace("_rels/", "").rpartition("/")[0]
                for related in ET.fromstring(file.read(name)):
                    if related.get("TargetMode") != "External":
                        target = related.get("Target", "")
                        found = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
                        assert str(re.sub(r"[^/]+/\.\./", "", found)) in names, (name, target)


def test_properties_stand_in_the_order_that_the_format_asks_for() -> None:
    order = [
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "widowControl",
        "numPr",
        "pBdr",
        "shd",
        "tabs",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "outlineLvl",
        "rPr",
    ]
    for made in (document(*one_of_each()), report(gold(public_edition()))):
        word = opened(made)
        roots = (word.element, word.styles.element, word.sections[0].footer.part.element)
        for properties in (found for root in roots for found in root.iter(qn("w:pPr"))):
            places = [order.index(child.tag.rpartition("}")[2]) for child in properties]
            assert places == sorted(set(places)), [child.tag for child in properties]


# What people type


@pytest.mark.parametrize(
    "typed",
    [
        "<b>bold</b> &amp; <w:t>x</w:t>",
        '{ PAGE } { HYPERLINK "https://example.org" }',
        "]]> <!-- -->",
        "\x00\x01a\x0b\x0cb\ufffe",
        "a\r\nb\rc\u2028d",
        "a\tb",
        "\N{HEBREW LETTER ALEF}\N{ARABIC LETTER ALEF} \N{GRINNING FACE}",
        "  spaces  ",
    ],
)
def test_what_a_person_typed_is_text(typed: str) -> None:
    table = Table((Column(typed),), ((cell(typed),),), typed)
    made = document(Heading(1, typed, "a"), Paragraph(text(typed)), BulletList((text(typed),)), table)
    word = opened(replace(made, title=typed, author=typed, footer_name=typed, watermark=typed))
    assert said(word) == [clean(typed)] * 5
    assert not list(word.element.body.iter(qn("w:fldSimple"), qn("w:instrText")))
    assert not any(paragraph.runs[0].bold for paragraph in paragraphs(word) if paragraph.style.name == "Normal")


def test_a_very_long_text_is_kept_whole() -> None:
    made = document(Paragraph(text("word " * 40_000)), Table((Column("a"),), ((cell("word " * 40_000),),), "A table."))
    word = opened(replace(made, title="t" * 300, footer_name="n" * 300))
    assert said(word) == wanted(made)
    assert len(word.core_properties.title) == 255


def test_characters_that_a_drawing_cannot_show_are_named() -> None:
    (figure,) = [block for block in one_of_each() if isinstance(block, Figure)]
    (label,) = [shape for shape in figure.drawing.shapes if hasattr(shape, "text")]
    made = document(Figure(replace(figure.drawing, shapes=(replace(label, text="\N{GRINNING FACE}"),))))
    assert write_word(made, io.BytesIO(), FONTS) == ("\N{GRINNING FACE}",)


@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=200))
@example("0\r")
def test_any_text_in_any_field_comes_back(typed: str) -> None:
    edition = small_edition()
    judgement = Judgement(LEAD.id, "1.2", 3, typed, (typed,), (Improvement(typed, typed, typed, "2026-05"),))
    assessment = empty(edition)
    made = report(
        replace(
            assessment,
            step=Step.SCORING,
            cluster=replace(assessment.cluster, name=typed, region=typed),
            seats=(replace(LEAD, name=typed, organisation=typed),),
            judgements=(judgement,),
        ),
        edition,
    )
    assert said(opened(made)) == wanted(made)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(assessments(small_edition()))
def test_any_assessment_makes_a_file(assessment: Assessment) -> None:
    made = report(assessment, small_edition())
    assert said(opened(made)) == wanted(made)


# Progress


def test_progress_is_told_and_making_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    made = document(*one_of_each())
    write_word(made, io.BytesIO(), FONTS, lambda done, count: told.append((done, count)))
    assert told == [(number, len(made.blocks)) for number in range(1, len(made.blocks) + 1)]
    file = io.BytesIO()
    with pytest.raises(CancelledError):
        write_word(made, file, FONTS, is_cancelled=lambda: True)
    assert not file.getvalue()


def test_a_picture_keeps_its_shape_in_its_box() -> None:
    (image,) = [block for block in one_of_each() if isinstance(block, Image)]
    (found,) = opened(document(image)).inline_shapes
    assert (found.width.pt, found.height.pt) == (60, 30)
