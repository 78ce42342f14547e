"""What holds for everyone: names for screen readers, a sensible order, everything within reach at large text."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from support import gold
from support.desk import Desk, Show, scoring

from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.assessment.terms import Step
from eucles_desk.ui import theme


@pytest.fixture
def large_text() -> Iterator[None]:
    theme.apply("light", 200)
    yield
    theme.apply("light", 100)


def controls(window: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    return [part for kind in kinds for part in window.findChildren(kind) if part.isVisibleTo(window)]


@pytest.mark.parametrize("step", [Step.SCORING, Step.CONSENSUS, Step.DECISION])
def test_every_control_has_a_name(show: Show, step: Step) -> None:
    QAccessible.setActive(True)
    desk = show(replace(gold.full(), step=step))
    desk.workspace.show_criterion("2.5")
    nameless = [
        part
        for part in controls(desk.window)
        if not QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name).strip()
    ]

    assert nameless == []


def test_tab_reaches_every_part_from_left_to_right_and_top_to_bottom(show: Show) -> None:
    desk = show(scoring({"2.5": 4}))
    desk.workspace.show_criterion("2.5")
    desk.workspace.criteria.find_edit.setFocus()
    panel, evidence = desk.workspace.judgement, desk.workspace.evidence
    seen: list[QWidget] = []
    for _ in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in seen:
            break
        seen.append(focus)
        desk.press(Qt.Key.Key_Tab)
    wanted: list[QWidget] = [
        desk.workspace.criteria.find_edit,
        desk.workspace.criteria.view,
        panel.guidance.unfold_button,
        panel.cards.shown_cards()[1],
        panel.reason_edit,
        panel.strengths.rows[0].field,
        panel.improvements.rows[0].field,
        panel.on_site_chip,
        evidence.attach_button,
        evidence.cite_button,
        desk.bar.next_button,
    ]

    order = [seen.index(part) for part in wanted if part in seen]
    assert [part for part in wanted if part not in seen] == []
    assert order == sorted(order)


def test_tab_reaches_records_and_cards_made_later_in_their_place(show: Show) -> None:
    desk = show(scoring())
    criterion = desk.workspace.current_criterion
    panel, evidence = desk.workspace.judgement, desk.workspace.evidence
    desk.service.set_strengths(criterion, ("One", "Two", "Three"))
    desk.service.attach_note("Interview", EvidenceKind.INTERVIEW, "", criterion)
    panel.strengths.rows[0].field.setFocus()
    seen: list[QWidget] = []
    while evidence.attach_button not in seen:
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus not in seen
        seen.append(focus)
        desk.press(Qt.Key.Key_Tab)
    wanted = [*(row.field for row in panel.strengths.rows), panel.improvements.rows[0].field, panel.on_site_chip]
    wanted += [evidence.cards[0].remove_button, evidence.attach_button]

    assert [part for part in seen if part in wanted] == wanted


def test_what_the_keyboard_is_on_is_scrolled_into_view(show: Show) -> None:
    desk = show(scoring({"2.5": 4}))
    desk.window.resize(1100, 620)
    desk.workspace.go_to("2.5")
    for _ in range(8):
        desk.press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        area = desk.workspace.judgement.area
        if area.isAncestorOf(focus):
            place = focus.mapTo(area.viewport(), QPoint(0, 0)).y()
            assert place < area.viewport().height()
            assert place + focus.height() > 0


def test_the_card_that_the_arrows_or_a_digit_reach_is_scrolled_into_view(show: Show) -> None:
    desk = show(scoring())
    desk.window.resize(1280, 460)
    QApplication.processEvents()
    desk.workspace.go_to("2.5")
    area = desk.workspace.judgement.area
    for key in (Qt.Key.Key_End, Qt.Key.Key_5, Qt.Key.Key_0):
        desk.press(key)
        focus = QApplication.focusWidget()
        assert focus is not None
        place = focus.mapTo(area.viewport(), QPoint(0, 0)).y()
        assert 0 <= place <= area.viewport().height() - focus.height()


def test_nothing_is_lost_in_a_small_window_at_double_text(show: Show, large_text: None) -> None:
    desk = show(scoring({"2.5": 4}))
    desk.window.resize(1280, 720)
    QApplication.processEvents()
    desk.workspace.go_to("2.5")
    panel = desk.workspace.judgement

    assert desk.window.width() == 1280
    assert not desk.workspace.evidence.isVisible()
    assert desk.workspace.evidence.attach_button.isVisible()  # it lies under the judgement now
    assert panel.area.isAncestorOf(desk.workspace.evidence.attach_button)
    assert panel.area.horizontalScrollBar().maximum() == 0
    for card in panel.cards.shown_cards():
        assert card.height() >= card.heightForWidth(card.width())
    assert desk.workspace.criteria.view.viewport().height() >= theme.em(2)
    desk.press(Qt.Key.Key_3)
    assert desk.judgement("2.5").level == 3


def test_evidence_returns_to_its_column_when_there_is_room_again(show: Show) -> None:
    desk = show(scoring())
    desk.window.resize(700, 720)
    QApplication.processEvents()
    assert not desk.workspace.evidence.isVisible()
    desk.window.resize(1400, 720)
    QApplication.processEvents()

    assert desk.workspace.evidence.isVisible()
    assert desk.workspace.evidence.isAncestorOf(desk.workspace.evidence.attach_button)


@pytest.mark.parametrize("choice", ["dark", "light"])
def test_the_look_changes_while_it_is_shown(desk: Desk, choice: str) -> None:
    theme.apply(choice, 100)
    picture = desk.window.grab().toImage()
    theme.apply("light", 100)

    assert picture.width() == desk.window.width()
