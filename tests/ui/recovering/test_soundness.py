"""The whole database is looked through once in the background."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, QThreadPool
from pytestqt.qtbot import QtBot

from eucles_desk.app.soundness import Soundness, ask_at_next_start, is_asked_for


class Data:
    """Stands for the data; says what it is told to."""

    def __init__(self, *, sound: bool) -> None:
        self.sound, self.asked = sound, 0

    def is_sound(self, is_stopped: Callable[[], bool]) -> bool:
        self.asked += 1
        return self.sound or is_stopped()


@pytest.fixture
def pool(qapp: QObject) -> QThreadPool:
    return QThreadPool(qapp)


def watched(data: Data, pool: QThreadPool, told: list[bool]) -> Soundness:
    made = Soundness(cast("Any", data), pool, pool)
    made.damaged.connect(lambda: told.append(True))
    return made


@pytest.mark.parametrize("sound", [True, False])
def test_damage_is_told_and_nothing_else(qtbot: QtBot, pool: QThreadPool, *, sound: bool) -> None:
    data, told = Data(sound=sound), list[bool]()
    watch = watched(data, pool, told)
    watch.look()
    qtbot.waitUntil(lambda: data.asked == 1)
    qtbot.wait(300)
    assert told == ([] if sound else [True])


def test_nothing_is_told_once_the_data_are_closed(qtbot: QtBot, pool: QThreadPool) -> None:
    data, told = Data(sound=False), list[bool]()
    watch = watched(data, pool, told)
    watch.look()
    watch.stop()
    qtbot.waitUntil(lambda: data.asked == 1)
    qtbot.wait(300)
    assert told == []


def test_a_backup_is_asked_for_at_one_start_only() -> None:
    assert not is_asked_for()
    ask_at_next_start()
    assert is_asked_for()
    assert not is_asked_for()
