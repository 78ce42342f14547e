"""How much of a received file is read before it is refused.

Lengths of texts and counts of lists stand in the published JSON Schema. Those that a user can come to are kept to while
they work too, by ``assessment/room.py``: whatever can be entered can be written.
"""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 50_000_000
MAX_DEPTH: Final = 30
MAX_VALUES: Final = 2_000_000

MAX_INTEGER: Final = 2**53
"""Beyond it a number that passes through another program may come back as another one."""
MAX_DIGITS: Final = 15
"""The significant digits that a binary floating-point number always gives back."""

MAX_SHOWN: Final = 60
"""The characters of a received text that a sentence repeats."""
