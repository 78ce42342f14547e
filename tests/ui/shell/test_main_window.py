"""The main window: pages, keys, the open assessment, and what happens when something cannot be saved."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import gettext
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from support.whole_desk import WholeDesk

from eucles_desk.errors import StorageError
from eucles_desk.language import Language
from eucles_desk.ui import theme
from eucles_desk.ui.assessments.new_dialog import NewAssessmentDialog
from eucles_desk.ui.language import current
from eucles_desk.ui.main_window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


class Marked(Language):
    """A language in which every text begins with a mark."""

    def text(self, message: str, **values: object) -> str:
        return "~" + super().text(message, **values)


MARKED = Marked("fi", gettext.NullTranslations())


def press(
    qtbot: QtBot, window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> MainWindow:
    window.open_assessment(desk.start("Test Cluster", "bronze"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


class Windows(QObject):
    """Collects what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_no_part_of_a_page_flashes_up_as_a_window(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, desk: WholeDesk
) -> None:
    windows = Windows()
    qapp.installEventFilter(windows)
    for key in ("clusters", "schemes", "settings", "assessments", "today"):
        window.show_page(key)
    window.open_assessment(desk.start("Test Cluster"))
    window.rebuild()
    window.starting.new_assessment()
    window.starting.new_cluster()
    qapp.removeEventFilter(windows)
    assert windows.shown == ["NewAssessmentDialog", "NewClusterDialog"]


def test_only_the_first_page_is_made_at_the_start(window: MainWindow) -> None:
    assert window.frame.stack.count() == 1
    assert window.frame.stack.currentWidget() is window.pages.today


