"""What is typed in a field stays there: digits, N, Delete and Backspace give no level while the keyboard is in one."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
    QTimeEdit,
    QWidget,
)
from support.desk import Desk, Show, scoring

from eucles_desk.ui.assessment.month_field import MonthField
from eucles_desk.ui.key_rules import takes_typing
from eucles_desk.ui.workspace.cards import LevelCard
from eucles_desk.ui.workspace.record_row import RecordRow

Key = Qt.Key
SIGNS = (*(Key(Key.Key_0.value + digit) for digit in range(10)), Key.Key_N, Key.Key_Delete, Key.Key_Backspace)


def months() -> QComboBox:
    box = QComboBox()
    box.addItems(["January", "February", "November"])
    return box


def typed() -> QComboBox:
    box = months()
    box.setEditable(True)
    return box


KINDS: tuple[Callable[[], QWidget], ...] = (
    QLineEdit,
    QTextEdit,
    QPlainTextEdit,
    months,
    typed,
    QSpinBox,
    QDoubleSpinBox,
    QDateEdit,
    QTimeEdit,
    QDateTimeEdit,
)


@pytest.fixture
def judged(show: Show) -> Desk:
    """A criterion at level 4."""
    desk = show(scoring({"2.5": 4}))
    desk.workspace.go_to("2.5")
    return desk


def press_all(desk: Desk) -> None:
    for key in SIGNS:
        desk.press(key)
        assert desk.judgement("2.5").level == 4, f"{key} gave a level in {QApplication.focusWidget()!r}"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_key_gives_a_level_in_a_field_of_the_criterion(judged: Desk, kind: Callable[[], QWidget]) -> None:
    field = kind()
    field.setParent(judged.workspace.judgement)
    field.show()
    field.setFocus()
    assert field.hasFocus()
    press_all(judged)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_key_gives_a_level_in_a_field_around_the_workspace(judged: Desk, kind: Callable[[], QWidget]) -> None:
    judged.workspace.take_levels_from(judged.strip)
    field = kind()
    field.setParent(judged.strip)
    field.show()
    field.setFocus()
    assert field.hasFocus()
    press_all(judged)


@pytest.mark.parametrize("kind", [months, QSpinBox, QDateEdit], ids=lambda kind: kind.__name__)
def test_nor_in_one_that_is_only_read(judged: Desk, kind: Callable[[], QWidget]) -> None:
    field = kind()
    if isinstance(field, QSpinBox | QDateEdit):
        field.setReadOnly(True)
    field.setParent(judged.workspace.judgement)
    field.show()
    field.setFocus()
    press_all(judged)


def test_the_month_of_a_recommendation_is_chosen_by_typing_and_the_level_stays(judged: Desk) -> None:
    details = unfolded(judged)
    details.month_box.setFocus()
    assert details.month_box.hasFocus()
    for digits, month in (("02", "February"), ("11", "November"), ("7", "July"), ("12", "December")):
        judged.write(digits)
        assert details.month_box.currentText() == month
    (record,) = judged.judgement("2.5").improvements
    assert record.due.endswith("-12")
    press_all(judged)


def test_nor_in_the_open_list_of_months(judged: Desk) -> None:
    details = unfolded(judged)
    details.month_box.setFocus()
    details.month_box.showPopup()
    assert details.month_box.view().isVisible()
    for key in SIGNS:
        QTest.keyClick(details.month_box.view(), key)
        assert judged.judgement("2.5").level == 4, key
    details.month_box.hidePopup()


def test_every_field_of_the_page_keeps_what_is_typed(judged: Desk) -> None:
    unfolded(judged)
    judged.workspace.judgement.private_note.toggle()
    fields = [
        one
        for one in judged.window.findChildren(QWidget)
        if takes_typing(one) and one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(fields) >= 6
    for field in fields:
        field.setFocus()
        if field.hasFocus():
            press_all(judged)


def test_outside_fields_they_give_the_level_as_before(judged: Desk) -> None:
    judged.workspace.judgement.reason_edit.setFocus()
    judged.press(Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert judged.judgement("2.5").level == 2
    judged.workspace.criteria.view.setFocus()
    judged.press(Key.Key_3)
    assert judged.judgement("2.5").level == 3
    judged.press(Key.Key_Delete)
    assert judged.judgement("2.5").level is None


def test_enter_presses_the_button_that_the_keyboard_is_on(judged: Desk) -> None:
    for chip in (judged.workspace.judgement.on_site_chip, *judged.workspace.criteria.chips.values()):
        chip.setFocus()
        before = chip.isChecked()
        judged.press(Key.Key_Return)
        assert chip.isChecked() is not before, "once, not twice"
        judged.press(Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
        assert chip.isChecked() is before


def test_enter_on_a_card_gives_its_level_once_and_ctrl_enter_goes_on(judged: Desk) -> None:
    judged.press(Key.Key_Up)
    card = QApplication.focusWidget()
    assert isinstance(card, LevelCard)
    judged.press(Key.Key_Return)
    assert judged.judgement("2.5").level == card.content.level
    judged.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert judged.workspace.current_criterion != "2.5"


def unfolded(desk: Desk) -> MonthField:
    """Write a recommendation and return the month of its details."""
    desk.workspace.judgement.improvements.begin()
    desk.write("Keep a list of members")
    desk.working.flush()
    row = next(one for one in desk.window.findChildren(RecordRow) if one.field.toPlainText())
    assert row.unfold_button is not None
    row.unfold_button.setFocus()
    desk.press(Key.Key_Return)
    assert row.details is not None
    assert row.details.isVisible()
    return row.details.due_field
