"""Links of a Word file: to headings of its own by bookmarks, and to the few kinds of address that are followed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from eucles_desk.reports.word_xml import Xml, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.parts.document import DocumentPart

SAFE: Final = ("https://", "http://", "mailto:")
MOST_IN_ADDRESS: Final = 2_000
MOST_IN_NAME: Final = 40
SIGNS: Final = re.compile(r"[^A-Za-z0-9_]")
KEPT: Final = "!#$%&'()*+,/:;=?@[]~-._"
"""What may stand in an address as it is; the rest is written in hexadecimal."""


class Links:
    """Knows the targets in a document and makes links to them.

    Args:
        headings: The ids of the headings that links can lead to.
        part: The part of the file that notes addresses outside.
    """

    def __init__(self, headings: Sequence[str], part: DocumentPart) -> None:
        self._numbers = {key: number for number, key in enumerate(dict.fromkeys(headings), 1)}
        self._given: set[str] = set()
        self._part = part

    def name(self, key: str) -> str:
        """Return the name of the bookmark of a heading, short and of plain letters; empty where it has none.

        Each is given once: a second heading of the same id has none.
        """
        if key not in self._numbers or key in self._given:
            return ""
        self._given.add(key)
        return self._name(key)

    def number(self, key: str) -> int:
        """Return the number of the bookmark of a heading."""
        return self._numbers[key]

    def element(self, link: str) -> Xml | None:
        """Return the link without its text; ``None`` where it leads to nothing that may be followed."""
        if link.startswith("#"):
            return element("hyperlink", anchor=self._name(link[1:]), history=1) if link[1:] in self._numbers else None
        if not is_followed(link):
            return None
        found = element("hyperlink", history=1)
        found.set(qn("r:id"), self._part.relate_to(quote(link, KEPT), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        return found

    def _name(self, key: str) -> str:
        return f"h{self._numbers[key]}_{SIGNS.sub('_', key)}"[:MOST_IN_NAME]


def is_followed(link: str) -> bool:
    """Return whether an address outside is of a usual kind, as in the PDF."""
    is_plain = link.isascii() and link.isprintable() and " " not in link
    return link.lower().startswith(SAFE) and is_plain and len(link) <= MOST_IN_ADDRESS
