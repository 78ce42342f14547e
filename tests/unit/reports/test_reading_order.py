"""Read aloud, a report says its blocks one after the other, each as what it is."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream
from support.blocks import one_of_each
from support.gold import ROOT, public_edition
from support.report_cases import MADE_ON, bronze, empty, gold, silver

from eucles_desk.app.languages import Languages
from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment
from eucles_desk.reports.content import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Figure,
    Heading,
    Image,
    KeyValues,
    NumberedList,
    PageBreak,
    Paragraph,
    SignatureField,
    Space,
    Table,
    Text,
    flat,
)
from eucles_desk.reports.kinds import case_of, report_document
from eucles_desk.reports.pdf import write_pdf
from eucles_desk.reports.reading import read_pdf

Said = tuple[str, str]
CASES = {"gold": gold, "silver": silver, "bronze": bronze, "empty": empty}
KINDS = [kind for kind in ReportKind if kind is not ReportKind.CERTIFICATE]


def written(document: Document) -> bytes:
    file = io.BytesIO()
    write_pdf(document, file, ROOT / "resources" / "fonts")
    return file.getvalue()


def document_of(assessment: Assessment, kind: ReportKind, language: str) -> Document:
    spoken = Languages(ROOT / "resources").load(language)
    return report_document(
        case_of(assessment, public_edition(), spoken, made_on=MADE_ON, program_version="1", kind=kind)
    )


def plain(text: Text) -> str:
    return " ".join("".join(span.text for span in text).split())


def said(blocks: Iterable[Block]) -> Iterator[Said]:  # noqa: C901, PLR0912  # one branch for each kind of block
    """Yield what is to be heard of the blocks; of header cells only their text, whether they head a row or not."""
    for block in flat(blocks):
        match block:
            case Heading():
                yield f"H{block.level}", " ".join(block.text.split())
            case Paragraph():
                yield "P", plain(block.text)
            case BulletList():
                for item in block.items:
                    yield from (("Lbl", "•"), ("LBody", plain(item)))
            case NumberedList():
                for number, item in enumerate(block.items, 1):
                    yield from (("Lbl", f"{number}."), ("LBody", plain(item)))
            case Callout():
                yield "H2" if block.kind is CalloutKind.RESULT else "P", " ".join(block.heading.split())
                yield from (("P", plain(paragraph)) for paragraph in block.paragraphs)
            case KeyValues():
                for pair in block.pairs:
                    yield from (("cell", " ".join(pair.key.split())), ("cell", plain(pair.value)))
            case Table():
                yield from table(block)
            case Figure():
                yield "Figure", block.drawing.description
                yield "P", block.caption
            case Image():
                yield "Figure", block.description
            case SignatureField():
                yield from (("P", plain(paragraph)) for paragraph in block.paragraphs)
            case PageBreak() | Space():
                pass
            case _:
                raise AssertionError(block)


def table(block: Table) -> Iterator[Said]:
    for column in block.columns:
        yield "Figure" if column.figure else "cell", column.figure.description if column.figure else column.header
    for row in block.rows:
        for cell in row:
            if cell.figure:
                yield "Figure", cell.figure.description
            elif cell.page_of:
                yield "cell", "page"
            else:
                yield "cell", " ".join(plain(text) for text in cell.text)


def heard(content: bytes) -> list[Said]:
    """Return what a screen reader says; cells and the texts in them count as cells."""
    found: list[Said] = []
    row = 0
    for passage in read_pdf(content).lines:
        tag = "cell" if passage.row and passage.tag != "Figure" else passage.tag
        text = " ".join(passage.text.split())
        if found and tag == "cell" and passage.tag == "P" and row == passage.row and found[-1][0] == "cell":
            found[-1] = (tag, f"{found[-1][1]} {text}")  # paragraphs of one cell
        else:
            found.append((tag, text))
        row = passage.row
    return found


def joined(pairs: Iterable[Said]) -> str:
    """Return the words in order, cells run together, so that empty cells and parted ones do not matter."""
    return " ".join(f"{text}" for _tag, text in pairs if text)


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", CASES)
def test_a_report_read_aloud_says_its_blocks_in_order(case: str, kind: ReportKind, language: str) -> None:
    document = document_of(CASES[case](public_edition()), kind, language)
    passages = read_pdf(written(document)).lines
    pages = [passage.text for passage in passages if passage.tag == "P" and passage.text.endswith("/ 2")]
    expected = joined(pair for pair in said(document.blocks) if pair != ("cell", "page"))
    words = joined((p.tag, " ".join(p.text.split())) for p in passages if not is_number(p.tag, p.text, p.row))
    for foot in pages or [p.text for p in passages[-1:] if p.text.endswith("1 / 1")]:
        words = words.removesuffix(" ".join(foot.split())).replace(" ".join(foot.split()), "").strip()
    assert without_numbers(words) == without_numbers(expected)


def is_number(tag: str, text: str, row: int) -> bool:
    return bool(row) and tag in {"TD", "TH", "Link"} and text.isdecimal()


def without_numbers(words: str) -> list[str]:
    """Return the words, without numbers that stand alone: those of pages are known only when all is laid out."""
    return [word for word in words.split() if not word.isdecimal()]


def test_each_block_is_heard_as_what_it_is() -> None:
    document = Document("t", "en", "s", "a", MADE_ON, "", one_of_each())
    expected = [pair for pair in said(document.blocks) if pair[1] and pair != ("cell", "page")]
    found = [pair for pair in heard(written(document)) if pair[1] and pair != ("cell", "2")]
    assert found[: len(expected)] == expected
    assert [text for _tag, text in found[len(expected) :]] == ["1 / 2", "2 / 2"]


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [
        int(passage.tag[1])
        for passage in read_pdf(written(document_of(gold(public_edition()), ReportKind.FULL, "en"))).lines
        if passage.tag[0] == "H" and passage.tag[1:].isdecimal()
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_pages_are_drawn_in_the_order_in_which_they_are_read() -> None:
    content = written(document_of(gold(public_edition(), Step.AWARDED), ReportKind.FULL, "en"))
    for page in PdfReader(io.BytesIO(content)).pages:
        numbers = [
            int(operands[1]["/MCID"])
            for operands, operator in ContentStream(page.get_contents(), None).operations
            if operator == b"BDC" and isinstance(operands[1], dict) and "/MCID" in operands[1]
        ]
        assert numbers == sorted(numbers)
        assert len(set(numbers)) == len(numbers)
