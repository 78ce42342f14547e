"""Spreadsheets as text: a line for each row, cells parted by tabs, days as days."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from eucles_desk.reading import limits
from eucles_desk.reading.child.packed import EnoughError, read_xml
from eucles_desk.reading.child.relations import Order, targets

if TYPE_CHECKING:
    from eucles_desk.reading.child.packed import Parts

EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001  # a spreadsheet knows no time zone
EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001
BUILT_IN_DAYS: Final = frozenset({*range(14, 23), *range(45, 48)})
"""Numbers of formats that every spreadsheet knows and that show days or times."""
LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
LAST_DAY: Final = 2_958_465
"""The last day of the year 9999."""


class Rows:
    """Rows of cells within limits."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._row: list[str] = []
        self._cells = 0
        self._length = 0

    def title(self, text: str) -> None:
        """Begin a sheet."""
        self._lines += ["", text] if self._lines else [text]

    def cell(self, column: int, text: str) -> None:
        """Put a text into a column; columns begin with 0."""
        if column >= limits.ROW_CELLS or not text:
            return
        self._row += [""] * (column + 1 - len(self._row))
        self._row[column] = " ".join(text.split())
        self._cells += 1
        self._length += len(text)
        if self._cells > limits.CELLS or self._length > limits.FILE_TEXT:
            self.end_row()
            raise EnoughError

    def end_row(self) -> None:
        """End the row; an empty one is not told."""
        if self._row:
            self._lines.append("\t".join(self._row))
        self._row = []

    def joined(self) -> str:
        """Return all of it."""
        return "\n".join(self._lines)


def workbook_text(parts: Parts) -> str:
    """Return the text of the sheets of a workbook."""
    order = Order("sheet")
    read_xml(parts.read("xl/workbook.xml"), order)
    shared, days = SharedTexts(), DayFormats()
    if "xl/sharedStrings.xml" in parts.names:
        read_xml(parts.read("xl/sharedStrings.xml"), shared)
    if "xl/styles.xml" in parts.names:
        read_xml(parts.read("xl/styles.xml"), days)
    epoch = EPOCH_1904 if re.search(rb'date1904="(1|true)"', parts.read("xl/workbook.xml")) else EPOCH
    rows = Rows()
    for id_, name in zip(order.ids, order.names, strict=True):
        for part in targets(parts, "xl/workbook.xml", [id_]):
            rows.title(name)
            read_xml(parts.read(part), Sheet(rows, shared.texts, days.styles, epoch))
    return rows.joined()


