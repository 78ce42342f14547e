"""How many examples a property is tried with: few in each run, many when asked for."""

from __future__ import annotations

import os

ASKED_BY = "EUCLES_DESK_EXAMPLES"


def examples(usual: int, many: int) -> int:
    """Return how many examples to try: ``many`` with ``EUCLES_DESK_EXAMPLES=many``, where each takes its time."""
    return many if os.environ.get(ASKED_BY) == "many" else usual
