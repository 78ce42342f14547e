"""Messages lie over a page: nothing moves for them, and they cover nothing that one is busy with."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from eucles_desk.ui.floating import Floating
from eucles_desk.ui.message_bar import MessageBar

SENTENCE = "The registration number has nine digits; this one has seven."


@dataclass
class Page:
    """A window with a field at its top and one at its lower end, and a message over both."""

    window: QWidget
    bar: MessageBar
    upper: QLineEdit
    list: QListWidget
    lower: QLineEdit
    below: QPushButton

    def say(self, text: str = SENTENCE, action: str = "") -> None:
        self.bar.say(text, "warning", action)
        QApplication.processEvents()

    def covers(self, part: QWidget) -> bool:
        return self.bar.geometry().intersects(part.geometry())


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    window = QWidget()
    qtbot.addWidget(window)
    area = QWidget()
    upper, shown, lower, below = QLineEdit(), QListWidget(), QLineEdit(), QPushButton("Next")
    shown.addItems([f"Row {number}" for number in range(40)])
    column = QVBoxLayout(area)
    column.setContentsMargins(0, 0, 0, 0)
    for part in (upper, shown, lower):
        column.addWidget(part)
    whole = QVBoxLayout(window)
    whole.setContentsMargins(0, 0, 0, 0)
    bar = MessageBar()
    floating = Floating(bar, window, lambda: area)
    floating.follow(area)
    whole.addWidget(area, 1)
    whole.addWidget(below)
    window.resize(700, 500)
    before = QCursor.pos()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QCursor.setPos(window.mapToGlobal(QPoint(5, 5)))
    upper.setFocus()
    yield Page(window, bar, upper, shown, lower, below)
    QCursor.setPos(before)


def test_nothing_moves_when_a_message_comes_and_goes(page: Page) -> None:
    parts = (page.upper, page.list, page.lower, page.below)
    before = [part.geometry() for part in parts]
    page.say()
    assert page.bar.isVisible()
    assert [part.geometry() for part in parts] == before
    page.bar.put_away()
    QApplication.processEvents()
    assert [part.geometry() for part in parts] == before


def test_it_lies_at_the_lower_end_of_the_page_and_leaves_the_bar_below_free(page: Page) -> None:
    page.say()
    assert page.covers(page.lower)
    assert not page.covers(page.below)
    assert not page.covers(page.upper)
    page.window.resize(500, 400)
    QApplication.processEvents()
    assert page.window.rect().contains(page.bar.geometry())
    assert page.bar.geometry().bottom() < page.below.geometry().top()


def test_it_does_not_cover_the_field_that_has_the_keyboard(page: Page) -> None:
    page.lower.setFocus()
    page.say()
    assert not page.covers(page.lower)


def test_it_makes_way_when_the_keyboard_comes_to_what_it_covers(page: Page) -> None:
    page.say()
    page.lower.setFocus()
    assert not page.covers(page.lower)


def test_it_makes_way_for_the_row_that_the_arrows_reach(page: Page) -> None:
    page.list.setFocus()
    page.list.setCurrentRow(0)
    page.say()
    for _ in range(39):
        QTest.keyClick(page.list, Qt.Key.Key_Down)
        row = page.list.visualItemRect(page.list.currentItem())
        at = page.list.viewport().mapTo(page.window, row.topLeft())
        assert not page.bar.geometry().intersects(row.translated(at - row.topLeft()))


def test_it_does_not_come_under_the_pointer(page: Page) -> None:
    QCursor.setPos(page.lower.mapToGlobal(page.lower.rect().center()))
    page.say()
    assert not page.bar.geometry().contains(page.lower.geometry().center())


def test_two_messages_do_not_lie_over_each_other(page: Page) -> None:
    area = page.list.parentWidget()
    other = MessageBar()
    Floating(other, page.window, lambda: area)
    page.say()
    other.say(SENTENCE, "info", "Try now")
    QApplication.processEvents()
    assert not page.bar.geometry().intersects(other.geometry())
    assert page.window.rect().contains(other.geometry())


def test_another_sentence_gets_the_room_that_it_needs(page: Page) -> None:
    page.say("Short.")
    short = page.bar.size()
    page.say(" ".join([SENTENCE] * 6), "Try now")
    assert page.bar.width() > short.width()
    assert page.bar.height() > short.height()
    assert page.window.rect().contains(page.bar.geometry())
