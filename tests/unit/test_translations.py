"""Every text for users is there in Finnish, and the compiled catalogue is the one of today's texts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_catalogues_are_complete_and_current() -> None:
    command = [sys.executable, "-W", "ignore::UserWarning", str(ROOT / "scripts" / "translations.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
