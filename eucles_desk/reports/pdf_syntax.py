"""Values in the syntax of PDF."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[ !-'*-\[\]-~]*")


def pdf_text(text: str) -> str:
    """Return a text string: plain ASCII as it stands, anything else in UTF-16."""
    if _PLAIN.fullmatch(text):
        return f"({text})"
    return "<feff" + text.encode("utf-16-be", "replace").hex() + ">"


def pdf_number(value: float) -> str:
    """Return a number with no more digits than a printer could use."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def pdf_rectangle(area: tuple[float, float, float, float]) -> str:
    """Return a rectangle, its lower left corner first."""
    left, bottom, right, top = area
    ordered = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return f"[{' '.join(pdf_number(value) for value in ordered)}]"
