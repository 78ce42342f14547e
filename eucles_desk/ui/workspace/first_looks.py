"""Looking once at each file that comes in or is listed: a damaged or locked one is told of before it is relied on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from eucles_desk.errors import GoneError, ReaderAwayError, ReadingError
from eucles_desk.services.ports import Content, ContentKind
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.viewer.reading import Reading, Wish
from eucles_desk.ui.workspace.opening import ending_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eucles_desk.assessment.evidence import Evidence
    from eucles_desk.services.file_ports import Source
    from eucles_desk.services.open_assessment import OpenAssessment
    from eucles_desk.services.ports import EvidenceReader

LOOKED_AT: Final = frozenset({"pdf", "png", "jpg", "jpeg", "gif", "tif", "tiff", "bmp", "webp"})
"""Files of other kinds are read by their text, or not at all."""
SEEN: Final = frozenset({ContentKind.PDF, ContentKind.PICTURE})


class FirstLooks(QObject):
    """Knows which files cannot be shown, and why; one file after another is looked at, in the background.

    Signals:
        changed: More is known now.
    """

    changed = Signal()

    def __init__(self, reader: EvidenceReader, opened: OpenAssessment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._opened = reader, opened
        self._known: dict[str, Content | ReadingError] = {}
        self._waiting: dict[str, str] = {}
        self._job: Job | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being looked at."""
        return self._job is None

    def knows(self, piece: Evidence) -> bool:
        """Return whether the file of a piece has been looked at since the program started."""
        return piece.sha256 in self._known

    def look_at(self, pieces: Iterable[Evidence]) -> None:
        """Look at files, whatever is known of them."""
        for piece in pieces:
            if piece.sha256 and ending_of(piece.file_name) in LOOKED_AT:
                self._waiting.setdefault(piece.sha256, piece.file_name)
        self._go_on()

    def listen_to(self, reading: Reading) -> None:
        """Learn from what the viewer finds too."""

        def learn(found: Content | ReadingError) -> None:
            if reading.file is not None:
                self._learn(reading.file.sha256, found)

        def fail(wish: Wish, error: object) -> None:
            if wish is Wish.LOOK and isinstance(error, ReadingError) and not isinstance(error, GoneError):
                learn(error)

        reading.looked.connect(learn)
        reading.refused.connect(fail)

    def trouble(self, piece: Evidence) -> str:
        """Say why the file of a piece cannot be shown, empty when nothing of that kind is known."""
        found = self._known.get(piece.sha256)
        if isinstance(found, ReadingError):
            return current().sentence(found)
        if found is None:
            return ""
        if found.protected:
            return tr("Locked with a password.")
        is_other = ending_of(piece.file_name) in LOOKED_AT and found.kind not in SEEN
        return tr("Damaged: it cannot be shown.") if is_other else ""

    def _go_on(self) -> None:
        if self._job is not None or not self._waiting:
            return
        sha256, name = next(iter(self._waiting.items()))
        del self._waiting[sha256]
        source = self._opened.stored(sha256)
        if source is None:
            self._go_on()
            return
        job = self._job = Job(lambda _job: (sha256, self._look(source, name)))
        job.succeeded.connect(self._on_looked)
        job.failed.connect(self._on_failed)
        job.start()

    def _look(self, source: Source, name: str) -> Content | ReadingError | None:
        """Look at a file; any thread may do this. What is not here or not whole is told by the checks."""
        try:
            return self._reader.look(source, name)
        except (ReaderAwayError, GoneError):
            return None
        except ReadingError as error:
            return error

    def _learn(self, sha256: str, found: Content | ReadingError | None) -> None:
        if found is not None and self._known.get(sha256) != found:
            self._known[sha256] = found
            self.changed.emit()

    @Slot(object)
    def _on_looked(self, answer: tuple[str, Content | ReadingError | None]) -> None:
        self._job = None
        self._learn(*answer)
        self._go_on()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, OSError):
            raise error
        self._go_on()
