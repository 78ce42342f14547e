"""From the blocks of a document to what stands on its pages: one function for each kind of block."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reportlab.platypus import CondPageBreak, Flowable
from reportlab.platypus import PageBreak as NewPage

from eucles_desk.reports import layout
from eucles_desk.reports.content import (
    Align,
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Cell,
    Column,
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
    Tone,
    flat,
)
from eucles_desk.reports.flowables import Box, Picture, Pixels, Room, SignatureBox
from eucles_desk.reports.fonts import Printable, face, measure
from eucles_desk.reports.form_fields import Question
from eucles_desk.reports.grid import KEPT_ROWS, Grid, GridRow
from eucles_desk.reports.layout import Style, Wish
from eucles_desk.reports.lines import NEW_LINE, Run, natural_width, widest_part, widest_word
from eucles_desk.reports.pdf_syntax import pdf_text
from eucles_desk.reports.prose import Bookmark, HeadingLine, PageNumber, Prose
from eucles_desk.reports.tags import Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eucles_desk.drawing.shapes import Drawing
    from eucles_desk.reports.layout import Sheet
    from eucles_desk.reports.parts import Part

TONES = {
    Tone.DISPLAY: layout.DISPLAY,
    Tone.BODY: layout.BODY,
    Tone.KICKER: layout.KICKER,
    Tone.LEAD: layout.LEAD,
    Tone.NOTE: layout.NOTE,
}
MAX_BOOKMARK = 160
MOST_EMPTY = 0.45
"""What would stay whole is cut rather than leave more than this share of a page empty."""
DENSE_TAIL = 7
"""How many rows of a dense list go to another page at least: two alone would look lost there."""
MEASURED = 200
"""How much of a cell's text is looked at to find out how wide its column should be."""
SAFE_ADDRESSES = ("https://", "http://", "mailto:")
COLUMN_SCOPE = "<</O /Table /Scope /Column>>"
ROW_SCOPE = "<</O /Table /Scope /Row>>"
LINE_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")
BULLET = "\N{BULLET}"


class Placed(NamedTuple):
    """A part with the company that it keeps: ``with_next`` stays with what follows, ``whole`` is not cut."""

    part: Part | None
    with_next: bool = False
    whole: bool = False


NEW_PAGE = Placed(None)


class NewPageUnless(CondPageBreak):
    """Leaves the page when what follows does not fit, unless that would leave more of it empty than looks well."""

    def __init__(self, height: float, sheet: Sheet) -> None:
        super().__init__(height)
        self._most_empty = sheet.text_height * MOST_EMPTY

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  # ReportLab's names
        """Take no room."""
        return super().wrap(aW, aH) if aH < self._most_empty else (0.0, 0.0)


