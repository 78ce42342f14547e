"""Started by hand: restore drills by chance, and how long backups of a large data folder take.

``python -m pytest tests/long/test_backups.py -s`` prints the figures. ``EUCLES_COUNT`` says how many drills, by default 50,
``EUCLES_SEED`` repeats them, and ``EUCLES_DATA`` names a data folder of which a copy is measured.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from support.backed_up import START, Kept, messages

from eucles_desk.storage import restoring
from eucles_desk.storage.backups import BackupReason
from eucles_desk.storage.opening import open_data

DRILLS = int(os.environ.get("EUCLES_COUNT", "50"))
SEED = int(os.environ.get("EUCLES_SEED", "1"))
DATA = os.environ.get("EUCLES_DATA", "")
Result = TypeVar("Result")


def test_any_backup_that_is_kept_gives_back_what_there_was(tmp_path: Path) -> None:
    chance, kept, stick = random.Random(SEED), Kept(tmp_path / "data"), tmp_path / "stick"
    stick.mkdir()
    was, evidence = dict[str, list[str]](), dict[str, dict[str, str]]()
    for day in range(60):
        kept.now = START + timedelta(days=day)
        for number in range(chance.randint(1, 3)):
            content = [chance.randbytes(chance.randint(1, 200_000)) for _ in range(chance.randint(0, 2))]
            kept.change(f"day {day}, {number}", *content)
            made = kept.make(BackupReason.HOURLY, stick if chance.random() < 0.8 else None)
            was[made.id], evidence[made.id] = messages(kept.database, kept.key), kept.evidence()
    for number in range(DRILLS):
        drill = kept.copy_to(tmp_path / "drill")
        if chance.random() < 0.3:
            shutil.rmtree(drill.folder / "backups")
        backups = drill.backups(stick)
        backup = chance.choice(backups.all())
        for name in sorted(drill.evidence()):
            if chance.random() < 0.5:
                (drill.folder / "evidence" / name).unlink()
        assert list(backups.check(backup)) == []
        backups.restore(backup)
        assert messages(drill.database, drill.key) == was[backup.id], number
        assert evidence[backup.id].items() <= drill.evidence().items(), number
        assert drill.said() == [*was[backup.id], restoring.NOTE], number
        shutil.rmtree(drill.folder)
    say(f"{DRILLS} backups chosen by chance restored, from here and from the second folder, all as they had been")


@pytest.mark.skipif(not DATA, reason="EUCLES_DATA names no data folder")
def test_how_long_it_takes(tmp_path: Path) -> None:
    kept, stick = Kept(tmp_path / "data"), tmp_path / "stick"
    stick.mkdir()
    shutil.copytree(DATA, kept.folder, ignore=shutil.ignore_patterns("backups", "replaced"))
    data = measured("opened", lambda: open_data(kept.folder, kept.tick))
    measured("evidence encrypted", lambda: data.take_over(lambda: False))
    backups = data.backups(kept.tick)
    made = measured("a backup, read back and checked", lambda: backups.make(BackupReason.BY_HAND))
    assert made is not None
    say(f"  of {made.size / 1_000_000:.0f} MB and {made.evidence_files} evidence files")
    measured("found that nothing was changed", lambda: backups.make(BackupReason.HOURLY))
    measured("listed, with the changes since", lambda: backups.since(backups.all()))
    measured("checked once more", lambda: backups.check(made))
    with_stick = data.backups(kept.tick, stick)
    measured("handed on to a second folder", lambda: with_stick.make(BackupReason.HOURLY))
    assert with_stick.away is None
    data.close()
    measured("restored", lambda: kept.restore(made))
    measured("opened again", lambda: open_data(kept.folder, kept.tick)).close()


def measured(what: str, do: Callable[[], Result]) -> Result:
    begun, used = time.perf_counter(), time.process_time()
    result = do()
    say(f"{what}: {time.perf_counter() - begun:.3f} s, processor {time.process_time() - used:.3f} s")
    return result


def say(text: str) -> None:
    """Tell whoever has started this by hand."""
    sys.stdout.write(f"\n{text}")
