"""Reads what is drawn on a page: which text belongs to which marked piece, and which text to none.

Only what this program writes is understood: simple TrueType fonts that say which character each code stands for. A
page may have been made to do harm, so sizes and counts are limited.
"""

# What pikepdf finds in a file has no types.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import hashlib
import re
import warnings
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from eucles_desk.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_STREAM: Final = 50_000_000
"""The bytes of one stream after unpacking; the pages of a report have some thousands each."""
MOST_OPERATORS: Final = 3_000_000
MOST_DEPTH: Final = 50
MAPPING: Final = re.compile(rb"<([0-9A-Fa-f]{1,4})>\s*<([0-9A-Fa-f]{4,64})>")
SPAN: Final = re.compile(rb"<([0-9A-Fa-f]{1,4})>\s*<([0-9A-Fa-f]{1,4})>\s*<([0-9A-Fa-f]{4,8})>")
SECTION: Final = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"


@dataclass(slots=True)
class Drawn:
    """What is drawn on one page.

    Attributes:
        marked: The text of each marked piece by its number.
        ornaments: The texts of what is kept from those who listen, such as the foot, in the order of drawing.
        unmarked: Text that is neither; a report has none.
        words: All text of the page in the order of drawing.
        digest: A digest of all that is drawn, whatever it is, with its fonts.
    """

    marked: dict[int, str] = field(default_factory=dict[int, str])
    ornaments: list[str] = field(default_factory=list[str])
    unmarked: str = ""
    words: str = ""
    digest: str = ""


def unpacked(stream: Stream) -> bytes:
    """Return the content of a stream; raise ``ReportError`` for one that is too large or packed in another way."""
    packing: Any = stream.get(Name.Filter, Array())
    content = stream.read_raw_bytes()
    for way in list(packing) if isinstance(packing, Array) else [packing]:
        if way == Name.FlateDecode and Name.DecodeParms not in stream:
            content = _inflated(content)
        elif way == Name.RunLengthDecode:
            content = _from_runs(content)
        else:
            raise ReportError("The file was not written by this program, or changed by another one.")
    if len(content) > MOST_STREAM:
        raise ReportError("The report is too large to be read.")
    return content


