"""Keeps the memory of the program out of files that the system writes when a program crashes."""

from __future__ import annotations

import sys

PR_SET_DUMPABLE = 4


def turn_off() -> None:
    """Have no core written of this process and those that it starts; on Linux other programs cannot read it either.

    Meant for data with a passphrase once they are open. Where the system has no such thing nothing is done: reports of
    crashes on Windows and macOS are for the user to turn off.
    """
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
