"""Started by hand: every call that changes the disk fails in turn, the power goes, and the process is killed.

``python -m pytest tests/long/test_faults.py -s`` prints the figures. ``EUCLES_COUNT`` is the number of kills and of power
cuts; ``EUCLES_STEP`` leaves out calls (each n-th fails). The disk is ``faulty_disk.c``, loaded before the C library.
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from support import durable
from support.durable import LIBRARY, Found, Told

COUNT = int(os.environ.get("EUCLES_COUNT", "1000"))
STEP = int(os.environ.get("EUCLES_STEP", "1"))
SEED = int(os.environ.get("EUCLES_SEED", "1"))
SECTOR = 512
SUPPORT = Path(__file__).resolve().parents[1]


def say(*told: object) -> None:
    sys.stdout.write(" ".join(map(str, told)) + "\n")
    sys.stdout.flush()


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return data that every trial begins with."""
    folder = tmp_path_factory.mktemp("start") / "data"
    durable.prepare(folder)
    return folder


def child(code: str, library: Path | None, *arguments: object) -> None:
    """Run a piece of code in a process that is started with the library; it forks for each trial."""
    environment = {**os.environ, "PYTHONPATH": f"{SUPPORT.parent}{os.pathsep}{SUPPORT}"}
    if library is not None:
        environment |= {"LD_PRELOAD": str(library), LIBRARY: str(library)}
    subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=True, env=environment)


def trial(place: Path, start: Path) -> tuple[Path, Path, Told]:
    """Lay ready the data, the folder for exports and the place for what is told."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    shutil.copytree(start, place / "data")
    (place / "out").mkdir()
    return place / "data", place / "out", Told(place / "told")


EACH_CALL = """
import os, sys
from pathlib import Path
from support import durable
place, data_from, error, lasting, step = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
import shutil
from eucles_desk.services import open_assessment
from eucles_desk.storage import engine
durable.disk()
nth = 1
while True:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    shutil.copytree(data_from, place / "data")
    (place / "out").mkdir()
    number = os.fork()
    if not number:
        lib = durable.disk()
        lib.disk_watch(str(place).encode(), b"")
        lib.disk_fail(nth, error, lasting)
        durable.work(place / "data", place / "out", durable.Told(place.with_name("told")))
        reached = lib.disk_count()
        lib.disk_fail(0, 0, 0)
        place.with_name("reached").write_text(str(reached))
        os._exit(0)
    os.waitpid(number, 0)
    found = durable.examine(place / "data", place / "out", durable.Told(place.with_name("told")))
    with place.with_name("results").open("a") as file:
        import json
        file.write(json.dumps([nth, found.wrong, dict(found.counts)]) + "\\n")
    place.with_name("told").unlink(missing_ok=True)
    if int(place.with_name("reached").read_text()) < nth:
        break
    nth += step
