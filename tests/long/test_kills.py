"""Started by hand: the program, and the process that reads evidence, are killed while a scripted assessor works.

``python -m pytest tests/long/test_kills.py -s`` prints the figures; ``EUCLES_COUNT`` says how many kills, by default
200 of each, and ``EUCLES_SEED`` repeats the choice of moments.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from support import worker
from support.assessor import Assessor
from support.children import is_running, until
from support.effort import CountedUser
from support.journal import Checked, check, go_on, read
from support.worker import Place

KILLS = int(os.environ.get("EUCLES_COUNT", "200"))
SEED = int(os.environ.get("EUCLES_SEED", "1"))
AT_START = 0.1
"""So many of the kills come while the window opens."""
MOST_SECONDS = 120
STAGES = tuple(Assessor(CountedUser(None, None), None, Path()).stages)  # type: ignore[arg-type]  # for their names


@dataclass
class Course:
    """The work done once: what lies on the disk when each stage begins, and how long each takes."""

    folder: Path
    seconds: dict[str, float] = field(default_factory=dict[str, float])

    def begin(self, stage: str, place: Place) -> None:
        """Put a place into the state in which a stage begins."""
        shutil.rmtree(place.folder, ignore_errors=True)
        kept = self.folder / stage
        if kept.is_dir():
            shutil.copytree(kept, place.folder)
        else:
            place.folder.mkdir()
        go_on(place.journal)

    def moment(self, chance: random.Random) -> tuple[str, float]:
        """Return a moment of the whole work: a stage and the seconds after it has begun."""
        left = chance.uniform(0, sum(self.seconds.values()))
        for stage, seconds in self.seconds.items():
            if left < seconds:
                return stage, left
            left -= seconds
        return STAGES[-1], self.seconds[STAGES[-1]]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The whole work once, without any kill."""
    course = Course(tmp_path_factory.mktemp("course"))
    place = Place(tmp_path_factory.mktemp("work") / "place")
    for at, stage in enumerate(STAGES):
        course.begin(stage, place)
        number = worker.start(place, stage, stage)
        wait_until_ready(place, number)
        begun = time.monotonic()
        _, status = os.waitpid(number, 0)
        course.seconds[stage] = time.monotonic() - begun
        told = read(place.journal)
        assert status == 0, told.problem
        assert check(place.data, told).lost == []
        if at + 1 < len(STAGES):
            shutil.copytree(place.folder, course.folder / STAGES[at + 1])
    say(f"the work takes {sum(course.seconds.values()):.0f} s in {len(STAGES)} stages")
    return course


def test_everything_shown_as_saved_is_there_however_the_program_ends(course: Course, tmp_path: Path) -> None:
    chance, place = random.Random(SEED), Place(tmp_path / "place")
    begun, done, stages = time.monotonic(), list[Checked](), Counter[str]()
    longest_start = 1.5
    while len(done) < KILLS:
        stage, after = course.moment(chance)
        at_start = chance.random() < AT_START
        course.begin(stage, place)
        number = worker.start(place, stage, seed=chance.randrange(1 << 30))
        if at_start:
            time.sleep(chance.uniform(0, longest_start))
        else:
            wait_until_ready(place, number)
            time.sleep(after)
        readers = children_of(number)
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
        _, status = os.waitpid(number, 0)
        told = read(place.journal)
        assert not told.problem, told.problem
        if os.WTERMSIG(status) != signal.SIGKILL:
            continue  # the work was done before
        assert until(partial(all_ended, readers)), "the process that reads outlived the program"
        found = check(place.data, told)
        assert found.lost == [], f"{stage} after {after:.3f} s: {found.lost}"
        done.append(found)
        stages[f"{stage}, start" if at_start else stage] += 1
    took = time.monotonic() - begun
    say(f"{len(done)} kills of the program in {took:.0f} s: {dict(stages)}")
    tell(done)
    assert sum(found.changes for found in done) > len(done)


def test_the_program_goes_on_however_the_process_that_reads_ends(course: Course, tmp_path: Path) -> None:
    chance, place = random.Random(SEED), Place(tmp_path / "place")
    begun, kills, runs, done = time.monotonic(), 0, 0, list[Checked]()
    while kills < KILLS:
        course.begin("criteria 1", place)
        number = worker.start(place, "criteria 1", seed=chance.randrange(1 << 30))
        end, killed = time.monotonic() + MOST_SECONDS, set[int]()
        while is_running(number):
            assert time.monotonic() < end, "the work does not end"
            time.sleep(chance.uniform(0, 0.2))
            for reader in children_of(number):
                if reader not in killed:
                    with suppress(ProcessLookupError):
                        os.kill(reader, signal.SIGKILL)
                    killed.add(reader)
        _, status = os.waitpid(number, 0)
        told = read(place.journal)
        assert status == 0, told.problem
        assert told.is_done
        found = check(place.data, told)
        assert found.lost == []
        kills, runs = kills + len(killed), runs + 1
        done.append(found)
    took = time.monotonic() - begun
    say(f"{kills} kills of the process that reads in {runs} runs of the work, {took:.0f} s")
    tell(done)


def wait_until_ready(place: Place, process: int) -> None:
    """Wait until the window stands where the work begins, or has failed."""
    assert until(lambda: read(place.journal).is_ready or not is_running(process), 40), "the window does not open"


def all_ended(processes: list[int]) -> bool:
    """Return whether none of the processes runs any more."""
    return not any(map(is_running, processes))


def children_of(process: int) -> list[int]:
    """Return the processes that a process has started."""
    found: list[int] = []
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(one) for one in tasks.read_text(encoding="ascii").split()]
    return found


def tell(done: list[Checked]) -> None:
    """Say what was found."""
    changes, kept = sum(found.changes for found in done), sum(found.files for found in done)
    ahead = Counter(found.behind > 0 for found in done)[True]
    say(f"{changes} changes shown as saved and {kept} files checked, {sum(len(found.lost) for found in done)} lost")
    say(f"in {ahead} cases the disk was one step ahead of what was shown")


def say(text: str) -> None:
    """Tell whoever has started this by hand."""
    sys.stdout.write(f"\n{text}")
