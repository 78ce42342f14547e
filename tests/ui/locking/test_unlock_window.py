"""The window that asks for the passphrase, with real keys."""
# pyright: reportUnknownMemberType=false, reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from support.closing import destroy
from support.whole_desk import RESOURCES

from eucles_desk.app.languages import Languages
from eucles_desk.app.opening import Opening
from eucles_desk.app.unlocking import Unlocking
from eucles_desk.errors import WrongPassphraseError
from eucles_desk.storage.restoring import PLAN, STAGED
from eucles_desk.ui.language import set_current
from eucles_desk.ui.locking import unlock_window
from eucles_desk.ui.locking.unlock_window import UnlockWindow

WRONG = WrongPassphraseError("This is not the passphrase of these data.")
CAPS = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unlock_window, "SECOND", 10)


@pytest.fixture
def window(qtbot: QtBot) -> Generator[UnlockWindow]:
    made = UnlockWindow("/home/of/data")
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    destroy([made])


def test_what_is_typed_first_is_the_passphrase_and_enter_gives_it(qtbot: QtBot, window: UnlockWindow) -> None:
    assert window.field.edit.hasFocus()
    with qtbot.waitSignal(window.passphrase_given) as given:
        qtbot.keyClicks(window.field.edit, "four odd words here")
        qtbot.keyClick(window.field.edit, Qt.Key.Key_Return)
    assert given.args == ["four odd words here"]
    assert window.state_label.text() == "Unlocking…"


