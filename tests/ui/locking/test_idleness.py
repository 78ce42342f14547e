"""How long nobody has touched the program."""
# pyright: reportUnknownMemberType=false, reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Generator
from typing import cast

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from support.closing import destroy

from eucles_desk.ui.locking.idleness import Idleness


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def field(qtbot: QtBot) -> Generator[QLineEdit]:
    made = QLineEdit()
    made.show()
    qtbot.waitExposed(made)
    yield made
    destroy([made])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def idleness(qtbot: QtBot, clock: Clock) -> Generator[Idleness]:
    parent = QObject()
    made = Idleness(cast("QApplication", QApplication.instance()), parent, clock)
    made.limit = 60
    made.start()
    yield made
    made.stop()


def test_it_is_reached_when_nobody_touches_it(qtbot: QtBot, idleness: Idleness, clock: Clock) -> None:
    clock.time = 59
    with qtbot.assertNotEmitted(idleness.reached):
        idleness.look()
    clock.time = 60
    with qtbot.waitSignal(idleness.reached):
        idleness.look()


def test_a_key_or_a_click_begins_anew(qtbot: QtBot, idleness: Idleness, clock: Clock, field: QLineEdit) -> None:
    idleness.look()
    clock.time = 50
    qtbot.keyClick(field, Qt.Key.Key_A)
    clock.time = 105
    with qtbot.assertNotEmitted(idleness.reached):
        idleness.look()
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    assert idleness.seconds == 0


def test_events_are_looked_at_only_until_the_first_touch(
    qtbot: QtBot, idleness: Idleness, clock: Clock, field: QLineEdit
) -> None:
    idleness.look()
    qtbot.keyClick(field, Qt.Key.Key_A)
    assert not idleness._is_looking
    clock.time = 3
    qtbot.keyClicks(field, "bcd")
    assert idleness.seconds == 3, "up to the next look these are not seen"


def test_never_is_never(qtbot: QtBot, idleness: Idleness, clock: Clock) -> None:
    idleness.limit = 0
    clock.time = 1_000_000
    with qtbot.assertNotEmitted(idleness.reached):
        idleness.look()


def test_it_is_told_again_while_nobody_does(qtbot: QtBot, idleness: Idleness, clock: Clock) -> None:
    clock.time = 60
    for _ in range(2):
        with qtbot.waitSignal(idleness.reached):
            idleness.look()
