"""Back and forward, the place where the window opens, and two windows on one assessment."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.whole_desk import RESOURCES, WholeDesk

from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import open_program
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.services.hits import unmarked
from eucles_desk.ui.actions import ACTIONS
from eucles_desk.ui.main_window import MainWindow
from eucles_desk.ui.sidebar import Badge
from eucles_desk.ui.workspace.workspace import Workspace

ALT = Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = ALT) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def workspace_of(window: MainWindow) -> Workspace:
    assert window.assessment_page is not None
    workspace = window.assessment_page.workspace
    assert workspace is not None
    return workspace


def test_back_and_forward_go_over_pages_areas_and_criteria(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    window.show_page("clusters")
    QApplication.processEvents()
    window.open_assessment(desk.start("Test Cluster"), Place(Area.CRITERIA, "2.5"))
    QApplication.processEvents()
    workspace_of(window).show_criterion("2.6")
    QApplication.processEvents()
    assert window.assessment_page is not None
    window.assessment_page.go_to(Place(Area.FACTS))
    seen: list[tuple[str, str]] = []
    for _ in range(4):
        press(qtbot, window, Qt.Key.Key_Left)
        spot = window.navigation.spot
        seen.append((window.place_key, spot.name))
    assert seen == [("criteria", "2.6"), ("criteria", "2.5"), ("clusters", ""), ("today", "")]
    for _ in range(4):
        press(qtbot, window, Qt.Key.Key_Right)
    assert window.place_key == "facts"
    press(qtbot, window, Qt.Key.Key_Right)
    assert window.place_key == "facts"


def test_the_buttons_of_the_mouse_go_back_too(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("clusters")
    QApplication.processEvents()
    window.show_page("settings")
    QTest.mouseClick(window, Qt.MouseButton.BackButton)
    assert window.place_key == "clusters"
    QTest.mouseClick(window, Qt.MouseButton.ForwardButton)
    assert window.place_key == "settings"


def test_buttons_go_back_and_forward_while_there_is_anywhere_to_go(qtbot: QtBot, window: MainWindow) -> None:
    sidebar = window.frame.sidebar
    QApplication.processEvents()
    assert not sidebar.back_button.isEnabled()
    window.show_page("clusters")
    qtbot.waitUntil(sidebar.back_button.isEnabled)
    qtbot.mouseClick(sidebar.back_button, Qt.MouseButton.LeftButton)
    assert window.place_key == "today"
    assert not sidebar.back_button.isEnabled()
    qtbot.mouseClick(sidebar.forward_button, Qt.MouseButton.LeftButton)
    assert window.place_key == "clusters"
    assert not sidebar.forward_button.isEnabled()


@contextmanager
def started(qtbot: QtBot, folder: Path) -> Generator[Session]:
    settings = SettingsFile(folder)
    choices = replace(settings.load(), tour_seen=True)
    session = Session(open_program(folder, RESOURCES), settings, choices, "en")
    qtbot.addWidget(session.window)
    session.show()
    qtbot.waitExposed(session.window)
    yield session
    for window in reversed(session.windows):
        window.close()
    assert session.close() is None


@pytest.fixture
def sampled(qtbot: QtBot, tmp_path: Path) -> Path:
    with open_program(tmp_path, RESOURCES) as program:
        program.make_sample()
    return tmp_path


def half_done(session: Session) -> UUID:
    return next(row.id for row in session.context().desk.page() if row.label == "gold" and row.step.value == "scoring")


def test_the_window_opens_where_it_was(qtbot: QtBot, sampled: Path) -> None:
    with started(qtbot, sampled) as session:
        assert session.window.place_key == "today"
        session.window.open_assessment(half_done(session), Place(Area.CRITERIA, "3.1"))
    with started(qtbot, sampled) as again:
        assert again.window.place_key == "today"  # at once; what takes longer comes when the window is there
        qtbot.waitUntil(lambda: again.window.place_key == "criteria", timeout=20_000)
        assert workspace_of(again.window).current_criterion == "3.1"
        again.window.close_assessment()
        again.window.show_page("schemes")
    with started(qtbot, sampled) as third:
        assert third.window.place_key == "schemes"


def test_where_it_was_is_known_without_closing(qtbot: QtBot, sampled: Path) -> None:
    with started(qtbot, sampled) as session:
        session.window.open_assessment(half_done(session), Place(Area.CRITERIA, "3.1"))
        wanted = str(session.window.navigation.spot)
        qtbot.waitUntil(lambda: QSettings().value("window/spot", "", type=str) == wanted)
        workspace_of(session.window).show_criterion("3.2")
        qtbot.waitUntil(lambda: str(QSettings().value("window/spot", "", type=str)).endswith("criteria|3.2"))


def test_who_begins_something_else_is_not_taken_away(qtbot: QtBot, sampled: Path) -> None:
    with started(qtbot, sampled) as session:
        session.window.open_assessment(half_done(session), Place(Area.CRITERIA, "3.1"))
    with started(qtbot, sampled) as again:
        press(qtbot, again.window, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
        assert not again.window.navigation.is_reopening
        qtbot.wait(1000)
        assert again.window.place_key == "today"


def test_a_window_that_is_closed_before_it_is_back_comes_back_the_next_time(qtbot: QtBot, sampled: Path) -> None:
    with started(qtbot, sampled) as session:
        session.window.open_assessment(half_done(session), Place(Area.CRITERIA, "3.1"))
    with started(qtbot, sampled) as again:
        assert again.window.navigation.is_reopening
    with started(qtbot, sampled) as third:
        qtbot.waitUntil(lambda: third.window.place_key == "criteria", timeout=20_000)


@pytest.mark.parametrize(
    "kept", ["assessments|00000000-0000-0000-0000-000000000001|criteria|2.5", "nowhere|||", "|", "a"]
)
def test_what_is_gone_or_makes_no_sense_opens_today(qtbot: QtBot, sampled: Path, kept: str) -> None:
    QSettings().setValue("window/spot", kept)
    with started(qtbot, sampled) as session:
        qtbot.waitUntil(lambda: not session.window.navigation.is_reopening, timeout=20_000)
        assert session.window.place_key == "today"
        assert not session.window.frame.bar.isVisible()


def test_another_text_size_leaves_the_criterion_on_the_desk(qtbot: QtBot, sampled: Path) -> None:
    with started(qtbot, sampled) as session:
        window = session.window
        window.open_assessment(half_done(session), Place(Area.CRITERIA, "3.1"))
        window.looks.toggle_site_mode()
        assert (window.place_key, workspace_of(window).current_criterion) == ("criteria", "3.1")
        window.looks.toggle_site_mode()


def test_two_windows_on_one_assessment_stay_in_step(qtbot: QtBot, sampled: Path) -> None:
    with started(qtbot, sampled) as session:
        one = session.window
        one.open_assessment(half_done(session), Place(Area.CRITERIA, "2.5"))
        press(qtbot, one, Qt.Key.Key_N, CTRL_SHIFT)
        assert len(session.windows) == 2
        other = session.windows[1]
        qtbot.waitExposed(other)
        assert (other.place_key, workspace_of(other).current_criterion) == ("criteria", "2.5")

        first, second = workspace_of(one).judgement, workspace_of(other).judgement
        first.reason_edit.setFocus()
        first.reason_edit.setPlainText("Seen in the first window.")
        first.reason_edit.hand_on()
        assert second.reason_edit.toPlainText() == "Seen in the first window."

        other.activateWindow()
        qtbot.waitUntil(other.isActiveWindow)
        qtbot.keyClick(second.cards.card(4), Qt.Key.Key_4)  # type: ignore[arg-type]
        assert one.working is not None
        assert one.working.opened.judgement("2.5").level == 4
        press(qtbot, one, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert one.working.opened.judgement("2.5").level == 3
        assert workspace_of(other).working.opened.judgement("2.5").level == 3

        other.close()
        qtbot.waitUntil(lambda: session.windows == (one,))
        assert one.working.do(lambda: one.working is not None and one.working.opened.set_level("2.5", 2))


def test_what_one_window_changes_is_in_the_lists_of_the_other(qtbot: QtBot, sampled: Path) -> None:
    with started(qtbot, sampled) as session:
        session.open_another()
        one, other = session.windows
        other.show_page("assessments")
        one.open_assessment(half_done(session))
        assert one.working is not None
        one.working.do(lambda: one.working and one.working.opened.set_cluster("Renamed Cluster", "FI", ""))

        def first_name() -> str:
            row = other.pages.list.model.row(0)
            return row.cluster_name if row is not None else ""

        qtbot.waitUntil(lambda: first_name() == "Renamed Cluster")


def test_the_first_window_may_close_before_the_others(qtbot: QtBot, sampled: Path) -> None:
    settings = SettingsFile(sampled)
    choices = replace(settings.load(), tour_seen=True)
    session = Session(open_program(sampled, RESOURCES), settings, choices, "en")
    session.show()
    first = session.window
    session.open_another()
    other = session.windows[1]
    qtbot.addWidget(other)
    first.close()
    assert session.window is other
    assert session.windows == (other,)
    other.show_page("clusters")
    assert other.place_key == "clusters"
    other.close()
    assert session.close() is None


def test_another_window_does_not_hide_the_first(qtbot: QtBot, sampled: Path) -> None:
    with started(qtbot, sampled) as session:
        session.open_another()
        one, other = session.windows
        assert other.size() == one.size()
        assert other.pos() != one.pos()


def test_another_language_in_one_window_is_spoken_in_both(qtbot: QtBot, sampled: Path) -> None:
    with started(qtbot, sampled) as session:
        session.open_another()
        other = session.windows[1]
        other.show_page("clusters")
        session.window.show_page("settings")
        box = session.window.pages.settings.language_box
        box.setCurrentIndex(box.findData("fi"))
        box.activated.emit(box.currentIndex())
        qtbot.waitUntil(lambda: other.frame.sidebar.buttons["clusters"].text() == "Klusterit")
        assert other.place_key == "clusters"


@pytest.mark.parametrize("setting", ["language", "text size"])
def test_the_place_in_the_assessment_survives_the_settings(qtbot: QtBot, sampled: Path, setting: str) -> None:
    with started(qtbot, sampled) as session:
        window = session.window
        window.open_assessment(half_done(session), Place(Area.CRITERIA, "4.1.1"))
        assert workspace_of(window).current_criterion == "4.1.1"
        window.show_page("settings")
        settings = window.pages.settings
        if setting == "language":
            settings.language_box.setFocus()
            qtbot.keyClick(settings.language_box, Qt.Key.Key_End)
        else:
            settings.size_slider.setValue(settings.size_slider.value() + 2)
        qtbot.waitUntil(lambda: window.pages.settings is not settings)
        assert window.place_key == "settings", "the settings stay there"
        window.show_page("assessments")
        assert (window.place_key, workspace_of(window).current_criterion) == ("criteria", "4.1.1")


def badge_of(window: MainWindow) -> str:
    """Return what the number beside Today says, empty while none is shown."""
    badge = window.frame.sidebar.buttons["today"].findChild(Badge)
    return badge.text() if badge is not None and badge.isVisible() else ""


def test_the_number_at_today_stays(qtbot: QtBot, sampled: Path) -> None:
    with started(qtbot, sampled) as session:
        window = session.window
        number = badge_of(window)
        assert number
        window.open_assessment(half_done(session), Place(Area.CRITERIA, "2.5"))
        press(qtbot, window, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
        press(qtbot, window, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
        assert badge_of(window) == number
        window.looks.on_language()
        QApplication.processEvents()
        assert badge_of(window) == number
        session.open_another()
        other = session.windows[1]
        qtbot.waitExposed(other)
        assert other.place_key == "criteria"
        assert badge_of(other) == number


def test_one_key_closes_all_windows(qtbot: QtBot, sampled: Path) -> None:
    with started(qtbot, sampled) as session:
        session.open_another()
        one, other = session.windows
        press(qtbot, other, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
        assert not one.isVisible()
        assert session.windows == ()
        assert [action.text for action in ACTIONS.values() if "Ctrl+Q" in action.keys] == ["Quit: close all windows"]


def test_the_title_names_what_is_shown(window: MainWindow, desk: WholeDesk) -> None:
    assert window.windowTitle() == "Today - EUCLES Desk"
    window.open_assessment(desk.start("Test Cluster"))
    assert window.windowTitle() == "Test Cluster - EUCLES Desk"
    window.show_page("settings")
    assert window.windowTitle() == "Settings - EUCLES Desk"
    window.show_page("assessments")
    assert window.windowTitle() == "Test Cluster - EUCLES Desk"
    window.close_assessment()
    assert window.windowTitle() == "Assessments - EUCLES Desk"


@pytest.mark.parametrize("came_from", ["sidebar", "list"])
def test_the_keyboard_is_in_the_assessment_that_the_palette_opens(
    qtbot: QtBot, window: MainWindow, desk: WholeDesk, came_from: str
) -> None:
    made = desk.start("Timber Town")
    desk.store.kept[made] = replace(desk.store.kept[made], step=Step.SCORING)
    window.show_page("assessments")
    window.pages.list.reload()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    if came_from == "sidebar":
        window.frame.sidebar.buttons["assessments"].setFocus()
    else:
        window.pages.list.focus_list()
    press(qtbot, window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    popup = window.finding.popup
    assert popup is not None
    qtbot.keyClicks(popup.field, "timber")
    qtbot.waitUntil(lambda: popup.current is not None and "Timber" in unmarked(popup.current.title))
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.is_in_assessment)
    QApplication.processEvents()
    page, focus = window.assessment_page, QApplication.focusWidget()
    assert page is not None
    assert focus is not None
    assert page.area_widget.isAncestorOf(focus) or page.area_bar.isAncestorOf(focus), focus
