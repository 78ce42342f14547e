"""What stands on a page: texts, headings, drawings and boxes."""

# ReportLab's stubs leave much of the canvas open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, cast

from eucles_desk.reports.fonts import Printable, face
from eucles_desk.reports.layout import CALLOUT_BAR, CALLOUT_PADDING, PAGE_HEIGHT, TOP, Style
from eucles_desk.reports.lines import Line, Piece, Run, break_lines
from eucles_desk.reports.paint import ACCENT, INKS, RULE, paint
from eucles_desk.reports.parts import EPSILON, Part, cut_stack, draw_stack, stack_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.drawing.shapes import Drawing
    from eucles_desk.reports.canvas import ReportCanvas

LEAST_LINES: Final = 2
"""Fewer lines of a paragraph than these are not left alone on a page."""
WHOLE_HEADING: Final = 12
"""A heading of fewer lines is never cut."""
WHOLE_BOX: Final = 320.0
"""A box lower than this is not cut when it can be had whole on the next page."""
CAP_MIDDLE: Final = 0.357
"""Half the height of a capital, as a part of the size of type."""


class Broken(NamedTuple):
    """The lines of a text in a width, and how high they are."""

    width: float
    lines: Sequence[Line]
    height: float


class Prose(Part):
    """A text in lines, with a marker before the first of them when it is an item of a list."""

    def __init__(
        self, runs: Sequence[Run], style: Style, *, before: float | None = None, indent: float = 0.0, marker: str = ""
    ) -> None:
        super().__init__()
        self.before = style.before if before is None else before
        self.style = style
        self.indent = indent
        self.marker = marker
        self._runs = tuple(runs)
        self.ready: Broken | None = None

    def lines_in(self, width: float) -> Sequence[Line]:
        """Return the lines; a part that was cut off keeps those that it was cut into."""
        return self._broken(width).lines

    def height_in(self, width: float) -> float:
        """Return the height of all lines, with the space above those that a person began."""
        return self._broken(width).height

    def least_height(self, width: float) -> float:
        """Return the height of the first lines that may stand alone."""
        lines = self.lines_in(width)
        return self._height(lines if len(lines) < 2 * LEAST_LINES else lines[:LEAST_LINES])

    def cut(self, width: float, height: float) -> tuple[Part, Part] | None:
        """Cut between two lines so that neither side is left with a single one."""
        lines, whole = self.lines_in(width), self.height_in(width)
        fitting, filled = 0, 0.0
        while fitting < len(lines) - LEAST_LINES:
            filled += self._height(lines[fitting : fitting + 1])
            if filled > height + EPSILON:
                break
            fitting += 1
        if fitting < LEAST_LINES:
            return None
        above, below = lines[:fitting], (lines[fitting]._replace(begins=False), *lines[fitting + 1 :])
        taken = self._height(above)
        gap = self._height(lines[fitting : fitting + 1]) - self.style.leading
        return (
            self._part(Broken(width, above, taken), begins=self.begins),
            self._part(Broken(width, below, whole - taken - gap), begins=False),
        )

    def _broken(self, width: float) -> Broken:
        if self.ready is None or abs(width - self.ready.width) > EPSILON:
            lines = break_lines(self._runs, self.style.size, width - self.indent)
            self.ready = Broken(width, lines, self._height(lines))
        return self.ready

    def _height(self, lines: Sequence[Line]) -> float:
        begun = sum(1 for line in lines if line.begins)
        return len(lines) * self.style.leading + begun * self._gap

    @property
    def _gap(self) -> float:
        return self.style.leading / 4

    def _part(self, broken: Broken, *, begins: bool) -> Prose:
        part = type(self)((), self.style, before=self.before if begins else 0.0, indent=self.indent)
        part.marker = self.marker if begins else ""
        part.begins = begins
        part.ready = broken
        return part

    def draw(self) -> None:
        """Draw the lines from the top down."""
        canvas, style = self.page, self.style
        base = self.height - style.leading / 2 - CAP_MIDDLE * style.size
        if self.marker:
            font = face(bold=style.bold)
            canvas.setFillColor(ACCENT)
            canvas.setFont(font, style.size)
            canvas.drawString(0, base, self.marker)
        text = canvas.beginText()
        text.setFillColor(INKS[style.ink])
        font = ""
        for line in self.lines_in(self.width):
            base -= self._gap if line.begins else 0.0
            for piece in line.pieces:
                if piece.font != font:
                    font = piece.font
                    text.setFont(font, style.size, style.leading)
                text.setTextOrigin(self.indent + self.offset(line) + piece.x, base)
                text.textOut(piece.text)
                if piece.link:
                    self._link(piece, self.indent + self.offset(line), base)
            base -= style.leading
        canvas.drawText(text)

    def offset(self, line: Line) -> float:
        """Return how far a line stands from the left."""
        del line
        return 0.0

    def _link(self, piece: Piece, left: float, base: float) -> None:
        x, size = left + piece.x, self.style.size
        area = (x, base - 0.25 * size, x + piece.width, base + 0.9 * size)
        if piece.link.startswith("#"):
            self.page.linkRect(piece.text, piece.link[1:], area, relative=1)
        else:
            self.page.linkURL(piece.link, area, relative=1)


class ProseAtEnd(Prose):
    """A text whose lines end at the right, such as a number in a table."""

    def offset(self, line: Line) -> float:
        """Return how far a line stands from the left."""
        return self.width - self.indent - line.width


class Bookmark(NamedTuple):
    """Where a heading stands in the outline."""

    id: str
    title: str
    depth: int


