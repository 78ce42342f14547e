"""Until when the cluster manager is asked to answer the draft."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot
from support.gold import assessment, levels_for
from support.shown import Show, Shown, focused

from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment, Remark
from eucles_desk.ui.assessment.remarks import RemarksArea


def checking(due: str = "", step: Step = Step.FACT_CHECK) -> Assessment:
    remark = Remark(assessment().id, "2.5")
    return replace(assessment(agreed=levels_for(128), step=step), reply_due=due, remarks=(remark,))


def area_of(shown: Shown) -> RemarksArea:
    shown.page.area_bar.open_tab("remarks")
    area = shown.page.area_widget
    assert isinstance(area, RemarksArea)
    return area


def test_day_is_set_changed_and_taken_back_by_key(show: Show, qtbot: QtBot) -> None:
    shown = show(checking())
    field = area_of(shown).reply_due
    assert field.tick.text() == "Reply asked for by"
    assert not field.day_edit.isVisible()
    field.tick.setFocus()
    qtbot.keyClick(field.tick, Qt.Key.Key_Space)
    assert shown.opened.stored.reply_due == QDate.currentDate().addDays(14).toString("yyyy-MM-dd")
    assert focused() is field.day_edit
    assert field.day_edit.accessibleName() == "Reply asked for by"
    qtbot.keyClicks(field.day_edit, "4 Nov 2095")
    qtbot.keyClick(field.day_edit, Qt.Key.Key_Tab)
    assert shown.opened.stored.reply_due == "2095-11-04"
    field.tick.setFocus()
    qtbot.keyClick(field.tick, Qt.Key.Key_Space)
    assert shown.opened.stored.reply_due == ""
    shown.opened.working.undo()
    assert field.day_edit.day == "2095-11-04"
    assert field.tick.isChecked()


@pytest.mark.parametrize(("days", "is_late"), [(-3, True), (0, False), (5, False)])
def test_day_that_has_passed_is_told(show: Show, days: int, is_late: bool) -> None:
    due = QDate.currentDate().addDays(days).toString("yyyy-MM-dd")
    field = area_of(show(checking(due))).reply_due
    assert field.hint.isVisible() is is_late
    if is_late:
        assert "3 days ago" in field.hint.accessibleName()


@pytest.mark.parametrize(("due", "is_there"), [("2020-01-31", True), ("", False)])
def test_day_stays_to_be_read_after_the_fact_check(show: Show, due: str, is_there: bool) -> None:
    field = area_of(show(checking(due, Step.AWARDED))).reply_due
    assert field.isVisible() is is_there
    assert not field.tick.isEnabled()
    assert not field.hint.isVisible()
