"""The parts of an office file: a ZIP file with XML in it, read within limits, no part of a part ever opened."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Final, Protocol
from xml.parsers import expat  # no document type and so no entity gets past this module

from eucles_desk.reading import limits
from eucles_desk.reading.child.document import RefusalError

END: Final = b"PK\x05\x06"
END_SIZE: Final = 22
LONGEST_REMARK: Final = 65_535
ENCRYPTED: Final = 1
PIECE: Final = 65_536
UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, NotImplementedError, RuntimeError)
"""What the libraries say of a part that they cannot unpack."""


class Parts:
    """The parts of a packed file by name."""

    def __init__(self, content: bytes) -> None:
        _check_directory(content)
        try:
            self._file = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
            raise RefusalError("damaged") from error
        self.names: Final = frozenset(self._file.namelist())
        self._left = limits.PARTS_BYTES

    @property
    def is_locked(self) -> bool:
        """Whether the parts cannot be read without a password."""
        return any(part.flag_bits & ENCRYPTED for part in self._file.infolist())

    def read(self, name: str) -> bytes:
        """Return a part; raise ``RefusalError`` when it is too large or damaged."""
        try:
            known = self._file.getinfo(name)
            self._check(known.file_size, known.compress_size)
            pieces: list[bytes] = []
            size = 0
            with self._file.open(known) as part:
                while piece := part.read(PIECE):
                    size += len(piece)
                    self._check(size, known.compress_size)
                    pieces.append(piece)
        except UNREADABLE as error:
            raise RefusalError("damaged") from error
        self._left -= size
        return b"".join(pieces)

    def _check(self, size: int, packed: int) -> None:
        """Refuse what unpacks to more than any true part does."""
        bomb = size > limits.RATIO_FROM and size > limits.RATIO * max(1, packed)
        if size > limits.PART_BYTES or size > self._left or bomb:
            raise RefusalError("large")


class Reader(Protocol):
    """Is told what stands in a part of XML, names without their name spaces."""

    def start(self, name: str, values: dict[str, str]) -> None:
        """Begin an element."""
        ...

    def end(self, name: str) -> None:
        """End an element."""
        ...

    def text(self, text: str) -> None:
        """Take what is said."""
        ...


class EnoughError(Exception):
    """A reader has all that it can take."""


def read_xml(content: bytes, reader: Reader) -> None:
    """Tell a reader what stands in a part; raise ``RefusalError`` for one that is damaged or declares anything."""
    depth = 0

    def start(name: str, values: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.XML_DEPTH:
            raise RefusalError("large")
        reader.start(local(name), {local(key): value for key, value in values.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(local(name))

    def refuse(*_: object) -> int:
        raise RefusalError("damaged")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(content, True)
    except EnoughError:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise RefusalError("damaged") from error


def local(name: str) -> str:
    """Return a name without its name space."""
    return name.rpartition(" ")[2]


def _check_directory(content: bytes) -> None:
    """Refuse a list of parts that is longer than any true one, before it is read."""
    at = content.rfind(END, max(0, len(content) - LONGEST_REMARK - END_SIZE))
    if at < 0 or at + END_SIZE > len(content):
        raise RefusalError("damaged")
    parts, size = struct.unpack_from("<HI", content, at + 10)
    if parts > limits.PACKED_PARTS or size > limits.PACKED_DIRECTORY:
        raise RefusalError("large")
