"""Windows on a small screen: the first, one that was left on a larger screen, another one, and the tour in them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect
from support.calling import ROOT

from eucles_desk.ui.fitting import within

DRIVER = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QSettings, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import open_program
from eucles_desk.ui import theme
from eucles_desk.ui.main_window import MainWindow

folder, left = Path(sys.argv[1]), json.loads(sys.argv[2])
application = QApplication([])
application.setOrganizationName("eucles-desk-tests")
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
theme.set_up(Path("resources"))
theme.apply("light", 100)
if left:
    from PySide6.QtWidgets import QWidget
    before = QWidget()
    before.setGeometry(*left)
    QSettings().setValue("window/geometry", before.saveGeometry())
settings = SettingsFile(folder)
session = Session(open_program(folder, Path("resources")), settings, settings.load(), "en")
session.show()
session.open_another()
QTest.qWait(300)
for _ in range(500):
    if session.window.help.tour is None:
        QTest.qWait(20)
free = application.primaryScreen().availableGeometry()
said = {"free": free.getRect(), "windows": [one.frameGeometry().getRect() for one in session.windows], "steps": []}
tour = session.window.help.tour
while tour is not None and session.window.help.tour is not None:
    QTest.qWait(20)
    at = tour.mapToGlobal(tour.rect().topLeft())
    said["steps"].append(QRect(at, tour.size()).getRect())
    tour.next_button.click()
print(json.dumps(said))
for one in session.windows:
    one.close()
session.close()
"""


def seen(folder: Path, screen: tuple[int, int], left: tuple[int, int, int, int] | None = None) -> dict[str, Any]:
    """Start the window on a screen, with another one beside it, and return where everything stands."""
    config = folder / "screen.json"
    one = {"name": "small", "x": 0, "y": 0, "width": screen[0], "height": screen[1]}
    one |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    config.write_text(json.dumps({"screens": [one]}), encoding="utf-8")
    # Qt reads the name relative to the folder it runs in: a colon in an absolute one would end it on some systems.
    platform = f"offscreen:configfile={os.path.relpath(config, ROOT)}"
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(folder / "data"), json.dumps(left)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": platform, "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["free"] == [0, 0, *screen]
    return found


@pytest.mark.parametrize("screen", [(1280, 720), (1024, 768), (1024, 600), (1920, 1080)])
@pytest.mark.parametrize("left", [None, (100, 100, 1800, 1000), (3000, 1500, 1280, 800)])
def test_everything_stays_on_the_screen(
    tmp_path: Path, screen: tuple[int, int], left: tuple[int, int, int, int] | None
) -> None:
    found = seen(tmp_path, screen, left)
    free = QRect(*found["free"])
    windows = [QRect(*one) for one in found["windows"]]
    assert len(windows) == 2
    for one in windows:
        assert free.contains(one), f"{one} does not lie in {free}"
    assert len(found["steps"]) >= 3
    for step in found["steps"]:
        assert windows[0].contains(QRect(*step)), f"the tour at {step} does not lie in {windows[0]}"


def test_what_fits_stays_where_it_is() -> None:
    assert within(QRect(10, 20, 300, 200), QRect(0, 0, 1000, 800)) == QRect(10, 20, 300, 200)
    assert within(QRect(900, -50, 300, 200), QRect(0, 0, 1000, 800)) == QRect(700, 0, 300, 200)
    assert within(QRect(0, 0, 1280, 800), QRect(0, 30, 1280, 690)) == QRect(0, 30, 1280, 690)
