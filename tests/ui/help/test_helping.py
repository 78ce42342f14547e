"""F1 in the window, and the tour of the first run."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.whole_desk import WholeDesk, make_desk

from eucles_desk.assessment.places import Area, Place
from eucles_desk.ui.main_window import MainWindow


@pytest.fixture
def desk(tmp_path: Path) -> WholeDesk:
    return make_desk(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, desk: WholeDesk) -> Iterator[MainWindow]:
    made = MainWindow(desk.context)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def press_f1(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F1)


def test_f1_helps_at_the_place_and_goes_along(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    press_f1(qtbot, window)
    panel = window.help.panel
    assert panel is not None
    assert panel.place == window.place_key
    window.show_page("settings")
    assert panel.place == "settings"
    window.open_assessment(desk.start("Test Cluster"), Place(Area.CRITERIA))
    assert panel.place == "criteria"
    assert "Ctrl+Enter" in panel.text.toPlainText()


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Escape])
def test_it_closes_and_gives_the_keyboard_back(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    window.show_page("settings")
    field = window.pages.settings.name_edit
    field.setFocus()
    press_f1(qtbot, window)
    assert window.help.panel is not None
    assert window.help.panel.isVisible()
    qtbot.keyClick(window.help.panel.text, key)
    assert not window.help.panel.isVisible()
    assert field.hasFocus()


def test_it_stays_open_when_the_pages_are_made_anew(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("settings")
    press_f1(qtbot, window)
    before = window.help.panel
    window.rebuild()
    after = window.help.panel
    assert after is not None
    assert after is not before
    assert after.isVisible()
    assert after.place == "settings"


def test_the_tour_is_run_once_and_remembered(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    assert not desk.context.choices.tour_seen
    window.help.start_tour()
    tour = window.help.tour
    assert tour is not None
    qtbot.waitUntil(lambda: tour.isVisible() and tour.next_button.hasFocus())
    qtbot.keyClick(tour.next_button, Qt.Key.Key_Escape)
    assert window.help.tour is None
    assert desk.saved[-1].tour_seen
