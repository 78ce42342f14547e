"""Starting the program a second time on a data folder that has a window already."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot
from support.calling import ROOT, Call, start

from eucles_desk.app.instance import FirstInstance, name_of, raise_first

IN_FRONT = "EUCLES Desk is open already with these data. Its window has been brought to the front.\n"
FIRST = """
import sys
from PySide6.QtCore import QTimer
from eucles_desk.app import main, session, windows

come = windows.Windows.bring_to_front
def tell(self):
    come(self)
    print("called", self.latest.isMinimized(), self.latest.isVisible(), flush=True)
windows.Windows.bring_to_front = tell
show = session.Session.show
def show_and_tell(self):
    show(self)
    if "minimised" in sys.argv:
        self.window.showMinimized()
    print("open", flush=True)
session.Session.show = show_and_tell
sys.exit(main.run(["--data-dir", sys.argv[1]]))
"""
CALLING = """
import sys
from pathlib import Path
from eucles_desk.app.instance import raise_first
print(raise_first(Path(sys.argv[1])))
"""
HANGING = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from eucles_desk.app.instance import FirstInstance
application = QCoreApplication([])
first = FirstInstance(Path(sys.argv[1]))
print("listens", flush=True)
time.sleep(60)
"""
LATE = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from eucles_desk.app.instance import FirstInstance
application = QCoreApplication([])
QTimer.singleShot(600, lambda: globals().update(first=FirstInstance(Path(sys.argv[1]))))
print("starts", flush=True)
application.exec()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data with ä"


@contextmanager
def running(code: str, *arguments: object) -> Generator[subprocess.Popen[str]]:
    """Run a process until it has said its first line, and end it afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"},
    )
    try:
        assert line_of(process)
        yield process
    finally:
        process.kill()
        process.communicate(timeout=20)


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_a_second_start_says_so_and_raises_the_first_window(folder: Path) -> None:
    with running(FIRST, folder) as first:
        second = start(["--data-dir", folder], env={"LC_ALL": "C.UTF-8"})
        assert (second.returncode, second.stdout.decode(), second.stderr.decode()) == (0, IN_FRONT, "")
        assert line_of(first) == "called False True\n"
        assert first.poll() is None


def test_a_window_that_was_put_away_comes_back(folder: Path) -> None:
    with running(FIRST, folder, "minimised") as first:
        assert start(["--data-dir", folder]).returncode == 0
        assert line_of(first) == "called False True\n"


@pytest.mark.skipif(sys.platform == "win32", reason="making a link takes a right of its own there")
def test_the_folder_may_be_named_in_another_way(folder: Path, tmp_path: Path) -> None:
    with running(FIRST, folder) as first:
        (tmp_path / "other").symlink_to(folder)
        assert start(["--data-dir", tmp_path / "other"]).stdout.decode() == IN_FRONT
        assert line_of(first).startswith("called")


def test_a_command_still_says_that_the_folder_is_in_use(folder: Path, call: Call) -> None:
    with running(FIRST, folder):
        said = call("list", "--data-dir", folder)
        assert (said.status, said.out, said.err.count("\n")) == (2, "", 1)
        assert "already open with this data folder" in said.err


def test_after_a_crash_the_next_one_opens_and_is_raised_again(folder: Path) -> None:
    with running(FIRST, folder) as first:
        first.kill()
        first.wait(20)
    with running(FIRST, folder) as again:
        assert start(["--data-dir", folder]).stdout.decode() == IN_FRONT
        assert line_of(again).startswith("called")


def test_a_program_that_is_only_starting_is_waited_for(folder: Path) -> None:
    with running(LATE, folder):
        assert raise_first(folder)


def test_a_program_that_hangs_is_not_said_to_be_in_front(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eucles_desk.app.instance.WAIT_MILLISECONDS", 300)
    with running(HANGING, folder):
        assert not raise_first(folder)


def test_nobody_answers_for_a_folder_that_is_not_open(tmp_path: Path) -> None:
    assert not raise_first(tmp_path, patience=0)


def test_a_socket_that_is_there_already_is_taken_over(qtbot: QtBot, folder: Path) -> None:
    first = FirstInstance(folder)
    assert first.is_listening
    again = FirstInstance(folder)  # the lock of the data folder says that the first one is gone
    assert again.is_listening
    with qtbot.waitSignal(again.raise_wanted):
        caller = subprocess.Popen([sys.executable, "-c", CALLING, str(folder)], cwd=ROOT, stdout=subprocess.PIPE)
    qtbot.waitUntil(lambda: caller.poll() is not None)
    assert caller.communicate()[0] == b"True\n"
    first.close()
    again.close()


def test_what_is_not_the_word_is_not_heard(qtbot: QtBot, folder: Path) -> None:
    first = FirstInstance(folder)
    heard: list[bool] = []
    first.raise_wanted.connect(lambda: heard.append(True))
    socket = QLocalSocket()
    socket.connectToServer(name_of(folder))
    assert socket.waitForConnected(1000)
    socket.write(b"x" * 100_000)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert heard == []
    first.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there the system keeps others out of a pipe")
def test_the_socket_is_its_owners_alone(qtbot: QtBot, folder: Path) -> None:
    first = FirstInstance(folder)
    server = first.findChild(QLocalServer)
    assert server is not None
    assert stat.S_IMODE(Path(server.fullServerName()).stat().st_mode) & 0o077 == 0
    first.close()


def test_two_folders_have_two_names_that_fit_every_system(tmp_path: Path) -> None:
    one, other = name_of(tmp_path / "one"), name_of(tmp_path / ("other" * 40))
    assert one != other
    assert len(one) == len(other) < 60
