"""The tour of the first run."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from eucles_desk.ui.help.tour import MOST_STEPS, Tour, TourStep


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1024, 640)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def tour_of(window: QWidget, count: int, *targets: QWidget | None) -> Tour:
    shown = [*targets, *([None] * count)]
    steps = [TourStep(f"Title {n}", f"Text {n}", lambda n=n: shown[n]) for n in range(count)]
    return Tour(steps, window)


def test_a_tour_is_never_longer_than_five_steps(qtbot: QtBot, window: QWidget) -> None:
    tour = tour_of(window, 9)
    tour.start()
    seen = [tour.title_label.text()]
    with qtbot.waitSignal(tour.finished):
        for _ in range(MOST_STEPS):
            qtbot.keyClick(QApplication.focusWidget() or tour, Qt.Key.Key_Return)
            seen.append(tour.title_label.text())
    assert len(set(seen)) == MOST_STEPS == 5


def test_it_goes_back_and_says_where_it_is(qtbot: QtBot, window: QWidget) -> None:
    tour = tour_of(window, 3)
    tour.start()
    assert not tour.back_button.isEnabled()
    qtbot.mouseClick(tour.next_button, Qt.MouseButton.LeftButton)
    assert (tour.step, tour.number_label.text()) == (2, "Step 2 of 3")
    qtbot.mouseClick(tour.back_button, Qt.MouseButton.LeftButton)
    assert tour.title_label.text() == "Title 0"


@pytest.mark.parametrize("on", ["next_button", "back_button", "skip_button"])
def test_right_and_left_go_from_step_to_step_wherever_the_keyboard_is(qtbot: QtBot, window: QWidget, on: str) -> None:
    tour = tour_of(window, 3)
    tour.start()
    seen: list[int] = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        getattr(tour, on).setFocus()
        qtbot.keyClick(QApplication.focusWidget() or tour, key)
        seen.append(tour.step)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert tour.isAncestorOf(focus)
    assert seen == [1, 2, 3, 3, 2], "there is nothing before the first, and the last is ended by Enter"


def test_a_frame_marks_the_part_and_goes_with_the_tour(qtbot: QtBot, window: QWidget) -> None:
    part = QLabel("part", window)
    part.setGeometry(300, 100, 80, 30)
    part.show()
    tour = tour_of(window, 2, part)
    others = set(window.findChildren(QWidget)) - {tour, part, *tour.findChildren(QWidget)}
    tour.start()
    frame = next(one for one in others if one.isVisible())
    assert frame.geometry().contains(part.geometry())
    assert not frame.geometry().intersects(tour.geometry()) or window.children()[-1] is tour
    qtbot.keyClick(tour.next_button, Qt.Key.Key_Return)
    assert not frame.isVisible(), "the next step is about nothing in the window"
    qtbot.mouseClick(tour.back_button, Qt.MouseButton.LeftButton)
    assert frame.isVisible()
    tour.end()
    assert not frame.isVisible()


@pytest.mark.parametrize("how", ["escape", "button"])
def test_it_can_be_skipped_at_once(qtbot: QtBot, window: QWidget, how: str) -> None:
    tour = tour_of(window, 3)
    tour.start()
    with qtbot.waitSignal(tour.finished):
        if how == "escape":
            qtbot.keyClick(tour.next_button, Qt.Key.Key_Escape)
        else:
            qtbot.mouseClick(tour.skip_button, Qt.MouseButton.LeftButton)
    assert not tour.isVisible()


def test_tab_stays_within_the_card(qtbot: QtBot, window: QWidget) -> None:
    tour = tour_of(window, 2)
    tour.start()
    reached: list[QWidget | None] = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget() or tour, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert set(reached) == {tour.next_button, tour.skip_button}


@pytest.mark.parametrize(("x", "y"), [(0, 0), (900, 10), (10, 600), (990, 600), (500, 300)])
@pytest.mark.parametrize("size", [(1024, 640), (640, 400)])
def test_the_card_lies_beside_its_part_and_inside_the_window(
    qtbot: QtBot, window: QWidget, x: int, y: int, size: tuple[int, int]
) -> None:
    part = QLabel("part", window)
    part.setGeometry(x, y, 30, 20)
    part.show()
    tour = tour_of(window, 2, part)
    tour.start()
    window.resize(*size)
    QApplication.processEvents()
    assert window.rect().contains(tour.geometry())
    inside = window.rect().contains(part.geometry())
    assert not inside or not tour.geometry().intersects(part.geometry())
