"""The reader of evidence files, made when the first file is read: what it needs takes time to import."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eucles_desk.assessment.evidence import Region
    from eucles_desk.assessment.forms import Received
    from eucles_desk.reading.reader import ChildReader
    from eucles_desk.services.file_ports import Source
    from eucles_desk.services.ports import Content, Found, Picture


class LateReader:
    """Fits ``EvidenceReader``; any thread may call it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reader: ChildReader | None = None
        self._closed = False

    def look(self, file: Source, name: str, password: str = "") -> Content:
        """Return what is in a file."""
        return self._made().look(file, name, password)

    def picture(self, file: Source, name: str, page: int, width: int, password: str = "") -> Picture:
        """Return a page as it looks."""
        return self._made().picture(file, name, page, width, password)

    def texts(self, file: Source, name: str, password: str = "") -> tuple[str, ...]:
        """Return the text of each page."""
        return self._made().texts(file, name, password)

    def find(self, file: Source, name: str, words: str, password: str = "") -> tuple[Found, ...]:
        """Return where words stand."""
        return self._made().find(file, name, words, password)

    def quote(self, file: Source, name: str, page: int, region: Region, password: str = "") -> str:
        """Return the text in a part of a page."""
        return self._made().quote(file, name, page, region, password)

    def form(self, file: Source, name: str) -> Received:
        """Return what is filled into a form."""
        return self._made().form(file, name)

    def close(self) -> None:
        """End the process that reads; what is asked of it later is refused."""
        with self._lock:
            self._closed = True
            reader = self._reader
        if reader is not None:
            reader.close()

    def _made(self) -> ChildReader:
        with self._lock:
            if self._reader is None:
                from eucles_desk.reading.reader import ChildReader

                self._reader = ChildReader()
                if self._closed:
                    self._reader.close()
            return self._reader
