"""Strengths and recommendations by keyboard: from text to text, and nothing blank left behind."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.desk import Desk

from eucles_desk.ui.fields import TextField

ALT = Qt.KeyboardModifier.AltModifier


def settle() -> None:
    QTest.qWait(80)
    for _ in range(5):
        QApplication.processEvents()


def test_a_blank_strength_left_by_tab_goes_and_what_is_typed_next_stays_where_the_keyboard_is(desk: Desk) -> None:
    judgement = desk.workspace.judgement
    strengths = judgement.strengths
    strengths.rows[0].field.setFocus()
    desk.write("A register")
    desk.press(Qt.Key.Key_Return)
    assert len(strengths.rows) == 2
    desk.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is judgement.improvements.rows[0].field
    desk.write("Write it down and tell the board")
    settle()
    desk.working.flush()
    assert desk.judgement().strengths == ("A register",)
    assert [row.field.toPlainText() for row in strengths.rows] == ["A register"]
    assert [one.text for one in desk.judgement().improvements] == ["Write it down and tell the board"]


def test_a_blank_strength_between_others_goes_without_touching_them(desk: Desk) -> None:
    strengths = desk.workspace.judgement.strengths
    strengths.rows[0].field.setFocus()
    for text in ("One", "Two"):
        desk.write(text)
        desk.press(Qt.Key.Key_Return)
    desk.write("Three")
    strengths.rows[0].field.setFocus()
    settle()
    desk.press(Qt.Key.Key_Return)
    assert [row.field.toPlainText() for row in strengths.rows] == ["One", "", "Two", "Three"]
    desk.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not None
    settle()
    assert [row.field.toPlainText() for row in strengths.rows] == ["One", "Two", "Three"]
    assert QApplication.focusWidget() is strengths.rows[1].field
    assert desk.judgement().strengths == ("One", "Two", "Three")
    desk.press(Qt.Key.Key_Return)
    desk.write("Between")
    desk.working.flush()
    assert desk.judgement().strengths == ("One", "Two", "Between", "Three")


def test_alt_and_delete_take_a_record_out(desk: Desk) -> None:
    strengths = desk.workspace.judgement.strengths
    strengths.rows[0].field.setFocus()
    for text in ("One", "Two"):
        desk.write(text)
        desk.press(Qt.Key.Key_Return)
    strengths.rows[0].field.setFocus()
    settle()
    desk.press(Qt.Key.Key_Delete, ALT)
    assert desk.judgement().strengths == ("Two",)


def test_tab_brings_each_field_wholly_into_view(desk: Desk) -> None:
    desk.window.resize(1100, 560)
    settle()
    judgement = desk.workspace.judgement
    judgement.reason_edit.setFocus()
    judgement.reason_edit.insertPlainText("\n".join("A line of a long reason" for _ in range(8)))
    seen: list[str] = []
    for _ in range(12):
        settle()
        desk.press(Qt.Key.Key_Tab)
        settle()
        focus, area = QApplication.focusWidget(), judgement.area
        assert focus is not None
        if judgement.isAncestorOf(focus) and focus.height() < area.viewport().height():
            box = QRect(focus.mapTo(area.viewport(), QPoint(0, 0)), focus.size())
            assert area.viewport().rect().contains(box), focus.accessibleName()
            seen.append(focus.accessibleName())
    assert "Strength 1" in seen


@pytest.mark.parametrize("width", [90, 140, 400])
def test_a_hint_in_a_field_is_shown_whole(desk: Desk, width: int) -> None:
    field = TextField(1, desk.window)
    field.setPlaceholderText("What the cluster does well here")
    field.setFixedWidth(width)
    field.show()
    settle()
    inside = field.viewport().width() - 2 * round(field.document().documentMargin())
    box = field.fontMetrics().boundingRect(QRect(0, 0, inside, 999), Qt.TextFlag.TextWordWrap, field.placeholderText())
    assert box.height() <= field.viewport().height()
    field.insertPlainText("A")
    settle()
    assert field.height() < 2 * field.fontMetrics().lineSpacing() + 14


def test_the_list_is_at_the_criterion_again_after_the_find_field_was_cleared(desk: Desk) -> None:
    criteria = desk.workspace.criteria
    desk.window.resize(1100, 520)
    desk.workspace.show_criterion("5.3")
    settle()
    criteria.find_edit.setFocus()
    desk.write("1.1")
    settle()
    desk.press(Qt.Key.Key_Escape)
    settle()
    assert not criteria.is_narrowed
    shown = criteria.view.visualRect(criteria.view.currentIndex())
    assert shown.isValid()
    assert criteria.view.viewport().rect().contains(shown)
