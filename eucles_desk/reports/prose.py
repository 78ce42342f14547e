"""Texts on a page: paragraphs, items of lists, headings, and numbers of pages."""

# ReportLab's stubs leave much of the canvas open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from eucles_desk.drawing.shapes import Role
from eucles_desk.reports.content import Align
from eucles_desk.reports.fonts import face
from eucles_desk.reports.layout import TOP, Style
from eucles_desk.reports.lines import Line, Piece, Run, break_lines
from eucles_desk.reports.paint import INKS
from eucles_desk.reports.parts import EPSILON, Part
from eucles_desk.reports.tags import END

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.textobject import PDFTextObject

    from eucles_desk.reports.canvas import ReportCanvas
    from eucles_desk.reports.tags import Element

LEAST_LINES: Final = 2
"""Fewer lines of a paragraph than these are not left alone on a page."""
WHOLE_HEADING: Final = 12
"""A heading of fewer lines is never cut."""
CAP_MIDDLE: Final = 0.357
"""Half the height of a capital, as a part of the size of type."""

SOFT_HYPHEN: Final = "/Span <</ActualText <FEFF00AD>>> BDC"
"""Begins what those who copy or listen take for a soft hyphen."""


class Broken(NamedTuple):
    """The lines of a text in a width, and how high they are."""

    width: float
    lines: Sequence[Line]
    height: float


class Prose(Part):
    """A text in lines, with a marker before the first of them when it is an item of a list.

    Args:
        runs: The text.
        style: How it is set.
        element: What it is in the structure; ``None`` for an ornament.
        before: The space above it, where it is not that of the style.
        indent: How far it stands from the left.
        marker: What stands before the first line.
        label: What the marker is in the structure.
        align: How the lines are set.
    """

    def __init__(
        self,
        runs: Sequence[Run],
        style: Style,
        element: Element | None = None,
        *,
        before: float | None = None,
        indent: float = 0.0,
        marker: str = "",
        label: Element | None = None,
        align: Align = Align.START,
    ) -> None:
        super().__init__()
        self.before = style.before if before is None else before
        self.style = style
        self.element = element
        self.indent = indent
        self.marker = marker
        self._label = label
        self._align = align
        self._runs = tuple(runs)
        self.ready: Broken | None = None
        self.goes_on = False

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
        first = self._part(Broken(width, above, taken), begins=self.begins)
        rest = self._part(Broken(width, below, whole - taken - gap), begins=False)
        first.goes_on, rest.goes_on = True, self.goes_on
        return first, rest

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
        part = type(self)(
            (),
            self.style,
            self.element,
            before=self.before if begins else 0.0,
            indent=self.indent,
            marker=self.marker if begins else "",
            label=self._label,
            align=self._align,
        )
        part.begins = begins
        part.ready = broken
        return part

    def draw(self) -> None:
        """Draw the lines from the top down."""
        canvas, style = self.page, self.style
        base = self.height - style.leading / 2 - CAP_MIDDLE * style.size
        if self.marker:
            with canvas.marked(self._label):
                canvas.setFillColor(canvas.palette[Role.ACCENT])
                canvas.setFont(face(bold=style.bold), style.size)
                canvas.drawString(0, base, self.marker)
        lines = self.lines_in(self.width)
        if not lines:
            return
        text = canvas.beginText()
        text.setFillColor(INKS[style.ink])
        pen = _Pen(text, canvas, style, self.element)
        for number, line in enumerate(lines, 1):
            base -= self._gap if line.begins else 0.0
            left = self.indent + self.offset(line)
            for piece in line.pieces:
                pen.write(piece, left + piece.x, base)
            if line.ends_word and (number < len(lines) or self.goes_on):
                pen.end_line()
            base -= style.leading
        pen.end()
        canvas.drawText(text)

    def offset(self, line: Line) -> float:
        """Return how far a line stands from the left."""
        if self._align is Align.START:
            return 0.0
        room = self.width - self.indent - line.width
        return room if self._align is Align.END else room / 2


class _Pen:
    """Writes the pieces of a text, each into its element; a link is also laid over the page."""

    def __init__(self, text: PDFTextObject, canvas: ReportCanvas, style: Style, element: Element | None) -> None:
        self._text = text
        self._canvas = canvas
        self._style = style
        self._whole = element
        self._font = ""
        self._open: Element | None = None
        self._is_open = False

    def write(self, piece: Piece, x: float, y: float) -> None:
        """Write a piece from a place on the line."""
        text, style, canvas = self._text, self._style, self._canvas
        element = piece.element if self._whole and piece.element else self._whole
        if element and self._whole and element is piece.element and not element.parent and not canvas.is_artifact:
            self._whole.add(element)
        if not self._is_open or element is not self._open:
            self.end()
            self._code(self._canvas.opening(element))
            self._open, self._is_open = element, True
        if piece.font != self._font:
            self._font = piece.font
            text.setFont(piece.font, style.size, style.leading)
        text.setTextOrigin(x, y)
        said = piece.text[:-1] if piece.hyphenated else piece.text
        text.textOut(said)
        if piece.hyphenated:
            self._hyphen(piece.text[-1])
        if piece.link and piece.element and self._whole:
            area = (x, y - 0.25 * style.size, x + piece.width, y + 0.9 * style.size)
            self._canvas.link(piece.element, area, said, piece.link)

    def _hyphen(self, shown: str) -> None:
        """Write the hyphen that parts a word, which stands for one that is not seen within a line."""
        is_artifact = self._canvas.is_artifact
        self._code("" if is_artifact else SOFT_HYPHEN)
        self._text.textOut(shown)
        self._code("" if is_artifact else END)

    def end_line(self) -> None:
        """Part the last word of a line from the first one of the next, for those who copy or listen."""
        self._text.textOut(" ")

    def end(self) -> None:
        """End the piece of the element that is open."""
        if self._is_open:
            self._code(self._canvas.closing())
        self._is_open = False

    def _code(self, operator: str) -> None:
        if operator:
            cast("Any", self._text)._code.append(operator)  # noqa: SLF001  # ReportLab has no door for operators


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
        if self.ruled and canvas.absolutePosition(0, self.height)[1] < canvas.sheet.height - TOP - 1:
            with canvas.artifact():
                canvas.setStrokeColor(INKS[self.style.ink])  # darker than the rules of a table that may end just above
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

    def __init__(self, block: str, title: str, style: Style, element: Element) -> None:
        super().__init__()
        self._block = block
        self._title = title
        self._style = style
        self._element = element

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

        with canvas.marked(self._element):
            canvas.later(draw_number)
        canvas.link(self._element, (0, 0, right, self.height), self._title, f"#{block}")
