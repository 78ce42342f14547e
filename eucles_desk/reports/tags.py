"""The tags of a document: which piece of a page is a heading, a cell, a figure, in the order of reading.

An element is made with the content that it stands for and fills up while pages are drawn: each marked piece of a page
adds its number. What runs over several pages is one element with pieces on each of them. At the end the tree is
written out (PDF 32000-1, 14.7 and 14.8).
"""

# ReportLab's stubs leave out what a reference is.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from reportlab.pdfbase.pdfdoc import PDFObject

from eucles_desk.reports.pdf_syntax import pdf_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.pdfbase.pdfdoc import PDFDocument

ARTIFACT: Final = "/Artifact <</Type /Layout>> BDC"
FOOTER: Final = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"
WATERMARK: Final = "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC"
END: Final = "EMC"
KEPT_EMPTY: Final = frozenset({"Document", "TD", "TH"})
"""Elements that say something by being there, even where nothing is drawn for them."""


class Piece:
    """A marked piece of a page; pages count from 0."""

    __slots__ = ("number", "page")

    def __init__(self, page: int, number: int) -> None:
        self.page = page
        self.number = number


class Target:
    """An annotation or a field of a form that belongs to an element; ``id`` is that of its object."""

    __slots__ = ("id", "page")

    def __init__(self, page: int, id_: str) -> None:
        self.page = page
        self.id = id_


Kid: TypeAlias = "Element | Piece | Target"


