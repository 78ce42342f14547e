"""The child may be killed, hang or talk nonsense at any moment: one plain sentence, and the next request works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from support import files
from support.calling import ROOT
from support.children import child, is_running, until, with_limits
from support.files import Put
from support.sources import PathSource

from eucles_desk.app.main import READ_EVIDENCE
from eucles_desk.assessment.evidence import Region
from eucles_desk.errors import ReaderAwayError, ReadingError
from eucles_desk.reading import process
from eucles_desk.reading.reader import ChildReader

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at as Linux shows them")

Call: TypeAlias = Callable[[ChildReader, PathSource], object]
CALLS: dict[str, Call] = {
    "look": lambda reader, path: reader.look(path, "a.pdf"),
    "picture": lambda reader, path: reader.picture(path, "a.pdf", 1, 3000),
    "texts": lambda reader, path: reader.texts(path, "a.pdf"),
    "find": lambda reader, path: reader.find(path, "a.pdf", "cluster"),
    "quote": lambda reader, path: reader.quote(path, "a.pdf", 1, Region(0, 0, 1000, 1000)),
}
FAILED = r"^a\.pdf cannot be shown here: reading it failed\.$"


@pytest.fixture
def path(put: Put) -> PathSource:
    return put(files.pdf(*[[f"The cluster on page {page}"] for page in range(1, 400)]))


@pytest.fixture
def reader() -> Iterator[ChildReader]:
    made = ChildReader()
    yield made
    made.close()


def killed(reader: ChildReader) -> int:
    """Kill the reader's child as the system would, and return which it was."""
    number = reader.child_id
    assert number is not None
    os.kill(number, signal.SIGKILL)
    return number


def test_the_hidden_argument_is_the_one_that_the_program_knows() -> None:
    assert process.ARGUMENT == READ_EVIDENCE
    assert process.command()[-1] == READ_EVIDENCE


def test_the_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert process.command() == (sys.executable, READ_EVIDENCE)
    assert "PYTHONPATH" not in process.environment()


def test_a_child_gets_nothing_of_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    assert set(process.environment()) <= {"PYTHONPATH", *process.KEPT_VARIABLES}


def test_the_child_finds_the_modules_where_the_parent_found_them_in_the_folder_it_was_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "path", ["", "/somewhere"])
    first, second = process.environment()["PYTHONPATH"].split(os.pathsep)
    assert (Path(first) / "eucles_desk" / "reading").is_dir()
    assert second == os.path.abspath("/somewhere")  # noqa: PTH100  # as the path itself is written


@pytest.mark.parametrize("name", CALLS)
def test_a_kill_during_a_request_is_told_and_the_next_one_works(
    reader: ChildReader, path: PathSource, name: str
) -> None:
    """The child is stopped first, so that the request is under way for certain when it is killed."""
    right = CALLS[name](reader, path)
    first = reader.child_id
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    killing = threading.Timer(0.1, os.kill, (first, signal.SIGKILL))
    killing.start()
    with pytest.raises(ReadingError, match=FAILED):
        CALLS[name](reader, path)
    killing.join()
    assert CALLS[name](reader, path) == right
    assert reader.child_id != first
    assert not is_running(first)


def test_a_kill_between_requests_is_not_even_noticed(reader: ChildReader, path: PathSource) -> None:
    for _ in range(3):
        right = CALLS["texts"](reader, path)
        number = killed(reader)
        assert until(lambda number=number: not is_running(number))
        assert CALLS["texts"](reader, path) == right


def test_a_file_is_forgiven_when_it_can_be_read_after_all(reader: ChildReader, path: PathSource) -> None:
    for _ in range(4):
        reader.look(path, "a.pdf")
        number = reader.child_id
        assert number is not None
        os.kill(number, signal.SIGSTOP)
        killing = threading.Timer(0.05, os.kill, (number, signal.SIGKILL))
        killing.start()
        with pytest.raises(ReadingError, match=FAILED):
            reader.look(path, "a.pdf")
        killing.join()


@pytest.mark.parametrize("name", CALLS)
def test_a_child_that_hangs_is_ended(path: PathSource, name: str) -> None:
    reader = ChildReader(child("time.sleep(100)"), seconds=0.3)
    before = time.monotonic()
    with pytest.raises(ReadingError, match=r"^a\.pdf takes too long to read"):
        CALLS[name](reader, path)
    assert time.monotonic() - before < 5
    assert reader.child_id is None
    reader.close()


def test_a_child_that_takes_no_file_is_ended(put: Put) -> None:
    """It asks for the file and then does not read it; the pipe is full long before all is sent."""
    reader = ChildReader(child("send(answers, {'error': 'send'}); time.sleep(100)"), seconds=0.5)
    with pytest.raises(ReadingError, match="takes too long"):
        reader.look(put(bytes(5_000_000)), "a.pdf")
    reader.close()


NONSENSE = {
    "no frame": "answers.write(b'x' * 1000); answers.flush()",
    "half a frame": "answers.write(MAGIC); answers.flush(); os._exit(0)",
    "no header": "answers.write(LENGTHS.pack(MAGIC, 3, 0) + b'[1]'); answers.flush()",
    "broken header": "answers.write(LENGTHS.pack(MAGIC, 3, 0) + b'{x}'); answers.flush()",
    "deep header": "answers.write(LENGTHS.pack(MAGIC, 200000, 0) + b'[' * 200000); answers.flush()",
    "long header": "answers.write(LENGTHS.pack(MAGIC, 4 * 10**9, 0)); answers.flush()",
    "long body": "answers.write(LENGTHS.pack(MAGIC, 2, 10**15) + b'{}'); answers.flush()",
    "empty": "send(answers, {})",
    "unknown error": "send(answers, {'error': 'Pay 100 euros.'})",
    "odd error": "send(answers, {'error': [1]})",
    "asks without end": "send(answers, {'error': 'send'})",
    "odd body": "send(answers, {'kind': 'pdf', 'protected': False, 'width': 1, 'height': 1, 'next': 1}, (b'{}',), 2)",
    "gone": "os._exit(0)",
}