class SharedTexts:
    """The texts that the sheets name by number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._in_text = self._in_reading = False

    def start(self, name: str, values: dict[str, str]) -> None:
        """Begin an element."""
        del values
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._in_reading = True
        elif name == "t":
            self._in_text = not self._in_reading

    def end(self, name: str) -> None:
        """End an element."""
        if name == "si":
            self.texts.append("".join(self._pieces))
            if len(self.texts) > limits.CELLS:
                raise EnoughError
        elif name == "rPh":
            self._in_reading = False
        elif name == "t":
            self._in_text = False

    def text(self, text: str) -> None:
        """Take what is said."""
        if self._in_text:
            self._pieces.append(text)


class DayFormats:
    """Which styles of cells show a number as a day or time."""

    def __init__(self) -> None:
        self.styles: list[bool] = []
        self._own: dict[str, bool] = {}
        self._in_cells = False

    def start(self, name: str, values: dict[str, str]) -> None:
        """Begin an element."""
        if name == "numFmt":
            code = LITERAL.sub("", values.get("formatCode", "")).casefold()
            self._own[values.get("numFmtId", "")] = any(letter in code for letter in "ymdhs") and "general" not in code
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            number = values.get("numFmtId", "0")
            built_in = number.isascii() and number.isdigit() and len(number) < 4 and int(number) in BUILT_IN_DAYS
            self.styles.append(self._own.get(number, built_in))

    def end(self, name: str) -> None:
        """End an element."""
        if name == "cellXfs":
            self._in_cells = False

    def text(self, text: str) -> None:
        """Pass over it."""


class Sheet:
    """One sheet of a workbook, as values; formulas are passed over."""

    def __init__(self, rows: Rows, shared: list[str], days: list[bool], epoch: datetime) -> None:
        self._rows, self._shared, self._days, self._epoch = rows, shared, days, epoch
        self._cell: dict[str, str] = {}
        self._column = -1
        self._said: list[str] = []
        self._in_value = False

    def start(self, name: str, values: dict[str, str]) -> None:
        """Begin an element."""
        if name == "row":
            self._column = -1
        elif name == "c":
            self._cell, self._said = values, []
            self._column = column_of(values.get("r", "")) if values.get("r") else self._column + 1
        elif name in {"v", "t"}:
            self._in_value = True

    def end(self, name: str) -> None:
        """End an element."""
        if name in {"v", "t"}:
            self._in_value = False
        elif name == "c":
            self._rows.cell(self._column, self._value("".join(self._said)))
        elif name == "row":
            self._rows.end_row()

    def text(self, text: str) -> None:
        """Take what is said."""
        if self._in_value:
            self._said.append(text)

    def _value(self, said: str) -> str:
        kind = self._cell.get("t", "n")
        if kind == "s":
            return self._shared[int(said)] if said.isascii() and said.isdigit() and _below(said, self._shared) else ""
        if kind != "n" or not _below(self._cell.get("s", "0"), self._days):
            return said
        return day(said, self._epoch) if self._days[int(self._cell.get("s", "0"))] else said


class SheetOfOpenDocument:
    """The tables of an OpenDocument spreadsheet."""

    def __init__(self) -> None:
        self._rows = Rows()
        self._column = 0
        self._repeated = 1
        self._said: list[str] = []
        self._depth = 0

    def start(self, name: str, values: dict[str, str]) -> None:
        """Begin an element."""
        if name == "table":
            self._rows.title(values.get("name", ""))
        elif name == "table-row":
            self._column = 0
        elif name in {"table-cell", "covered-table-cell"}:
            repeated = values.get("number-columns-repeated", "1")
            self._repeated = int(repeated) if repeated.isascii() and repeated.isdigit() and len(repeated) < 6 else 1
            self._said = []
        elif name == "p":
            self._depth += 1
        elif name == "annotation":
            self._depth -= 1_000

    def end(self, name: str) -> None:
        """End an element; a text that is repeated is told once, an empty cell keeps the columns in place."""
        if name in {"table-cell", "covered-table-cell"}:
            self._rows.cell(self._column, "".join(self._said))
            self._column += max(1, self._repeated)
        elif name == "table-row":
            self._rows.end_row()
        elif name == "p":
            self._depth -= 1
            self._said.append(" ")
        elif name == "annotation":
            self._depth += 1_000

    def text(self, text: str) -> None:
        """Take what is said."""
        if self._depth > 0:
            self._said.append(text)

    def joined(self) -> str:
        """Return all of it."""
        return self._rows.joined()


def column_of(place: str) -> int:
    """Return the number of a column, from 0, for a place such as ``AB12``."""
    number = 0
    for letter in place[:4]:
        if not "A" <= letter <= "Z":
            break
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1 if number else limits.ROW_CELLS


def day(said: str, epoch: datetime) -> str:
    """Return a number of days as a day, with its time where it has one."""
    try:
        number = float(said)
    except ValueError:
        return said
    if not 0 <= number < LAST_DAY:
        return said
    moment = epoch + timedelta(seconds=round(number * 86_400))
    if number < 1:
        return f"{moment:%H:%M}"
    return f"{moment:%Y-%m-%d}" if moment.time() == moment.min.time() else f"{moment:%Y-%m-%d %H:%M}"


def _below(number: str, items: list[str] | list[bool]) -> bool:
    return number.isascii() and number.isdigit() and len(number) < 9 and int(number) < len(items)
