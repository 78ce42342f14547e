"""The lists of steps beside undo and redo: by name and time, chosen together, with the keyboard and the mouse."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.desk import Desk

from eucles_desk.assessment.values import Level
from eucles_desk.ui.actions import keys_of
from eucles_desk.ui.workspace.steps import StepsPopup

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def popup(desk: Desk) -> StepsPopup:
    return desk.bar.steps_popup


def level(desk: Desk, criterion: str) -> Level:
    return desk.judgement(criterion).level


def judge(desk: Desk, count: int = 5) -> list[str]:
    """Give levels to the first criteria, by key; return their codes."""
    codes: list[str] = []
    for _ in range(count):
        codes.append(desk.workspace.current_criterion)
        desk.press(Qt.Key.Key_3)
        desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    return codes


def rows(desk: Desk) -> list[str]:
    model = popup(desk).model
    return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


def marked(desk: Desk) -> list[int]:
    return sorted(index.row() for index in popup(desk).view.selectedIndexes())


def test_there_is_no_list_without_steps(desk: Desk) -> None:
    assert not desk.bar.undo_list_button.isEnabled()
    desk.bar.show_undo_steps()
    assert not popup(desk).isVisible()


def test_the_list_names_the_steps_with_their_time_the_last_first(desk: Desk) -> None:
    codes = judge(desk, 3)
    QTest.mouseClick(desk.bar.undo_list_button, LEFT)
    assert popup(desk).isVisible()
    assert [row.partition(" of ")[2].partition(":")[0] for row in rows(desk)] == codes[::-1]
    assert all("12:04:11" in row or "14:04:11" in row or ":04:11" in row for row in rows(desk))
    assert marked(desk) == [0]


def test_arrows_and_enter_undo_back_to_a_step(desk: Desk) -> None:
    codes = judge(desk)
    desk.bar.undo_button.setFocus()
    desk.press(Qt.Key.Key_S, CTRL_SHIFT)
    for _ in range(2):
        QTest.keyClick(popup(desk).view, Qt.Key.Key_Down)
    assert marked(desk) == [0, 1, 2]
    assert popup(desk).count_label.text() == "Undo 3 steps"
    assert popup(desk).view.accessibleDescription() == "Undo 3 steps"
    QTest.keyClick(popup(desk).view, Qt.Key.Key_Return)
    assert not popup(desk).isVisible()
    assert [level(desk, code) for code in codes] == [3, 3, None, None, None]
    assert desk.workspace.current_criterion in codes[2:]


@pytest.mark.parametrize("place", ["card", "reason", "list", "record"])
def test_the_key_shown_for_it_works_wherever_the_keyboard_is(desk: Desk, place: str) -> None:
    judge(desk, 2)
    panel = desk.workspace.judgement
    if place == "record":
        desk.press(Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    else:
        parts = {"card": panel.cards.cards[0], "reason": panel.reason_edit, "list": desk.workspace.criteria.view}
        parts[place].setFocus()
    assert "(Ctrl+Shift+S)" in desk.bar.undo_list_button.toolTip()
    assert keys_of("undo_steps") == ("Ctrl+Shift+S",)
    desk.press(Qt.Key.Key_S, CTRL_SHIFT)
    assert popup(desk).isVisible()
    assert len(rows(desk)) == 2


def test_redo_has_its_list_too(desk: Desk) -> None:
    codes = judge(desk)
    for _ in range(5):
        desk.working.undo()
    desk.bar.redo_button.setFocus()
    desk.press(Qt.Key.Key_S, CTRL_SHIFT)
    assert [row.partition(" of ")[2].partition(":")[0] for row in rows(desk)] == codes
    QTest.keyClick(popup(desk).view, Qt.Key.Key_Down)
    assert popup(desk).count_label.text() == "Redo 2 steps"
    QTest.keyClick(popup(desk).view, Qt.Key.Key_Space)
    assert [level(desk, code) for code in codes] == [3, 3, None, None, None]


def test_a_click_chooses_what_the_pointer_has_marked(desk: Desk) -> None:
    codes = judge(desk)
    desk.bar.show_undo_steps()
    view = popup(desk).view
    middle = view.visualRect(popup(desk).model.index(1, 0)).center()
    QTest.mouseMove(view.viewport(), middle + QPoint(1, 0))
    QTest.mouseMove(view.viewport(), middle)
    QApplication.processEvents()
    assert marked(desk) == [0, 1]
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, middle)
    assert [level(desk, code) for code in codes] == [3, 3, 3, None, None]


def test_escape_undoes_nothing(desk: Desk) -> None:
    codes = judge(desk, 2)
    desk.bar.show_undo_steps()
    QTest.keyClick(popup(desk).view, Qt.Key.Key_Escape)
    assert not popup(desk).isVisible()
    assert [level(desk, code) for code in codes] == [3, 3]


def test_what_is_being_typed_is_a_step_of_its_own(desk: Desk) -> None:
    judge(desk, 1)
    desk.workspace.judgement.reason_edit.setFocus()
    desk.write("Seen")
    desk.bar.show_undo_steps()
    assert "reason of" in rows(desk)[0]


def test_a_hundred_steps_are_offered_and_undone(desk: Desk) -> None:
    code = desk.workspace.current_criterion
    for number in range(110):
        desk.service.set_level(code, number % 5)
    desk.bar.show_undo_steps()
    assert len(rows(desk)) == 100
    QTest.keyClick(popup(desk).view, Qt.Key.Key_End)
    assert popup(desk).count_label.text() == "Undo 100 steps"
    QTest.keyClick(popup(desk).view, Qt.Key.Key_Return)
    assert level(desk, code) == 9 % 5
    assert not desk.bar.undo_list_button.isEnabled()


def test_a_step_that_cannot_be_undone_stops_and_is_named(desk: Desk) -> None:
    codes = judge(desk, 3)
    heard: list[str] = []
    desk.working.stopped.connect(heard.append)
    entries = desk.service._stacks.undoable[1].entries  # pyright: ignore[reportPrivateUsage]  # as damage would have it
    entries[0] = replace(entries[0], changes=tuple(replace(change, after=None) for change in entries[0].changes))
    desk.bar.show_undo_steps()
    QTest.keyClick(popup(desk).view, Qt.Key.Key_End)
    QTest.keyClick(popup(desk).view, Qt.Key.Key_Return)
    assert [level(desk, code) for code in codes] == [3, 3, None]
    assert heard == [f"1 step was done; “level of {codes[1]}” could not be: what it changed is another now."]
