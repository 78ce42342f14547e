"""How the width is shared: with a file beside the criterion it can be read, without one nothing stands empty."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.desk import Desk, Show, scoring
from support.reading import FakeReader

from eucles_desk.assessment.evidence import Evidence
from eucles_desk.ui import theme
from eucles_desk.ui.workspace.judgement_panel import LEAST_BESIDE, WIDEST
from eucles_desk.ui.workspace.looking import PAUSE_MILLISECONDS
from eucles_desk.ui.workspace.sharing import shares

USUAL = 1732
"""What a screen of 1920 leaves beside the navigation."""


@pytest.fixture
def desk(show: Show) -> Desk:
    desk = show(scoring(), None, FakeReader())
    desk.window.resize(USUAL, 940)
    QApplication.processEvents()
    return desk


def attached(desk: Desk) -> Evidence:
    return desk.service.attach_taken(desk.service.take_content(b"log"), "log.pdf", desk.workspace.current_criterion)


def look_at(desk: Desk, piece: Evidence) -> None:
    looking = desk.workspace.evidence.looking
    assert looking is not None
    looking.show_piece(piece)
    desk.settle()
    QApplication.processEvents()


def test_a_file_gets_well_over_a_third_of_a_usual_screen_and_leaves_room_for_the_judgement() -> None:
    left, right = shares(USUAL, low=False, wide=True)

    assert 0.36 <= right / 1920 <= 0.40
    assert USUAL - left - right - 2 * theme.em(1.4) >= theme.em(LEAST_BESIDE)


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("width", range(860, 4000, 60))
def test_the_evidence_has_what_the_judgement_cannot_use_and_the_judgement_what_it_needs(width: int, wide: bool) -> None:
    left, right = shares(width, low=False, wide=wide)
    judged = width - left - right

    assert right >= theme.em(22)
    assert judged >= theme.em(46) or right == theme.em(22)
    assert right >= theme.em(45 if not wide else 90) or judged <= theme.em(WIDEST + 4) + 1


def test_the_column_grows_with_a_file_stays_so_between_criteria_and_shrinks_when_it_is_put_away(desk: Desk) -> None:
    evidence = desk.workspace.evidence
    without = evidence.width()
    look_at(desk, attached(desk))
    assert evidence.width() > without * 1.3
    wide = evidence.width()
    desk.workspace.following()
    QTest.qWait(PAUSE_MILLISECONDS + 50)
    assert evidence.width() == wide
    assert evidence.looking is not None
    QTest.mouseClick(evidence.looking.viewer.close_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert evidence.width() == without


def test_widths_that_the_user_gave_are_kept_for_themselves_with_a_file_and_without(desk: Desk) -> None:
    evidence, splitter = desk.workspace.evidence, desk.workspace.splitter
    piece = attached(desk)

    def drag(by: int) -> int:
        handle = splitter.handle(2)
        at = handle.rect().center()
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseMove(handle, at + QPoint(by, 0))
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=at + QPoint(by, 0))
        QApplication.processEvents()
        return evidence.width()

    narrow = drag(60)
    look_at(desk, piece)
    wide = drag(-40)
    assert wide > narrow
    looking = evidence.looking
    assert looking is not None
    looking.put_away()
    QApplication.processEvents()
    assert evidence.width() == narrow
    look_at(desk, piece)
    assert evidence.width() == wide
