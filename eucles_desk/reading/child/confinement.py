"""Takes from the process what it does not need: other files, the network, other programs, memory without end.

What the system enforces itself is best: on Linux and macOS no file, pipe or connection can be opened once the number of
those allowed is zero, those that are open stay; on Linux memory is bounded too, and since Linux 5.13 files cannot be
removed or renamed either. The watchdog does the rest everywhere.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import time
from typing import Final

from eucles_desk.reading import limits

LOWEST: Final = 19

CREATE_RULES: Final = 444
RESTRICT_SELF: Final = 446
"""Numbers of the calls of Landlock, the same on every kind of processor."""
ASK_VERSION: Final = 1
NO_NEW_PRIVILEGES: Final = 38
RIGHTS_BY_VERSION: Final = ((1, 13), (2, 14), (3, 15), (5, 16))
"""From which version on how many rights over files are known."""
CONNECTIONS_SINCE: Final = 4
CONNECT_AND_LISTEN: Final = 3
SCOPES_SINCE: Final = 6
SIGNALS_AND_SOCKETS: Final = 3


def confine() -> None:
    """Give up everything that reading does not need; there is no way back."""
    if sys.platform == "win32":
        return  # the parent has given it the lowest priority; the watchdog bounds memory and time
    import resource

    os.nice(LOWEST)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        _fence_in()
        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def allow_processor_time() -> None:
    """Allow one request's worth from now on; the system ends the process when it takes more."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    used = int(time.process_time()) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + limits.PROCESSOR_SECONDS, most))


def _fence_in() -> None:
    """Forbid every change to any file, and all connections and signals, where this Linux can."""
    system = ctypes.CDLL(None)
    system.syscall.restype = ctypes.c_long
    version: int = system.syscall(CREATE_RULES, None, ctypes.c_size_t(0), ASK_VERSION)
    if version < 1:
        return
    rights = next(count for since, count in reversed(RIGHTS_BY_VERSION) if version >= since)
    rules = struct.pack("Q", (1 << rights) - 1)
    if version >= CONNECTIONS_SINCE:
        rules += struct.pack("Q", CONNECT_AND_LISTEN)
    if version >= SCOPES_SINCE:
        rules += struct.pack("Q", SIGNALS_AND_SOCKETS)
    system.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    made: int = system.syscall(CREATE_RULES, rules, ctypes.c_size_t(len(rules)), 0)
    if made >= 0:
        system.syscall(RESTRICT_SELF, made, 0)
        os.close(made)