def test_keys_lead_to_every_page(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    pages: list[Callable[[], QWidget]] = [
        lambda: window.pages.clusters,
        lambda: window.pages.schemes,
        lambda: window.pages.settings,
        lambda: window.pages.list,
        lambda: window.pages.today,
    ]
    keys = (Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_2, Qt.Key.Key_1)
    for key, page in zip(keys, pages, strict=True):
        press(qtbot, window, key, CTRL)
        assert window.frame.stack.currentWidget() is page()


def test_the_sidebar_leads_to_pages_and_marks_the_one_shown(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.frame.sidebar.buttons["clusters"], Qt.MouseButton.LeftButton)
    assert window.frame.stack.currentWidget() is window.pages.clusters
    assert window.frame.sidebar.buttons["clusters"].isChecked()
    assert not window.frame.sidebar.buttons["assessments"].isChecked()


def test_opening_replaces_the_list_and_escape_comes_back_to_the_row(
    qtbot: QtBot, opened: MainWindow, desk: WholeDesk
) -> None:
    desk.start("Another Cluster")
    assert opened.frame.stack.currentWidget() is opened.assessment_page
    assert opened.windowTitle().startswith("Test Cluster")
    assert opened.working is not None
    wanted = opened.working.value.id
    for _ in range(3):  # to the areas, a warning, and away
        qtbot.keyClick(QApplication.focusWidget() or opened, Qt.Key.Key_Escape)
    assert opened.working is None
    assert opened.frame.stack.currentWidget() is opened.pages.list
    row = opened.pages.list.model.row(opened.pages.list.view.currentIndex())
    assert row is not None
    assert row.id == wanted


def test_alt_left_goes_back_too(qtbot: QtBot, opened: MainWindow) -> None:
    press(qtbot, opened, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert opened.working is None


def test_the_open_assessment_stays_open_while_other_pages_are_shown(opened: MainWindow) -> None:
    page = opened.assessment_page
    opened.show_page("clusters")
    assert opened.working is not None
    opened.show_page("assessments")
    assert opened.frame.stack.currentWidget() is page
    opened.show_page("assessments")
    assert opened.frame.stack.currentWidget() is opened.pages.list


def test_undo_and_redo_keys_work_on_the_open_assessment(qtbot: QtBot, opened: MainWindow) -> None:
    working = opened.working
    assert working is not None
    working.do(lambda: working.opened.set_cluster("Renamed", "FI", ""))
    assert opened.windowTitle().startswith("Renamed")
    opened.frame.setFocus()
    press(qtbot, opened, Qt.Key.Key_Z, CTRL)
    assert working.value.cluster.name == "Test Cluster"
    press(qtbot, opened, Qt.Key.Key_Y, CTRL)
    assert working.value.cluster.name == "Renamed"
    press(qtbot, opened, Qt.Key.Key_Z, CTRL)
    press(qtbot, opened, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert working.value.cluster.name == "Renamed"


def test_ctrl_n_asks_for_a_new_assessment(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    dialog = window.findChild(NewAssessmentDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_f11_fills_the_screen_and_gives_it_back(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(qtbot, window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    press(qtbot, window, Qt.Key.Key_F11)
    assert not window.isFullScreen()


def test_what_cannot_be_saved_is_told_and_saved_later(qtbot: QtBot, opened: MainWindow, desk: WholeDesk) -> None:
    working = opened.working
    assert working is not None
    desk.store.broken = True
    working.do(lambda: working.opened.set_cluster("Renamed", "FI", ""), field="cluster")
    assert opened.frame.bar.is_about("danger")
    assert "The disk is full" in opened.frame.bar.text
    desk.store.broken = False
    qtbot.mouseClick(opened.frame.bar.action_button, Qt.MouseButton.LeftButton)
    assert working.value.cluster.name == "Renamed"
    assert not opened.frame.bar.isVisible()


def test_the_window_stays_open_while_a_change_would_be_lost(qtbot: QtBot, opened: MainWindow, desk: WholeDesk) -> None:
    working = opened.working
    assert working is not None
    desk.store.broken = True
    working.do(lambda: working.opened.set_cluster("Renamed", "FI", ""), field="cluster")
    assert not opened.close()
    assert opened.isVisible()
    opened.close_assessment()
    assert opened.working is working
    desk.store.broken = False
    assert opened.close()
    assert desk.store.kept[working.value.id].cluster.name == "Renamed"


def test_the_user_may_let_an_unsaved_change_go(qtbot: QtBot, opened: MainWindow, desk: WholeDesk) -> None:
    working = opened.working
    assert working is not None
    desk.store.broken = True
    working.do(lambda: working.opened.set_cluster("Renamed", "FI", ""), field="cluster")
    opened.close()
    qtbot.mouseClick(opened.frame.bar.action_button, Qt.MouseButton.LeftButton)
    assert not opened.isVisible()


def test_an_assessment_that_cannot_be_opened_is_told_in_the_bar(window: MainWindow, desk: WholeDesk) -> None:
    found = desk.start("Test Cluster")
    desk.store.broken = True
    window.open_assessment(found)
    assert "The disk is full" in window.frame.bar.text
    assert window.working is None


def test_problems_are_sentences_in_the_bar(window: MainWindow) -> None:
    window.frame.problems.show(StorageError("The disk {name} is full.", name="D"))
    assert window.frame.bar.text == "The disk D is full."


def test_the_size_of_the_window_is_kept(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.resize(1024, 700)  # no larger than the screen of the tests
    window.close()
    again = MainWindow(desk.context)
    qtbot.addWidget(again)
    assert again.height() == 700


def test_the_window_keeps_its_smallest_size(window: MainWindow) -> None:
    window.resize(10, 10)
    assert (window.width(), window.height()) == (1024, 640)


@pytest.mark.parametrize("size", [80, 100, 150, 200])
def test_no_page_asks_for_more_than_the_smallest_window(
    qtbot: QtBot, window: MainWindow, desk: WholeDesk, size: int
) -> None:
    desk.start("Test Cluster")
    theme.apply("light", size)
    window.rebuild()
    window.resize(1024, 640)
    for key in ("assessments", "clusters", "schemes", "settings"):
        window.show_page(key)
        page = window.pages.page(key)
        assert page.minimumSizeHint().width() <= 1024 - window.frame.sidebar.width(), key
    assert (window.width(), window.height()) == (1024, 640)


def test_another_language_changes_the_window_in_place(qtbot: QtBot, opened: MainWindow, desk: WholeDesk) -> None:
    opened.show_page("settings")
    before = opened.pages
    desk.speaker.language = MARKED
    box = opened.pages.settings.language_box
    box.setCurrentIndex(box.findData("fi"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: opened.pages is not before)
    assert desk.speaker.asked == ["fi"]
    assert current().code == "fi"
    assert opened.frame.stack.currentWidget() is opened.pages.settings
    assert opened.pages.settings.header.title.text() == "~Settings"
    assert opened.working is not None
    opened.show_page("assessments")
    assert opened.frame.stack.currentWidget() is opened.assessment_page
    assert desk.saved[-1].language == "fi"
