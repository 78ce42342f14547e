"""The settings about secrecy on real data, with real keys and clicks."""
# pyright: reportUnknownMemberType=false, reportPrivateUsage=false

from __future__ import annotations

import stat
from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from support.whole_desk import RESOURCES

from eucles_desk.app import keyring_copy
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import open_program
from eucles_desk.assessment.records import Protection
from eucles_desk.errors import LockedError
from eucles_desk.language import ENGLISH
from eucles_desk.storage.key import protection
from eucles_desk.storage.opening import open_data
from eucles_desk.ui import theme
from eucles_desk.ui.jobs import wait_for_all
from eucles_desk.ui.locking.passphrase_dialog import PassphraseDialog, Task
from eucles_desk.ui.locking.secret_field import SecretField
from eucles_desk.ui.locking.sheet_dialog import SheetDialog
from eucles_desk.ui.main_window import MainWindow
from eucles_desk.ui.settings.secrecy import SecrecyCard
from eucles_desk.ui.speaking import speak

GOOD = "violin marsh teapot rivet comet"
OTHER = "lantern quarry mitten falcon oboe"


@pytest.fixture(autouse=True)
def look(qtbot: QtBot) -> None:
    theme.set_up(RESOURCES)
    theme.apply("light", 100)
    speak(ENGLISH)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Generator[Session]:
    folder = tmp_path / "data"
    settings = SettingsFile(folder)
    choices = settings.load()
    choices.tour_seen = True
    made = Session(open_program(folder, RESOURCES), settings, choices, "en")
    qtbot.addWidget(made.window)
    made.show()
    qtbot.waitExposed(made.window)
    made.window.activateWindow()
    yield made
    made.window.close()
    assert made.close() is None


@pytest.fixture
def window(session: Session) -> MainWindow:
    session.window.show_secrecy()
    return session.window


@pytest.fixture
def card(window: MainWindow) -> SecrecyCard:
    assert window.pages.settings.secrecy_card is not None
    return window.pages.settings.secrecy_card


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def dialog_of(card: SecrecyCard) -> PassphraseDialog:
    assert isinstance(card.passphrases.dialog, PassphraseDialog)
    return card.passphrases.dialog


def sheet_of(card: SecrecyCard) -> SheetDialog:
    assert isinstance(card.passphrases.dialog, SheetDialog)
    return card.passphrases.dialog


def type_in(qtbot: QtBot, *pairs: tuple[SecretField, str]) -> None:
    for field, text in pairs:
        field.edit.selectAll()
        qtbot.keyClicks(field.edit, text)


