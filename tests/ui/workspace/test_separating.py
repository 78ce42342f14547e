"""What separates the cluster from the label: in the strip at each key, and by name in a list that leads there."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support import gold
from support.desk import Desk, Show, scoring

from eucles_desk.assessment.values import Level
from eucles_desk.ui.workspace.separating_popup import PLACE_ROLE, SeparatingPopup

CONTROL = Qt.KeyboardModifier.ControlModifier


def nearly(*left_out: str, points: int = 130, **fixed: int) -> dict[str, Level]:
    """Return levels of Gold with some criteria still open."""
    levels: dict[str, Level] = dict(gold.levels_for(points, **fixed))
    return levels | dict.fromkeys(left_out)


def popup(desk: Desk) -> SeparatingPopup:
    found = desk.strip.findChild(SeparatingPopup)
    assert isinstance(found, SeparatingPopup)
    return found


def lines(desk: Desk) -> list[str]:
    view = popup(desk).view
    return [view.item(row).text() for row in range(view.count()) if view.item(row).data(PLACE_ROLE) is not None]


def test_the_key_lists_what_decides_with_what_it_adds_and_leads_there(show: Show) -> None:
    desk = show(scoring(nearly("4.4", "5.1", points=121)))
    desk.press(Qt.Key.Key_D, CONTROL)
    shown = popup(desk)

    assert shown.isVisible()
    highest = int(desk.working.standing.score.total.highest)
    assert f"to {highest} of 150 are possible; Gold needs 120." in shown.points_label.text()
    assert [line.split(" ")[0] for line in lines(desk)] == ["4.4", "5.1"]
    needs = 5 - (highest - 120)
    assert all(line.endswith(f"adds up to 5 points; needs at least level {needs}") for line in lines(desk))
    QTest.keyClick(shown.view, Qt.Key.Key_Down)
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert not shown.isVisible()
    assert desk.workspace.current_criterion == "5.1"


def test_it_closes_with_escape_and_leaves_the_criterion_alone(show: Show) -> None:
    desk = show(scoring(nearly("4.4", points=121)))
    before = desk.workspace.current_criterion
    desk.press(Qt.Key.Key_D, CONTROL)
    QTest.keyClick(popup(desk).view, Qt.Key.Key_Escape)

    assert not popup(desk).isVisible()
    assert desk.workspace.current_criterion == before


def test_several_minimums_are_listed_by_name_and_a_click_leads_there(show: Show, qtbot: QtBot) -> None:
    desk = show(scoring({"2.4": 1, "2.5": 0, "2.6": 5}))
    assert desk.strip.minimums_stat.words == "2 minimums unmet 2.4, 2.5"
    qtbot.mouseClick(desk.strip.minimums_stat, Qt.MouseButton.LeftButton)
    title = gold.public_edition().criteria["2.5"].title.in_language("en")
    assert f"2.5 {title}\nlevel 0; needs at least 3" in lines(desk)

    view = popup(desk).view
    item = next(view.item(row) for row in range(view.count()) if view.item(row).text().startswith("2.5"))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualItemRect(item).center())
    assert desk.workspace.current_criterion == "2.5"


def test_the_strip_names_the_first_that_decide_and_counts_the_rest_without_cutting_words(show: Show) -> None:
    desk = show(scoring(nearly("4.4", "4.5", "5.1", "5.2", "5.3", points=123)))
    deciding = desk.working.standing.distance.deciding
    assert len(deciding) == 5
    assert desk.strip.deciding_stat.words == "5 decide 4.4, 4.5 and 3 more"
    assert "Ctrl+D" in desk.strip.deciding_stat.toolTip()


def test_it_follows_every_key(show: Show, qtbot: QtBot) -> None:
    desk = show(scoring(nearly("4.4", "5.1", points=121)))
    desk.workspace.go_to("4.4")
    assert desk.strip.deciding_stat.words == "2 decide 4.4, 5.1"
    desk.press(Qt.Key.Key_5)
    assert desk.strip.deciding_stat.words == "1 decides 5.1"
    qtbot.mouseClick(desk.strip.deciding_stat, Qt.MouseButton.LeftButton)
    assert [line.split(" ")[0] for line in lines(desk)] == ["5.1"]


def test_where_open_criteria_cannot_reach_it_the_list_says_which_levels_would_have_to_rise(show: Show) -> None:
    desk = show(scoring(gold.levels_for(112)))
    desk.press(Qt.Key.Key_D, CONTROL)
    shown = popup(desk)

    assert "would have to rise" in shown.meaning_label.text()
    assert lines(desk)
    assert all("; to level " in line for line in lines(desk))


def test_where_nothing_separates_it_says_so(show: Show) -> None:
    desk = show(scoring(gold.levels_for(140)))
    desk.press(Qt.Key.Key_D, CONTROL)

    assert popup(desk).meaning_label.text().startswith("Nothing separates the cluster from Gold here")
    assert lines(desk) == []


def test_where_no_open_criterion_decides_it_says_so(desk: Desk) -> None:
    desk.press(Qt.Key.Key_D, CONTROL)

    assert popup(desk).meaning_label.text() == "No open criterion decides alone: each may get any level."


def test_the_list_lies_within_a_small_window(show: Show) -> None:
    desk = show(scoring(nearly("4.4", "4.5", "5.1", "5.2", "5.3", points=123)))
    desk.window.resize(900, 560)
    QApplication.processEvents()
    desk.press(Qt.Key.Key_D, CONTROL)
    shown = popup(desk).geometry()

    assert desk.window.geometry().contains(shown)


def test_the_key_works_where_the_strip_is_hidden(show: Show) -> None:
    desk = show(scoring(nearly("4.4", points=121)))
    desk.strip.hide()
    desk.press(Qt.Key.Key_D, CONTROL)

    assert popup(desk).isVisible()


def test_a_caption_is_cut_only_where_the_figures_do_not_all_fit_side_by_side(show: Show) -> None:
    desk = show(scoring(dict(gold.levels_for(130)) | {"2.4": 1, "4.4": None}))
    unmet = desk.strip.minimums_stat
    assert unmet.words == "1 minimum unmet 2.4 Clear roles and a say in decisions"
    assert unmet.whole_width > desk.strip.judged_stat.width() * 2

    for width, is_whole in ((1400, True), (800, False), (1400, True)):
        desk.strip.setFixedWidth(width)
        QApplication.processEvents()
        assert (unmet.width() == unmet.whole_width) == is_whole
        rows = {stat.y() for stat in desk.strip.stats if stat.isVisible()}
        assert len(rows) == 1 or not is_whole
