"""Moving between criteria: the order of the next open one, filters, finding, undo across criteria."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from support import gold
from support.desk import Desk, Show, scoring

from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.values import Judgement, Level
from eucles_desk.ui.workspace.cards import LevelCard
from eucles_desk.ui.workspace.criterion_model import ITEM_ROLE
from eucles_desk.ui.workspace.rows import Filter, Row

IDS = [criterion.id for criterion in gold.public_edition().criteria_of("gold")]
CONTROL = Qt.KeyboardModifier.ControlModifier


def listed(desk: Desk) -> list[str]:
    """Return the criteria that the list shows."""
    shown = desk.workspace.criteria.shown
    items = [shown.index(at, 0).data(ITEM_ROLE) for at in range(shown.rowCount())]
    return [item.criterion.id for item in items if isinstance(item, Row)]


def is_in_view(desk: Desk, part: QWidget) -> bool:
    """Return whether all of a part of the judgement is seen."""
    view = desk.workspace.judgement.area.viewport()
    return view.rect().contains(QRect(part.mapTo(view, QPoint(0, 0)), part.size()))


def judged(*left_out: str, level: int = 4) -> dict[str, Level]:
    return {criterion: level for criterion in IDS if criterion not in left_out}


def test_it_opens_at_the_first_open_criterion(show: Show) -> None:
    desk = show(scoring(judged("2.4", "3.1")))

    assert desk.workspace.current_criterion == "2.4"


def test_control_and_enter_go_through_the_open_criteria_in_order_and_round(show: Show) -> None:
    desk = show(scoring(judged("1.2", "2.5", "4.4")))
    desk.workspace.go_to(Place(Area.CRITERIA, "2.5"))
    seen: list[str] = []
    for _ in range(3):
        desk.press(Qt.Key.Key_Return, CONTROL)
        seen.append(desk.workspace.current_criterion)

    assert seen == ["4.4", "1.2", "2.5"]
    assert isinstance(QApplication.focusWidget(), LevelCard)


def test_control_and_enter_work_from_a_text(show: Show) -> None:
    desk = show(scoring())
    desk.workspace.judgement.reason_edit.setFocus()
    desk.write("Seen")
    desk.press(Qt.Key.Key_Return, CONTROL)

    assert desk.workspace.current_criterion == IDS[1]
    assert desk.judgement(IDS[0]).reason == "Seen"


def test_criteria_without_a_reason_come_after_those_not_looked_at(show: Show) -> None:
    value = scoring(judged("3.1"))
    bare = tuple(replace(one, reason="") if one.criterion == "1.2" else one for one in value.judgements)
    desk = show(replace(value, judgements=bare))
    assert desk.workspace.current_criterion == "3.1"

    desk.press(Qt.Key.Key_3)
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert desk.workspace.current_criterion == "1.2"


def test_it_says_so_when_nothing_is_open(show: Show) -> None:
    desk = show(scoring(judged()))
    before = desk.workspace.current_criterion
    desk.press(Qt.Key.Key_Return, CONTROL)

    assert desk.workspace.current_criterion == before
    assert desk.workspace.notice.isVisible()
    assert "Nothing is open" in desk.workspace.notice.text


def test_the_bar_below_leads_on_and_back(desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(desk.bar.next_button, Qt.MouseButton.LeftButton)
    assert desk.workspace.current_criterion == IDS[1]
    qtbot.mouseClick(desk.bar.previous_button, Qt.MouseButton.LeftButton)
    assert desk.workspace.current_criterion == IDS[0]


def test_the_first_and_the_last_criterion_are_the_ends_and_it_says_so(desk: Desk, qtbot: QtBot) -> None:
    said = desk.workspace.judgement.said_line
    qtbot.mouseClick(desk.bar.previous_button, Qt.MouseButton.LeftButton)
    assert desk.workspace.current_criterion == IDS[0]
    assert said.full_text() == "This is the first criterion."
    desk.workspace.go_to(IDS[-1])
    desk.press(Qt.Key.Key_Down, CONTROL)
    assert desk.workspace.current_criterion == IDS[-1]
    assert said.full_text() == "This is the last criterion."


def test_one_on_by_key_stays_at_the_levels_the_reason_or_the_list(show: Show) -> None:
    desk = show(scoring({IDS[0]: 4, IDS[1]: 1}))
    panel, view = desk.workspace.judgement, desk.workspace.criteria.view
    desk.workspace.go_to(IDS[0])
    desk.press(Qt.Key.Key_Down, CONTROL)
    assert desk.workspace.current_criterion == IDS[1]
    assert QApplication.focusWidget() is panel.cards.card(1), "on the level of this criterion, as Tab would be"
    panel.reason_edit.setFocus()
    desk.press(Qt.Key.Key_Up, CONTROL)
    assert desk.workspace.current_criterion == IDS[0]
    assert panel.reason_edit.hasFocus()
    assert panel.reason_edit.textCursor().atEnd()
    view.setFocus()
    desk.press(Qt.Key.Key_Down, CONTROL)
    assert view.hasFocus()


def test_next_open_leads_to_the_levels_from_anywhere(desk: Desk) -> None:
    for part in (desk.workspace.criteria.view, desk.workspace.judgement.reason_edit, desk.workspace.judgement.area):
        part.setFocus()
        desk.press(Qt.Key.Key_Return, CONTROL)
        assert desk.workspace.judgement.cards.isAncestorOf(QApplication.focusWidget() or part)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_the_levels_are_whole_in_view_after_a_move_also_with_what_to_look_for_open(desk: Desk, key: Qt.Key) -> None:
    panel = desk.workspace.judgement
    desk.window.resize(1280, 800)
    panel.guidance.unfold_button.setChecked(True)
    for _ in range(4):
        desk.press(key, CONTROL)
        QTest.qWait(80)  # the layout settles in a few rounds
        assert is_in_view(desk, panel.cards), desk.workspace.current_criterion
        assert is_in_view(desk, panel.said_line), "what a key does to the level is said here"


def test_a_text_is_whole_in_view_after_a_move_too(desk: Desk) -> None:
    panel = desk.workspace.judgement
    desk.window.resize(1280, 800)
    panel.guidance.unfold_button.setChecked(True)
    panel.reason_edit.setFocus()
    desk.press(Qt.Key.Key_Down, CONTROL)
    QTest.qWait(80)
    assert panel.reason_edit.hasFocus()
    assert is_in_view(desk, panel.reason_edit)


def test_undo_and_redo_go_to_the_criterion_that_they_change(desk: Desk) -> None:
    desk.press(Qt.Key.Key_4)
    desk.press(Qt.Key.Key_Return, CONTROL)
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_Return, CONTROL)
    assert desk.bar.undo_button.accessibleName() == f"Undo: level of {IDS[1]}: \N{EN DASH} → 2"

    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.workspace.current_criterion == IDS[1]
    assert desk.judgement(IDS[1]).level is None
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.workspace.current_criterion == IDS[0]
    assert desk.judgement(IDS[0]).level is None
    assert desk.bar.redo_button.accessibleName() == f"Redo: level of {IDS[0]}: \N{EN DASH} → 4"

    desk.press(Qt.Key.Key_Y, CONTROL)
    desk.press(Qt.Key.Key_Y, CONTROL)
    assert desk.workspace.current_criterion == IDS[1]
    assert (desk.judgement(IDS[0]).level, desk.judgement(IDS[1]).level) == (4, 2)


def test_undo_in_a_text_takes_the_text_back_as_one_step(desk: Desk) -> None:
    field = desk.workspace.judgement.reason_edit
    field.setFocus()
    desk.write("First words. ")
    desk.working.flush()
    desk.write("And more.")
    desk.press(Qt.Key.Key_Z, CONTROL)

    assert field.toPlainText() == ""
    assert desk.judgement().reason == ""
    desk.press(Qt.Key.Key_Y, CONTROL)
    assert field.toPlainText() == "First words. And more."


def test_a_change_made_elsewhere_does_not_pull_the_reader_away(desk: Desk) -> None:
    desk.service.set_level("3.1", 4)

    assert desk.workspace.current_criterion == IDS[0]


def test_filters_count_and_narrow_and_widen_one_another(show: Show, qtbot: QtBot) -> None:
    value = scoring({"1.1.0": 4, "2.4": 1, "2.5": 5})
    flagged = tuple(replace(one, on_site=one.criterion == "2.5") for one in value.judgements)
    desk = show(replace(value, judgements=flagged))
    chips = desk.workspace.criteria.chips
    assert chips[Filter.OPEN].text() == f"Open {len(IDS) - 3}"
    assert chips[Filter.FLAGGED].text() == "Flagged 1"
    assert chips[Filter.BELOW_MINIMUM].text() == "Below minimum 1"
    assert chips[Filter.NO_EVIDENCE].text() == "No evidence 3"

    desk.workspace.show_criterion("2.5")
    qtbot.mouseClick(chips[Filter.FLAGGED], Qt.MouseButton.LeftButton)
    assert listed(desk) == ["2.5"]
    qtbot.mouseClick(chips[Filter.BELOW_MINIMUM], Qt.MouseButton.LeftButton)
    assert listed(desk) == ["2.4", "2.5"]
    qtbot.mouseClick(chips[Filter.FLAGGED], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(chips[Filter.BELOW_MINIMUM], Qt.MouseButton.LeftButton)
    assert listed(desk) == IDS


def test_a_criterion_stays_in_a_narrowed_list_until_it_is_left(show: Show, qtbot: QtBot) -> None:
    desk = show(scoring(judged("2.4", "2.5")))
    qtbot.mouseClick(desk.workspace.criteria.chips[Filter.OPEN], Qt.MouseButton.LeftButton)
    desk.workspace.go_to("2.4")
    desk.press(Qt.Key.Key_4)
    assert listed(desk) == ["2.4", "2.5"]

    desk.press(Qt.Key.Key_Return, CONTROL)
    assert listed(desk) == ["2.5"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("2.5", ["2.5"]), ("2.2", ["2.2.1", "2.2.2", "2.2.3", "2.2.4"]), ("personal", ["2.5"]), ("zzz", [])],
)
def test_finding_looks_at_code_and_title(desk: Desk, typed: str, found: list[str]) -> None:
    desk.workspace.criteria.find_edit.setFocus()
    desk.write(typed)

    assert listed(desk) == found
    assert desk.workspace.criteria.nothing_label.isVisible() == (not found)


def test_enter_in_the_find_field_goes_to_the_first_found_and_escape_clears(desk: Desk) -> None:
    desk.workspace.criteria.find_edit.setFocus()
    desk.write("personal")
    desk.press(Qt.Key.Key_Return)
    assert desk.workspace.current_criterion == "2.5"
    assert isinstance(QApplication.focusWidget(), LevelCard)

    desk.workspace.criteria.find_edit.setFocus()
    desk.press(Qt.Key.Key_Escape)
    assert listed(desk) == IDS


def test_arrow_keys_in_the_list_step_over_headings(desk: Desk) -> None:
    view = desk.workspace.criteria.view
    view.setFocus()
    seen = [desk.workspace.current_criterion]
    for _ in range(5):
        desk.press(Qt.Key.Key_Down)
        seen.append(desk.workspace.current_criterion)
    assert seen == IDS[:6]

    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Up)
    assert desk.workspace.current_criterion == IDS[3]
    desk.press(Qt.Key.Key_Home)
    assert desk.workspace.current_criterion == IDS[0]
    desk.press(Qt.Key.Key_End)
    assert desk.workspace.current_criterion == IDS[-1]


def test_rows_say_all_that_is_shown_by_sign_and_colour(show: Show) -> None:
    value = scoring({"1.1.0": 4, "2.4": 1})
    first = Judgement(gold.LEAD.id, "2.5", 4, on_site=True)
    desk = show(replace(value, judgements=(*value.judgements, first)))
    model = desk.workspace.criteria.model

    def said(criterion: str) -> str:
        return str(model.index_of(criterion).data(Qt.ItemDataRole.AccessibleTextRole))

    minimum = gold.public_edition().criteria["2.5"].minimum.value
    title = gold.public_edition().criteria["2.5"].title.in_language("en")
    assert said("2.5") == f"2.5 {title}, level 4, minimum {minimum} met, no reason yet, raise on site"
    assert "level 1, minimum 3 not met" in said("2.4")
    assert said("1.1.0").endswith("entry condition")
    assert ", not looked at, " in said("3.1")


def test_only_rows_that_changed_are_told_to_the_view(desk: Desk) -> None:
    told: list[int] = []

    def note(first: QModelIndex, _last: QModelIndex) -> None:
        told.append(first.row())

    desk.workspace.criteria.model.dataChanged.connect(note)
    desk.press(Qt.Key.Key_4)

    assert told == [0, 1]  # the heading with its count, and the criterion


def test_the_model_obeys_qt(desk: Desk) -> None:
    tester = QAbstractItemModelTester(
        desk.workspace.criteria.shown, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    desk.workspace.criteria.find_edit.setText("co")
    desk.workspace.criteria.chips[Filter.OPEN].setChecked(True)
    desk.press(Qt.Key.Key_4)

    assert tester.model() is desk.workspace.criteria.shown


def test_the_strip_counts_and_leads_to_what_is_below_its_minimum(show: Show, qtbot: QtBot) -> None:
    desk = show(scoring({"1.1.0": 4, "2.4": 1, "2.5": 5}))
    assert desk.strip.judged_stat.words == "3 / 31 criteria judged"
    assert desk.strip.minimums_stat.words.startswith("1 minimum unmet 2.4 ")
    assert "6" in desk.strip.bar.accessibleDescription()

    desk.press(Qt.Key.Key_5)
    assert desk.strip.judged_stat.words == "4 / 31 criteria judged"
    QTest.mouseClick(desk.strip.minimums_stat, Qt.MouseButton.LeftButton)
    assert desk.workspace.current_criterion == "2.4"


def test_the_strip_takes_less_height_in_a_low_window_and_still_says_what_is_judged_and_flagged(desk: Desk) -> None:
    high = desk.strip.judged_stat.height()
    desk.window.resize(1280, 400)
    QApplication.processEvents()
    assert desk.strip.judged_stat.height() < high
    for stat in (desk.strip.judged_stat, desk.strip.distance_stat, desk.strip.minimums_stat, desk.strip.flagged_stat):
        assert stat.isVisible()
        assert stat.width() == stat.whole_width
        assert desk.strip.rect().contains(stat.mapTo(desk.strip, stat.rect().bottomRight()))

    desk.window.resize(1280, 900)
    QApplication.processEvents()
    assert desk.strip.judged_stat.height() == high


def test_a_strip_that_was_hidden_stays_hidden_when_something_changes(desk: Desk) -> None:
    desk.strip.hide()
    desk.press(Qt.Key.Key_4)

    assert not desk.strip.isVisible()


def test_showing_a_criterion_is_told_and_an_unknown_one_is_left_alone(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.workspace.criterion_shown) as told:
        desk.workspace.show_criterion("3.1")
    assert told.args == ["3.1"]

    desk.workspace.show_criterion("9.9")
    desk.workspace.go_to(Place(Area.CRITERIA, "9.9"))
    assert desk.workspace.current_criterion == "3.1"


def test_a_missing_fact_leads_to_its_place(show: Show, qtbot: QtBot) -> None:
    value = scoring()
    facts = {key: fact for key, fact in value.cluster.facts.items() if key != "contacts_in_person"}
    desk = show(replace(value, cluster=replace(value.cluster, facts=facts)))
    desk.workspace.show_criterion("2.5")
    with qtbot.waitSignal(desk.workspace.place_wanted) as told:
        qtbot.mouseClick(desk.workspace.judgement.facts_band.missing_link, Qt.MouseButton.LeftButton)

    assert told.args == [Place(Area.FACTS, "contacts_in_person")]
