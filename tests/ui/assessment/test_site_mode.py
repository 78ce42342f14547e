"""Site mode: larger text, and only what is needed with the cluster."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.whole_desk import RESOURCES, WholeDesk, make_desk

from eucles_desk.assessment.on_site import SelfJudgement
from eucles_desk.assessment.places import Area, Place
from eucles_desk.ui import theme
from eucles_desk.ui.context import Choices
from eucles_desk.ui.main_window import MainWindow


@pytest.fixture
def desk(tmp_path: Path) -> WholeDesk:
    return make_desk(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, desk: WholeDesk) -> Iterator[MainWindow]:
    theme.set_up(RESOURCES)
    theme.apply("light", 100)
    made = MainWindow(desk.context)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    theme.apply("light", 100)


def press_f9(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F9)


def shown_areas(window: MainWindow) -> set[str]:
    assert window.assessment_page is not None
    return set(window.assessment_page.area_bar.keys())


def test_a_key_enters_and_leaves_it_where_one_is(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.open_assessment(desk.start("Test Cluster"), Place(Area.CRITERIA, "2.5"))
    before = theme.notifier().text_size
    press_f9(qtbot, window)
    assert theme.notifier().text_size == 1.25 * before
    assert not window.frame.sidebar.isVisible()
    assert shown_areas(window) == {"facts", "criteria", "on_site", "consensus", "report"}
    assert window.assessment_page is not None
    assert not window.assessment_page.header.stepper.isVisible()
    assert desk.saved[-1].site_mode
    press_f9(qtbot, window)
    assert theme.notifier().text_size == before
    assert window.frame.sidebar.isVisible()
    assert "details" in shown_areas(window)


def test_what_is_compared_at_the_desk_is_left_out_and_what_to_look_for_stays_folded(
    qtbot: QtBot, window: MainWindow, desk: WholeDesk
) -> None:
    window.resize(1400, 1000)
    assessment = desk.start("Test Cluster")
    desk.desk.open(assessment).set_self_judgement(SelfJudgement("2.5", 4))
    window.open_assessment(assessment, Place(Area.CRITERIA, "2.5"))
    assert window.assessment_page is not None
    workspace = window.assessment_page.workspace
    assert workspace is not None
    assert workspace.judgement.beside.isVisible()
    press_f9(qtbot, window)
    on_site = window.assessment_page.workspace
    assert on_site is not None
    on_site.show_criterion("2.6")
    on_site.show_criterion("2.5")
    assert not on_site.judgement.beside.isVisible()
    assert not on_site.judgement.guidance.interview_heading.isVisible()
    assert on_site.judgement.cards.isVisible()


def test_a_button_leaves_it(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.open_assessment(desk.start("Test Cluster"), Place(Area.CRITERIA))
    press_f9(qtbot, window)
    assert window.assessment_page is not None
    qtbot.mouseClick(window.assessment_page.leave_button, Qt.MouseButton.LeftButton)
    assert not desk.saved[-1].site_mode
    assert window.frame.sidebar.isVisible()


def test_a_place_that_is_left_out_says_so(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.open_assessment(desk.start("Test Cluster"), Place(Area.CRITERIA))
    press_f9(qtbot, window)
    assert window.assessment_page is not None
    window.assessment_page.go_to(Place(Area.RESULT))
    assert window.assessment_page.area != "result"
    assert "left out in site mode" in window.assessment_page.message.text


def test_a_label_without_criteria_has_its_facts(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.open_assessment(desk.start("Test Cluster", "bronze"))
    press_f9(qtbot, window)
    assert shown_areas(window) == {"facts", "on_site", "report"}


def test_text_grows_no_further_than_the_largest() -> None:
    assert Choices(text_size=100, site_mode=True).shown_text_size == 125
    assert Choices(text_size=200, site_mode=True).shown_text_size == 200
    assert Choices(text_size=150).shown_text_size == 150
