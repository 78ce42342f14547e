"""Run everything that must pass: lint, types, and the tests without a display. ``python3 scripts/test.py``.

Arguments go to pytest; with any, only pytest runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from environment import ROOT, prepare


def run(name: str, *command: str) -> None:
    """Run one check and stop everything when it fails."""
    print(f"== {name}", flush=True)
    begin = time.monotonic()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    result = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    print(
        f"== {name}: {'passed' if result.returncode == 0 else 'failed'} in {time.monotonic() - begin:.0f} s", flush=True
    )
    if result.returncode:
        sys.exit(result.returncode)


if __name__ == "__main__":
    python = str(prepare("installer/lock-test.txt"))
    extra = sys.argv[1:]
    if not extra:
        run("lint", python, "-m", "ruff", "check", ".")
        run("format", python, "-m", "ruff", "format", "--check", ".")
        run("types", python, "-m", "pyright", "--pythonpath", python)
    run("tests", python, "-m", "pytest", "-q", *(extra or ["-n", str(min(4, os.cpu_count() or 2))]))
