"""The wheel changes no field: who scrolls the settings does not choose after how long they lock."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support.wheel import wheel_is_taken

import eucles_desk.ui
from eucles_desk.ui.assessment.form import ChoiceBox
from eucles_desk.ui.assessment.month_field import MonthBox
from eucles_desk.ui.countries import CountryBox
from eucles_desk.ui.on_site.agenda_row import MinutesBox
from eucles_desk.ui.on_site.role_field import RoleField
from eucles_desk.ui.on_site.time_field import TimeField
from eucles_desk.ui.still import ListBox, NumberBox, Slide

KINDS = r"Q(?:ComboBox|\w*SpinBox|Slider|Dial|DateEdit|TimeEdit|DateTimeEdit)"
PLAIN = re.compile(rf"\b{KINDS}\(|^class \w+\({KINDS}\b")
ONES = (ListBox, ChoiceBox, MonthBox, CountryBox, RoleField, NumberBox, MinutesBox, TimeField, Slide)


def value_of(field: QWidget) -> object:
    for name in ("currentIndex", "value", "time"):
        if field.metaObject().indexOfProperty(name) >= 0:
            return field.property(name)
    raise AssertionError(field)


@pytest.mark.parametrize("has_keyboard", [True, False])
@pytest.mark.parametrize("made", ONES, ids=lambda made: made.__name__)
def test_the_wheel_changes_nothing_and_is_left_to_the_page(
    qtbot: QtBot, made: type[QWidget], has_keyboard: bool
) -> None:
    field = made()
    qtbot.addWidget(field)
    if isinstance(field, ListBox):
        field.addItems(["one", "two", "three"])
        field.setCurrentIndex(1)
    field.show()
    qtbot.waitExposed(field)
    if has_keyboard:
        field.setFocus()
    before = value_of(field)
    assert not wheel_is_taken(field)
    assert not wheel_is_taken(field, 120)
    assert value_of(field) == before
    assert field.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_no_window_has_a_field_that_takes_the_wheel() -> None:
    folder = Path(eucles_desk.ui.__file__).parent
    found = {
        f"{path.name}: {line.strip()}"
        for path in folder.rglob("*.py")
        if path.name != "still.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if PLAIN.search(line)
    }
    assert found == set()
