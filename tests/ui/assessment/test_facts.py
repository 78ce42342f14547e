"""The facts area."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import gettext
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from support.gold import all_facts, assessment
from support.shown import Show, Shown, focused

from eucles_desk.assessment.terms import Step
from eucles_desk.language import Language
from eucles_desk.ui.assessment.fact_field import FactField
from eucles_desk.ui.assessment.facts import FactsArea
from eucles_desk.ui.assessment.form import ChoiceBox
from eucles_desk.ui.fields import LineField
from eucles_desk.ui.language import set_current


def area_of(shown: Shown) -> FactsArea:
    area = shown.page.area_widget
    assert isinstance(area, FactsArea)
    return area


def field_of(shown: Shown, fact: str) -> FactField:
    return next(field for field in area_of(shown).fields if field.fact.id == fact)


def type_in(shown: Shown, qtbot: QtBot, fact: str, text: str) -> FactField:
    """Type into an emptied field and leave it, as a user does."""
    field = field_of(shown, fact)
    edit = field.field
    assert isinstance(edit, LineField)
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    return field


def text_of(field: FactField) -> str:
    assert isinstance(field.field, LineField)
    return field.field.text()


def fact(shown: Shown, name: str) -> object:
    return shown.opened.stored.cluster.facts.get(name)


@pytest.fixture
def shown(show: Show) -> Shown:
    return show(assessment(step=Step.SELF_ASSESSMENT, facts={"participants": Decimal(57)}))


def test_number_is_stored_and_written_as_the_language_does(shown: Shown, qtbot: QtBot) -> None:
    field = type_in(shown, qtbot, "budget_fees", "120000 EUR")
    assert fact(shown, "budget_fees") == Decimal(120_000)
    assert text_of(field) == "120,000"


def test_finnish_writes_and_reads_decimals_by_comma(show: Show, qtbot: QtBot) -> None:
    set_current(Language("fi", gettext.NullTranslations()))
    shown = show(assessment(step=Step.SELF_ASSESSMENT, facts={"staff_fte": Decimal("2.5")}))
    assert text_of(field_of(shown, "staff_fte")) == "2,5"
    type_in(shown, qtbot, "staff_fte", "3,75")
    assert fact(shown, "staff_fte") == Decimal("3.75")


def test_what_cannot_be_the_answer_is_not_stored_and_says_so(shown: Shown, qtbot: QtBot) -> None:
    field = type_in(shown, qtbot, "participants", "a few")
    assert fact(shown, "participants") == Decimal(57)
    assert field.problem == "Write a whole number, for example 12."
    assert text_of(field) == "a few"
    assert field.field.accessibleDescription() == field.problem

    type_in(shown, qtbot, "participants", "58")
    assert field.problem == ""
    assert fact(shown, "participants") == Decimal(58)


def test_sentence_waits_until_the_field_is_left(shown: Shown, qtbot: QtBot) -> None:
    field = field_of(shown, "contact_email")
    assert isinstance(field.field, LineField)
    field.field.setFocus()
    qtbot.keyClicks(field.field, "aino@")
    field.field.hand_on()
    assert field.problem == ""
    qtbot.keyClick(field.field, Qt.Key.Key_Tab)
    assert field.problem == "Write an e-mail address, for example name@example.org."


def test_number_out_of_bounds_is_refused(shown: Shown, qtbot: QtBot) -> None:
    field = type_in(shown, qtbot, "founding_year", "1492")
    assert field.problem == "Write a year from 1900 to 2100."
    assert fact(shown, "founding_year") is None


def test_empty_field_means_not_known(shown: Shown, qtbot: QtBot) -> None:
    type_in(shown, qtbot, "participants", "")
    assert fact(shown, "participants") is None


def test_wrong_content_gives_way_when_the_stored_answer_changes(shown: Shown, qtbot: QtBot) -> None:
    type_in(shown, qtbot, "participants", "58")
    field = type_in(shown, qtbot, "participants", "x")
    shown.opened.working.opened.undo()
    assert text_of(field) == "57"
    assert field.problem == ""


def test_choice_is_stored_and_taken_back(shown: Shown, qtbot: QtBot) -> None:
    box = field_of(shown, "legal_form").field
    assert isinstance(box, ChoiceBox)
    box.setFocus()
    qtbot.keyClicks(box, "Foundation")
    assert fact(shown, "legal_form") == "foundation"
    qtbot.keyClick(box, Qt.Key.Key_Home)
    assert fact(shown, "legal_form") is None


def test_needed_facts_are_counted_and_marked_by_word(shown: Shown, qtbot: QtBot) -> None:
    area = area_of(shown)
    missing = sum(field.is_missing for field in area.fields)
    assert area.summary_label.text() == f"{missing} of the 21 facts that Gold needs are missing."
    field = field_of(shown, "founding_year")
    assert field.state_badge.isVisible()
    type_in(shown, qtbot, "founding_year", "2014")
    assert not field.state_badge.isVisible()
    assert area.summary_label.text() == f"{missing - 1} of the 21 facts that Gold needs are missing."


def test_enter_goes_to_the_next_field_and_control_enter_to_the_next_missing(shown: Shown, qtbot: QtBot) -> None:
    area = area_of(shown)
    area.go_to("participants")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert focused() is field_of(shown, "committed_participants").field
    area.go_to("contact_email")
    qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert focused() is field_of(shown, "founding_year").field


def test_control_enter_stores_what_was_typed(shown: Shown, qtbot: QtBot) -> None:
    area_of(shown).go_to("founding_year")
    qtbot.keyClicks(focused(), "2014")
    qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert fact(shown, "founding_year") == Decimal(2014)


def test_part_says_what_adds_up_and_what_is_odd(shown: Shown, qtbot: QtBot) -> None:
    type_in(shown, qtbot, "committed_participants", "42")
    type_in(shown, qtbot, "participants_small_firms", "50")
    structure = next(part for part in area_of(shown).parts if part.key == "structure")
    texts = [row.shown.text for row in structure.sums.rows]
    assert "Large firms to Other participants add up to 50 of 57." in texts
    assert "1.1.0 Commitment of the participants: 42 / 57 = 73.7\N{NO-BREAK SPACE}%" in texts

    type_in(shown, qtbot, "participants_small_firms", "60")
    row = structure.sums.rows[0]
    assert row.shown.text == "The kinds of participants add up to more than the participants in total."
    assert row.accessibleName().startswith("Warning, ")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert focused() is field_of(shown, "participants_large_firms").field


def test_codes_lead_to_the_criterion(shown: Shown, qtbot: QtBot) -> None:
    one = field_of(shown, "core_area").users_button
    assert one is not None
    assert one.text() == "1.2"
    qtbot.mouseClick(one, Qt.MouseButton.LeftButton)
    assert shown.page.area == "criteria"
    assert shown.page.workspace is not None
    assert shown.page.workspace.current_criterion == "1.2"


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)  # said by the offscreen plugin at each menu
def test_many_codes_open_a_list(shown: Shown, qtbot: QtBot) -> None:
    many = field_of(shown, "participants").users_button
    assert many is not None
    many.setFocus()
    qtbot.keyClick(many, Qt.Key.Key_Space)
    menu = many.menu_shown
    assert menu is not None
    action = menu.actions()[1]
    code = action.text().split()[0]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert shown.page.workspace is not None
    assert shown.page.workspace.current_criterion == code


def test_chip_leads_to_its_part(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.SELF_ASSESSMENT, facts=all_facts()))
    part = area_of(shown).parts[-1]
    qtbot.mouseClick(part.jump_button, Qt.MouseButton.LeftButton)
    assert focused() is part.fields[0].field
    top = part.mapTo(area_of(shown), part.rect().topLeft()).y()
    assert 0 <= top < area_of(shown).height()


def test_facts_are_only_read_when_the_decision_is_being_made(show: Show) -> None:
    shown = show(assessment(step=Step.DECISION, facts=all_facts()))
    shown.page.area_bar.open_tab("facts")
    field = field_of(shown, "participants").field
    assert isinstance(field, LineField)
    assert field.isReadOnly()
    assert area_of(shown).notice.text_label.text() == "This step is closed. Go back a step to change anything here."


def test_change_that_cannot_be_stored_stays_in_the_field(shown: Shown, qtbot: QtBot) -> None:
    shown.opened.store.broken = True
    field = type_in(shown, qtbot, "participants", "58")
    assert text_of(field) == "58"
    assert shown.opened.working.has_unsaved
    shown.opened.store.broken = False
    shown.opened.working.retry()
    assert fact(shown, "participants") == Decimal(58)


def test_a_fact_that_cannot_be_the_answer_is_said_to_be_unsaved_until_it_is_mended(shown: Shown, qtbot: QtBot) -> None:
    bar = shown.page.save_bar
    type_in(shown, qtbot, "participants", "a few")
    assert shown.opened.working.has_unsaved
    said = bar.state_label.full_text()
    assert said.startswith("Not saved: ")
    assert said.endswith("Write a whole number, for example 12.")
    assert bar.copy_button.isVisible()
    assert not bar.retry_button.isVisible()
    qtbot.mouseClick(bar.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "a few"

    type_in(shown, qtbot, "participants", "58")
    assert not shown.opened.working.has_unsaved
    assert fact(shown, "participants") == Decimal(58)
    assert bar.state_label.full_text().startswith("Saved")


def test_a_fact_typed_back_to_what_is_stored_is_saved(shown: Shown, qtbot: QtBot) -> None:
    type_in(shown, qtbot, "participants", "a few")
    type_in(shown, qtbot, "participants", "57")
    assert not shown.opened.working.has_unsaved


def test_an_unfinished_fact_is_unsaved_when_the_window_is_about_to_close(shown: Shown, qtbot: QtBot) -> None:
    edit = field_of(shown, "budget_fees").field
    edit.setFocus()
    qtbot.keyClicks(edit, "-5")
    shown.opened.working.flush()
    assert shown.opened.working.has_unsaved
    assert shown.opened.working.unsaved_text == "-5"
    type_in(shown, qtbot, "staff_fte", "3")
    assert text_of(field_of(shown, "budget_fees")) == "-5"
    assert shown.opened.working.has_unsaved


def test_undo_takes_back_a_fact_that_is_not_saved_before_older_steps(shown: Shown, qtbot: QtBot) -> None:
    type_in(shown, qtbot, "participants", "58")
    field = type_in(shown, qtbot, "participants", "a few")
    bar = shown.page.save_bar
    assert bar.undo_button.accessibleName() == "Undo: what is not saved"
    qtbot.mouseClick(bar.undo_button, Qt.MouseButton.LeftButton)
    assert text_of(field) == "58"
    assert not field.problem
    assert fact(shown, "participants") == Decimal(58)
    assert not shown.opened.working.has_unsaved
    assert bar.undo_button.accessibleName() != "Undo: what is not saved"
    qtbot.mouseClick(bar.undo_button, Qt.MouseButton.LeftButton)
    assert fact(shown, "participants") == Decimal(57)
