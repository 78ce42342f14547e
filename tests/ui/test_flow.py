"""A layout that breaks lines: what stands in a line has one middle, and a line is as high as what is highest in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QFrame, QWidget
from pytestqt.qtbot import QtBot

from eucles_desk.ui.flow import FlowLayout

HEIGHTS = (20, 40, 30)
WIDTH = 100


@pytest.fixture
def parts(qtbot: QtBot) -> Iterator[list[QWidget]]:
    around = QWidget()
    qtbot.addWidget(around)
    flow = FlowLayout(around, 0)
    made: list[QWidget] = []
    for height in HEIGHTS:
        part = QFrame()
        part.setFixedSize(WIDTH, height)
        flow.addWidget(part)
        made.append(part)
    yield made
    around.close()


def arrange(parts: list[QWidget], width: int) -> int:
    around = parts[0].parentWidget()
    assert around is not None
    flow = around.layout()
    assert flow is not None
    height = flow.heightForWidth(width)
    around.resize(width, height)
    around.show()
    flow.activate()
    return height


def test_what_stands_in_a_line_has_one_middle(parts: list[QWidget]) -> None:
    assert arrange(parts, 3 * WIDTH) == max(HEIGHTS)
    assert [part.y() + part.height() / 2 for part in parts] == [20, 20, 20]


def test_each_line_is_as_high_as_what_is_highest_in_it(parts: list[QWidget]) -> None:
    assert arrange(parts, 2 * WIDTH) == 40 + 30
    assert [part.y() for part in parts] == [10, 0, 40]
    assert arrange(parts, WIDTH) == 20 + 40 + 30
    assert [part.y() for part in parts] == [0, 20, 60]
