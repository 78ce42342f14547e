"""From the blocks of a document to what stands on its pages: one function for each kind of block."""

from __future__ import annotations

import re
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
)
from eucles_desk.reports.flowables import (
    Bookmark,
    Box,
    HeadingLine,
    PageNumber,
    Picture,
    Prose,
    ProseAtEnd,
)
from eucles_desk.reports.fonts import Printable, face, measure
from eucles_desk.reports.grid import Grid, GridRow
from eucles_desk.reports.layout import Style, Wish
from eucles_desk.reports.lines import NEW_LINE, Run, natural_width, widest_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eucles_desk.reports.parts import Part

TONES = {
    Tone.DISPLAY: layout.DISPLAY,
    Tone.BODY: layout.BODY,
    Tone.KICKER: layout.KICKER,
    Tone.LEAD: layout.LEAD,
    Tone.NOTE: layout.NOTE,
}
MAX_BOOKMARK = 160
MOST_EMPTY = layout.TEXT_HEIGHT * 0.45
"""What would stay whole is cut rather than leave more than this of a page empty."""
MEASURED = 200
"""How much of a cell's text is looked at to find out how wide its column should be."""
SAFE_ADDRESSES = ("https://", "http://", "mailto:")
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

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  # ReportLab's names
        """Take no room."""
        return super().wrap(aW, aH) if aH < MOST_EMPTY else (0.0, 0.0)


