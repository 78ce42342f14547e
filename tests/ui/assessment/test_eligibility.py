"""The eligibility area."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support.gold import assessment
from support.shown import Show, Shown, focused

from eucles_desk.assessment.terms import Step
from eucles_desk.ui.assessment.eligibility import EligibilityArea
from eucles_desk.ui.assessment.eligibility_card import EligibilityCard
from eucles_desk.ui.assessment.facts import FactsArea


def area_of(shown: Shown) -> EligibilityArea:
    area = shown.page.area_widget
    assert isinstance(area, EligibilityArea)
    return area


def card_of(shown: Shown, criterion: str) -> EligibilityCard:
    return next(card for card in area_of(shown).cards if card.criterion.id == criterion)


@pytest.fixture
def shown(show: Show) -> Shown:
    facts = {"committed_participants": Decimal(42)}
    return show(assessment(step=Step.ELIGIBILITY, eligible=None, facts=facts))


def test_first_open_criterion_has_the_focus(shown: Shown) -> None:
    first = area_of(shown).cards[0]
    assert focused() is first.answer_buttons[None]


@pytest.mark.parametrize(("key", "met"), [(Qt.Key.Key_Y, True), (Qt.Key.Key_N, False)])
def test_letter_answers(shown: Shown, qtbot: QtBot, key: Qt.Key, met: bool) -> None:
    qtbot.keyClick(focused(), key)
    first = area_of(shown).cards[0].criterion.id
    assert shown.opened.stored.answer(first).met is met
    assert focused() is area_of(shown).cards[0].answer_buttons[met]


def test_delete_takes_the_answer_back(shown: Shown, qtbot: QtBot) -> None:
    qtbot.keyClick(focused(), Qt.Key.Key_Y)
    qtbot.keyClick(focused(), Qt.Key.Key_Delete)
    assert shown.opened.stored.answer(area_of(shown).cards[0].criterion.id).met is None


def test_letters_in_a_note_are_text(shown: Shown, qtbot: QtBot) -> None:
    card = card_of(shown, "members")
    card.note_edit.setFocus()
    qtbot.keyClicks(card.note_edit, "ynyn")
    shown.opened.working.flush()
    answer = shown.opened.stored.answer("members")
    assert (answer.met, answer.note) == (None, "ynyn")


def test_click_answers_and_the_count_follows(shown: Shown, qtbot: QtBot) -> None:
    card = card_of(shown, "members")
    qtbot.mouseClick(card.answer_buttons[True], Qt.MouseButton.LeftButton)
    assert shown.opened.stored.answer("members").met is True
    assert area_of(shown).summary_label.text() == "1 of 9 met, 0 not met, 8 open"
    assert card.state_badge.text() == "met"


def test_next_goes_to_what_is_open_and_to_the_note_of_a_no(shown: Shown, qtbot: QtBot) -> None:
    cards = area_of(shown).cards
    qtbot.keyClick(focused(), Qt.Key.Key_N)
    qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert focused() is cards[1].answer_buttons[None]
    for _ in cards[1:]:
        qtbot.keyClick(focused(), Qt.Key.Key_Y)
        qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert focused() is cards[0].note_edit
    qtbot.keyClicks(cards[0].note_edit, "No profile was found.")
    shown.opened.working.flush()
    assert shown.opened.working.standing.open_points == ()


def test_card_says_what_the_facts_say(shown: Shown) -> None:
    box = card_of(shown, "members").facts_box
    assert box.text_label.text() == "Committed participants: 42; at least 15 needed. The facts say: met."
    shown.opened.working.opened.answer("members", False)
    assert box.text_label.text().endswith("The answer is another.")


def test_missing_fact_is_one_click_away(shown: Shown, qtbot: QtBot) -> None:
    card = card_of(shown, "fte")
    assert card.facts_box.text_label.text() == "The facts leave this open; missing: Staff in full-time equivalents."
    qtbot.mouseClick(card.fact_button, Qt.MouseButton.LeftButton)
    facts = shown.page.area_widget
    assert isinstance(facts, FactsArea)
    assert focused() is next(field.field for field in facts.fields if field.fact.id == "staff_fte")


def test_provenance_is_said_in_words(shown: Shown) -> None:
    tips = [widget.toolTip() for widget in card_of(shown, "members").findChildren(QWidget)]
    assert any("threshold 15: published" in tip and "Savonia" in tip for tip in tips)


def test_undo_brings_the_answer_back(shown: Shown, qtbot: QtBot) -> None:
    qtbot.keyClick(focused(), Qt.Key.Key_Y)
    shown.opened.working.undo()
    assert area_of(shown).cards[0].answer_buttons[None].isChecked()
