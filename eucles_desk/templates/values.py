"""A template for reports as a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeAlias

Texts: TypeAlias = Mapping[str, str]
"""A text by the code of its language."""
ENTRIES: Final = (
    *("organisation", "address", "acknowledgement", "legal_note"),
    *("accent", "logo", "logo_description"),
)
"""What a template file may hold, by name."""


def _no_texts() -> Texts:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that has been checked: a PNG or JPEG file, its size in pixels, and the text in its place."""

    content: bytes
    width: int
    height: int
    description: Texts = field(default_factory=_no_texts)


@dataclass(frozen=True, slots=True)
class Template:
    """What an organisation adds to its reports; the empty template adds nothing.

    Attributes:
        organisation: Its name.
        address: The lines of its address.
        acknowledgement: Who funds the work, in the words that the funder asks for.
        legal_note: What the reader must know about the use of the report.
        accent: The accent colour as ``#rrggbb``, dark enough for text on white; empty for the usual one.
        logo: Its logo.
    """

    organisation: str = ""
    address: tuple[str, ...] = ()
    acknowledgement: Texts = field(default_factory=_no_texts)
    legal_note: Texts = field(default_factory=_no_texts)
    accent: str = ""
    logo: Logo | None = None


PLAIN: Final = Template()


def in_language(texts: Texts, language: str) -> tuple[str, str]:
    """Return a text and its language: the one asked for, else English, else the first there is; or two empty ones."""
    for code in (language, "en", *texts):
        if texts.get(code):
            return texts[code], code
    return "", ""
