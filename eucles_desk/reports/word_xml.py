"""The elements of a Word file: runs of text, fields, links and bookmarks, each with its parts in the order asked for.

Text goes in as the text of an element only, so that nothing a person typed is ever read as markup or as a field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from docx.oxml import OxmlElement  # pyright: ignore[reportUnknownVariableType]
from docx.oxml.ns import qn

from eucles_desk.reports.xml_text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eucles_desk.reports.content import Span

Xml: TypeAlias = Any
"""An element of a Word file; the library under python-docx has no types."""
REGIONS: Final = {"en": "en-GB", "fi": "fi-FI", "sv": "sv-SE", "de": "de-DE", "fr": "fr-FR", "es": "es-ES"}
"""Spelling is checked by the rules of a region; where none is given here, the language alone is said."""
TWIPS: Final = 20
"""Word counts most lengths in twentieths of a point."""


def element(tag: str, /, *children: Xml, **attributes: object) -> Xml:
    """Return an element of Word's own namespace."""
    found = cast("Xml", OxmlElement(f"w:{tag}"))
    for key, value in attributes.items():
        found.set(qn(f"w:{key}"), str(value))
    for child in children:
        found.append(child)
    return found


def region(code: str) -> str:
    """Return a language as Word names it."""
    return REGIONS.get(code, code)


def twips(points: float) -> int:
    """Return a length in Word's unit."""
    return round(points * TWIPS)


def run(text: str, *, bold: bool = False, italic: bool = False, style: str = "", language: str = "") -> Xml:
    """Return a run of text; a new line in it stays one."""
    properties = element("rPr")
    if style:
        properties.append(element("rStyle", val=style))
    for name, is_set in (("b", bold), ("bCs", bold), ("i", italic), ("iCs", italic)):
        if is_set:
            properties.append(element(name))
    if language:
        properties.append(element("lang", val=region(language)))
    found = element("r", *([properties] if len(properties) else []))
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            found.append(element("br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                found.append(element("tab"))
            if part:
                found.append(_words(part))
    return found


def tab() -> Xml:
    """Return a run that goes on at the next tab stop."""
    return element("r", element("tab"))


def field(instruction: str) -> Xml:
    """Return a field that Word works out, such as the number of the page; never made of what a person typed."""
    return element("fldSimple", run("1"), instr=f" {instruction} ")


def bookmarked(content: Xml, name: str, number: int) -> Iterator[Xml]:
    """Yield content that links can lead to."""
    yield element("bookmarkStart", id=number, name=name)
    yield content
    yield element("bookmarkEnd", id=number)


def span_run(span: Span, *, is_link: bool = False) -> Xml:
    """Return the run of a span of the document."""
    style = "Hyperlink" if is_link else ""
    return run(span.text, bold=span.bold, italic=span.italic, style=style, language=span.language)


def paragraph(properties: Iterable[Xml], content: Iterable[Xml]) -> Xml:
    """Return a paragraph."""
    return element("p", element("pPr", *properties), *content)


def _words(text: str) -> Xml:
    found = element("t")
    found.text = text
    found.set(qn("xml:space"), "preserve")
    return found
