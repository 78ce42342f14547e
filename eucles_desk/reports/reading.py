"""Reads a report that this program has written: its text in the order of reading, and the files in it.

The text is read as a screen reader would: along the structure, from piece to piece of marked content, with the texts
in place of figures. So a report can be compared with what it should say. The file may have been made to do harm:
depth, counts and sizes are limited, and whatever is wrong is a ``ReportError`` with one plain sentence.
"""

# What pikepdf finds in a file has no types.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from eucles_desk.errors import ReportError
from eucles_desk.reports.decoding import MOST_DEPTH, Drawn, PageReader, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_BYTES: Final = 200_000_000
MOST_PAGES: Final = 5_000
MOST_ELEMENTS: Final = 1_000_000
MOST_ATTACHMENTS: Final = 50
MOST_XMP: Final = 1_000_000
WITHIN_TEXT: Final = frozenset({"Span", "Link", "Reference", "Quote", "Em", "Strong", "Code"})
"""Elements that are a part of the text around them."""
HYPHEN: Final = re.compile("\N{SOFT HYPHEN} ?")
XMP_VALUE: Final = re.compile(r"<(\w{1,30}:\w{1,30})>(?:\s*<rdf:\w+>\s*<rdf:li[^>]*>)?([^<]*)<")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that belongs together, such as a heading, a paragraph or a cell.

    Attributes:
        tag: What it is, such as ``H1``, ``P``, ``TD`` or ``Figure``, whose text is the one in its place.
        text: The text in one line.
        page: The page on which it begins, counted from 1; 0 for one that stands on no page.
        row: The row of a table that it stands in, counted through the document from 1; 0 for none.
    """

    tag: str
    text: str
    page: int
    row: int = 0


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file inside the report."""

    name: str
    media_type: str
    content: bytes
    relationship: str


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What stands on a page, read aloud or not.

    Attributes:
        words: All its text in the order of drawing.
        ornaments: Texts such as the foot or a watermark.
        unmarked: Text that no tag and no ornament accounts for; empty in a report.
        digest: A digest of all that is drawn on the page, with the shapes of its fonts.
        images: The width and height of its pictures made of pixels.
    """

    words: str
    ornaments: tuple[str, ...]
    unmarked: str
    digest: str
    images: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """What a report says.

    Attributes:
        lines: Its text in the order of reading.
        pages: What is on each page, read aloud or not.
        attachments: The files in it, by name.
        language: The code of its language.
        xmp: What its metadata say, by prefix and name such as ``pdfuaid:part``.
        has_field: Whether it has a field for a signature, signed or not.
        shows_field: Whether that field has a place on a page.
    """

    lines: tuple[Passage, ...]
    pages: tuple[ReadPage, ...]
    attachments: tuple[AttachedFile, ...]
    language: str
    xmp: Mapping[str, str]
    has_field: bool
    shows_field: bool

    def attachment(self, name: str) -> AttachedFile | None:
        """Return the file of this name in the report."""
        return next((found for found in self.attachments if found.name == name), None)


def read_pdf(content: bytes) -> ReadPdf:
    """Return what a report says; raise ``ReportError`` when it cannot be read."""
    if len(content) > MOST_BYTES:
        raise ReportError("The report is too large to be read.")
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return _read(pdf)
    except pikepdf.PasswordError as error:
        raise ReportError("The file is locked with a password.") from error
    except (pikepdf.PdfError, RecursionError) as error:
        raise ReportError("The file is damaged or not a PDF.") from error
    except (AttributeError, KeyError, IndexError, TypeError, ValueError, OverflowError, RuntimeError) as error:
        # pikepdf raises these where an entry is missing or of another kind than asked for.
        raise ReportError("The report is damaged and cannot be read.") from error


def _read(pdf: Pdf) -> ReadPdf:
    if len(pdf.pages) > MOST_PAGES:
        raise ReportError("The report is too large to be read.")
    reader = PageReader(pdf)
    drawn: list[Drawn] = []
    numbers: dict[tuple[int, int], int] = {}
    for page in pdf.pages:
        drawn.append(reader.read(page.obj))
        numbers[page.obj.objgen] = len(drawn)
    root: Any = pdf.Root
    tree = root.get(Name.StructTreeRoot)
    walk = _Walk(drawn, numbers)
    field = _field(root)
    return ReadPdf(
        lines=walk.passages(tree) if isinstance(tree, Dictionary) else (),
        pages=tuple(_page(found, page.obj) for found, page in zip(drawn, pdf.pages, strict=True)),
        attachments=_attachments(root),
        language=str(root.get(Name.Lang, "")),
        xmp=MappingProxyType(_xmp(root)),
        has_field=field is not None,
        shows_field=field is not None and any(float(value) for value in field.get(Name.Rect, Array())),
    )


def _page(drawn: Drawn, page: Dictionary) -> ReadPage:
    return ReadPage(
        words=_in_one_line(drawn.words),
        ornaments=tuple(filter(None, map(_in_one_line, drawn.ornaments))),
        unmarked=drawn.unmarked,
        digest=drawn.digest,
        images=_images(page),
    )


class _Walk:
    """Goes along the structure of a document."""

    def __init__(self, drawn: list[Drawn], numbers: Mapping[tuple[int, int], int]) -> None:
        self._drawn = drawn
        self._numbers = numbers
        self._left = MOST_ELEMENTS
        self._met: set[tuple[int, int]] = set()
        self._rows = 0

    def passages(self, tree: Dictionary) -> tuple[Passage, ...]:
        """Return the text of all elements in the order of reading."""
        return tuple(found for kid in _kids(tree) for found in self._element(kid, 0, 0))

    def _element(self, element: Any, row: int, depth: int) -> Iterator[Passage]:  # noqa: ANN401  # from the file
        tag = self._enter(element, depth)
        if not tag:
            return
        if tag == "TR":
            self._rows += 1
            row = self._rows
        if Name.Alt in element or Name.ActualText in element:
            said = str(element.get(Name.ActualText, element.get(Name.Alt)))
            yield Passage(tag, _in_one_line(said), self._page_of(element, depth), row)
            return
        text, page = "", 0
        for kid in _kids(element):
            if isinstance(kid, Dictionary) and Name.S in kid and not self._is_within_text(kid):
                if text.strip():
                    yield Passage(tag, _in_one_line(text), page, row)
                text, page = "", 0
                yield from self._element(kid, row, depth + 1)
                continue
            for piece, number in self._pieces(kid, element.get(Name.Pg), depth + 1):
                text += piece
                page = page or number
        if text.strip():
            yield Passage(tag, _in_one_line(text), page, row)

    def _is_within_text(self, kid: Dictionary) -> bool:
        return str(kid.S)[1:] in WITHIN_TEXT and Name.Alt not in kid

    def _enter(self, element: Any, depth: int) -> str:  # noqa: ANN401  # from the file
        """Return the tag of an element, empty for what is none; each is met once, or the file goes in circles."""
        if not isinstance(element, Dictionary) or Name.S not in element:
            return ""
        self._left -= 1
        if element.objgen != (0, 0):
            if element.objgen in self._met:
                raise ReportError("The report is damaged and cannot be read.")
            self._met.add(element.objgen)
        if depth > MOST_DEPTH or self._left < 0:
            raise ReportError("The report is too large to be read.")
        return str(element.S)[1:]

    def _pieces(self, kid: Any, page: Any, depth: int) -> Iterator[tuple[str, int]]:  # noqa: ANN401  # from the file
        """Go through the pieces of text of a kid with their pages."""
        if isinstance(kid, int):
            yield self._marked(page, kid)
        elif isinstance(kid, Dictionary) and Name.MCID in kid:
            yield self._marked(kid.get(Name.Pg, page), int(kid.MCID))
        elif self._enter(kid, depth):
            if Name.ActualText in kid:
                yield str(kid.ActualText), self._page_of(kid, depth)
                return
            for inner in _kids(kid):
                yield from self._pieces(inner, kid.get(Name.Pg, page), depth + 1)

    def _marked(self, page: Any, number: int) -> tuple[str, int]:  # noqa: ANN401  # from the file
        place = self._numbers.get(page.objgen, 0) if isinstance(page, Dictionary) else 0
        return (self._drawn[place - 1].marked.get(number, ""), place) if place else ("", 0)

    def _page_of(self, element: Dictionary, depth: int) -> int:
        """Return the page on which an element begins."""
        page = element.get(Name.Pg)
        if isinstance(page, Dictionary):
            return self._numbers.get(page.objgen, 0)
        kids = (kid for kid in _kids(element) if isinstance(kid, Dictionary)) if depth < MOST_DEPTH else ()
        return next((found for kid in kids if (found := self._page_of(kid, depth + 1))), 0)


def _kids(element: Dictionary) -> list[Any]:
    kids = element.get(Name.K)
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _in_one_line(text: str) -> str:
    return " ".join(HYPHEN.sub("", text).split())


def _attachments(root: Dictionary) -> tuple[AttachedFile, ...]:
    files = root.get(Name.AF, Array())
    if not isinstance(files, Array) or len(files) > MOST_ATTACHMENTS:
        raise ReportError("The report is damaged and cannot be read.")
    return tuple(_attachment(file) for file in files)


def _attachment(file: Any) -> AttachedFile:  # noqa: ANN401  # from the file
    stream = file.EF.get(Name.UF, file.EF.get(Name.F))
    if not isinstance(stream, Stream):
        raise ReportError("A file in the report is damaged.")
    return AttachedFile(
        name=str(file.get(Name.UF, file.get(Name.F, ""))),
        media_type=str(stream.get(Name.Subtype, "/"))[1:],
        content=unpacked(stream),
        relationship=str(file.get(Name.AFRelationship, "/"))[1:],
    )


def _xmp(root: Dictionary) -> dict[str, str]:
    metadata = root.get(Name.Metadata)
    if not isinstance(metadata, Stream):
        return {}
    text = unpacked(metadata)[:MOST_XMP].decode("utf-8", "replace")
    return {name: unescape(value.strip()) for name, value in XMP_VALUE.findall(text)}


def _field(root: Dictionary) -> Dictionary | None:
    """Return the field for a signature."""
    form = root.get(Name.AcroForm)
    fields = form.get(Name.Fields, Array()) if isinstance(form, Dictionary) else Array()
    found = (field for field in list(fields)[:MOST_DEPTH] if isinstance(field, Dictionary))
    return next((field for field in found if field.get(Name.FT) == Name.Sig), None)


def _images(page: Dictionary) -> tuple[tuple[int, int], ...]:
    resources = page.get(Name.Resources)
    things = resources.get(Name.XObject) if isinstance(resources, Dictionary) else None
    shown = [thing for _, thing in things.items()] if isinstance(things, Dictionary) else []
    images = [thing for thing in shown if isinstance(thing, Stream) and thing.get(Name.Subtype) == Name.Image]
    return tuple((int(image[Name.Width]), int(image[Name.Height])) for image in images[:MOST_DEPTH])
