"""Plain POSIX tar: written as any program reads it, and read so strictly that there is nothing to misunderstand.

Only regular files with short names pass: no links, devices, sparse files, folders or extended headers.
"""

from __future__ import annotations

import re
import tarfile
from typing import TYPE_CHECKING, Final, NamedTuple

from eucles_desk.errors import ExchangeError
from eucles_desk.exchange.faults import shown
from eucles_desk.packages.heading import invalid

if TYPE_CHECKING:
    from collections.abc import Callable

BLOCK: Final = 512
RECORD: Final = 20 * BLOCK
"""A tar is as long as a number of these, by old custom."""

_MAGIC: Final = b"ustar\x0000"
_OCTAL: Final = re.compile(rb"([0-7]{11})[\0 ]")
_CHECK: Final = re.compile(rb"([0-7]{6})(?:\0 | \0)")


class Entry(NamedTuple):
    """A file in a tar."""

    name: str
    size: int


def head_of(name: str, size: int, made_at: int) -> bytes:
    """Return the block before a file."""
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, made_at, 0o600
    return info.tobuf(tarfile.USTAR_FORMAT)


def padding(size: int) -> bytes:
    """Return what fills up the last block of a file."""
    return bytes(-size % BLOCK)


def end_of(size: int) -> bytes:
    """Return what stands at the end of a tar that is so long until there."""
    return bytes(2 * BLOCK + -(size + 2 * BLOCK) % RECORD)


def whole_size(sizes: list[int]) -> int:
    """Return how long a tar of files of these sizes is."""
    size = sum(BLOCK + one + -one % BLOCK for one in sizes)
    return size + len(end_of(size))


class Entries:
    """The files of a tar, one after the other, each read to its end before the next.

    Args:
        read: Returns at most so many bytes of what comes next, and none at the end.
    """

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._left = self._padding = 0

    def next(self) -> Entry | None:
        """Return the next file, ``None`` where the tar says that it ends."""
        assert not self._left
        if any(self._exactly(self._padding)):
            raise invalid(ExchangeError("there is something between its files."))
        self._padding = 0
        block = self._exactly(BLOCK)
        if not any(block):
            return None
        entry = _entry(block)
        self._left, self._padding = entry.size, -entry.size % BLOCK
        return entry

    def read(self, most: int) -> bytes:
        """Return what comes next of the file, nothing at its end."""
        if not self._left:
            return b""
        piece = self._read(min(most, self._left))
        if not piece:
            raise _short()
        self._left -= len(piece)
        return piece

    def finish(self) -> None:
        """Read the rest, of which there is little and nothing in it."""
        rest = bytearray()
        while piece := self._read(RECORD):
            rest += piece
            if len(rest) > RECORD + BLOCK or any(piece):
                raise invalid(ExchangeError("something follows its end."))
        if len(rest) < BLOCK:
            raise _short()

    def _exactly(self, size: int) -> bytes:
        found = bytearray()
        while len(found) < size:
            piece = self._read(size - len(found))
            if not piece:
                raise _short()
            found += piece
        return bytes(found)


def _entry(block: bytes) -> Entry:
    name, filling = _text(block[:100])
    size, check = _OCTAL.fullmatch(block[124:136]), _CHECK.fullmatch(block[148:156])
    if block[257:265] != _MAGIC or check is None:
        raise invalid(ExchangeError("it holds no plain tar."))
    if int(check[1], 8) != sum(block) - sum(block[148:156]) + 8 * ord(" "):
        raise invalid(ExchangeError("it holds no plain tar."))
    if block[156:157] not in (b"0", b"\0") or any(block[157:257]):
        raise invalid(ExchangeError("“{name}” in it is not a plain file.", name=shown(name)))
    if size is None or filling or any(block[345:500]) or any(block[500:]):
        raise invalid(ExchangeError("“{name}” in it is not written plainly.", name=shown(name)))
    return Entry(name, int(size[1], 8))


def _text(field: bytes) -> tuple[str, bool]:
    """Return a text that a NUL ends, and whether anything follows it."""
    text, _, rest = field.partition(b"\0")
    return text.decode("ascii", "replace"), any(rest)


def _short() -> Exception:
    return invalid(ExchangeError("it ends in the middle of a file."))
