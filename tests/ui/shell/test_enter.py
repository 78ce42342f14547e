"""Enter presses the button that the keyboard is on, once, in the window and in dialogs with a default button."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QDialog, QPushButton, QToolButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from eucles_desk.ui.key_rules import set_key_rules
from eucles_desk.ui.main_window import MainWindow


def test_enter_on_a_page_in_the_sidebar_shows_it(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = window.frame.sidebar.buttons["clusters"]
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert window.place_key == "clusters"
    QTest.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.place_key == "clusters"


@pytest.mark.parametrize("kind", [QPushButton, QToolButton, QCheckBox])
def test_in_a_dialog_one_thing_is_done(qtbot: QtBot, kind: type[QAbstractButton]) -> None:
    set_key_rules()
    dialog = QDialog()
    qtbot.addWidget(dialog)
    other, usual = kind(), QPushButton("OK")
    usual.setDefault(True)
    column = QVBoxLayout(dialog)
    column.addWidget(other)
    column.addWidget(usual)
    pressed: list[str] = []
    other.clicked.connect(lambda: pressed.append("other"))
    usual.clicked.connect(lambda: pressed.append("usual"))
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_Return)
    assert pressed == ["usual" if kind is QCheckBox else "other"]
    usual.setFocus()
    QTest.keyClick(usual, Qt.Key.Key_Return)
    assert pressed[1:] == ["usual"]
