"""The form of a document: its fields under one name, as PDF wants them (PDF 32000-1, 12.7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from eucles_desk.reports.pdf_syntax import pdf_number, pdf_rectangle, pdf_text
from eucles_desk.reports.tags import Raw

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFObject

Appearance: TypeAlias = Callable[[float, float], "dict[str, tuple[str, bytes]]"]
"""Draws a field of a width and height: by state, "" for the only one, the entries of a stream and its content."""
RADIO: Final = 1 << 15
MANY_LINES: Final = 1 << 12
MOST_CHARACTERS: Final = 4_000
FONT: Final = "/Helv 10 Tf 0 g"
"""What is typed is set by the reader, in the one font that every reader has."""
EDGE: Final = "0.34 0.40 0.45"
_CURVE: Final = 0.5523


class Form:
    """Collects the fields of a document.

    Args:
        keep: makes an object part of the file and returns a reference to it.
        name: what all fields are known by together; empty for no form.
    """

    def __init__(self, keep: Callable[[PDFObject], str], name: str) -> None:
        self.name = name
        self._keep = keep
        self._root = Raw()
        self._reference = ""
        self._fields: list[str] = []

    def parent(self) -> str:
        """Return what each field says of where it belongs."""
        if not self._reference:
            self._reference = self._keep(self._root)
        return f"/Parent {self._reference}"

    def add(self, reference: str) -> None:
        """Take a field in."""
        self._fields.append(reference)

    def group(self, name: str, said: str) -> tuple[str, Callable[[list[str]], None]]:
        """Begin a group of buttons of which one is pressed; return its reference and what takes in the buttons."""
        group, parent = Raw(), self.parent()
        reference = self._keep(group)

        def take(buttons: list[str]) -> None:
            kids = " ".join(buttons)
            entries = f"{parent} /FT /Btn /Ff {RADIO} /T {pdf_text(name)} /TU {pdf_text(said)} /V /Off"
            group.source = f"<<{entries} /Kids [{kids}]>>"

        self.add(reference)
        return reference, take

    def finished(self) -> str:
        """Return what the catalogue says of the form."""
        self.parent()
        self._root.source = f"<</T {pdf_text(self.name)} /Kids [{' '.join(self._fields)}]>>"
        font = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"
        return f"<</Fields [{self._reference}] /DR <</Font <</Helv {font}>>>> /DA ({FONT})>>"


def text_box(width: float, height: float) -> dict[str, tuple[str, bytes]]:
    """Draw an empty box with an edge."""
    edge = f"q 1 1 1 rg {EDGE} RG 0.75 w {pdf_rectangle((0.5, 0.5, width - 1, height - 1))[1:-1]} re B Q"
    return {"": (_stream(width, height), f"/Tx BMC {edge} EMC\n".encode())}


def round_button(value: str) -> Appearance:
    """Return what draws a round button, pressed and not."""

    def draw(width: float, height: float) -> dict[str, tuple[str, bytes]]:
        x, y, radius = width / 2, height / 2, min(width, height) / 2 - 0.75
        edge = f"q 1 1 1 rg {EDGE} RG 0.9 w {_circle(x, y, radius)} B Q\n"
        dot = f"q 0.07 0.15 0.23 rg {_circle(x, y, radius * 0.55)} f Q\n"
        head = _stream(width, height)
        return {value: (head, (edge + dot).encode()), "Off": (head, edge.encode())}

    return draw


def _stream(width: float, height: float) -> str:
    return f"/Type /XObject /Subtype /Form /BBox {pdf_rectangle((0, 0, width, height))} /Resources <<>>"


def _circle(x: float, y: float, radius: float) -> str:
    bow = radius * _CURVE
    ways = (
        ((x + radius, y + bow), (x + bow, y + radius), (x, y + radius)),
        ((x - bow, y + radius), (x - radius, y + bow), (x - radius, y)),
        ((x - radius, y - bow), (x - bow, y - radius), (x, y - radius)),
        ((x + bow, y - radius), (x + radius, y - bow), (x + radius, y)),
    )
    start = f"{pdf_number(x + radius)} {pdf_number(y)} m"
    curves = (" ".join(f"{pdf_number(a)} {pdf_number(b)}" for a, b in way) + " c" for way in ways)
    return " ".join((start, *curves, "h"))
