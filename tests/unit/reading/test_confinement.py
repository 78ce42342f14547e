"""What the child has given up: tried from inside, after it has done so."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest
from support.files import Put, exploding_pdf, pdf

from eucles_desk.errors import ReadingError
from eucles_desk.reading.child.confinement import ASK_VERSION, CREATE_RULES
from eucles_desk.reading.process import command, environment
from eucles_desk.reading.reader import ChildReader

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there only the watchdog bounds the child")

TRY = """
import os, signal, socket, subprocess, sys, threading, time
from eucles_desk.reading.child.confinement import confine
confine()
def tried():
{code}
try:
    tried()
except (OSError, MemoryError) as error:
    os.write(1, type(error).__name__.encode())
else:
    os.write(1, b"done")
"""


def tried(code: str, *arguments: object) -> str:
    """Run code in a process that is confined as the child is; return the error that it met, or ``done``."""
    start = [*command()[:-3], "-c", TRY.format(code=f"    {code}"), *map(str, arguments)]
    return subprocess.run(start, env=environment(), capture_output=True, text=True, check=False, timeout=30).stdout


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/hostname')",
        "open(sys.argv[1], 'w')",
        "os.listdir('/')",
        "socket.socket()",
        "socket.socketpair()",
        "os.pipe()",
        "os.dup(0)",
        "subprocess.run(['/bin/true'])",
        "bytearray(2_000_000_000)",
    ],
)
def test_it_is_refused(tmp_path: Path, code: str) -> None:
    assert tried(code, tmp_path / "new") in {"OSError", "MemoryError", "PermissionError"}
    assert not (tmp_path / "new").exists()


def has_fence() -> bool:
    """Return whether the system can fence a process in: Linux since 5.13, where it is switched on."""
    if sys.platform != "linux":
        return False
    version: int = ctypes.CDLL(None).syscall(CREATE_RULES, None, ctypes.c_size_t(0), ASK_VERSION)
    return version > 0


@pytest.mark.skipif(not has_fence(), reason="the system has no such fence")
@pytest.mark.parametrize(
    "code",
    ["os.unlink(sys.argv[1])", "os.rename(sys.argv[1], sys.argv[1] + 'x')", "os.truncate(sys.argv[1], 0)"],
)
def test_no_file_can_be_changed(tmp_path: Path, code: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"content")
    assert tried(code, file) in {"PermissionError", "OSError"}
    assert file.read_bytes() == b"content"


def test_it_has_the_lowest_priority(put: Put) -> None:
    reader = ChildReader()
    reader.look(put(pdf(["one"])), "a.pdf")
    assert reader.child_id is not None
    if sys.platform == "linux":
        status = Path(f"/proc/{reader.child_id}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        assert int(status[16]) == 19
    reader.close()


@pytest.mark.skipif(sys.platform != "linux", reason="open files are looked at as Linux shows them")
def test_it_holds_nothing_but_its_pipes(put: Put) -> None:
    reader = ChildReader()
    reader.look(put(pdf(["one"])), "a.pdf")
    held = sorted(str(one.readlink()) for one in Path(f"/proc/{reader.child_id}/fd").iterdir())
    assert held[:3] == ["/dev/null"] * 3
    assert [name.partition(":")[0] for name in held[3:]] == ["pipe", "pipe"]
    reader.close()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is looked at as Linux shows it")
def test_the_watchdog_bounds_memory_where_the_system_does_not(put: Put) -> None:
    """As on macOS and Windows: the limit of the system is taken away, the watchdog looks."""
    code = (
        "import sys; sys.platform = 'other'; from eucles_desk.reading import limits; limits.MEMORY = 10**12; "
        "from eucles_desk.reading.child import watchdog, serving; "
        "serving.Watchdog = lambda: watchdog.Watchdog(memory=300_000_000); serving.serve()"
    )
    reader = ChildReader((*command()[:-3], "-c", code), seconds=60)
    with pytest.raises(ReadingError, match="reading it failed"):
        reader.picture(put(exploding_pdf()), "a.pdf", 1, 500)
    assert reader.texts(put(pdf(["Fine"])), "b.pdf") == ("Fine",)
    reader.close()
