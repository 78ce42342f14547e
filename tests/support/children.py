"""Children that behave as no true one does, for tests of what the parent makes of it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

from eucles_desk.reading.process import command

START = """
import os, sys, time
from eucles_desk.reading.frames import LENGTHS, MAGIC, receive, send
requests, answers = sys.stdin.buffer, sys.stdout.buffer
receive(requests, 10**9)
send(answers, {})
while receive(requests, 10**9):
    answer()
"""


def child(answer: str) -> tuple[str, ...]:
    """Return what starts a child that greets and then answers each request by running this code."""
    body = "\n".join(f"    {line}" for line in answer.strip().splitlines())
    return (sys.executable, "-c", f"def answer():\n{body}\n{START}")


def with_limits(**values: float) -> tuple[str, ...]:
    """Return what starts a true child with other limits."""
    changes = "; ".join(f"limits.{name} = {value!r}" for name, value in values.items())
    code = f"from eucles_desk.reading import limits; {changes}; from eucles_desk.reading.child.serving import serve; serve()"
    return (*command()[:-3], "-c", code)


def is_running(process: int) -> bool:
    """Return whether a process is there and has not ended."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:  # noqa: PTH123  # not a file
        return file.read().rpartition(")")[2].split()[0] != "Z"


def until(holds: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait until something holds, and return whether it came to it."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True