def _inflated(content: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        return unpacker.decompress(content, MOST_STREAM + 1)
    except zlib.error as error:
        raise ReportError("The report is damaged and cannot be read.") from error


def _from_runs(content: bytes) -> bytes:
    """Return what was packed as runs: a count and so many bytes, or a count and one byte that is repeated."""
    found, place = bytearray(), 0
    while place < len(content) and content[place] != 128 and len(found) <= MOST_STREAM:
        count = content[place]
        if count < 128:
            found += content[place + 1 : place + 2 + count]
            place += 2 + count
        else:
            found += content[place + 1 : place + 2] * (257 - count)
            place += 2
    return bytes(found)


class Fonts:
    """The characters of the fonts of a file, each font read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Mapping[int, str]] = {}
        self._digests: dict[tuple[int, int], bytes] = {}

    def characters(self, font: Any) -> Mapping[int, str]:  # noqa: ANN401  # whatever stands in the file
        """Return the character of each code of a font; none for a font that does not say."""
        if not isinstance(font, Dictionary):
            return {}
        key = font.objgen
        if key not in self._known or key == (0, 0):
            table = font.get(Name.ToUnicode)
            self._known[key] = _characters(unpacked(table)) if isinstance(table, Stream) else {}
        return self._known[key]

    def digest(self, font: Any) -> bytes:  # noqa: ANN401  # whatever stands in the file
        """Return a digest of the shapes of a font."""
        if not isinstance(font, Dictionary):
            return b""
        key = font.objgen
        if key not in self._digests or key == (0, 0):
            program = font.get(Name.FontDescriptor, Dictionary()).get(Name.FontFile2)
            table = font.get(Name.ToUnicode)
            parts = [unpacked(part) for part in (program, table) if isinstance(part, Stream)]
            self._digests[key] = hashlib.sha256(b"\0".join(parts)).digest()
        return self._digests[key]


def _characters(content: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for kind, section in SECTION.findall(content):
        if kind == b"bfchar":
            for code, text in MAPPING.findall(section):
                found[int(code, 16)] = _text(text)
        else:
            for first, last, text in SPAN.findall(section):
                begin, end = int(first, 16), min(int(last, 16), int(first, 16) + 255)
                for code in range(begin, end + 1):
                    found[code] = chr(min(int(text[-4:], 16) + code - begin, 0xFFFF))
    return found


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode() + "0" * (-len(digits) % 4)).decode("utf-16-be", "replace")


class _Marks:
    """Which marked content is open while a page is read, from the outermost to the innermost."""

    def __init__(self) -> None:
        self._open: list[tuple[str, object]] = []

    def begin(self, tag: str, entries: Any) -> None:  # noqa: ANN401  # whatever stands in the file
        if len(self._open) >= MOST_DEPTH:
            raise ReportError("The report is damaged and cannot be read.")
        if isinstance(entries, Dictionary) and Name.ActualText in entries:
            self._open.append(("spoken", str(entries.ActualText)))
        elif isinstance(entries, Dictionary) and isinstance(entries.get(Name.MCID), int):
            self._open.append(("piece", int(cast("int", entries.MCID))))
        else:
            self._open.append(("ornament" if tag == "/Artifact" else "", None))

    def end(self) -> tuple[str, object]:
        return self._open.pop() if self._open else ("", None)

    @property
    def is_spoken(self) -> bool:
        """Whether another text stands in place of what is drawn."""
        return any(kind == "spoken" for kind, _ in self._open)

    @property
    def place(self) -> tuple[str, object]:
        """The piece or ornament that a text belongs to."""
        return next(((kind, what) for kind, what in self._open if kind in {"piece", "ornament"}), ("", None))


class _Pen:
    """Puts the text that is met on a page where it belongs."""

    def __init__(self, drawn: Drawn, fonts: Mapping[str, Any], known: Fonts) -> None:
        self._drawn = drawn
        self._fonts = fonts
        self._known = known
        self._marks = _Marks()
        self._characters: Mapping[int, str] = {}
        self._kept: list[Mapping[int, str]] = []

    def begin(self, tag: str, entries: Any) -> None:  # noqa: ANN401  # whatever stands in the file
        """A marked piece begins."""
        self._marks.begin(tag, entries)
        if tag == "/Artifact" and self._marks.place == ("ornament", None):
            self._drawn.ornaments.append("")

    def end(self) -> None:
        """A marked piece ends; what is to be said in its place counts as its text."""
        kind, what = self._marks.end()
        if kind == "spoken" and not self._marks.is_spoken:
            self._put(str(what))

    def step(self, operator: str) -> None:
        """The state of drawing is kept or given back, or a text begins, which parts one ornament from the next."""
        if operator == "q":
            self._kept.append(self._characters)
        elif operator == "Q":
            self._characters = self._kept.pop() if self._kept else self._characters
        else:
            self._drawn.words += " "
            if self._marks.place[0] == "ornament" and self._drawn.ornaments[-1]:
                self._drawn.ornaments[-1] += " "

    def take_font(self, name: str) -> None:
        """What follows is written in this font."""
        self._characters = self._known.characters(self._fonts.get(name))

    def write(self, operand: Any) -> None:  # noqa: ANN401  # whatever stands in the file
        """A text is drawn."""
        if self._marks.is_spoken:
            return
        for part in operand if isinstance(operand, Array) else (operand,):
            if isinstance(part, pikepdf.String):
                self._put("".join(self._characters.get(code, UNKNOWN) for code in bytes(part)))

    def _put(self, text: str) -> None:
        kind, what = self._marks.place
        self._drawn.words += text
        if kind == "piece":
            number = cast("int", what)
            self._drawn.marked[number] = self._drawn.marked.get(number, "") + text
        elif kind == "ornament" and self._drawn.ornaments:
            self._drawn.ornaments[-1] += text
        else:
            self._drawn.unmarked += text


class PageReader:
    """Reads pages of one file."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._fonts = Fonts()
        self._left = MOST_OPERATORS

    def read(self, page: Dictionary) -> Drawn:
        """Return what is drawn on a page."""
        content = b"\n".join(unpacked(stream) for stream in _streams(page.get(Name.Contents)))
        drawn = Drawn()
        fonts = self._page_fonts(page)
        self._follow(content, fonts, drawn)
        digest = hashlib.sha256(content)
        for name in sorted(fonts):
            digest.update(name.encode() + self._fonts.digest(fonts[name]))
        for note in _notes(page):
            digest.update(note)
        drawn.digest = digest.hexdigest()
        return drawn

    def _page_fonts(self, page: Dictionary) -> dict[str, Any]:
        holder: Any = page
        for _ in range(MOST_DEPTH):
            if not isinstance(holder, Dictionary):
                return {}
            resources = holder.get(Name.Resources)
            if isinstance(resources, Dictionary):
                fonts = resources.get(Name.Font)
                return dict(fonts.items()) if isinstance(fonts, Dictionary) else {}
            holder = holder.get(Name.Parent)
        return {}

    def _follow(self, content: bytes, fonts: Mapping[str, Any], drawn: Drawn) -> None:
        pen = _Pen(drawn, fonts, self._fonts)
        for operands, operator in self._instructions(content):
            match str(operator), list(operands):
                case ("BDC", [tag, entries]):
                    pen.begin(str(tag), entries)
                case ("BMC", [tag]):
                    pen.begin(str(tag), None)
                case ("EMC", _):
                    pen.end()
                case ("Tf", [name, _]):
                    pen.take_font(str(name))
                case ("q" | "Q" | "BT" as step, _):
                    pen.step(step)
                case ("Tj" | "'" | "TJ" | '"', [*_, text]):
                    pen.write(text)
                case _:
                    pass

    def _instructions(self, content: bytes) -> Iterator[tuple[Any, Any]]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # what pikepdf only warns of, a report never has
                found = pikepdf.parse_content_stream(Stream(self._pdf, content))
        except (pikepdf.PdfError, UserWarning) as error:
            raise ReportError("The report is damaged and cannot be read.") from error
        self._left -= len(found)
        if self._left < 0:
            raise ReportError("The report is too large to be read.")
        for instruction in found:
            if not isinstance(instruction, pikepdf.ContentStreamInlineImage):
                yield instruction.operands, instruction.operator


def _streams(contents: Any) -> list[Stream]:  # noqa: ANN401  # whatever stands in the file
    parts = list(contents) if isinstance(contents, Array) else [contents]
    return [part for part in parts[:MOST_DEPTH] if isinstance(part, Stream)]


def _notes(page: Dictionary) -> Iterator[bytes]:
    """Go through what lies over the page and could hide it: neither links nor the field for a signature."""
    notes = page.get(Name.Annots)
    for note in list(notes)[:10_000] if isinstance(notes, Array) else ():
        if not isinstance(note, Dictionary):
            continue
        shape = note.get(Name.AP, Dictionary()).get(Name.N)
        if note.get(Name.Subtype) != Name.Link and isinstance(shape, Stream):
            yield unpacked(shape) + b"\n" + str(list(note.get(Name.Rect, Array()))).encode()
