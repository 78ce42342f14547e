"""Everything has a name, can be reached by keyboard in reading order, and no two letters lead to different places."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from support.whole_desk import RESOURCES, WholeDesk

from eucles_desk.language import load
from eucles_desk.ui.assessments.new_dialog import NewAssessmentDialog
from eucles_desk.ui.assessments.person_fields import Person
from eucles_desk.ui.clusters.dialog import NewClusterDialog
from eucles_desk.ui.main_window import MainWindow
from eucles_desk.ui.speaking import speak

SPOKEN = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QPlainTextEdit,
    QProgressBar,
)
PLACES = ("empty", "assessments", "clusters", "schemes", "settings", "assessment", "new assessment", "new cluster")


@pytest.fixture(params=("en", "fi"))
def language(request: pytest.FixtureRequest) -> str:
    """Speak each language that comes with the program; the fixtures of the window put English back."""
    code: str = request.param
    speak(load(code, RESOURCES / "i18n"))
    return code


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> Iterator[QWidget]:
    """Each window and page in turn."""
    QAccessible.setActive(True)
    name: str = request.param
    window.rebuild()  # in the language that is spoken by now
    if name != "empty":
        found = desk.start("Test Cluster", "bronze")
        window.pages.reload()
        if name == "assessment":
            window.open_assessment(found)
    if name in {"clusters", "schemes", "settings"}:
        window.show_page(name)
    shown: QWidget = window
    if name.startswith("new"):
        today = datetime(2026, 3, 2, tzinfo=UTC)
        is_cluster = name == "new cluster"
        dialog = NewClusterDialog(window) if is_cluster else NewAssessmentDialog(desk.desk, Person(), today, window)
        dialog.open()
        shown = dialog
    qtbot.waitExposed(shown)
    yield shown
    if isinstance(shown, QDialog):
        shown.reject()


def inside(widget: QWidget) -> list[QWidget]:
    return [found for found in widget.findChildren(QWidget) if found.isVisible()]


def is_part_of_another(widget: QWidget) -> bool:
    """Return whether Qt speaks of the widget as a part of its parent."""
    parent = widget.parentWidget()
    return isinstance(widget, QScrollBar) or isinstance(parent, QComboBox | QAbstractSpinBox | QScrollBar)


@pytest.fixture
def spoken_place(language: str, place: QWidget) -> QWidget:
    """Each window and page in each language."""
    return place


def test_everything_is_named(place: QWidget) -> None:
    unnamed: list[str] = []
    for widget in inside(place):
        if not isinstance(widget, SPOKEN) or is_part_of_another(widget):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            unnamed.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    assert unnamed == []


def test_letters_lead_to_one_place_each(spoken_place: QWidget) -> None:
    letters: list[str] = []
    for widget in inside(spoken_place):
        if isinstance(widget, QAbstractButton) or (isinstance(widget, QLabel) and bool(widget.buddy())):
            letters += re.findall(r"&(\w)", widget.text().replace("&&", "").lower())
    assert sorted(letters) == sorted(set(letters))


def test_tab_goes_in_reading_order_within_a_form(place: QWidget) -> None:
    if not isinstance(place, NewAssessmentDialog | NewClusterDialog):
        pytest.skip("only forms are read from top to bottom")
    order: list[QWidget] = []
    widget = place.nextInFocusChain()
    while widget and widget is not place:
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(widget)
        widget = widget.nextInFocusChain()
    content = place.content
    fields = [field for field in order if content.isAncestorOf(field) and not isinstance(field, QAbstractScrollArea)]
    tops = [field.mapTo(content, field.rect().center()).y() for field in fields]
    assert len(fields) >= 3
    assert all(lower - upper > -8 for upper, lower in pairwise(tops)), list(zip(fields, tops, strict=True))


def test_everything_that_is_clicked_can_be_reached_by_keyboard(place: QWidget, window: MainWindow) -> None:
    if window.working is not None:
        pytest.skip("the page of an assessment has signs that look like buttons and lead nowhere yet")
    unreachable = [
        button.accessibleName() or button.text()
        for button in place.findChildren(QAbstractButton)
        if button.isVisible() and button.focusPolicy() == Qt.FocusPolicy.NoFocus and not is_part_of_another(button)
    ]
    assert unreachable == []


def test_rows_are_spoken_whole(window: MainWindow, desk: WholeDesk) -> None:
    desk.start("Test Cluster", "bronze")
    window.pages.reload()
    model = window.pages.list.model
    said = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Test Cluster. Bronze. Draft")
