"""The page around an assessment: where it opens, its steps, its areas."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)
from pytestqt.qtbot import QtBot
from support.gold import all_facts, assessment, full, levels_for, public_edition
from support.shown import Show, Shown, focused

from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Cluster
from eucles_desk.ui.assessment.details import DetailsArea
from eucles_desk.ui.assessment.eligibility import EligibilityArea
from eucles_desk.ui.assessment.facts import FactsArea
from eucles_desk.ui.assessment.result import ResultArea
from eucles_desk.ui.assessment.stepper import Progress


def open_panel(shown: Shown, qtbot: QtBot) -> None:
    qtbot.mouseClick(shown.page.header.stepper.now, Qt.MouseButton.LeftButton)
    assert shown.page.step_panel.isVisible()


@pytest.mark.parametrize(
    ("step", "area"),
    [
        (Step.DRAFT, "details"),
        (Step.ELIGIBILITY, "eligibility"),
        (Step.SELF_ASSESSMENT, "facts"),
        (Step.SCORING, "criteria"),
        (Step.CONSENSUS, "consensus"),
        (Step.FACT_CHECK, "remarks"),
        (Step.AWARDED, "result"),
    ],
)
def test_page_opens_where_the_step_works(show: Show, step: Step, area: str) -> None:
    assert show(assessment(step=step)).page.area == area


def test_page_opens_at_the_first_criterion_that_is_open(show: Show) -> None:
    value = full(step=Step.SCORING)
    without = replace(value, judgements=tuple(j for j in value.judgements if j.criterion != "2.5"))
    workspace = show(without).page.workspace
    assert workspace is not None
    assert workspace.current_criterion == "2.5"


def test_open_point_leads_to_its_place_by_click_and_by_enter(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.SELF_ASSESSMENT))
    open_panel(shown, qtbot)
    rows = shown.page.step_panel.points.rows
    assert len(rows) == len(shown.opened.working.standing.open_points)
    assert focused() is rows[0]

    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert focused() is rows[1]
    qtbot.keyClick(rows[1], Qt.Key.Key_Return)
    assert not shown.page.step_panel.isVisible()
    facts = shown.page.area_widget
    assert isinstance(facts, FactsArea)
    missing = [field for field in facts.fields if field.is_missing]
    assert focused() is missing[1].field

    open_panel(shown, qtbot)
    qtbot.mouseClick(shown.page.step_panel.points.rows[0], Qt.MouseButton.LeftButton)
    assert focused() is missing[0].field


def test_panel_goes_with_escape_and_gives_the_focus_back(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.ELIGIBILITY, eligible=None))
    pill = shown.page.header.stepper.now
    pill.setFocus()
    qtbot.keyClick(pill, Qt.Key.Key_Return)
    assert shown.page.step_panel.isVisible()
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert not shown.page.step_panel.isVisible()
    assert focused() is pill


def test_panel_goes_with_a_click_elsewhere_and_with_a_second_click(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.ELIGIBILITY))
    open_panel(shown, qtbot)
    qtbot.mouseClick(shown.page.header, Qt.MouseButton.LeftButton)
    assert not shown.page.step_panel.isVisible()
    open_panel(shown, qtbot)
    qtbot.mouseClick(shown.page.header.stepper.now, Qt.MouseButton.LeftButton)
    assert not shown.page.step_panel.isVisible()


def test_step_with_open_points_cannot_be_left(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.ELIGIBILITY, eligible=None))
    open_panel(shown, qtbot)
    (on,) = shown.page.step_panel.on_buttons
    assert not on.isEnabled()


def test_assessment_goes_from_draft_to_awarded_by_the_panel(show: Show, qtbot: QtBot) -> None:
    value = full(step=Step.DRAFT)
    agreed = assessment(agreed=levels_for(128), step=Step.DRAFT).consensus
    shown = show(replace(value, consensus=agreed))
    steps = [
        Step.ELIGIBILITY,
        Step.SELF_ASSESSMENT,
        Step.SCORING,
        Step.CONSENSUS,
        Step.FACT_CHECK,
        Step.DECISION,
        Step.AWARDED,
    ]
    for step in steps:
        open_panel(shown, qtbot)
        on = shown.page.step_panel.on_buttons[0]
        assert on.isEnabled(), step
        qtbot.mouseClick(on, Qt.MouseButton.LeftButton)
        assert shown.opened.stored.step is step
    assert shown.page.area == "result"
    assert [pill.step for pill in shown.page.header.stepper.pills][-1] is Step.AWARDED
    assert all(pill.progress is Progress.DONE for pill in shown.page.header.stepper.pills[:-1])


def test_decision_can_be_a_refusal_although_conditions_are_not_met(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.DECISION, agreed=levels_for(119)))
    open_panel(shown, qtbot)
    awarded, refused = shown.page.step_panel.on_buttons
    assert not awarded.isEnabled()
    qtbot.mouseClick(refused, Qt.MouseButton.LeftButton)
    assert shown.value.step is Step.REFUSED


def test_back_goes_one_step_back(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.SELF_ASSESSMENT))
    open_panel(shown, qtbot)
    qtbot.mouseClick(shown.page.step_panel.back_button, Qt.MouseButton.LeftButton)
    assert shown.value.step is Step.ELIGIBILITY
    assert shown.page.area == "eligibility"


def test_withdrawing_asks_once_more(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.ELIGIBILITY))
    open_panel(shown, qtbot)
    qtbot.mouseClick(shown.page.step_panel.withdraw_button, Qt.MouseButton.LeftButton)
    assert shown.value.step is Step.ELIGIBILITY
    sure = shown.page.step_panel.sure
    assert focused() is sure.keep_button
    qtbot.mouseClick(sure.yes_button, Qt.MouseButton.LeftButton)
    assert shown.value.step is Step.WITHDRAWN
    area = shown.page.area_widget
    assert isinstance(area, ResultArea)


@pytest.mark.parametrize(
    ("label", "has", "has_not"),
    [
        ("gold", {"criteria"}, {"improvement_areas"}),
        ("silver", {"criteria", "improvement_areas"}, set[str]()),
        ("bronze", set[str](), {"criteria", "improvement_areas"}),
    ],
)
def test_label_decides_on_the_areas(show: Show, label: str, has: set[str], has_not: set[str]) -> None:
    shown = show(assessment(label=label, step=Step.DRAFT))
    keys = set(shown.page.area_bar.keys())
    assert has <= keys
    assert not has_not & keys
    assert shown.page.points_strip.isVisible() == (label != "bronze")


def test_tabs_count_the_open_points(show: Show) -> None:
    shown = show(assessment(step=Step.ELIGIBILITY, eligible=None))
    index = shown.page.area_bar.keys().index("eligibility")
    count = len(public_edition().eligibility)
    assert f"{count} open points" in shown.page.area_bar.accessibleTabName(index)
    shown.opened.working.opened.answer("members", True)
    assert f"{count - 1} open points" in shown.page.area_bar.accessibleTabName(index)


def test_keys_lead_from_area_to_area(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.DRAFT))
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(focused(), Qt.Key.Key_3, control | shift)
    assert shown.page.area == "facts"
    qtbot.keyClick(focused(), Qt.Key.Key_PageDown, control)
    assert shown.page.area == "criteria"
    qtbot.keyClick(focused(), Qt.Key.Key_PageUp, control)
    assert shown.page.area == "facts"
    assert focused().isVisible()


def test_next_key_works_inside_the_workspace_and_around_it(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.SCORING))
    workspace = shown.page.workspace
    assert workspace is not None
    first = workspace.current_criterion
    qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    second = workspace.current_criterion
    assert second != first
    shown.page.area_bar.setFocus()
    qtbot.keyClick(shown.page.area_bar, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert workspace.current_criterion not in {first, second}


def test_back_button_hands_on_what_was_typed_and_closes(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.DRAFT))
    area = shown.page.area_widget
    assert isinstance(area, DetailsArea)
    name = area.cluster_card.name_edit
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Another Cluster")
    with qtbot.waitSignal(shown.page.closed):
        qtbot.mouseClick(shown.page.header.back_button, Qt.MouseButton.LeftButton)
    assert shown.opened.stored.cluster.name == "Another Cluster"


def test_header_follows_the_assessment(show: Show) -> None:
    shown = show(assessment(step=Step.DRAFT))
    shown.opened.working.opened.set_cluster("Renamed", "SE", "")
    assert shown.page.header.title.full_text() == "Renamed"
    assert shown.page.header.subtitle.full_text() == (
        "Gold · first award · scheme: EUCLES public edition 1 · you are the lead expert"
    )


def test_a_usual_name_is_whole_beside_the_steps_also_where_help_takes_a_part_of_the_window(
    show: Show, qtbot: QtBot
) -> None:
    name = "Stillwater Clean Energy Cluster (sample)"
    shown = show(replace(assessment(step=Step.SCORING), cluster=Cluster(assessment().cluster.id, name)))
    for width in (1730, 1090, 780):
        shown.page.resize(width, 700)
        qtbot.waitUntil(lambda width=width: shown.page.header.width() == width, timeout=2000)
        qtbot.waitUntil(lambda: shown.page.header.title.text() == name, timeout=2000)


def test_cluster_without_a_name_is_told_so(show: Show) -> None:
    nameless = replace(assessment(step=Step.DRAFT), cluster=Cluster(assessment().cluster.id, ""))
    shown = show(nameless)
    assert shown.page.header.title.full_text() == "Cluster without a name"
    area = shown.page.area_widget
    assert isinstance(area, DetailsArea)
    assert focused() is area.cluster_card.name_edit


@pytest.mark.parametrize("label", ["gold", "silver", "bronze"])
def test_everything_to_touch_has_a_name(show: Show, label: str) -> None:
    value = replace(assessment(label=label, step=Step.DRAFT), cluster=replace(assessment().cluster, facts=all_facts()))
    shown = show(value)
    QAccessible.setActive(True)
    nameless: list[str] = []
    for tab in shown.page.area_bar.tabs:
        shown.page.area_bar.open_tab(tab.key)
        for kind in (QAbstractButton, QAbstractSpinBox, QLineEdit, QPlainTextEdit, QComboBox, QTabBar):
            for widget in shown.page.findChildren(kind):
                interface = QAccessible.queryAccessibleInterface(widget)
                inside_box = isinstance(widget.parent(), (QAbstractSpinBox, QComboBox, QLineEdit))
                if widget.isVisible() and not inside_box and interface and not interface.text(QAccessible.Text.Name):
                    nameless.append(f"{tab.key}: {widget!r}")
    assert nameless == []


def test_place_in_an_area_that_the_label_does_not_have_is_left_alone(show: Show) -> None:
    shown = show(assessment(label="bronze", step=Step.DRAFT))
    shown.page.go_to(Place(Area.CRITERIA, "2.5"))
    assert shown.page.area == "details"


def test_ended_assessment_is_only_read(show: Show) -> None:
    shown = show(assessment(step=Step.AWARDED, agreed=levels_for(128)))
    shown.page.go_to(Place(Area.ELIGIBILITY, "members"))
    area = shown.page.area_widget
    assert isinstance(area, EligibilityArea)
    assert area.notice.isVisible()
    assert not any(choice.isEnabled() for card in area.cards for choice in card.answer_buttons.values())


def test_digits_give_levels_right_after_a_click_on_the_tab(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.DRAFT))
    bar = shown.page.area_bar
    rect = bar.tabRect(bar.keys().index("criteria"))
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=rect.center())
    bar.setFocus()
    workspace = shown.page.workspace
    assert workspace is not None
    criterion = workspace.current_criterion
    qtbot.keyClick(focused(), Qt.Key.Key_3)
    assert [(j.criterion, j.level) for j in shown.opened.stored.judgements] == [(criterion, 3)]

    bar.open_tab("result")
    bar.setFocus()
    qtbot.keyClick(focused(), Qt.Key.Key_4)
    assert [(j.criterion, j.level) for j in shown.opened.stored.judgements] == [(criterion, 3)]


def test_digits_give_levels_right_after_the_key_to_the_criteria(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.DRAFT))
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(focused(), Qt.Key.Key_4, control_shift)
    assert shown.page.area == "criteria"
    workspace = shown.page.workspace
    assert workspace is not None
    criterion = workspace.current_criterion
    assert workspace.judgement.cards.isAncestorOf(focused())
    qtbot.keyClick(focused(), Qt.Key.Key_3)
    assert [(j.criterion, j.level) for j in shown.opened.stored.judgements] == [(criterion, 3)]


def test_the_result_opens_with_the_outcome_in_view(show: Show) -> None:
    shown = show(assessment(step=Step.DECISION, agreed=levels_for(119)))
    result = shown.page.area_widget
    assert isinstance(result, ResultArea)
    bar = result.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    shown.page.go_to(Place(Area.RESULT))
    assert bar.value() == 0
    assert focused() is result.conditions.rows[0]


@pytest.mark.parametrize(("label", "has_points"), [("gold", True), ("silver", False)])
def test_points_are_shown_only_where_the_label_is_earned_by_them(show: Show, label: str, has_points: bool) -> None:
    shown = show(full(label=label, step=Step.SCORING))
    shown.page.go_to(Place(Area.RESULT))
    result = shown.page.area_widget
    assert isinstance(result, ResultArea)
    assert result.points_card.isVisible() is has_points
    assert shown.page.points_strip.isVisible()
    assert shown.page.points_strip.bar.isVisible() is has_points
