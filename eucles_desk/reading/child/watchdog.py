"""Ends the process when it takes too much memory or time, on every system; a thread, for work may be in a library."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from typing import Any, Final

from eucles_desk.reading import limits

PERIOD: Final = 0.1
STATUS: Final = 3


class Watchdog:
    """Looks at the process every tenth of a second; tell it when a request begins and ends."""

    def __init__(self, memory: int = limits.MEMORY, seconds: float = limits.OWN_SECONDS) -> None:
        self._memory, self._seconds = memory, seconds
        self._until: float | None = None
        self._watches_memory = sys.platform != "linux"  # there the system does it, at once and exactly
        threading.Thread(target=self._watch, daemon=True).start()

    def begin(self) -> None:
        """A request begins."""
        self._until = time.monotonic() + self._seconds

    def end(self) -> None:
        """It has been answered."""
        self._until = None

    def _watch(self) -> None:
        while True:
            time.sleep(PERIOD)
            until = self._until
            if (until is not None and time.monotonic() > until) or (
                self._watches_memory and used_memory() > self._memory
            ):
                os._exit(STATUS)  # nothing has to be tidied up, and a library may be in the middle of anything


def used_memory() -> int:
    """Return the most memory that the process has had so far, in bytes."""
    if sys.platform == "win32":
        return _used_on_windows()
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used if sys.platform == "darwin" else used * 1024


def _used_on_windows() -> int:
    class Counters(ctypes.Structure):
        _fields_ = (
            ("size", ctypes.c_uint32),
            ("faults", ctypes.c_uint32),
            *((name, ctypes.c_size_t) for name in ("peak", "now", "q1", "q2", "q3", "q4", "pages", "most_pages")),
        )

    counters = Counters(size=ctypes.sizeof(Counters))
    kernel: Any = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009  # known to type checkers only on Windows
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.K32GetProcessMemoryInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32)
    kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size)
    return int(counters.most_pages)
