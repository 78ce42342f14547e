"""Python's constants outlive the Qt binding."""

from __future__ import annotations

import subprocess
import sys

MANY_CALLS = """
import eucles_desk.ui
from PySide6.QtCore import QObject, Signal

class Told(QObject):
    told = Signal(bool)

told = Told()
told.told.connect(lambda _told: None)
for _ in range(50_000):
    told.setObjectName("a")
    told.told.emit(True)
print("alive")
"""


def test_many_calls_of_qt_do_not_use_up_the_constants() -> None:
    done = subprocess.run([sys.executable, "-c", MANY_CALLS], capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.strip() == "alive", done.stderr
