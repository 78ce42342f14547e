"""Ctrl+W closes what has the keyboard: a window over the main one, the help, or the window itself."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot
from support.whole_desk import WholeDesk

from eucles_desk.assessment.places import Area, Place
from eucles_desk.ui.main_window import MainWindow


def press(window: MainWindow) -> None:
    focus = QApplication.focusWidget() or window
    QTest.keyClick(focus, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def active(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_the_main_window_closes_with_all_that_was_typed(active: MainWindow, desk: WholeDesk) -> None:
    started = desk.start("Test Cluster")
    active.open_assessment(started, Place(Area.CRITERIA, "2.5"))
    page = active.assessment_page
    assert page is not None
    assert page.workspace is not None
    page.workspace.judgement.reason_edit.setFocus()
    QTest.keyClicks(page.workspace.judgement.reason_edit, "Seen in the register")
    press(active)
    assert not active.isVisible()
    reopened = desk.context.desk.open(started).value
    assert [found.reason for found in reopened.judgements if found.reason] == ["Seen in the register"]


def test_it_stays_open_while_something_is_not_saved(active: MainWindow, desk: WholeDesk) -> None:
    active.open_assessment(desk.start("Test Cluster"), Place(Area.CRITERIA, "2.5"))
    assert active.working is not None
    active.working.hold("fact:website", "Kotka", "“Kotka” is not an address of a website.")
    press(active)
    assert active.isVisible()
    assert active.frame.bar.isVisible()


def test_in_the_help_only_the_help_closes(active: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget() or active, Qt.Key.Key_F1)
    panel = active.help.panel
    assert panel is not None
    assert panel.text.hasFocus()
    press(active)
    assert not panel.isVisible()
    assert active.isVisible()


def test_a_window_over_it_closes_and_the_main_window_stays(active: MainWindow, qtbot: QtBot) -> None:
    for ask in (active.finding.show_keys, active.starting.new_cluster):
        ask()
        dialog = next(found for found in active.findChildren(QDialog) if found.isVisible())
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        field = dialog.findChild(QLineEdit)
        if field is not None:
            field.setFocus()
            QTest.keyClicks(field, "abc")
        press(active)
        assert not dialog.isVisible()
        assert active.isVisible()
