"""The fonts of a report, how wide texts are in them, and which characters they have."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont, TTFontFace

from eucles_desk.errors import ReportError

if TYPE_CHECKING:
    from pathlib import Path

FILES: Final = {
    "NotoSans": "NotoSans-Regular.ttf",
    "NotoSans-Bold": "NotoSans-Bold.ttf",
    "NotoSans-Italic": "NotoSans-Italic.ttf",
    "NotoSans-BoldItalic": "NotoSans-BoldItalic.ttf",
}
REGULAR: Final = "NotoSans"
REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
IN_LETTERS: Final = {
    "\N{LEFTWARDS ARROW}": "<-",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{LEFT RIGHT ARROW}": "<->",
    "\N{RIGHTWARDS DOUBLE ARROW}": "=>",
    "\N{MINUS SIGN}": "\N{EN DASH}",
    "\N{ALMOST EQUAL TO}": "~",
    "\N{NOT EQUAL TO}": "!=",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{BULLET OPERATOR}": "\N{MIDDLE DOT}",
    "\N{BLACK CIRCLE}": "\N{BULLET}",
    "\N{BLACK SQUARE}": "\N{BULLET}",
    "\N{BLACK SMALL SQUARE}": "\N{BULLET}",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{IDEOGRAPHIC SPACE}": " ",
}
"""How characters are written that the fonts lack but that letters and signs of the fonts can stand for."""
SPACES: Final = frozenset("\t\n\v\f\r\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}")
VARIATION_SELECTORS: Final = range(0xFE00, 0xFE10)
_faces: dict[str, TTFontFace] = {}


def face(*, bold: bool = False, italic: bool = False) -> str:
    """Return the name of the font in this style."""
    return REGULAR + {(False, False): "", (True, False): "-Bold", (False, True): "-Italic"}.get(
        (bold, italic), "-BoldItalic"
    )


@functools.cache
def register(folder: Path) -> None:
    """Make the fonts in the folder known to ReportLab; raise ``ReportError`` when one is missing or damaged."""
    for name, file in FILES.items():
        try:
            font = TTFont(name, str(folder / file))
        except (TTFError, OSError) as error:
            raise ReportError("The font file {file} is missing or damaged.", file=str(folder / file)) from error
        pdfmetrics.registerFont(font)  # pyright: ignore[reportUnknownMemberType]
        _faces[name] = font.face


class Printable:
    """Makes any text into one that the fonts can show.

    This is the one door for text on its way to the page. Control characters and invisible marks go, characters that
    the fonts lack are written in others or shown as a replacement character and remembered in :attr:`missing`. Nothing
    is ever read as markup, so nothing needs escaping.
    """

    def __init__(self) -> None:
        self._table = _Table()

    def __call__(self, text: str) -> str:
        """Return the text as it will be shown, on one line."""
        if text.isascii() and text.isprintable():
            return text
        return unicodedata.normalize("NFC", text).translate(self._table)

    @property
    def missing(self) -> tuple[str, ...]:
        """The characters met so far that could not be shown, in the order of their codes."""
        found = (chr(code) for code, shown in sorted(self._table.items()) if shown == REPLACEMENT)
        return tuple(character for character in found if character != REPLACEMENT)  # typed as such, it is shown as such


class _Table(dict[int, str]):
    """Says for each character what is shown in its place; works it out when a character is met first."""

    def __init__(self) -> None:
        super().__init__()
        self._known = _known_characters()

    def __missing__(self, code: int) -> str:
        shown = self[code] = self._shown(code)
        return shown

    def _shown(self, code: int) -> str:
        character = chr(code)
        if character in SPACES:
            return " "
        if unicodedata.category(character) in {"Cc", "Cf"} or code in VARIATION_SELECTORS:
            return ""
        if code in self._known:
            return character
        if unicodedata.category(character) == "Zs":
            return " "
        return IN_LETTERS.get(character, REPLACEMENT)


def named(character: str) -> str:
    """Return a character as a warning names it: as it is where that can be shown, with its code and its name."""
    code, name = f"U+{ord(character):04X}", unicodedata.name(character, "").capitalize()
    said = f"{code}, {name}" if name else code
    return f"{character} ({said})" if character.isprintable() and unicodedata.category(character)[0] != "M" else said


def _known_characters() -> frozenset[int]:
    """Return the characters that all four fonts have."""
    return frozenset[int].intersection(*(frozenset(face.charToGlyph) for face in _faces.values()))


class Widths(dict[str, float]):
    """The widths of words in one font at size 1, worked out when a word is met first."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self._widths = _faces[font].charWidths
        self._default = _faces[font].defaultWidth

    def __missing__(self, word: str) -> float:
        widths, default = self._widths, self._default
        width = sum(widths.get(code, default) for code in map(ord, word)) * 0.001
        if len(word) < 40:
            self[word] = width
        return width


@functools.cache
def widths(font: str) -> Widths:
    """Return the widths of words in a registered font."""
    return Widths(font)


def measure(text: str, size: float, bold: bool) -> float:
    """Return the width of a text of a drawing."""
    return widths(face(bold=bold))[text] * size
