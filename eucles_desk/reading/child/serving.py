"""Answers the parent until it goes: the whole life of the child."""

from __future__ import annotations

import codecs
import json
import os
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, cast

from eucles_desk.reading import limits
from eucles_desk.reading.child import pictures
from eucles_desk.reading.child.confinement import allow_processor_time, confine
from eucles_desk.reading.child.document import RefusalError
from eucles_desk.reading.child.opening import open_file
from eucles_desk.reading.child.watchdog import Watchdog
from eucles_desk.reading.frames import Frame, FrameError, receive, send

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from eucles_desk.reading.child.document import Box, Document

CODECS: Final = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp437", "latin-1", "ascii")
"""What is not known by now cannot be loaded later."""


def serve() -> int:
    """Take the parent's pipe for oneself, give up everything else, and answer; return the exit status."""
    requests, answers = _pipes()
    watchdog = Watchdog()
    pictures.warm_up()
    for name in CODECS:
        codecs.lookup(name)
    confine()
    desk = Shelf()
    while True:
        try:
            request = receive(requests, limits.FILE_BYTES)
            if request is None:
                return 0
            watchdog.begin()
            allow_processor_time()
            answer = desk.answer(request)
            send(answers, answer.header, (answer.body,), len(answer.body))
            watchdog.end()
        except (FrameError, OSError):
            return 1


class Shelf:
    """The files that were opened last."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[str, str], Document] = OrderedDict()
        self._contents: OrderedDict[str, bytes] = OrderedDict()

    def answer(self, request: Frame) -> Frame:
        """Answer a request; whatever a library says of a file that it cannot read, the file is damaged."""
        header = request.header
        if header.get("do") == "hello":
            return Frame({})
        if request.body:
            self._keep(str(header["file"]), request.body)
        elif header["file"] not in self._contents:
            if header.get("empty"):
                self._keep(str(header["file"]), b"")
            else:
                return Frame({"error": "send"})
        try:
            return _answer(self._document(header), header)
        except RefusalError as error:
            return Frame({"error": error.code})
        except (MemoryError, RecursionError):
            self._forget_all()
            return Frame({"error": "large"})
        except Exception:  # noqa: BLE001
            return Frame({"error": "damaged"})

    def _document(self, header: Mapping[str, object]) -> Document:
        file, password = str(header["file"]), str(header["password"])
        self._contents.move_to_end(file)
        known = self._open.get((file, password))
        if known is None:
            known = open_file(self._contents[file], str(header["name"]), password)
            self._open[file, password] = known
        self._open.move_to_end((file, password))
        while len(self._open) > limits.KEPT_FILES:
            self._open.popitem(last=False)[1].close()
        return known

    def _keep(self, file: str, content: bytes) -> None:
        """Keep the bytes of a file, and let go of those that were not asked for longest."""
        self._contents[file] = content
        self._contents.move_to_end(file)
        while len(self._contents) > limits.KEPT_FILES or self._size() > limits.KEPT_BYTES:
            if len(self._contents) == 1:
                break
            oldest, _ = self._contents.popitem(last=False)
            for key in [key for key in self._open if key[0] == oldest]:
                self._open.pop(key).close()

    def _size(self) -> int:
        return sum(map(len, self._contents.values()))

    def _forget_all(self) -> None:
        while self._open:
            self._open.popitem()[1].close()
        self._contents.clear()


def _answer(document: Document, header: Mapping[str, object]) -> Frame:
    match header["do"]:
        case "look":
            return _told({"kind": document.kind, "protected": document.protected}, document.sizes)
        case "picture":
            width, height, rows = document.picture(_number(header["page"]), _number(header["width"]))
            return Frame({"width": width, "height": height}, rows)
        case "texts":
            texts, following = document.texts(_number(header["first"]), _number(header["most"]))
            return _told({"next": following}, texts)
        case "find":
            hits, following = document.find(_number(header["first"]), str(header["words"]))
            return _told({"next": following}, hits)
        case "quote":
            region = cast("Box", tuple(_number(side) for side in cast("list[object]", header["region"])))
            return _told({}, document.quote(_number(header["page"]), region))
        case "form":
            return _told({}, document.form())
        case _:
            raise RefusalError("other")


def _told(header: Mapping[str, object], body: object) -> Frame:
    return Frame(header, json.dumps(body).encode())


def _number(value: object) -> int:
    return int(cast("int", value))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes from and to the parent under other numbers; what a library says goes to nowhere."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return requests, answers
