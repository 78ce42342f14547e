"""The child as the parent sees it: started, asked, and ended when it takes too long."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from eucles_desk.reading.frames import Frame, FrameError, receive, send

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import BinaryIO

    from eucles_desk.reading.frames import Hand

ARGUMENT: Final = "--read-evidence"
"""The hidden argument that makes the program the child."""
KEPT_VARIABLES: Final = ("SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH")
"""Without these a program does not start at all on some systems."""

ROOT: Final = str(Path(__file__).resolve().parents[2])
"""The folder in which the package lies."""


class DeadError(Exception):
    """The child is gone or no longer makes sense; ``slow`` when it was ended because of the time it took."""

    def __init__(self, *, slow: bool = False) -> None:
        super().__init__()
        self.slow = slow


def command() -> tuple[str, ...]:
    """Return what starts the child: this program again, as a package or frozen."""
    if getattr(sys, "frozen", False):
        return (sys.executable, ARGUMENT)
    return (sys.executable, "-P", "-S", "-B", "-X", "utf8", "-m", "eucles_desk", ARGUMENT)


def environment() -> dict[str, str]:
    """Return the variables of the child: it finds the modules where the program found them, and nothing else."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    if not getattr(sys, "frozen", False):
        # The folder that holds the package may stand in the path as "", which means something else to the child.
        paths = (os.path.abspath(path or ROOT) for path in sys.path)  # noqa: PTH100
        kept["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))
    return kept


class Child:
    """A running child; one thread at a time may ask it, any thread may kill it."""

    def __init__(self, start: Sequence[str]) -> None:
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW | subprocess.IDLE_PRIORITY_CLASS
        self._process = subprocess.Popen(  # noqa: S603  # this very program
            start,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            creationflags=flags,
        )
        self._expired = False

    @property
    def id(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it has not ended, as far as is known."""
        return self._process.poll() is None

    def ask(
        self, header: Mapping[str, object], most: int, seconds: float, body: Iterable[bytes] | Hand = (), size: int = 0
    ) -> Frame:
        """Send a request and return the answer; raise :class:`DeadError` when none comes in time or it is nonsense."""
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            send(self._to_child, header, body, size)
            answer = receive(self._from_child, most)
        except (FrameError, OSError) as error:
            self.kill()
            raise DeadError(slow=self._expired) from error
        except BaseException:  # half a request was sent
            self.kill()
            raise
        finally:
            timer.cancel()
        if answer is None:
            raise DeadError(slow=self._expired)
        if self._expired:  # it answered at the very last moment, and is being killed
            self._process.wait()
        return answer

    def kill(self) -> None:
        """End it at once; whoever waits for its answer is told that it is dead."""
        with suppress(OSError):
            self._process.kill()

    def let_go(self) -> None:
        """End it and wait until it is gone; only for the thread that asks."""
        self.kill()
        self._process.wait()
        for stream in (self._to_child, self._from_child):
            with suppress(OSError):  # what was not sent any more cannot be flushed
                stream.close()

    @property
    def _to_child(self) -> BinaryIO:
        assert self._process.stdin is not None
        return self._process.stdin  # type: ignore[return-value]  # a pipe of bytes

    @property
    def _from_child(self) -> BinaryIO:
        assert self._process.stdout is not None
        return self._process.stdout  # type: ignore[return-value]

    def _expire(self) -> None:
        self._expired = True
        self.kill()
