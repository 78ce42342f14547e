"""Words typed while no field has the keyboard change no judgement; what a key does to a level is said."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support import gold
from support.desk import Desk, Show, scoring

from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.ui.key_rules import set_key_rules
from eucles_desk.ui.workspace.cards import LevelCard

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def judged(show: Show) -> Desk:
    """A criterion at level 4, with the keyboard on another card than that of the level."""
    desk = show(scoring({"2.5": 4}))
    desk.workspace.go_to("2.5")
    desk.press(Qt.Key.Key_Up)
    return desk


def said(desk: Desk) -> str:
    return desk.workspace.judgement.said_line.full_text()


@pytest.mark.parametrize("words", ["Seen 10 CVs now", "Not in 2024, 3 of 5", "the 2 books "])
def test_words_typed_over_the_levels_give_none_and_press_nothing(judged: Desk, words: str) -> None:
    judged.write(words)

    assert judged.judgement("2.5").level == 4
    assert "Alt+W" in said(judged)


def test_words_typed_over_the_list_of_criteria_give_no_level(judged: Desk) -> None:
    judged.workspace.criteria.view.setFocus()
    judged.write("See 10 CVs")
    judged.press(Qt.Key.Key_Backspace)

    assert judged.judgement("2.5").level == 4
    assert judged.workspace.current_criterion == "2.5"


def test_enter_and_delete_behind_such_words_do_nothing_either(judged: Desk) -> None:
    judged.write("seen")
    judged.press(Qt.Key.Key_Return)
    judged.press(Qt.Key.Key_Delete)

    assert judged.judgement("2.5").level == 4


def test_after_a_pause_a_digit_gives_the_level_again(judged: Desk, qtbot: QtBot) -> None:
    rules = set_key_rules()
    assert rules is not None
    judged.write("x")
    assert rules.is_in_words
    qtbot.waitUntil(lambda: not rules.is_in_words)
    judged.press(Qt.Key.Key_2)

    assert judged.judgement("2.5").level == 2


def test_alt_and_a_digit_give_the_level_at_once_also_behind_words(judged: Desk) -> None:
    judged.write("seen ")
    judged.press(Qt.Key.Key_2, ALT)

    assert judged.judgement("2.5").level == 2


def test_words_in_a_field_are_text_and_do_not_hold_up_a_level_after_it(judged: Desk) -> None:
    judged.workspace.judgement.reason_edit.setFocus()
    judged.write("Seen 10 CVs")
    judged.workspace.judgement.cards.focus_card()
    judged.press(Qt.Key.Key_3)

    assert judged.judgement("2.5").level == 3


def test_it_is_said_which_key_gave_which_level(judged: Desk) -> None:
    judged.press(Qt.Key.Key_1)
    assert said(judged) == "Level 1 by key 1, was 4"
    judged.press(Qt.Key.Key_Delete)
    assert said(judged) == "No level by key Delete, was 1"
    judged.workspace.judgement.reason_edit.setFocus()
    judged.press(Qt.Key.Key_3, ALT)
    assert said(judged) == "Level 3 by key Alt+3, was not judged"
    judged.press(Qt.Key.Key_3, ALT)
    assert said(judged) == "Level 3 by key Alt+3, was not judged"


def test_so_is_not_applicable(show: Show) -> None:
    edition = gold.public_edition()
    allowing = replace(
        edition.criteria["3.2"],
        may_be_not_applicable=replace(edition.criteria["3.2"].may_be_not_applicable, value=True),
    )
    desk = show(scoring({"3.2": 2}), replace(edition, criteria={**edition.criteria, "3.2": allowing}))
    desk.workspace.go_to("3.2")
    desk.press(Qt.Key.Key_N)
    assert desk.judgement("3.2").level is NOT_APPLICABLE
    assert said(desk) == "Not applicable by key N, was 2"
    desk.press(Qt.Key.Key_5)
    assert said(desk) == "Level 5 by key 5, was not applicable"


def test_what_was_said_goes_with_the_criterion_and_with_undo(judged: Desk) -> None:
    judged.press(Qt.Key.Key_1)
    judged.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert judged.judgement("2.5").level == 4
    assert said(judged) == ""
    judged.press(Qt.Key.Key_1)
    judged.workspace.go_to("2.6")
    assert said(judged) == ""


def test_saying_it_moves_nothing(judged: Desk) -> None:
    panel = judged.workspace.judgement
    before = panel.reason_edit.geometry()
    judged.press(Qt.Key.Key_1)

    assert said(judged)
    assert isinstance(QApplication.focusWidget(), LevelCard)
    assert panel.reason_edit.geometry() == before
    assert panel.said_line.isVisible()
    judged.window.resize(1000, 700)
    QApplication.processEvents()
    assert panel.said_line.text() == said(judged), "nothing of it is cut where there is room"
