"""Writes the findings and recommendations of a report as a spreadsheet.

Whatever a person typed stays a text: nothing becomes a formula, a link or a number, also when the cell is edited later.
"""

# XlsxWriter comes without stubs; its annotations leave out the types of options.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

import math
import re
from concurrent.futures import CancelledError
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import xlsxwriter

from eucles_desk.reports.layout import Ink
from eucles_desk.reports.sheet_values import Grid, Look, Month, Sheet, SheetColumn, Value
from eucles_desk.reports.sheets import sheets
from eucles_desk.reports.xml_text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from eucles_desk.reports.case import Case

MOST_IN_CELL: Final = 32_767
"""How much a cell holds, counted in UTF-16 as spreadsheets do."""
RISKY: Final = tuple("=+-@\t")
"""A text that begins so would become a formula once somebody edits its cell, unless it is marked as text."""
LOCALES: Final = {"en": "[$-809]", "fi": "[$-40B]"}
"""How the language of months is named in a spreadsheet; without it they stand in the reader's own."""
A4: Final = 9
MOST_IN_PROPERTY: Final = 255
MOST_IN_FOOTER: Final = 50
"""Of the name of the cluster; the format allows 255 for all, and an ampersand counts twice."""
MOST_IN_NAME: Final = 31
NOT_IN_NAME: Final = re.compile(r"[\[\]:*?/\\]")
PAIR_WIDTHS: Final = (34, 60)


