"""Escape closes the innermost thing, leads the keyboard home, and leaves an assessment at the second time only."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from support.whole_desk import WholeDesk

from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.ui import escaping
from eucles_desk.ui.assessment.page import AssessmentPage
from eucles_desk.ui.main_window import MainWindow
from eucles_desk.ui.workspace.workspace import Workspace

Key = Qt.Key
ONCE_MORE = "Press Escape once more to leave the assessment."


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "the keyboard leads nowhere"
    return found


def press(key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def page(window: MainWindow) -> AssessmentPage:
    assert window.assessment_page is not None
    return window.assessment_page


def workspace(window: MainWindow) -> Workspace:
    found = page(window).workspace
    assert found is not None
    return found


@pytest.fixture
def opened(window: MainWindow, desk: WholeDesk, qtbot: QtBot) -> MainWindow:
    """A Gold assessment that is being scored, with the keyboard on the levels of criterion 2.5."""
    made = desk.start("Timber Town")
    desk.store.kept[made] = replace(desk.store.kept[made], step=Step.SCORING)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_assessment(made, Place(Area.CRITERIA, "2.5"))
    return window


def is_on_cards(window: MainWindow) -> bool:
    return workspace(window).judgement.cards.isAncestorOf(focused())


def test_the_second_escape_on_the_levels_leaves(opened: MainWindow) -> None:
    assert is_on_cards(opened)
    press(Key.Key_Escape)
    assert opened.is_in_assessment
    assert opened.frame.bar.text == ONCE_MORE
    assert opened.frame.bar.isVisible()
    press(Key.Key_Escape)
    assert opened.working is None
    assert not opened.frame.bar.isVisible(), "there is nothing more to leave"


def test_so_it_is_on_the_list_of_criteria(opened: MainWindow) -> None:
    workspace(opened).criteria.view.setFocus()
    press(Key.Key_Escape)
    assert opened.is_in_assessment
    press(Key.Key_Escape)
    assert opened.working is None


def test_after_three_seconds_it_is_the_first_again(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert escaping.TWICE_MILLISECONDS == 3000
    pause = opened._escaping._once_more  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setattr(escaping, "TWICE_MILLISECONDS", 30)
    pause.setInterval(30)
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: not opened.frame.bar.isVisible(), timeout=2000)
    press(Key.Key_Escape)
    assert opened.is_in_assessment
    assert opened.frame.bar.text == ONCE_MORE


def test_a_key_held_down_does_not_leave(opened: MainWindow) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    press(Key.Key_Escape)
    for _ in range(5):
        held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Escape, Qt.KeyboardModifier.NoModifier, "", True, 1)
        QApplication.sendEvent(focused(), held)
    assert opened.is_in_assessment


@pytest.mark.parametrize("field", ["reason", "header", "save bar", "areas"])
def test_from_elsewhere_it_leads_to_the_levels_first(opened: MainWindow, field: str) -> None:
    there = {
        "reason": workspace(opened).judgement.reason_edit,
        "header": page(opened).header.back_button,
        "save bar": page(opened).checks.button,
        "areas": page(opened).area_bar,
    }[field]
    there.setFocus()
    assert not is_on_cards(opened)
    press(Key.Key_Escape)
    assert opened.is_in_assessment
    assert is_on_cards(opened)
    assert opened.frame.bar.text != ONCE_MORE


def test_what_was_said_once_does_not_count_where_the_keyboard_went_on(opened: MainWindow) -> None:
    press(Key.Key_Escape)
    workspace(opened).judgement.reason_edit.setFocus()
    press(Key.Key_Escape)
    assert opened.is_in_assessment
    assert is_on_cards(opened)
    assert not opened.frame.bar.isVisible()


def test_it_closes_the_findings_that_f8_has_opened(opened: MainWindow) -> None:
    press(Key.Key_F8)
    assert page(opened).checks.panel.isVisible()
    press(Key.Key_Escape)
    assert page(opened).checks.panel.isHidden()
    assert opened.is_in_assessment


def test_it_closes_the_help_from_anywhere_in_the_page(opened: MainWindow) -> None:
    press(Key.Key_F1)
    panel = opened.help.panel
    assert panel is not None
    workspace(opened).judgement.cards.focus_card()
    press(Key.Key_Escape)
    assert panel.isHidden()
    assert opened.is_in_assessment


def test_it_closes_the_help_on_a_page_too(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_F1)
    window.pages.today.focus_list()
    press(Key.Key_Escape)
    assert window.help.panel is not None
    assert window.help.panel.isHidden()


def test_it_takes_filters_back_from_outside_the_workspace(opened: MainWindow) -> None:
    next(iter(workspace(opened).criteria.chips.values())).setChecked(True)
    page(opened).header.back_button.setFocus()
    press(Key.Key_Escape)
    assert not workspace(opened).criteria.is_narrowed
    assert opened.is_in_assessment


def test_a_list_of_a_field_that_was_closed_leaves_nothing(opened: MainWindow) -> None:
    page(opened).go_to(Place(Area.DETAILS))
    box = next(one for one in page(opened).area_widget.findChildren(QWidget) if one.inherits("QComboBox"))
    box.setFocus()
    press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup.focusWidget() or popup, Key.Key_Escape)
    assert opened.is_in_assessment
    press(Key.Key_Escape)
    assert opened.is_in_assessment
    assert focused() is page(opened).area_bar or page(opened).area_bar.isAncestorOf(focused())


def test_in_site_mode_it_leaves_nothing_at_once(opened: MainWindow, desk: WholeDesk) -> None:
    press(Key.Key_F9)
    assert desk.context.choices.site_mode
    assert is_on_cards(opened), "the keyboard stays in the page that was made anew"
    assert workspace(opened).current_criterion == "2.5"
    assert opened.frame.bar.text.startswith("Site mode")
    press(Key.Key_Escape)
    assert opened.is_in_assessment
    assert desk.context.choices.site_mode
    assert not opened.frame.bar.isVisible()
    press(Key.Key_F9)


def test_in_the_other_areas_it_leads_to_their_bar_first(opened: MainWindow) -> None:
    for area in (Area.DETAILS, Area.FACTS, Area.ON_SITE, Area.RESULT):
        page(opened).go_to(Place(area))
        for _ in range(3):
            press(Key.Key_Tab)
        if not page(opened).area_widget.isAncestorOf(focused()):
            continue
        press(Key.Key_Escape)
        assert opened.is_in_assessment, area
    page(opened).area_bar.setFocus()
    press(Key.Key_Escape)
    assert opened.frame.bar.text == ONCE_MORE
    press(Key.Key_Escape)
    assert opened.working is None


def test_alt_left_and_the_button_leave_as_before(opened: MainWindow, desk: WholeDesk) -> None:
    page(opened).header.back_button.setFocus()
    press(Key.Key_Return)
    assert opened.working is None
