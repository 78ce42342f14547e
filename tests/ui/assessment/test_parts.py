"""The keyboard goes round the parts of the page, and through the panel of findings."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support.gold import LEAD, assessment
from support.shown import Show, Shown, focused

from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Judgement
from eucles_desk.ui.assessment.check_panel import CheckPanel
from eucles_desk.ui.workspace.workspace import Workspace

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
UNFOUNDED = replace(assessment(step=Step.SCORING), judgements=(Judgement(LEAD.id, "2.6", 3),))


def panel(shown: Shown) -> CheckPanel:
    return shown.page.checks.panel


def workspace(shown: Shown) -> Workspace:
    found = shown.page.workspace
    assert found is not None
    return found


def parts(shown: Shown) -> list[QWidget]:
    desk = workspace(shown)
    evidence = desk.evidence if desk.evidence.isVisible() else desk.evidence.content
    return [desk.criteria, desk.judgement, evidence, panel(shown), shown.page.save_bar]


@pytest.mark.parametrize("width", [900, 1700])
def test_f6_goes_round_the_parts_and_shift_f6_back(show: Show, qtbot: QtBot, width: int) -> None:
    shown = show(UNFOUNDED)
    shown.page.window().resize(width, 700)
    shown.page.go_to(Place(Area.CRITERIA, "2.6"))
    qtbot.keyClick(focused(), Qt.Key.Key_F8)
    assert focused() is workspace(shown).judgement.reason_edit
    round_about = parts(shown)
    for part in (*round_about[2:], *round_about):
        qtbot.keyClick(focused(), Qt.Key.Key_F6)
        assert part.isAncestorOf(focused())
    for part in reversed(round_about[:-1]):
        qtbot.keyClick(focused(), Qt.Key.Key_F6, SHIFT)
        assert part.isAncestorOf(focused())


def test_f6_comes_back_to_where_the_keyboard_was_in_the_part(show: Show, qtbot: QtBot) -> None:
    show(UNFOUNDED)
    qtbot.keyClick(focused(), Qt.Key.Key_F8)
    reason = focused()
    qtbot.keyClick(reason, Qt.Key.Key_F6)
    qtbot.keyClick(focused(), Qt.Key.Key_F6, SHIFT)
    assert focused() is reason


def test_f6_goes_between_an_area_and_the_bar_where_there_are_no_criteria_on_screen(show: Show, qtbot: QtBot) -> None:
    shown = show(UNFOUNDED)
    shown.page.go_to(Place(Area.DETAILS))
    shown.page.area_bar.setFocus()
    qtbot.keyClick(focused(), Qt.Key.Key_F6)
    assert shown.page.area_widget.isAncestorOf(focused())
    qtbot.keyClick(focused(), Qt.Key.Key_F6)
    assert shown.page.save_bar.isAncestorOf(focused())


def test_a_accepts_shift_enter_makes_a_line_and_enter_stores(show: Show, qtbot: QtBot) -> None:
    shown = show(UNFOUNDED)
    qtbot.keyClick(focused(), Qt.Key.Key_F8)
    qtbot.keyClick(focused(), Qt.Key.Key_F6)
    qtbot.keyClick(focused(), Qt.Key.Key_F6)
    assert focused() is panel(shown).rows[0].place_row
    qtbot.keyClick(focused(), Qt.Key.Key_A)
    qtbot.keyClicks(focused(), "It is new.")
    qtbot.keyClick(focused(), Qt.Key.Key_Return, SHIFT)
    qtbot.keyClicks(focused(), "Ask again.")
    assert shown.opened.stored.accepted == ()
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert [answer.reason for answer in shown.opened.stored.accepted] == ["It is new.\nAsk again."]


def test_an_unfinished_reason_stays_until_it_is_cancelled(show: Show, qtbot: QtBot) -> None:
    shown = show(UNFOUNDED)
    shown.page.checks.toggle()
    qtbot.keyClick(focused(), Qt.Key.Key_A)
    qtbot.keyClicks(focused(), "It is")
    shown.opened.working.do(lambda: shown.opened.working.opened.set_reason("2.6", "Seen in the register of 2025."))
    shown.page.checks.checking.catch_up()
    assert not any(row.finding.place.id == "2.6" for row in panel(shown).rows)
    shown.opened.working.undo()
    shown.page.checks.checking.catch_up()
    form = panel(shown).rows[0].form
    assert form is not None
    assert form.isVisible()
    assert form.reason_edit.toPlainText() == "It is"
    form.reason_edit.setFocus()
    qtbot.keyClick(form.reason_edit, Qt.Key.Key_Escape)
    assert not form.isVisible()
    panel(shown).rows[0].accept_button.click()
    assert form.reason_edit.toPlainText() == "It is"
    form.cancel_button.click()
    panel(shown).rows[0].accept_button.click()
    assert form.reason_edit.toPlainText() == ""
