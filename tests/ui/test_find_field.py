"""A field to look for something shows its sign and empties itself by a button, both as large as the text asks."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.gold import ROOT

from eucles_desk.language import ENGLISH
from eucles_desk.ui import theme
from eucles_desk.ui.find_field import FindField
from eucles_desk.ui.language import set_current


@pytest.fixture
def field(qapp: QApplication, qtbot: QtBot) -> Iterator[FindField]:
    theme.set_up(ROOT / "resources")
    theme.apply("light", 100)
    set_current(ENGLISH)
    made = FindField("")
    qtbot.addWidget(made)
    yield made
    theme.apply("light", 100)


def width_of_sign(field: FindField) -> int:
    """Return how wide the sign is: what is painted left of where the text begins, without the edge."""
    field.resize(theme.em(30), field.sizeHint().height())
    image = field.grab().toImage()
    ground = theme.colours().background
    inside = range(6, field.textMargins().left())
    painted = [
        x for x in inside if any(QColor(image.pixel(x, y)).name() != ground for y in range(8, image.height() - 8))
    ]
    return painted[-1] - painted[0] + 1


def test_the_sign_grows_with_the_text(field: FindField) -> None:
    usual = width_of_sign(field)
    theme.apply("light", 200)
    assert usual >= 8
    assert width_of_sign(field) >= 1.8 * usual


def test_the_button_is_there_while_there_is_something_to_empty(field: FindField, qtbot: QtBot) -> None:
    field.show()
    assert not field.clear_button.isVisible()
    qtbot.keyClicks(field, "heat")
    assert field.clear_button.isVisible()
    qtbot.mouseClick(field.clear_button, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert not field.clear_button.isVisible()


def test_the_button_stays_inside_the_field_in_large_text(field: FindField) -> None:
    field.show()
    field.setText("heat")
    theme.apply("light", 200)
    field.resize(theme.em(20), field.sizeHint().height())
    assert field.rect().contains(field.clear_button.geometry())
