"""What encrypting the evidence costs, against files stored as they are: ``python -m pytest -s tests/long/test_evidence.py``.

Both sides of each comparison are measured in turns, on the same disk, flushed in the same way. Nothing here asserts a
time; what is asserted is that nothing is lost, and that memory does not grow with the file.
"""

from __future__ import annotations

import hashlib
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from support import files as made
from support.calling import ROOT
from support.evidence import evidence_in, files_in, flip
from support.sources import PathSource

from eucles_desk.errors import ChangedFileError
from eucles_desk.reading.reader import ChildReader
from eucles_desk.services.file_check import FileState, NamedFile, check_files, survey_files
from eucles_desk.storage.files import CHUNK, flush_folder
from eucles_desk.storage.taking_over import take_over

COUNT = int(os.environ.get("EVIDENCE_FILES", "500"))
MANY = int(os.environ.get("EVIDENCE_MANY", "5000"))
LARGE = int(os.environ.get("EVIDENCE_LARGE", "2000000000"))
SEED = 20261124
MEMORY = 512 * 1024 * 1024
"""How much address space a process may have in which a very large file goes in and out."""


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def plainly(folder: Path, source: Path) -> str:
    """Store a file as it is, as version 0.1.0 did."""
    digest, part = hashlib.sha256(), folder / f"{uuid4().hex}.part"
    with source.open("rb") as file, part.open("wb") as copy:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    target = folder / digest.hexdigest()[:2] / digest.hexdigest()
    target.parent.mkdir(exist_ok=True)
    part.replace(target)
    flush_folder(target.parent)
    return digest.hexdigest()


def taken(action: Callable[[], object]) -> float:
    before = time.perf_counter()
    action()
    return time.perf_counter() - before


