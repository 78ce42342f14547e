"""Reads what something else writes, a few megabytes at a time, where both want to be the one who calls."""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from eucles_desk.age.streams import Read, Write

PIECE: Final = 1024 * 1024
PIECES: Final = 3
"""So many wait at most."""


class _AbandonedError(Exception):
    """Nobody reads any more."""


@contextmanager
def pulled(push: Callable[[Write], object]) -> Generator[Read]:
    """Give what reads all that is written, by a thread of its own, to what is handed to ``push``.

    What ``push`` raises comes out of the reading, after all that was written before. When the block ends, writing
    raises, so that the thread ends too.
    """
    pipe = _Pipe()

    def work() -> None:
        try:
            push(pipe.write)
        finally:
            pipe.flush()

    with ThreadPoolExecutor(1, "pipe") as pool:
        pipe.worker = pool.submit(work)
        pipe.worker.add_done_callback(lambda _: pipe.end())
        try:
            yield pipe.read
        finally:
            pipe.abandon()


class _Pipe:
    worker: Future[None]

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[bytes] = deque()
        self._is_ended = self._is_abandoned = False
        self._gathered: list[bytes] = []
        self._size = 0
        self._piece, self._at = b"", 0

    def write(self, piece: bytes) -> None:
        self._gathered.append(piece)
        self._size += len(piece)
        if self._size >= PIECE:
            self.flush()

    def flush(self) -> None:
        piece = b"".join(self._gathered)
        self._gathered.clear()
        self._size = 0
        with self._changed:
            self._changed.wait_for(lambda: len(self._waiting) < PIECES or self._is_abandoned)
            if self._is_abandoned:
                raise _AbandonedError
            if piece:
                self._waiting.append(piece)
                self._changed.notify_all()

    def read(self, most: int) -> bytes:
        """Return what comes next, at most so much of it, nothing at the end."""
        if self._at >= len(self._piece):
            self._piece, self._at = self._next(), 0
            if not self._piece:
                self.worker.result()
                return b""
        start, self._at = self._at, self._at + most
        return self._piece[start : self._at]

    def end(self) -> None:
        with self._changed:
            self._is_ended = True
            self._changed.notify_all()

    def abandon(self) -> None:
        with self._changed:
            self._is_abandoned = True
            self._changed.notify_all()

    def _next(self) -> bytes:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._waiting) or self._is_ended)
            if not self._waiting:
                return b""
            piece = self._waiting.popleft()
            self._changed.notify_all()
            return piece
