"""Started by hand: many random histories of three laptops that exchange copies of one assessment.

``EUCLES_COUNT`` says how many histories, by default 10,000, and ``EUCLES_STEPS`` how many steps each has at most;
``python -m pytest tests/long/test_merging.py -s --hypothesis-seed=1`` repeats them.
"""

from __future__ import annotations

import os
from collections import Counter

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from support.three_laptops import ThreeLaptops

HISTORIES = int(os.environ.get("EUCLES_COUNT", "10000"))
STEPS = int(os.environ.get("EUCLES_STEPS", "40"))


def test_all_copies_come_to_the_same_and_nothing_written_is_lost() -> None:
    counts: Counter[str] = Counter()

    class Counted(ThreeLaptops):
        def teardown(self) -> None:
            super().teardown()
            counts["histories"] += 1
            counts["changes"] += sum(len(laptop.history) for laptop in self.laptops)
            counts["packages"] += len(self.sent)
            counts["merges"] += sum(len(laptop.merges) for laptop in self.laptops)
            counts["with conflicts"] += any(laptop.has_met_conflict for laptop in self.laptops)

    chosen = settings(
        max_examples=HISTORIES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        phases=(Phase.generate, Phase.shrink),
    )
    run_state_machine_as_test(Counted, settings=chosen)
    print(dict(counts))  # noqa: T201  # the figures
    assert counts["histories"] >= HISTORIES * 0.9
