"""Drawings, pictures and boxes on a page."""

# ReportLab's stubs leave much of the canvas open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from reportlab.lib.utils import ImageReader

from eucles_desk.drawing.shapes import Role
from eucles_desk.reports.content import Align
from eucles_desk.reports.layout import CALLOUT_BAR, CALLOUT_PADDING
from eucles_desk.reports.paint import RULE, paint
from eucles_desk.reports.parts import EPSILON, Part, cut_stack, draw_stack, stack_height
from eucles_desk.reports.pdf_syntax import pdf_rectangle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.drawing.shapes import Drawing
    from eucles_desk.reports.canvas import ReportCanvas
    from eucles_desk.reports.content import Image
    from eucles_desk.reports.fonts import Printable
    from eucles_desk.reports.tags import Element

WHOLE_BOX: Final = 320.0
"""A box lower than this is not cut when it can be had whole on the next page."""


class Picture(Part):
    """A drawing, made smaller where it is wider than the place for it, and drawn lower where it is too high."""

    def __init__(
        self,
        drawing: Drawing,
        printable: Printable,
        element: Element | None = None,
        *,
        before: float = 0.0,
        line: float = 0.0,
        smaller: Drawing | None = None,
        align: Align = Align.START,
    ) -> None:
        super().__init__()
        self._element = element
        self._align = align
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
        """Draw it in the middle of its line."""
        scale = self._scale(self.drawing, self.width)
        canvas = self.page
        width, height = self.drawing.width * scale, self.drawing.height * scale
        left, bottom = across(self._align, self.width - width), (self.height - height) / 2
        if self._element:
            describe(self._element, canvas, (left, bottom, left + width, bottom + height), self.drawing.description)
        with canvas.marked(self._element):
            canvas.saveState()
            canvas.translate(left, bottom)
            paint(canvas, self.drawing, scale, self._printable)
            canvas.restoreState()

    def _height(self, drawing: Drawing, width: float) -> float:
        return max(drawing.height * self._scale(drawing, width), self._line)

    @staticmethod
    def _scale(drawing: Drawing, width: float) -> float:
        return min(1.0, width / drawing.width) if drawing.width else 1.0


class Pixels(Part):
    """A picture made of pixels, as large as its box allows."""

    def __init__(self, image: Image, element: Element) -> None:
        super().__init__()
        self._image = image
        self._reader = ImageReader(io.BytesIO(image.content))
        self._element = element

    def height_in(self, width: float) -> float:
        """Return the height as drawn."""
        return self._size(width)[1]

    def draw(self) -> None:
        """Draw it within its box."""
        width, height = self._size(self.width)
        left = across(self._image.align, self.width - width)
        describe(self._element, self.page, (left, 0, left + width, height), self._image.description)
        with self.page.marked(self._element):
            self.page.drawImage(self._reader, left, 0, width, height)

    def _size(self, width: float) -> tuple[float, float]:
        wide, high = self._reader.getSize()
        scale = min(self._image.width / wide, self._image.height / high, width / wide)
        return wide * scale, high * scale


class Room(Part):
    """Empty room between two parts."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.before = height

    def height_in(self, width: float) -> float:
        """Return nothing: the room stands above, so that there is none at the top of a page."""
        del width
        return 0.0

    def draw(self) -> None:
        """Draw nothing."""


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
        first = self._piece(parts[0], before=self.before)
        rest = self._piece(parts[1], before=0.0)
        first.begins, rest.begins = self.begins, False
        return first, rest

    def draw(self) -> None:
        """Draw bar, frame and texts."""
        canvas = self.page
        with canvas.artifact():
            if self._framed:
                canvas.setStrokeColor(RULE)
                canvas.setLineWidth(0.75)
                canvas.rect(0, 0, self.width, self.height)
            canvas.setFillColor(canvas.palette[Role.ACCENT])
            canvas.rect(0, 0, CALLOUT_BAR, self.height, stroke=0, fill=1)
        draw_stack(
            self._parts, canvas, CALLOUT_BAR + CALLOUT_PADDING, self.height - self._padding, self._inner(self.width)
        )

    @property
    def _padding(self) -> float:
        return CALLOUT_PADDING if self._framed else CALLOUT_PADDING / 3

    def _inner(self, width: float) -> float:
        return width - CALLOUT_BAR - 2 * CALLOUT_PADDING

    def _piece(self, parts: Sequence[Part], *, before: float) -> Box:
        return Box(parts, before=before, framed=self._framed)


class SignatureBox(Box):
    """The place of a visible signature."""

    def __init__(self, parts: Sequence[Part], element: Element, *, before: float) -> None:
        super().__init__(parts, before=before, framed=True)
        self._field = element

    def cut(self, width: float, height: float) -> tuple[Part, Part] | None:
        """Return nothing: a field stands in one place."""
        del width, height
        return None

    def draw(self) -> None:
        """Draw the texts and lay the field over them, if there is to be a signature."""
        super().draw()
        if self.page.signature_field:
            self.page.place_signature(self._field, (0, 0, self.width, self.height))


def across(align: Align, room: float) -> float:
    """Return how far something stands from the left when this much room is left beside it."""
    return {Align.START: 0.0, Align.CENTRE: room / 2, Align.END: room}[align]


def describe(figure: Element, canvas: ReportCanvas, area: tuple[float, float, float, float], said: str) -> None:
    """Say in the structure what a figure shows and where it stands, in coordinates of now."""
    left, bottom = canvas.absolutePosition(area[0], area[1])
    right, top = canvas.absolutePosition(area[2], area[3])
    figure.alt = said
    figure.attributes = f"<</O /Layout /Placement /Block /BBox {pdf_rectangle((left, bottom, right, top))}>>"
