"""Started by hand: small files of every reader, damaged at random; each is read or refused in one sentence, and soon.

``python -m pytest tests/long/test_mutated_inputs.py -s`` prints the figures; ``EUCLES_COUNT`` says how many files of all
readers together, and ``EUCLES_SEED`` repeats them. A file that is neither is kept in the folder of the run. Evidence goes
to a process of its own and has a run of its own: ``test_reading_fuzzed.py``.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("each batch is a fork of the process", allow_module_level=True)

from support.batches import MOST_MEMORY, Batches, Outcome
from support.mutated_readers import EDITION, READERS, ROOT, Reader

COUNT = int(os.environ.get("EUCLES_COUNT", "30000"))
SEED = int(os.environ.get("EUCLES_SEED", "1"))
QUICK = Path("/dev/shm")
"""A disk in memory, where there is one: how long a flush takes says nothing about a reader."""
PROGRESS = 50_000


def listing() -> set[Path]:
    """Return what lies where a reader that wrote anything would have left it."""
    template = ROOT / "docs" / "examples" / "template"
    places = (ROOT, Path.home(), ROOT / "eucles_desk", ROOT / "resources", EDITION, template)
    return {path for place in places for path in place.iterdir() if path.name != "__pycache__"}


def say(told: str) -> None:
    sys.stdout.write(f"\n{told}")
    sys.stdout.flush()


def test_whatever_a_reader_should_not_do_is_found(tmp_path: Path, folder: Path) -> None:
    def misbehave(content: bytes) -> object:
        asked = len(list(folder.iterdir())) + 1
        (folder / str(asked)).write_bytes(b"")  # which is no doing outside
        match asked:
            case 2:
                raise ValueError(content)
            case 3:
                (tmp_path.parent / "elsewhere").write_bytes(b"")
            case 5:
                with suppress(OSError):
                    socket.create_connection(("127.0.0.1", 9), 1)
            case 6:
                while True:
                    pass
            case _:
                pass
        return None

    outcome = Batches("misbehave", [b"whole file"], misbehave, folder, tmp_path / "kept").run(1, 10)
    assert (outcome.files, outcome.other, outcome.ended, outcome.outside) == (10, 1, 1, 2)
    assert [problem.split("misbehave-")[1].split(":")[0] for problem in outcome.problems] == [
        "1-5",
        "1-1",
        "1-2",
        "1-4",
    ]
    assert "ValueError" in outcome.problems[1]
    assert "elsewhere" in outcome.problems[2]
    assert len(list((tmp_path / "kept").iterdir())) == 5


@pytest.fixture(scope="module")
def all_of_them() -> Iterator[list[Outcome]]:
    """Add up what became of the files, and look that nothing else was written meanwhile."""
    before, begun, found = listing(), time.perf_counter(), list[Outcome]()
    yield found
    took = time.perf_counter() - begun
    whole = Outcome(longest=max(one.longest for one in found), memory=max(one.memory for one in found))
    for one in found:
        whole.read, whole.refused, whole.other = (
            whole.read + one.read,
            whole.refused + one.refused,
            whole.other + one.other,
        )
        whole.slow, whole.ended, whole.outside = (
            whole.slow + one.slow,
            whole.ended + one.ended,
            whole.outside + one.outside,
        )
    say(f"in all, seed {SEED}: {whole.files} files of {len(found)} readers in {took:.0f} s, {whole.told()}")
    new = sorted(str(path) for path in listing() - before)
    say(f"new beside the program: {new or 'nothing'}\n")
    assert new == []


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that readers may write to."""
    with tempfile.TemporaryDirectory(dir=QUICK if QUICK.is_dir() else None) as name:
        yield Path(name)


@pytest.mark.parametrize(("make", "share"), READERS, ids=[make.__name__ for make, _ in READERS])
def test_a_damaged_file_is_read_or_refused_in_a_sentence(
    tmp_path: Path, folder: Path, all_of_them: list[Outcome], make: Callable[[Path], Reader], share: int
) -> None:
    wholes, read = make(folder)
    for whole in wholes:
        read(whole)
    count, before = max(COUNT * share // 1000, 1), time.perf_counter()
    batches = Batches(make.__name__, wholes, read, folder, tmp_path)
    outcome = batches.run(SEED, count, lambda at: None if at % PROGRESS else say(f"  {make.__name__} {at}"))
    all_of_them.append(outcome)
    say(f"{make.__name__}: {count} in {time.perf_counter() - before:.0f} s, {outcome.told()}")
    for problem in outcome.problems[:20]:
        say(f"  {problem}")
    assert outcome.problems == []
    assert outcome.files == count
    assert outcome.memory < MOST_MEMORY
