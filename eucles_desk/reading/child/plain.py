"""Files that are text: plain text and tables as they are, web pages without their marks."""

from __future__ import annotations

import codecs
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from eucles_desk.reading import limits
from eucles_desk.reading.child.document import Document
from eucles_desk.reading.child.words import Flat, cleaned, excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.reading.child.document import Hit

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE: Final = 100_000
MOST_CONTROLS: Final = 0.02
WEB_PAGES: Final = (".html", ".htm", ".xhtml")
HIDDEN: Final = frozenset({"script", "style", "head", "template", "noscript", "svg", "iframe", "object"})
BLOCKS: Final = frozenset(
    {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "section", "article", "dt"}
    | {"dd", "pre", "blockquote", "header", "footer", "hr", "title"}
)
CELLS: Final = frozenset({"td", "th"})


class TextFile(Document):
    """A text without pages."""

    kind = "text"

    def __init__(self, text: str) -> None:
        self._text = cleaned(text)[: limits.FILE_TEXT].strip("\n")

    def texts(self, first: int, most: int) -> tuple[list[str], int]:
        """Return the text."""
        del first
        return [self._text[: max(0, most)]], 0

    def find(self, first: int, words: str) -> tuple[list[Hit], int]:
        """Return the one page there is, with what stands around the words."""
        del first
        place = next(Flat(self._text).find(words), None)
        return ([(1, [], excerpt(self._text, *place))] if place else []), 0


def text_of(content: bytes) -> str | None:
    """Return what a file of text says, ``None`` when it is none."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    sample = content[:SAMPLE]
    controls = len(sample.translate(None, PRINTED))
    if b"\0" in sample or controls > MOST_CONTROLS * len(sample):
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


PRINTED: Final = bytes({*range(32, 256), *b"\t\n\r\f"})


def is_web_page(name: str, text: str) -> bool:
    """Return whether a text is a web page."""
    begins = text[:1000].lstrip().casefold()
    return name.casefold().endswith(WEB_PAGES) or begins.startswith(("<!doctype html", "<html"))


def web_text(source: str) -> str:
    """Return what a web page says; nothing that it names is fetched."""
    reader = _WebPage()
    reader.feed(source)
    reader.close()
    return joined(reader.pieces)


def joined(pieces: Sequence[str]) -> str:
    """Return pieces as lines, each without superfluous space, never two empty ones in a row."""
    lines: list[str] = []
    for line in "".join(pieces).split("\n"):
        said = "\t".join(" ".join(cell.split()) for cell in line.split("\t")).rstrip()
        if said or (lines and lines[-1]):
            lines.append(said)
    return "\n".join(lines).strip("\n")


class _WebPage(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in HIDDEN and len(self._hidden) < limits.XML_DEPTH:
            self._hidden.append(tag)
        elif tag in BLOCKS:
            self.pieces.append("\n")
        elif tag in CELLS:
            self.pieces.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        elif tag in BLOCKS and tag != "br":
            self.pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data.replace("\n", " ").replace("\t", " "))
