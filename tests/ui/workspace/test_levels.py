"""Giving levels: by digit, by click, by arrow and space; where they are allowed, and what the cards say."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support import gold
from support.desk import Desk, Show, scoring

from eucles_desk.assessment.terms import NOT_APPLICABLE, Step
from eucles_desk.assessment.values import Judgement
from eucles_desk.ui.workspace.cards import LevelCard

DIGITS = {
    0: Qt.Key.Key_0,
    1: Qt.Key.Key_1,
    2: Qt.Key.Key_2,
    3: Qt.Key.Key_3,
    4: Qt.Key.Key_4,
    5: Qt.Key.Key_5,
}


@pytest.mark.parametrize("level", range(6))
def test_a_digit_gives_the_level_and_stores_it_at_once(desk: Desk, level: int) -> None:
    desk.press(DIGITS[level])

    assert desk.judgement().level == level
    card = desk.workspace.judgement.cards.card(level)
    assert card is not None
    assert card.isChecked()
    assert sum(card.isChecked() for card in desk.workspace.judgement.cards.shown_cards()) == 1


def test_the_keyboard_follows_the_level_given(desk: Desk) -> None:
    desk.press(Qt.Key.Key_2)

    assert QApplication.focusWidget() is desk.workspace.judgement.cards.card(2)


def test_a_digit_of_the_keypad_gives_the_level_too(desk: Desk) -> None:
    desk.press(Qt.Key.Key_4, Qt.KeyboardModifier.KeypadModifier)

    assert desk.judgement().level == 4


def test_a_digit_over_the_list_of_criteria_gives_the_level(desk: Desk) -> None:
    desk.workspace.criteria.view.setFocus()
    desk.press(Qt.Key.Key_2)

    assert desk.judgement().level == 2


def test_a_digit_in_a_text_is_text_and_with_alt_it_is_a_level(desk: Desk) -> None:
    field = desk.workspace.judgement.reason_edit
    field.setFocus()
    desk.write("42 of 57")
    assert desk.judgement().level is None
    desk.press(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)

    assert field.toPlainText() == "42 of 57"
    assert desk.judgement().level == 4
    assert desk.judgement().reason == "42 of 57"


def test_the_find_field_takes_digits(desk: Desk) -> None:
    desk.workspace.criteria.find_edit.setFocus()
    desk.write("2.5")

    assert desk.workspace.criteria.find_edit.text() == "2.5"
    assert desk.judgement().level is None


def test_a_second_click_on_the_chosen_card_changes_nothing(desk: Desk, qtbot: QtBot) -> None:
    card = desk.workspace.judgement.cards.card(3)
    assert card is not None
    for _ in range(2):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
        assert desk.judgement().level == 3
        assert card.isChecked()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_on_the_chosen_card_change_nothing(desk: Desk, key: Qt.Key) -> None:
    desk.press(Qt.Key.Key_4)
    desk.press(key)

    assert desk.judgement().level == 4


def test_a_link_under_the_levels_takes_the_level_back(desk: Desk, qtbot: QtBot) -> None:
    link = desk.workspace.judgement.take_back_button
    assert not link.isVisible()
    desk.press(Qt.Key.Key_4)
    place = desk.workspace.judgement.reason_edit.mapTo(desk.window, QPoint(0, 0))
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)

    assert desk.judgement().level is None
    assert not link.isVisible()
    assert desk.workspace.judgement.reason_edit.mapTo(desk.window, QPoint(0, 0)) == place, "nothing moves"


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_and_backspace_take_the_level_back(desk: Desk, key: Qt.Key) -> None:
    desk.press(Qt.Key.Key_4)
    desk.press(key)

    assert desk.judgement().level is None


def test_arrows_move_over_the_cards_without_judging_and_space_chooses(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    focus = QApplication.focusWidget()
    assert isinstance(focus, LevelCard)
    assert focus.content.level == 3
    assert desk.judgement().level is None

    desk.press(Qt.Key.Key_Space)
    assert desk.judgement().level == 3
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Return)
    assert desk.judgement().level == 4


def test_tab_stops_at_the_chosen_card_only(desk: Desk) -> None:
    desk.press(Qt.Key.Key_2)
    stops = [
        card.content.level
        for card in desk.workspace.judgement.cards.shown_cards()
        if card.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    assert stops == [2]


def test_every_card_says_the_whole_text_of_its_level(desk: Desk) -> None:
    desk.workspace.show_criterion("2.5")
    criterion = gold.public_edition().criteria["2.5"]
    cards = desk.workspace.judgement.cards.shown_cards()

    assert [card.content.level for card in cards[:6]] == [5, 4, 3, 2, 1, 0]
    for card, level in zip(cards, (5, 4, 3, 2, 1, 0), strict=False):
        assert card.content.text == criterion.level(level).text.in_language("en")
        assert card.height() >= card.heightForWidth(card.width())


def test_the_minimum_of_the_label_is_marked_at_its_level(desk: Desk) -> None:
    minimum = gold.public_edition().criteria["2.5"].minimum.value
    assert minimum is not None
    desk.workspace.show_criterion("2.5")
    marked = [card.content.level for card in desk.workspace.judgement.cards.shown_cards() if card.content.minimum]

    assert marked == [minimum]
    card = desk.workspace.judgement.cards.card(minimum)
    assert card is not None
    assert card.content.minimum == "minimum for Gold"


def test_the_level_that_the_facts_suggest_is_marked(show: Show) -> None:
    value = scoring()
    facts = {**value.cluster.facts, "contacts_in_person": Decimal(42), "committed_participants": Decimal(57)}
    value = replace(value, cluster=replace(value.cluster, facts=facts))
    desk = show(value)
    desk.workspace.show_criterion("2.5")
    card = desk.workspace.judgement.cards.card(4)
    band = desk.workspace.judgement.facts_band

    assert card is not None
    assert card.content.suggested == "suggested"
    assert band.figure_label.text() == "42 / 57 = 73.7\N{NO-BREAK SPACE}%"
    assert band.suggests_pill.text() == "suggests 4"


def test_not_applicable_is_offered_and_taken_only_where_it_is_allowed(show: Show) -> None:
    edition = gold.public_edition()
    allowing = replace(
        edition.criteria["3.2"],
        may_be_not_applicable=replace(edition.criteria["3.2"].may_be_not_applicable, value=True),
    )
    desk = show(scoring(), replace(edition, criteria={**edition.criteria, "3.2": allowing}))
    desk.workspace.go_to("2.5")
    assert desk.workspace.judgement.cards.card(NOT_APPLICABLE) is None
    desk.press(Qt.Key.Key_N)
    assert desk.judgement("2.5").level is None

    desk.workspace.go_to("3.2")
    card = desk.workspace.judgement.cards.card(NOT_APPLICABLE)
    assert card is not None
    desk.press(Qt.Key.Key_N)
    assert desk.judgement("3.2").level is NOT_APPLICABLE
    assert card.isChecked()


def test_screen_readers_hear_cards_as_radio_buttons_with_their_state(desk: Desk) -> None:
    desk.workspace.show_criterion("2.5")
    desk.press(Qt.Key.Key_4)
    card = desk.workspace.judgement.cards.card(4)
    assert card is not None
    found = QAccessible.queryAccessibleInterface(card)

    assert found.role() == QAccessible.Role.RadioButton
    assert found.text(QAccessible.Text.Name).startswith("Level 4: ")
    assert found.state().checked  # type: ignore[attr-defined]


def test_in_a_step_that_is_closed_nothing_changes_and_one_line_says_why(show: Show) -> None:
    desk = show(replace(gold.full(), step=Step.DECISION))
    desk.workspace.show_criterion("2.5")
    before = desk.stored
    desk.workspace.judgement.cards.focus_card()
    for key in (Qt.Key.Key_2, Qt.Key.Key_N, Qt.Key.Key_Delete, Qt.Key.Key_Space):
        desk.press(key)

    assert desk.stored == before
    assert desk.workspace.judgement.closed_notice.isVisible()
    assert "Decision" in desk.workspace.judgement.closed_notice.text_label.text()
    assert desk.workspace.judgement.reason_edit.isReadOnly()
    assert not desk.workspace.evidence.attach_button.isVisible()


def test_without_a_lead_expert_it_says_what_is_missing(show: Show) -> None:
    desk = show(replace(scoring(), seats=(gold.SECOND,)))
    desk.press(Qt.Key.Key_4)

    assert desk.stored.judgements == ()
    assert "lead expert" in desk.workspace.judgement.closed_notice.text_label.text()


def test_a_level_off_the_scale_of_the_criterion_is_not_taken(desk: Desk) -> None:
    desk.press(Qt.Key.Key_9)

    assert desk.judgement() == Judgement(gold.LEAD.id, desk.workspace.current_criterion)


def test_the_entry_condition_says_that_it_brings_no_points(desk: Desk) -> None:
    desk.workspace.show_criterion("1.1.0")
    assert desk.workspace.judgement.guidance.path_label.text().endswith("entry condition, brings no points")
    desk.workspace.show_criterion("1.1.1")
    assert "entry condition" not in desk.workspace.judgement.guidance.path_label.text()
