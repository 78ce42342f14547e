"""A table on the page: rows of cells under a header that every page repeats."""

# ReportLab's stubs leave much of the canvas open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

from eucles_desk.reports.layout import CELL_PADDING, CELL_SPACE, Ink
from eucles_desk.reports.paint import INKS, RULE
from eucles_desk.reports.parts import EPSILON, Part, cut_stack, draw_stack, stack_height

if TYPE_CHECKING:
    from collections.abc import Sequence

TALL: Final = 200.0
"""A row higher than this may be cut; lower ones go on to the next page whole."""
LEAST_OF_TALL: Final = 60.0
"""How much of a row that is cut must be left on the page."""
KEPT_ROWS: Final = 2
"""How many rows stand at least under a header, and go on at least to the next page."""


class GridRow:
    """A row: for each column the parts that stand one under the other in its cell.

    The first column begins and the last one ends flush with the text around the table.
    """

    def __init__(
        self,
        cells: Sequence[Sequence[Part]],
        widths: Sequence[float],
        *,
        begins: bool = True,
        space: float = CELL_SPACE,
    ) -> None:
        self.cells = tuple(tuple(cell) for cell in cells)
        self.begins = begins
        self._space = space
        last = len(widths) - 1
        self._left = tuple(CELL_PADDING if index else 0.0 for index in range(len(widths)))
        self._inner = tuple(
            width - left - (CELL_PADDING if index < last else 0.0)
            for index, (width, left) in enumerate(zip(widths, self._left, strict=True))
        )
        heights = (stack_height(cell, inner) for cell, inner in zip(self.cells, self._inner, strict=True))
        self.height = max(heights, default=0.0) + 2 * self._space

    def cut(self, height: float, widths: Sequence[float]) -> tuple[GridRow, GridRow] | None:
        """Return what fits of each cell and the rest; ``None`` when nothing of any cell does."""
        above: list[Sequence[Part]] = []
        below: list[Sequence[Part]] = []
        moved = False
        for cell, inner in zip(self.cells, self._inner, strict=True):
            parts = cut_stack(cell, inner, height - 2 * self._space)
            above.append(parts[0] if parts else ())
            below.append(parts[1] if parts else cell)
            moved = moved or bool(parts and parts[0])
        if not moved:
            return None
        return (
            GridRow(above, widths, begins=self.begins, space=self._space),
            GridRow(below, widths, begins=False, space=self._space),
        )

    def draw(self, grid: Grid, top: float, widths: Sequence[float]) -> None:
        """Draw the cells from the top down."""
        x = 0.0
        for cell, left, inner, width in zip(self.cells, self._left, self._inner, widths, strict=True):
            draw_stack(cell, grid.page, x + left, top - self._space, inner)
            x += width


class Grid(Part):
    """A table with thin rules between its rows and none between its columns.

    Of the rows that go on to another page at its end, ``tail`` go at least, where there are that many.
    """

    def __init__(
        self,
        header: GridRow | None,
        rows: Sequence[GridRow],
        widths: Sequence[float],
        *,
        before: float,
        ruled: bool = True,
        tail: int = KEPT_ROWS,
    ) -> None:
        super().__init__()
        self._tail = tail
        self.before = before
        self._header = header
        self._rows = tuple(rows)
        self._widths = tuple(widths)
        self._ruled = ruled

    def height_in(self, width: float) -> float:
        """Return the height of all rows."""
        del width
        return self._header_height + sum(row.height for row in self._rows)

    def least_height(self, width: float) -> float:
        """Return the height of the header and the rows that stand at least under it."""
        del width
        first = self._rows[:KEPT_ROWS] if len(self._rows) > KEPT_ROWS + 1 else self._rows
        return self._header_height + sum(row.height if row.height <= TALL else LEAST_OF_TALL for row in first)

    def cut(self, width: float, height: float) -> tuple[Part, Part] | None:
        """Cut between rows, or within one that is very high."""
        del width
        left = height - self._header_height
        count = 0
        while count < len(self._rows) and self._rows[count].height <= left + EPSILON:
            left -= self._rows[count].height
            count += 1
        if count < len(self._rows) and self._rows[count].height > TALL and left >= LEAST_OF_TALL:
            pieces = self._rows[count].cut(left, self._widths)
            if pieces:
                return self._parts([*self._rows[:count], pieces[0]], [pieces[1], *self._rows[count + 1 :]])
        if len(self._rows) - count < self._tail < count:
            count = len(self._rows) - self._tail
        if not count or (self.begins and count < KEPT_ROWS):
            return None
        return self._parts(self._rows[:count], self._rows[count:])

    def draw(self) -> None:
        """Draw header, rows and rules."""
        top = self.height
        if self._header:
            # Those who listen have heard the header when they reach the next page.
            with nullcontext() if self.begins else self.page.artifact():
                self._header.draw(self, top, self._widths)
            top -= self._header.height
            self._rule(top, strong=True)
        for row in self._rows:
            row.draw(self, top, self._widths)
            top -= row.height
            if self._ruled:
                self._rule(top)

    @property
    def _header_height(self) -> float:
        return self._header.height if self._header else 0.0

    def _parts(self, above: Sequence[GridRow], below: Sequence[GridRow]) -> tuple[Part, Part]:
        first = Grid(self._header, above, self._widths, before=self.before, ruled=self._ruled, tail=self._tail)
        rest = Grid(self._header, below, self._widths, before=0.0, ruled=self._ruled, tail=self._tail)
        first.begins, rest.begins = self.begins, False
        return first, rest

    def _rule(self, y: float, *, strong: bool = False) -> None:
        with self.page.artifact():
            self.page.setStrokeColor(INKS[Ink.MUTED] if strong else RULE)
            self.page.setLineWidth(0.75 if strong else 0.5)
            self.page.line(0, y, sum(self._widths), y)
