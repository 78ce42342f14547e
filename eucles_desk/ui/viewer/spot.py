"""What of a file is looked at, and what citing it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from eucles_desk.assessment.evidence import Region


@dataclass(frozen=True, slots=True)
class Spot:
    """A page, a part of it, the words that are marked; none of them for the whole."""

    page: int | None = None
    region: Region | None = None
    quote: str = ""


def cite_text(spot: Spot | None) -> str:
    """Return the text of the button that cites a spot."""
    if spot is None:
        return ""
    if spot.region is not None:
        return tr("Cite the marked part (Ctrl+E)")
    if spot.quote:
        return tr("Cite the marked words (Ctrl+E)")
    if spot.page is not None:
        return tr("Cite page {page} (Ctrl+E)", page=spot.page)
    return tr("Cite (Ctrl+E)")