class Setter:
    """Turns blocks into parts; one for each document that is written."""

    def __init__(self, document: Document, printable: Printable) -> None:
        self._printable = printable
        self._titles = {heading.id: printable(heading.text) for heading in _headings(document.blocks) if heading.id}
        self._after_kicker = False
        self._depth = -1

    def parts(self, block: Block) -> list[Placed]:  # noqa: C901, PLR0911  # one line for each kind of block
        """Return what a block becomes on the page."""
        after_kicker, self._after_kicker = self._after_kicker, False
        match block:
            case Heading():
                return [Placed(self._heading(block, after_kicker=after_kicker), with_next=True)]
            case Paragraph():
                return self._paragraph(block)
            case BulletList():
                return self._list(block.items, [BULLET] * len(block.items))
            case NumberedList():
                return self._list(block.items, [f"{number}." for number in range(1, len(block.items) + 1)])
            case Table():
                return [Placed(self._table(block))]
            case Figure():
                return self._figure(block)
            case Callout():
                return [Placed(self._callout(block))]
            case KeyValues():
                return [Placed(self._pairs(block))]
            case Group():
                return self._group(block)
            case Image() | Space() | SignatureField():
                return []
            case PageBreak():
                return [NEW_PAGE]

    def _heading(self, block: Heading, *, after_kicker: bool) -> Part:
        style = layout.HEADINGS[block.level]
        part = HeadingLine(self._runs((block.text,), style), style)
        if after_kicker:
            part.before = layout.UNDER_KICKER
        if block.apart:
            part.before, part.ruled = style.before + layout.RULE_ABOVE, layout.RULE_ABOVE
        if block.id and block.level < 4:
            self._depth = min(max(block.level - 2, 0), self._depth + 1)
            part.bookmark = Bookmark(block.id, self._titles[block.id][:MAX_BOOKMARK], self._depth)
        return part

    def _paragraph(self, block: Paragraph) -> list[Placed]:
        self._after_kicker = block.tone is Tone.KICKER
        style = TONES[block.tone]
        with_next = block.introduces or block.tone is Tone.KICKER
        return [Placed(Prose(self._text(block.text, style), style), with_next)]

    def _list(self, items: Sequence[Text], markers: Sequence[str]) -> list[Placed]:
        style = layout.ITEM
        widest = max((measure(marker, style.size, bold=False) for marker in markers), default=0.0)
        indent = max(layout.INDENT, widest + layout.AFTER_MARKER)
        return [
            Placed(
                Prose(
                    self._text(item, style),
                    style,
                    before=style.before if number else layout.BODY.before,
                    indent=indent,
                    marker=marker,
                )
            )
            for number, (item, marker) in enumerate(zip(items, markers, strict=True))
        ]

    def _figure(self, block: Figure) -> list[Placed]:
        picture = Picture(block.drawing, self._printable, before=layout.FIGURE_BEFORE, smaller=block.smaller)
        if not block.caption:
            return [Placed(picture)]
        caption = Prose(self._runs((block.caption,), layout.CAPTION), layout.CAPTION)
        return [Placed(picture, with_next=True), Placed(caption)]

    def _callout(self, block: Callout) -> Part:
        is_result = block.kind is CalloutKind.RESULT
        style = layout.CALLOUT_HEADING if is_result else layout.NOTICE_HEADING
        parts: list[Part] = [Prose(self._runs((block.heading,), style), style)]
        style = layout.CALLOUT_TEXT
        parts += [Prose(self._text(paragraph, style), style) for paragraph in block.paragraphs]
        return Box(parts, before=layout.CALLOUT_BEFORE, framed=is_result)

    def _pairs(self, block: KeyValues) -> Part:
        widths = (layout.KEY_WIDTH, layout.TEXT_WIDTH - layout.KEY_WIDTH)
        rows = [
            GridRow(
                (
                    [Prose(self._runs((pair.key,), layout.KEY), layout.KEY)],
                    [Prose(self._text(pair.value, layout.VALUE), layout.VALUE)],
                ),
                widths,
            )
            for pair in block.pairs
        ]
        return Grid(None, rows, widths, before=layout.TABLE_BEFORE)

    def _table(self, block: Table) -> Part:
        wishes = [self._wish(index, column, block.rows) for index, column in enumerate(block.columns)]
        widths = layout.column_widths(wishes, layout.TEXT_WIDTH)
        space = layout.DENSE_SPACE if block.dense else layout.CELL_SPACE
        header = GridRow([self._header(column) for column in block.columns], widths, space=space)
        rows = [
            GridRow(
                [self._cell(cell, column) for cell, column in zip(row, block.columns, strict=True)], widths, space=space
            )
            for row in block.rows
        ]
        return Grid(header, rows, widths, before=layout.TABLE_BEFORE)

    def _header(self, column: Column) -> list[Part]:
        style = layout.CELL_HEAD
        if column.figure:
            return [Picture(column.figure, self._printable, line=style.leading)]
        return [_aligned(column.align)(self._runs((column.header,), style), style)]

    def _cell(self, cell: Cell, column: Column) -> list[Part]:
        style = layout.CELL_ROW_HEAD if cell.header else layout.CELL
        if cell.figure:
            return [Picture(cell.figure, self._printable, line=style.leading)]
        if cell.page_of in self._titles:
            return [PageNumber(cell.page_of, self._titles[cell.page_of], style)]
        return [
            _aligned(column.align)(self._text(paragraph, style), style, before=3.0 if index else 0.0)
            for index, paragraph in enumerate(cell.text)
        ]

    def _wish(self, index: int, column: Column, rows: Sequence[Sequence[Cell]]) -> Wish:
        """Ask for the width of a column; a very long text is not measured whole, since it asks for all it can get."""
        natural = least = 0.0
        head = self._runs((column.header,), layout.CELL_HEAD)
        cells = [(head, layout.CELL_HEAD)]
        for row in rows:
            cell = row[index]
            natural = max(natural, cell.figure.width if cell.figure else 0.0)
            cells += [(self._start(paragraph), layout.CELL) for paragraph in cell.text]
        for runs, style in cells:
            natural = max(natural, natural_width(runs, style.size))
            least = max(least, widest_word(runs, style.size))
        padding = 2 * layout.CELL_PADDING + 0.1
        return Wish(natural + padding, least + padding, column.share)

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

    def _runs(self, texts: Iterable[str], style: Style) -> list[Run]:
        font = face(bold=style.bold, italic=style.italic)
        return [Run(self._printable(text), font) for text in texts]

    def _text(self, text: Text, style: Style) -> list[Run]:
        """Return the runs of a text, with the breaks where a person began a new line."""
        runs: list[Run] = []
        for span in text:
            font, link = face(bold=style.bold or span.bold, italic=style.italic or span.italic), self._link(span.link)
            for number, line in enumerate(LINE_BREAK.split(span.text)):
                if number:
                    runs.append(NEW_LINE)
                runs.append(Run(self._printable(line), font, link))
        return runs

    def _link(self, link: str) -> str:
        """Return a link that can be followed: to a heading that is there, or to an address of a usual kind."""
        if link.startswith("#"):
            return link if link[1:] in self._titles else ""
        return link if link.lower().startswith(SAFE_ADDRESSES) and link.isascii() and link.isprintable() else ""


def story(placed: Sequence[Placed]) -> list[Flowable]:
    """Return the parts with the page breaks that keep together what belongs together.

    Before each run of parts that stay with the next one, the page is left when the run and the least of what follows
    do not fit any more. A run higher than a page is left to break where it must.
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
        need = _height(run)
        if need > layout.TEXT_HEIGHT:
            run, end = run[:1], index
            need = _height([Placed(run[0].part)])
        flowables.append(NewPageUnless(min(need, layout.TEXT_HEIGHT)))
        flowables += [one.part for one in run if one.part]
        index = end + 1
    return flowables


def _height(run: Sequence[Placed]) -> float:
    width = layout.TEXT_WIDTH
    parts = [one.part for one in run if one.part]
    height = sum(part.before for part in parts) + sum(part.height_in(width) for part in parts[:-1])
    return height + (parts[-1].height_in(width) if run[-1].whole else parts[-1].least_height(width))


def _headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Group):
            yield from _headings(block.blocks)


def _aligned(align: Align) -> type[Prose]:
    return ProseAtEnd if align is Align.END else Prose
