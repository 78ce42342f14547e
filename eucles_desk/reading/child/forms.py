"""What a workbook holds cell by cell, for a form that came back; formulas are told and never worked out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from eucles_desk.reading import limits
from eucles_desk.reading.child.document import RefusalError
from eucles_desk.reading.child.packed import read_xml
from eucles_desk.reading.child.relations import Order, targets
from eucles_desk.reading.child.sheets import EPOCH, DayFormats, SharedTexts, day

if TYPE_CHECKING:
    from eucles_desk.reading.child.document import Form
    from eucles_desk.reading.child.packed import Parts

PLACE: Final = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
PROGRAMS: Final = ("vbaproject", "macrosheets/", "activex/")
"""What the names of parts with programs hold."""
KINDS: Final = {
    "s": "text",
    "inlineStr": "text",
    "str": "text",
    "b": "number",
    "n": "number",
    "e": "error",
    "d": "text",
}


def workbook_form(parts: Parts) -> Form:
    """Return the sheets of a workbook with their cells, hidden ones too."""
    order = Order("sheet")
    read_xml(parts.read("xl/workbook.xml"), order)
    shared, days = SharedTexts(), DayFormats()
    if "xl/sharedStrings.xml" in parts.names:
        read_xml(parts.read("xl/sharedStrings.xml"), shared)
    if "xl/styles.xml" in parts.names:
        read_xml(parts.read("xl/styles.xml"), days)
    if len(order.ids) > limits.FORM_SHEETS:
        raise RefusalError("large")
    room = Room()
    sheets: list[object] = []
    for id_, name in zip(order.ids, order.names, strict=True):
        cells = Cells(room, shared.texts, days.styles)
        for part in targets(parts, "xl/workbook.xml", [id_]):
            read_xml(parts.read(part), cells)
        sheets.append([name[: limits.FORM_NAME], cells.found])
    programs = any(mark in name.casefold() for name in parts.names for mark in PROGRAMS)
    return {"kind": "workbook", "programs": programs, "sheets": sheets}


class Room:
    """How many cells may still come."""

    def __init__(self) -> None:
        self.left = limits.FORM_CELLS


class Cells:
    """The cells of a sheet that are not empty: place, kind and text."""

    def __init__(self, room: Room, shared: list[str], days: list[bool]) -> None:
        self.found: list[list[str]] = []
        self._places: set[str] = set()
        self._room, self._shared, self._days = room, shared, days
        self._cell: dict[str, str] = {}
        self._said: list[str] = []
        self._has_formula = self._in_value = self._in_cell = False

    def start(self, name: str, values: dict[str, str]) -> None:
        """Begin an element."""
        if name == "c":
            self._cell, self._said, self._has_formula, self._in_cell = values, [], False, True
        elif name == "f":
            self._has_formula = self._in_cell
        elif name in {"v", "t"}:
            self._in_value = self._in_cell

    def end(self, name: str) -> None:
        """End an element."""
        if name in {"v", "t"}:
            self._in_value = False
        elif name == "c":
            self._in_cell = False
            self._keep()

    def text(self, text: str) -> None:
        """Take what is said."""
        if self._in_value:
            self._said.append(text)

    def _keep(self) -> None:
        kind, text = KINDS.get(self._cell.get("t", "n"), "text"), "".join(self._said)
        if self._has_formula:
            kind = "formula"
        elif self._cell.get("t") == "s":
            at = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else len(self._shared)
            text = self._shared[at] if at < len(self._shared) else ""
        elif kind == "number" and self._is_day():
            kind, text = "text", day(text, EPOCH)
        if not text and kind != "formula":
            return
        place = self._cell.get("r", "")
        self._room.left -= 1
        if not PLACE.fullmatch(place) or place in self._places:
            raise RefusalError("damaged")
        if self._room.left < 0 or len(text) > limits.FORM_TEXT:
            raise RefusalError("large")
        self._places.add(place)
        self.found.append([place, kind, text])

    def _is_day(self) -> bool:
        style = self._cell.get("s", "0")
        known = style.isascii() and style.isdigit() and len(style) < 9 and int(style) < len(self._days)
        return known and self._days[int(style)]
