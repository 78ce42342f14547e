"""Clusters, schemes and settings."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot
from support.whole_desk import WholeDesk

from eucles_desk.scheme.values import Provenance
from eucles_desk.ui import theme
from eucles_desk.ui.assessments.new_dialog import NewAssessmentDialog
from eucles_desk.ui.clusters.dialog import NewClusterDialog
from eucles_desk.ui.main_window import MainWindow
from eucles_desk.ui.schemes.details import EditionDetails
from eucles_desk.ui.schemes.provenance import from_operator, shares

OVERLAY = Path(__file__).parents[2] / "fixtures" / "overlays" / "example.yaml"


def texts(window: MainWindow) -> str:
    return "\n".join(found.text() for found in window.pages.schemes.findChildren(QLabel))


def test_all_settings_are_in_sight_on_a_small_screen(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 720)
    window.show_page("settings")
    area = window.pages.settings.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: area.viewport().height() > theme.em(40), timeout=2000)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0, timeout=2000)


def test_a_cluster_is_registered_and_listed(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("clusters")
    qtbot.mouseClick(window.pages.clusters.new_button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(NewClusterDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.name_edit, "  Registered Cluster ")
    dialog.country_box.show_code("SE")
    qtbot.mouseClick(dialog.go_on_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    row = window.pages.clusters.model.row(0)
    assert row is not None
    assert (row.name, row.country) == ("Registered Cluster", "SE")
    assert window.frame.bar.text == "Registered Cluster is registered."


def test_a_cluster_without_a_name_is_refused_in_the_form(qtbot: QtBot, window: MainWindow) -> None:
    window.starting.new_cluster()
    dialog = window.findChild(NewClusterDialog)
    assert dialog is not None
    qtbot.mouseClick(dialog.go_on_button, Qt.MouseButton.LeftButton)
    assert dialog.problem_bar.text == "Give the cluster a name."
    dialog.reject()


def test_an_assessment_starts_from_the_row_of_a_cluster(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    registered = desk.desk.add_cluster("Registered Cluster", "EE", "")
    window.show_page("clusters")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.pages.clusters.focus_list()
    qtbot.keyClick(window.pages.clusters.view, Qt.Key.Key_Return)
    dialog = window.findChild(NewAssessmentDialog)
    assert dialog is not None
    assert dialog.draft().cluster.id == registered
    dialog.reject()


def test_the_edition_says_what_it_is_and_where_it_comes_from(window: MainWindow, desk: WholeDesk) -> None:
    window.show_page("schemes")
    edition, said = desk.desk.shelf.newest(), texts(window)
    assert edition.notice.in_language("en") in said
    assert "written for this edition: 186" in said
    assert edition.ref.sha256[:8] in said
    assert all(source.title in said.replace("&#x27;", "'") for source in edition.sources.values())


def test_the_hash_can_be_copied(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.show_page("schemes")
    details = window.findChild(EditionDetails)
    assert details is not None
    qtbot.mouseClick(details.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == desk.desk.shelf.newest().ref.sha256


def test_provenance_counts_everything_once(desk: WholeDesk) -> None:
    edition = desk.desk.shelf.newest()
    counted = {share.what: sum(count for _, count in share.counts) for share in shares(edition)}
    assert counted["Criteria: code and subject"] == 31
    assert counted["Texts of the levels"] == 31 * 6
    assert not from_operator(edition)


def test_an_overlay_is_loaded_and_shown(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.show_page("schemes")
    window.pages.schemes.load_overlay(OVERLAY)
    qtbot.waitUntil(lambda: window.frame.bar.is_about("good"), timeout=10_000)
    assert window.pages.schemes.model.rowCount() == 2
    assert "from the operator, by an overlay" in texts(window)
    added = window.pages.schemes.model.row(window.pages.schemes.view.currentIndex())
    assert added is not None
    shown = desk.desk.shelf.get(added.ref)
    assert from_operator(shown)
    assert any(provenance is Provenance.OPERATOR for share in shares(shown) for provenance, _ in share.counts)


def test_an_overlay_that_is_not_right_is_named_in_the_bar(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("format: something-else\n", encoding="utf-8")
    window.show_page("schemes")
    window.pages.schemes.load_overlay(file)
    qtbot.waitUntil(lambda: window.frame.bar.is_about("warning"), timeout=10_000)
    assert "wrong.yaml" in window.frame.bar.text
    assert window.pages.schemes.model.rowCount() == 1


def test_a_theme_takes_effect_at_once_and_is_stored(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.show_page("settings")
    qtbot.mouseClick(window.pages.settings.theme_radios["dark"], Qt.MouseButton.LeftButton)
    assert theme.colours() is theme.DARK
    assert desk.saved[-1].theme == "dark"


def test_high_contrast_takes_effect_at_once_and_is_stored(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.show_page("settings")
    window.pages.settings.contrast_check.setFocus()
    qtbot.keyClick(window.pages.settings.contrast_check, Qt.Key.Key_Space)
    assert theme.colours() is theme.CONTRAST_LIGHT
    assert desk.saved[-1].high_contrast


def test_a_folder_that_nothing_shows_is_said(
    qtbot: QtBot, window: MainWindow, desk: WholeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_program(_url: object) -> bool:
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", no_program)
    window.show_page("settings")
    qtbot.mouseClick(window.pages.settings.folder_button, Qt.MouseButton.LeftButton)
    folder = desk.context.data_dir
    assert window.frame.bar.text == f"There is no program here that shows the folder {folder}."


def test_the_text_size_takes_effect_and_keeps_the_place(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.show_page("settings")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before = window.pages
    window.pages.settings.size_slider.setFocus()
    for _ in range(3):
        qtbot.keyClick(window.pages.settings.size_slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: window.pages is not before)
    assert theme.notifier().text_size == 130
    assert desk.saved[-1].text_size == 130
    assert window.frame.stack.currentWidget() is window.pages.settings
    qtbot.waitUntil(window.pages.settings.size_slider.hasFocus)


def test_the_text_size_keeps_an_open_assessment(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.open_assessment(desk.start("Test Cluster", "bronze"))
    theme.apply("light", 120)
    window.rebuild()
    assert window.working is not None
    assert window.frame.stack.currentWidget() is window.assessment_page


def test_the_person_fills_the_lead_seat(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.show_page("settings")
    page = window.pages.settings
    qtbot.keyClicks(page.name_edit, "Aino Example")
    qtbot.keyClicks(page.organisation_edit, "Test Organisation")
    page.hand_on()
    page.country_box.show_code("EE")
    assert (desk.saved[-1].name, desk.saved[-1].organisation, desk.saved[-1].country) == (
        "Aino Example",
        "Test Organisation",
        "EE",
    )
    window.starting.new_assessment()
    dialog = window.findChild(NewAssessmentDialog)
    assert dialog is not None
    assert dialog.draft().lead.name == "Aino Example"
    assert dialog.draft().lead.country == "EE"
    dialog.reject()


def test_what_was_typed_last_in_the_settings_is_stored_when_the_window_closes(
    qtbot: QtBot, window: MainWindow, desk: WholeDesk
) -> None:
    window.show_page("settings")
    qtbot.keyClicks(window.pages.settings.name_edit, "Aino Example")
    window.close()
    assert desk.saved[-1].name == "Aino Example"
