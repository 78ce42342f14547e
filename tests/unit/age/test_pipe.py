"""Reading what a thread writes: all of it, in order, and no thread stays."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from eucles_desk.age.pipe import PIECE, PIECES, pulled


def test_all_that_was_written_is_read_in_order() -> None:
    pieces = [bytes([number % 251]) * 300_001 for number in range(30)]

    def push(write: Callable[[bytes], object]) -> None:
        for piece in pieces:
            write(piece)

    found = bytearray()
    with pulled(push) as read:
        while piece := read(8192):
            assert len(piece) <= 8192
            found += piece
        assert read(1) == b""
    assert found == b"".join(pieces)


def test_an_error_comes_after_what_was_written_before_it() -> None:
    def push(write: Callable[[bytes], object]) -> None:
        write(b"x" * (PIECE + 1))
        write(b"y")
        raise KeyError("late")

    seen = 0
    with pulled(push) as read, pytest.raises(KeyError, match="late"):
        while piece := read(1000):
            seen += len(piece)
    assert seen == PIECE + 2


def test_whoever_stops_reading_ends_the_writer() -> None:
    ended = threading.Event()
    written = 0

    def push(write: Callable[[bytes], object]) -> None:
        nonlocal written
        try:
            while True:
                write(b"x" * PIECE)
                written += 1
        finally:
            ended.set()

    with pytest.raises(ValueError, match="enough"), pulled(push) as read:
        read(1)
        raise ValueError("enough")
    assert ended.is_set()
    assert written <= PIECES + 2
    assert not [one for one in threading.enumerate() if one.name.startswith("pipe")]
