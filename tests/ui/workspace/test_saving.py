"""What is typed is saved while one types, and what cannot be saved is never called so."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.desk import Show, scoring

from eucles_desk.assessment.texts import MOST_CHARACTERS
from eucles_desk.ui.pausing import LONGEST_MILLISECONDS, typing
from eucles_desk.ui.problems import Refusals
from eucles_desk.ui.widgets import MessageBar
from eucles_desk.ui.workspace.save_bar import SaveBar


def test_whoever_types_on_without_a_pause_is_saved_meanwhile(show: Show, qtbot: QtBot) -> None:
    desk = show(scoring({"2.5": 4}))
    desk.workspace.show_criterion("2.5")
    edit = desk.workspace.judgement.reason_edit
    edit.setFocus()
    before = desk.judgement().reason
    began = time.monotonic()
    while time.monotonic() - began < 10 * LONGEST_MILLISECONDS / 1000:
        QTest.keyClicks(edit, "a")
        qtbot.wait(80)
        if desk.judgement().reason != before:
            break
    assert desk.judgement().reason != before


def test_the_bar_does_not_say_saved_while_text_is_on_its_way(show: Show, qtbot: QtBot) -> None:
    desk = show(scoring({"2.5": 4}))
    desk.workspace.show_criterion("2.5")
    bar = SaveBar(desk.working)
    qtbot.addWidget(bar)
    bar.show()
    edit = desk.workspace.judgement.reason_edit
    edit.setFocus()
    QTest.keyClicks(edit, "a")
    assert typing().is_going_on
    assert bar.state_label.full_text().startswith("Saving")
    qtbot.waitUntil(lambda: not typing().is_going_on)
    assert "a" in desk.judgement().reason.replace("Seen in the register.", "")
    assert bar.state_label.full_text().startswith("Saved")


def test_a_text_that_is_too_long_is_said_and_stays_to_be_shortened(show: Show, qtbot: QtBot) -> None:
    desk = show(scoring({"2.5": 4}))
    desk.workspace.show_criterion("2.5")
    bar = SaveBar(desk.working)
    qtbot.addWidget(bar)
    bar.show()
    said: list[str] = []
    desk.working.refused.connect(said.append)
    edit = desk.workspace.judgement.reason_edit
    edit.setFocus()
    edit.selectAll()
    QGuiApplication.clipboard().setText("b" * (MOST_CHARACTERS + 1))
    qtbot.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.working.flush()
    assert any("longer than" in one for one in said)
    assert desk.working.has_unsaved
    assert bar.state_label.full_text().startswith("Not saved: ")
    assert bar.copy_button.isVisible()
    assert len(desk.working.unsaved_text) == MOST_CHARACTERS + 1
    desk.workspace.show_criterion("2.6")
    desk.workspace.show_criterion("2.5")
    assert len(edit.toPlainText()) == MOST_CHARACTERS + 1

    edit.setFocus()
    cursor = edit.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    edit.setTextCursor(cursor)
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    desk.working.flush()
    assert len(desk.judgement().reason) == MOST_CHARACTERS
    assert not desk.working.has_unsaved
    assert bar.state_label.full_text().startswith("Saved")


def test_undo_takes_back_a_text_that_is_refused_and_keeps_what_was_saved(show: Show, qtbot: QtBot) -> None:
    desk = show(scoring({"2.5": 4}))
    desk.workspace.show_criterion("2.5")
    bar = MessageBar(desk.window)
    Refusals(bar, desk.working)
    edit = desk.workspace.judgement.reason_edit
    edit.setFocus()
    desk.write("More.")
    desk.working.flush()
    before = desk.judgement()
    QGuiApplication.clipboard().setText("b" * MOST_CHARACTERS)
    desk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.working.flush()
    assert bar.text == "The text is longer than 200,000 characters. Shorten it."
    assert not bar.isHidden()
    assert desk.bar.undo_button.accessibleName() == "Undo: what is not saved"
    assert desk.bar.undo_button.text() != ""

    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.judgement() == before
    assert edit.toPlainText() == before.reason
    assert not desk.working.has_unsaved
    assert bar.isHidden()


def test_undo_says_that_it_waits_while_storing_fails(show: Show, qtbot: QtBot) -> None:
    desk = show(scoring())
    desk.workspace.show_criterion("2.5")
    desk.press(Qt.Key.Key_4)
    before, name = desk.judgement(), desk.bar.undo_button.accessibleName()
    desk.opened.store.broken = True
    desk.workspace.judgement.reason_edit.setFocus()
    desk.write("Seen")
    desk.working.flush()
    said: list[str] = []
    desk.working.stopped.connect(said.append)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert said == ["Nothing was undone: the last change is not saved yet, and is tried again."]
    assert desk.bar.undo_button.accessibleName() == name
    assert desk.bar.undo_button.text() != ""
    desk.opened.store.broken = False
    desk.working.retry()
    assert desk.judgement().level == before.level == 4
    assert desk.judgement().reason == "Seen"


def test_a_field_that_goes_away_is_not_typed_in_any_more(show: Show, qtbot: QtBot) -> None:
    desk = show(scoring({"2.5": 4}))
    edit = desk.workspace.judgement.reason_edit
    QTest.keyClicks(edit, "a")
    assert typing().is_going_on
    desk.working.flush()
    QApplication.processEvents()
    assert not typing().is_going_on


def test_a_long_text_scrolls_in_its_field(show: Show, qtbot: QtBot) -> None:
    desk = show(scoring({"2.5": 4}))
    edit = desk.workspace.judgement.reason_edit
    edit.setPlainText("line\n" * 500)
    assert edit.height() < 40 * edit.fontMetrics().lineSpacing()
    assert edit.verticalScrollBar().maximum() > 0
