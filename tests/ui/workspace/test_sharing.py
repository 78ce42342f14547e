"""How the width is shared: with a file beside the criterion it can be read, without one nothing stands empty."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from support.desk import Desk, Show, scoring
from support.reading import FakeReader

from eucles_desk.assessment.evidence import Evidence
from eucles_desk.assessment.places import Area, Place
from eucles_desk.ui import theme
from eucles_desk.ui.workspace.judgement_panel import LEAST_BESIDE, WIDEST
from eucles_desk.ui.workspace.looking import PAUSE_MILLISECONDS
from eucles_desk.ui.workspace.sharing import SMALL, shares

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
    least = 40 if wide and width < theme.em(SMALL) else 46
    assert judged >= theme.em(least) or right == theme.em(22)
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


# A small window


@pytest.fixture
def small(show: Show) -> Desk:
    """What a screen of 1280 by 800 leaves beside the navigation."""
    desk = show(scoring(), None, FakeReader())
    desk.window.resize(1112, 700)
    QApplication.processEvents()
    return desk


def test_a_page_can_be_read_in_a_small_window_too(small: Desk) -> None:
    look_at(small, attached(small))
    looking = small.workspace.evidence.looking
    assert looking is not None

    assert looking.viewer.page_view.width() >= 340
    assert small.workspace.judgement.width() >= theme.em(39)
    assert small.workspace.criteria.width() >= theme.em(14)


def test_a_question_about_a_folder_is_read_whole_beside_a_file(small: Desk, tmp_path: Path) -> None:
    small.window.resize(900, 700)  # the evidence is as narrow as it comes
    folder = tmp_path / "minutes of the steering committee"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"{number}")
    look_at(small, attached(small))
    evidence = small.workspace.evidence
    evidence.attaching.attach_paths([folder], small.workspace.current_criterion)
    small.settle()
    QApplication.processEvents()
    bar = evidence.bar
    said = next(part for part in bar.findChildren(QLabel) if part.text() == bar.text)

    assert "is a folder with 3 files" in said.text()
    assert said.width() >= theme.em(12)
    assert said.height() >= said.heightForWidth(said.width())
    assert said.mapTo(bar, QPoint(0, said.height())).y() <= bar.height()
    assert bar.mapTo(evidence, QPoint(0, bar.height())).y() <= evidence.splitter.sizes()[0]
    assert bar.action_button.isVisible()
    assert bar.rect().contains(bar.action_button.geometry())


def test_more_details_open_in_view_and_the_next_criterion_begins_at_its_top(small: Desk, tmp_path: Path) -> None:
    paths = [tmp_path / f"plan {number}.pdf" for number in range(5)]
    for path in paths:
        path.write_bytes(path.name.encode())
    evidence = small.workspace.evidence
    for criterion in ("2.5", "2.6"):
        small.workspace.go_to(Place(Area.CRITERIA, criterion))
        evidence.attaching.attach_paths(paths, criterion)
        small.settle()
    looking = evidence.looking
    assert looking is not None
    looking.show_piece(small.stored.evidence[0])
    small.settle()
    card = evidence.cards[3]
    card.details_button.setFocus()
    QTest.keyClick(card.details_button, Qt.Key.Key_Space)
    QApplication.processEvents()
    details = card.details
    assert details is not None

    def is_in_view() -> bool:
        top = details.mapTo(evidence.area.viewport(), QPoint(0, 0)).y()
        return 0 <= top <= evidence.area.viewport().height() - details.pages_edit.height()

    for _ in range(100):  # it is brought into view once more when the cards have their last places
        if not is_in_view():
            QTest.qWait(20)
    assert is_in_view()
    assert evidence.area.verticalScrollBar().value() > 0

    small.workspace.go_to(Place(Area.CRITERIA, "2.5"))
    QApplication.processEvents()
    assert evidence.area.verticalScrollBar().value() == 0
