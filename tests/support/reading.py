"""A reader of evidence files that needs no process, for tests of what stands on one."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from eucles_desk.assessment.evidence import Region
from eucles_desk.errors import ReadingError, StorageError
from eucles_desk.services.file_ports import Source
from eucles_desk.services.ports import Content, ContentKind, EvidenceReader, Found, Picture

FIRST_LINE, LINE = 50, 40
A4 = (595.0, 842.0)


@dataclass
class FakeFile:
    """What a file is to hold.

    Attributes:
        texts: The text of each page; line after line stands 40 thousandths below the one before, from 50 on.
        kind: What it turns out to be; pictures and texts have one page.
        size: Width and height of each page.
        password: What opens it; empty for a file that is not protected.
        error: The sentence with which every call fails.
    """

    texts: tuple[str, ...] = ("",)
    kind: ContentKind = ContentKind.PDF
    size: tuple[float, float] = A4
    password: str = ""
    error: str = ""


@dataclass
class FakeReader:
    """Fits :class:`EvidenceReader`; words of a text without pages have no place.

    Attributes:
        files: What the files hold, by the name that calls give.
        otherwise: What a file of any other name holds.
        delay: Seconds that each call takes.
        calls: The calls so far: what was asked, and the name of the file.
        closed: Whether the reader was closed.
    """

    files: dict[str, FakeFile] = field(default_factory=dict[str, FakeFile])
    otherwise: FakeFile = field(default_factory=FakeFile)
    delay: float = 0.0
    calls: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    closed: bool = False
    _stop: threading.Event = field(default_factory=threading.Event)

    def look(self, file: Source, name: str, password: str = "") -> Content:
        found = self._file("look", file, name)
        if found.password and password != found.password:
            return Content(found.kind, protected=True)
        pages = len(found.texts) if found.kind in {ContentKind.PDF, ContentKind.PICTURE} else 0
        return Content(found.kind, (found.size,) * pages, protected=bool(found.password))

    def picture(self, file: Source, name: str, page: int, width: int, password: str = "") -> Picture:
        """Return a page that is another grey than its neighbours."""
        found = self._opened("picture", file, name, password)
        self._page(found, page)
        height = max(1, round(width * found.size[1] / found.size[0]))
        return Picture(width, height, bytes([255 - page % 100]) * (3 * width * height))

    def texts(self, file: Source, name: str, password: str = "") -> tuple[str, ...]:
        return self._opened("texts", file, name, password).texts

    def find(self, file: Source, name: str, words: str, password: str = "") -> tuple[Found, ...]:
        found = self._opened("find", file, name, password)
        hits: list[Found] = []
        for number, text in enumerate(found.texts, start=1):
            lines = [(at, line) for at, line in enumerate(text.splitlines()) if words.casefold() in line.casefold()]
            if words.strip() and lines:
                places = lines if found.kind is ContentKind.PDF else []
                hits.append(Found(number, tuple(_region(at, line, words) for at, line in places), lines[0][1]))
        return tuple(hits)

    def quote(self, file: Source, name: str, page: int, region: Region, password: str = "") -> str:
        found = self._opened("quote", file, name, password)
        middle = FIRST_LINE + LINE // 2
        inside = range(region.top, region.top + region.height)
        lines = self._page(found, page).splitlines()
        return "\n".join(line for at, line in enumerate(lines) if middle + at * LINE in inside)

    def close(self) -> None:
        self.closed = True
        self._stop.set()

    def _file(self, call: str, file: Source, name: str) -> FakeFile:
        self.calls.append((call, name))
        if self.delay:
            self._stop.wait(self.delay)
        try:
            file.copy(len)
        except StorageError as error:
            raise ReadingError("{name} is not here any more.", name=name) from error
        found = self.files.get(name, self.otherwise)
        if found.error:
            raise ReadingError(found.error)
        return found

    def _opened(self, call: str, file: Source, name: str, password: str) -> FakeFile:
        found = self._file(call, file, name)
        if found.password and password != found.password:
            raise ReadingError("{name} is protected with a password.", name=name)
        return found

    @staticmethod
    def _page(found: FakeFile, page: int) -> str:
        if not 1 <= page <= len(found.texts):
            raise ReadingError("There is no page {page}.", page=page)
        return found.texts[page - 1]


def reader_of(texts: Mapping[str, tuple[str, ...]]) -> FakeReader:
    """Return a reader for which files of these names are PDF files with these pages."""
    return FakeReader({name: FakeFile(pages) for name, pages in texts.items()})


def _region(at: int, line: str, words: str) -> Region:
    """Letters are ten thousandths wide."""
    start = line.casefold().index(words.casefold())
    return Region(min(50 + 10 * start, 900), FIRST_LINE + at * LINE, min(10 * len(words), 100), LINE - 10)


_FITS: type[EvidenceReader] = FakeReader
