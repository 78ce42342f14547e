"""An estimate of how wide a text is, for layouts made where no font is at hand."""

from __future__ import annotations

import unicodedata
from typing import Final

NARROW: Final = frozenset(" iljtfrI.,:;'\N{RIGHT SINGLE QUOTATION MARK}|!()[]-·")
WIDE: Final = frozenset("mwMW%@—")
BOLD: Final = 1.07


def estimate(text: str, size: float, bold: bool) -> float:
    """Return about the width of the text in a usual sans serif, rather too wide than too narrow."""
    return sum(_em(character) for character in text) * size * (BOLD if bold else 1.0)


def _em(character: str) -> float:
    if character in NARROW:
        return 0.36
    if character in WIDE:
        return 0.95
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return 1.0
    return 0.66 if character.isupper() else 0.58