class HeadingLine(Prose):
    """A heading: also the target of links and a bookmark, and with a rule above it where one is asked for."""

    bookmark: Bookmark | None = None
    ruled: float = 0.0
    """How far above the heading a rule is drawn, unless it is the first thing on its page; 0 for none."""

    def draw(self) -> None:
        """Draw the heading and enter it in the outline."""
        canvas = self.page
        if self.bookmark:
            block, title, depth = self.bookmark
            canvas.bookmarkHorizontal(block, 0, self.height + self.style.leading / 2)
            canvas.addOutlineEntry(title, block, depth, closed=int(depth > 0))
            canvas.note_place(block)
        if self.ruled and canvas.absolutePosition(0, self.height)[1] < PAGE_HEIGHT - TOP - 1:
            canvas.setStrokeColor(INKS[self.style.ink])  # darker than the rules of the table that may end just above
            canvas.setLineWidth(0.75)
            canvas.line(0, self.height + self.ruled, self.width, self.height + self.ruled)
        super().draw()

    def cut(self, width: float, height: float) -> tuple[Part, Part] | None:
        """Return nothing, unless the heading might be higher than a page."""
        if len(self.lines_in(width)) < WHOLE_HEADING:
            return None
        parts = super().cut(width, height)
        if parts:
            first = cast("HeadingLine", parts[0])
            first.bookmark, first.ruled = self.bookmark, self.ruled
        return parts


class PageNumber(Part):
    """The number of the page on which a heading stands, filled in when it is known."""

    def __init__(self, block: str, title: str, style: Style) -> None:
        super().__init__()
        self._block = block
        self._title = title
        self._style = style

    def height_in(self, width: float) -> float:
        """Return the height of one line."""
        del width
        return self._style.leading

    def draw(self) -> None:
        """Leave a place at the right for the number, and make it a link."""
        canvas, style, block = self.page, self._style, self._block
        right, base = self.width, self.height / 2 - CAP_MIDDLE * style.size
        font = face(bold=style.bold)

        def draw_number(late: ReportCanvas) -> None:
            late.setFillColor(INKS[style.ink])
            late.setFont(font, style.size)
            late.drawRightString(right, base, str(late.page_of(block) or ""))

        canvas.later(draw_number)
        canvas.linkRect(self._title, block, (0, 0, right, self.height), relative=1)


class Picture(Part):
    """A drawing, made smaller where it is wider than the place for it, and drawn lower where it is too high."""

    def __init__(
        self,
        drawing: Drawing,
        printable: Printable,
        *,
        before: float = 0.0,
        line: float = 0.0,
        smaller: Drawing | None = None,
    ) -> None:
        super().__init__()
        self.before = before
        self.drawing = self._whole = drawing
        self._smaller = smaller
        self._printable = printable
        self._line = line

    def height_in(self, width: float) -> float:
        """Return the height as drawn, at least that of the line of text that it stands in."""
        return self._height(self.drawing, width)

    def least_height(self, width: float) -> float:
        """Return the height of the lower drawing, where there is one."""
        return self._height(self._smaller or self._whole, width)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  # ReportLab's names
        """Choose the drawing that fits, and return width and height."""
        fits = self._height(self._whole, aW) <= aH + EPSILON
        self.drawing = self._whole if fits or self._smaller is None else self._smaller
        return super().wrap(aW, aH)

    def draw(self) -> None:
        """Draw it from the left, in the middle of its line."""
        scale = self._scale(self.drawing, self.width)
        canvas = self.page
        canvas.saveState()
        canvas.translate(0, (self.height - self.drawing.height * scale) / 2)
        paint(canvas, self.drawing, scale, self._printable)
        canvas.restoreState()

    def _height(self, drawing: Drawing, width: float) -> float:
        return max(drawing.height * self._scale(drawing, width), self._line)

    @staticmethod
    def _scale(drawing: Drawing, width: float) -> float:
        return min(1.0, width / drawing.width) if drawing.width else 1.0


class Box(Part):
    """Texts in a frame with a bar in the accent colour at its left."""

    def __init__(self, parts: Sequence[Part], *, before: float, framed: bool) -> None:
        super().__init__()
        self.before = before
        self._parts = tuple(parts)
        self._framed = framed

    def height_in(self, width: float) -> float:
        """Return the height of the texts with the space around them."""
        return stack_height(self._parts, self._inner(width)) + 2 * self._padding

    def least_height(self, width: float) -> float:
        """Return the height of all of it, unless it is very high."""
        return min(self.height_in(width), WHOLE_BOX)

    def cut(self, width: float, height: float) -> tuple[Part, Part] | None:
        """Cut between the texts or within one."""
        parts = cut_stack(self._parts, self._inner(width), height - 2 * self._padding)
        if parts is None:
            return None
        first = Box(parts[0], before=self.before, framed=self._framed)
        rest = Box(parts[1], before=0.0, framed=self._framed)
        first.begins, rest.begins = self.begins, False
        return first, rest

    def draw(self) -> None:
        """Draw bar, frame and texts."""
        canvas = self.page
        if self._framed:
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.75)
            canvas.rect(0, 0, self.width, self.height)
        canvas.setFillColor(ACCENT)
        canvas.rect(0, 0, CALLOUT_BAR, self.height, stroke=0, fill=1)
        draw_stack(
            self._parts, canvas, CALLOUT_BAR + CALLOUT_PADDING, self.height - self._padding, self._inner(self.width)
        )

    @property
    def _padding(self) -> float:
        return CALLOUT_PADDING if self._framed else CALLOUT_PADDING / 3

    def _inner(self, width: float) -> float:
        return width - CALLOUT_BAR - 2 * CALLOUT_PADDING
