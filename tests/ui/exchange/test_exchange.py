"""Packages as an expert meets them in the window, with real files between two data folders."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from support.user import CTRL_SHIFT, NONE

from eucles_desk.assessment.experts import Engagement, EngagementKind
from eucles_desk.assessment.package_values import Purpose
from eucles_desk.assessment.places import Area
from eucles_desk.ui.exchange.dialog import ExchangeDialog
from eucles_desk.ui.exchange.expert_dialog import ExpertDialog
from eucles_desk.ui.exchange.experts_dialog import ExpertsDialog, OwnCardDialog
from eucles_desk.ui.exchange.giving_dialogs import AssignDialog, CopyDialog, HandOverDialog
from eucles_desk.ui.exchange.taking_dialog import TakePackageDialog

from .conftest import TwoLaptops

PASSPHRASE = "otter purple ladder seventeen"


def shown(laptops: TwoLaptops) -> ExchangeDialog:
    user = laptops.user
    user.open(laptops.assessment, Area.FACTS)
    user.press(Qt.Key.Key_X, CTRL_SHIFT)
    return user.dialog(ExchangeDialog)


def taken(laptops: TwoLaptops, dialog: TakePackageDialog) -> None:
    """Take a package in and wait until its assessment is shown, or it is said why not."""
    window = laptops.user.window
    laptops.user.click(dialog.go_on_button)
    laptops.user.wait(lambda: window.is_in_assessment or not dialog.problem_bar.isHidden())
    assert window.is_in_assessment, dialog.problem_bar.text


def save(dialog: QWidget, file: Path) -> None:
    (chooser,) = dialog.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(file))
    chooser.close()


def drop(target: QWidget, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    for made in (QDragEnterEvent(QPointF(20, 20), *rest), QDropEvent(QPointF(20, 20), *rest)):
        QApplication.sendEvent(target, made)
        assert made.isAccepted()


def dropped(laptops: TwoLaptops, file: Path) -> TakePackageDialog:
    """Drop a file on the first page and wait until it is read."""
    laptops.user.window.show_page("today")
    drop(laptops.user.window.pages.today, file)
    dialog = laptops.user.one(TakePackageDialog)
    laptops.user.wait(dialog.content.isEnabled)
    return dialog


def test_a_seat_is_given_to_the_computer_of_another_expert(laptops: TwoLaptops) -> None:
    dialog = shown(laptops)
    laptops.user.click_scrolled(dialog.seat_buttons[laptops.second])
    form = laptops.user.dialog(AssignDialog)
    laptops.user.click(form.go_on_button)
    assert form.problem_bar.text == "Choose whose computer gets the seat."
    form.key_field.key_edit.setFocus()
    laptops.user.write(str(laptops.other.packaging.key))
    assert laptops.other.packaging.key.fingerprint in form.key_field.said_label.text()
    laptops.user.click(form.go_on_button)
    save(form, laptops.folder / "a.eucles")
    laptops.user.wait(lambda: "a.eucles" in dialog.bar.text)
    laptops.other.packaging.take(laptops.folder / "a.eucles", [Purpose.ASSIGNMENT])
    assert laptops.other.desk.open(laptops.assessment).held == {laptops.second}
    laptops.user.wait(dialog.hand_button.isEnabled)
    assert "Bb Example" in dialog.hand_button.text()
    laptops.user.click_scrolled(dialog.hand_button)
    hand = laptops.user.dialog(HandOverDialog)
    assert "stay closed" in hand.closed_label.text()
    laptops.user.click(hand.go_on_button)
    save(hand, laptops.folder / "b.eucles")
    laptops.user.wait(lambda: "b.eucles" in dialog.bar.text)
    assert laptops.other.packaging.preview(laptops.folder / "b.eucles")[1].is_nothing


def test_a_package_is_shown_before_it_is_merged_and_conflicts_are_settled(laptops: TwoLaptops) -> None:
    laptops.assign()
    laptops.program.desk.open(laptops.assessment).set_fact("website", "https://one.example")
    laptops.other.desk.open(laptops.assessment).set_fact("website", "https://two.example")
    file = laptops.handed_back()
    dialog = dropped(laptops, file)
    said = "\n".join(dialog.lines)
    assert laptops.other.packaging.key.fingerprint in said and "known here as that of Bb Example" in said
    assert "https://one.example (on this computer)" in said and "https://two.example (Bb Example)" in said
    assert dialog.go_on_button.text() == "Merge"
    taken(laptops, dialog)
    user = laptops.user
    assert user.window.frame.bar.action_button.text() == "Undo" and "1 value was changed" in user.window.frame.bar.text
    exchange = shown(laptops)
    user.wait(lambda: len(exchange.keep_buttons) == 2)
    other = next(made for made in exchange.keep_buttons if "two" in made.accessibleName())
    user.click_scrolled(other)
    user.wait(exchange.conflicts_card.isHidden)
    assert laptops.program.desk.load(laptops.assessment).cluster.facts["website"] == "https://two.example"
    exchange.close()
    again = dropped(laptops, file)
    assert again.go_on_button.text() == "Nothing to take in" and not again.go_on_button.isEnabled()
    assert any("Nothing is new" in line for line in again.lines)


def test_one_undo_takes_a_merge_back(laptops: TwoLaptops) -> None:
    laptops.assign()
    laptops.other.desk.open(laptops.assessment).set_fact("website", "https://two.example")
    dialog = dropped(laptops, laptops.handed_back())
    user = laptops.user
    taken(laptops, dialog)
    assert "website" in laptops.program.desk.load(laptops.assessment).cluster.facts
    user.back_in_window()
    user.click(user.window.frame.bar.action_button)
    assert "website" not in laptops.program.desk.load(laptops.assessment).cluster.facts


def test_a_copy_is_opened_by_its_passphrase_only(laptops: TwoLaptops) -> None:
    dialog = shown(laptops)
    laptops.user.click_scrolled(dialog.copy_button)
    form = laptops.user.dialog(CopyDialog)
    laptops.user.click(form.go_on_button)
    assert form.problem_bar.text == "Type the new passphrase."
    form.new_field.setFocus()
    QTest.keyClicks(form.new_field.edit, PASSPHRASE)
    QTest.keyClicks(form.again_field.edit, PASSPHRASE)
    laptops.user.click(form.go_on_button)
    save(form, laptops.folder / "c.eucles")
    laptops.user.wait(lambda: "c.eucles" in dialog.bar.text)
    dialog.close()
    laptops.user.window.close_assessment()
    taking = dropped(laptops, laptops.folder / "c.eucles")
    QTest.keyClicks(taking.passphrase_field.edit, "wrong")
    laptops.user.click(taking.go_on_button)
    laptops.user.wait(lambda: not taking.problem_bar.isHidden())
    assert taking.problem_bar.text == "The passphrase does not open this package."
    taking.passphrase_field.edit.selectAll()
    QTest.keyClicks(taking.passphrase_field.edit, PASSPHRASE)
    laptops.user.click(taking.go_on_button)
    laptops.user.wait(lambda: taking.offered is not None)
    assert any("Nothing is new" in line for line in taking.lines)


def test_a_damaged_package_is_refused_with_one_sentence(laptops: TwoLaptops) -> None:
    file = laptops.folder / "d.eucles"
    file.write_bytes(b"nothing of this kind")
    dialog = dropped(laptops, file)
    assert dialog.problem_bar.text and not dialog.go_on_button.isEnabled()


def test_the_register_takes_a_card_that_is_dropped_and_ones_own_is_saved(laptops: TwoLaptops) -> None:
    card = laptops.folder / "card.json"
    card.write_bytes(laptops.other.packaging.own_card("Bb Example", "Second Agency", "SE", ["sv"]))
    laptops.user.window.exchanging.show_experts()
    dialog = laptops.user.dialog(ExpertsDialog)
    drop(dialog, card)
    assert laptops.other.packaging.key.fingerprint in dialog.bar.text
    laptops.user.click_scrolled(dialog.edit_buttons["Bb Example"])
    form = laptops.user.dialog(ExpertDialog)
    laptops.user.click_scrolled(form.add_button)
    form.rows[0].cluster_edit.setFocus()
    laptops.user.write("Sample Cluster")
    form.rows[0].until_edit.setFocus()
    laptops.user.write("2024-13")
    laptops.user.click(form.go_on_button)
    assert form.problem_bar.text == "Write the month as 2025-06, or leave it empty."
    form.rows[0].until_edit.setText("2024-12")
    laptops.user.click(form.go_on_button)
    with laptops.program.data.open_store() as store:
        (expert,) = store.experts.all()
    assert expert.organisation == "Second Agency" and expert.languages == ("sv",)
    assert expert.engagements == (Engagement(EngagementKind.EMPLOYED, "Sample Cluster", "2024-12"),)
    laptops.user.click_scrolled(dialog.own_button)
    mine = laptops.user.dialog(OwnCardDialog)
    mine.name_edit.setFocus()
    laptops.user.write("Aa Example")
    laptops.user.click(mine.go_on_button)
    save(mine, laptops.folder / "mine.json")
    read = laptops.other.packaging.read_card((laptops.folder / "mine.json").read_bytes())
    assert read.name == "Aa Example" and read.key == laptops.program.packaging.key
