"""Prepares what the other scripts run in: a virtual environment with exactly the locked dependencies.

Needs nothing but Python 3.11 or newer. An environment that is active is used as it is; otherwise ``.venv`` is made.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
LIBRARIES = (
    "libegl1", "libgl1", "libfontconfig1", "libglib2.0-0", "libdbus-1-3", "libxkbcommon0", "libxkbcommon-x11-0",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0",
    "libxcb-shape0", "libxcb-xinerama0", "libxcb-xkb1",
)  # fmt: skip
"""What Qt needs of a Linux system beyond its wheel, as Debian and Ubuntu name it."""


def prepare(lock: str) -> Path:
    """Install what the lock file says and return the interpreter to run with."""
    if sys.version_info < OLDEST:
        sys.exit("EUCLES Desk needs Python 3.11 or newer.")
    python = _python()
    wanted = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    mark = python.parent.parent / f"eucles-{Path(lock).stem}"
    if not mark.is_file() or mark.read_text(encoding="ascii") != wanted:
        print("Installing what EUCLES Desk needs; this happens once.", flush=True)
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / lock)], check=True)
        mark.write_text(wanted, encoding="ascii")
    _system_libraries(python)
    return python


def _python() -> Path:
    if sys.prefix != sys.base_prefix:
        return Path(sys.executable)
    folder = ROOT / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.is_file():
        venv.create(folder, with_pip=True)
    return python


def _system_libraries(python: Path) -> None:
    """On Linux, see that Qt finds what it needs; install it when allowed to, otherwise say how."""
    if not sys.platform.startswith("linux"):
        return
    check = [str(python), "-c", "from PySide6 import QtPdf, QtWidgets; QtWidgets.QApplication([])"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if subprocess.run(check, env=environment, capture_output=True, check=False).returncode == 0:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"Qt misses system libraries. On Debian and Ubuntu: sudo apt-get install {' '.join(LIBRARIES)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *LIBRARIES]
    subprocess.run(install, check=True, env=quiet, stdout=subprocess.DEVNULL)
    subprocess.run(check, env=environment, check=True)
