"""One thing at a time is asked of the reader, on a thread: the most wanted first, answers to old questions dropped."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from eucles_desk.errors import EuclesError
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.assessment.evidence import Region
    from eucles_desk.services.file_ports import Source
    from eucles_desk.services.ports import EvidenceReader, Picture

MOST_KEPT: Final = 64_000_000
"""Bytes of pictures that are kept: the last few pages, at the size in which they were looked at."""
WIDEST: Final = 3000
"""Pixels across that a page is drawn at most; beyond this it is only stretched."""


@dataclass(frozen=True, slots=True)
class File:
    """A stored file to look at, under the name that it came with."""

    source: Source
    name: str

    @property
    def sha256(self) -> str:
        """Which content it is."""
        return self.source.sha256


class Pictures:
    """The pictures of pages looked at last, within a bound."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, int, int], QImage] = OrderedDict()
        self.size = 0

    def get(self, sha256: str, page: int, width: int) -> QImage | None:
        """Return a picture that is kept, as the one looked at last."""
        found = self._kept.get((sha256, page, width))
        if found is not None:
            self._kept.move_to_end((sha256, page, width))
        return found

    def keep(self, sha256: str, page: int, width: int, picture: QImage) -> None:
        """Keep a picture; those looked at longest ago make room."""
        old = self._kept.pop((sha256, page, width), None)
        self.size -= old.sizeInBytes() if old is not None else 0
        self._kept[sha256, page, width] = picture
        self.size += picture.sizeInBytes()
        while self.size > self._most and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self.size -= gone.sizeInBytes()


class Wish(IntEnum):
    """What is asked of the reader, the most urgent first."""

    LOOK = auto()
    QUOTE = auto()
    PICTURE = auto()
    TEXTS = auto()
    FIND = auto()
    AHEAD = auto()


class Reading(QObject):
    """Asks the reader about one file after another; of each kind of question only the latest is asked.

    Signals:
        looked: What is in the file; carries a :class:`Content`.
        drawn: The picture of this page, this many pixels wide, is here.
        read: The texts of the pages.
        found: Where the words stand that were looked for.
        failed: Something was not possible; carries the :class:`Wish` and the sentence to show.
        refused: The same with the error itself, for those who want to know what kind it is.
    """

    looked = Signal(object)
    drawn = Signal(int, int)
    read = Signal(object)
    found = Signal(object)
    failed = Signal(object, str)
    refused = Signal(object, object)

    def __init__(self, reader: EvidenceReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self.pictures = Pictures()
        self._passwords: dict[str, str] = {}
        self.file: File | None = None
        self._waiting: dict[Wish, tuple[Callable[[], object], Callable[[object], None]]] = {}
        self._running: tuple[Wish, File, Callable[[object], None]] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being read."""
        return self._running is None and not self._waiting

    @property
    def has_password(self) -> bool:
        """Whether a password was given for the file looked at."""
        return self.file is not None and self.file.sha256 in self._passwords

    def open(self, file: File) -> None:
        """Turn to a file; whatever was asked about another is forgotten."""
        self._waiting.clear()
        self.file = file
        self._ask(Wish.LOOK, lambda: self._reader.look(file.source, file.name, self._password(file)), self.looked.emit)

    def give_password(self, password: str) -> None:
        """Open the file with a password, which is kept in memory until the assessment is closed."""
        if self.file is not None:
            self._passwords[self.file.sha256] = password
            self.open(self.file)

    def leave(self) -> None:
        """Look at nothing any more."""
        self._waiting.clear()
        self.file = None

    def picture(self, page: int, width: int) -> QImage | None:
        """Return the picture of a page if it is kept."""
        return self.pictures.get(self.file.sha256, page, min(width, WIDEST)) if self.file else None

    def draw(self, page: int, width: int, *, ahead: bool = False) -> None:
        """Have a page drawn, ``ahead`` of the time when it will be looked at."""
        file = self.file
        if file is None or self.picture(page, width) is not None:
            return
        width = min(width, WIDEST)

        def keep(picture: object) -> None:
            if isinstance(picture, QImage):
                self.pictures.keep(file.sha256, page, width, picture)
                self.drawn.emit(page, width)

        self._ask(
            Wish.AHEAD if ahead else Wish.PICTURE,
            lambda: image_of(self._reader.picture(file.source, file.name, page, width, self._password(file))),
            keep,
        )

    def read_texts(self) -> None:
        """Have the texts of the pages read."""
        file = self.file
        if file is not None:
            self._ask(
                Wish.TEXTS, lambda: self._reader.texts(file.source, file.name, self._password(file)), self.read.emit
            )

    def find(self, words: str) -> None:
        """Have words looked for."""
        file = self.file
        if file is not None:
            password = self._password(file)
            self._ask(Wish.FIND, lambda: self._reader.find(file.source, file.name, words, password), self.found.emit)

    def forget_search(self) -> None:
        """Look for nothing any more."""
        self._waiting.pop(Wish.FIND, None)

    def quote(self, page: int, region: Region, answer: Callable[[str], None]) -> None:
        """Have the text inside a part of a page read; where there is none to read, the answer is empty."""
        file = self.file
        if file is not None:
            password = self._password(file)

            def said() -> str:
                try:
                    return self._reader.quote(file.source, file.name, page, region, password)
                except EuclesError:
                    return ""  # the part is cited all the same

            self._ask(Wish.QUOTE, said, lambda text: answer(str(text)))

    def _password(self, file: File) -> str:
        return self._passwords.get(file.sha256, "")

    def _ask(self, wish: Wish, work: Callable[[], object], answer: Callable[[object], None]) -> None:
        self._waiting[wish] = (work, answer)
        self._go_on()

    def _go_on(self) -> None:
        if self._running is not None or not self._waiting or self.file is None:
            return
        wish = min(self._waiting)
        work, answer = self._waiting.pop(wish)
        self._running = (wish, self.file, answer)
        job = Job(lambda _job: work())
        job.succeeded.connect(self._on_succeeded)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        job.start()

    @Slot(object)
    def _on_succeeded(self, result: object) -> None:
        wish, file, answer = self._ended()
        is_old = wish in self._waiting and wish in {Wish.FIND, Wish.LOOK}
        if file == self.file and not is_old:
            answer(result)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        wish, file, _answer = self._ended()
        if isinstance(error, EuclesError):
            sentence = current().sentence(error)
        elif isinstance(error, OSError):
            sentence = tr("The file cannot be read: {reason}", reason=error.strerror or error)
        else:
            raise error
        if file == self.file and wish is not Wish.AHEAD:
            self.refused.emit(wish, error)
            self.failed.emit(wish, sentence)

    def _ended(self) -> tuple[Wish, File, Callable[[object], None]]:
        ended = self._running
        assert ended is not None
        return ended

    @Slot()
    def _on_finished(self) -> None:
        self._running = None
        self._go_on()


def image_of(picture: Picture) -> QImage:
    """Return a picture as Qt paints it fastest; any thread may do this."""
    rows = QImage(picture.rgb, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888)
    return rows.convertToFormat(QImage.Format.Format_RGB32)
