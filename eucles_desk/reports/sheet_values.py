"""What a spreadsheet consists of: sheets with tables of plain values, nothing about a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Month:
    """A month as a date that sorts and filters; shown as month and year."""

    first: date


Value: TypeAlias = str | int | Decimal | date | Month | None
"""What a cell holds: a number is one to reckon with, a text is never one; ``None`` is an empty cell."""


class Look(Enum):
    """How the cells of a column are shown."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    """A part of one, shown in percent."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column with its heading, its width in characters, and how its cells are shown."""

    heading: str
    width: float
    look: Look = Look.TEXT


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under a row of headings."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: what it is about, names with what they stand for, and tables.

    Attributes:
        name: What its tab says.
        title: A heading above everything; empty on a sheet that is one table, whose headings then stay in view.
        pairs: Names with what they stand for.
        grids: The tables, one under the other.
    """

    name: str
    title: str = ""
    pairs: tuple[tuple[str, Value], ...] = ()
    grids: tuple[Grid, ...] = ()
