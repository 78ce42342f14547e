"""Writes a document as a Word file that can be reworked: the same content in the same order as the PDF.

Headings are headings, lists are lists, tables have header rows, drawings are pictures with their description. What only
paper has is left out: the columns of page numbers, which would be wrong after the first change; links lead there.
"""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import CancelledError
from math import ceil
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

from eucles_desk.reports import layout
from eucles_desk.reports.content import (
    Align,
    Block,
    BulletList,
    Callout,
    Document,
    Figure,
    FormQuestion,
    Group,
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
from eucles_desk.reports.fonts import Printable, register
from eucles_desk.reports.paint import Palette
from eucles_desk.reports.raster import picture
from eucles_desk.reports.word_links import Links
from eucles_desk.reports.word_styles import CALLOUTS, STYLES, TONES, style_document, style_id
from eucles_desk.reports.word_tables import word_table
from eucles_desk.reports.word_xml import Xml, bookmarked, element, paragraph, run, span_run, tab, twips
from eucles_desk.reports.xml_text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from eucles_desk.drawing.shapes import Drawing, Shape

JUSTIFIED: Final = {Align.START: "", Align.CENTRE: "center", Align.END: "right"}
TABLE_SPACE: Final = 8.0
FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The date of each part of the file, so that the same document has the same bytes."""
MOST_KEPT: Final = 8
"""A table of no more rows in a group stays on one page."""


def write_word(
    document: Document,
    file: BinaryIO,
    fonts: Path,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> tuple[str, ...]:
    """Write the document to the file; the same document gives the same bytes.

    Args:
        document: What to write.
        file: Where to; nothing is written before the whole document is made.
        fonts: The folder with the fonts that drawings are painted with.
        progress: Called with the blocks done and their number.
        is_cancelled: Asked before each block whether to give up.

    Returns:
        The characters in drawings that the fonts do not have, shown as ``�``.

    Raises:
        ReportError: A font is missing or damaged.
        CancelledError: ``is_cancelled`` said so; the file has not been written to.
    """
    register(fonts)
    writer = _Writer(document, fonts)
    for done, block in enumerate(document.blocks, 1):
        if is_cancelled and is_cancelled():
            raise CancelledError
        writer.add(block)
        if progress:
            progress(done, len(document.blocks))
    file.write(writer.finished())
    return writer.printable.missing


class _Writer:
    """Puts block after block into a Word document."""

    def __init__(self, document: Document, fonts: Path) -> None:
        self._document, self._fonts = document, fonts
        self._palette = Palette(document.accent)
        self.printable = Printable()
        self._word = docx.Document()
        style_document(self._word, document, self._palette)
        self._end: Xml = cast("Xml", self._word.element).body.sectPr
        headings = [block.id for block in flat(document.blocks) if isinstance(block, Heading) and block.id]
        self._links = Links(headings, self._word.part)
        self._width = (layout.LANDSCAPE if document.landscape else layout.PORTRAIT).text_width
        self._pictures = 0
        self._painted: dict[tuple[float, float, tuple[Shape, ...]], bytes] = {}
        self._breaks_page = False
        self._room = 0.0

    def add(self, block: Block, *, keeps: bool = False) -> None:  # noqa: C901, PLR0912  # one line for each kind of block
        """Add a block; one that ``keeps`` is not parted from what follows."""
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                justified = JUSTIFIED[block.align]
                self._text(block.text, TONES[block.tone], keeps=keeps or block.introduces, justified=justified)
            case BulletList():
                for item in block.items:
                    self._text(item, "List Bullet", keeps=keeps)
            case NumberedList():
                self._numbered(block.items, keeps=keeps)
            case Table():
                self._table(block, keeps=keeps)
            case Figure():
                self._figure(block, keeps=keeps)
            case Image():
                self._image(block, keeps=keeps)
            case Callout():
                self._callout(block)
            case KeyValues():
                for pair in block.pairs:
                    self._put("Particulars", [run(pair.key, style="Particular"), tab(), *self._runs(pair.value)])
            case Space():
                self._room += block.height
            case SignatureField():
                for words in block.paragraphs:
                    self._text(words, "Signature Frame", keeps=True)
            case FormQuestion():
                self._put("Particulars", [run(block.question)])
            case PageBreak():
                self._breaks_page = True
            case Group():
                for index, inside in enumerate(block.blocks, 1):
                    self.add(inside, keeps=keeps or index < len(block.blocks))

    def finished(self) -> bytes:
        """Return the file."""
        if self._is_after_table():
            self._put("Between", [])
        made = io.BytesIO()
        self._word.save(made)
        whole = io.BytesIO()
        with zipfile.ZipFile(made) as parts, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as dated:
            for part in parts.infolist():
                info = zipfile.ZipInfo(part.filename, FIRST_DAY)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                dated.writestr(info, parts.read(part))
        return whole.getvalue()

    # Kinds of block

    def _heading(self, block: Heading) -> None:
        content = [run(block.text, language=block.language)]
        name = self._links.name(block.id)
        if name:
            content = [*bookmarked(content[0], name, self._links.number(block.id))]
        rule = [element("top", val="single", sz=4, space=10, color="C3CCD4")] if block.apart else []
        self._put(f"Heading {block.level}", content, borders=rule, justified=JUSTIFIED[block.align])

    def _numbered(self, items: Sequence[Text], *, keeps: bool) -> None:
        """Add a list that begins at 1, whatever list came before it."""
        numbering: Xml = self._word.part.numbering_part.element
        style: Xml = self._word.styles["List Number"].element
        own = style.pPr.numPr.numId.val
        abstract = next(found.abstractNumId.val for found in numbering.num_lst if found.numId == own)
        number = numbering.add_num(abstract)
        number.add_lvlOverride(0).add_startOverride(1)
        for item in items:
            chosen = element("numPr", element("ilvl", val=0), element("numId", val=number.numId))
            self._put("List Number", self._runs(item), keeps=keeps, numbering=chosen)

    def _table(self, block: Table, *, keeps: bool) -> None:
        if self._is_after_table() or self._breaks_page:
            self._put("Between", [], keeps=True)
        else:
            self._leave_room(TABLE_SPACE)
        kept = len(block.rows) if keeps else len(block.rows) - 1
        table = word_table(
            block,
            self._width,
            runs=self._runs,
            picture=self._picture,
            printable=self.printable,
            kept=kept if len(block.rows) <= MOST_KEPT else 0,
        )
        self._end.addprevious(table)

    def _figure(self, block: Figure, *, keeps: bool) -> None:
        justified = JUSTIFIED[block.align]
        self._put("Figure", [self._picture(block.drawing)], keeps=keeps or bool(block.caption), justified=justified)
        if block.caption:
            self._put("Caption", [run(block.caption)], keeps=keeps, justified=justified)

    def _image(self, block: Image, *, keeps: bool) -> None:
        inline: Xml = self._word.part.new_pic_inline(io.BytesIO(block.content), None, None)
        wide, high = inline.extent.cx, inline.extent.cy
        scale = min(Pt(block.width) / wide, Pt(block.height) / high)
        size = (int(wide * scale), int(high * scale))
        content = self._inline(block.content, size, block.description)
        self._put("Figure", [content], keeps=keeps, justified=JUSTIFIED[block.align])

    def _callout(self, block: Callout) -> None:
        name = CALLOUTS[block.kind]
        self._put(f"{name} Heading", [run(block.heading)], keeps=True)
        for index, words in enumerate(block.paragraphs, 1):
            self._text(words, name, keeps=index < len(block.paragraphs))

    # Parts of them

    def _text(self, words: Text, style: str, *, keeps: bool = False, justified: str = "") -> None:
        self._put(style, self._runs(words), keeps=keeps, justified=justified)

    def _runs(self, words: Text) -> Iterator[Xml]:
        for span in words:
            link = self._links.element(span.link)
            if link is None:
                yield span_run(span)
            else:
                link.append(span_run(span, is_link=True))
                yield link

    def _picture(self, drawing: Drawing) -> Xml:
        key = (drawing.width, drawing.height, drawing.shapes)  # many criteria have the same level
        content = self._painted.get(key) or picture(drawing, self._palette, self._fonts, self.printable)
        self._painted[key] = content
        scale = min(1.0, self._width / drawing.width)
        size = (Pt(ceil(drawing.width) * scale), Pt(ceil(drawing.height) * scale))
        return self._inline(content, size, drawing.description)

    def _inline(self, content: bytes, size: tuple[int, int], description: str) -> Xml:
        """Return a run with a picture in the line."""
        inline: Xml = self._word.part.new_pic_inline(io.BytesIO(content), *size)
        self._pictures += 1
        inline.docPr.set("id", str(self._pictures))
        inline.docPr.set("name", f"Picture {self._pictures}")
        inline.docPr.set("descr", clean(description))
        return element("r", element("drawing", inline))

    def _put(
        self,
        style: str,
        content: Iterable[Xml],
        *,
        keeps: bool = False,
        numbering: Xml | None = None,
        borders: Sequence[Xml] = (),
        justified: str = "",
    ) -> None:
        """Add a paragraph with its properties in the order that the format asks for."""
        properties = [element("pStyle", val=style_id(style))]
        if keeps:
            properties.append(element("keepNext"))
        if self._breaks_page:
            properties.append(element("pageBreakBefore"))
        if numbering is not None:
            properties.append(numbering)
        if borders:
            properties.append(element("pBdr", *borders))
        if self._room:
            properties.append(element("spacing", before=twips(STYLES[style].before + self._room)))
        if justified:
            properties.append(element("jc", val=justified))
        self._breaks_page, self._room = False, 0.0
        self._end.addprevious(paragraph(properties, content))

    def _is_after_table(self) -> bool:
        last = self._end.getprevious()
        return last is not None and last.tag == qn("w:tbl")

    def _leave_room(self, height: float) -> None:
        """Leave room under the last paragraph: a table has none of its own above it."""
        last = self._end.getprevious()
        if last is None:
            return
        spacing = last.pPr.find(qn("w:spacing"))
        if spacing is None:
            last.pPr.get_or_add_spacing()
            spacing = last.pPr.find(qn("w:spacing"))
        spacing.set(qn("w:after"), str(twips(height)))
