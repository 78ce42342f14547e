"""Keeps ``None``, ``True`` and ``False`` alive under a Qt binding that gives away references to them."""

from __future__ import annotations

import ctypes
import platform
import sys
from typing import Final

ENOUGH: Final = 1 << 40 if sys.maxsize > 1 << 40 else 1 << 29
"""More references than any session can lose."""


def keep_constants() -> None:
    """Give the constants so many references that they are never used up.

    WORKAROUND: PySide6 6.12.0 takes one reference of ``None`` too many with every call that returns nothing, and one of
    ``True`` with every signal. From Python 3.12 on these objects are immortal and nothing happens; before, the
    process ends with "Fatal Python error: none_dealloc" after some ten thousand calls, a minute of work. Measured by
    counting ``sys.getrefcount(None)`` around calls of ``QWidget.update``, for instance.
    """
    if sys.version_info >= (3, 12) or platform.python_implementation() != "CPython":
        return
    for constant in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(constant))
        # Asking makes references of its own; a build that lays objects out otherwise is left alone.
        if abs(sys.getrefcount(constant) - count.value) <= 4 and count.value < ENOUGH // 2:
            count.value += ENOUGH
