"""Started by hand: the suite where there is no network at all, and every attempt to speak to one written down.

``python -m pytest tests/long/test_network.py -s`` runs all of it; ``EUCLES_PARTS="tests/integration tests/unit/app"`` a
part, ``EUCLES_WORKERS`` in so many processes. Attempts are found twice: by Python's audit events in every process that
reads ``sitecustomize``, and by ``network_calls.c``, loaded before the C library, in those too that are native or start
without it. Linux only: it takes a network namespace, whose one interface is down.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

PARTS = os.environ.get("EUCLES_PARTS", "").split()
WORKERS = os.environ.get("EUCLES_WORKERS", "2")
ROOT = Path(__file__).parents[2]
SITE = """
import sys
sys.path.insert(0, {tests!r})
from support.silence import log_to
sys.path.remove({tests!r})
log_to({log!r})
"""
TRYING = """
import ctypes, socket
for to in (("127.0.0.1", 9), ("192.0.2.1", 9)):
    try:
        socket.create_connection(to, 1)
    except OSError as error:
        print(error.errno)
print([name for _, name in socket.if_nameindex()])
"""


def say(*told: object) -> None:
    sys.stdout.write(" ".join(map(str, told)) + "\n")
    sys.stdout.flush()


@pytest.fixture(scope="module")
def alone() -> Sequence[str]:
    """Return what starts a command without a network; skip where there is none such."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        pytest.skip("needs unshare of Linux, which gives a process a network of its own")
    command = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-current-user", "--net"]
    tried = subprocess.run([*command, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"this system lets nobody make a network of one's own: {tried.stderr.strip()}")
    return command


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "attempts"


@pytest.fixture
def environment(tmp_path: Path, log: Path) -> dict[str, str]:
    """Return what has every process write down its attempts."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("needs a C compiler")
    library = tmp_path / "network_calls.so"
    source = Path(__file__).with_name("network_calls.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(SITE.format(tests=str(ROOT / "tests"), log=str(log)), encoding="utf-8")
    return {
        **os.environ,
        "PYTHONPATH": str(site),
        "LD_PRELOAD": str(library),
        "EUCLES_NETWORK_LOG": str(log),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTEST_ADDOPTS": "",
    }


def test_attempts_are_found_and_reach_nobody(alone: Sequence[str], environment: dict[str, str], log: Path) -> None:
    command = [*alone, sys.executable, "-c", TRYING]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    *errors, interfaces = done.stdout.splitlines()
    assert len(errors) == 2
    assert interfaces == "['lo']"
    found = log.read_text(encoding="utf-8").splitlines()
    for way in ("python socket.connect ('127.0.0.1', 9)", "native connect family 2", "native getaddrinfo 192.0.2.1"):
        assert any(way in line for line in found), way


def test_the_suite_speaks_to_no_network(alone: Sequence[str], environment: dict[str, str], log: Path) -> None:
    options = ["-q", "-p", "no:cacheprovider", "-n", WORKERS]
    command = [*alone, sys.executable, "-m", "pytest", *options, *PARTS]
    before = time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
    found = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    lines = done.stdout.strip().splitlines()
    say(f"\n{' '.join(PARTS) or 'the whole suite'} in {time.monotonic() - before:.0f} s: {lines[-1] if lines else ''}")
    say(f"{len(found)} attempts to speak to a network")
    for line in found[:50]:
        say(line)
    assert found == []
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
