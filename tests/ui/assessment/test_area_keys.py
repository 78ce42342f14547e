"""The keys of areas: each keeps its number in site mode, leads where the palette says, and works from the sidebar."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from support.whole_desk import RESOURCES, WholeDesk, make_desk

from eucles_desk.assessment.places import Area, Place
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.page import AssessmentPage
from eucles_desk.ui.main_window import MainWindow
from eucles_desk.ui.palette.commands import commands_of
from eucles_desk.ui.workspace.cards import LevelCard
from eucles_desk.ui.workspace.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(tmp_path: Path) -> WholeDesk:
    return make_desk(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, desk: WholeDesk) -> Iterator[MainWindow]:
    """A window with a draft open at a criterion."""
    theme.set_up(RESOURCES)
    theme.apply("light", 100)
    made = MainWindow(desk.context)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.open_assessment(desk.start("Test Cluster"), Place(Area.CRITERIA, "2.5"))
    yield made
    made.close()
    theme.apply("light", 100)


def page_of(window: MainWindow) -> AssessmentPage:
    assert window.assessment_page is not None
    return window.assessment_page


def workspace_of(window: MainWindow) -> Workspace:
    workspace = page_of(window).workspace
    assert workspace is not None
    return workspace


def press(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


@pytest.fixture(params=["sidebar", "help", "message"])
def beside(request: pytest.FixtureRequest, window: MainWindow) -> QWidget:
    """Something in the window beside the page, with the keyboard on it."""
    if request.param == "help":
        window.help.toggle()
        assert window.help.panel is not None
        return window.help.panel.text
    if request.param == "message":
        window.frame.say("Something is so.", "info", "Mend it")
        window.frame.bar.action_button.setFocus()
        return window.frame.bar.action_button
    made = window.frame.sidebar.buttons["assessments"]
    made.setFocus()
    return made


def test_the_keys_of_the_assessment_work_from_beside_its_page(
    qtbot: QtBot, window: MainWindow, beside: QWidget
) -> None:
    assert beside.hasFocus()
    first = workspace_of(window).current_criterion
    press(qtbot, window, Qt.Key.Key_Down, CTRL)
    second = workspace_of(window).current_criterion
    assert second != first
    assert beside.hasFocus()
    press(qtbot, window, Qt.Key.Key_3, CTRL_SHIFT)
    assert page_of(window).area == "facts"
    beside.setFocus()
    press(qtbot, window, Qt.Key.Key_PageDown, CTRL)
    assert page_of(window).area == "criteria"
    beside.setFocus()
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    assert workspace_of(window).current_criterion not in {first, second}
    assert isinstance(QApplication.focusWidget(), LevelCard)


def test_keys_that_work_in_the_whole_window_anyway_still_do(qtbot: QtBot, window: MainWindow, beside: QWidget) -> None:
    page_of(window).working.opened.set_level("2.5", 3)
    assert beside.hasFocus()
    press(qtbot, window, Qt.Key.Key_S, CTRL_SHIFT)
    assert page_of(window).save_bar.steps_popup.isVisible()


def test_once_more_from_inside_the_page_they_work_once(qtbot: QtBot, window: MainWindow, beside: QWidget) -> None:
    assert beside.hasFocus()
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    seen = [row.criterion.id for row in workspace_of(window).criteria.model.rows]
    at = seen.index(workspace_of(window).current_criterion)
    press(qtbot, window, Qt.Key.Key_Down, CTRL)
    assert workspace_of(window).current_criterion == seen[at + 1]


def test_digits_and_delete_beside_the_page_judge_nothing(
    qtbot: QtBot, window: MainWindow, desk: WholeDesk, beside: QWidget
) -> None:
    assert beside.hasFocus()
    for key in (Qt.Key.Key_4, Qt.Key.Key_N, Qt.Key.Key_Delete):
        press(qtbot, window, key)
    assert page_of(window).working.value.judgements == ()


def test_on_another_page_they_do_nothing(qtbot: QtBot, window: MainWindow) -> None:
    before = page_of(window).area
    window.show_page("clusters")
    window.frame.sidebar.buttons["clusters"].setFocus()
    press(qtbot, window, Qt.Key.Key_3, CTRL_SHIFT)
    assert page_of(window).area == before


def test_each_area_keeps_its_number_in_site_mode(qtbot: QtBot, window: MainWindow) -> None:
    numbered = page_of(window).area_bar.numbered()
    press(qtbot, window, Qt.Key.Key_F9)
    page = page_of(window)
    assert page.area_bar.numbered() == numbered
    for number, key in enumerate(numbered, 1):
        page.message.put_away()
        page.area_bar.open_tab("on_site")
        press(qtbot, window, Qt.Key(Qt.Key.Key_0.value + number), CTRL_SHIFT)
        if page.area_bar.is_shown(key):
            assert page.area == key
            tip = page.area_bar.tabToolTip(page.area_bar.currentIndex())
            assert f"(Ctrl+Shift+{number})" in tip
        else:
            assert page.area == "on_site"
            assert "left out in site mode" in page.message.text


def test_the_palette_leads_to_each_area_that_it_offers_and_to_no_other(window: MainWindow) -> None:
    offered = {name: done for name, done in commands_of(window).items() if name.startswith("area:")}
    assert "area:remarks" not in offered, "a draft has no fact check"
    assert "area:report" in offered
    for name, done in offered.items():
        done.run()
        assert page_of(window).area == name.partition(":")[2]
