"""The backups as a user meets them, on a real data folder."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.whole_desk import RESOURCES, wanted

from eucles_desk.app import backup_times
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import Program, open_program
from eucles_desk.language import ENGLISH
from eucles_desk.ui import theme
from eucles_desk.ui.backups.dialog import BackupsDialog
from eucles_desk.ui.backups.rows import spoken
from eucles_desk.ui.jobs import wait_for_all
from eucles_desk.ui.main_window import MainWindow
from eucles_desk.ui.speaking import speak

SOON = 20_000


class Recording(Session):
    """Takes down what is to be done before it starts anew."""

    decided: list[Callable[[], None] | None]

    @Slot()
    def start_anew(self, before: Callable[[], None] | None = None) -> bool:
        self.decided.append(before)
        return True


class Running:
    """A session on a data folder; starting anew is taken down, and done by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        settings = SettingsFile(folder)
        self.program: Program = open_program(folder, RESOURCES)
        choices = settings.load()
        choices.tour_seen = True
        self.decided: list[Callable[[], None] | None] = []
        self.session = Recording(self.program, settings, choices, "en")
        self.session.decided = self.decided

    @property
    def window(self) -> MainWindow:
        return self.session.window

    def names(self) -> list[str]:
        return sorted(one.cluster_name for one in self.program.desk.page())

    def end(self) -> None:
        self.window.close()
        self.session.close()
        for decide in self.decided:
            assert decide is not None
            decide()


@pytest.fixture(autouse=True)
def look(qtbot: QtBot) -> Iterator[None]:
    QCoreApplication.setOrganizationName("eucles-desk-tests")
    QCoreApplication.setApplicationName("eucles-desk-tests")
    theme.set_up(RESOURCES)
    theme.apply("light", 100)
    yield
    wait_for_all()
    speak(ENGLISH)


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Running]]:
    """Start the window on the data folder of the test; ends all at its end."""
    begun: list[Running] = []

    def start_() -> Running:
        made = Running(tmp_path / "data")
        begun.append(made)
        qtbot.addWidget(made.window)
        made.session.show()
        qtbot.waitExposed(made.window)
        return made

    yield start_
    for one in begun:
        one.end()


@pytest.fixture
def running(start: Callable[[], Running]) -> Running:
    made = start()
    made.program.desk.start(wanted("First Cluster"))
    return made


def settled(qtbot: QtBot, dialog: BackupsDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=SOON)


def opened(qtbot: QtBot, running: Running) -> BackupsDialog:
    """Open them from the settings."""
    running.window.show_page("settings")
    qtbot.mouseClick(running.window.pages.settings.backups_button, Qt.MouseButton.LeftButton)
    dialog = running.window.findChild(BackupsDialog)
    assert dialog is not None
    settled(qtbot, dialog)
    return dialog


def press(qtbot: QtBot, dialog: BackupsDialog, button: str) -> None:
    qtbot.mouseClick(getattr(dialog, button), Qt.MouseButton.LeftButton)
    settled(qtbot, dialog)


def click_restore(qtbot: QtBot, dialog: BackupsDialog, row: int) -> None:
    """Click on the button that is painted in a row."""
    rect = dialog.view.visualRect(dialog.model.index(row, 0))
    right = QPoint(rect.right() - theme.em(3), rect.center().y())
    qtbot.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=right)


def rows(dialog: BackupsDialog) -> list[str]:
    return [spoken(row) for row in dialog.model.rows()]


def test_a_backup_is_made_and_listed_with_what_was_changed_since(qtbot: QtBot, running: Running) -> None:
    dialog = opened(qtbot, running)
    assert dialog.none_label.isVisible() and not dialog.view.isVisible()
    press(qtbot, dialog, "make_button")
    assert dialog.bar.text.startswith("The backup is made and checked (")
    assert "by hand, nothing changed since, 1 assessment, " in rows(dialog)[0]
    press(qtbot, dialog, "make_button")
    assert dialog.bar.text == "Nothing has changed since the newest backup, so it holds everything."
    running.program.desk.start(wanted("Second Cluster"))
    press(qtbot, dialog, "make_button")
    assert len(rows(dialog)) == 2
    assert "change since" in rows(dialog)[1] or "changes since" in rows(dialog)[1]
    dialog.reject()


def test_a_backup_is_restored_in_three_clicks(qtbot: QtBot, running: Running, start: Callable[[], Running]) -> None:
    dialog = opened(qtbot, running)
    press(qtbot, dialog, "make_button")
    running.program.desk.start(wanted("Second Cluster"))
    dialog.reject()
    qtbot.waitUntil(lambda: running.window.findChild(BackupsDialog) is None)

    dialog = opened(qtbot, running)  # one
    click_restore(qtbot, dialog, 0)  # two
    assert "made since will not be in them" in dialog.bar.text
    assert dialog.bar.action_button.hasFocus()
    qtbot.mouseClick(dialog.bar.action_button, Qt.MouseButton.LeftButton)  # three
    qtbot.waitUntil(lambda: bool(running.decided), timeout=SOON)
    assert running.names() == ["First Cluster", "Second Cluster"]

    running.end()
    running.decided.clear()
    again = start()
    assert again.names() == ["First Cluster"]
    qtbot.waitUntil(lambda: "was restored. What was there before is kept in" in again.window.frame.bar.text)
    dialog = opened(qtbot, again)
    assert ["before another was restored" in row for row in rows(dialog)] == [True, False]
    assert "of data that were replaced since" in rows(dialog)[0]