def told(name: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    say(
        f"{name}: {sum(ordered):.2f} s in all, median {1000 * statistics.median(ordered):.2f} ms, "
        f"95th percentile {1000 * ordered[int(len(ordered) * 0.95)]:.2f} ms, most {1000 * ordered[-1]:.1f} ms"
    )


def test_attaching_and_reading_many_files(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    evidence, plain, sources = evidence_in(tmp_path / "data"), tmp_path / "plain", tmp_path / "sources"
    plain.mkdir()
    sources.mkdir()
    for number in range(COUNT):
        (sources / str(number)).write_bytes(chance.randbytes(min(int(chance.lognormvariate(12.2, 1.3)), 20_000_000)))
    paths = [sources / str(number) for number in range(COUNT)]
    evidence.add(paths[0])  # the library is loaded
    times = dict[str, list[float]](plain=[], encrypted=[])
    for path in paths:
        ways: list[tuple[str, Callable[[], object]]] = [
            ("plain", lambda path=path: plainly(plain, path)),
            ("encrypted", lambda path=path: evidence.add(path)),
        ]
        for name, way in chance.sample(ways, 2):
            times[name].append(taken(way))
    say(f"\n{COUNT} files, {sum(path.stat().st_size for path in paths) / 1e6:.0f} MB")
    for name, seconds in times.items():
        told(f"attached, {name}", seconds)
    contents = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    read = dict[str, list[float]](plain=[], encrypted=[])
    for sha256 in contents:
        stored = evidence.stored(sha256)
        assert stored is not None
        read["encrypted"].append(taken(lambda stored=stored: stored.copy(len)))
        path = PathSource(plain / sha256[:2] / sha256, sha256)
        read["plain"].append(taken(lambda path=path: path.copy(len)))
    for name, seconds in read.items():
        told(f"read and proven, {name}", seconds)
    noticed = 0
    for _ in range(200):
        sha256 = chance.choice(contents)
        place = evidence.place(sha256)
        whole = place.read_bytes()
        flip(place, chance.randrange(len(whole)), 1 << chance.randrange(8))
        try:
            evidence.read(sha256, 100_000_000)
        except ChangedFileError:
            noticed += 1
        place.write_bytes(whole)
    say(f"flips noticed: {noticed} of 200")
    assert noticed == 200


def test_the_first_look_at_a_file(tmp_path: Path) -> None:
    evidence, chance = evidence_in(tmp_path), random.Random(SEED)
    samples = {
        "PDF of 100 pages": made.pdf(*[[f"The cluster on page {page}"] for page in range(100)]),
        "photo of 24 million pixels": made.picture("RGB", (6000, 4000), "JPEG", (200, 30, 30)),
        "PDF of 60 MB": made.pdf(["One page"]) + chance.randbytes(60_000_000),
    }
    say("")
    for name, content in samples.items():
        path = tmp_path / "plain"
        path.write_bytes(content)
        stored = evidence.stored(evidence.add_content(content).sha256)
        assert stored is not None
        times = dict[str, list[float]](plain=[], encrypted=[])
        for _ in range(5):
            for way, source in (("plain", PathSource(path)), ("encrypted", stored)):
                reader = ChildReader()
                times[way].append(taken(lambda reader=reader, source=source: reader.look(source, "a.pdf")))
                reader.close()
        said = ", ".join(f"{way} {min(seconds):.3f}-{max(seconds):.3f} s" for way, seconds in times.items())
        say(f"first look with a new process, {name}: {said}")


def test_other_threads_go_on_while_a_large_file_comes_in(tmp_path: Path) -> None:
    """What encrypts holds Python's lock for a piece at a time; the window must not feel it."""
    evidence, chance = evidence_in(tmp_path), random.Random(SEED)
    source, gaps, ended = tmp_path / "source", list[float](), threading.Event()
    source.write_bytes(chance.randbytes(200_000_000))

    def watch() -> None:
        last = time.perf_counter()
        while not ended.is_set():
            time.sleep(0.001)
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

    def through_evidence() -> None:
        found = evidence.stored(evidence.add(source).sha256)
        assert found is not None
        found.copy(len)

    def as_it_is() -> None:
        sha256 = plainly(tmp_path, source)
        with (tmp_path / sha256[:2] / sha256).open("rb") as file:
            hashlib.file_digest(file, "sha256")

    say("")
    for name, way in (("encrypted", through_evidence), ("plain", as_it_is)):
        gaps.clear()
        ended.clear()
        watching = threading.Thread(target=watch)
        watching.start()
        way()
        ended.set()
        watching.join()
        gaps.sort()
        say(
            f"200 MB in and out, {name}: another thread waits {1000 * gaps[int(len(gaps) * 0.99)]:.1f} ms "
            f"at the 99th percentile, {1000 * gaps[-1]:.1f} ms at most"
        )


def test_thousands_of_files_are_surveyed_checked_and_taken_over(tmp_path: Path) -> None:
    chance, plain = random.Random(SEED), tmp_path / "evidence"
    plain.mkdir()
    files: list[NamedFile] = []
    for number in range(MANY):
        content = chance.randbytes(chance.randrange(1, 60_000)) + str(number).encode()
        sha256 = hashlib.sha256(content).hexdigest()
        (plain / sha256[:2]).mkdir(exist_ok=True)
        (plain / sha256[:2] / sha256).write_bytes(content)
        files.append(NamedFile(sha256, len(content)))
    evidence = evidence_in(tmp_path)
    say(f"\n{MANY} files, {sum(file.size for file in files) / 1e6:.0f} MB")
    say(f"taken over: {taken(lambda: take_over(evidence)):.1f} s")
    say(f"looked for plain ones in vain: {1000 * taken(lambda: take_over(evidence)):.0f} ms")
    assert len(files_in(tmp_path)) == MANY
    say(f"surveyed: {1000 * taken(lambda: list(survey_files(files, evidence.stored))):.0f} ms")
    before = time.perf_counter()
    assert [state for _, state, _ in check_files(files, evidence.stored)] == [FileState.WHOLE] * MANY
    say(f"all checked: {time.perf_counter() - before:.2f} s")


LARGE_FILE = """
import resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
from support.evidence import evidence_in
folder = Path(sys.argv[1])
evidence = evidence_in(folder)
before = time.perf_counter()
stored = evidence.add(folder / "large")
added = time.perf_counter()
evidence.stored(stored.sha256).copy(len)
read = time.perf_counter()
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
memory = int(status["VmHWM"].split()[0]) / 1000
print(f"{stored.size / 1e6:.0f} MB: in {added - before:.1f} s, read {read - added:.1f} s, memory {memory:.0f} MB at most")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of POSIX systems")
def test_a_very_large_file_goes_through_little_memory(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(LARGE)
    done = subprocess.run(
        [sys.executable, "-c", LARGE_FILE, str(tmp_path), str(MEMORY)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    say(f"\n{done.stdout.strip()}")
    assert (done.returncode, done.stderr) == (0, "")
