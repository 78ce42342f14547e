"""What a screen reader is told of every control in every place of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from support.every_window import EveryWindow
from support.places import PLACES

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QPlainTextEdit,
    QTextEdit,
    QProgressBar,
    QTabBar,
)
SILENT = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane, QAccessible.Role.Window}
"""Roles that tell nothing of what can be done."""


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, every_window: EveryWindow) -> Iterator[QWidget]:
    QAccessible.setActive(True)
    yield every_window.places()[request.param]()
    every_window.leave()


def test_every_place_is_walked(every_window: EveryWindow) -> None:
    assert set(every_window.places()) == set(PLACES)


def controls(root: QWidget) -> list[QWidget]:
    """Return the controls that are shown, without the parts that Qt speaks of with the whole."""
    found = [part for part in root.findChildren(QWidget) if part.isVisible() and isinstance(part, CONTROLS)]
    return [part for part in found if not _is_part_of_another(part)]


def _is_part_of_another(part: QWidget) -> bool:
    parent = part.parentWidget()
    return isinstance(part, QScrollBar | QHeaderView) or isinstance(
        parent, QComboBox | QAbstractSpinBox | QScrollBar | QTabBar
    )


def spoken(part: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(part)


def test_each_control_has_a_name(place: QWidget) -> None:
    assert [_what(part) for part in controls(place) if not spoken(part).text(QAccessible.Text.Name).strip()] == []


def test_each_control_has_a_role(place: QWidget) -> None:
    assert [_what(part) for part in controls(place) if spoken(part).role() in SILENT] == []


def test_each_control_tells_its_state(place: QWidget) -> None:
    wrong: list[str] = []
    for part in controls(place):
        state = spoken(part).state()
        if bool(state.disabled) == part.isEnabled():  # type: ignore[attr-defined]
            wrong.append(f"{_what(part)}: enabled")
        if part.isEnabled() and part.focusPolicy().value and not state.focusable:  # type: ignore[attr-defined]
            wrong.append(f"{_what(part)}: focusable")
        if isinstance(part, QCheckBox | QRadioButton) and bool(state.checked) != part.isChecked():  # type: ignore[attr-defined]
            wrong.append(f"{_what(part)}: checked")
        if isinstance(part, QPlainTextEdit | QTextEdit | QLineEdit) and bool(state.readOnly) != part.isReadOnly():  # type: ignore[attr-defined]
            wrong.append(f"{_what(part)}: read only")
    assert wrong == []


def test_two_buttons_that_do_different_things_are_not_called_alike(place: QWidget) -> None:
    """Icon buttons of rows name their row: “Remove strength 2”, not “Remove”."""
    names = [
        (part.parentWidget(), spoken(part).text(QAccessible.Text.Name))
        for part in controls(place)
        if isinstance(part, QAbstractButton) and not part.text()
    ]
    assert len(names) == len(set(names))


def _what(part: QWidget) -> str:
    return f"{type(part).__name__} in {type(part.parentWidget()).__name__}"
