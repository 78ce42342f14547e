"""A second start on the same data folder says so and raises the first window."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from eucles_desk.app import paths
from eucles_desk.app.instance import FirstInstance, name_of, raise_first
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import open_program
from eucles_desk.ui import theme


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data with ä"


def test_the_second_start_raises_the_first_window_and_ends(qtbot: QtBot, folder: Path, tmp_path: Path) -> None:
    theme.set_up(paths.resources())
    settings = SettingsFile(tmp_path / "config")
    program = open_program(folder, paths.resources())
    session = Session(program, settings, replace(settings.load(), tour_seen=True), "en")
    qtbot.addWidget(session.window)
    raised: list[bool] = []
    session.bring_to_front = lambda: raised.append(True)  # type: ignore[method-assign]  # what it calls is Qt's own
    session.show()
    name = name_of(folder)
    qtbot.wait(500)

    second = QProcess()
    second.setProgram(sys.executable)
    second.setArguments(["-m", "eucles_desk", "--data-dir", str(folder)])
    second.start()
    qtbot.waitUntil(lambda: second.state() == QProcess.ProcessState.NotRunning, timeout=30_000)
    said = bytes(second.readAllStandardOutput().data()).decode()
    assert second.exitCode() == 0
    assert said.strip().splitlines() == [
        "EUCLES Desk is open already with these data. Its window has been brought to the front."
    ]
    assert raised
    assert name.startswith("eucles-desk-")
    session.window.close()
    session.close()


def test_a_name_left_by_a_crash_is_taken_over(qtbot: QtBot, folder: Path) -> None:
    first = FirstInstance(folder)
    assert first.is_listening
    again = FirstInstance(folder)  # the lock says that the first one is gone
    assert again.is_listening
    with qtbot.waitSignal(again.raise_wanted):
        assert raise_first(folder)
    first.close()
    again.close()


def test_nobody_answers_for_a_folder_that_is_not_open(qtbot: QtBot, tmp_path: Path) -> None:
    assert not raise_first(tmp_path)


def test_what_is_not_the_word_is_not_heard(qtbot: QtBot, folder: Path) -> None:
    from PySide6.QtNetwork import QLocalSocket

    first = FirstInstance(folder)
    heard: list[bool] = []
    first.raise_wanted.connect(lambda: heard.append(True))
    socket = QLocalSocket()
    socket.connectToServer(name_of(folder))
    assert socket.waitForConnected(1000)
    socket.write(b"x" * 100_000)
    qtbot.wait(200)
    assert heard == []
    first.close()


def test_a_command_that_holds_the_data_is_named_in_words(folder: Path) -> None:
    with open_program(folder, paths.resources()):
        ended = subprocess.run(  # our own program
            [sys.executable, "-m", "eucles_desk", "--data-dir", str(folder), "list"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
    assert ended.returncode == 2
    assert "already open" in ended.stderr
