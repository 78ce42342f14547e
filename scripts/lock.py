"""Renew the lock files: every dependency, for every system and Python, pinned with the hashes of its files.

Run it in an environment with ``uv``: ``python scripts/lock.py``. The files name no download host.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"installer/lock-run.txt": (), "installer/lock-test.txt": ("--extra", "test")}
HEAD = "# Made by scripts/lock.py from pyproject.toml; do not edit.\n"


def renew(target: str, options: tuple[str, ...]) -> None:
    """Write one lock file."""
    command = [
        "uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "--generate-hashes",
        "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet", *options,
    ]  # fmt: skip
    made = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    if re.search(r"https?://", made):
        sys.exit(f"{target} would name a download host.")
    (ROOT / target).write_text(HEAD + made, encoding="utf-8")


if __name__ == "__main__":
    for name, extra in LOCKS.items():
        renew(name, extra)
        print(f"{name} renewed")
