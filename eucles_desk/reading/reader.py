"""Reads evidence files by asking the child, which is started when it is needed and again when it has died."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from eucles_desk.errors import N_, ChangedFileError, GoneError, ReaderAwayError, ReadingError, StorageError
from eucles_desk.reading import answers, limits
from eucles_desk.reading.process import Child, DeadError, command
from eucles_desk.reading.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from eucles_desk.assessment.evidence import Region
    from eucles_desk.assessment.forms import Received
    from eucles_desk.reading.frames import Frame
    from eucles_desk.services.file_ports import Source
    from eucles_desk.services.ports import Content, Found, Picture

MOST_PASSWORD: Final = 1_000
Value = TypeVar("Value")

SENTENCES: Final = {
    "damaged": N_("{name} is damaged and cannot be shown here."),
    "protected": N_("{name} is protected with a password."),
    "large": N_("{name} is too large to be shown here."),
    "page": N_("{name} has no page {page}."),
    "other": N_("{name} cannot be shown here. Open it with another program."),
}
"""What the child may say of a file; the words are ours."""


class ChildReader:
    """Fits ``EvidenceReader``; any thread may call it.

    Args:
        start: what starts the child.
        seconds: how long an answer may take.
    """

    def __init__(self, start: Sequence[str] | None = None, seconds: float = limits.SECONDS) -> None:
        self._start = tuple(start or command())
        self._seconds = seconds
        self._turns = Turns()
        self._child: Child | None = None
        self._closed = False
        self._deaths: dict[str, list[tuple[object, ...]]] = {}

    @property
    def child_id(self) -> int | None:
        """The number of the child's process while there is one."""
        child = self._child
        return child.id if child else None

    def look(self, file: Source, name: str, password: str = "") -> Content:
        """Return what is in a file."""
        asked = Asked(file, name, "look", password)
        return self._ask(asked, limits.TEXT_BYTES, answers.content)

    def picture(self, file: Source, name: str, page: int, width: int, password: str = "") -> Picture:
        """Return a page so many pixels wide, narrower where it would be too large."""
        wide = max(1, min(width, limits.SHOWN_SIDE))
        asked = Asked(file, name, "picture", password, {"page": page, "width": wide})
        return self._ask(asked, limits.PICTURE_BYTES, partial(answers.picture, width=wide))

    def texts(self, file: Source, name: str, password: str = "") -> tuple[str, ...]:
        """Return the text of each page, some pages at a time so that other requests come in between."""
        pages: list[str] = []
        following = 1
        while following:
            first, left = following, limits.FILE_TEXT - sum(map(len, pages))
            asked = Asked(file, name, "texts", password, {"first": first, "most": left})
            more, following = self._ask(asked, limits.TEXT_BYTES, partial(answers.texts, first=first))
            pages += more
        return tuple(pages)

    def find(self, file: Source, name: str, words: str, password: str = "") -> tuple[Found, ...]:
        """Return where words stand, some pages at a time."""
        hits: list[Found] = []
        following = 1 if words.strip() else 0
        while following and len(hits) < limits.FOUND_PAGES:
            first = following
            asked = Asked(file, name, "find", password, {"first": first, "words": _sent(words[: limits.WORDS])})
            more, following = self._ask(asked, limits.TEXT_BYTES, partial(answers.found, first=first))
            hits += more
        return tuple(hits[: limits.FOUND_PAGES])

    def quote(self, file: Source, name: str, page: int, region: Region, password: str = "") -> str:
        """Return the text inside a part of a page."""
        place = [region.left, region.top, region.width, region.height]
        asked = Asked(file, name, "quote", password, {"page": page, "region": place})
        return self._ask(asked, limits.TEXT_BYTES, answers.quote)

    def form(self, file: Source, name: str) -> Received:
        """Return what is filled into a form."""
        return self._ask(Asked(file, name, "form", ""), limits.TEXT_BYTES, answers.form)

    def close(self) -> None:
        """End the child; a request that waits for it ends too, and later ones are refused."""
        self._closed = True
        child = self._child
        if child is not None:
            child.kill()
        with self._turns:
            self._let_go()

    def _ask(self, asked: Asked, most: int, read: Callable[[Frame], Value]) -> Value:
        with self._turns:
            if len(self._deaths.get(asked.key, ())) >= limits.DEATHS:
                sentence = N_("{name} could not be read and is not tried again until the next start.")
                raise ReadingError(sentence, name=asked.name)
            child = self._running()
            try:
                value = asked.of(child, most, self._seconds, read)
            except DeadError as error:
                self._let_go()
                raise self._died(asked, slow=error.slow) from error
            except answers.NonsenseError as error:
                self._let_go()
                raise self._died(asked, slow=False) from error
            except GoneError:
                self._let_go()
                raise
            self._forgive(asked)
            return value

    def _running(self) -> Child:
        """Return a child that has shown that it is ready."""
        if self._child is not None and not self._child.is_running:
            self._let_go()
        if self._closed:
            raise _away()
        if self._child is None:
            try:
                self._child = Child(self._start)
                if self._closed:
                    self._child.kill()
                self._child.ask({"do": "hello"}, 0, limits.START_SECONDS)
            except (OSError, DeadError) as error:
                self._let_go()
                raise _away() from error
        return self._child

    def _let_go(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.let_go()

    def _died(self, asked: Asked, *, slow: bool) -> ReadingError:
        if self._closed:
            return _away()
        self._deaths.setdefault(asked.key, []).append(asked.signature)
        if slow:
            return ReadingError("{name} takes too long to read. Open it with another program.", name=asked.name)
        return ReadingError("{name} cannot be shown here: reading it failed.", name=asked.name)

    def _forgive(self, asked: Asked) -> None:
        """What has worked was not what killed the child; another program may have ended it."""
        died = self._deaths.get(asked.key)
        if died and asked.signature in died:
            self._deaths[asked.key] = [one for one in died if one != asked.signature]


class Asked:
    """One request about a file."""

    def __init__(
        self, file: Source, name: str, do: str, password: str, more: Mapping[str, object] | None = None
    ) -> None:
        self.file = file
        self.name = name
        try:
            stamp = file.stamp()
            self.size = file.size()
        except StorageError as error:
            raise GoneError(_told(error), name=name) from error
        if self.size > limits.FILE_BYTES:
            raise ReadingError(SENTENCES["large"], name=name)
        self.key = hashlib.sha256(repr((file.sha256, *stamp)).encode()).hexdigest()
        self.header: dict[str, object] = {"do": do, "file": self.key, "name": _sent(name[-100:])}
        self.header["password"] = _sent(password[:MOST_PASSWORD])
        self.header["empty"] = not self.size
        self.header |= more or {}
        self.signature: tuple[object, ...] = (do, self.header.get("page"), self.header.get("first"))

    def of(self, child: Child, most: int, seconds: float, read: Callable[[Frame], Value]) -> Value:
        """Ask the child, which asks for the file when it does not have it; raise what it says of the file."""
        frame = child.ask(self.header, most, seconds)
        if frame.header.get("error") == "send":
            frame = child.ask(self.header, most, seconds, self._hand, self.size)
        said = frame.header.get("error")
        if said is None:
            return read(frame)
        if not isinstance(said, str) or said not in SENTENCES:
            raise answers.NonsenseError
        raise ReadingError(SENTENCES[said], name=self.name, page=self.header.get("page", 0))

    def _hand(self, write: Callable[[bytes], None]) -> None:
        """Hand on the file; the child has all of it only when it is proven to be what came in."""
        try:
            self.file.copy(write)
        except StorageError as error:
            raise GoneError(_told(error), name=self.name) from error


def _told(error: StorageError) -> str:
    if isinstance(error, ChangedFileError):
        return N_("{name} was changed or damaged on disk since it was attached, so it is not shown.")
    return N_("{name} is not there any more, or cannot be read.")


def _sent(text: str) -> str:
    """Return a text without halves of characters, which no library takes."""
    return text.encode("utf-8", "replace").decode()


def _away() -> ReaderAwayError:
    return ReaderAwayError("Files cannot be shown at the moment. Open them with another program.")
