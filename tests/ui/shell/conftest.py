"""The window on a desk in memory, and the places that it writes to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot
from support.whole_desk import RESOURCES, WholeDesk, make_desk

from eucles_desk.language import ENGLISH
from eucles_desk.ui import theme
from eucles_desk.ui.jobs import wait_for_all
from eucles_desk.ui.main_window import MainWindow
from eucles_desk.ui.speaking import speak


@pytest.fixture(autouse=True)
def look(qtbot: QtBot) -> Iterator[None]:
    """Light colours at the usual text size, and English."""
    QCoreApplication.setOrganizationName("eucles-desk-tests")
    QCoreApplication.setApplicationName("eucles-desk-tests")
    theme.set_up(RESOURCES)
    theme.apply("light", 100)
    yield
    wait_for_all()
    speak(ENGLISH)
    theme.apply("light", 100)


@pytest.fixture
def desk(tmp_path: Path) -> WholeDesk:
    return make_desk(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, desk: WholeDesk) -> Iterator[MainWindow]:
    """The window of a desk without an assessment, shown."""
    made = MainWindow(desk.context)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    desk.store.broken = False
    wait_for_all()
