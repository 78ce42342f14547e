"""A canvas on which some texts are put in last, when it is known how many pages there are and what stands where."""

# ReportLab's stubs do not know what lies behind a canvas.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportAttributeAccessIssue=false

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from reportlab.pdfgen.canvas import Canvas

Late: TypeAlias = Callable[["ReportCanvas"], None]


class ReportCanvas(Canvas):
    """Draws pages in one pass.

    A number that is known only at the end, such as that of the last page, is left open with :meth:`later` and drawn
    into its place before the file is written; nothing is laid out twice for it.
    """

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  # the document template decides
        super().__init__(*args, **options)
        self._slots: list[tuple[str, Late]] = []
        self._waiting: list[tuple[Any, list[tuple[str, Late]]]] = []
        self._page_of: dict[str, int] = {}

    @property
    def pages(self) -> int:
        """How many pages are finished; while late texts are drawn, how many there are."""
        return len(self._waiting)

    def note_place(self, block: str) -> None:
        """Remember that a block stands on the present page."""
        self._page_of.setdefault(block, self.getPageNumber())

    def page_of(self, block: str) -> int | None:
        """Return the page on which a block stands, if it is known by now."""
        return self._page_of.get(block)

    def later(self, draw: Late) -> None:
        """Leave this place in the page open; ``draw`` is called at the end, with the coordinates of now."""
        # A line of its own, and a comment to whatever reads the page; within a text a line break is always escaped.
        slot = f"%later {len(self._waiting)} {len(self._slots)}"
        self._code.append(slot)
        self._slots.append((slot, draw))

    def showPage(self) -> None:
        """Finish the page."""
        slots = self._slots
        super().showPage()
        self._slots = []
        self._waiting.append((self._doc.Pages.pages[-1], slots))

    def save(self) -> None:
        """Put in what was left open and write the file."""
        for page, slots in self._waiting:
            for slot, draw in slots:
                page.stream = page.stream.replace(f"\n{slot}\n", f"\n{self._drawn(draw)}\n", 1)
        super().save()

    def _drawn(self, draw: Late) -> str:
        self._code = []
        self.saveState()
        draw(self)
        self.restoreState()
        code, self._code = self._code, []
        return "\n".join(code)
