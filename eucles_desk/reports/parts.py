"""The parts that content becomes on the page, and how parts are stacked and cut between pages.

Each part is laid out once for one width. What is cut off for the next page is the rest of the same content, and
``begins`` tells the first part from the others: a paragraph, an item or a heading on two pages is still one thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from reportlab.platypus import CondPageBreak, Flowable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.reports.canvas import ReportCanvas

EPSILON: Final = 1e-6


class Part(Flowable):
    """A piece of content on its way to the page; children say how high they are and how they are cut.

    Attributes:
        before: The space above it, unless it stands at the top.
        begins: Whether it is the first part of its content.
    """

    before: float = 0.0
    begins: bool = True

    @property
    def page(self) -> ReportCanvas:
        """The canvas that the part is being drawn on."""
        return cast("ReportCanvas", self.canv)

    def height_in(self, width: float) -> float:
        """Return the height in this width."""
        raise NotImplementedError

    def least_height(self, width: float) -> float:
        """Return the height of the least that may stand on a page before the rest goes on to the next one."""
        return self.height_in(width)

    def cut(self, width: float, height: float) -> tuple[Part, Part] | None:
        """Return what fits in the height and the rest; ``None`` when nothing may be cut off."""
        del width, height
        return None

    def getSpaceBefore(self) -> float:
        """Return the space above."""
        return self.before

    def getSpaceAfter(self) -> float:
        """Return no space: it always belongs to what follows."""
        return 0.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  # ReportLab's names
        """Return width and height."""
        del aH
        self.width, self.height = aW, self.height_in(aW)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803  # ReportLab's names
        """Return the part that fits and the rest, or nothing when all of it must go on."""
        parts = self.cut(aW, aH)
        if not parts:
            return []
        # The rest always goes on to the next page, even where more of it would fit: it was cut there for a reason.
        first, rest = parts
        return [first, RestOfPage(), rest]


class RestOfPage(CondPageBreak):
    """Leaves the page unless nothing stands on it yet."""

    def __init__(self) -> None:
        super().__init__(0)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803  # ReportLab's names
        """Ask for as much as a page that is still empty has."""
        self.height = cast("Any", self)._frame._aH - 1  # noqa: SLF001  # the one place that knows
        return super().wrap(aW, aH)


def stack_height(parts: Sequence[Part], width: float) -> float:
    """Return the height of parts one under the other."""
    heights = sum(part.height_in(width) for part in parts)
    return heights + sum(part.before for part in parts[1:])


def draw_stack(parts: Sequence[Part], canvas: ReportCanvas, x: float, top: float, width: float) -> None:
    """Draw parts one under the other from the top down."""
    for index, part in enumerate(parts):
        top -= part.before if index else 0.0
        _, height = part.wrap(width, top)
        top -= height
        part.drawOn(canvas, x, top)


def cut_stack(parts: Sequence[Part], width: float, height: float) -> tuple[list[Part], list[Part]] | None:
    """Return the parts that fit in the height and the rest; ``None`` when not even the first one does."""
    fitting: list[Part] = []
    left = height
    for index, part in enumerate(parts):
        left -= part.before if index else 0.0
        needed = part.height_in(width)
        if needed <= left + EPSILON:
            fitting.append(part)
            left -= needed
            continue
        pieces = part.cut(width, left) if left > 0 else None
        if pieces:
            return [*fitting, pieces[0]], [pieces[1], *parts[index + 1 :]]
        return (fitting, list(parts[index:])) if fitting else None
    return fitting, []
