"""F1 in the window, and the tour of the first run."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from support.reading import FakeReader
from support.whole_desk import WholeDesk, make_desk

from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.ui.help.first_run import first_run
from eucles_desk.ui.main_window import MainWindow


@pytest.fixture
def desk(tmp_path: Path) -> WholeDesk:
    return make_desk(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, desk: WholeDesk) -> Iterator[MainWindow]:
    made = MainWindow(desk.context)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def press_f1(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F1)


def test_f1_helps_at_the_place_and_goes_along(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    press_f1(qtbot, window)
    panel = window.help.panel
    assert panel is not None
    assert panel.place == window.place_key
    window.show_page("settings")
    assert panel.place == "settings"
    window.open_assessment(desk.start("Test Cluster"), Place(Area.CRITERIA))
    assert panel.place == "criteria"
    assert "Ctrl+Enter" in panel.text.toPlainText()


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Escape])
def test_it_closes_and_gives_the_keyboard_back(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    window.show_page("settings")
    field = window.pages.settings.name_edit
    field.setFocus()
    press_f1(qtbot, window)
    assert window.help.panel is not None
    assert window.help.panel.isVisible()
    qtbot.keyClick(window.help.panel.text, key)
    assert not window.help.panel.isVisible()
    assert field.hasFocus()


def test_it_stays_open_when_the_pages_are_made_anew(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("settings")
    press_f1(qtbot, window)
    before = window.help.panel
    window.rebuild()
    after = window.help.panel
    assert after is not None
    assert after is not before
    assert after.isVisible()
    assert after.place == "settings"


def test_the_tour_is_run_once_and_remembered(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    assert not desk.context.choices.tour_seen
    window.help.start_tour()
    tour = window.help.tour
    assert tour is not None
    qtbot.waitUntil(lambda: tour.isVisible() and tour.next_button.hasFocus())
    qtbot.keyClick(tour.next_button, Qt.Key.Key_Escape)
    assert window.help.tour is None
    assert desk.saved[-1].tour_seen


def test_each_step_of_the_tour_but_one_is_about_something_that_is_seen(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 800)
    window.help.start_tour()
    tour = window.help.tour
    assert tour is not None
    header = window.pages.today.header
    place = QRect(header.mapTo(window, QPoint(0, 0)), header.size())
    sample = window.pages.today.sample_button
    spoken_of = QRect(sample.mapTo(window, QPoint(0, 0)), sample.size())
    without: list[str] = []
    for step in first_run(window.frame):
        assert tour.title_label.text() == step.title
        target = step.target()
        if target is None:
            without.append(step.title)
        else:
            assert target.isVisible()
            around = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
            assert not tour.geometry().intersects(around), step.title
            assert not tour.geometry().intersects(place), "the welcome is not hidden"
            assert not tour.geometry().intersects(spoken_of), "nor what a step speaks of"
        qtbot.keyClick(tour.next_button, Qt.Key.Key_Return)
    assert without == ["Find anything"], "which opens over the window"


def test_after_the_tour_the_keyboard_is_on_what_begins_an_assessment(qtbot: QtBot, window: MainWindow) -> None:
    window.pages.today.focus_list()
    begin = QApplication.focusWidget()
    assert isinstance(begin, QPushButton)
    begin.clearFocus()
    window.help.start_tour()
    tour = window.help.tour
    assert tour is not None
    qtbot.waitUntil(tour.next_button.hasFocus)
    qtbot.keyClick(tour.next_button, Qt.Key.Key_Escape)
    assert begin.hasFocus()


def test_f1_in_a_file_helps_with_that_beside_the_criterion_and_in_its_own_window(
    qtbot: QtBot, desk: WholeDesk, tmp_path: Path
) -> None:
    window = MainWindow(replace(desk.context, reader=FakeReader()))
    qtbot.addWidget(window)
    window.resize(1500, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = desk.start("Test Cluster")
    desk.store.kept[made] = replace(desk.store.kept[made], step=Step.SCORING)
    window.open_assessment(made, Place(Area.CRITERIA, "2.5"))
    page = window.assessment_page
    assert page is not None
    assert page.workspace is not None
    opened, evidence = page.working.opened, page.workspace.evidence
    piece = opened.attach_taken(opened.take_content(b"log"), "log.pdf", "2.5")
    looking = evidence.looking
    assert looking is not None
    looking.show_piece(piece)
    qtbot.waitUntil(lambda: looking.viewer.is_shown)
    looking.viewer.focus_page()
    press_f1(qtbot, window)
    panel = window.help.panel
    assert panel is not None
    assert panel.place == "viewer"
    assert "cites the page shown" in panel.text.toPlainText()
    press_f1(qtbot, window)
    assert QApplication.focusWidget() is looking.viewer.page_view
    page.workspace.judgement.cards.focus_card()
    press_f1(qtbot, window)
    assert panel.place == "criteria"
    press_f1(qtbot, window)

    looking.toggle_large()
    large = looking.large
    assert large is not None
    large.activateWindow()
    qtbot.waitUntil(large.isActiveWindow)
    qtbot.keyClick(looking.viewer.page_view, Qt.Key.Key_F1)
    assert panel.isVisible()
    assert panel.place == "viewer"
    large.reject()
    window.close()
