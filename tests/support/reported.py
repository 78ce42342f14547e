"""Makes reports and reads what stands in them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pypdf import PdfReader

from eucles_desk.assessment.values import (
    Assessment,
    Level,
)
from eucles_desk.language import ENGLISH, Language
from eucles_desk.reports.content import (
    Block,
    BulletList,
    Callout,
    Document,
    Group,
    Heading,
    KeyValues,
    NumberedList,
    Paragraph,
    Table,
    Text,
)
from eucles_desk.reports.kinds import case_of, report_document
from eucles_desk.reports.pdf import Written, write_pdf
from eucles_desk.scheme.values import Edition
from support.gold import ROOT, public_edition
from support.report_cases import MADE_ON

FONTS = ROOT / "resources" / "fonts"


def report(assessment: Assessment, edition: Edition | None = None, language: Language = ENGLISH) -> Document:
    edition = edition or public_edition()
    return report_document(case_of(assessment, edition, language, made_on=MADE_ON, program_version="1.2.3"))


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Group):
            yield from flat(block.blocks)
        else:
            yield block


def words(text: Text) -> str:
    return "".join(span.text for span in text)


def texts(block: Block) -> list[str]:  # noqa: PLR0911  # one line for each kind of block
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
            return [part for pair in block.pairs for part in (pair.key, words(pair.value))]
        case Table():
            heads = [column.header for column in block.columns]
            return [*heads, *(words(part) for row in block.rows for cell in row for part in cell.text)]
        case _:
            return []


def all_text(document: Document) -> str:
    return "\n".join(part for block in flat(document.blocks) for part in texts(block))


def headings(document: Document) -> list[str]:
    return [block.text for block in flat(document.blocks) if isinstance(block, Heading)]


def section(document: Document, title: str) -> str:
    """Return the text under a heading, up to the next heading of its level or a higher one."""
    found: list[str] = []
    level = 0
    for block in flat(document.blocks):
        if isinstance(block, Heading) and block.level <= level:
            break
        if level:
            found += texts(block)
        elif isinstance(block, Heading) and block.text.startswith(title):
            level = block.level
    assert level, title
    return "\n".join(found)


def pdf(document: Document) -> tuple[PdfReader, Written]:
    file = io.BytesIO()
    outcome = write_pdf(document, file, FONTS)
    return PdfReader(file), outcome


def with_levels(assessment: Assessment, **levels: Level) -> Assessment:
    """Return the assessment with other agreed levels, given as ``c2_4`` for criterion 2.4."""
    wanted = {key[1:].replace("_", "."): level for key, level in levels.items()}
    return replace(
        assessment,
        consensus=tuple(
            replace(agreed, level=wanted.get(agreed.criterion, agreed.level)) for agreed in assessment.consensus
        ),
    )
