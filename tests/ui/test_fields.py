"""Fields hand on what is typed after a pause, when left and when asked, and never touch what is being typed."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from support.gold import ROOT
from support.wheel import wheel_is_taken

from eucles_desk.language import ENGLISH, load
from eucles_desk.ui.fields import DayField, LineField, TextField
from eucles_desk.ui.language import set_current


@pytest.fixture(params=[TextField, LineField])
def field(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[TextField | LineField]:
    window = QWidget()
    qtbot.addWidget(window)
    made: TextField | LineField = request.param()
    other = LineField()
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addWidget(other)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus()
    yield made
    window.close()


def text_in(field: TextField | LineField) -> str:
    return field.toPlainText() if isinstance(field, TextField) else field.text()


@pytest.mark.parametrize("field", [TextField], indirect=True)
def test_a_text_reached_by_tab_is_gone_on_with_behind_it(qtbot: QtBot, field: TextField) -> None:
    field.show_text("Seen in March.")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    field.show_text("Seen in the register.")
    other = QApplication.focusWidget()
    assert other is not None
    qtbot.keyClick(other, Qt.Key.Key_Backtab)
    assert field.hasFocus()
    assert not field.textCursor().hasSelection()
    qtbot.keyClicks(field, " Asked.")

    assert field.toPlainText() == "Seen in the register. Asked."


@pytest.mark.parametrize("field", [TextField], indirect=True)
def test_the_cursor_stays_where_the_user_has_put_it(qtbot: QtBot, field: TextField) -> None:
    field.show_text("Seen in March.")
    qtbot.keyClick(field, Qt.Key.Key_End)
    for _ in range(len(" in March.")):
        qtbot.keyClick(field, Qt.Key.Key_Left)
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget() or field, Qt.Key.Key_Backtab)
    qtbot.keyClicks(field, " twice")

    assert field.toPlainText() == "Seen twice in March."


def test_typing_is_handed_on_after_a_pause(qtbot: QtBot, field: TextField | LineField) -> None:
    with qtbot.waitSignal(field.edited, timeout=2000) as told:
        qtbot.keyClicks(field, "Seen")

    assert told.args == ["Seen"]


def test_typing_is_handed_on_when_the_field_is_left(qtbot: QtBot, field: TextField | LineField) -> None:
    told: list[str] = []
    field.edited.connect(told.append)
    qtbot.keyClicks(field, "Seen")
    assert told == []
    qtbot.keyClick(field, Qt.Key.Key_Tab)

    assert told == ["Seen"]
    assert not field.hasFocus()


def test_what_is_being_typed_is_left_alone(qtbot: QtBot, field: TextField | LineField) -> None:
    qtbot.keyClicks(field, "Typing")
    field.show_text("Stored")
    assert text_in(field) == "Typing"

    field.hand_on()
    field.show_text("Stored")
    assert text_in(field) == "Stored"


def test_the_same_text_is_not_handed_on_again(qtbot: QtBot, field: TextField | LineField) -> None:
    told: list[str] = []
    field.edited.connect(told.append)
    field.show_text("Stored")
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    field.show_text("Stored")
    field.hand_on()

    assert told == []


def test_undo_is_left_to_the_program(qtbot: QtBot, field: TextField | LineField) -> None:
    undone: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), field.window())
    shortcut.activated.connect(lambda: undone.append(True))
    qtbot.keyClicks(field, "Seen")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert undone == [True]
    assert text_in(field) == "Seen"


def test_a_text_grows_with_its_content_and_wraps_long_words(qtbot: QtBot) -> None:
    field = TextField(2)
    qtbot.addWidget(field)
    field.resize(200, field.height())
    field.show()
    small = field.height()
    field.show_text("line\n" * 6)
    assert field.height() > small
    field.show_text("")
    assert field.height() == small


def test_only_text_is_pasted(qtbot: QtBot) -> None:
    field = TextField()
    qtbot.addWidget(field)
    data = QMimeData()
    data.setText("plain")
    data.setHtml("<b>rich</b>")
    data.setUrls([QUrl("https://www.example.org")])
    field.insertFromMimeData(data)

    assert field.toPlainText() == "plain"


@pytest.fixture
def day(qtbot: QtBot) -> DayField:
    """A field with a stored day, in use."""
    field = DayField()
    field.show_day("2025-11-24")
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return field


def test_a_day_is_handed_on_when_the_field_is_left_or_enter_is_pressed(qtbot: QtBot, day: DayField) -> None:
    told: list[str] = []
    day.edited.connect(told.append)
    qtbot.keyClick(day, Qt.Key.Key_Up)
    assert told == []
    qtbot.keyClick(day, Qt.Key.Key_Return)
    qtbot.keyClick(day, Qt.Key.Key_Return)
    assert told == ["2025-11-25"]


def test_a_day_being_entered_is_left_alone(qtbot: QtBot, day: DayField) -> None:
    qtbot.keyClick(day, Qt.Key.Key_Up)
    day.show_day("2025-11-24")
    assert day.day == "2025-11-25"
    day.show_day("2025-12-01")
    assert day.day == "2025-12-01"


def test_undo_over_a_day_is_left_to_the_program(qtbot: QtBot, day: DayField) -> None:
    undone: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), day)
    shortcut.activated.connect(lambda: undone.append(True))
    qtbot.keyClicks(day, "4")
    qtbot.keyClick(day, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    assert day.text() == "4 Nov 2025"


@pytest.mark.parametrize("has_keyboard", [True, False])
def test_the_wheel_over_a_day_scrolls_the_page(day: DayField, has_keyboard: bool) -> None:
    if not has_keyboard:
        day.clearFocus()
    assert not wheel_is_taken(day)
    assert day.day == "2025-11-24"


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("en", "4 Nov 2095"),
        ("en", "14 Nov 2095"),
        ("fi", "4.11.2095"),
        ("fi", "14.11.2095"),
        ("fi", "4112095"),
    ],
)
@pytest.mark.parametrize("before", ["2026-12-08", "2026-02-28"])
def test_a_day_is_typed_as_it_is_written(qtbot: QtBot, code: str, typed: str, before: str) -> None:
    set_current(load(code, ROOT / "resources" / "i18n") if code == "fi" else ENGLISH)
    field = DayField()
    set_current(ENGLISH)
    qtbot.addWidget(field)
    field.show_day(before)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    field.setFocus()

    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert field.day == ("2095-11-14" if typed.startswith("14") else "2095-11-04")
