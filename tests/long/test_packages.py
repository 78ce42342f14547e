"""What a large package costs, against copying and hashing the same bytes: ``pytest -s tests/long/test_packages.py``.

Both sides are measured in turns, on the same disk, flushed in the same way. Nothing here asserts a time; what is asserted
is that nothing is lost, and that memory does not grow with the package. ``EUCLES_MEGABYTES`` says how large it is.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyrage as _library  # pyright: ignore[reportMissingTypeStubs]
from support.evidence import evidence_in
from support.packing import LEAD, NOW, SCHEMA, SECOND, Held, draft, read, written

from eucles_desk.age.heads import read_head
from eucles_desk.age.passphrases import decrypt_with
from eucles_desk.errors import PackageError
from eucles_desk.packages.content import EvidenceFile, Passphrase, Recipients
from eucles_desk.packages.reading import PackageReader
from eucles_desk.packages.writing import PackageWriter
from eucles_desk.storage.evidence_files import EvidenceFolder
from eucles_desk.storage.files import CHUNK

MEGABYTES = int(os.environ.get("EUCLES_MEGABYTES", "200"))
FILES = 20
TURNS = 3


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def taken(action: Callable[[], object]) -> float:
    before = time.perf_counter()
    action()
    return time.perf_counter() - before


def most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


class Put:
    """Stages evidence as it is stored: encrypted for this data folder, hashed and flushed."""

    def __init__(self, folder: EvidenceFolder) -> None:
        self.folder = folder
        self.seen: list[str] = []

    def take(self, sha256: str, size: int, read: Callable[[int], bytes]) -> str:
        with self.folder.encrypted(lambda: read(CHUNK)) as (_, found, length):
            assert length == size
            self.seen.append(sha256)
            return found

    def drop(self) -> None:
        self.seen.clear()


def copied(source: Path, target: Path) -> None:
    """Copy and hash, flushed: what a package is compared with."""
    digest = hashlib.sha256()
    with source.open("rb") as file, target.open("wb") as copy:
        while piece := file.read(CHUNK):
            digest.update(piece)
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())


def test_a_large_package_goes_out_and_comes_in_within_bounds(tmp_path: Path) -> None:
    chance = random.Random(1)
    sources: dict[str, Path] = {}
    for number in range(FILES):
        path = tmp_path / f"source-{number}"
        path.write_bytes(chance.randbytes(MEGABYTES * 1_000_000 // FILES))
        sources[hashlib.sha256(path.read_bytes()).hexdigest()] = path
    ours, theirs = evidence_in(tmp_path / "ours"), evidence_in(tmp_path / "theirs")
    for path in sources.values():
        ours.add(path)
    files = [EvidenceFile(sha256, path.stat().st_size) for sha256, path in sources.items()]
    package = tmp_path / "package"

    def source(sha256: str) -> object:
        found = ours.stored(sha256)
        assert found is not None
        return found

    def write(lock: Recipients | Passphrase) -> None:
        with package.open("wb") as file:
            PackageWriter(SCHEMA).write(
                draft(evidence=files),
                file,
                own=LEAD,
                name="x",
                made_at=NOW,
                lock=lock,
                source=source,  # pyright: ignore[reportArgumentType]
            )
            file.flush()
            os.fsync(file.fileno())

    def come_in(lock: object) -> None:
        sink = Put(theirs)
        with package.open("rb") as file:
            PackageReader(SCHEMA).read(file, lock, sink)  # pyright: ignore[reportArgumentType]
        assert sink.seen == sorted(sources)

    read(written()[0])  # libraries are loaded
    before = most_memory()
    for name, lock, key in (
        ("for a key", Recipients([SECOND.public]), SECOND),
        ("with a passphrase", Passphrase("two words"), Passphrase("two words")),
    ):
        plain: list[float] = []
        out: list[float] = []
        back: list[float] = []
        for _ in range(TURNS):
            plain.append(taken(lambda: [copied(path, tmp_path / "copy") for path in sources.values()]))
            out.append(taken(lambda lock=lock: write(lock)))
            back.append(taken(lambda key=key: come_in(key)))
        base = statistics.median(plain)
        say(
            f"{name}, {MEGABYTES} MB: copied and hashed {base:.2f} s; written {statistics.median(out):.2f} s "
            f"({statistics.median(out) / base:.2f} times); read, proven and stored {statistics.median(back):.2f} s "
            f"({statistics.median(back) / base:.2f} times); memory so far {(most_memory() - before) / 1e6:.0f} MB more"
        )
        if isinstance(lock, Recipients):
            assert most_memory() - before < 100_000_000


def test_every_bit_of_a_small_package_and_every_length_of_it() -> None:
    content, _ = written()
    sink, kinds = Held(), dict[str, int]()

    def refused(broken: bytes) -> None:
        try:
            read(broken, sink=sink)
        except PackageError as error:
            kinds[type(error).__name__] = kinds.get(type(error).__name__, 0) + 1
        else:
            raise AssertionError("it passed")
        assert not sink.staged

    for length in range(len(content)):
        refused(content[:length])
    say(f"{len(content)} lengths: {kinds}")
    kinds.clear()
    for at in range(len(content)):
        for bit in range(8):
            broken = bytearray(content)
            broken[at] ^= 1 << bit
            refused(bytes(broken))
    say(f"{8 * len(content)} bits: {kinds}")


def test_what_the_library_locks_with_a_passphrase_is_opened() -> None:
    """Once, as the library chooses the work by the speed of the computer: some seconds."""
    stored = getattr(_library, "passphrase").encrypt(b"content", "correct horse")  # noqa: B009  # it has no types
    file, out = io.BytesIO(stored), bytearray()
    decrypt_with("correct horse", read_head(file.read), file.read, out.extend)
    assert out == b"content"
