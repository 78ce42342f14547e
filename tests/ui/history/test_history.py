"""The history in a window of its own, by keys and clicks."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.seated import Seated
from support.user import CTRL

from eucles_desk.app import paths
from eucles_desk.assessment.terms import Step
from eucles_desk.language import load
from eucles_desk.ui.history.dialog import HistoryDialog
from eucles_desk.ui.paged import PAGE
from eucles_desk.ui.speaking import speak

REASON = "Seen in the register, which the office keeps, and told alike by all who were asked about it on both days."


def opened(user: Seated) -> HistoryDialog:
    """Open the history of the draft by its key, and wait until it is verified."""
    user.open(user.sample("gold", Step.DRAFT))
    user.press(Qt.Key.Key_H, CTRL)
    dialog = shown(user)
    user.wait(lambda: bool(dialog.state_label.property("look")))
    return dialog


def shown(user: Seated) -> HistoryDialog:
    (dialog,) = (found for found in user.window.findChildren(HistoryDialog) if found.isVisible())
    return dialog


def work(user: Seated, levels: int = 3) -> None:
    service = user.program.desk.open(user.sample("gold", Step.DRAFT))
    service.set_seat(replace(service.value.seats[0], name="Ada Lead"))
    for level in range(levels):
        service.set_level("2.5", level % 5 + 1)
    service.set_reason("2.6", REASON)


def titles(dialog: HistoryDialog) -> list[str]:
    return [str(dialog.model.index(at, 0).data()) for at in range(dialog.model.rowCount())]


def test_a_key_opens_it_with_the_latest_change_first(user: Seated) -> None:
    work(user)
    dialog = opened(user)
    assert titles(dialog)[:3] == ["Reason of 2.6", "Level of 2.5", "Level of 2.5"]
    assert titles(dialog)[-1].startswith("Assessment taken in from a file")
    assert dialog.state_label.text().startswith("The history is sound: 11 changes")
    assert dialog.count_label.text() == "6 changes"
    assert REASON in dialog.text.toPlainText()


def test_keys_go_through_it_and_tell_each_change_whole(user: Seated) -> None:
    work(user)
    dialog = opened(user)
    assert user.focus is dialog.view
    user.press(Qt.Key.Key_Down)
    text = dialog.text.toPlainText()
    assert "2.5: level\nBefore: 2\nNow: 3" in text
    assert "Ada Lead" in text
    user.press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_criterion_leaves_its_own_changes(user: Seated) -> None:
    work(user)
    dialog = opened(user)
    user.tab_to(lambda widget: widget is dialog.criterion_box)
    at = dialog.criterion_box.findData("2.5")
    for _ in range(at):
        user.press(Qt.Key.Key_Down)
    QApplication.processEvents()
    assert titles(dialog) == ["Level of 2.5"] * 3
    assert dialog.count_label.text() == "3 changes"


def test_thousands_of_changes_come_page_by_page(user: Seated) -> None:
    work(user, 3 * PAGE)
    dialog = opened(user)
    assert dialog.model.rowCount() == PAGE
    assert dialog.model.total == 3 * PAGE + 3
    user.press(Qt.Key.Key_End)
    user.wait(lambda: dialog.model.rowCount() > PAGE)


def test_what_is_done_meanwhile_appears_and_the_place_is_kept(user: Seated) -> None:
    work(user)
    dialog = opened(user)
    user.press(Qt.Key.Key_Down)
    before = dialog.text.toPlainText()
    user.program.desk.open(user.sample("gold", Step.DRAFT)).set_level("2.7", 2)
    user.wait(lambda: titles(dialog)[0] == "Level of 2.7")
    assert dialog.text.toPlainText() == before
    assert dialog.view.currentIndex().row() == 2


def test_an_altered_history_is_told_in_red_by_number(user: Seated) -> None:
    work(user)
    with user.program.data.open_store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE history SET message = 'x' WHERE seq = 9")
    dialog = opened(user)
    assert dialog.state_label.text().splitlines()[0].startswith("The history is NOT sound")
    assert "change 9 of" in dialog.state_label.text().splitlines()[1]
    assert dialog.state_label.property("look") == "danger"


def test_the_list_of_steps_and_the_palette_lead_there(user: Seated) -> None:
    work(user)
    user.open(user.sample("gold", Step.DRAFT))
    page = user.page
    user.click(page.save_bar.undo_list_button)
    user.click(page.save_bar.steps_popup.history_button)
    dialog = shown(user)
    assert not page.save_bar.steps_popup.isVisible()
    user.click(dialog.close_button)
    user.back_in_window()
    user.press(Qt.Key.Key_K, CTRL)
    user.write("history of")
    user.press(Qt.Key.Key_Return)
    user.wait(lambda: any(found.isVisible() for found in user.window.findChildren(HistoryDialog)))


def test_it_goes_with_the_assessment(user: Seated) -> None:
    dialog = opened(user)
    user.window.close_assessment()
    QTest.qWait(10)
    assert not [found for found in user.window.findChildren(HistoryDialog) if found is dialog]


def test_each_part_has_a_name_and_rows_say_all_in_words(user: Seated) -> None:
    QAccessible.setActive(True)
    work(user)
    dialog = opened(user)
    for part in (dialog.view, dialog.criterion_box, dialog.text):
        assert part.accessibleName()
    said = str(dialog.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.startswith("Level of 2.5, ")
    assert said.endswith("Ada Lead, 2.5: level from 2 to 3")


def test_it_speaks_finnish(user: Seated) -> None:
    work(user)
    speak(load("fi", paths.resources() / "i18n"))
    user.window.rebuild()
    dialog = opened(user)
    assert dialog.windowTitle().startswith("Muutoshistoria: ")
    assert dialog.state_label.text().startswith("Muutoshistoria on ehjä")
    assert "Ennen: 2\nNyt: 3" in "\n".join([dialog.text.toPlainText(), _second(user, dialog)])


def _second(user: Seated, dialog: HistoryDialog) -> str:
    user.press(Qt.Key.Key_Down)
    return dialog.text.toPlainText()