"""


@pytest.mark.parametrize(
    ("error", "lasting"),
    [(errno.EIO, False), (errno.EIO, True), (errno.ENOSPC, False), (errno.ENOSPC, True)],
    ids=["EIO once", "EIO for ever", "ENOSPC once", "ENOSPC for ever"],
)
def test_every_call_that_changes_the_disk_fails_in_turn(
    tmp_path: Path, start: Path, error: int, *, lasting: bool
) -> None:
    library = durable.build(tmp_path)
    if library is None:
        pytest.skip("no compiler")
    begun = time.monotonic()
    child(EACH_CALL, library, tmp_path / "place", start, error, int(lasting), STEP)
    results = [json.loads(line) for line in (tmp_path / "results").read_text(encoding="utf-8").splitlines()]
    counts: Counter[str] = Counter()
    for _, _, one in results:
        counts.update(one)
    how = f"{errno.errorcode[error]} {'for ever' if lasting else 'once'}"
    say(f"\n{how}: {len(results)} runs, {results[-1][0]} calls in {time.monotonic() - begun:.0f} s; {dict(counts)}")
    wrong = [(nth, one) for nth, one, _ in results if one]
    for nth, one in wrong[:10]:
        say(nth, one[:3])
    assert not wrong


POWER = """
import os, sys
from pathlib import Path
from support import durable
place, shadow, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
lib = durable.disk()
lib.disk_watch(str(place).encode(), str(shadow).encode())
lib.disk_fail(0, 0, 0)
durable.work(place / "data", place / "out", durable.Told(place.with_name("told")), seed, rounds=50)
"""


def cut(place: Path, shadow: Path, before: frozenset[int], chance: random.Random) -> int:
    """Leave of each file what a power cut may leave: what was flushed, and any part of what was written since."""
    torn = 0
    for path in place.rglob("*"):
        if not path.is_file() or path.name.endswith("-shm"):
            continue
        kept = shadow / str(path.stat().st_ino)
        flushed = kept.read_bytes() if kept.exists() else b""
        now = path.read_bytes()
        if flushed == now or (not kept.exists() and path.stat().st_ino in before):
            continue
        torn += 1
        length = chance.choice([len(flushed), chance.randint(min(len(flushed), len(now)), max(len(flushed), len(now)))])
        mixed = bytearray(length)
        for at in range(0, length, SECTOR):
            source = now if chance.random() < 0.5 else flushed  # either
            piece = source[at : at + SECTOR] or flushed[at : at + SECTOR] or now[at : at + SECTOR]
            mixed[at : at + len(piece)] = piece[: length - at]
        path.write_bytes(bytes(mixed[:length]))
    return torn


def test_the_power_goes_at_any_moment(tmp_path: Path, start: Path) -> None:
    library = durable.build(tmp_path)
    if library is None:
        pytest.skip("no compiler")
    chance, counts, wrong, torn = random.Random(SEED), Counter[str](), list[tuple[int, Found]](), 0
    begun = time.monotonic()
    environment = {
        **os.environ, "PYTHONPATH": f"{SUPPORT.parent}{os.pathsep}{SUPPORT}", "LD_PRELOAD": str(library), LIBRARY: str(library),
    }  # fmt: skip
    for number in range(COUNT):
        data, out, _ = trial(tmp_path / "place", start)
        before = frozenset(path.stat().st_ino for path in data.rglob("*"))
        shadow = tmp_path / "shadow"
        shutil.rmtree(shadow, ignore_errors=True)
        shadow.mkdir()
        told = Told(tmp_path / "told")
        told.place.unlink(missing_ok=True)
        process = subprocess.Popen([sys.executable, "-c", POWER, data.parent, shadow, str(number)], env=environment)
        _await_work(told, process)
        time.sleep(chance.uniform(0, 0.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        torn += cut(data.parent, shadow, before, chance)
        found = durable.examine(data, out, told)
        counts.update(found.counts)
        if found.wrong:
            wrong.append((number, found))
            say(number, found.wrong[:3])
    say(f"\n{COUNT} power cuts in {time.monotonic() - begun:.0f} s, {torn} files torn; {dict(counts)}")
    assert not wrong


def test_the_process_is_killed_at_any_moment(tmp_path: Path, start: Path) -> None:
    chance, counts, wrong = random.Random(SEED + 1), Counter[str](), list[tuple[int, Found]]()
    begun = time.monotonic()
    for number in range(COUNT):
        data, out, told = trial(tmp_path / "place", start)
        pid = os.fork()
        if not pid:
            durable.work(data, out, told, number, rounds=50)
            os._exit(0)
        while not told.place.exists():
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.5))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        found = durable.examine(data, out, told)
        counts.update(found.counts)
        if found.wrong:
            wrong.append((number, found))
            say(number, found.wrong[:3])
    say(f"\n{COUNT} kills in {time.monotonic() - begun:.0f} s; {dict(counts)}")
    assert not wrong


def _await_work(told: Told, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while not told.place.exists() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.005)
