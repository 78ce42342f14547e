"""Start EUCLES Desk from a checkout: ``python3 scripts/start.py``; arguments go to the program."""

from __future__ import annotations

import subprocess
import sys

from environment import ROOT, prepare

if __name__ == "__main__":
    python = prepare("installer/lock-run.txt")
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from eucles_desk.app.main import main; main()"
    sys.exit(subprocess.run([str(python), "-c", code, str(ROOT), *sys.argv[1:]], check=False).returncode)