class Setter:
    """Turns blocks into parts and their elements; one for each document that is written."""

    def __init__(self, document: Document, printable: Printable, root: Element) -> None:
        self._printable = printable
        self._sheet = layout.LANDSCAPE if document.landscape else layout.PORTRAIT
        self._root = root
        headings = (block for block in flat(document.blocks) if isinstance(block, Heading) and block.id)
        self._titles = {heading.id: self._title(heading) for heading in headings}
        self._language = document.language
        self._after_kicker = False
        self._depth = -1

    def parts(self, block: Block) -> list[Placed]:  # noqa: C901, PLR0911, PLR0912  # one line for each kind of block
        """Return what a block becomes on the page."""
        after_kicker, self._after_kicker = self._after_kicker, False
        match block:
            case Heading():
                return [Placed(self._heading(block, after_kicker=after_kicker), with_next=True)]
            case Paragraph():
                return self._paragraph(block)
            case BulletList():
                return self._list(block.items, [BULLET] * len(block.items), "Disc")
            case NumberedList():
                return self._list(block.items, [f"{number}." for number in range(1, len(block.items) + 1)], "Decimal")
            case Table():
                return [Placed(self._table(block))]
            case Figure():
                return self._figure(block)
            case Image():
                return [Placed(Pixels(self._known(block), self._root.child("Figure")))]
            case Callout():
                return [Placed(self._callout(block))]
            case KeyValues():
                return [Placed(self._pairs(block))]
            case SignatureField():
                return [Placed(self._signature(block))]
            case FormQuestion():
                return [Placed(Question(block, self._root.child("Div"), self._printable), whole=True)]
            case Space():
                return [Placed(Room(block.height), with_next=True)]
            case Group():
                return self._group(block)
            case PageBreak():
                return [NEW_PAGE]

    def _heading(self, block: Heading, *, after_kicker: bool) -> Part:
        style = layout.HEADINGS[block.level]
        element = self._root.child(f"H{block.level}", language=block.language)
        part = HeadingLine(self._runs((self._title(block),), style), style, element, align=block.align)
        if after_kicker:
            part.before = layout.UNDER_KICKER
        if block.apart:
            part.before, part.ruled = style.before + layout.RULE_ABOVE, layout.RULE_ABOVE
        if block.id and block.level < 4:
            self._depth = min(max(block.level - 2, 0), self._depth + 1)
            part.bookmark = Bookmark(block.id, self._titles[block.id][:MAX_BOOKMARK], self._depth)
        return part

    def _title(self, block: Heading) -> str:
        """Return what is shown of a heading; a dash where nothing would be, since no level may be left out."""
        return self._printable(block.text).strip() or "\N{EN DASH}"

    def _paragraph(self, block: Paragraph) -> list[Placed]:
        self._after_kicker = block.tone is Tone.KICKER
        style = TONES[block.tone]
        with_next = block.introduces or block.tone is Tone.KICKER
        return [Placed(self._prose(block.text, style, self._root.child("P"), align=block.align), with_next)]

    def _list(self, items: Sequence[Text], markers: Sequence[str], numbering: str) -> list[Placed]:
        style = layout.ITEM
        widest = max((measure(marker, style.size, bold=False) for marker in markers), default=0.0)
        indent = max(layout.INDENT, widest + layout.AFTER_MARKER)
        whole = self._root.child("L", attributes=f"<</O /List /ListNumbering /{numbering}>>")
        placed: list[Placed] = []
        for number, (item, marker) in enumerate(zip(items, markers, strict=True)):
            entry = whole.child("LI")
            label = entry.child("Lbl")
            prose = self._prose(
                item,
                style,
                entry.child("LBody"),
                before=style.before if number else layout.BODY.before,
                indent=indent,
                marker=marker,
                label=label,
            )
            placed.append(Placed(prose))
        return placed

    def _figure(self, block: Figure) -> list[Placed]:
        figure = self._root.child("Figure")
        drawing, smaller = self._described(block.drawing), block.smaller and self._described(block.smaller)
        picture = Picture(
            drawing, self._printable, figure, before=layout.FIGURE_BEFORE, smaller=smaller, align=block.align
        )
        if not block.caption:
            return [Placed(picture)]
        caption = Prose(
            self._runs((block.caption,), layout.CAPTION), layout.CAPTION, self._root.child("P"), align=block.align
        )
        return [Placed(picture, with_next=True), Placed(caption)]

    def _callout(self, block: Callout) -> Part:
        is_result = block.kind is CalloutKind.RESULT
        style = layout.CALLOUT_HEADING if is_result else layout.NOTICE_HEADING
        whole = self._root.child("Div")
        heading = whole.child("H2" if is_result else "P")
        parts: list[Part] = [Prose(self._runs((block.heading,), style), style, heading)]
        parts += [self._prose(paragraph, layout.CALLOUT_TEXT, whole.child("P")) for paragraph in block.paragraphs]
        return Box(parts, before=layout.CALLOUT_BEFORE, framed=is_result)

    def _signature(self, block: SignatureField) -> Part:
        whole = self._root.child("Div")
        parts = [self._prose(paragraph, layout.CALLOUT_TEXT, whole.child("P")) for paragraph in block.paragraphs]
        return SignatureBox(parts, whole.child("Form"), before=layout.CALLOUT_BEFORE)

    def _pairs(self, block: KeyValues) -> Part:
        widths = (layout.KEY_WIDTH, self._sheet.text_width - layout.KEY_WIDTH)
        body = self._root.child("Table").child("TBody")
        rows: list[GridRow] = []
        for pair in block.pairs:
            row = body.child("TR")
            key = Prose(self._runs((pair.key,), layout.KEY), layout.KEY, row.child("TH", attributes=ROW_SCOPE))
            cells = ([key], [self._prose(pair.value, layout.VALUE, row.child("TD"))])
            rows.append(GridRow(cells, widths, space=layout.DENSE_SPACE if block.dense else layout.CELL_SPACE))
        return Grid(None, rows, widths, before=layout.TABLE_BEFORE, tail=DENSE_TAIL if block.dense else KEPT_ROWS)

    def _table(self, block: Table) -> Part:
        wishes = [self._wish(index, column, block.rows) for index, column in enumerate(block.columns)]
        widths = layout.column_widths(wishes, self._sheet.text_width)
        space = layout.DENSE_SPACE if block.dense else layout.CELL_SPACE
        summary = pdf_text(self._printable(block.summary))
        whole = self._root.child("Table", attributes=f"<</O /Table /Summary {summary}>>")
        head = whole.child("THead").child("TR")
        header = GridRow([self._header(column, head) for column in block.columns], widths, space=space)
        body = whole.child("TBody")
        rows: list[GridRow] = []
        headed = _has_row_headers(block)
        for row in block.rows:
            line = body.child("TR")
            cells = [
                self._cell(cell, column, line, is_header=headed and cell.header)
                for cell, column in zip(row, block.columns, strict=True)
            ]
            rows.append(GridRow(cells, widths, space=space))
        return Grid(header, rows, widths, before=layout.TABLE_BEFORE)

    def _header(self, column: Column, line: Element) -> list[Part]:
        style = layout.CELL_HEAD
        element = line.child("TH", attributes=COLUMN_SCOPE)
        if column.figure:
            return [self._picture(column.figure, style, element)]
        return [Prose(self._runs((column.header,), style), style, element, align=column.align)]

    def _cell(self, cell: Cell, column: Column, line: Element, *, is_header: bool) -> list[Part]:
        style = layout.CELL_ROW_HEAD if cell.header else layout.CELL
        element = line.child("TH", attributes=ROW_SCOPE) if is_header else line.child("TD")
        if cell.figure:
            return [self._picture(cell.figure, style, element)]
        if cell.page_of in self._titles:
            return [PageNumber(cell.page_of, self._titles[cell.page_of], style, element.child("Link"))]
        return [
            self._prose(
                paragraph,
                style,
                element if len(cell.text) == 1 else element.child("P"),
                before=3.0 if index else 0.0,
                align=column.align,
            )
            for index, paragraph in enumerate(cell.text)
        ]

    def _picture(self, drawing: Drawing, style: Style, cell: Element) -> Picture:
        return Picture(self._described(drawing), self._printable, cell.child("Figure"), line=style.leading)

    def _described(self, drawing: Drawing) -> Drawing:
        return replace(drawing, description=self._printable(drawing.description))

    def _known(self, image: Image) -> Image:
        return replace(image, description=self._printable(image.description))

    def _wish(self, index: int, column: Column, rows: Sequence[Sequence[Cell]]) -> Wish:
        """Ask for the width of a column; a very long text is not measured whole, since it asks for all it can get."""
        natural = least = parted = column.figure.width if column.figure else 0.0
        head = self._runs((column.header,), layout.CELL_HEAD)
        cells = [(head, layout.CELL_HEAD)]
        for row in rows:
            cell = row[index]
            drawn = cell.figure.width if cell.figure else 0.0
            natural, least, parted = max(natural, drawn), max(least, drawn), max(parted, drawn)
            cells += [(self._start(paragraph), layout.CELL) for paragraph in cell.text]
        for runs, style in cells:
            natural = max(natural, natural_width(runs, style.size))
            least = max(least, widest_word(runs, style.size))
            parted = max(parted, widest_part(runs, style.size))
        padding = 2 * layout.CELL_PADDING + 0.1
        return Wish(natural + padding, least + padding, column.share, parted + padding)

    def _start(self, paragraph: Text) -> list[Run]:
        return [
            Run(self._printable(span.text[:MEASURED]), face(bold=span.bold, italic=span.italic)) for span in paragraph
        ]

    def _group(self, block: Group) -> list[Placed]:
        placed = [part for inside in block.blocks for part in self.parts(inside)]
        return [
            Placed(one.part, with_next=one.with_next or index < len(placed) - 1, whole=True)
            for index, one in enumerate(placed)
        ]

    def _prose(
        self,
        text: Text,
        style: Style,
        element: Element,
        *,
        before: float | None = None,
        indent: float = 0.0,
        marker: str = "",
        label: Element | None = None,
        align: Align = Align.START,
    ) -> Prose:
        """Set a text in an element; where all of it is in one other language, the element says so."""
        languages = {span.language for span in text}
        if len(languages) == 1:
            element.language = languages.pop()
        runs = self._text(text, style, element)
        return Prose(runs, style, element, before=before, indent=indent, marker=marker, label=label, align=align)

    def _runs(self, texts: Iterable[str], style: Style) -> list[Run]:
        font = face(bold=style.bold, italic=style.italic)
        return [Run(self._printable(text), font, language=self._parting(style)) for text in texts]

    def _parting(self, style: Style, language: str = "") -> str:
        """Return the language by whose rules words are parted; those of headings and other large texts are not."""
        return (language or self._language) if style.size <= layout.BODY.size else ""

    def _text(self, text: Text, style: Style, element: Element) -> list[Run]:
        """Return the runs of a text, with the breaks where a person began a new line."""
        runs: list[Run] = []
        for span in text:
            font, link = face(bold=style.bold or span.bold, italic=style.italic or span.italic), self._link(span.link)
            other = span.language if span.language != element.language else ""
            inside = Element("Link" if link else "Span", language=other) if link or other else None
            parting = self._parting(style, span.language)
            for number, line in enumerate(LINE_BREAK.split(span.text)):
                if number:
                    runs.append(NEW_LINE)
                runs.append(Run(self._printable(line), font, link, inside, parting))
        return runs

    def _link(self, link: str) -> str:
        """Return a link that can be followed: to a heading that is there, or to an address of a usual kind."""
        if link.startswith("#"):
            return link if link[1:] in self._titles else ""
        return link if link.lower().startswith(SAFE_ADDRESSES) and link.isascii() and link.isprintable() else ""


