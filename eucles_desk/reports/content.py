"""What a report consists of: a document of blocks, each of which knows what it is.

Nothing here knows about pages, fonts or PDF. Text is plain text throughout: whatever a person typed is shown as it
was typed, never read as markup. What a writer needs in order to tag its output (levels of headings, header cells and
their scope, texts in place of figures, targets of links, the language of a passage) is said here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from eucles_desk.drawing.shapes import Drawing

MOST_PARAGRAPHS: Final = 100


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text set in one way.

    Attributes:
        text: What is shown.
        bold: Whether it stands out.
        italic: Whether it is of second rank.
        link: The id of a block of this document after ``#``, or an address; empty for plain text.
        language: The code of the language where it is not the document's.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    language: str = ""


Text: TypeAlias = tuple[Span, ...]


def text(*parts: str | Span) -> Text:
    """Return a text made of plain strings and spans; empty ones are left out."""
    spans = (Span(part) if isinstance(part, str) else part for part in parts)
    return tuple(span for span in spans if span.text)


def paragraphs(words: str) -> list[str]:
    """Return the paragraphs of a text that a person typed, one a line; what is left of a very long one as the last."""
    found = [line for line in words.splitlines() if line.strip()]
    return [*found[:MOST_PARAGRAPHS], "\n".join(found[MOST_PARAGRAPHS:])] if len(found) > MOST_PARAGRAPHS else found


class Align(StrEnum):
    """How a text, or the cells of a column, are set."""

    START = "start"
    CENTRE = "centre"
    END = "end"


class Tone(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    KICKER = "kicker"
    """A short line above a heading that says what it belongs to."""
    LEAD = "lead"
    """The line under a title."""
    NOTE = "note"
    """An aside of second rank."""
    DISPLAY = "display"
    """Large, for the few words that a page of its own is about, such as the number of an award."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the document.

    Attributes:
        level: 1 to 4, none skipped on the way down.
        text: What is shown.
        id: The target of links and the name of the bookmark; empty for a heading that is neither.
        apart: Whether a rule sets it apart from what stands before.
        language: The code of the language where it is not the document's.
        align: How it is set.
    """

    level: int
    text: str
    id: str = ""
    apart: bool = False
    language: str = ""
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; one that ``introduces`` what follows is not parted from it."""

    text: Text
    tone: Tone = Tone.BODY
    introduces: bool = False
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items without an order."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Items in an order, numbered from 1."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        header: The text of the header cell, whose scope is the column; may be empty over a column of drawings.
        share: The part of the width that is left over, in relation to the other columns; ``None`` for a column that
            is as wide as its widest cell.
        align: How the cells are set.
        figure: Drawn in the header cell in place of a text that is shown; its description then is the header.
    """

    header: str
    share: float | None = None
    align: Align = Align.START
    figure: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: a text, a drawing, or the number of the page on which a block stands.

    Attributes:
        text: The text; several paragraphs one under the other.
        figure: A drawing with its description.
        page_of: The id of a block.
        header: Whether the cell heads its row.
    """

    text: tuple[Text, ...] = ()
    figure: Drawing | None = None
    page_of: str = ""
    header: bool = False


def cell(*parts: str | Span, header: bool = False) -> Cell:
    """Return a cell with one paragraph of text."""
    return Cell((text(*parts),), header=header)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a header row.

    Attributes:
        columns: The columns with their header cells.
        rows: For each row a cell for each column.
        summary: What the table holds, for those who do not see it.
        dense: Whether rows stand close, in a long table that is looked things up in.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    summary: str
    dense: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing; its description is the text in its place.

    Attributes:
        drawing: What is shown.
        caption: A line under it; may be empty.
        smaller: The same drawn lower, taken rather than leaving the page to a figure that does not quite fit.
        align: How it is set.
    """

    drawing: Drawing
    caption: str = ""
    smaller: Drawing | None = None
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Image:
    """A picture made of pixels, such as a logo, no larger than a box of this width and height in points.

    Attributes:
        content: A PNG or JPEG file that has been checked.
        width: The width of the box.
        height: The height of the box.
        description: The text in its place.
        align: How it is set.
    """

    content: bytes
    width: float
    height: float
    description: str
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Space:
    """Empty room between two blocks, in points; nothing at the top of a page."""

    height: float


@dataclass(frozen=True, slots=True)
class SignatureField:
    """The place of a visible signature: a frame with these lines; the signature itself is put over it later."""

    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question of a form: one of several answers, and room for a text.

    Attributes:
        name: What its fields are known by, without points.
        choices: The answers: each with its value, the words beside it, and what is said of it to those who listen.
        question: What the answers are about, for those who do not see it.
        remark: The words above the room for a text.
        remark_said: What that is, for those who do not see it.
    """

    name: str
    choices: tuple[tuple[str, str, str], ...]
    question: str
    remark: str
    remark_said: str


class CalloutKind(StrEnum):
    """What a callout is for."""

    RESULT = "result"
    NOTICE = "notice"
    """Something the reader must know before reading on, such as that this is a draft."""


@dataclass(frozen=True, slots=True)
class Callout:
    """A box with a line that stands out, and paragraphs under it."""

    kind: CalloutKind
    heading: str
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A name and what it stands for."""

    key: str
    value: Text


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Names with what they stand for, such as the particulars of an assessment; ``dense`` where they are many."""

    pairs: tuple[Pair, ...]
    dense: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that stay on one page as long as they fit on one."""

    blocks: tuple[Block, ...]


Block: TypeAlias = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Table
    | Figure
    | Image
    | Callout
    | KeyValues
    | Space
    | SignatureField
    | FormQuestion
    | PageBreak
    | Group
)


class Relationship(StrEnum):
    """What an attached file is to the document."""

    SOURCE = "Source"
    """The document was made of it."""
    DATA = "Data"
    """It holds what the document shows, to work with."""
    SUPPLEMENT = "Supplement"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the document."""

    name: str
    media_type: str
    content: bytes
    relationship: Relationship
    description: str


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks in the order of reading, those in groups too."""
    for block in blocks:
        if isinstance(block, Group):
            yield from flat(block.blocks)
        else:
            yield block


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    Attributes:
        title: The title, also the one that a reader shows in its window.
        language: The code of the document's language.
        subject: One line on what the document is.
        author: Who made it.
        made_on: The day that it was made.
        footer: What stands at the foot of each page, beside the number of the page.
        footer_name: What the foot begins with; shortened rather than the rest where there is too little room.
        page_label: The template of the page number with ``{page}`` and ``{pages}``.
        blocks: The content in the order of reading.
        watermark: A word across each page, an ornament for those who listen; may be empty.
        landscape: Whether the pages lie on their long side.
        framed: Whether a frame stands around each page, an ornament.
        signature: Whether there is a field for a signature; it is out of sight unless a block shows it.
        signature_label: What the field is, for those who do not see it.
        accent: The accent colour as ``#rrggbb``; empty for the usual one.
        attachments: Files inside the document.
        form: What all fields of its form are known by together; empty where there is no form.
    """

    title: str
    language: str
    subject: str
    author: str
    made_on: date
    footer: str
    blocks: tuple[Block, ...]
    page_label: str = "{page} / {pages}"
    footer_name: str = ""
    watermark: str = ""
    landscape: bool = False
    framed: bool = False
    signature: bool = False
    signature_label: str = ""
    accent: str = ""
    attachments: tuple[Attachment, ...] = ()
    form: str = ""
