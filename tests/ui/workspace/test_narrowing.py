"""Narrowing the list of criteria: what is left out is said, kept while moving, and taken back with Escape."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support import gold
from support.desk import Desk, Show, scoring

from eucles_desk.assessment.terms import RestsOn
from eucles_desk.assessment.values import Assessment
from eucles_desk.ui.workspace.criterion_model import ITEM_ROLE
from eucles_desk.ui.workspace.rows import Filter, Row

IDS = [criterion.id for criterion in gold.public_edition().criteria_of("gold")]
CONTROL = Qt.KeyboardModifier.ControlModifier


def listed(desk: Desk) -> list[str]:
    """Return the criteria that the list shows."""
    shown = desk.workspace.criteria.shown
    items = [shown.index(at, 0).data(ITEM_ROLE) for at in range(shown.rowCount())]
    return [item.criterion.id for item in items if isinstance(item, Row)]


def resting(**sources: tuple[RestsOn, ...]) -> Assessment:
    """Return an assessment whose levels rest on these sources, by code as ``c2_5``."""
    wanted = {code.removeprefix("c").replace("_", "."): kinds for code, kinds in sources.items()}
    value = scoring(dict.fromkeys(wanted, 3))
    return replace(value, judgements=tuple(replace(one, rests_on=wanted[one.criterion]) for one in value.judgements))


def test_one_source_shows_levels_that_rest_on_one_kind_only(show: Show, qtbot: QtBot) -> None:
    document, talk = RestsOn.DOCUMENT, RestsOn.INTERVIEW
    desk = show(resting(c2_4=(talk,), c2_5=(document, talk), c2_6=(), c3_1=(document,)))
    chip = desk.workspace.criteria.chips[Filter.ONE_SOURCE]
    assert chip.text() == "One source 2"

    desk.workspace.show_criterion("2.4")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert listed(desk) == ["2.4", "3.1"]
    desk.press(Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    assert chip.text() == "One source 1"
    desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    assert chip.text() == "One source 2"


def test_what_the_list_is_narrowed_to_is_said_with_how_many_are_left(show: Show, qtbot: QtBot) -> None:
    desk = show(scoring({"2.4": 1, "2.5": 5}))
    criteria = desk.workspace.criteria
    assert not criteria.narrowed_label.isVisible()
    desk.workspace.show_criterion("2.4")
    qtbot.mouseClick(criteria.chips[Filter.BELOW_MINIMUM], Qt.MouseButton.LeftButton)
    assert criteria.narrowed_label.text() == "1 of 31: below the minimum"
    qtbot.mouseClick(criteria.chips[Filter.NO_EVIDENCE], Qt.MouseButton.LeftButton)
    assert criteria.narrowed_label.text() == "2 of 31: below the minimum or without evidence"

    criteria.find_edit.setFocus()
    desk.write("personal")
    assert criteria.narrowed_label.text() == "1 of 31: “personal” and below the minimum or without evidence"
    assert listed(desk) == ["2.5"]


def test_filters_stay_while_moving_and_escape_shows_all(show: Show, qtbot: QtBot) -> None:
    desk = show(scoring(dict.fromkeys((one for one in IDS if one not in {"2.4", "3.1", "5.2"}), 4)))
    criteria = desk.workspace.criteria
    qtbot.mouseClick(criteria.chips[Filter.OPEN], Qt.MouseButton.LeftButton)
    desk.workspace.go_to("2.4")
    for expected in ("3.1", "5.2"):
        desk.press(Qt.Key.Key_Return, CONTROL)
        assert desk.workspace.current_criterion == expected
        assert listed(desk) == ["2.4", "3.1", "5.2"]

    desk.press(Qt.Key.Key_Escape)
    assert listed(desk) == IDS
    assert not criteria.chips[Filter.OPEN].isChecked()
    assert not criteria.narrowed_label.isVisible()
    assert desk.workspace.current_criterion == "5.2"


def test_the_list_is_narrowed_and_shown_whole_with_the_keyboard_alone(show: Show) -> None:
    desk = show(scoring({"2.4": 1}))
    criteria = desk.workspace.criteria
    criteria.find_edit.setFocus()
    while QApplication.focusWidget() is not criteria.chips[Filter.BELOW_MINIMUM]:
        desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Space)
    assert "2.4" in listed(desk)
    assert len(listed(desk)) == 2  # with the one on the desk
    assert criteria.narrowed_label.text() == "1 of 31: below the minimum"
    while QApplication.focusWidget() is not criteria.all_button:
        desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Space)

    assert listed(desk) == IDS
    assert QApplication.focusWidget() is criteria.view


def test_in_a_low_window_the_filters_are_in_a_menu_that_says_what_is_chosen(show: Show) -> None:
    desk = show(scoring({"2.4": 1}))
    criteria = desk.workspace.criteria
    desk.window.resize(1280, 600)
    QApplication.processEvents()
    assert criteria.filter_button.isVisible()
    assert not criteria.chips[Filter.OPEN].isVisible()
    menu = criteria.filter_button.menu()
    texts = [action.text() for action in menu.actions()]
    assert "Below minimum 1" in texts
    menu.actions()[texts.index("Below minimum 1")].trigger()

    assert criteria.filter_button.text() == "Filter: Below minimum 1"
    assert "2.4" in listed(desk)