@pytest.mark.parametrize("answer", NONSENSE)
@pytest.mark.parametrize("name", CALLS)
def test_nonsense_is_not_believed(path: PathSource, name: str, answer: str) -> None:
    reader = ChildReader(child(NONSENSE[answer]), seconds=10)
    with pytest.raises(ReadingError, match=FAILED):
        CALLS[name](reader, path)
    assert reader.child_id is None
    reader.close()


TOO_MUCH = {
    "look": "send(answers, {'kind': 'pdf', 'protected': False}, (json.dumps([[1, 1]] * 30000).encode(),), 30000 * 8)",
    "picture": "send(answers, {'width': 5000, 'height': 9000}, (bytes(135_000_000),), 135_000_000)",
    "wider": "send(answers, {'width': 3001, 'height': 1}, (bytes(9003),), 9003)",
    "texts": "send(answers, {'next': 0}, (b' ' * 20_000_000,), 20_000_000)",
    "quote": "send(answers, {}, (json.dumps('x' * 20_001).encode(),), 20_003)",
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_more_than_can_be_is_not_taken(path: PathSource, what: str) -> None:
    reader = ChildReader(child(f"import json\n{TOO_MUCH[what]}"), seconds=10)
    with pytest.raises(ReadingError, match=FAILED):
        CALLS["picture" if what == "wider" else what](reader, path)
    reader.close()


@pytest.mark.parametrize("start", [("/nowhere/at/all",), (sys.executable, "-c", "pass"), (sys.executable, "-c", "x(")])
def test_a_child_that_cannot_be_started_is_told(path: PathSource, start: tuple[str, ...]) -> None:
    reader = ChildReader(start)
    for _ in range(3):
        with pytest.raises(ReaderAwayError, match="Files cannot be shown at the moment"):
            reader.look(path, "a.pdf")
    reader.close()


def test_a_child_that_reaches_its_memory_ends_or_says_so(put: Put) -> None:
    reader = ChildReader(with_limits(MEMORY=400_000_000))
    path = put(files.exploding_pdf())
    with pytest.raises(ReadingError, match=r"^a\.pdf cannot be shown here: reading it failed\.$"):
        reader.picture(path, "a.pdf", 1, 500)
    large = put(files.picture("RGBA", (9000, 9000)))
    with pytest.raises(ReadingError, match=r"^large\.png (is too large|cannot be shown here)"):
        reader.picture(large, "large.png", 1, 500)
    assert reader.texts(put(files.pdf(["Fine"])), "b.pdf") == ("Fine",)
    reader.close()


@pytest.mark.parametrize(("limit", "value"), [("OWN_SECONDS", 0.5), ("PROCESSOR_SECONDS", 0)])
def test_a_child_ends_itself_when_nobody_does(put: Put, limit: str, value: float) -> None:
    """The parent may be gone, and the work in a library: neither its time nor its processor time is without end."""
    reader = ChildReader(with_limits(**{limit: value}), seconds=60)
    before = time.monotonic()
    with pytest.raises(ReadingError, match=FAILED):
        reader.picture(put(files.slow_pdf()), "a.pdf", 1, 500)
    assert time.monotonic() - before < 20
    reader.close()


def test_closing_ends_a_request_and_refuses_later_ones(path: PathSource) -> None:
    reader = ChildReader(child("time.sleep(100)"), seconds=60)
    said: list[BaseException] = []

    def ask() -> None:
        try:
            reader.look(path, "a.pdf")
        except ReadingError as error:
            said.append(error)

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for one in asking:
        one.start()
    assert until(lambda: reader.child_id is not None)
    number = reader.child_id
    assert number is not None
    reader.close()
    for one in asking:
        one.join(10)
    assert [type(error) for error in said] == [ReaderAwayError] * 3
    assert not is_running(number)
    with pytest.raises(ReaderAwayError):
        reader.look(path, "a.pdf")
    reader.close()


def test_a_reader_that_was_never_used_has_no_child() -> None:
    reader = ChildReader()
    reader.close()
    assert reader.child_id is None


def test_many_threads_get_their_own_answers(reader: ChildReader, put: Put) -> None:
    paths = [put(files.pdf([f"text {number}"], size=(100 + number, 200))) for number in range(6)]
    wrong: list[object] = []

    def ask(number: int) -> None:
        for _ in range(10):
            size = reader.look(paths[number], "a.pdf").sizes[0]
            text = reader.texts(paths[number], "a.pdf")
            width = reader.picture(paths[number], "a.pdf", 1, 50 + number).width
            if (size, text, width) != ((100 + number, 200), (f"text {number}",), 50 + number):
                wrong.append((number, size, text, width))

    asking = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
    for one in asking:
        one.start()
    for one in asking:
        one.join(60)
    assert wrong == []


PARENT = """
import os, sys
from pathlib import Path
from support.sources import PathSource
from eucles_desk.reading.reader import ChildReader
reader = ChildReader()
reader.look(PathSource(Path(sys.argv[1])), "a.pdf")
print(reader.child_id, flush=True)
os.kill(os.getpid(), 9)
"""


def test_the_child_ends_with_its_parent(path: PathSource) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PARENT, path.path],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    number = int(done.stdout)
    assert until(lambda: not is_running(number))
