"""Details, improvement areas and the result."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.gold import assessment, levels_for
from support.shown import Show, Shown, focused

from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Kind, Role, Step, Verdict
from eucles_desk.assessment.values import Period
from eucles_desk.ui.assessment.areas import ImprovementAreasPage
from eucles_desk.ui.assessment.details import DetailsArea
from eucles_desk.ui.assessment.month_field import MonthField
from eucles_desk.ui.assessment.result import ResultArea


def details_of(shown: Shown) -> DetailsArea:
    shown.page.area_bar.open_tab("details")
    area = shown.page.area_widget
    assert isinstance(area, DetailsArea)
    return area


def areas_of(shown: Shown) -> ImprovementAreasPage:
    shown.page.area_bar.open_tab("improvement_areas")
    area = shown.page.area_widget
    assert isinstance(area, ImprovementAreasPage)
    return area


def result_of(shown: Shown) -> ResultArea:
    shown.page.area_bar.open_tab("result")
    area = shown.page.area_widget
    assert isinstance(area, ResultArea)
    return area


def choose_month(field: MonthField, qtbot: QtBot, month: int, year: str) -> None:
    """Choose a month by the keyboard, then type the year and leave it."""
    box = field.month_box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findData(month)):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    field.year_edit.setFocus()
    field.year_edit.selectAll()
    qtbot.keyClicks(field.year_edit, year)
    qtbot.keyClick(field.year_edit, Qt.Key.Key_Tab)


# Details


def test_cluster_is_renamed_and_the_region_is_a_code(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.DRAFT))
    card = details_of(shown).cluster_card
    card.region_edit.setFocus()
    qtbot.keyClicks(card.region_edit, "fi1d7")
    qtbot.keyClick(card.region_edit, Qt.Key.Key_Tab)
    assert shown.opened.stored.cluster.region == "FI1D7"
    card.region_edit.setFocus()
    card.region_edit.selectAll()
    qtbot.keyClicks(card.region_edit, "12")
    qtbot.keyClick(card.region_edit, Qt.Key.Key_Tab)
    assert card.region_field.problem == "Write a NUTS code such as FI1D7, or leave the field empty."
    assert shown.opened.stored.cluster.region == "FI1D7"


def test_kind_and_period_are_stored(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.DRAFT))
    card = details_of(shown).assessment_card
    qtbot.mouseClick(card.kind_buttons[Kind.RENEWAL], Qt.MouseButton.LeftButton)
    choose_month(card.last, qtbot, 6, "2026")
    assert shown.opened.stored.kind is Kind.RENEWAL
    assert shown.opened.stored.period == Period("2024-01", "2026-06")


def test_period_that_ends_before_it_begins_waits_for_its_other_end(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.DRAFT))
    card = details_of(shown).assessment_card
    choose_month(card.first, qtbot, 1, "2026")
    assert card.first_field.problem == "The first month lies after the last one."
    assert shown.opened.stored.period == Period("2024-01", "2025-12")
    choose_month(card.last, qtbot, 12, "2027")
    assert card.first_field.problem == ""
    assert shown.opened.stored.period == Period("2026-01", "2027-12")


def test_year_that_is_none_is_put_back(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.DRAFT))
    card = details_of(shown).assessment_card
    choose_month(card.last, qtbot, 12, "3")
    assert card.last.year_edit.text() == "2025"


def test_earlier_benchmarking_can_be_not_known(show: Show, qtbot: QtBot) -> None:
    shown = show(replace(assessment(label="silver", step=Step.SELF_ASSESSMENT), earlier_benchmarking=""))
    shown.page.go_to(Place(Area.DETAILS, "earlier_benchmarking"))
    card = details_of(shown).assessment_card
    assert card.earlier is not None
    assert focused() is card.earlier.month_box
    choose_month(card.earlier, qtbot, 3, "2024")
    assert shown.opened.stored.earlier_benchmarking == "2024-03"
    qtbot.keyClick(card.earlier.month_box, Qt.Key.Key_Home)
    assert shown.opened.stored.earlier_benchmarking == ""


def test_gold_does_not_ask_for_an_earlier_benchmarking(show: Show) -> None:
    assert details_of(show(assessment(step=Step.DRAFT))).assessment_card.earlier is None


def test_seats_are_added_and_filled(show: Show, qtbot: QtBot) -> None:
    value = assessment(step=Step.DRAFT)
    lead = value.seats[0]
    shown = show(replace(value, seats=(lead,)))
    card = details_of(shown).seats_card
    shown.page.go_to(Place(Area.DETAILS, "seats"))
    assert focused() is card.add_buttons[Role.SECOND]
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    assert not card.add_buttons[Role.SECOND].isVisible()
    qtbot.keyClicks(focused(), "Bo Example")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    second = shown.opened.stored.seat(Role.SECOND)
    assert second is not None
    assert second.name == "Bo Example"
    qtbot.mouseClick(card.add_buttons[Role.OBSERVER], Qt.MouseButton.LeftButton)
    assert shown.opened.stored.seat(Role.OBSERVER) is not None
    assert card.add_buttons[Role.OBSERVER].isVisible()


def test_undoing_an_added_seat_takes_its_row_away(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.DRAFT))
    card = details_of(shown).seats_card
    qtbot.mouseClick(card.add_buttons[Role.TRAINEE], Qt.MouseButton.LeftButton)
    assert len(card.seat_rows) == 3
    shown.opened.working.undo()
    assert len(card.seat_rows) == 2


def test_edition_says_where_it_comes_from(show: Show) -> None:
    lines = details_of(show(assessment(step=Step.DRAFT))).edition_card.provenance_label.text()
    assert "Texts of the levels: written for this edition" in lines
    assert "Criteria: 29 published and 2 inferred from published facts" in lines


# Improvement areas


def test_improvement_areas_are_added_filled_and_removed(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(label="silver", step=Step.SCORING))
    area = areas_of(shown)
    qtbot.mouseClick(area.add_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(area.add_button, Qt.MouseButton.LeftButton)
    first, second = area.cards
    assert first.area.criterion != second.area.criterion
    first.edits["before"].setFocus()
    qtbot.keyClicks(first.edits["before"], "No register was kept.")
    qtbot.mouseClick(first.verdict_buttons[Verdict.CONFIRMED], Qt.MouseButton.LeftButton)
    stored = shown.opened.stored.improvement_areas
    assert stored[0].before == "No register was kept."
    assert stored[0].verdict is Verdict.CONFIRMED
    assert area.summary_label.text() == "2 of 3 improvement areas entered, 1 confirmed on site"
    qtbot.mouseClick(first.remove_button, Qt.MouseButton.LeftButton)
    assert [left.id for left in shown.opened.stored.improvement_areas] == [second.area.id]


def test_area_without_a_verdict_is_one_place(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(label="silver", step=Step.SCORING))
    area = areas_of(shown)
    qtbot.mouseClick(area.add_button, Qt.MouseButton.LeftButton)
    shown.page.go_to(Place(Area.IMPROVEMENT_AREAS, str(area.cards[0].area.id)))
    assert focused() is area.cards[0].verdict_buttons[None]


# Result


def test_result_says_outcome_and_conditions(show: Show) -> None:
    area = result_of(show(assessment(agreed=levels_for(128))))
    assert area.heading.text_label.text() == (
        "The conditions for Gold are met: 128 of 150 points (85.3\N{NO-BREAK SPACE}%)"
    )
    assert all(row.accessibleName().startswith("met, ") for row in area.conditions.rows)
    assert area.separates_card.nothing_label.isVisible()
    assert "Structure" in area.bars.accessibleDescription()
    assert "Structure" in area.spider.accessibleDescription()


def test_missed_condition_leads_to_what_misses_it(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(agreed=levels_for(125, c2_4=1)))
    area = result_of(shown)
    row = next(row for row in area.conditions.rows if "below its minimum" in row.shown.text)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert shown.page.workspace is not None
    assert shown.page.workspace.current_criterion == "2.4"


def test_shortest_way_says_what_each_raise_gains(show: Show) -> None:
    area = result_of(show(assessment(agreed=levels_for(119))))
    (row,) = area.separates_card.raises.rows.rows
    assert row.shown.detail == "+1"
    assert area.separates_card.below.isHidden()


def test_findings_stand_by_severity_and_lead_to_their_place(show: Show, qtbot: QtBot) -> None:
    value = assessment(agreed=levels_for(128), step=Step.CONSENSUS)
    quiet = tuple(replace(agreed, reason="") if agreed.criterion == "3.1" else agreed for agreed in value.consensus)
    shown = show(replace(value, consensus=quiet))
    groups = result_of(shown).findings_card.groups
    errors, warnings, hints = groups.values()
    assert [row.shown.text[:3] for row in errors.rows.rows] == ["3.1"]
    assert warnings.rows.rows
    assert hints.rows.rows
    row = errors.rows.rows[0]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert shown.page.workspace is not None
    assert shown.page.workspace.current_criterion == "3.1"


def test_result_catches_up_when_it_is_shown_again(show: Show) -> None:
    shown = show(assessment(agreed=levels_for(120), step=Step.CONSENSUS))
    area = result_of(shown)
    before = area.heading.text_label.text()
    shown.page.area_bar.open_tab("criteria")
    shown.opened.working.opened.set_level("5.1", None)
    assert area.heading.text_label.text() == before
    shown.page.area_bar.open_tab("result")
    assert area.heading.text_label.text() != before


@pytest.mark.parametrize("kind", ["points", "minimums", "complete"])
def test_condition_of_the_decision_has_its_place(show: Show, kind: str) -> None:
    shown = show(assessment(agreed=levels_for(119)))
    shown.page.go_to(Place(Area.RESULT, kind))
    area = result_of(shown)
    assert focused() in area.conditions.rows