def write_workbook(
    case: Case,
    file: BinaryIO,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write the spreadsheet to the file; the same case gives the same bytes.

    Args:
        case: What to write.
        file: Where to; nothing is written before everything has been worked out.
        progress: Called with the sheets done and their number.
        is_cancelled: Asked now and then whether to give up.

    Returns:
        How many texts were longer than a cell holds and were shortened.

    Raises:
        CancelledError: ``is_cancelled`` said so; the file has not been written to.
    """
    found = sheets(case)
    book = _Book(case, file)
    for done, sheet in enumerate(found, 1):
        if is_cancelled and is_cancelled():
            raise CancelledError
        book.add(sheet)
        if progress:
            progress(done, len(found))
    book.close()
    return book.shortened


def cell_text(text: str, note: str) -> tuple[str, bool]:
    """Return a text as a cell can hold it, and whether it had to be shortened; then it ends with the note.

    What XML cannot hold is left out.
    """
    text = clean(text)
    if len(text) * 2 <= MOST_IN_CELL or _units(text) <= MOST_IN_CELL:
        return text, False
    room = (MOST_IN_CELL - _units(note)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + note, True


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _Book:
    """A workbook that is being written."""

    def __init__(self, case: Case, file: BinaryIO) -> None:
        self._case = case
        self._note = case.language.text("… (shortened: a cell holds no more)")
        self.shortened = 0
        self._book: Any = xlsxwriter.Workbook(
            file,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._formats: dict[tuple[str, bool], Format] = {}
        self._tables = 0
        self._describe()

    def add(self, sheet: Sheet) -> None:
        """Add a sheet."""
        page = self._book.add_worksheet(self._name(sheet.name))
        self._set_up(page, sheet)
        row = 0
        if sheet.title:
            self._put(page, 0, 0, sheet.title, "title")
            row = 2
        if sheet.pairs:
            for column, width in enumerate(PAIR_WIDTHS):
                page.set_column(column, column, width)
        for name, value in sheet.pairs:
            self._put(page, row, 0, name, "name")
            self._put(page, row, 1, value, "pair")
            row += 1
        for grid in sheet.grids:
            if grid.title:
                self._put(page, row + 1, 0, grid.title, "heading")
                row += 2
            row = self._add_grid(page, row, grid)
        if not sheet.title:
            page.freeze_panes(1, 0)
            page.repeat_rows(0)

    def close(self) -> None:
        """Write everything to the file."""
        self._book.close()

    def _describe(self) -> None:
        """Say what the file is, with the day of the report as its date, so that the same report has the same bytes."""
        case = self._case
        title = case.language.text(
            "{cluster}: findings and recommendations",
            cluster=self._case.assessment.cluster.name.strip() or "\N{EN DASH}",
        )
        properties = {
            "title": title,
            "subject": case.say(case.edition.title),
            "author": case.language.text("EUCLES Desk"),
            "keywords": case.content_hash,
        }
        clean = {key: self._clean(text)[:MOST_IN_PROPERTY] for key, text in properties.items()}
        self._book.set_properties({**clean, "created": _at(case.made_on)})
        self._book.set_custom_property("Language", case.language.code)

    def _set_up(self, page: Worksheet, sheet: Sheet) -> None:
        """Set how the sheet is printed: on A4, lying, all columns on one page's width, with its name and the pages."""
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        cluster = self._clean(self._case.assessment.cluster.name)[:MOST_IN_FOOTER]
        said = f"{cluster} · {sheet.name} · {self._case.short_hash}".replace("&", "&&").replace("\n", " ")
        page.set_footer(f"&L{said}&R&P / &N")

    def _add_grid(self, page: Worksheet, top: int, grid: Grid) -> int:
        """Write a table and return the row after it; one without rows has an empty one to begin with."""
        for number, row in enumerate(grid.rows, top + 1):
            for column, (value, look) in enumerate(zip(row, grid.columns, strict=True)):
                self._put(page, number, column, value, look.look.value)
        bottom = top + max(len(grid.rows), 1)
        self._tables += 1
        page.add_table(
            *(top, 0, bottom, len(grid.columns) - 1),
            {
                "name": f"Table{self._tables}",
                "style": "Table Style Light 1",
                "columns": [self._heading(column) for column in grid.columns],
            },
        )
        for column, found in enumerate(grid.columns):
            if not (grid.title and column < len(PAIR_WIDTHS)):
                page.set_column(column, column, found.width)
        page.ignore_errors({"number_stored_as_text": f"A{top + 2}:{_letter(len(grid.columns) - 1)}{bottom + 1}"})
        return bottom + 1

    def _heading(self, column: SheetColumn) -> dict[str, object]:
        look = "heading of numbers" if column.look is not Look.TEXT else "heading of texts"
        return {"header": self._clean(column.heading), "header_format": self._format(look)}

    def _put(self, page: Worksheet, row: int, column: int, value: Value, look: str) -> None:
        match value:
            case None | "":
                page.write_blank(row, column, None, self._format(look))
            case str():
                text, is_short = cell_text(value, self._note)
                self.shortened += is_short
                quoted = text.startswith(RISKY)
                page.write_string(row, column, text, self._format(look, quoted=quoted))
            case Month():
                page.write_datetime(row, column, _at(value.first), self._format("month"))
            case date():
                page.write_datetime(row, column, _at(value), self._format("date"))
            case int() | Decimal():
                self._put_number(page, row, column, value, look)

    def _put_number(self, page: Worksheet, row: int, column: int, value: Decimal | int, look: str) -> None:
        number = float(value)
        if math.isfinite(number):
            page.write_number(row, column, number, self._format(look))
        else:
            page.write_string(row, column, str(value), self._format(look))

    def _format(self, look: str, *, quoted: bool = False) -> Format:
        key = (look, quoted)
        if key not in self._formats:
            found = self._book.add_format({**PLAIN_FORMAT, **self._formats_of(look)})
            found.set_quote_prefix(quoted)
            self._formats[key] = found
        return self._formats[key]

    def _formats_of(self, look: str) -> dict[str, object]:
        locale = LOCALES.get(self._case.language.code, "")
        dated: dict[str, dict[str, object]] = {
            "month": {"num_format": f"{locale}mmmm yyyy", "align": "left"},
            "date": {"num_format": f"{locale}d mmmm yyyy", "align": "left"},
        }
        return dated.get(look) or FORMATS.get(look, {})

    def _name(self, name: str) -> str:
        """Return a name for a tab as the format allows it, which no other tab has."""
        name = NOT_IN_NAME.sub(" ", self._clean(name)).strip("' ")[:MOST_IN_NAME] or "\N{EN DASH}"
        taken = {sheet.get_name().casefold() for sheet in self._book.worksheets()}
        found, number = name, 1
        while found.casefold() in taken:
            number += 1
            found = f"{name[: MOST_IN_NAME - 3]} {number}"
        return found

    def _clean(self, text: str) -> str:
        return cell_text(text, self._note)[0]


PLAIN_FORMAT: Final[dict[str, object]] = {"valign": "top", "text_wrap": True}
HEADING: Final[dict[str, object]] = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": Ink.HEADING.value,
    "valign": "vcenter",
}
FORMATS: Final[dict[str, dict[str, object]]] = {
    "title": {"bold": True, "font_size": 16, "font_color": Ink.HEADING.value, "text_wrap": False},
    "heading": {"bold": True, "font_size": 13, "font_color": Ink.HEADING.value, "text_wrap": False},
    "name": {"bold": True},
    "pair": {"align": "left"},
    Look.NUMBER.value: {"align": "right"},
    Look.SHARE.value: {"align": "right", "num_format": "0.0 %"},
    "heading of texts": {**HEADING, "align": "left"},
    "heading of numbers": {**HEADING, "align": "right"},
}


def _at(day: date) -> datetime:
    """Return a day as XlsxWriter takes it; spreadsheets know no time zones."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001


def _letter(column: int) -> str:
    """Return the letters of a column."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
