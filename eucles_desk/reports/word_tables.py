"""Tables of a Word file: widths of the columns, a header row that repeats, and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.reports import layout
from eucles_desk.reports.content import Align
from eucles_desk.reports.fonts import measure
from eucles_desk.reports.layout import Wish
from eucles_desk.reports.word_styles import style_id
from eucles_desk.reports.word_xml import Xml, element, paragraph, run, twips
from eucles_desk.reports.xml_text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from eucles_desk.drawing.shapes import Drawing
    from eucles_desk.reports.content import Cell, Column, Table, Text
    from eucles_desk.reports.fonts import Printable

PADDING: Final = 5.4
"""At the sides of a cell."""
MEASURED: Final = 200
"""How much of a text is measured: a longer one asks for all the width it can get."""
JUSTIFIED: Final = {Align.CENTRE: "center", Align.END: "right"}
FIRST_ROW, FIRST_COLUMN, NO_BANDS = 0x0020, 0x0080, 0x0600


def word_table(
    table: Table,
    width: float,
    *,
    runs: Callable[[Text], Iterable[Xml]],
    picture: Callable[[Drawing], Xml],
    printable: Printable,
    kept: int,
) -> Xml:
    """Return a table of this width in points; ``kept`` rows from the top are not parted from the row after them."""
    shown = shown_columns(table)
    columns = [table.columns[index] for index in shown]
    rows = [[row[index] for index in shown] for row in table.rows]
    wishes = [_wish(column, [row[place] for row in rows], printable) for place, column in enumerate(columns)]
    widths = [twips(wide) for wide in layout.column_widths(wishes, width)]
    heading = [_heading(column, picture) for column in columns]
    lines = [_row(heading, widths, element("cantSplit"), element("tblHeader"))]
    for number, row in enumerate(rows, 1):
        cells = [
            list(_cell(cell, column, runs, picture, keeps=number <= kept))
            for cell, column in zip(row, columns, strict=True)
        ]
        lines.append(_row(cells, widths, element("cantSplit")))
    has_row_headings = bool(rows) and all(row[0].header for row in rows)
    space = layout.DENSE_SPACE if table.dense else layout.CELL_SPACE
    grid = element("tblGrid", *(element("gridCol", w=wide) for wide in widths))
    return element("tbl", _properties(table, widths, space, has_row_headings=has_row_headings), grid, *lines)


def shown_columns(table: Table) -> list[int]:
    """Return the columns without those of page numbers, which would be wrong after the first change to the text."""
    return [
        index
        for index in range(len(table.columns))
        if not table.rows or not all(row[index].page_of for row in table.rows)
    ]


def _properties(table: Table, widths: Sequence[int], space: float, *, has_row_headings: bool) -> Xml:
    look = FIRST_ROW | NO_BANDS | (FIRST_COLUMN if has_row_headings else 0)
    margins = [
        element(side, w=twips(wide), type="dxa")
        for side, wide in (("top", space), ("left", PADDING), ("bottom", space), ("right", PADDING))
    ]
    return element(
        "tblPr",
        element("tblStyle", val="ReportTable"),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
        element("tblLook", val=f"{look:04X}", firstRow=1, firstColumn=int(has_row_headings), noHBand=1, noVBand=1),
        element("tblDescription", val=clean(table.summary)),
    )


def _row(cells: Sequence[Sequence[Xml]], widths: Sequence[int], *properties: Xml) -> Xml:
    filled = (
        element("tc", element("tcPr", element("tcW", w=wide, type="dxa")), *cell)
        for cell, wide in zip(cells, widths, strict=True)
    )
    return element("tr", element("trPr", *properties), *filled)


def _heading(column: Column, picture: Callable[[Drawing], Xml]) -> list[Xml]:
    content = [picture(column.figure)] if column.figure else [run(column.header)]
    return [_paragraph("Column Heading", content, column.align, keeps=True)]


def _cell(
    cell: Cell,
    column: Column,
    runs: Callable[[Text], Iterable[Xml]],
    picture: Callable[[Drawing], Xml],
    *,
    keeps: bool,
) -> Iterator[Xml]:
    style = "Row Heading" if cell.header else "Cell"
    if cell.figure:
        yield _paragraph(style, [picture(cell.figure)], column.align, keeps=keeps)
        return
    for words in cell.text or ((),):
        yield _paragraph(style, runs(words), column.align, keeps=keeps)


def _paragraph(style: str, content: Iterable[Xml], align: Align, *, keeps: bool) -> Xml:
    properties = [element("pStyle", val=style_id(style))]
    if keeps:
        properties.append(element("keepNext"))
    if align in JUSTIFIED:
        properties.append(element("jc", val=JUSTIFIED[align]))
    return paragraph(properties, content)


def _wish(column: Column, cells: Sequence[Cell], printable: Printable) -> Wish:
    """Ask for the width of a column as the PDF does, so that both share out the same."""
    natural, least = _widths([column.header], printable, layout.CELL_HEAD.size, bold=True)
    if column.figure:
        natural = max(natural, column.figure.width)
    for cell in cells:
        if cell.figure:
            natural = least = max(natural, cell.figure.width)
        for words in cell.text:
            text = "".join(span.text for span in words)[:MEASURED]
            is_bold = any(span.bold for span in words)
            wide, word = _widths(text.splitlines(), printable, layout.CELL.size, bold=is_bold)
            natural, least = max(natural, wide), max(least, word)
    return Wish(natural + 2 * PADDING + 1, least + 2 * PADDING + 1, column.share)


def _widths(lines: Sequence[str], printable: Printable, size: float, *, bold: bool) -> tuple[float, float]:
    """Return the width of the longest line and of the longest word."""
    shown = [printable(line) for line in lines]
    words = [word for line in shown for word in line.split(" ")]
    return (
        max((measure(line, size, bold) for line in shown), default=0.0),
        max((measure(word, size, bold) for word in words), default=0.0),
    )
