"""Reason, strengths and what is to improve: stored by themselves, never lost, in order."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.desk import Desk

from eucles_desk.assessment.terms import RestsOn
from eucles_desk.assessment.values import Improvement
from eucles_desk.ui.workspace.records import RecordList

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def begin(records: RecordList, row: int = 0) -> None:
    records.rows[row].field.setFocus()


def test_what_is_typed_is_stored_after_a_pause(desk: Desk, qtbot: QtBot) -> None:
    desk.workspace.judgement.reason_edit.setFocus()
    desk.write("Seen in the register.")
    assert desk.judgement().reason == ""

    qtbot.waitUntil(lambda: desk.judgement().reason == "Seen in the register.", timeout=3000)
    assert desk.bar.state_label.full_text().startswith("Saved ")


def test_what_is_typed_is_stored_at_once_when_the_reader_moves_on(desk: Desk) -> None:
    first = desk.workspace.current_criterion
    desk.workspace.judgement.reason_edit.setFocus()
    desk.write("Seen")
    desk.workspace.show_criterion("2.5")

    assert desk.judgement(first).reason == "Seen"
    assert desk.judgement("2.5").reason == ""
    assert desk.workspace.judgement.reason_edit.toPlainText() == ""
    desk.workspace.show_criterion(first)
    assert desk.workspace.judgement.reason_edit.toPlainText() == "Seen"


def test_what_is_typed_is_stored_before_a_level_is(desk: Desk) -> None:
    desk.workspace.judgement.reason_edit.setFocus()
    desk.write("Seen")
    desk.press(Qt.Key.Key_3, ALT)

    assert (desk.judgement().reason, desk.judgement().level) == ("Seen", 3)


def test_keys_lead_to_a_strength_and_a_recommendation_to_write(desk: Desk) -> None:
    judgement = desk.workspace.judgement
    judgement.reason_edit.setFocus()
    desk.press(Qt.Key.Key_G, ALT)
    desk.write("A register")
    desk.press(Qt.Key.Key_M, ALT)
    desk.write("Write it down")
    desk.press(Qt.Key.Key_G, ALT)  # what was written stays, another is begun
    desk.write("A plan")
    desk.press(Qt.Key.Key_3, ALT)

    assert desk.judgement().strengths == ("A register", "A plan")
    assert desk.judgement().improvements == (Improvement("Write it down"),)


def test_enter_adds_a_strength_and_each_is_a_record_of_its_own(desk: Desk) -> None:
    strengths = desk.workspace.judgement.strengths
    begin(strengths)
    desk.write("A register")
    desk.press(Qt.Key.Key_Return)
    desk.write("A plan")
    desk.press(Qt.Key.Key_Return)
    desk.working.flush()

    assert desk.judgement().strengths == ("A register", "A plan")
    assert len(strengths.rows) == 3  # with the blank one to go on in


def test_the_button_adds_a_record(desk: Desk, qtbot: QtBot) -> None:
    improvements = desk.workspace.judgement.improvements
    begin(improvements)
    desk.write("Write it down")
    desk.working.flush()
    qtbot.mouseClick(improvements.add_button, Qt.MouseButton.LeftButton)
    desk.write("Tell the board")
    desk.working.flush()

    assert [record.text for record in desk.judgement().improvements] == ["Write it down", "Tell the board"]


def test_alt_and_arrows_put_records_in_order(desk: Desk) -> None:
    strengths = desk.workspace.judgement.strengths
    begin(strengths)
    for text in ("One", "Two", "Three"):
        desk.write(text)
        desk.press(Qt.Key.Key_Return)
    begin(strengths, 2)
    desk.press(Qt.Key.Key_Up, ALT)
    assert desk.judgement().strengths == ("One", "Three", "Two")
    assert QApplication.focusWidget() is strengths.rows[1].field
    desk.press(Qt.Key.Key_Down, ALT)
    assert desk.judgement().strengths == ("One", "Two", "Three")


def test_what_is_unfolded_and_the_keyboard_move_along_with_a_record(desk: Desk, qtbot: QtBot) -> None:
    improvements = desk.workspace.judgement.improvements
    criterion = desk.workspace.current_criterion
    desk.service.set_improvements(criterion, (Improvement("One", "First"), Improvement("Two", "Second")))
    second = improvements.rows[1]
    assert second.unfold_button is not None
    qtbot.mouseClick(second.unfold_button, Qt.MouseButton.LeftButton)
    second.field.setFocus()
    cursor = second.field.textCursor()
    cursor.setPosition(2)
    second.field.setTextCursor(cursor)
    desk.press(Qt.Key.Key_Up, ALT)

    assert [one.text for one in desk.judgement().improvements] == ["Two", "One"]
    assert improvements.rows == [second, improvements.rows[1]]
    assert second.is_unfolded
    assert not improvements.rows[1].is_unfolded
    assert second.details is not None
    assert second.details.effect_edit.toPlainText() == "Second"
    assert QApplication.focusWidget() is second.field
    assert second.field.textCursor().position() == 2
    assert second.field.accessibleName() == "Recommendation 1"
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert [one.text for one in desk.judgement().improvements] == ["One", "Two"]


def test_a_record_moved_to_the_top_by_its_button_keeps_the_keyboard(desk: Desk) -> None:
    strengths = desk.workspace.judgement.strengths
    desk.service.set_strengths(desk.workspace.current_criterion, ("One", "Two"))
    row = strengths.rows[1]
    row.up_button.setFocus()
    desk.press(Qt.Key.Key_Space)

    assert desk.judgement().strengths == ("Two", "One")
    assert strengths.rows[0] is row
    assert row.isAncestorOf(QApplication.focusWidget() or desk.window)


def test_a_record_is_dragged_by_its_handle_as_one_step(desk: Desk) -> None:
    strengths = desk.workspace.judgement.strengths
    desk.service.set_strengths(desk.workspace.current_criterion, ("One", "Two", "Three"))
    QApplication.processEvents()
    third, first = strengths.rows[2], strengths.rows[0]
    target = first.mapTo(strengths, first.rect().topLeft())
    handle = third.handle
    QTest.mousePress(handle, Qt.MouseButton.LeftButton)
    for y in range(handle.mapTo(strengths, handle.rect().center()).y(), target.y() - 3, -6):
        QTest.mouseMove(handle, handle.mapFrom(strengths, QPoint(4, y)))
    assert [row.field.toPlainText() for row in strengths.rows] == ["Three", "One", "Two"]
    assert desk.judgement().strengths == ("One", "Two", "Three")  # stored when let go
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton)

    assert desk.judgement().strengths == ("Three", "One", "Two")
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.judgement().strengths == ("One", "Two", "Three")
    assert [row.field.toPlainText() for row in strengths.rows] == ["One", "Two", "Three"]


def test_one_record_alone_has_no_handle(desk: Desk) -> None:
    desk.service.set_strengths(desk.workspace.current_criterion, ("One",))

    assert not desk.workspace.judgement.strengths.rows[0].handle.isVisible()


def test_records_are_removed_by_button_and_by_backspace_in_an_empty_one(desk: Desk, qtbot: QtBot) -> None:
    strengths = desk.workspace.judgement.strengths
    begin(strengths)
    for text in ("One", "Two"):
        desk.write(text)
        desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Backspace)
    assert len(strengths.rows) == 2
    qtbot.mouseClick(strengths.rows[0].remove_button, Qt.MouseButton.LeftButton)

    assert desk.judgement().strengths == ("Two",)
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.judgement().strengths == ("One", "Two")
    assert [row.field.toPlainText() for row in strengths.rows] == ["One", "Two"]
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.judgement().strengths == ("One",)


def test_effect_addressee_and_month_unfold_and_are_stored(desk: Desk, qtbot: QtBot) -> None:
    improvements = desk.workspace.judgement.improvements
    begin(improvements)
    desk.write("Write it down")
    desk.working.flush()
    row = improvements.rows[0]
    assert row.unfold_button is not None
    qtbot.mouseClick(row.unfold_button, Qt.MouseButton.LeftButton)
    assert row.details is not None
    desk.write("Gaps are seen")
    row.details.addressee_edit.setFocus()
    desk.write("Manager")
    row.details.due_field.month_box.setFocus()
    desk.press(Qt.Key.Key_End)
    row.details.due_field.year_edit.setFocus()
    row.details.due_field.year_edit.selectAll()
    desk.write("2027")
    desk.press(Qt.Key.Key_Return)
    desk.working.flush()

    stored = desk.judgement().improvements
    assert [(one.text, one.effect, one.addressee) for one in stored] == [("Write it down", "Gaps are seen", "Manager")]
    assert stored[0].due == "2027-12"
    assert row.details.past_label.isHidden()
    row.details.due_field.year_edit.setFocus()
    row.details.due_field.year_edit.selectAll()
    desk.write("1999")
    desk.press(Qt.Key.Key_Return)
    assert not row.details.past_label.isHidden()
    assert desk.judgement().improvements[0].due == "1999-12"
    row.details.due_field.year_edit.selectAll()
    desk.write("2027")
    desk.press(Qt.Key.Key_Return)
    assert row.details.past_label.isHidden()
    qtbot.mouseClick(row.unfold_button, Qt.MouseButton.LeftButton)
    assert (
        row.summary_label.text() == "Effect: Gaps are seen \N{MIDDLE DOT} For: Manager \N{MIDDLE DOT} By December 2027"
    )


def test_what_an_interchange_file_said_more_of_a_record_survives_typing(desk: Desk) -> None:
    criterion = desk.workspace.current_criterion
    desk.service.set_improvements(criterion, (Improvement("Old", extra={"priority": "high"}),))
    begin(desk.workspace.judgement.improvements)
    desk.press(Qt.Key.Key_End)
    desk.write("er")
    desk.working.flush()

    assert desk.judgement().improvements == (Improvement("Older", extra={"priority": "high"}),)


def test_sources_and_the_flag_are_ticked_by_mouse_and_by_space(desk: Desk, qtbot: QtBot) -> None:
    panel = desk.workspace.judgement
    panel.area.ensureWidgetVisible(panel.on_site_chip)
    qtbot.mouseClick(panel.sources[RestsOn.INTERVIEW], Qt.MouseButton.LeftButton)
    panel.sources[RestsOn.DOCUMENT].setFocus()
    desk.press(Qt.Key.Key_Space)
    panel.on_site_chip.setFocus()
    desk.press(Qt.Key.Key_Space)

    assert desk.judgement().rests_on == (RestsOn.DOCUMENT, RestsOn.INTERVIEW)
    assert desk.judgement().on_site
    qtbot.mouseClick(panel.sources[RestsOn.INTERVIEW], Qt.MouseButton.LeftButton)
    assert desk.judgement().rests_on == (RestsOn.DOCUMENT,)
    assert not panel.sources[RestsOn.INTERVIEW].isChecked()


def test_blank_records_of_one_criterion_do_not_follow_to_the_next(desk: Desk) -> None:
    strengths = desk.workspace.judgement.strengths
    begin(strengths)
    desk.write("One")
    desk.press(Qt.Key.Key_Return)
    desk.workspace.show_criterion("2.5")

    assert [row.field.toPlainText() for row in strengths.rows] == [""]
    assert desk.judgement("2.5").is_empty


def test_a_store_that_fails_keeps_the_text_says_so_and_retries(desk: Desk, qtbot: QtBot) -> None:
    first = desk.workspace.current_criterion
    desk.opened.store.broken = True
    desk.workspace.judgement.reason_edit.setFocus()
    desk.write("Seen")
    desk.press(Qt.Key.Key_4, ALT)
    assert desk.judgement(first).is_empty
    assert desk.bar.state_label.full_text() == "Not saved: The disk is full; nothing was changed."
    card = desk.workspace.judgement.cards.card(4)
    assert card is not None
    assert card.isChecked()

    desk.workspace.show_criterion("2.5")
    desk.workspace.show_criterion(first)
    assert desk.workspace.judgement.reason_edit.toPlainText() == "Seen"
    qtbot.mouseClick(desk.bar.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "Seen"

    desk.opened.store.broken = False
    qtbot.mouseClick(desk.bar.retry_button, Qt.MouseButton.LeftButton)
    assert (desk.judgement(first).reason, desk.judgement(first).level) == ("Seen", 4)
    assert desk.bar.state_label.full_text().startswith("Saved ")
    assert not desk.bar.retry_button.isVisible()


def test_a_text_that_could_not_be_stored_is_taken_over_by_a_later_one(desk: Desk) -> None:
    desk.opened.store.broken = True
    desk.workspace.judgement.reason_edit.setFocus()
    desk.write("One")
    desk.working.flush()
    desk.write(" two")
    desk.working.flush()
    desk.opened.store.broken = False
    desk.working.retry()

    assert desk.judgement().reason == "One two"
    assert not desk.working.has_unsaved
