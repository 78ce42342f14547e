"""The measures of a page: paper, text area, sizes of type, and how wide the columns of a table are.

All lengths are points. Space always stands above a block, never below, so that it does not add up and does not hang
over the top of a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

MARGIN: Final = 62.0
TOP: Final = 56.0
BOTTOM: Final = 70.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper of a document, with the area of its text between the margins."""

    width: float
    height: float

    @property
    def text_width(self) -> float:
        """The width of the text area."""
        return self.width - 2 * MARGIN

    @property
    def text_height(self) -> float:
        """The height of the text area."""
        return self.height - TOP - BOTTOM


PORTRAIT: Final = Sheet(595.28, 841.89)
LANDSCAPE: Final = Sheet(841.89, 595.28)
FRAMES: Final = ((20.0, 1.6), (25.0, 0.5))
"""How far from the edge of the paper the lines of a frame stand, with their widths."""
FOOTER_RULE: Final = 50.0
FOOTER_BASE: Final = 36.0

INDENT: Final = 16.0
"""How far the text of a list stands from the left, at least."""
AFTER_MARKER: Final = 6.0
"""The least space between a number and the text of its item."""
CELL_PADDING: Final = 6.0
CELL_SPACE: Final = 5.0
"""Above and below the text of a cell."""
DENSE_SPACE: Final = 3.0
"""The same in a dense table."""
KEY_WIDTH: Final = 138.0
RULE_ABOVE: Final = 16.0
"""How far above a heading the rule is that sets it apart."""
NARROW_SHARE: Final = 0.4
"""How much of a table's width a column may take that asks for no share."""
LEAST_SHARED: Final = 60.0


class Ink(Enum):
    """The colours of text."""

    TEXT = "#1d2733"
    HEADING = "#10304c"
    MUTED = "#566573"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; ``before`` is the space above it."""

    size: float
    leading: float
    ink: Ink = Ink.TEXT
    bold: bool = False
    italic: bool = False
    before: float = 0.0


BODY: Final = Style(10, 15, before=7)
LEAD: Final = Style(10, 15, Ink.MUTED, before=4)
KICKER: Final = Style(9, 13, Ink.MUTED, before=26)
DISPLAY: Final = Style(21, 28, Ink.HEADING, bold=True, before=6)
NOTE: Final = Style(8.5, 12.5, Ink.MUTED, before=6)
ITEM: Final = Style(10, 15, before=3)
CAPTION: Final = Style(8.5, 12.5, Ink.MUTED, before=6)
HEADINGS: Final = {
    1: Style(24, 30, Ink.HEADING, bold=True, before=2),
    2: Style(16, 21, Ink.HEADING, bold=True, before=28),
    3: Style(13, 18, Ink.HEADING, bold=True, before=26),
    4: Style(10.5, 15, Ink.HEADING, bold=True, before=13),
}
UNDER_KICKER: Final = 2.0
"""The space above a heading that follows its kicker."""
CALLOUT_HEADING: Final = Style(14.5, 20, Ink.HEADING, bold=True)
CALLOUT_TEXT: Final = Style(10, 15, before=4)
NOTICE_HEADING: Final = Style(10.5, 15, Ink.HEADING, bold=True)
CALLOUT_BEFORE: Final = 14.0
CALLOUT_PADDING: Final = 14.0
CALLOUT_BAR: Final = 5.0
CELL: Final = Style(9, 13)
CELL_HEAD: Final = Style(9, 13, Ink.MUTED, bold=True)
CELL_ROW_HEAD: Final = Style(9, 13)
TABLE_BEFORE: Final = 8.0
FIGURE_BEFORE: Final = 16.0
KEY: Final = Style(9, 14, Ink.MUTED)
VALUE: Final = Style(9, 14)
FOOTER_SIZE: Final = 7.5
WATERMARK_SIZE: Final = 110.0


class Wish(NamedTuple):
    """What a column asks for, with padding.

    Attributes:
        natural: Its width on one line.
        least: Its widest word, or drawing.
        share: The part that it takes of what is left over; ``None`` where it takes none.
        parted: Its widest part of a word that may be parted; as its widest word where that is not said.
    """

    natural: float
    least: float
    share: float | None
    parted: float | None = None

    @property
    def narrowest(self) -> float:
        """The width below which a word would be cut."""
        return self.least if self.parted is None else self.parted


def column_widths(wishes: Sequence[Wish], width: float) -> tuple[float, ...]:
    """Share out the width of a table.

    Columns without a share get what they need on one line, within bounds; the others share what is left over, none
    narrower than its widest word as long as that can be had. Room that a column does not use on one line goes to
    those that need more lines.
    """
    shared = [wish for wish in wishes if wish.share]
    fixed = [0.0 if wish.share else min(wish.natural, width * NARROW_SHARE) for wish in wishes]
    left = width - sum(fixed)
    least = sum(max(min(wish.narrowest, width * NARROW_SHARE), LEAST_SHARED) for wish in shared)
    if sum(fixed) and left < least:
        fixed = _narrowed(fixed, wishes, least - left)
        left = width - sum(fixed)
    total = sum(wish.share or 0.0 for wish in wishes)
    widths = [left * wish.share / total if wish.share else wide for wish, wide in zip(wishes, fixed, strict=True)]
    return tuple(_relieved(_raised(widths, wishes), wishes))


def _narrowed(fixed: list[float], wishes: Sequence[Wish], lack: float) -> list[float]:
    """Take what is lacking from the columns that break their lines without cutting a word, else from all of them."""
    spare = [max(wide - wish.narrowest, 0.0) for wide, wish in zip(fixed, wishes, strict=True)]
    if sum(spare) < lack:
        scale = max(1 - lack / sum(fixed), 0.0)
        return [wide * scale for wide in fixed]
    return [wide - room * lack / sum(spare) for wide, room in zip(fixed, spare, strict=True)]


def _raised(widths: list[float], wishes: Sequence[Wish]) -> list[float]:
    """Widen shared columns to their widest word at the cost of the shared columns that have room."""
    lacking = {
        index: min(wish.least, sum(widths) * NARROW_SHARE) - widths[index]
        for index, wish in enumerate(wishes)
        if wish.share and min(wish.least, sum(widths) * NARROW_SHARE) > widths[index]
    }
    spare = {
        index: widths[index] - max(wish.least, LEAST_SHARED)
        for index, wish in enumerate(wishes)
        if wish.share and index not in lacking and widths[index] > max(wish.least, LEAST_SHARED)
    }
    wanted, room = sum(lacking.values()), sum(spare.values())
    given = min(wanted, room)
    if given <= 0:
        return widths
    for index, lack in lacking.items():
        widths[index] += lack * given / wanted
    for index, has in spare.items():
        widths[index] -= has * given / room
    return widths


def _relieved(widths: list[float], wishes: Sequence[Wish]) -> list[float]:
    """Give what shared columns have beyond one line of theirs to the shared columns that break their lines."""
    shared = [index for index, wish in enumerate(wishes) if wish.share]
    spare = {i: widths[i] - max(wishes[i].natural, LEAST_SHARED) for i in shared}
    spare = {index: room for index, room in spare.items() if room > 0}
    lacking = {i: wishes[i].natural - widths[i] for i in shared if wishes[i].natural > widths[i]}
    room, wanted = sum(spare.values()), sum(lacking.values())
    if not room or not wanted:
        return widths
    given = min(room, wanted)
    for index, has in spare.items():
        widths[index] -= has * given / room
    for index, lack in lacking.items():
        widths[index] += lack * given / wanted
    return widths
