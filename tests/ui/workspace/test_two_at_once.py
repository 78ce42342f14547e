"""Two windows on one assessment: each shows what the other does, and neither takes away what the other is typing."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from support import gold
from support.desk import Desk
from support.opened import window_context

from eucles_desk.assessment.changes import Change, Part
from eucles_desk.assessment.values import Judgement
from eucles_desk.services.hands import overwrites
from eucles_desk.ui.fields import TextField
from eucles_desk.ui.working import Working
from eucles_desk.ui.workspace.workspace import Workspace

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Other:
    """A second window on the assessment of a desk, at the same criterion."""

    window: QWidget
    working: Working
    workspace: Workspace
    told: list[str]

    @property
    def reason(self) -> TextField:
        return self.workspace.judgement.reason_edit


@pytest.fixture
def other(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Other:
    working = Working(desk.service)
    window = QWidget()
    qtbot.addWidget(window)
    workspace = Workspace(window_context(tmp_path, store=desk.opened.store), working)
    QVBoxLayout(window).addWidget(workspace)
    told: list[str] = []
    working.stopped.connect(told.append)
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.workspace.judgement.cards.focus_card()
    return Other(window, working, workspace, told)


@pytest.fixture
def enter(qtbot: QtBot) -> Callable[[QWidget, QWidget], None]:
    """Give a window the keyboard, as its user does, and in it a field."""

    def enter_(window: QWidget, field: QWidget) -> None:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)

    return enter_


def write(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def type_unseen(field: TextField, text: str) -> None:
    """Put text into a field that has not the keyboard: what is typed there has not been handed on yet."""
    QTest.keyClicks(field, text)
    assert field.is_typing


def test_what_is_typed_in_one_appears_in_the_other_while_that_has_another_field(
    desk: Desk, other: Other, qtbot: QtBot, enter: Callable[[QWidget, QWidget], None]
) -> None:
    strength = other.workspace.judgement.strengths.rows[0].field
    enter(other.window, strength)
    enter(desk.window, desk.workspace.judgement.reason_edit)
    write("Seen in the register.")
    qtbot.waitUntil(lambda: other.reason.toPlainText() == "Seen in the register.", timeout=3000)
    assert other.window.focusWidget() is strength
    assert other.told == []


def test_what_was_being_typed_in_the_window_that_is_left_is_stored_first(
    desk: Desk, other: Other, enter: Callable[[QWidget, QWidget], None]
) -> None:
    enter(other.window, other.reason)
    write("Half a sent")
    enter(desk.window, desk.workspace.judgement.reason_edit)
    assert desk.judgement().reason == "Half a sent"
    assert desk.workspace.judgement.reason_edit.toPlainText() == "Half a sent"


def test_a_level_in_one_window_leaves_the_reason_typed_in_the_other(desk: Desk, other: Other) -> None:
    type_unseen(other.reason, "Seen by the other")
    desk.press(Qt.Key.Key_3)
    assert (desk.judgement().level, desk.judgement().reason) == (3, "Seen by the other")
    assert other.reason.toPlainText() == "Seen by the other"
    assert other.told == []


def test_texts_typed_in_both_at_once_are_both_steps_and_it_is_told(desk: Desk, other: Other, qtbot: QtBot) -> None:
    told: list[str] = []
    desk.working.stopped.connect(told.append)
    mine = desk.workspace.judgement.reason_edit
    mine.setFocus()
    type_unseen(other.reason, "Theirs")
    type_unseen(mine, "Mine")
    qtbot.waitUntil(lambda: desk.judgement().reason != "" and not mine.is_typing, timeout=3000)

    stands = desk.judgement().reason
    assert mine.toPlainText() == other.reason.toPlainText() == stands
    assert len(told + other.told) == 1
    assert "Another window changed this too" in (told + other.told)[0]
    desk.working.undo()
    assert {stands, desk.judgement().reason} == {"Mine", "Theirs"}
    assert mine.toPlainText() == other.reason.toPlainText() == desk.judgement().reason


def test_a_record_added_in_one_window_is_not_lost_to_one_typed_in_the_other(desk: Desk, other: Other) -> None:
    mine, theirs = desk.workspace.judgement.strengths, other.workspace.judgement.strengths
    theirs_field, mine_field = theirs.rows[0].field, mine.rows[0].field
    type_unseen(theirs_field, "Theirs")
    type_unseen(mine_field, "Mine")
    desk.working.flush()
    seen = [desk.judgement().strengths]
    desk.working.undo()
    seen.append(desk.judgement().strengths)
    assert {text for texts in seen for text in texts} == {"Mine", "Theirs"}


def test_undo_in_one_window_shows_in_both(desk: Desk, other: Other) -> None:
    desk.press(Qt.Key.Key_4)
    card = other.workspace.judgement.cards.card(4)
    assert card is not None
    assert card.isChecked()
    other.working.undo()
    assert desk.judgement().level is None
    assert not card.isChecked()
    mine = desk.workspace.judgement.cards.card(4)
    assert mine is not None
    assert not mine.isChecked()


def test_typing_in_two_windows_one_after_the_other_gives_two_steps(desk: Desk, other: Other) -> None:
    desk.working.do(lambda: desk.service.set_reason("2.5", "One"))
    other.working.do(lambda: desk.service.set_reason("2.5", "One and two"))
    desk.working.undo()
    assert desk.judgement("2.5").reason == "One"


def test_typing_on_in_one_window_stays_one_step(desk: Desk) -> None:
    desk.working.do(lambda: desk.service.set_reason("2.5", "One"))
    desk.working.do(lambda: desk.service.set_reason("2.5", "One and two"))
    desk.working.undo()
    assert desk.judgement("2.5").reason == ""


def test_a_change_that_waited_for_a_full_disk_tells_when_it_takes_the_place_of_another(
    desk: Desk, other: Other
) -> None:
    desk.opened.store.broken = True
    other.working.do(lambda: desk.service.set_reason("2.5", "Waited"), field="reason:2.5", text="Waited")
    assert other.working.has_unsaved
    desk.opened.store.broken = False
    desk.working.do(lambda: desk.service.set_reason("2.5", "Came first"))
    other.working.retry()
    assert desk.judgement("2.5").reason == "Waited"
    assert len(other.told) == 1
    desk.working.undo()
    assert desk.judgement("2.5").reason == "Came first"


def test_closing_one_window_leaves_the_other_at_work(desk: Desk, other: Other) -> None:
    type_unseen(other.reason, "Typed last")
    other.working.close()
    other.window.close()
    assert desk.judgement().reason == "Typed last"
    desk.press(Qt.Key.Key_2)
    assert desk.judgement().level == 2


LEAD = gold.LEAD.id
BLANK = Judgement(LEAD, "2.5")


@pytest.mark.parametrize(
    ("put", "now", "is_lost"),
    [
        (replace(BLANK, reason="Theirs"), replace(BLANK, reason="Mine"), True),
        (replace(BLANK, reason="Theirs"), replace(BLANK, reason="Theirs", level=3), False),
        (replace(BLANK, reason="Theirs"), None, True),
        (replace(BLANK, level=0), replace(BLANK, level=1), True),
        (replace(BLANK, strengths=("a",)), replace(BLANK, strengths=("a", "b")), True),
    ],
)
def test_only_what_takes_something_away_overwrites(put: Judgement, now: Judgement | None, is_lost: bool) -> None:
    theirs = Change(Part.JUDGEMENT, "", BLANK, put)
    mine = Change(Part.JUDGEMENT, "", put, now)
    assert overwrites(mine, theirs) is is_lost
    assert overwrites(mine, replace(theirs, before=None)) is is_lost


@pytest.mark.parametrize(
    "case",
    [
        ("Beta, Alpha Gamma", 5, "Beta, Alpha", "Beta, Alpha! Gamma"),  # put in before it
        ("Alpha Gamma, Beta", 5, "Alpha", "Alpha! Gamma, Beta"),  # behind it
        ("\N{GRINNING FACE} Alpha Gamma", 11, "\N{GRINNING FACE} Alpha Gamma", "\N{GRINNING FACE} Alpha Gamma!"),
        ("Gamma", 8, "Ga", "Ga!mma"),  # taken away before it
        ("Alpha and Gamma", 6, "Alpha ", "Alpha !and Gamma"),  # right behind it
    ],
)
def test_the_caret_keeps_its_place_in_the_text_whatever_another_window_puts_in(
    desk: Desk,
    other: Other,
    qtbot: QtBot,
    enter: Callable[[QWidget, QWidget], None],
    case: tuple[str, int, str, str],
) -> None:
    (new, at, seen, typed) = case
    criterion = desk.workspace.current_criterion
    desk.service.set_reason(criterion, "Alpha Gamma")
    field = desk.workspace.judgement.reason_edit
    enter(desk.window, field)
    QTest.keyClick(field, Qt.Key.Key_Home)
    for _ in range(at):
        QTest.keyClick(field, Qt.Key.Key_Right)
    enter(other.window, other.reason)
    other.reason.selectAll()
    other.reason.insertPlainText(new)
    qtbot.waitUntil(lambda: field.toPlainText() == new)
    cursor = field.textCursor()
    cursor.movePosition(cursor.MoveOperation.Start, cursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == seen

    enter(desk.window, field)
    QTest.keyClicks(field, "!")
    assert field.toPlainText() == typed


def test_another_text_of_a_part_without_fields_overwrites_and_the_same_does_not() -> None:
    theirs = Change(Part.REPLY_DUE, "", "", "2026-03-10")
    assert overwrites(Change(Part.REPLY_DUE, "", "2026-03-10", "2026-03-12"), theirs)
    assert not overwrites(Change(Part.REPLY_DUE, "", "2026-03-10", "2026-03-10"), theirs)
