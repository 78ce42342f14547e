"""One session on the sample data for all places: making it takes longer than looking at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication
from support.closing import destroy
from support.every_window import EveryWindow, settle

from eucles_desk.app import paths
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import open_program
from eucles_desk.language import ENGLISH
from eucles_desk.ui import theme
from eucles_desk.ui.speaking import speak


@pytest.fixture(scope="module")
def every_window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EveryWindow]:
    folder: Path = tmp_path_factory.mktemp("data")
    QCoreApplication.setOrganizationName("eucles-desk-tests")
    QCoreApplication.setApplicationName("eucles-desk-tests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
    theme.set_up(paths.resources())
    theme.apply("light", 100)
    speak(ENGLISH)
    program = open_program(folder, paths.resources())
    program.make_sample()
    settings = SettingsFile(folder)
    session = Session(program, settings, replace(settings.load(), tour_seen=True), "en")
    session.window.resize(1280, 720)
    session.show()
    settle()
    yield EveryWindow(program, session)
    window = session.window
    window.close()
    session.close()
    destroy([window])
    speak(ENGLISH)
    theme.apply("light", 100)
