"""Agreeing: what each expert judged beside the agreed level and reason."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support import gold
from support.desk import Desk, Show

from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Agreement, Assessment, Judgement


def agreeing() -> Assessment:
    """Both experts judged 1.1.0 and 1.1.1; alike the first time, two levels apart the second."""
    start = gold.assessment(step=Step.CONSENSUS)
    return replace(
        start,
        judgements=(
            Judgement(gold.LEAD.id, "1.1.0", 4, "Lead says four.", ("A register",)),
            Judgement(gold.SECOND.id, "1.1.0", 4, "Second says four."),
            Judgement(gold.LEAD.id, "1.1.1", 5, "Lead says five."),
            Judgement(gold.SECOND.id, "1.1.1", 3, "Second says three."),
        ),
        consensus=(Agreement("1.1.0", 4, adopted=True),),
    )


@pytest.fixture
def desk(show: Show) -> Desk:
    return show(agreeing())


def test_a_digit_gives_the_agreed_level_and_leaves_the_judgements(desk: Desk) -> None:
    desk.workspace.go_to("1.1.1")
    desk.press(Qt.Key.Key_4)

    assert desk.stored.agreement("1.1.1").level == 4
    assert desk.stored.judgements == agreeing().judgements


def test_the_reason_typed_is_the_agreed_one(desk: Desk) -> None:
    desk.workspace.go_to("1.1.1")
    desk.workspace.judgement.reason_edit.setFocus()
    desk.write("Both saw the plan.")
    desk.working.flush()

    assert desk.stored.agreement("1.1.1").reason == "Both saw the plan."


def test_what_each_expert_judged_stands_beside(desk: Desk) -> None:
    desk.workspace.go_to("1.1.1")
    panel = desk.workspace.judgement.heard_panel

    assert [expert.reason_label.text() for expert in panel.experts] == ["Lead says five.", "Second says three."]
    assert [expert.level_sign.accessibleName() for expert in panel.experts] == ["Level 5", "Level 3"]
    assert panel.apart_badge.text() == "2 apart"
    assert not desk.workspace.judgement.own_part.isVisible()


def test_the_cards_say_which_expert_gave_which_level(desk: Desk) -> None:
    cards = desk.workspace.judgement.cards

    def given() -> dict[int | None, str]:
        return {card.content.level: card.content.experts for card in cards.shown_cards() if card.content.experts}

    desk.workspace.go_to("1.1.1")
    assert given() == {5: "Lead expert", 3: "Second expert"}
    desk.workspace.go_to("1.1.0")
    assert given() == {4: "Lead expert and Second expert"}


def test_in_a_low_window_the_levels_come_before_what_the_experts_wrote(desk: Desk) -> None:
    desk.workspace.go_to("1.1.1")
    panel = desk.workspace.judgement
    assert panel.heard_panel.y() < panel.cards.y()
    desk.window.resize(1280, 700)
    QApplication.processEvents()

    assert panel.heard_panel.y() > panel.reason_section.y()
    desk.window.resize(1440, 1000)
    QApplication.processEvents()
    assert panel.heard_panel.y() < panel.cards.y()


def test_levels_taken_over_because_they_were_alike_are_marked_until_changed(desk: Desk) -> None:
    desk.workspace.go_to("1.1.0")
    badge = desk.workspace.judgement.adopted_badge
    assert badge.isVisible()
    assert desk.workspace.judgement.heard_panel.apart_badge.text() == "judged alike"

    desk.press(Qt.Key.Key_3)
    assert not badge.isVisible()


def test_next_open_goes_to_what_is_not_agreed_and_then_to_what_has_no_reason(show: Show) -> None:
    value = replace(gold.full(), step=Step.CONSENSUS)
    agreements = tuple(
        replace(one, level=None, adopted=False)
        if one.criterion == "2.5"
        else replace(one, adopted=False)
        if one.criterion == "3.1"
        else one
        for one in value.consensus
    )
    desk = show(replace(value, consensus=agreements))
    assert desk.workspace.current_criterion == "2.5"

    desk.press(Qt.Key.Key_4)
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.workspace.current_criterion == "3.1"


def test_while_scoring_nobody_sees_what_the_other_judged(show: Show) -> None:
    desk = show(replace(agreeing(), step=Step.SCORING, consensus=()))
    desk.workspace.go_to("1.1.1")

    assert not desk.workspace.judgement.heard_panel.isVisible()
    assert desk.workspace.criteria.model.row("1.1.1").level == 5  # type: ignore[union-attr]
    assert not desk.workspace.judgement.adopted_badge.isVisible()


def test_entering_the_consensus_shows_it_at_once(show: Show) -> None:
    value = replace(gold.full(), step=Step.SCORING, consensus=())
    desk = show(value)
    desk.service.enter_step(Step.CONSENSUS)

    assert desk.workspace.judgement.heard_panel.isVisible()
    assert desk.workspace.judgement.adopted_badge.isVisible()
