"""A message that goes gives the keyboard back to where it was before."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from support.gold import ROOT

from eucles_desk.ui import theme
from eucles_desk.ui.key_rules import set_key_rules
from eucles_desk.ui.message_bar import MessageBar


@dataclass
class Page:
    window: QWidget
    bar: MessageBar
    fields: list[QLineEdit]


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    """Three fields under a message that offers something; the keyboard is in the last."""
    theme.set_up(ROOT / "resources")
    theme.apply("light", 100)
    set_key_rules()
    window = QWidget()
    qtbot.addWidget(window)
    made = Page(window, MessageBar(), [QLineEdit() for _ in range(3)])
    column = QVBoxLayout(window)
    for part in (made.bar, *made.fields):
        column.addWidget(part)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.bar.say("A folder was dropped.", "info", "Attach them")
    made.fields[2].setFocus()
    yield made
    window.close()


def focused() -> QWidget | None:
    return QApplication.focusWidget()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_message_put_away_by_key_gives_the_keyboard_back(qtbot: QtBot, page: Page, key: Qt.Key) -> None:
    page.bar.action.connect(page.bar.put_away)
    page.bar.action_button.setFocus()
    qtbot.keyClick(page.bar.action_button, Qt.Key.Key_Tab)
    close = focused()
    assert close is not None
    assert page.bar.isAncestorOf(close)
    qtbot.keyClick(close, Qt.Key.Key_Backtab)
    qtbot.keyClick(page.bar.action_button, key)
    assert not page.bar.isVisible()
    assert focused() is page.fields[2]


def test_so_does_one_whose_button_is_clicked(qtbot: QtBot, page: Page) -> None:
    page.bar.action.connect(page.bar.put_away)
    qtbot.mouseClick(page.bar.action_button, Qt.MouseButton.LeftButton)
    assert not page.bar.isVisible()
    assert focused() is page.fields[2]


def test_where_the_action_leads_elsewhere_the_keyboard_goes_there(qtbot: QtBot, page: Page) -> None:
    page.bar.action.connect(page.bar.put_away)
    page.bar.action.connect(page.fields[1].setFocus)
    qtbot.mouseClick(page.bar.action_button, Qt.MouseButton.LeftButton)
    assert focused() is page.fields[1]


def test_what_is_gone_gets_no_keyboard(qtbot: QtBot, page: Page) -> None:
    page.bar.action.connect(page.bar.put_away)
    page.bar.action_button.setFocus()
    page.fields[2].hide()
    qtbot.mouseClick(page.bar.action_button, Qt.MouseButton.LeftButton)
    assert focused() in page.fields[:2]


def test_whoever_leaves_a_message_that_stays_is_left_alone(qtbot: QtBot, page: Page) -> None:
    page.bar.action_button.setFocus()
    page.fields[0].setFocus()
    page.bar.put_away()
    assert focused() is page.fields[0]
