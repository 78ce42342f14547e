"""The window that is shown when the data cannot be opened as they are."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support.closing import destroy

from eucles_desk.assessment.backups import Backup, BackupReason
from eucles_desk.errors import DamagedDataError, EuclesError, OlderDataError
from eucles_desk.ui.recovering.window import RecoveringWindow

DAMAGED = DamagedDataError("The database is damaged. It was left as it is.")
OLDER = OlderDataError("These data are older: {found} instead of {expected}.", found=3, expected=7)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LEFT = Qt.MouseButton.LeftButton


def backup(number: int) -> Backup:
    made = NOW - timedelta(days=number)
    return Backup(f"b{number}", made, BackupReason.START, 100 - number, "", 6, 2, 10, "0004", "0.4", Path("/x"))


def shown(qtbot: QtBot, error: EuclesError, *, is_older: bool) -> RecoveringWindow:
    made = RecoveringWindow(error, "/home/of/data", is_older=is_older)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def damaged(qtbot: QtBot) -> Generator[RecoveringWindow]:
    made = shown(qtbot, DAMAGED, is_older=False)
    yield made
    destroy([made])


@pytest.fixture
def older(qtbot: QtBot) -> Generator[RecoveringWindow]:
    made = shown(qtbot, OLDER, is_older=True)
    yield made
    destroy([made])


def test_nothing_can_be_chosen_while_backups_are_looked_for(damaged: RecoveringWindow) -> None:
    assert not damaged.restore_button.isEnabled()
    assert damaged.progress.isVisible()
    assert damaged.quit_button.isEnabled()


def test_the_newest_backup_is_chosen_and_enter_restores_it(qtbot: QtBot, damaged: RecoveringWindow) -> None:
    damaged.offer([backup(0), backup(1)], 1)
    assert damaged.state_label.text() == "2 sound backups were found. 1 is damaged itself."
    assert "24 Nov 2026" in damaged.list.item(0).text()
    assert damaged.list.hasFocus()
    with qtbot.waitSignal(damaged.restore_wanted) as wanted:
        qtbot.keyClick(damaged.list, Qt.Key.Key_Return)
    assert wanted.args == [backup(0), True]


def test_another_one_can_be_chosen_by_keys_without_bringing_back(qtbot: QtBot, damaged: RecoveringWindow) -> None:
    damaged.offer([backup(0), backup(1)], 0)
    qtbot.keyClick(damaged.list, Qt.Key.Key_Down)
    qtbot.keyClick(damaged.back_check, Qt.Key.Key_Space)
    with qtbot.waitSignal(damaged.restore_wanted) as wanted:
        qtbot.mouseClick(damaged.restore_button, LEFT)
    assert wanted.args == [backup(1), False]
    assert not damaged.quit_button.isEnabled()
    damaged.close()
    assert damaged.isVisible()


def test_without_a_backup_what_can_be_read_is_offered(qtbot: QtBot, damaged: RecoveringWindow) -> None:
    damaged.offer([], 0)
    assert damaged.restore_button.text() == "Bring back what can be read"
    with qtbot.waitSignal(damaged.restore_wanted) as wanted:
        qtbot.mouseClick(damaged.restore_button, LEFT)
    assert wanted.args == [None, True]


def test_older_data_can_be_gone_on_with(qtbot: QtBot, older: RecoveringWindow) -> None:
    older.offer([], 0)
    assert not older.restore_button.isEnabled()
    assert older.back_check.isHidden()
    assert older.reason_label.text() == "These data are older: 3 instead of 7."
    with qtbot.waitSignal(older.accept_wanted):
        qtbot.mouseClick(older.accept_button, LEFT)


def test_what_could_not_be_done_is_said_and_can_be_tried_again(damaged: RecoveringWindow) -> None:
    damaged.offer([backup(0)], 0)
    damaged.work("Restoring…")
    damaged.refuse(EuclesError("The disk is full."))
    assert damaged.state_label.text() == "The disk is full."
    assert damaged.restore_button.isEnabled()


def test_what_came_of_it_is_told_before_the_data_are_shown(qtbot: QtBot, damaged: RecoveringWindow) -> None:
    damaged.offer([backup(0)], 0)
    damaged.tell(["The backup was restored.", "Nothing that was saved is lost."], Path("/kept"))
    assert damaged.reason_label.text() == "The backup was restored. Nothing that was saved is lost."
    assert "/kept" in damaged.state_label.text()
    with qtbot.waitSignal(damaged.done_seen):
        qtbot.keyClick(damaged.restore_button, Qt.Key.Key_Space)


def test_escape_ends(qtbot: QtBot, damaged: RecoveringWindow) -> None:
    damaged.offer([backup(0)], 0)
    with qtbot.waitSignal(damaged.given_up):
        qtbot.keyClick(damaged, Qt.Key.Key_Escape)


def test_every_control_has_a_name_and_is_reached_by_the_tabulator(qtbot: QtBot, damaged: RecoveringWindow) -> None:
    damaged.offer([backup(0)], 0)
    damaged.activateWindow()
    reached: set[QWidget] = set()
    for _ in range(8):
        focused = damaged.focusWidget()
        reached.add(focused)
        interface = QAccessible.queryAccessibleInterface(focused)
        assert interface is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert {damaged.list, damaged.back_check, damaged.restore_button, damaged.quit_button} <= reached
    for control in (damaged.list, damaged.back_check, damaged.restore_button, damaged.quit_button):
        assert control.accessibleName() or getattr(control, "text", lambda: "")()


def test_what_becomes_of_the_data_that_are_there_is_said_before_the_choice(
    damaged: RecoveringWindow, older: RecoveringWindow
) -> None:
    assert damaged.choice_label.text() == "What is there now is kept in the data folder, whatever takes its place."
    assert "“Go on with these data” opens them as they are" in older.choice_label.text()
    assert damaged.choice_label.text() in older.choice_label.text()
