"""Started by hand: the write-ahead log is cut at every frame, lost, and laid beside the database of another time.

``python -m pytest tests/long/test_write_ahead.py -s`` prints the figures. ``EUCLES_ROUNDS`` says how many rounds of the
scripted work the log holds, ``EUCLES_SEED`` repeats a series, and ``EUCLES_SNAPSHOTS`` says how many copies it has.
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

import pytest
from support import durable
from support.write_ahead import FRAME, Series, cuts

from eucles_desk.app import paths, wiring
from eucles_desk.app.wiring import Program

ROUNDS = int(os.environ.get("EUCLES_ROUNDS", "2"))
SEED = int(os.environ.get("EUCLES_SEED", "1"))
SNAPSHOTS = int(os.environ.get("EUCLES_SNAPSHOTS", "12"))


def say(text: str) -> None:
    """Tell whoever has started this by hand."""
    sys.stdout.write(f"\n{text}\n")
    sys.stdout.flush()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("start") / "data"
    durable.prepare(made)
    return made


def generation(program: Program) -> int:
    with program.data.open_store() as store:
        return store.history.head().seq


def test_the_log_is_cut_at_every_frame_of_a_session(folder: Path, tmp_path: Path) -> None:
    begun, series = time.monotonic(), Series(folder)
    (tmp_path / "out").mkdir()
    with wiring.open_program(folder, paths.resources()) as program:
        series.take(generation(program))
        for one in range(ROUNDS):
            for name, step in durable.steps(program, tmp_path / "out", SEED + one):
                if name not in {"checkpoint", "backup"}:  # the log holds all of the session
                    step()
                    series.take(generation(program))
        opener = series.keep_the_rest(tmp_path / "rest")
    cuts(opener, series.moments, (1, 24, 24 + 2048, FRAME - 1), say)
    say(f"{time.monotonic() - begun:.0f} s; silently otherwise: {opener.silent[:10]}")
    assert opener.silent == []


def test_database_and_log_of_different_times(folder: Path, tmp_path: Path) -> None:
    begun, series, chance = time.monotonic(), Series(folder), random.Random(SEED)
    (tmp_path / "out").mkdir()
    with wiring.open_program(folder, paths.resources()) as program:
        number = 0
        while len(series.moments) < SNAPSHOTS:
            number += 1
            steps = [step for name, step in durable.steps(program, tmp_path / "out", SEED + number) if name != "backup"]
            for step in steps[: chance.randint(2, len(steps))]:
                step()
            if chance.random() < 0.5:
                program.data.checkpoint()
            if chance.random() < 0.3:
                steps[0]()
            series.take(generation(program))
        opener = series.keep_the_rest(tmp_path / "rest")
    for first, one in enumerate(series.moments):
        for second, other in enumerate(series.moments):
            if first != second:
                opener.open((first, second), one.database, other.log)
    frames = [one.frames for one in series.moments]
    say(f"{SNAPSHOTS} copies with logs of {frames} frames, {opener.counts.total()} pairs: {opener.figures()}")
    say(f"{time.monotonic() - begun:.0f} s; silently otherwise: {opener.silent}")
    assert opener.silent == []