def _has_row_headers(table: Table) -> bool:
    """Say whether its rows are announced by their first cells: not where headers would be most of what one hears."""
    heads = sum(cell.header for row in table.rows for cell in row)
    return len(table.columns) + heads <= len(table.rows) * len(table.columns) - heads


def story(placed: Sequence[Placed], sheet: Sheet) -> list[Flowable]:
    """Return the parts with the page breaks that keep together what belongs together.

    Before each run of parts that stay with the next one, the page is left when the run and the least of what follows
    do not fit any more. A run higher than a page is left to break where it must, but not before the least of its last
    part where the rest of it fits: a heading does not stay behind when the table under it is long.
    """
    flowables: list[Flowable] = []
    index = 0
    while index < len(placed):
        if placed[index] is NEW_PAGE:
            if flowables and not isinstance(flowables[-1], NewPage) and index < len(placed) - 1:
                flowables.append(NewPage())
            index += 1
            continue
        end = index
        while placed[end].with_next and end + 1 < len(placed) and placed[end + 1] is not NEW_PAGE:
            end += 1
        run = placed[index : end + 1]
        need = _height(run, sheet)
        if need > sheet.text_height:
            need = _height([*run[:-1], run[-1]._replace(whole=False)], sheet)
        if need > sheet.text_height:
            run, end = run[:1], index
            need = _height([Placed(run[0].part)], sheet)
        flowables.append(NewPageUnless(min(need, sheet.text_height), sheet))
        flowables += [one.part for one in run if one.part]
        index = end + 1
    return flowables


def _height(run: Sequence[Placed], sheet: Sheet) -> float:
    width = sheet.text_width
    parts = [one.part for one in run if one.part]
    height = sum(part.before for part in parts) + sum(part.height_in(width) for part in parts[:-1])
    return height + (parts[-1].height_in(width) if run[-1].whole else parts[-1].least_height(width))
