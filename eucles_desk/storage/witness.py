"""What remembers, outside the database, how far its history went, so that an older or cut one is noticed.

SQLite opens a database without its write-ahead log, with one that was cut, or a copy of last week, and says that all is
well. After each commit the head of the history is written to a small file beside the database and to one in the user's
own state folder; at the next opening the history must hold that entry.

Nothing is flushed here: the commit before is, so after a power cut the witness may be behind the database, never ahead.
"""

from __future__ import annotations

import contextlib
import hmac
import threading
from typing import TYPE_CHECKING, BinaryIO, Final

from eucles_desk.errors import StorageError
from eucles_desk.storage.chain import Head
from eucles_desk.storage.files import make_private_folder, open_in_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

SLOT: Final = 512
"""Bytes between the two places that are written in turns: a torn write leaves the other one."""
MOST_BYTES: Final = 1024
"""What is read of a file, whatever its size: both places."""
_SEQ: Final = 8
_HASH: Final = 32
_MAC: Final = 32
_SIZE: Final = _SEQ + _HASH + _MAC


class Witness:
    """Remembers the head of the history; a place that cannot be written is done without.

    Args:
        places: the files.
        secret: authenticates what is in them; nobody else can write one that is believed.
    """

    def __init__(self, places: Sequence[Path], secret: bytes) -> None:
        self._places = places
        self._secret = secret
        self._files: list[BinaryIO] | None = None
        self._turn = 0
        self._lock = threading.Lock()

    def remembered(self) -> Head | None:
        """Return the furthest head that any place remembers, ``None`` where none does."""
        found = [head for place in self._places for head in self._read(place)]
        return max(found, key=lambda head: head.seq, default=None)

    def note(self, head: Head) -> None:
        """Remember a head after its commit."""
        with self._lock:
            self._write(head)

    def begin_anew(self, head: Head) -> None:
        """Forget what was remembered: the data are knowingly those of an earlier time."""
        with self._lock:
            self._write(head)
            self._write(head)

    def close(self) -> None:
        """Let the files go."""
        with self._lock:
            for file in self._files or ():
                with contextlib.suppress(OSError):
                    file.close()
            self._files = None

    def _write(self, head: Head) -> None:
        if self._files is None:
            self._files = list(_opened(self._places))
        content = head.seq.to_bytes(_SEQ, "big") + head.hash
        content += hmac.digest(self._secret, content, "sha256")
        self._turn = 1 - self._turn
        for file in self._files:
            with contextlib.suppress(OSError):  # the disk fails: the commit before said so, or the next one will
                file.seek(self._turn * SLOT)
                file.write(content)

    def _read(self, place: Path) -> Iterable[Head]:
        try:
            with place.open("rb") as file:
                content = file.read(MOST_BYTES)
        except OSError:
            return
        for start in (0, SLOT):
            slot = content[start : start + _SIZE]
            said, mac = slot[: _SEQ + _HASH], slot[_SEQ + _HASH :]
            if len(slot) == _SIZE and hmac.compare_digest(hmac.digest(self._secret, said, "sha256"), mac):
                yield Head(int.from_bytes(said[:_SEQ], "big"), said[_SEQ:])


def _opened(places: Iterable[Path]) -> Iterable[BinaryIO]:
    for place in places:
        with contextlib.suppress(OSError, StorageError):
            make_private_folder(place.parent)
            yield open_in_place(place)