def test_restoring_is_put_away_with_escape_and_nothing_happens(qtbot: QtBot, running: Running) -> None:
    dialog = opened(qtbot, running)
    press(qtbot, dialog, "make_button")
    dialog.view.setFocus()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert dialog.bar.action_button.hasFocus()
    qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)
    assert dialog.bar.isHidden() and dialog.isVisible()
    assert not (running.folder / "restoring").exists() and running.decided == []
    qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_damaged_backup_is_told_when_it_is_checked_and_not_restored(qtbot: QtBot, running: Running) -> None:
    dialog = opened(qtbot, running)
    press(qtbot, dialog, "make_button")
    press(qtbot, dialog, "check_button")
    assert dialog.bar.text.endswith("is sound.")
    (file,) = (running.folder / "backups").glob("0*/eucles.db")
    file.write_bytes(file.read_bytes()[:-4096])
    press(qtbot, dialog, "check_button")
    assert dialog.bar.text.endswith("Its database is damaged.")
    click_restore(qtbot, dialog, 0)
    qtbot.keyClick(dialog.bar.action_button, Qt.Key.Key_Space)
    settled(qtbot, dialog)
    assert dialog.bar.text == "This backup is damaged and was not restored. The data are as they were."
    assert running.decided == []


def test_a_second_folder_is_chosen_gets_the_newest_and_is_there_the_next_time(
    qtbot: QtBot, running: Running, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    dialog = opened(qtbot, running)
    dialog.second.use(running.folder)
    assert "outside that of the data" in dialog.bar.text
    dialog.second.use(stick)
    settled(qtbot, dialog)
    assert dialog.bar.text == "The second folder has the newest backup now."
    assert dialog.second.place_label.text() == str(stick)
    assert dialog.second.readable_label.isVisible()
    assert len(list(stick.glob("eucles-desk-*/0*/manifest.json"))) == 1
    assert SettingsFile(running.folder).load().backup_folder == str(stick)
    shutil.rmtree(stick)
    press(qtbot, dialog, "make_button")
    assert dialog.second.away_label.isVisible()
    assert dialog.second.away_label.text().startswith("The second folder for backups is not there now")
    qtbot.mouseClick(dialog.second.none_button, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog)
    assert SettingsFile(running.folder).load().backup_folder == ""


def test_a_passphrase_locks_the_copies_of_the_key_in_the_second_folder_too(
    qtbot: QtBot, running: Running, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    dialog = opened(qtbot, running)
    dialog.second.use(stick)
    settled(qtbot, dialog)
    copies = [*stick.glob("eucles-desk-*/0*/key"), *(running.folder / "backups").glob("0*/key")]
    assert len(copies) == 2
    assert list(running.program.data.protecting.set_passphrase("four words for nobody")) == []
    assert {copy.read_bytes()[:1] for copy in copies} == {b"{"}
    dialog.second.refresh()
    assert not dialog.second.readable_label.isVisible()
    press(qtbot, dialog, "check_button")
    assert dialog.bar.text.endswith("is sound.")


def test_closing_stops_what_goes_on(qtbot: QtBot, running: Running) -> None:
    dialog = opened(qtbot, running)
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    assert dialog.is_busy
    dialog.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert wait_for_all()
    assert list((running.folder / "backups").glob(".making*")) == []


def test_they_are_reached_by_name_from_anywhere(qtbot: QtBot, running: Running) -> None:
    window = running.window
    window.finding.open()
    qtbot.waitUntil(lambda: window.finding.popup is not None)
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClicks(focus, ">stick")
    qtbot.wait(400)
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(BackupsDialog) is not None)
    dialog = window.findChild(BackupsDialog)
    assert dialog is not None
    settled(qtbot, dialog)


def test_every_control_says_what_it_is(qtbot: QtBot, running: Running) -> None:
    QAccessible.setActive(True)
    dialog = opened(qtbot, running)
    press(qtbot, dialog, "make_button")
    shown = [dialog.view, dialog.make_button, dialog.check_button, dialog.close_button, dialog.second.choose_button]
    for one in (*shown, dialog.work_bar):
        found = QAccessible.queryAccessibleInterface(one)
        assert found is not None and found.text(QAccessible.Text.Name), one
    row = dialog.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "1 assessment" in row
    for size in (150, 200):
        theme.apply("dark", size)
        assert dialog.isVisible()


# By themselves


def test_a_backup_is_made_after_the_start_and_none_again_while_nothing_changes(
    qtbot: QtBot, start: Callable[[], Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_times, "AFTER_START_MILLISECONDS", 10)
    monkeypatch.setattr(backup_times, "HOUR_MILLISECONDS", 50)
    running = start()
    running.program.desk.start(wanted("First Cluster"))

    def made() -> int:
        return len([*(running.folder / "backups").glob("0*/manifest.json")])

    qtbot.waitUntil(lambda: made() > 0, timeout=SOON)
    qtbot.wait(300)
    before = made()
    qtbot.wait(300)
    assert made() == before
    running.program.desk.start(wanted("Second Cluster"))
    qtbot.waitUntil(lambda: made() > before, timeout=SOON)


def test_one_that_fails_is_told_in_the_status_until_one_goes_well(
    qtbot: QtBot, start: Callable[[], Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_times, "AFTER_START_MILLISECONDS", 10)
    monkeypatch.setattr(backup_times, "HOUR_MILLISECONDS", 50)
    folder = start().folder
    (folder / "backups").unlink() if (folder / "backups").is_file() else shutil.rmtree(folder / "backups", True)
    (folder / "backups").write_bytes(b"")
    running = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())
    strip = running.frame.strip
    qtbot.waitUntil(lambda: "A file stands where a folder is needed" in strip.state_label.full_text(), timeout=SOON)
    assert running.frame.bar.isHidden()
    assert QApplication.activeModalWidget() is None
    (folder / "backups").unlink()
    qtbot.waitUntil(lambda: strip.state_label.full_text() == "Everything is stored on this computer.", timeout=SOON)
