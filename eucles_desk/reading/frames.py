"""What goes between parent and child: a header in JSON and some bytes, each with its length before it."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from eucles_desk.reading import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import BinaryIO, TypeAlias

    Hand: TypeAlias = Callable[[Callable[[bytes], None]], object]

MAGIC: Final = b"EDR1"
LENGTHS: Final = struct.Struct(">4sIQ")


class FrameError(Exception):
    """The other side sent what cannot be a frame, too much, or nothing any more."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One request or answer."""

    header: Mapping[str, object]
    body: bytes = b""


def send(stream: BinaryIO, header: Mapping[str, object], body: Iterable[bytes] | Hand = (), size: int = 0) -> None:
    """Write a frame whose body is so long; raise ``FrameError`` when it turns out longer or shorter.

    The body comes in pieces, or is what hands each piece to the function that it is given.
    """
    content = json.dumps(header).encode()
    if len(content) > limits.HEADER_BYTES:
        raise FrameError
    stream.write(LENGTHS.pack(MAGIC, len(content), size) + content)
    left = size

    def write(piece: bytes) -> None:
        nonlocal left
        left -= len(piece)
        if left < 0:
            raise FrameError
        stream.write(piece)

    if callable(body):
        body(write)
    else:
        for piece in body:
            write(piece)
    if left:
        raise FrameError
    stream.flush()


def receive(stream: BinaryIO, most: int) -> Frame | None:
    """Read a frame whose body is at most so long; ``None`` when the other side has closed between two frames."""
    start = stream.read(LENGTHS.size)
    if not start:
        return None
    if len(start) < LENGTHS.size:
        raise FrameError
    magic, header_size, size = cast("tuple[bytes, int, int]", LENGTHS.unpack(start))
    if magic != MAGIC or header_size > limits.HEADER_BYTES or size > most:
        raise FrameError
    header = _header(_exactly(stream, header_size))
    return Frame(header, _exactly(stream, size))


def _exactly(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size) if size else b""
    if len(content) < size:
        raise FrameError
    return content


def _header(content: bytes) -> Mapping[str, object]:
    try:
        header: object = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FrameError from error
    if not isinstance(header, dict):
        raise FrameError
    return cast("dict[str, object]", header)
