"""Parts of a page, in thousandths, and where they lie on the screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF

from eucles_desk.assessment.evidence import WHOLE, Region
from eucles_desk.ui.language import current, tr

FIRST: Final = Region(100, 100, 800, 150)
"""Where a frame made with the keyboard begins."""
LEAST: Final = 10


def to_rect(region: Region, page: QRectF) -> QRectF:
    """Return where a part of a page lies on the screen."""
    across, down = page.width() / WHOLE, page.height() / WHOLE
    return QRectF(
        page.x() + region.left * across, page.y() + region.top * down, region.width * across, region.height * down
    )


def to_region(rect: QRectF, page: QRectF) -> Region | None:
    """Return the part of a page that a rectangle on the screen covers; ``None`` when it is hardly any."""
    inside = rect.normalized().intersected(page)
    if inside.isEmpty() or page.isEmpty():
        return None
    left, top = (
        round(WHOLE * part)
        for part in ((inside.x() - page.x()) / page.width(), (inside.y() - page.y()) / page.height())
    )
    right, bottom = (
        round(WHOLE * part)
        for part in ((inside.right() - page.x()) / page.width(), (inside.bottom() - page.y()) / page.height())
    )
    if right - left < LEAST // 2 or bottom - top < LEAST // 2:
        return None
    return Region(left, top, right - left, bottom - top)


def moved(region: Region, across: int, down: int) -> Region:
    """Return a part moved, as far as the page goes."""
    left = min(max(region.left + across, 0), WHOLE - region.width)
    top = min(max(region.top + down, 0), WHOLE - region.height)
    return Region(left, top, region.width, region.height)


def sized(region: Region, across: int, down: int) -> Region:
    """Return a part made larger or smaller at its right and lower edge, as far as the page goes."""
    width = min(max(region.width + across, LEAST), WHOLE - region.left)
    height = min(max(region.height + down, LEAST), WHOLE - region.top)
    return Region(region.left, region.top, width, height)


def spoken(region: Region) -> str:
    """Return where a part lies, in words for those who do not see it."""
    language = current()
    left, top, width, height = (
        language.percent(round(part / 10), 0) for part in (region.left, region.top, region.width, region.height)
    )
    return tr(
        "Frame: {left} from the left, {top} from the top, {width} wide, {height} high",
        left=left,
        top=top,
        width=width,
        height=height,
    )
