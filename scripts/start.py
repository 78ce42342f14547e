"""Start EUCLES Desk from a checkout: ``python3 scripts/start.py``; arguments go to the program."""

from __future__ import annotations

import os
import subprocess
import sys

from environment import ROOT, prepare

if __name__ == "__main__":
    python = prepare("installer/lock-run.txt")
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from eucles_desk.app.main import main; main()"
    started = "py" if os.name == "nt" else "python3"
    environment = {**os.environ, "EUCLES_DESK_COMMAND": f"{started} {sys.argv[0]}"}  # as messages are to name it
    command = [str(python), "-c", code, str(ROOT), *sys.argv[1:]]
    sys.exit(subprocess.run(command, check=False, env=environment).returncode)
