"""The page of the consensus: what is talked about first, agreeing by key, the rule for experts who are far apart."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from support.differing import APART, LEAD, SECOND, differing
from support.gold import public_edition
from support.shown import Show, Shown, focused

from eucles_desk.assessment.agenda import SlotKind, plan
from eucles_desk.assessment.on_site import Agenda, Frame
from eucles_desk.assessment.sealing import code_of
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment
from eucles_desk.assessment.verdict import Seal
from eucles_desk.ui.consensus.area import ConsensusArea
from eucles_desk.ui.consensus.rows import Column
from eucles_desk.ui.consensus.tiles import minutes_left

OWN = "Annex B was not in the first papers; the chair confirmed the vote."
CONTROL = Qt.KeyboardModifier.ControlModifier


def area_of(shown: Shown) -> ConsensusArea:
    shown.page.area_bar.open_tab("consensus")
    area = shown.page.area_widget
    assert isinstance(area, ConsensusArea)
    return area


def order(area: ConsensusArea) -> list[str]:
    return [row.criterion for row in area.table.rows.rows]


def words(area: ConsensusArea, column: Column) -> list[str]:
    model = area.table.rows
    return [str(model.index(at, column).data()) for at in range(model.rowCount())]


def test_step_opens_at_the_differences_the_weightiest_first(show: Show) -> None:
    area = area_of(show(differing()))
    assert order(area) == ["4.1.5", "2.4", "3.2", "4.5"]
    assert words(area, Column.WHY) == [
        "4 apart · decides the minimum for Gold",
        "decides the minimum for Gold",
        "1 apart · decides the total",
        "1 apart · decides the total",
    ]
    assert area.open_label.text().startswith("27 criteria were judged alike and adopted; 4 need a decision")
    assert area.tiles.points.figure_label.text() == "114 \N{EN DASH} 122"
    assert "Gold at 120" in area.tiles.points.words_label.text()
    assert area.tiles.deciding.figure_label.text() == "4 of 4"
    assert "Krippendorff" in area.tiles.agreement.accessibleName()
    assert "27 of 31 judged alike" in area.tiles.agreement.accessibleName()


def test_digits_agree_and_ctrl_enter_goes_on_once_there_is_a_reason(show: Show, qtbot: QtBot) -> None:
    shown = show(differing())
    area = area_of(shown)
    assert area.table.choose("2.4")
    area.table.setFocus()
    qtbot.keyClick(area.table, Qt.Key.Key_Return, CONTROL)
    assert "press its digit" in area.agreed.reason_field.problem
    qtbot.keyClick(focused(), Qt.Key.Key_4)
    assert shown.value.agreement("2.4").level == 4
    assert not shown.value.agreement("2.4").adopted
    qtbot.keyClick(focused(), Qt.Key.Key_Return, CONTROL)
    assert focused() is area.agreed.reason_edit
    assert area.agreed.reason_field.problem == "Give the reason for the agreed level."
    qtbot.keyClicks(area.agreed.reason_edit, OWN)
    qtbot.keyClick(area.agreed.reason_edit, Qt.Key.Key_Return, CONTROL)
    assert shown.opened.stored.agreement("2.4").reason == OWN
    assert area.table.current_criterion == "3.2"
    assert focused() is area.table
    assert order(area) == ["4.1.5", "3.2", "4.5", "2.4"]
    assert words(area, Column.WHY)[-1].startswith("decided")


def test_row_stays_under_the_hand_while_its_reason_is_written(show: Show, qtbot: QtBot) -> None:
    area = area_of(show(differing()))
    area.table.setFocus()
    qtbot.keyClick(area.table, Qt.Key.Key_3)
    assert order(area)[0] == area.table.current_criterion == "4.1.5"


def test_experts_far_apart_need_a_reason_of_its_own(show: Show, qtbot: QtBot) -> None:
    shown = show(differing())
    area = area_of(shown)
    assert "more than 2" in area.agreed.rule_label.text()
    qtbot.mouseClick(area.agreed.buttons[3], Qt.MouseButton.LeftButton)
    lead = shown.value.judgement(LEAD.id, "4.1.5").reason
    area.agreed.reason_edit.setPlainText(lead)
    area.agreed.next_button.click()
    assert area.agreed.reason_field.problem.startswith("Give a reason of its own")
    assert any(point.place.id == "4.1.5" for point in shown.opened.working.standing.open_points)
    area.agreed.reason_edit.setPlainText(OWN)
    area.agreed.next_button.click()
    assert area.agreed.reason_field.problem == ""
    assert not any(point.place.id == "4.1.5" for point in shown.opened.working.standing.open_points)


def test_what_each_expert_judged_stays_as_it_is(show: Show, qtbot: QtBot) -> None:
    shown = show(differing())
    area = area_of(shown)
    before = shown.value.judgements
    area.table.setFocus()
    for _ in APART:
        qtbot.keyClick(focused(), Qt.Key.Key_3)
        area.agreed.reason_edit.setPlainText(OWN)
        area.go_to_next()
    assert shown.opened.stored.judgements == before
    assert area.tiles.deciding.figure_label.text() == "4"
    assert focused() is area.approval.lines[SECOND.id].approve_button


def test_what_is_alike_is_adopted_in_one_step(show: Show) -> None:
    shown = show(replace(differing(), consensus=()))
    area = area_of(shown)
    assert area.adopt_button.isVisible()
    area.adopt_button.click()
    assert sum(one.adopted for one in shown.opened.stored.consensus) == 27
    assert not area.adopt_button.isVisible()
    shown.opened.working.undo()
    assert shown.opened.stored.consensus == ()


def test_citation_leads_to_the_criterion(show: Show) -> None:
    shown = show(differing())
    area = area_of(shown)
    assert area.table.choose("2.4")
    link = area.experts[0].citations.findChildren(QPushButton)[0]
    assert link.text() == "Piece 0, p. 3, annex B"
    link.click()
    workspace = shown.page.workspace
    assert workspace is not None
    assert (shown.page.area, workspace.current_criterion) == ("criteria", "2.4")


def test_approval_ends_with_the_next_change(show: Show) -> None:
    shown = show(differing())
    area = area_of(shown)
    line = area.approval.lines[SECOND.id]
    assert line.text_label.text() == "Bo Example has not approved the agreed text yet."
    line.approve_button.click()
    assert line.text_label.text() == "Bo Example approved the agreed text on 2 March 2026."
    assert not line.approve_button.isVisible()
    area.agreed.choose(3)
    assert "changed since" in line.text_label.text()
    assert line.badge.text() == "approved earlier"
    line.take_back_button.click()
    assert shown.opened.stored.approvals == ()


def sealed(value: Assessment, salt: str = "ab" * 32) -> Assessment:
    at = "2025-11-14T16:00:00+02:00"
    seals = tuple(Seal(seat.id, code_of(value, seat.id, salt), at, salt) for seat in value.seats)
    return replace(value, seals=seals)


def test_head_says_who_sealed_and_whether_the_seals_match(show: Show) -> None:
    area = area_of(show(sealed(differing())))
    said = area.seals_label.text()
    assert "Aino Example sealed on 14 November 2025" in said
    assert said.endswith("the seals match.")


def test_head_says_that_a_seal_does_not_match(show: Show) -> None:
    value = sealed(differing())
    changed = (replace(value.judgements[0], reason="Changed after the seal."), *value.judgements[1:])
    assert "does not match" in area_of(show(replace(value, judgements=changed))).seals_label.text()


@pytest.mark.parametrize(("step", "is_there"), [(Step.SCORING, False), (Step.CONSENSUS, True), (Step.AWARDED, True)])
def test_page_is_there_from_the_consensus_on(show: Show, step: Step, is_there: bool) -> None:
    shown = show(differing(step))
    assert shown.page.area_bar.is_shown("consensus") is is_there


def test_page_is_read_only_once_decided(show: Show, qtbot: QtBot) -> None:
    shown = show(differing(Step.DECISION))
    area = area_of(shown)
    area.table.setFocus()
    qtbot.keyClick(area.table, Qt.Key.Key_3)
    assert shown.value.agreement("4.1.5").level is None
    assert area.agreed.reason_edit.isReadOnly()
    assert not area.agreed.next_button.isVisible()
    assert area.notice.isVisible()


def test_screen_reader_hears_levels_with_their_heading(show: Show) -> None:
    area = area_of(show(differing()))
    role = Qt.ItemDataRole.AccessibleTextRole
    assert area.table.rows.index(1, Column.LEAD).data(role) == "Lead: 2"
    assert area.table.rows.index(1, Column.AGREED).data(role) == "Agreed: not agreed yet"
    name = QAccessible.queryAccessibleInterface(area.agreed.buttons[4]).text(QAccessible.Text.Name)
    assert name.startswith("Agreed level 4: ")


def test_time_left_is_that_of_the_experts_session_and_the_closing() -> None:
    agenda = Agenda(Frame.HALF_DAY, ("2026-03-02T09:00",))
    value = replace(differing(), agenda=agenda)
    day = plan(value, public_edition(), agenda).days[0]
    start = next(slot.start for slot in day.slots if slot.kind is SlotKind.EXPERTS)
    begins = datetime.fromisoformat(day.begins)
    assert minutes_left(value, public_edition(), begins + timedelta(minutes=start)) == day.minutes - start
    assert minutes_left(value, public_edition(), begins + timedelta(minutes=start - 1)) is None
    assert minutes_left(replace(value, agenda=None), public_edition(), begins) is None
