"""The form for a new assessment: what it offers, what it asks, and what comes of it."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from support.whole_desk import WholeDesk

from eucles_desk.assessment.terms import Kind, Role
from eucles_desk.assessment.values import Period
from eucles_desk.services.desk import NewAssessment
from eucles_desk.ui.assessments.new_dialog import NewAssessmentDialog
from eucles_desk.ui.assessments.person_fields import Person
from eucles_desk.ui.main_window import MainWindow

TODAY = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OVERLAY = Path(__file__).parents[2] / "fixtures" / "overlays" / "example.yaml"


@pytest.fixture
def dialog(qtbot: QtBot, desk: WholeDesk) -> Iterator[NewAssessmentDialog]:
    made = NewAssessmentDialog(desk.desk, Person("Aino Example", "Test Organisation", "SE"), TODAY)
    qtbot.addWidget(made)
    made.open_fitting(58, 46)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.reject()


def submit(qtbot: QtBot, dialog: NewAssessmentDialog) -> NewAssessment:
    with qtbot.waitSignal(dialog.submitted) as told:
        qtbot.mouseClick(dialog.go_on_button, Qt.MouseButton.LeftButton)
    assert told.args is not None
    return cast("NewAssessment", told.args[0])


def choose_label(dialog: NewAssessmentDialog, label: str) -> None:
    next(card for card in dialog.label_choice.cards if card.label_id == label).radio.setChecked(True)


@pytest.mark.parametrize("height", [720, 768, 800])
@pytest.mark.parametrize("label", ["gold", "silver"])
def test_all_rows_are_seen_in_a_low_window(qtbot: QtBot, desk: WholeDesk, height: int, label: str) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(1280, height)
    around.show()
    dialog = NewAssessmentDialog(desk.desk, Person("Aino Example", "Test Organisation", "SE"), TODAY, around)
    dialog.open_fitting(58, 46)
    choose_label(dialog, label)
    qtbot.waitUntil(lambda: dialog.area.viewport().height() > 0)
    QApplication.processEvents()
    view, row = dialog.area.viewport(), dialog.edition_box
    assert view.rect().contains(QRect(row.mapTo(view, QPoint(0, 0)), row.size()))
    assert dialog.area.verticalScrollBar().maximum() == 0
    dialog.reject()


def test_a_name_is_enough_to_start(qtbot: QtBot, dialog: NewAssessmentDialog) -> None:
    qtbot.keyClicks(dialog.cluster_field, "New Test Cluster")
    wanted = submit(qtbot, dialog)
    assert (wanted.cluster.name, wanted.cluster.country, wanted.cluster.region) == ("New Test Cluster", "FI", "")
    assert wanted.label == "gold"
    assert wanted.kind is Kind.FIRST
    assert wanted.period == Period("2024-01", "2025-12")
    assert (wanted.lead.name, wanted.lead.organisation, wanted.lead.country) == (
        "Aino Example",
        "Test Organisation",
        "SE",
    )
    assert wanted.second is not None
    assert wanted.second.role is Role.SECOND


def test_without_a_name_the_form_says_so_and_stays(qtbot: QtBot, dialog: NewAssessmentDialog) -> None:
    with qtbot.assertNotEmitted(dialog.submitted):
        qtbot.mouseClick(dialog.go_on_button, Qt.MouseButton.LeftButton)
    assert dialog.problem_bar.isVisible()
    assert dialog.problem_bar.text == "Give the cluster a name."
    assert dialog.cluster_field.hasFocus()
    qtbot.mouseClick(dialog.go_on_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(dialog.cluster_field, "T")
    assert dialog.problem_bar.isHidden()


def test_what_a_label_does_not_ask_for_is_not_shown(qtbot: QtBot, dialog: NewAssessmentDialog) -> None:
    assert dialog.second_fields.isVisible()
    assert not dialog.earlier_month.isVisible()
    choose_label(dialog, "silver")
    assert not dialog.second_fields.isVisible()
    assert dialog.earlier_month.isVisible()
    qtbot.keyClicks(dialog.cluster_field, "Test Cluster")
    dialog.earlier_month.show_month("2024-06")
    wanted = submit(qtbot, dialog)
    assert wanted.label == "silver"
    assert wanted.second is None
    assert wanted.earlier_benchmarking == "2024-06"


def test_arrow_keys_choose_a_label(qtbot: QtBot, dialog: NewAssessmentDialog) -> None:
    dialog.label_choice.setFocus()
    qtbot.keyClick(dialog.label_choice.cards[0].radio, Qt.Key.Key_Right)
    assert dialog.label_choice.value == "silver"


def test_a_click_anywhere_on_a_card_chooses_its_label(qtbot: QtBot, dialog: NewAssessmentDialog) -> None:
    qtbot.mouseClick(dialog.label_choice.cards[2], Qt.MouseButton.LeftButton)
    assert dialog.label_choice.value == "bronze"


@pytest.mark.qt_log_ignore("^This plugin does not support")  # popups, offscreen
def test_typing_finds_a_registered_cluster(qtbot: QtBot, dialog: NewAssessmentDialog, desk: WholeDesk) -> None:
    registered = desk.desk.add_cluster("Registered Test Cluster", "EE", "EE001")
    qtbot.keyClicks(dialog.cluster_field, "test")
    completer = dialog.cluster_field.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert dialog.cluster_field.text() == "Registered Test Cluster"
    assert not dialog.country_box.isEnabled()
    wanted = submit(qtbot, dialog)
    assert (wanted.cluster.id, wanted.cluster.country, wanted.cluster.region) == (registered, "EE", "EE001")


def test_the_name_of_a_registered_cluster_does_not_register_it_twice(
    qtbot: QtBot, dialog: NewAssessmentDialog, desk: WholeDesk
) -> None:
    registered = desk.desk.add_cluster("Registered Test Cluster", "EE", "")
    qtbot.keyClicks(dialog.cluster_field, "registered test cluster")
    assert submit(qtbot, dialog).cluster.id == registered


@pytest.mark.qt_log_ignore("^This plugin does not support")  # popups, offscreen
def test_a_country_is_found_by_typing(qtbot: QtBot, dialog: NewAssessmentDialog) -> None:
    box = dialog.country_box
    box.setFocus()
    edit = box.lineEdit()
    assert edit is not None
    edit.selectAll()
    qtbot.keyClicks(edit, "Esto")
    completer = box.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert box.code == "EE"


@pytest.mark.parametrize(
    ("typed", "code"), [("swe", "SE"), ("herlands", "NL"), ("S", "FI"), ("", "FI"), ("finland", "FI")]
)
@pytest.mark.qt_log_ignore("^This plugin does not support")  # popups, offscreen
def test_a_part_that_only_one_country_has_is_enough(
    qtbot: QtBot, dialog: NewAssessmentDialog, typed: str, code: str
) -> None:
    edit = dialog.country_box.lineEdit()
    assert edit is not None
    dialog.country_box.setFocus()
    edit.setText(typed)
    dialog.region_edit.setFocus()
    assert dialog.country_box.code == code
    assert edit.text() == dialog.country_box.itemText(dialog.country_box.findData(code))


def test_the_name_of_a_country_is_not_cut_while_it_is_typed(qtbot: QtBot, dialog: NewAssessmentDialog) -> None:
    dialog.country_box.setFocus()
    edit = dialog.country_box.lineEdit()
    assert edit is not None
    qtbot.waitUntil(edit.hasFocus)
    assert edit.height() >= edit.sizeHint().height()


def test_what_is_no_country_is_put_back(qtbot: QtBot, dialog: NewAssessmentDialog) -> None:
    edit = dialog.country_box.lineEdit()
    assert edit is not None
    dialog.country_box.setFocus()
    edit.setText("Nowhere")
    dialog.region_edit.setFocus()
    assert edit.text() == "Finland"


def test_a_wrong_region_is_said_in_the_form(qtbot: QtBot, dialog: NewAssessmentDialog) -> None:
    qtbot.keyClicks(dialog.cluster_field, "Test Cluster")
    qtbot.keyClicks(dialog.region_edit, "12")
    qtbot.mouseClick(dialog.go_on_button, Qt.MouseButton.LeftButton)
    assert "NUTS" in dialog.problem_bar.text
    dialog.region_edit.setText("fi1d7")
    assert submit(qtbot, dialog).cluster.region == "FI1D7"


def test_an_overlay_can_be_chosen_as_edition(qtbot: QtBot, desk: WholeDesk) -> None:
    edition = desk.desk.shelf.add_overlay(OVERLAY)
    dialog = NewAssessmentDialog(desk.desk, Person(), TODAY)
    qtbot.addWidget(dialog)
    assert dialog.edition == desk.desk.shelf.newest()
    dialog.edition_box.setCurrentIndex(
        next(
            index
            for index in range(dialog.edition_box.count())
            if dialog.edition_box.itemData(index).ref == edition.ref
        )
    )
    dialog.cluster_field.setText("Test Cluster")
    assert dialog.draft().edition == edition.ref


def test_it_starts_and_opens_the_assessment(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.starting.new_assessment()
    dialog = window.findChild(NewAssessmentDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.cluster_field, "New Test Cluster")
    qtbot.mouseClick(dialog.go_on_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert window.working is not None
    assert window.working.value.cluster.name == "New Test Cluster"
    assert desk.desk.count() == 1


def test_a_period_the_wrong_way_round_is_refused_in_the_form(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.starting.new_assessment()
    dialog = window.findChild(NewAssessmentDialog)
    assert dialog is not None
    dialog.cluster_field.setText("New Test Cluster")
    dialog.first_month.show_month("2026-01")
    qtbot.mouseClick(dialog.go_on_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "ends before it begins" in dialog.problem_bar.text
    assert desk.desk.count() == 0
    dialog.reject()