def press(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def set_passphrase(qtbot: QtBot, card: SecrecyCard) -> None:
    press(qtbot, card.set_button)
    dialog = dialog_of(card)
    type_in(qtbot, (dialog.new_field, GOOD), (dialog.again_field, GOOD))
    with qtbot.waitSignal(card.done, timeout=20_000):
        press(qtbot, dialog.go_on_button)


def put_off(qtbot: QtBot, card: SecrecyCard) -> None:
    """Go on without the recovery sheet, which is asked once."""
    dialog = sheet_of(card)
    press(qtbot, dialog.cancel_button)
    assert dialog.isVisible()
    press(qtbot, dialog.cancel_button)
    assert not dialog.isVisible()


def opens_with(folder: Path, session: Session, passphrase: str) -> bool:
    session.window.close()
    assert session.close() is None
    open_data(folder, passphrase=passphrase).close()
    return True


def test_without_a_passphrase_it_says_that_this_is_no_secrecy(card: SecrecyCard) -> None:
    assert card.state_label.text().startswith("There is no passphrase.")
    assert "it is no secrecy" in card.more_label.text()
    assert card.set_button.hasFocus()
    assert card.rows.isHidden()
    assert card.lock_button.isHidden()


def test_a_passphrase_is_set_and_the_recovery_sheet_is_offered(
    qtbot: QtBot, session: Session, window: MainWindow, card: SecrecyCard, folder: Path
) -> None:
    set_passphrase(qtbot, card)
    assert protection(folder) is Protection.PASSPHRASE
    assert window.frame.bar.text.startswith("The passphrase is set.")
    assert card.state_label.text().startswith("The data are locked with your passphrase.")
    assert "A passphrase does not change the key" in card.more_label.text()
    assert card.set_button.isHidden()
    assert session.locking.is_possible
    sheet = folder.parent / "sheet ä.pdf"
    dialog = sheet_of(card)
    with qtbot.waitSignal(dialog.saved, timeout=20_000):
        dialog.save_to(str(sheet))
    assert sheet.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert str(sheet) in window.frame.bar.text
    assert opens_with(folder, session, GOOD)
    with pytest.raises(LockedError):
        open_data(folder)


def test_the_sheet_can_be_had_later_for_the_passphrase(qtbot: QtBot, card: SecrecyCard) -> None:
    set_passphrase(qtbot, card)
    put_off(qtbot, card)
    press(qtbot, card.sheet_button)
    dialog = dialog_of(card)
    type_in(qtbot, (dialog.present_field, OTHER))
    press(qtbot, dialog.go_on_button)
    qtbot.waitUntil(lambda: not dialog.problem_bar.isHidden(), timeout=20_000)
    assert dialog.problem_bar.text == "This is not the passphrase of these data."
    type_in(qtbot, (dialog.present_field, GOOD))
    press(qtbot, dialog.go_on_button)
    qtbot.waitUntil(lambda: isinstance(card.passphrases.dialog, SheetDialog), timeout=20_000)


def test_a_weak_one_is_not_taken(qtbot: QtBot, card: SecrecyCard, folder: Path) -> None:
    press(qtbot, card.set_button)
    dialog = dialog_of(card)
    type_in(qtbot, (dialog.new_field, "password1"), (dialog.again_field, "password1"))
    qtbot.waitUntil(lambda: dialog.strength_label.text() == "Too easy to guess")
    press(qtbot, dialog.go_on_button)
    assert dialog.problem_bar.text.startswith("This passphrase is too easy to guess.")
    assert protection(folder) is Protection.NONE


def test_two_that_differ_are_told(qtbot: QtBot, card: SecrecyCard) -> None:
    press(qtbot, card.set_button)
    dialog = dialog_of(card)
    type_in(qtbot, (dialog.new_field, GOOD), (dialog.again_field, OTHER))
    qtbot.waitUntil(lambda: dialog.strength_label.text() == "Very hard to guess")
    press(qtbot, dialog.go_on_button)
    assert dialog.problem_bar.text.startswith("The two are not the same.")
    assert dialog.again_field.edit.hasFocus()


def test_one_is_suggested_seen_and_has_to_be_known(qtbot: QtBot, card: SecrecyCard, folder: Path) -> None:
    press(qtbot, card.set_button)
    dialog = dialog_of(card)
    assert dialog.meter.written_check.isHidden()
    press(qtbot, dialog.suggest_button)
    first = dialog.new_field.edit.displayText()
    assert len(first.split()) >= 4
    qtbot.waitUntil(lambda: dialog.strength_label.text() == "Very hard to guess")
    press(qtbot, dialog.suggest_button)
    assert dialog.new_field.text() != first
    qtbot.keyClick(dialog.again_field.edit, Qt.Key.Key_Return)
    press(qtbot, dialog.go_on_button)
    assert dialog.problem_bar.text.startswith("Type it once more, or say that you have written it down")
    assert protection(folder) is Protection.NONE
    dialog.meter.written_check.click()
    assert dialog.again_field.text() == dialog.new_field.text()
    with qtbot.waitSignal(card.done, timeout=20_000):
        press(qtbot, dialog.go_on_button)


def test_what_was_wrong_is_put_away_once_it_is_mended(qtbot: QtBot, card: SecrecyCard) -> None:
    press(qtbot, card.set_button)
    dialog = dialog_of(card)
    type_in(qtbot, (dialog.new_field, "otter purple ladder"))
    qtbot.waitUntil(lambda: dialog.strength_label.text() == "Too easy to guess: one more word is missing")
    press(qtbot, dialog.go_on_button)
    assert "Add one more word" in dialog.problem_bar.text
    qtbot.waitUntil(lambda: dialog.again_field.visibleRegion().boundingRect().height() == dialog.again_field.height())
    qtbot.keyClicks(dialog.new_field.edit, " seventeen")
    assert dialog.problem_bar.isHidden()


@pytest.mark.parametrize("task", [Task.SET, Task.CHANGE, Task.RECOVER])
def test_it_is_said_beforehand_that_the_key_stays_the_same(card: SecrecyCard, task: Task) -> None:
    card.passphrases.ask(task)
    said = [label.text() for label in dialog_of(card).content.findChildren(QLabel)]
    assert any("A passphrase does not change the key" in sentence for sentence in said)
    dialog_of(card).reject()


def test_nothing_typed_is_left_in_a_dialog_that_is_put_away(qtbot: QtBot, card: SecrecyCard) -> None:
    press(qtbot, card.set_button)
    dialog = dialog_of(card)
    type_in(qtbot, (dialog.new_field, GOOD))
    field = dialog.new_field.edit
    press(qtbot, dialog.cancel_button)
    assert field.text() == ""


def test_it_is_changed_with_the_present_one(qtbot: QtBot, session: Session, card: SecrecyCard, folder: Path) -> None:
    set_passphrase(qtbot, card)
    put_off(qtbot, card)
    press(qtbot, card.change_button)
    dialog = dialog_of(card)
    type_in(qtbot, (dialog.present_field, GOOD), (dialog.new_field, OTHER), (dialog.again_field, OTHER))
    with qtbot.waitSignal(card.done, timeout=20_000):
        press(qtbot, dialog.go_on_button)
    assert opens_with(folder, session, OTHER)


def test_it_is_removed_with_the_present_one(qtbot: QtBot, session: Session, card: SecrecyCard, folder: Path) -> None:
    set_passphrase(qtbot, card)
    put_off(qtbot, card)
    press(qtbot, card.remove_button)
    dialog = dialog_of(card)
    assert "no secrecy" in dialog.content.findChildren(QWidget)[1].property("text")
    type_in(qtbot, (dialog.present_field, GOOD))
    with qtbot.waitSignal(card.done, timeout=20_000):
        press(qtbot, dialog.go_on_button)
    assert protection(folder) is Protection.NONE
    assert not session.locking.is_possible
    assert not card.set_button.isHidden()


def test_after_the_recovery_code_a_new_one_is_set_without_the_old(
    qtbot: QtBot, session: Session, window: MainWindow, card: SecrecyCard, folder: Path
) -> None:
    set_passphrase(qtbot, card)
    put_off(qtbot, card)
    window.show_page("today")
    session.say_recovered()
    press(qtbot, window.frame.bar.action_button)
    assert card.change_button.isHidden()
    dialog = dialog_of(card)
    assert dialog.present_field.isHidden() or not dialog.present_field.isVisibleTo(dialog)
    type_in(qtbot, (dialog.new_field, OTHER), (dialog.again_field, OTHER))
    with qtbot.waitSignal(card.done, timeout=20_000):
        press(qtbot, dialog.go_on_button)
    assert card.new_button.isHidden()
    assert opens_with(folder, session, OTHER)


def test_who_locked_on_the_settings_sets_a_new_one_there_after_the_recovery_code(
    qtbot: QtBot, session: Session, window: MainWindow, card: SecrecyCard, folder: Path
) -> None:
    set_passphrase(qtbot, card)
    put_off(qtbot, card)
    assert window.place_key == "settings"
    session.say_recovered()
    assert card.change_button.isHidden()
    assert card.new_button.isVisible()
    press(qtbot, window.frame.bar.action_button)
    dialog = dialog_of(card)
    assert dialog.isVisible()
    assert not dialog.present_field.isVisibleTo(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.focusWidget() is card.new_button
    qtbot.waitUntil(lambda: not card.new_button.visibleRegion().isEmpty())
    press(qtbot, card.new_button)
    assert dialog_of(card) is not dialog
    assert dialog_of(card).isVisible()


def test_the_minutes_are_kept_and_count_at_once(
    qtbot: QtBot, session: Session, card: SecrecyCard, folder: Path
) -> None:
    set_passphrase(qtbot, card)
    put_off(qtbot, card)
    assert session.locking._idleness.limit == 600
    card.minutes_box.setFocus()
    qtbot.keyClick(card.minutes_box, Qt.Key.Key_End)
    card.minutes_box.activated.emit(card.minutes_box.currentIndex())
    assert session.locking._idleness.limit == 0
    assert SettingsFile(folder).load().lock_minutes == 0


def test_the_system_remembers_it_only_when_told_to(
    qtbot: QtBot, card: SecrecyCard, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, str] = {}

    def ask(method: str, *values: str) -> object:
        if method == "set_password":
            kept[values[0]] = values[1]
        if method == "delete_password":
            kept.pop(values[0], None)
        return kept.get(values[0]) if method == "get_password" else True

    monkeypatch.setattr(keyring_copy, "_ask", ask)
    set_passphrase(qtbot, card)
    put_off(qtbot, card)
    assert not card.remember_check.isChecked()
    assert kept == {}
    with qtbot.waitSignal(card.passphrases.changed, timeout=20_000):
        card.remember_check.click()
    assert card.remember_check.isChecked()
    assert len(kept) == 1
    with qtbot.waitSignal(card.passphrases.changed, timeout=20_000):
        card.remember_check.click()
    assert not card.remember_check.isChecked()
    assert kept == {}


def test_a_system_without_a_keyring_says_so_and_is_not_ticked(
    qtbot: QtBot, window: MainWindow, card: SecrecyCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(_method: str, *_values: str) -> None:
        """Have no keyring."""

    monkeypatch.setattr(keyring_copy, "_ask", ask)
    set_passphrase(qtbot, card)
    put_off(qtbot, card)
    with qtbot.waitSignal(card.passphrases.changed, timeout=20_000):
        card.remember_check.click()
    assert not card.remember_check.isChecked()
    assert window.frame.bar.text.startswith("This computer keeps no passphrases for programs")


def test_what_others_can_read_is_told(qtbot: QtBot, card: SecrecyCard) -> None:
    assert card.open_label.isHidden()
    card._secrecy.open_to_others = (Path("/data/key"),)
    card.refresh()
    assert str(Path("/data/key")) in card.open_label.text()
    assert not card.open_label.isHidden()


@pytest.mark.parametrize("task", list(Task))
def test_dialogs_go_away_with_escape(qtbot: QtBot, card: SecrecyCard, task: Task) -> None:
    card.passphrases.ask(task)
    dialog = dialog_of(card)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    wait_for_all()