class Element:
    """An element of the structure.

    Args:
        tag: The standard type, such as ``H1``, ``P`` or ``TD``.
        alt: The text in place of a figure.
        language: The code of the language where it is not that of the parent.
        attributes: PDF source of the attributes, such as the scope of a header cell.
    """

    __slots__ = ("alt", "attributes", "kids", "language", "number", "parent", "tag")

    def __init__(self, tag: str, *, alt: str = "", language: str = "", attributes: str = "") -> None:
        self.tag = tag
        self.alt = alt
        self.language = language
        self.attributes = attributes
        self.kids: list[Kid] = []
        self.parent: Element | None = None
        self.number = 0

    def add(self, child: Element) -> Element:
        """Take in an element as the last one so far; return it."""
        child.parent = self
        self.kids.append(child)
        return child

    def child(self, tag: str, *, alt: str = "", language: str = "", attributes: str = "") -> Element:
        """Make an element inside this one."""
        return self.add(Element(tag, alt=alt, language=language, attributes=attributes))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was drawn for it and it may be left out."""
        if self.tag in KEPT_EMPTY:
            return False
        return all(isinstance(kid, Element) and kid.is_empty for kid in self.kids)


class Raw(PDFObject):
    """An object of the file whose source is known when it is written."""

    def __init__(self, source: str = "") -> None:
        self.source = source

    def format(self, _document: object) -> bytes:
        """Return the source."""
        return self.source.encode("latin-1")


class Numbers:
    """Hands out object numbers in a document that ReportLab writes."""

    def __init__(self, document: PDFDocument) -> None:
        self._document = document

    def add(self, thing: PDFObject) -> str:
        """Make an object part of the file and return a reference to it."""
        return self.reference(str(self._document.Reference(thing).name))

    def reference(self, id_: str) -> str:
        """Return a reference to an object that is part of the file."""
        number, generation = self._document.idToObjectNumberAndVersion[id_]
        return f"{number} {generation} R"


class Structure:
    """What is marked on which page, and in the end the objects that say so.

    ``tree`` stands in the document for the root of the tree, whose source is known last. The parent tree has a key for
    each page and for each annotation, in the order in which they are met.
    """

    def __init__(self) -> None:
        self.root = Element("Document")
        self.tree = Raw()
        self._marked: dict[int, list[Element]] = {}
        self._page_keys: dict[int, int] = {}
        self._target_keys: list[tuple[int, Element]] = []
        self._next_key = 0

    def mark(self, element: Element, page: int) -> int:
        """Note that a piece of the page belongs to the element; return the number to mark it with."""
        marked = self._marked.get(page)
        if marked is None:
            marked = self._marked[page] = []
            self._page_keys[page] = self._take_key()
        number = len(marked)
        marked.append(element)
        element.kids.append(Piece(page, number))
        return number

    def target(self, element: Element, page: int, id_: str) -> None:
        """Note that an annotation belongs to the element."""
        element.kids.append(Target(page, id_))

    def target_key(self, element: Element) -> int:
        """Return the key of an annotation of the element in the parent tree."""
        key = self._take_key()
        self._target_keys.append((key, element))
        return key

    def page_key(self, page: int) -> int | None:
        """Return the key of a page in the parent tree; ``None`` for one without marked content."""
        return self._page_keys.get(page)

    def objects(self, document: PDFDocument, first: int) -> Iterator[tuple[int, bytes]]:
        """Yield the objects of the structure with their numbers.

        Args:
            document: The document whose pages and annotations are known by now.
            first: The first number that is free; :attr:`tree` has one already.
        """
        numbers = Numbers(document)
        tree = numbers.add(self.tree)
        number = first
        for element in _kept(self.root):
            element.number = number
            number += 1
        for element in _kept(self.root):
            parent = f"{element.parent.number} 0 R" if element.parent else tree
            yield element.number, _source(element, parent, numbers).encode("latin-1")
        yield number, self._parent_tree().encode("latin-1")
        source = (
            f"<</Type /StructTreeRoot /K [{self.root.number} 0 R] /ParentTree {number} 0 R "
            f"/ParentTreeNextKey {self._next_key}>>"
        )
        yield int(tree.split()[0]), source.encode("latin-1")

    def _take_key(self) -> int:
        self._next_key += 1
        return self._next_key - 1

    def _parent_tree(self) -> str:
        entries = [(key, f"{element.number} 0 R") for key, element in self._target_keys]
        for page, key in self._page_keys.items():
            entries.append((key, f"[{' '.join(f'{element.number} 0 R' for element in self._marked[page])}]"))
        return f"<</Nums [{' '.join(f'{key} {value}' for key, value in sorted(entries))}]>>"


def _kept(element: Element) -> Iterator[Element]:
    """Yield the element and what is in it, without what nothing was drawn for."""
    stack = [element]
    while stack:
        one = stack.pop()
        yield one
        stack += [kid for kid in reversed(one.kids) if isinstance(kid, Element) and not kid.is_empty]


def _source(element: Element, parent: str, numbers: Numbers) -> str:
    page = next((kid.page for kid in element.kids if not isinstance(kid, Element)), None)
    parts = [f"<</Type /StructElem /S /{element.tag} /P {parent}"]
    if page is not None:
        parts.append(f"/Pg {_page(page, numbers)}")
    shown = (kid for kid in element.kids if not isinstance(kid, Element) or not kid.is_empty)
    kids = [_kid(kid, page, numbers) for kid in shown]
    if kids:
        parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K [{' '.join(kids)}]")
    if element.alt:
        parts.append(f"/Alt {pdf_text(element.alt)}")
    if element.language:
        parts.append(f"/Lang {pdf_text(element.language)}")
    if element.attributes:
        parts.append(f"/A {element.attributes}")
    return " ".join(parts) + ">>"


def _kid(kid: Kid, page: int | None, numbers: Numbers) -> str:
    if isinstance(kid, Element):
        return f"{kid.number} 0 R"
    where = "" if kid.page == page else f" /Pg {_page(kid.page, numbers)}"
    if isinstance(kid, Target):
        return f"<</Type /OBJR /Obj {numbers.reference(kid.id)}{where}>>"
    return f"<</Type /MCR{where} /MCID {kid.number}>>" if where else str(kid.number)


def _page(page: int, numbers: Numbers) -> str:
    return numbers.reference(f"Page{page + 1}")