def test_nothing_is_asked_twice_while_it_is_tried(qtbot: QtBot, window: UnlockWindow) -> None:
    given: list[str] = []
    window.passphrase_given.connect(given.append)
    qtbot.keyClicks(window.field.edit, "a")
    for _ in range(3):
        qtbot.keyClick(window.field.edit, Qt.Key.Key_Return)
    qtbot.mouseClick(window.unlock_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(window.field.edit, "b")
    assert given == ["a"]
    assert window.field.text() == "a"


def test_an_empty_field_is_told_and_not_tried(qtbot: QtBot, window: UnlockWindow) -> None:
    with qtbot.assertNotEmitted(window.passphrase_given):
        qtbot.keyClicks(window.field.edit, "  ")
        qtbot.mouseClick(window.unlock_button, Qt.MouseButton.LeftButton)
    assert window.state_label.text() == "Type the passphrase."


def test_a_wrong_passphrase_is_one_sentence_and_a_pause_that_grows(qtbot: QtBot, window: UnlockWindow) -> None:
    pauses: list[int] = []
    for _ in range(4):
        qtbot.keyClicks(window.field.edit, "wrong")  # in the place of the one before, which is selected
        qtbot.keyClick(window.field.edit, Qt.Key.Key_Return)
        window.refuse(WRONG)
        said = window.state_label.text()
        assert said.startswith("This is not the passphrase of these data. Try again in ")
        pauses.append(int(said.split()[-2]))
        assert not window.unlock_button.isEnabled()
        with qtbot.assertNotEmitted(window.passphrase_given):
            qtbot.keyClick(window.field.edit, Qt.Key.Key_Return)
        qtbot.waitUntil(window.unlock_button.isEnabled)
        assert window.state_label.text() == "This is not the passphrase of these data."
        assert window.field.edit.selectedText() == "wrong"
    assert pauses == [1, 2, 4, 8]


def test_typing_hides_and_shows_and_stays_in_the_field(qtbot: QtBot, window: UnlockWindow) -> None:
    qtbot.keyClicks(window.field.edit, "ab")
    assert window.field.edit.echoMode() == QLineEdit.EchoMode.Password
    qtbot.mouseClick(window.field.show_button, Qt.MouseButton.LeftButton)
    assert window.field.edit.displayText() == "ab"
    assert window.field.edit.hasFocus()
    qtbot.mouseClick(window.field.show_button, Qt.MouseButton.LeftButton)
    assert window.field.edit.displayText() != "ab"


def test_capitals_without_shift_are_pointed_at(qtbot: QtBot, window: UnlockWindow) -> None:
    assert window.caps_label.isHidden()
    qtbot.keyClicks(window.field.edit, "A")
    assert not window.caps_label.isHidden()
    qtbot.keyClicks(window.field.edit, "A", CAPS)
    assert window.caps_label.isHidden()
    qtbot.keyClicks(window.field.edit, "b1")
    assert window.caps_label.isHidden()


def test_the_recovery_code_stands_for_the_passphrase(qtbot: QtBot, window: UnlockWindow) -> None:
    qtbot.mouseClick(window.other_button, Qt.MouseButton.LeftButton)
    assert window.code_edit.hasFocus()
    assert window.field.isHidden()
    with qtbot.waitSignal(window.code_given) as given:
        qtbot.keyClicks(window.code_edit, "ABCDE-12345")
        qtbot.keyClick(window.code_edit, Qt.Key.Key_Return)
    assert given.args == ["ABCDE-12345"]
    window.refuse(WrongPassphraseError("The recovery code is mistyped."))
    qtbot.waitUntil(window.unlock_button.isEnabled)
    qtbot.mouseClick(window.other_button, Qt.MouseButton.LeftButton)
    assert window.field.edit.hasFocus()
    assert window.state_label.text() == ""


def test_escape_ends_and_leaves_nothing_typed(qtbot: QtBot, window: UnlockWindow) -> None:
    qtbot.keyClicks(window.field.edit, "secret")
    with qtbot.waitSignal(window.given_up):
        qtbot.keyClick(window.field.edit, Qt.Key.Key_Escape)
    window.field.edit.undo()
    assert (window.field.text(), window.code_edit.text()) == ("", "")


def test_all_is_reached_by_tab(qtbot: QtBot, window: UnlockWindow) -> None:
    reached: list[QWidget | None] = []
    for _ in range(6):
        reached.append(window.focusWidget())
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
    wanted = {window.field.edit, window.field.show_button, window.other_button, window.quit_button}
    assert {*wanted, window.unlock_button} <= set(reached)


@pytest.mark.parametrize("code", ["en", "fi"])
def test_all_parts_have_names_in_both_languages(qtbot: QtBot, code: str) -> None:
    languages = Languages(RESOURCES)
    set_current(languages.load(code))
    made = UnlockWindow("/home")
    try:
        made.show()
        QAccessible.setActive(True)
        for part in made.findChildren(QWidget):
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.isVisible():
                interface = QAccessible.queryAccessibleInterface(part)
                assert interface.text(QAccessible.Text.Name), part
        assert made.unlock_button.text() == {"en": "Unlock", "fi": "Avaa lukitus"}[code]
    finally:
        set_current(languages.load("en"))
        destroy([made])


def test_it_fits_a_small_screen_and_large_text(qtbot: QtBot, window: UnlockWindow) -> None:
    window.refuse(WRONG)
    assert window.minimumSizeHint().width() <= 700
    assert window.minimumSizeHint().height() <= 560


def test_the_folder_is_named(window: UnlockWindow) -> None:
    assert str(Path("/home/of/data")) in window.place_label.text()


def test_a_restore_that_waits_for_the_passphrase_is_told(qapp: QObject, tmp_path: Path) -> None:
    assert qapp
    told = list[str]()
    for _ in range(2):
        unlocking = Unlocking(cast("Any", None), Opening(tmp_path, RESOURCES, None))
        told.append(unlocking.window.intro_label.text())
        unlocking._is_asking = False
        destroy([unlocking.window])
        (tmp_path / STAGED).mkdir(exist_ok=True)
        (tmp_path / STAGED / PLAN).write_bytes(b"{}")
    assert "A backup is being restored" not in told[0]
    assert told[1].endswith("A backup is being restored: it takes the place of the data once you have unlocked them.")
