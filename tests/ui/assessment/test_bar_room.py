"""The bar below never cuts a letter: it says less where there is little room, what is saved first of all."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from support.gold import assessment
from support.shown import Show, Shown

from eucles_desk.assessment.checks import Severity
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.ui.workspace.save_bar import SaveBar


def shown_with_a_long_step(show: Show) -> Shown:
    shown = show(assessment(step=Step.SCORING))
    shown.page.go_to(Place(Area.CRITERIA, "2.6"))
    working = shown.opened.working
    working.do(lambda: working.opened.set_level("2.6", 4))
    working.do(lambda: working.opened.set_reason("2.6", "Seen in the register."))
    shown.page.checks.checking.catch_up()
    return shown


def parts(bar: SaveBar) -> list[QWidget]:
    layout = bar.layout()
    assert layout is not None
    held = [part for part in bar.findChildren(QWidget) if layout.indexOf(part) >= 0]
    return [part for part in sorted(held, key=layout.indexOf) if part.isVisible()]


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def test_nothing_is_cut_and_what_is_saved_is_said_at_any_width(show: Show) -> None:
    shown = shown_with_a_long_step(show)
    bar = shown.page.save_bar
    shown.page.setMinimumWidth(1)
    for width in range(560, 1500, 60):
        bar.setFixedWidth(width)
        settle()
        for part in parts(bar):
            if isinstance(part, QPushButton):
                assert part.width() >= part.sizeHint().width(), (width, part.accessibleName(), part.text())
        assert bar.state_label.text() == bar.state_label.full_text()
        assert bar.state_label.full_text().startswith("Saved ")
        boxes = [QRect(part.mapTo(bar, QPoint(0, 0)), part.size()) for part in parts(bar)]
        assert all(not one.intersects(other) for one in boxes for other in boxes if one is not other)
        assert all(bar.rect().contains(box) for box in boxes)
        assert bar.next_button.text().startswith("Next open")


def test_findings_become_signs_with_figures_whose_words_are_in_tip_and_name(show: Show) -> None:
    shown = shown_with_a_long_step(show)
    bar, button = shown.page.save_bar, shown.page.checks.button
    bar.setFixedWidth(1900)
    settle()
    words = button.text()
    assert words != ""
    wide = button.width()
    bar.setFixedWidth(620)
    settle()
    reviewed = shown.page.checks.checking.reviewed
    assert any(reviewed.of(severity) for severity in Severity)
    assert button.text() == ""
    assert button.width() < wide
    assert words in button.accessibleName()
    assert words in button.toolTip()


def test_a_step_is_cut_in_the_middle_and_whole_in_its_tip(show: Show) -> None:
    shown = shown_with_a_long_step(show)
    bar = shown.page.save_bar
    whole = bar.undo_button.accessibleName()
    seen: set[str] = set()
    for width in range(600, 2000, 50):
        bar.setFixedWidth(width)
        settle()
        seen.add(bar.undo_button.text())
        assert whole in bar.undo_button.toolTip()
    assert whole in seen
    assert "" in seen
    cut = seen - {whole, ""}
    assert cut
    assert all("\N{HORIZONTAL ELLIPSIS}" in one and one[:4] == whole[:4] and one[-3:] == whole[-3:] for one in cut)


def places(bar: SaveBar) -> list[QRect]:
    return [button.geometry() for button in (bar.undo_button, bar.redo_button, bar.next_button)]


@pytest.mark.parametrize("width", [1060, 1400])
def test_no_name_of_a_step_moves_the_buttons_beside_it(show: Show, width: int) -> None:
    shown = show(assessment(step=Step.SCORING))
    shown.page.go_to(Place(Area.CRITERIA, "2.6"))
    bar, working = shown.page.save_bar, shown.opened.working
    shown.page.setMinimumWidth(1)
    bar.setFixedWidth(width)
    settle()
    before = places(bar)
    names = {bar.undo_button.accessibleName()}
    for act in (
        lambda: working.opened.set_level("2.6", 4),
        lambda: working.opened.set_reason("2.6", "Seen in the register of the last three years."),
        lambda: working.opened.set_reason("2.6", "Seen."),
    ):
        working.do(act)
        settle()
        names.add(bar.undo_button.accessibleName())
        assert places(bar) == before
    working.undo()
    settle()
    assert places(bar) == before
    assert len(names) > 2


def test_what_is_not_saved_is_said_without_moving_undo(show: Show) -> None:
    shown = shown_with_a_long_step(show)
    bar, working = shown.page.save_bar, shown.opened.working
    bar.setFixedWidth(1060)
    settle()
    before = places(bar)
    working.hold("fact:website", "Kotka", "“Kotka” is not an address of a website.")
    settle()
    assert bar.state_label.full_text() == "Not saved: “Kotka” is not an address of a website."
    assert bar.copy_button.isVisible()
    assert places(bar) == before
    assert bar.state_label.full_text() in bar.state_label.toolTip() or bar.state_label.accessibleName()


def test_the_bar_keeps_its_shape_while_typing(show: Show) -> None:
    shown = shown_with_a_long_step(show)
    bar = shown.page.save_bar
    bar.setFixedWidth(800)
    settle()
    before = bar.state_label.minimumWidth()
    workspace = shown.page.workspace
    assert workspace is not None
    workspace.judgement.reason_edit.setFocus(Qt.FocusReason.OtherFocusReason)
    workspace.judgement.reason_edit.insertPlainText("More")
    settle()
    assert bar.state_label.full_text().startswith("Saving")
    assert bar.state_label.minimumWidth() == before
    shown.opened.working.flush()
