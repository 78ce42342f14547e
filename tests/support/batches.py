"""Readers tried in processes of their own, batch by batch, so that one which crashes or stands still ends nothing else.

The parent damages nothing and reads nothing: it learns from memory that both share how far a batch has come, and goes on
behind the file at which it ended. POSIX only.
"""

from __future__ import annotations

import gc
import mmap
import os
import random
import resource
import signal
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from eucles_desk.errors import EuclesError
from support.mutating import mutated
from support.silence import attempt

BATCH: Final = 2_000
MOST_SECONDS: Final = 2.0
"""Of the processor, for one file."""
KILLED_SECONDS: Final = 6
"""Of the processor; whatever waits for something else is ended after ten times as many on the clock."""
MOST_MEMORY: Final = 500_000_000
ADDRESS_SPACE: Final = 4_000_000_000
WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING: Final = frozenset(
    f"os.{name}" for name in ("chmod", "chown", "link", "mkdir", "remove", "rename", "rmdir", "symlink", "truncate")
)
STARTING: Final = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile"})
_SHARED: Final = struct.Struct("=qqqdqqq")


@dataclass
class Outcome:
    """What became of the files of a reader."""

    read: int = 0
    refused: int = 0
    other: int = 0
    slow: int = 0
    ended: int = 0
    outside: int = 0
    longest: float = 0.0
    memory: int = 0
    problems: list[str] = field(default_factory=list[str])

    @property
    def files(self) -> int:
        """How many files were tried."""
        return self.read + self.refused + self.other + self.ended

    def told(self) -> str:
        """Return the counts in a line."""
        return (
            f"{self.read} read, {self.refused} refused, {self.other} with an error of another kind, {self.slow} over "
            f"{MOST_SECONDS:.0f} s, {self.ended} crashes and standstills, {self.outside} doings outside, longest "
            f"{self.longest:.2f} s, {self.memory >> 20} MB"
        )


class Batches:
    """Tries a reader on files that are damaged anew from a seed and their number.

    Args:
        name: names the reader; files are the same for the same name, seed and number.
        wholes: whole files.
        read: what is tried.
        folder: where the reader may write.
        kept: where files are put that something was wrong with.
    """

    def __init__(
        self, name: str, wholes: Sequence[bytes], read: Callable[[bytes], object], folder: Path, kept: Path
    ) -> None:
        self._name, self._wholes, self._read, self._folder, self._kept = name, wholes, read, folder, kept
        kept.mkdir(exist_ok=True)
        self._shared = mmap.mmap(-1, _SHARED.size)
        self._outcome = Outcome()

    def content(self, seed: int, number: int) -> bytes:
        """Return the damaged file with this number."""
        chance = random.Random(f"{seed} {self._name} {number}")
        return mutated(chance.choice(self._wholes) if len(self._wholes) > 1 else self._wholes[0], chance)

    def run(self, seed: int, count: int, progress: Callable[[int], object] = lambda _: None) -> Outcome:
        """Try so many files."""
        at, out = 0, self._outcome
        while at < count:
            last = min(at + BATCH, count)
            status = self._batch(seed, at, last)
            number, read, refused, longest, other, slow, memory = _SHARED.unpack(self._shared[:])
            out.read, out.refused, out.other = out.read + read, out.refused + refused, out.other + other
            out.slow, out.longest, out.memory = out.slow + slow, max(out.longest, longest), max(out.memory, memory)
            if os.waitstatus_to_exitcode(status):
                out.ended += 1
                out.problems.append(self.keep(seed, number, f"ended with {os.waitstatus_to_exitcode(status)}"))
                last = number + 1
            at = last
            progress(at)
        told = self._kept / f"{self._name}.problems"
        if told.exists():
            found = told.read_text(encoding="utf-8").splitlines()
            out.outside += sum("outside: " in line for line in found)
            out.problems += found
        return out

    def keep(self, seed: int, number: int, problem: str) -> str:
        """Keep a file that something is wrong with; return a line about it."""
        place = self._kept / f"{self._name}-{seed}-{number}"
        place.write_bytes(self.content(seed, number))
        return f"{place}: {problem}"

    def _batch(self, seed: int, first: int, last: int) -> int:
        sys.stdout.flush()
        self._shared[:] = bytes(_SHARED.size)
        child = os.fork()
        if child:
            return os.waitpid(child, 0)[1]
        code = 1
        try:
            self._work(seed, first, last)
            code = 0
        finally:
            os._exit(code)

    def _work(self, seed: int, first: int, last: int) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        tempfile.tempdir = str(self._folder)
        watch = Watch(self._folder, self._kept)
        read = refused = other = slow = memory = 0
        longest = 0.0
        gc.freeze()
        for number in range(first, last):
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
            self._shared[:] = _SHARED.pack(number, read, refused, longest, other, slow, memory)
            content = self.content(seed, number)
            signal.setitimer(signal.ITIMER_PROF, KILLED_SECONDS)
            signal.setitimer(signal.ITIMER_REAL, 10 * KILLED_SECONDS)
            problem, begun = "", time.process_time()
            watch.is_on = True
            try:
                self._read(content)
                read += 1
            except EuclesError as error:
                refused += 1
                if not str(error).strip() or "\n" in str(error):
                    problem = f"no sentence: {error!s:.200}"
            except Exception as error:  # noqa: BLE001  # this is what is looked for
                other += 1
                problem = f"{type(error).__name__}: {error!s:.200}"
            watch.is_on = False
            took = time.process_time() - begun
            longest = max(longest, took)
            if took >= MOST_SECONDS:
                slow += 1
                problem += f" {took:.1f} s"
            problem += "".join(f" outside: {said}" for said in watch.taken())
            if memory > MOST_MEMORY:
                problem += f" {memory} bytes of memory"
            if problem:
                with (self._kept / f"{self._name}.problems").open("a", encoding="utf-8") as file:
                    file.write(self.keep(seed, number, problem.replace("\n", " ")) + "\n")
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._shared[:] = _SHARED.pack(last, read, refused, longest, other, slow, memory)


class Watch:
    """Notices files written elsewhere, programs started and networks spoken to, while it is on."""

    def __init__(self, *folders: Path) -> None:
        self.is_on = False
        self._folders = tuple(f"{folder}{os.sep}" for folder in folders)
        self._found: list[str] = []
        sys.addaudithook(self._hear)

    def taken(self) -> list[str]:
        """Return what was noticed since this was asked last."""
        found, self._found = self._found, []
        return found

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.is_on:
            return
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & WRITING and self._is_elsewhere(path):
                self._found.append(f"{event} {path!r}")
        elif event in CHANGING:
            paths = [os.fsdecode(one) for one in arguments[:2] if isinstance(one, str | bytes | Path)]
            self._found += [f"{event} {path!r}" for path in paths if self._is_elsewhere(path)]
        elif event in STARTING:
            self._found.append(event)
        elif said := attempt(event, arguments):
            self._found.append(said)

    def _is_elsewhere(self, path: Any) -> bool:
        return not isinstance(path, int) and not str(Path(os.fsdecode(path)).absolute()).startswith(self._folders)
