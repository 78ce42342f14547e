"""The first page: what it says, how it pages, and how the keyboard moves in it."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from support.gold import public_edition
from support.whole_desk import RESOURCES, START, WholeDesk, summary

from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.records import Summary
from eucles_desk.assessment.terms import Step
from eucles_desk.ui.assessments import row_text
from eucles_desk.ui.assessments.page import AssessmentsPage
from eucles_desk.ui.main_window import MainWindow
from eucles_desk.ui.paged import PAGE, PagedModel
from eucles_desk.ui.row_view import RowDelegate


def shown(qtbot: QtBot, desk: WholeDesk) -> AssessmentsPage:
    page = AssessmentsPage(desk.desk, lambda: START + timedelta(days=30))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.load()
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def test_without_assessments_it_teaches_and_offers_two_ways(qtbot: QtBot, desk: WholeDesk) -> None:
    page = shown(qtbot, desk)
    assert page.empty.isVisible()
    assert not page.search_edit.isVisible()
    with qtbot.waitSignal(page.sample_wanted):
        qtbot.mouseClick(page.sample_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.new_wanted):
        qtbot.mouseClick(page.first_button, Qt.MouseButton.LeftButton)


def test_the_heading_says_how_much_there_is_to_do(qtbot: QtBot, desk: WholeDesk) -> None:
    for step in (Step.SCORING, Step.AWARDED, Step.DRAFT, Step.WITHDRAWN):
        found = summary(step.value, step)
        desk.store.summaries[found.id] = found
    page = shown(qtbot, desk)
    assert page.header.title.text() == "2 assessments need something from you"


def test_the_heading_counts_further_than_the_first_page_and_follows_what_ends(qtbot: QtBot, desk: WholeDesk) -> None:
    desk.fill(PAGE + 50)
    page = shown(qtbot, desk)
    assert page.header.title.text() == f"{PAGE + 50} assessments need something from you"
    first = next(iter(desk.store.summaries.values()))
    desk.store.summaries[first.id] = replace(first, step=Step.AWARDED)
    page.reload()
    assert page.header.title.text() == f"{PAGE + 49} assessments need something from you"


def test_rows_come_in_pages_and_the_last_changed_first(qtbot: QtBot, desk: WholeDesk) -> None:
    desk.fill(2 * PAGE + 50)
    page = shown(qtbot, desk)
    assert page.model.total == 2 * PAGE + 50
    first = page.model.row(0)
    assert isinstance(first, Summary)
    assert first.cluster_name == "Cluster 00249"
    page.focus_list()
    qtbot.keyClick(page.view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: page.model.rowCount() > PAGE)
    while page.model.canFetchMore(page.view.rootIndex()):
        page.model.fetchMore(page.view.rootIndex())
    assert page.model.rowCount() == 2 * PAGE + 50


def test_ten_thousand_assessments_are_shown_at_once(qtbot: QtBot, desk: WholeDesk) -> None:
    desk.fill(10_000)
    started = time.perf_counter()
    page = shown(qtbot, desk)
    page.grab()
    assert time.perf_counter() - started < 2.0  # generous for a busy machine; a page of it takes some milliseconds
    assert page.model.rowCount() == PAGE
    assert "10,000" in page.header.title.text()


def test_the_model_keeps_to_the_rules_of_qt(qtmodeltester: ModelTester, desk: WholeDesk) -> None:
    desk.fill(PAGE + 5)
    model = PagedModel[Summary](
        desk.desk.page, desk.desk.count, lambda row: row.cluster_name, lambda row: row.cluster_name
    )
    model.search("")
    qtmodeltester.check(model)


def test_typing_in_the_list_searches(qtbot: QtBot, desk: WholeDesk) -> None:
    desk.fill(30)
    page = shown(qtbot, desk)
    page.focus_list()
    qtbot.keyClicks(page.view, "0")
    assert page.search_edit.hasFocus()
    qtbot.keyClicks(page.search_edit, "0017")
    qtbot.waitUntil(lambda: page.model.total == 1)
    assert page.header.title.text() == "1 assessment found"
    assert "in all" not in page.header.subtitle.text()
    qtbot.keyClick(page.search_edit, Qt.Key.Key_Down)
    assert page.view.hasFocus()
    with qtbot.waitSignal(page.open_wanted):
        qtbot.keyClick(page.view, Qt.Key.Key_Return)


def test_a_search_without_a_match_says_so_and_leads_back(qtbot: QtBot, desk: WholeDesk) -> None:
    desk.fill(3)
    page = shown(qtbot, desk)
    qtbot.keyClicks(page.search_edit, "nowhere")
    qtbot.waitUntil(page.no_match.isVisible)
    qtbot.mouseClick(page.show_all_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.view.isVisible)
    assert page.model.total == 3


def test_escape_empties_the_search_and_up_leads_to_it(qtbot: QtBot, desk: WholeDesk) -> None:
    desk.fill(3)
    page = shown(qtbot, desk)
    page.focus_list()
    qtbot.keyClick(page.view, Qt.Key.Key_Up)
    assert page.search_edit.hasFocus()
    qtbot.keyClicks(page.search_edit, "1")
    qtbot.keyClick(page.search_edit, Qt.Key.Key_Escape)
    assert page.search_edit.text() == ""


def test_the_button_of_a_row_opens_it_at_the_next_place(qtbot: QtBot, desk: WholeDesk) -> None:
    desk.fill(3)
    page = shown(qtbot, desk)
    index = page.model.index(1, 0)
    delegate = cast("RowDelegate", page.view.itemDelegate())
    place = delegate.action_rect(page.view.visualRect(index), index).center()
    with qtbot.waitSignal(page.open_wanted) as told:
        QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    row = page.model.row(1)
    assert isinstance(row, Summary)
    assert told.args == [row.id, Place(Area.CRITERIA, "2.5")]


def test_a_click_beside_the_button_only_selects(qtbot: QtBot, desk: WholeDesk) -> None:
    desk.fill(3)
    page = shown(qtbot, desk)
    rect = page.view.visualRect(page.model.index(2, 0))
    with qtbot.assertNotEmitted(page.open_wanted):
        QTest.mouseClick(
            page.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 200, rect.center().y())
        )
    assert page.view.currentIndex().row() == 2


def test_a_row_is_spoken_whole() -> None:
    said = row_text.spoken(summary("Test Cluster"), public_edition(), START)
    assert said == (
        "Test Cluster. Gold. Individual scoring, 14 criteria open, 1 minimum unmet. "
        "2.5 Direct personal contacts with the participants: not looked at yet. 74 of 150 points. changed today 12:00"
    )


def test_each_row_says_what_to_do_next() -> None:
    edition = public_edition()
    scoring = summary("A")
    assert row_text.action(scoring) == "Continue at 2.5"
    assert row_text.next_step(scoring, None) == "2.5: not looked at yet."
    done = summary("A", open_points=0, next_place="", next_point="")
    assert row_text.next_step(done, edition) == "Go on to the next step: Consensus."
    assert row_text.action(done) == "Go on"
    fact = summary("A", Step.SELF_ASSESSMENT, next_place="facts:staff_fte", next_point="fact_missing")
    assert row_text.next_step(fact, None) == "Facts about the cluster are missing."
    assert row_text.next_step(fact, edition).startswith("Enter the fact: ")
    assert row_text.action(fact) == "Enter the facts"
    awarded = summary("A", Step.AWARDED)
    assert row_text.next_step(awarded, edition) == ""
    assert row_text.action(awarded) == "Open"
    decision = summary("A", Step.DECISION, open_points=0, next_place="", next_point="")
    assert row_text.action(decision) == "Decide"


def test_a_failing_store_leaves_the_rows_and_is_told(qtbot: QtBot, desk: WholeDesk) -> None:
    desk.fill(PAGE + 10)
    page = shown(qtbot, desk)
    desk.store.broken = True
    with qtbot.waitSignal(page.failed):
        page.model.fetchMore(page.view.rootIndex())
    assert page.model.rowCount() == PAGE
    assert not page.model.canFetchMore(page.view.rootIndex())


def mime(*files: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


def drop(page: AssessmentsPage, data: QMimeData) -> bool:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, buttons, keys)
    page.dragEnterEvent(enter)
    if not enter.isAccepted():
        return False
    page.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, buttons, keys))
    return True


def test_a_dropped_file_is_taken_in_and_opened(qtbot: QtBot, window: MainWindow, desk: WholeDesk) -> None:
    file = RESOURCES / "sample" / "60-gold-scoring.json"
    assert drop(window.pages.list, mime(file))
    qtbot.waitUntil(lambda: window.working is not None, timeout=10_000)
    assert window.working is not None
    assert str(window.working.value.id) == json.loads(file.read_text(encoding="utf-8"))["assessment"]["id"]


def test_several_dropped_files_are_taken_in_and_the_wrong_one_is_named(
    qtbot: QtBot, window: MainWindow, desk: WholeDesk, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}", encoding="utf-8")
    files = sorted((RESOURCES / "sample").glob("*.json"))[:2]
    assert drop(window.pages.list, mime(*files, wrong))
    qtbot.waitUntil(lambda: window.frame.bar.is_about("warning"), timeout=10_000)
    assert "wrong.json" in window.frame.bar.text
    assert window.pages.list.model.total == 2


def test_other_files_are_not_taken(qtbot: QtBot, desk: WholeDesk, tmp_path: Path) -> None:
    page = shown(qtbot, desk)
    assert not drop(page, mime(tmp_path / "picture.png"))


def test_sample_data_fill_the_list(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("assessments")
    qtbot.mouseClick(window.pages.list.sample_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.pages.list.model.total > 0, timeout=20_000)
    assert window.pages.list.view.isVisible()
    assert "invented" in window.frame.bar.text
