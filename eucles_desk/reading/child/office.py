"""Office files as text: paragraphs, slides and tables, in the order in which they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from eucles_desk.reading import limits
from eucles_desk.reading.child.document import Document, Locked
from eucles_desk.reading.child.forms import workbook_form
from eucles_desk.reading.child.packed import EnoughError, Parts, read_xml
from eucles_desk.reading.child.plain import TextFile, joined
from eucles_desk.reading.child.relations import Order, targets
from eucles_desk.reading.child.sheets import SheetOfOpenDocument, workbook_text

if TYPE_CHECKING:
    from eucles_desk.reading.child.document import Form

COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How older office files begin, and newer ones that are locked with a password."""
LOCKED_PART: Final = "EncryptedPackage".encode("utf-16-le")
TEXT_PARTS: Final = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")


def office_file(content: bytes) -> Document:
    """Return the text of a packed office file; another packed file cannot be shown."""
    parts = Parts(content)
    if parts.is_locked or _is_locked_open_document(parts):
        return Locked("other")
    if "word/document.xml" in parts.names:
        pieces = [_text(parts, name) for name in TEXT_PARTS if name in parts.names]
        return TextFile("\n\n".join(piece for piece in pieces if piece))
    if "ppt/presentation.xml" in parts.names:
        return TextFile("\n\n".join(_text(parts, name) for name in slides(parts)))
    if "xl/workbook.xml" in parts.names:
        return Workbook(parts)
    if "content.xml" in parts.names and "mimetype" in parts.names:
        return TextFile(_open_document(parts))
    return Document()


class Workbook(TextFile):
    """A workbook, read as text, and as a form when it is asked for."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(workbook_text(parts))
        self._parts = parts

    def form(self) -> Form:
        """Return its cells."""
        return workbook_form(self._parts)


def compound_file(content: bytes) -> Document:
    """Return that an older office file cannot be shown, or that a newer one is locked."""
    return Locked("other") if LOCKED_PART in content else Document()


def slides(parts: Parts) -> list[str]:
    """Return the names of the parts with the slides, in their order."""
    order = Order("sldId")
    read_xml(parts.read("ppt/presentation.xml"), order)
    return targets(parts, "ppt/presentation.xml", order.ids)


class Paragraphs:
    """Collects the text of paragraphs; cells of a table are parted by tabs."""

    PARAGRAPHS: ClassVar = frozenset({"p", "h"})
    SAID: ClassVar = frozenset({"t"})
    SKIPPED: ClassVar = frozenset({"del", "instrText", "pPr", "rPr", "AlternateContent-Fallback", "Fallback"})

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._length = 0
        self._in_text = 0
        self._skipped = 0
        self._cells = 0

    def start(self, name: str, values: dict[str, str]) -> None:
        """Begin an element."""
        del values
        if name in self.SKIPPED:
            self._skipped += 1
        elif name in self.SAID:
            self._in_text += 1
        elif name == "tab":
            self._say("\t" if self._cells == 0 else " ")
        elif name in {"br", "cr"}:
            self._say(self._break)
        elif name == "tc":
            self._cells += 1

    def end(self, name: str) -> None:
        """End an element."""
        if name in self.SKIPPED:
            self._skipped -= 1
        elif name in self.SAID:
            self._in_text -= 1
        elif name == "tc":
            self._cells -= 1
            self._say("\t")
        elif name in self.PARAGRAPHS:
            self._say(self._break)
        elif name == "tr":
            self._say("\n")

    def text(self, text: str) -> None:
        """Take what is said."""
        if self._in_text:
            self._say(text.replace("\n", " "))

    @property
    def _break(self) -> str:
        """Paragraphs of one cell stay on one line."""
        return " " if self._cells else "\n"

    def _say(self, text: str) -> None:
        if self._skipped:
            return
        self._length += len(text)
        self.pieces.append(text)
        if self._length > limits.FILE_TEXT:
            raise EnoughError


class OpenParagraphs(Paragraphs):
    """The same for OpenDocument, where all text stands in the paragraphs themselves."""

    SAID: ClassVar = frozenset({"p", "h"})
    SKIPPED: ClassVar = frozenset({"tracked-changes", "annotation", "notes"})

    def start(self, name: str, values: dict[str, str]) -> None:
        """Begin an element."""
        if name == "s":
            self._say(" ")
        elif name == "line-break":
            self._say(self._break)
        elif name == "table-cell":
            self._cells += 1
        else:
            super().start(name, values)

    def end(self, name: str) -> None:
        """End an element."""
        if name == "table-cell":
            self._cells -= 1
            self._say("\t")
        elif name == "table-row":
            self._say("\n")
        else:
            super().end(name)
            if name in self.PARAGRAPHS:
                self._say(self._break)


def _text(parts: Parts, name: str) -> str:
    reader = Paragraphs()
    read_xml(parts.read(name), reader)
    return joined(reader.pieces)


def _open_document(parts: Parts) -> str:
    kind = parts.read("mimetype")
    if b"spreadsheet" in kind:
        sheet = SheetOfOpenDocument()
        read_xml(parts.read("content.xml"), sheet)
        return sheet.joined()
    reader = OpenParagraphs()
    read_xml(parts.read("content.xml"), reader)
    return joined(reader.pieces)


def _is_locked_open_document(parts: Parts) -> bool:
    return "META-INF/manifest.xml" in parts.names and b"encryption-data" in parts.read("META-INF/manifest.xml")
