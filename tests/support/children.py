"""Children that behave as no true one does, for tests of what the parent makes of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

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
    """Return whether a process is there and has not ended, all its threads included."""
    place = Path(f"/proc/{process}")
    try:
        ended = (place / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0] == "Z"
        return not ended or len(list((place / "task").iterdir())) > 1
    except (FileNotFoundError, ProcessLookupError):
        return False


def until(holds: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait until something holds, and return whether it came to it."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True
