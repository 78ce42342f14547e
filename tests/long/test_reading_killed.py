"""Started by hand: the process that reads is killed 200 times at random moments, and all that is read is right.

``python -m pytest tests/long/test_reading_killed.py -s`` prints the figures; ``EUCLES_SEED`` repeats a run.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from support import files
from support.children import is_running, until
from support.sources import PathSource

from eucles_desk.assessment.evidence import Region
from eucles_desk.errors import ReadingError
from eucles_desk.reading.reader import ChildReader

KILLS = 200
SEED = int(os.environ.get("EUCLES_SEED", "1"))


@dataclass
class Killing:
    """Kills the child a random while after a request has begun; none while there is no child."""

    reader: ChildReader
    chance: random.Random
    kills: int = 0
    killed: set[int] = field(default_factory=set[int])

    def during(self, request: Callable[[], object], usual: float) -> object:
        """Make a request and kill the child at a moment of it, or a little after."""
        over = threading.Event()
        after = self.chance.uniform(0, 1.3 * usual + 0.001)
        killer = threading.Thread(target=self._kill, args=(after, over))
        killer.start()
        try:
            return request()
        finally:
            over.set()
            killer.join()

    def _kill(self, after: float, over: threading.Event) -> None:
        time.sleep(after)
        number = self.reader.child_id
        if number is None and not over.is_set():
            time.sleep(0.01)
            number = self.reader.child_id
        if number is not None and number not in self.killed:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                return
            self.killed.add(number)
            self.kills += 1
            assert until(lambda: not is_running(number))


def sample_files(folder: Path) -> list[tuple[PathSource, str]]:
    """Write files of each kind."""
    contents = {
        "short.pdf": files.pdf(["One page"]),
        "long.pdf": files.pdf(*[[f"The cluster on page {page}", "and more"] for page in range(300)]),
        "form.pdf": files.form("filled in"),
        "photo.jpg": files.picture("RGB", (3000, 2000), "JPEG", (200, 30, 30)),
        "scan.tif": files.frames("TIFF", (255, 0, 0), (0, 0, 255)),
        "text.docx": files.word(*[f"Paragraph {at} of the cluster" for at in range(300)]),
        "large.txt": b"The cluster has grown.\n" * 100_000,
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [(PathSource(folder / name), name) for name in contents]


def requests_for(reader: ChildReader, path: PathSource, name: str) -> dict[str, Callable[[], object]]:
    """Return every kind of request that the file answers."""
    whole = Region(0, 0, 1000, 1000)
    requests: dict[str, Callable[[], object]] = {
        "look": lambda: reader.look(path, name),
        "texts": lambda: reader.texts(path, name),
        "find": lambda: reader.find(path, name, "cluster"),
    }
    if reader.look(path, name).pages:
        requests["picture"] = lambda: reader.picture(path, name, 1, 1500)
        requests["quote"] = lambda: reader.quote(path, name, 1, whole)
    return requests


def test_everything_that_is_read_is_right_however_often_the_child_is_killed(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    reader = ChildReader()
    requests: list[tuple[str, Callable[[], object]]] = []
    for path, name in sample_files(tmp_path):
        requests += [(f"{kind} {name}", request) for kind, request in requests_for(reader, path, name).items()]
    right: dict[str, object] = {}
    usual: dict[str, float] = {}
    for what, request in requests:
        before = time.perf_counter()
        right[what] = request()
        usual[what] = time.perf_counter() - before
    killing, told, made = Killing(reader, chance), Counter[str](), 0
    longest, sentences = 0.0, set[str]()
    while killing.kills < KILLS:
        what, request = chance.choice(requests)
        made += 1
        try:
            assert killing.during(request, usual[what]) == right[what], what
        except ReadingError as error:
            told[what.split()[0]] += 1
            sentences.add(str(error).partition(" ")[2])
        before = time.perf_counter()
        assert request() == right[what], what
        longest = max(longest, time.perf_counter() - before)
    for what, request in requests:
        assert request() == right[what], what
    assert sentences == {"cannot be shown here: reading it failed."}
    last = reader.child_id
    reader.close()
    assert last is not None
    assert not any(is_running(number) for number in (*killing.killed, last))
    say(f"{made} requests, {killing.kills} kills, {sum(told.values())} of them told during a request {dict(told)}")
    say(f"the next request took at most {longest:.2f} s")
    assert sum(told.values()) > KILLS / 4


def say(text: str) -> None:
    """Tell whoever has started this by hand."""
    sys.stdout.write(f"\n{text}")
