"""Started by hand: each page of a database is damaged in turn.

``python -m pytest tests/long/test_damaged_pages.py -s`` prints the figures. ``EUCLES_STEP`` leaves out pages, and
``EUCLES_SEED`` says which byte of a page is changed.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter
from pathlib import Path

from support.damaged_pages import PAGE, Case, levels

from eucles_desk.storage import snapshot

STEP = int(os.environ.get("EUCLES_STEP", "1"))
SEED = int(os.environ.get("EUCLES_SEED", "1"))


def test_each_page_is_damaged_in_turn(tmp_path: Path) -> None:
    begun, case, chance, counts = time.monotonic(), Case(tmp_path), random.Random(SEED), Counter[str]()
    before, after = levels(case.old), levels(case.content)
    wrong: list[tuple[int, str]] = []
    for page in range(0, len(case.raw) // PAGE, STEP):
        damaged = case.damage(page)
        content = bytearray(case.raw)
        content[page * PAGE + chance.randrange(PAGE)] ^= 1 << chance.randrange(8)
        damaged.write_bytes(content)
        counts["pages"] += 1
        if not snapshot.faults(damaged, case.key):
            wrong.append((page, "not found"))
            continue
        counts["found"] += 1
        try:
            _found, saved = case.save(damaged)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is wrong
            wrong.append((page, repr(error)))
            continue
        counts["all assessments as they were at the end"] += saved == case.content
        counts["all assessments, some as in the backup or between"] += saved != case.content
        if set(saved) != set(case.content):
            wrong.append((page, "an assessment is gone"))
        if any(level not in {before.get(place), after.get(place)} for place, level in levels(saved).items()):
            wrong.append((page, "a level that nobody set"))
    sys.stdout.write(f"\n{dict(counts)} in {time.monotonic() - begun:.0f} s; wrong: {wrong}\n")
    assert wrong == []
