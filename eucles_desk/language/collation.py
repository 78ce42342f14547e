"""The order in which a language lists names: its own letters, accents and capitals last, numbers by value.

The orders are those of the Unicode locale data, written down for the languages of the program and their neighbours;
any other language follows the common order, in which an accent tells only names apart that are otherwise the same.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_Part: TypeAlias = "tuple[int, int, str]"
SortKey: TypeAlias = "tuple[tuple[_Part, ...], str, str, str]"
"""Compared one after the other: letters and numbers, accents, capitals, and at last the text itself."""

COMMON: Final = {
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "þ": "th",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    "ĸ": "q",
    "й": "и1",
}
"""Letters that do not come apart into a letter and an accent by themselves; a figure makes a letter of its own."""
_NORDIC: Final = {"å": "z1", "ä": "z2", "æ": "z2", "ö": "z3", "ø": "z3", "ü": "y", "ű": "y"}
_DANISH: Final = {"æ": "z1", "ä": "z1", "ø": "z2", "ö": "z2", "ő": "z2", "å": "z3", "ü": "y", "ű": "y"}
LETTERS: Final[Mapping[str, Mapping[str, str]]] = {
    "fi": {**_NORDIC, "ʒ": "z"},
    "sv": {**_NORDIC, "ő": "z3", "œ": "z3"},
    "da": _DANISH,
    "nb": _DANISH,
    "nn": _DANISH,
    "et": {"š": "s1", "z": "s2", "ž": "s3", "w": "v", "õ": "w1", "ä": "w2", "ö": "w3", "ü": "w4"},
}
"""Where a language's own letters stand: behind the letter before the figure."""
SIGN, NUMBER, LETTER = range(3)
PLAIN: Final = "\0"
"""The accent of a letter without one."""
_PARTS = re.compile(r"\d+|\D", re.DOTALL)


def sort_key(language: str, text: str) -> SortKey:
    """Return what a text is sorted by in a language, given by its code."""
    own = LETTERS.get(language[:2], {})
    tokens: list[_Part] = []
    accents: list[str] = []
    capitals: list[str] = []
    for part in _PARTS.findall(unicodedata.normalize("NFC", text)):
        if part.isdecimal():
            digits = "".join(str(unicodedata.decimal(digit)) for digit in part).lstrip("0")
            tokens.append((NUMBER, len(digits), digits))
            continue
        for character in part.lower():
            if character.isalpha():
                letters, accent = _letters(character, own)
                tokens += [(LETTER, 0, letter) for letter in letters]
                accents.append(accent or PLAIN)
            elif unicodedata.combining(character):
                accents.append(character)
            else:
                tokens.append((SIGN, 0, character))
        capitals.append("0" if part == part.lower() else "1")
    return tuple(tokens), "".join(accents), "".join(capitals), text


def _letters(character: str, own: Mapping[str, str]) -> tuple[Sequence[str], str]:
    """Return the letters that a character counts as, and what tells it from them."""
    counts = own.get(character) or COMMON.get(character)
    if counts:
        return ([counts] if counts[-1].isdecimal() else counts), character
    apart = unicodedata.normalize("NFKD", character)
    base = "".join(letter for letter in apart if not unicodedata.combining(letter)) or character
    return [own.get(letter) or COMMON.get(letter) or letter for letter in base], apart[len(base) :]
