"""A user at the program's window on sample data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot
from support.seated import Seated

from eucles_desk.app import paths
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import open_program
from eucles_desk.language import ENGLISH
from eucles_desk.ui import theme
from eucles_desk.ui.jobs import wait_for_all
from eucles_desk.ui.speaking import speak


@pytest.fixture
def user(qtbot: QtBot, tmp_path: Path) -> Iterator[Seated]:
    folder = tmp_path / "data"
    QCoreApplication.setOrganizationName("eucles-desk-tests")
    QCoreApplication.setApplicationName("eucles-desk-tests")
    theme.set_up(paths.resources())
    theme.apply("light", 100)
    speak(ENGLISH)
    program = open_program(folder, paths.resources())
    program.make_sample()
    settings = SettingsFile(folder)
    session = Session(program, settings, replace(settings.load(), tour_seen=True), "en")
    session.window.resize(1280, 800)
    session.show()
    qtbot.waitExposed(session.window)
    yield Seated(session, qtbot, program)
    wait_for_all()
    session.window.close()
    session.close()
    speak(ENGLISH)
