"""Reading the texts of stored files in the background, so that a search finds what is in them."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

from eucles_desk.errors import GoneError, ReaderAwayError, ReadingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from eucles_desk.assessment.records import StoredFile
    from eucles_desk.services.file_ports import EvidenceFiles, Source
    from eucles_desk.services.ports import EvidenceReader, OpenStore, Store

STEP_SECONDS: Final = 1.0
"""How long a step goes on to the next file."""
PAUSE_SECONDS: Final = 0.05
"""How long others may write between two pieces of a file."""
PIECE: Final = 10_000
"""Letters that are kept in one transaction; more would make whoever types at that moment wait."""
MOST_OF_PAGE: Final = 300_000
"""Letters of a page, or of a text without pages, that a search finds: a page cannot be kept in pieces."""
QUIET_SECONDS: Final = 1.0
"""Nobody else has used the store for so long: whoever was typing has paused."""
PATIENCE_SECONDS: Final = 3.0
"""How long to wait for such a pause; somebody who never pauses wants to find things too."""
SETTLE_SECONDS: Final = 30.0
"""A file is stored before the evidence that names it; so long may lie between."""
TRIES: Final = 2
"""Another program may have ended the process that reads; a file is given up only when it fails again."""
AT_ONCE: Final = 20
MOST_COUNTED: Final = 999
"""More files are not counted that are still to be read."""


class Indexing:
    """Reads what has not been read yet, file by file.

    Every method may be called from any thread; one thread at a time makes steps.

    Args:
        open_store: opens a transaction.
        files: the stored files.
        open_reader: makes a reader of its own, so that nobody who looks at a file has to wait.
        quiet_for: for how many seconds nobody else has used the store.
        clock: seconds that only go forward.
    """

    def __init__(
        self,
        open_store: OpenStore,
        files: EvidenceFiles,
        open_reader: Callable[[], EvidenceReader],
        quiet_for: Callable[[], float] = lambda: QUIET_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_store = open_store
        self._files = files
        self._open_reader = open_reader
        self._quiet_for = quiet_for
        self._clock = clock
        self._reader: EvidenceReader | None = None
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._until = self._clock()
        self._has_more = True
        self._not_here: set[str] = set()
        self._is_stuck = False

    @property
    def is_due(self) -> bool:
        """Whether there may be something to read."""
        return not self._stopped.is_set() and (self._has_more or self._clock() < self._until)

    def wake(self) -> None:
        """A file was stored, perhaps one that was missed before."""
        self._not_here = set()
        self._until = self._clock() + SETTLE_SECONDS

    def step(self) -> bool:
        """Read for about a second, or one file; return whether there is more to read.

        Raises ``StorageError`` when the texts cannot be kept; then nothing is tried before another file is stored.
        """
        self._has_more = self._is_stuck = False
        until = self._clock() + STEP_SECONDS
        for sha256, name in self._missing():
            file = self._files.stored(sha256)
            if file is None:
                self._not_here.add(sha256)
            elif not self._take(name, file):
                self._is_stuck = True
                self._let_go()
                return False
            if self._clock() > until:
                break
        self._has_more = bool(self._missing())
        if not self._has_more:
            self._let_go()
        return self._has_more

    def unread(self) -> int:
        """Return how many files are still to be read; none where nothing can be read now, and at most some hundreds."""
        if self._is_stuck or self._stopped.is_set():
            return 0
        with self._open_store() as store:
            found = store.evidence_texts.missing(MOST_COUNTED + len(self._not_here))
        return min(sum(sha256 not in self._not_here for sha256, _ in found), MOST_COUNTED)

    def stop(self) -> None:
        """Stop for good; a step that runs ends soon, and what it has not finished is read again another time."""
        self._stopped.set()
        self._let_go()

    def _missing(self) -> Sequence[tuple[str, str]]:
        with self._open_store() as store:
            found = store.evidence_texts.missing(AT_ONCE + len(self._not_here))
        return [one for one in found if one[0] not in self._not_here][:AT_ONCE]

    def _take(self, name: str, file: Source) -> bool:
        """Read a file and keep its text; return whether others can be read after it."""
        for _ in range(TRIES):
            reader = self._opened()
            if reader is None:
                return False
            try:
                return self._keep(file.sha256, reader.texts(file, name))
            except ReaderAwayError:
                return False
            except GoneError:
                self._not_here.add(file.sha256)
                return True
            except ReadingError:
                continue
        return self._keep(file.sha256, ())

    def _keep(self, sha256: str, pages: Sequence[str]) -> bool:
        """Keep the text in pieces; a file without any is kept too, so that it is not read again."""
        if not any(page.strip() for page in pages):
            pages = ()
        for first, piece, more in pieces([page[:MOST_OF_PAGE] for page in pages]):
            if not self._wait():
                return False
            with self._open_store() as store:
                store.evidence_texts.add(sha256, piece, first, more=more)
        return True

    def _wait(self) -> bool:
        """Wait for a moment in which nobody has to wait for us; return whether to go on."""
        until = self._clock() + PATIENCE_SECONDS
        while not self._stopped.wait(PAUSE_SECONDS):
            if self._quiet_for() >= QUIET_SECONDS or self._clock() > until:
                return True
        return False

    def _opened(self) -> EvidenceReader | None:
        with self._lock:
            if self._stopped.is_set():
                return None
            if self._reader is None:
                self._reader = self._open_reader()
            return self._reader

    def _let_go(self) -> None:
        with self._lock:
            reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()


def pieces(pages: Sequence[str]) -> Iterator[tuple[int, Sequence[str], bool]]:
    """Yield the pages in pieces: the number of the first page, the pages, and whether there are more."""
    first, size = 0, 0
    for at, page in enumerate(pages):
        if size and size + len(page) > PIECE:
            yield first + 1, pages[first:at], True
            first, size = at, 0
        size += len(page)
    yield first + 1, pages[first:], False


class WatchedStore:
    """A store that knows when it was used last."""

    def __init__(self, open_store: OpenStore, clock: Callable[[], float] = time.monotonic) -> None:
        self._open_store = open_store
        self._clock = clock
        self._used_at = -float("inf")

    def __call__(self) -> AbstractContextManager[Store]:
        """Open a transaction."""
        self._used_at = self._clock()
        return self._open_store()

    def quiet_for(self) -> float:
        """Return for how many seconds nobody has used it."""
        return self._clock() - self._used_at


class WatchedFiles:
    """Stored files that tell when one more was stored."""

    def __init__(self, files: EvidenceFiles, on_stored: Callable[[], None]) -> None:
        self._files = files
        self._on_stored = on_stored

    def add(self, source: Path, watch: Callable[[int], object] | None = None) -> StoredFile:
        """Copy a file in."""
        stored = self._files.add(source, watch)
        self._on_stored()
        return stored

    def add_content(self, content: bytes) -> StoredFile:
        """Store content that did not come from a file."""
        stored = self._files.add_content(content)
        self._on_stored()
        return stored

    def holds(self, sha256: str) -> bool:
        """Return whether a file is here."""
        return self._files.holds(sha256)

    def stored(self, sha256: str) -> Source | None:
        """Return a file to read, ``None`` when it is not here."""
        return self._files.stored(sha256)

    def save(self, sha256: str, target: Path) -> None:
        """Write what is in a file to where the user wants it."""
        self._files.save(sha256, target)

    def lend(self, sha256: str, name: str) -> Path:
        """Return a copy for another program."""
        return self._files.lend(sha256, name)
