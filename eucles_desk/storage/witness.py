"""What remembers, outside the database, how far its history went, so that an older or cut one is noticed.

SQLite opens a database without its write-ahead log, with one that was cut, or a copy of last week, and says that all is
well. After each commit the head of the history is written to a small file beside the database and to one in the user's
own state folder; at the next opening the history must hold that entry.

A database and a log of different times can hold the newest entry and older rows beside it. So the database file has a
number of its own, which grows with each checkpoint (:meth:`SqlStoreFactory.mark`) and is remembered once all of the log
has been moved: a database file with a smaller one is not the one that its log belongs to.

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
_MARK: Final = 8
_MAC: Final = 32
_SIZES: Final = (_SEQ + _HASH + _MARK, _SEQ + _HASH)
"""What is said, without the code that proves it; of earlier versions without the mark."""


class Witness:
    """Remembers the head of the history; a place that cannot be written is done without.

    Args:
        places: the files.
        secret: authenticates what is in them; nobody else can write one that is believed.

    Attributes:
        is_ahead: Whether changes were noted since the mark was.
    """

    def __init__(self, places: Sequence[Path], secret: bytes) -> None:
        self._places = places
        self._secret = secret
        self._files: list[BinaryIO] | None = None
        self._turn = 0
        self._last: Head | None = None
        self._mark: int | None = None
        self.is_ahead = False
        self._lock = threading.Lock()

    def remembered(self) -> Head | None:
        """Return the furthest head that any place remembers, ``None`` where none does."""
        found = self._furthest()
        return None if found is None else found[0]

    def remembered_mark(self) -> int:
        """Return the least number that the database file itself must have, 0 where nothing is known of it."""
        found = self._furthest()
        return 0 if found is None else found[1]

    def note(self, head: Head) -> None:
        """Remember a head after its commit."""
        with self._lock:
            self._write(head)
            self.is_ahead = True

    def note_mark(self, mark: int) -> None:
        """Remember the number of the database file after all of the log was moved into it."""
        with self._lock:
            last = self._last or self.remembered()
            self._mark = mark
            self.is_ahead = False
            if last is not None:
                self._write(last)

    def forget_mark(self) -> None:
        """Know nothing of the database file any more: it is knowingly one of an earlier time."""
        with self._lock:
            last = self._last or self.remembered()
            self._mark = 0
            if last is not None:
                self._write(last)
                self._write(last)

    def begin_anew(self, head: Head) -> None:
        """Forget what was remembered: the data are knowingly those of an earlier time."""
        with self._lock:
            self._mark = 0
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
        if self._mark is None:
            self._mark = self.remembered_mark()
        if self._files is None:
            self._files = list(_opened(self._places))
        self._last = head
        content = head.seq.to_bytes(_SEQ, "big") + head.hash + self._mark.to_bytes(_MARK, "big")
        content += hmac.digest(self._secret, content, "sha256")
        self._turn = 1 - self._turn
        for file in self._files:
            with contextlib.suppress(OSError):  # the disk fails: the commit before said so, or the next one will
                file.seek(self._turn * SLOT)
                file.write(content)

    def _furthest(self) -> tuple[Head, int] | None:
        found = [one for place in self._places for one in self._read(place)]
        return max(found, key=lambda one: (one[0].seq, one[1]), default=None)

    def _read(self, place: Path) -> Iterable[tuple[Head, int]]:
        try:
            with place.open("rb") as file:
                content = file.read(MOST_BYTES)
        except OSError:
            return
        for start in (0, SLOT):
            for size in _SIZES:
                said, mac = content[start : start + size], content[start + size : start + size + _MAC]
                if len(mac) == _MAC and hmac.compare_digest(hmac.digest(self._secret, said, "sha256"), mac):
                    head = Head(int.from_bytes(said[:_SEQ], "big"), said[_SEQ : _SEQ + _HASH])
                    yield head, int.from_bytes(said[_SEQ + _HASH :], "big")
                    break


def _opened(places: Iterable[Path]) -> Iterable[BinaryIO]:
    for place in places:
        with contextlib.suppress(OSError, StorageError):
            make_private_folder(place.parent)
            yield open_in_place(place)
