"""Texts as a search compares them: without regard to capitals, accents and signs that only dress a letter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ħ": "h",
        "ŧ": "t",
        "þ": "th",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)
"""Letters that do not come apart into a letter and an accent by themselves."""
_ACCENTED = range(0xC0, 0x180)


def fold(text: str) -> str:
    """Return a text to compare with: small letters without accents."""
    return text.casefold() if text.isascii() else _folded(text)


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(_PLAIN.get(sign, sign) for sign in apart if not unicodedata.combining(sign))


def fold_each(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the folded text, and for each sign of it the place in the text that it came from."""
    parts = [fold(sign) for sign in text]
    places = tuple(at for at, part in enumerate(parts) for _ in part)
    return "".join(parts), places


@lru_cache(maxsize=1)
def variants() -> Mapping[str, str]:
    """Return, for each plain letter, all small letters of Europe's languages that fold to it."""
    found: dict[str, str] = {}
    for code in _ACCENTED:
        sign = chr(code)
        plain = fold(sign)
        if sign == sign.casefold() and len(plain) == 1 and plain.isalpha():
            found[plain] = found.get(plain, plain) + sign
    return MappingProxyType(found)
