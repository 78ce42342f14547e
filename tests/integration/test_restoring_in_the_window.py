"""A backup is restored in the window: the process is replaced by one that shows the data of the backup."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from support.calling import ROOT

DRIVER = """
import os, sys
sys.path.insert(0, "tests")
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from eucles_desk.app import main, session
from eucles_desk.ui.backups.dialog import BackupsDialog
from support.whole_desk import wanted

turn = int(os.environ.get("TURN", "0"))
os.environ["TURN"] = str(turn + 1)
if turn > 1: sys.exit("too many turns")

def wait(dialog):
    while dialog.is_busy: QTest.qWait(10)

def names(window): return sorted(one.cluster_name for one in window._context.desk.page())

def first(window):
    window._context.desk.start(wanted("First Cluster"))
    window.backups.show()
    dialog = window.findChild(BackupsDialog)
    wait(dialog)
    dialog.make_button.click()
    wait(dialog)
    window._context.desk.start(wanted("Second Cluster"))
    print(names(window), flush=True)
    dialog.view.opened.emit(dialog.model.index(0, 0))
    dialog.bar.action_button.click()

def second(window):
    print(names(window), flush=True)
    QTest.qWait(500)
    print("was restored" in window.frame.bar.text, flush=True)
    window.close()

show = session.Session.show
def show_and_drive(self):
    show(self)
    QTimer.singleShot(300, lambda: (second if turn else first)(self.window))
session.Session.show = show_and_drive
main.main()
"""


def test_the_program_starts_again_with_the_data_of_the_backup(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    folder = tmp_path / "data"
    command = [sys.executable, "-W", "error", "-c", DRIVER, "--data-dir", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=90, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["['First Cluster', 'Second Cluster']", "['First Cluster']", "True"]
    assert len(list((folder / "replaced").glob("*/eucles.db"))) == 1
    assert not (folder / "restoring").exists()
