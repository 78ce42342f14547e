"""Writes the objects of a PDF into a file, small: what is no stream is packed into streams of objects (PDF 1.5).

ReportLab writes each object by itself, which doubles the size of a file with tags. Every stream ends in a byte that is
no carriage return: before the line feed and the word that end a stream, such a byte reads as a part of the line's end,
and then the stream seems a byte too short. Checkers say so, and one checksum in 256 ends like that.
"""

# ReportLab's stubs do not know what lies behind a document.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import hashlib
import re
import zlib
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reportlab.pdfbase.pdfdoc import format as formatted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.pdfbase.pdfdoc import PDFDocument

    from eucles_desk.reports.tags import Structure

HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
LENGTH: Final = re.compile(rb"/Length (\d+)")
NO_CHARACTER: Final = re.compile(rb"<0000>$", re.MULTILINE)
CHARACTER_MAP: Final = "toUnicodeCMap:"
"""How the names of objects begin that say which characters the codes of a font are."""
PAGE_STREAM: Final = "page stream"
PACKED_TOGETHER: Final = 200
MOST_LEVEL: Final = 9
DIRECT, PACKED, FREE = 1, 2, 0


class _Kind(Enum):
    """Objects that are treated in their own way; a line break at the end of the first two says nothing."""

    PAGE = "page"
    CHARACTER_MAP = "character map"
    OTHER = "other"


class _Place(NamedTuple):
    """Where an object is: its kind, then an offset, or the number of a stream of objects and the place in it."""

    kind: int
    where: int
    order: int = 0


def packed(document: PDFDocument, structure: Structure) -> bytes:
    """Return the file of a document whose objects are all known or become known while they are written."""
    file = _File()
    for number, kind, body in _objects(document, structure):
        if b"\nstream\n" in body:
            file.add(number, _stream(body, kind))
        else:
            file.pack(number, body)
    for number, body in structure.objects(document, file.last + 1):
        file.pack(number, body)
    return file.ended(document)


class _File:
    """A file on its way, and where each object is in it."""

    def __init__(self) -> None:
        self.last = 0
        self._bytes = bytearray(HEADER)
        self._places: dict[int, _Place] = {0: _Place(FREE, 0, 65535)}
        self._waiting: list[tuple[int, bytes]] = []
        self._object_streams: list[bytes] = []

    def add(self, number: int, body: bytes) -> None:
        """Write an object."""
        self.last = max(self.last, number)
        self._places[number] = _Place(DIRECT, len(self._bytes))
        self._bytes += b"%d 0 obj\n%b\nendobj\n" % (number, body)

    def pack(self, number: int, body: bytes) -> None:
        """Put an object into a stream of objects; these are written at the end, when their numbers are free."""
        self.last = max(self.last, number)
        self._places[number] = _Place(PACKED, len(self._object_streams), len(self._waiting))
        self._waiting.append((number, body))
        if len(self._waiting) == PACKED_TOGETHER:
            self._close_stream()

    def ended(self, document: Any) -> bytes:  # noqa: ANN401  # no stub knows it
        """Return the file with the table that says where each object is."""
        self._close_stream()
        first = self.last + 1
        for body in self._object_streams:
            self.add(self.last + 1, body)
        number, start = self.last + 1, len(self._bytes)
        self._places[number] = _Place(DIRECT, start)
        id_ = hashlib.sha256(self._bytes).hexdigest()[:32].encode("ascii")
        root = formatted(document.Reference(document.Catalog), document)
        info = formatted(document.Reference(document.info), document)
        filters, content = _compressed(self._table(number, first), may_grow=False)
        entries = b"/Type /XRef /Size %d /W [1 4 2] /Root %b /Info %b /ID [<%b> <%b>] /Filter %b" % (
            number + 1,
            root,
            info,
            id_,
            id_,
            filters,
        )
        self.add(number, b"<<%b /Length %d>>\nstream\n%b\nendstream" % (entries, len(content), content))
        self._bytes += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self._bytes)

    def _close_stream(self) -> None:
        if self._waiting:
            self._object_streams.append(_object_stream(self._waiting))
            self._waiting = []

    def _table(self, number: int, first: int) -> bytes:
        table = bytearray()
        for place in (self._places[number] for number in range(number + 1)):
            where = place.where + first if place.kind == PACKED else place.where
            table += bytes([place.kind]) + where.to_bytes(4, "big") + place.order.to_bytes(2, "big")
        return bytes(table)


def _objects(document: Any, structure: Structure) -> Iterator[tuple[int, _Kind, bytes]]:  # noqa: ANN401  # no stub knows it
    """Yield number, kind and source of each object; objects may be added while others are written."""
    number = 1
    while number in document.numberToId:
        name = document.numberToId[number]
        thing = document.idToObject[name]
        is_page = getattr(thing, "__Comment__", "") == PAGE_STREAM
        kind = _Kind.CHARACTER_MAP if name.startswith(CHARACTER_MAP) else _Kind.PAGE if is_page else _Kind.OTHER
        if thing is not structure.tree:
            yield number, kind, formatted(thing, document, toplevel=1)
        number += 1


def _stream(body: bytes, kind: _Kind) -> bytes:
    """Return a stream, compressed unless it is so already or is the description of the file, which all may read."""
    head, rest = body.split(b"\nstream\n", 1)
    content = rest[: int(LENGTH.findall(head)[-1])]
    if kind is _Kind.CHARACTER_MAP:
        # ReportLab says that codes without a character stand for U+0000, which may not stand in a text.
        content = NO_CHARACTER.sub(b"<FFFD>", content)
    if b"/Filter" not in head and b"/Metadata" not in head:
        filters, content = _compressed(content, may_grow=kind is not _Kind.OTHER)
        head = head.rstrip()[:-2] + b" /Filter " + filters + b">>"
    head = LENGTH.sub(b"/Length %d" % len(content), head)
    return head + b"\nstream\n" + content + b"\nendstream"


def _compressed(content: bytes, *, may_grow: bool) -> tuple[bytes, bytes]:
    """Return the filters and the compressed content, whose last byte is no carriage return.

    Where a line break more says nothing, it changes the checksum; elsewhere compressing it twice does,
    which every program can undo.
    """
    found = zlib.compress(content)
    while may_grow and found.endswith(b"\r"):
        content += b"\n"
        found = zlib.compress(content)
    filters, level = b"/FlateDecode", MOST_LEVEL
    while found.endswith(b"\r"):
        filters = b"[/FlateDecode /FlateDecode]"
        found = zlib.compress(zlib.compress(content, level))
        level -= 1
    return filters, found


def _object_stream(objects: Sequence[tuple[int, bytes]]) -> bytes:
    pairs: list[str] = []
    offset = 0
    for number, body in objects:
        pairs.append(f"{number} {offset}")
        offset += len(body) + 1
    index = " ".join(pairs).encode("ascii") + b"\n"
    _filters, content = _compressed(index + b"\n".join(body for _number, body in objects) + b"\n", may_grow=True)
    entries = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(objects), len(index))
    return b"<<%b /Length %d>>\nstream\n%b\nendstream" % (entries, len(content), content)
