"""A language that nobody speaks: every text longer and marked, to find what is cut off or was not translated."""

from __future__ import annotations

import gettext
import re
from typing import Final

from eucles_desk.language.languages import Language

LONGER: Final = 0.35
"""Finnish texts of this program are a third longer than the English ones at most, single words aside."""
START, END = "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}", "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
_ACCENTED: Final = str.maketrans("aeiounycsAEIOUNYCS", "åéïöüñýçšÅÉÏÖÜÑÝÇŠ")
_FIELDS: Final = re.compile(r"(\{[^{}]*\}|&.)")
_PADDING: Final = "öminen "


def pseudo(message: str) -> str:
    """Return a text as this language has it; the fields in braces and the letters of shortcuts stay."""
    parts = [part if _FIELDS.fullmatch(part) else part.translate(_ACCENTED) for part in _FIELDS.split(message)]
    more = round(len(_FIELDS.sub("", message)) * LONGER)
    padding = (_PADDING * (more // len(_PADDING) + 1))[:more].rstrip()
    return f"{START}{''.join(parts)}{padding}{END}"


class _Catalogue(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return pseudo(message) if message else ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


def pseudo_language() -> Language:
    """Return the language; dates and numbers are written as in English."""
    return Language("en", _Catalogue())
