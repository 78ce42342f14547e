"""The questions of a form on the page: buttons with their words, and a box to write in."""

# ReportLab's stubs leave much of the canvas open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.reports import layout
from eucles_desk.reports.fonts import Printable, face, measure
from eucles_desk.reports.form import FONT, MANY_LINES, MOST_CHARACTERS, round_button, text_box
from eucles_desk.reports.paint import INKS
from eucles_desk.reports.parts import Part
from eucles_desk.reports.pdf_syntax import pdf_text

if TYPE_CHECKING:
    from eucles_desk.reports.content import FormQuestion
    from eucles_desk.reports.tags import Element

BUTTON: Final = 11.0
ROW: Final = 17.0
AFTER_BUTTON: Final = 5.0
BETWEEN: Final = 22.0
WORDS: Final = 14.0
BOX: Final = 48.0
DROP: Final = 2.5
"""How far the words stand above the foot of their button."""


class Question(Part):
    """One question; it stays whole."""

    before = 8.0

    def __init__(self, block: FormQuestion, element: Element, printable: Printable) -> None:
        super().__init__()
        self._block, self._element, self._printable = block, element, printable

    def height_in(self, width: float) -> float:
        """Return the height of the buttons, the words and the box."""
        return self._rows(width) * ROW + WORDS + BOX

    def draw(self) -> None:
        """Draw the words and lay the fields beside and under them, in the order in which they are read."""
        self._draw_buttons()
        self._draw_box()

    def _draw_buttons(self) -> None:
        block, canvas = self._block, self.page
        group, take = canvas.form.group(f"{block.name}_opinion", self._printable(block.question))
        size, buttons = layout.BODY.size, list[str]()
        row, left = 1, 0.0
        for value, words, said in block.choices:
            words = self._printable(words)  # noqa: PLW2901
            wide = BUTTON + AFTER_BUTTON + measure(words, size, bold=False)
            if left and left + wide > self.width:
                row, left = row + 1, 0.0
            bottom = self.height - row * ROW + (ROW - BUTTON) / 2
            whole = self._element.child("P")
            known = pdf_text(self._printable(said))
            entries = f"/Parent {group} /AS /Off /Contents {known} /TU {known} /MK <</CA (l)>>"
            area = (left, bottom, left + BUTTON, bottom + BUTTON)
            form = whole.child("Form", alt=self._printable(said))
            buttons.append(canvas.place_field(form, area, entries, round_button(value)))
            self._say(whole, left + BUTTON + AFTER_BUTTON, bottom + DROP, words, size)
            left += wide + BETWEEN
        take(buttons)

    def _draw_box(self) -> None:
        block, canvas = self._block, self.page
        whole = self._element.child("P")
        self._say(whole, 0, BOX + 4, self._printable(block.remark), layout.NOTE.size)
        known = pdf_text(self._printable(block.remark_said))
        entries = (
            f"{canvas.form.parent()} /FT /Tx /Ff {MANY_LINES} /T {pdf_text(f'{block.name}_remark')} /TU {known}"
            f" /Contents {known} /DA ({FONT}) /MaxLen {MOST_CHARACTERS} /MK <</BC [0.34 0.40 0.45]>>"
        )
        form = whole.child("Form", alt=self._printable(block.remark_said))
        canvas.form.add(canvas.place_field(form, (0, 0, self.width, BOX), entries, text_box))

    def _say(self, element: Element, x: float, y: float, words: str, size: float) -> None:
        canvas = self.page
        with canvas.marked(element):
            canvas.setFillColor(INKS[layout.Ink.TEXT])
            canvas.setFont(face(), size)
            canvas.drawString(x, y, words)

    def _rows(self, width: float) -> int:
        rows, left = 1, 0.0
        for _value, words, _said in self._block.choices:
            wide = BUTTON + AFTER_BUTTON + measure(self._printable(words), layout.BODY.size, bold=False)
            if left and left + wide > width:
                rows, left = rows + 1, 0.0
            left += wide + BETWEEN
        return rows
