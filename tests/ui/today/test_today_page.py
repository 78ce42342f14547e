"""The first page: what is next, one button from its place."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from support.gold import public_edition
from support.whole_desk import RESOURCES, WholeDesk, make_desk, summary

from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.today import TaskKind, task_of
from eucles_desk.language import ENGLISH, load
from eucles_desk.ui import theme
from eucles_desk.ui.assessments import row_text
from eucles_desk.ui.speaking import speak
from eucles_desk.ui.today.kept_long import KeptLong
from eucles_desk.ui.today.page import MOST_TASKS, TodayPage
from eucles_desk.ui.today.rows import Rows, TaskRow

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture(autouse=True)
def look(qtbot: QtBot) -> Iterator[None]:
    theme.set_up(RESOURCES)
    theme.apply("light", 100)
    yield
    theme.apply("light", 100)


@pytest.fixture
def desk(tmp_path: Path) -> WholeDesk:
    return make_desk(tmp_path)


def page_of(qtbot: QtBot, desk: WholeDesk, now: datetime = NOW, kept_long: KeptLong | None = None) -> TodayPage:
    page = TodayPage(desk.desk, lambda: now, kept_long)
    page.resize(1100, 700)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def put(desk: WholeDesk, *found: object) -> None:
    """Have the store tell of these summaries."""
    for one in found:
        desk.store.summaries[one.id] = one  # type: ignore[attr-defined]


def test_an_empty_desk_says_how_to_begin_and_offers_it_by_key(qtbot: QtBot, desk: WholeDesk) -> None:
    page = page_of(qtbot, desk)
    assert page.header.title.text() == "Welcome to EUCLES Desk"
    page.focus_list()
    for made, signal in (
        (page.first_button, page.new_wanted),
        (page.first_file_button, page.file_wanted),
        (page.sample_button, page.sample_wanted),
    ):
        assert QApplication.focusWidget() is made
        with qtbot.waitSignal(signal):
            qtbot.keyClick(made, Qt.Key.Key_Space)
        qtbot.keyClick(made, Qt.Key.Key_Tab)


def test_each_task_leads_to_its_place(qtbot: QtBot, desk: WholeDesk) -> None:
    late = summary("Late", Step.FACT_CHECK, reply_due="2026-11-20")
    work = summary("Work", next_place="criteria:2.5")
    put(desk, work, late)
    page = page_of(qtbot, desk)
    assert page.header.title.text() == "Work waits in 2 assessments"
    first, second = page.tasks.rows
    assert "4 days late" in first.button.accessibleName()
    assert second.button.text() == "Continue at 2.5"
    with qtbot.waitSignal(page.open_wanted) as wanted:
        qtbot.mouseClick(first.button, Qt.MouseButton.LeftButton)
    assert wanted.args is not None
    assert (wanted.args[0], wanted.args[1].area) == (late.id, Area.REMARKS)
    second.button.setFocus()
    with qtbot.waitSignal(page.open_wanted) as wanted:
        qtbot.keyClick(second.button, Qt.Key.Key_Space)
    assert wanted.args is not None
    assert (wanted.args[0], str(wanted.args[1])) == (work.id, "criteria:2.5")


def test_arrows_go_through_all_rows(qtbot: QtBot, desk: WholeDesk) -> None:
    put(desk, summary("A"), summary("B"), summary("Label", Step.AWARDED, award_last="2027-02"))
    page = page_of(qtbot, desk)
    page.focus_list()
    names: list[str] = []
    for _ in range(3):
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus.accessibleName())
        qtbot.keyClick(focus, Qt.Key.Key_Down)
    assert ["A" in names[0] or "B" in names[0], "Start renewal" in names[2]] == [True, True]
    assert len(set(names)) == 3


def test_more_tasks_than_fit_are_counted_and_shown_in_the_list(qtbot: QtBot, desk: WholeDesk) -> None:
    put(desk, *(summary(f"Cluster {n}") for n in range(30)))
    page = page_of(qtbot, desk)
    assert len(page.tasks.rows) == MOST_TASKS
    assert page.header.title.text() == "Work waits in 30 assessments"
    assert page.all_button.text() == "Show all (18 more)"
    with qtbot.waitSignal(page.all_wanted):
        qtbot.mouseClick(page.all_button, Qt.MouseButton.LeftButton)


def test_what_was_kept_too_long_is_one_row_after_the_tasks_and_leads_to_its_review(
    qtbot: QtBot, desk: WholeDesk
) -> None:
    put(desk, summary("Work"))
    kept_long = KeptLong(desk.context)
    page = page_of(qtbot, desk, kept_long=kept_long)
    assert len(page.tasks.rows) == 1
    kept_long.counted.emit(3)
    work, row = page.tasks.rows
    assert "Work" in work.button.accessibleName()
    assert "3 assessments are past their keeping periods" in row.button.accessibleName()
    assert page.header.title.text() == "Work waits in 1 assessment"
    with qtbot.waitSignal(page.review_wanted):
        qtbot.keyClick(row.button, Qt.Key.Key_Space)
    kept_long.counted.emit(0)
    assert len(page.tasks.rows) == 1


def test_what_was_kept_too_long_is_said_at_the_top_when_there_is_nothing_else(qtbot: QtBot, desk: WholeDesk) -> None:
    put(desk, summary("Ended", Step.REFUSED))
    kept_long = KeptLong(desk.context)
    page = page_of(qtbot, desk, kept_long=kept_long)
    assert page.header.title.text() == "Nothing to do today"
    kept_long.counted.emit(1)
    assert page.header.title.text() == "1 assessment is past its keeping period"
    assert page.nothing_label.isHidden()


def test_a_label_that_ends_is_renewed_from_here(qtbot: QtBot, desk: WholeDesk) -> None:
    ended = summary("Ended", Step.AWARDED, award_last="2026-09")
    put(desk, ended, summary("Far", Step.AWARDED, award_last="2028-01"))
    page = page_of(qtbot, desk)
    (row,) = page.renewals.rows
    assert "ended in September 2026" in row.button.accessibleName()
    with qtbot.waitSignal(page.renewal_wanted) as wanted:
        qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert wanted.args == [ended]


def test_the_last_steps_are_named_and_lead_to_their_assessment(qtbot: QtBot, desk: WholeDesk) -> None:
    assessment = desk.start("Test Cluster")
    desk.desk.open(assessment).set_level("2.5", 3)
    page = page_of(qtbot, desk)
    assert any("level of 2.5" in row.button.accessibleName() for row in page.recent.rows)
    with qtbot.waitSignal(page.open_wanted) as wanted:
        qtbot.mouseClick(page.recent.rows[0].button, Qt.MouseButton.LeftButton)
    assert wanted.args == [assessment, Place(Area.CRITERIA, "2.5")]
    desk.desk.open(assessment).undo()
    page.reload()
    assert any("undone" in said.text() for said in page.recent.rows[0].findChildren(QLabel))


def test_each_assessment_has_one_row_with_its_last_step(qtbot: QtBot, desk: WholeDesk) -> None:
    one, two = desk.start("One"), desk.start("Two")
    for level in (1, 2, 3):
        desk.desk.open(one).set_level("2.5", level)
    desk.desk.open(two).set_level("2.6", 4)
    page = page_of(qtbot, desk)
    assert [row.button.accessibleName() for row in page.recent.rows] == [
        "Open. Two. level of 2.6",
        "Open. One. level of 2.5",
    ]


def test_remarks_that_wait_and_a_visit_tomorrow_are_said(qtbot: QtBot, desk: WholeDesk) -> None:
    put(
        desk,
        summary("A", Step.FACT_CHECK, unanswered=2, reply_due="2026-11-20", next_place="", open_points=0),
        summary("B", last_visit="2026-11-25", flagged=3),
    )
    page = page_of(qtbot, desk)
    remarks, visit = (row.button.accessibleName() for row in page.tasks.rows)
    assert "2 remarks without an answer" in remarks
    assert "reply 4 days late" in remarks
    assert "nothing open" not in remarks
    assert "visit tomorrow" in visit
    assert "3 to raise on site" in visit


@pytest.mark.parametrize("size", [100, 200])
def test_no_row_is_cut_off_in_the_smallest_window(qtbot: QtBot, desk: WholeDesk, size: int) -> None:
    theme.apply("light", size)
    put(desk, summary("A", flagged=3, last_visit="2026-11-25"), summary("B", Step.AWARDED, award_last="2026-09"))
    page = page_of(qtbot, desk)
    page.resize(960 if size == 200 else 830, 560)
    QApplication.processEvents()
    viewport = page.area.viewport()
    for row in page.rows:
        assert viewport.rect().right() >= viewport.mapFromGlobal(row.mapToGlobal(row.rect().bottomRight())).x()
        for said in row.findChildren(QLabel):
            if said.isVisible() and said.wordWrap():
                assert said.height() >= said.heightForWidth(said.width())


def test_it_says_how_much_there_is_to_do_to_the_sidebar(qtbot: QtBot, desk: WholeDesk) -> None:
    put(desk, summary("A"), summary("B"))
    page = TodayPage(desk.desk, lambda: NOW)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.counted) as counted:
        page.load()
    assert counted.args == [2]


def test_the_keyboard_stays_in_its_row_when_the_page_is_read_anew(qtbot: QtBot, desk: WholeDesk) -> None:
    put(desk, *(summary(f"Cluster {n}") for n in range(4)))
    page = page_of(qtbot, desk)
    page.tasks.rows[2].button.setFocus()
    page.reload()
    assert page.tasks.rows[2].button.hasFocus()


def test_the_page_stays_where_it_is_scrolled_to_when_it_is_read_anew(qtbot: QtBot, desk: WholeDesk) -> None:
    put(desk, *(summary(f"Cluster {n}") for n in range(12)))
    page = page_of(qtbot, desk)
    page.resize(1100, 300)
    QApplication.processEvents()
    page.focus_list()
    bar = page.area.verticalScrollBar()
    for number, offset in enumerate((0, bar.maximum() // 2)):
        bar.setValue(offset)
        page.reload()
        assert bar.value() == offset
        put(desk, replace(next(iter(desk.store.summaries.values())), cluster_name=f"Renamed {number}"))
        page.reload()
        qtbot.waitUntil(lambda: bar.value() == offset)  # noqa: B023  # it is waited for here


@pytest.mark.parametrize("year", [1990, 2099])
def test_a_clock_that_is_wrong_breaks_nothing(qtbot: QtBot, desk: WholeDesk, year: int) -> None:
    put(desk, summary("A", Step.FACT_CHECK, reply_due="2026-11-24"), summary("B", Step.AWARDED, award_last="2027-01"))
    page = page_of(qtbot, desk, NOW.replace(year=year))
    assert page.tasks.rows[0].task.kind in {TaskKind.REPLY_DUE, TaskKind.REPLY_OVERDUE}  # type: ignore[attr-defined]


def test_a_disk_that_fails_is_told_and_leaves_the_page(qtbot: QtBot, desk: WholeDesk) -> None:
    put(desk, summary("A"))
    page = page_of(qtbot, desk)
    desk.store.broken = True
    with qtbot.waitSignal(page.failed):
        page.reload()
    assert len(page.tasks.rows) == 1


def test_what_has_changed_is_there_when_one_comes_back(qtbot: QtBot, desk: WholeDesk) -> None:
    one = summary("A")
    put(desk, one)
    page = page_of(qtbot, desk)
    page.hide()
    put(desk, replace(one, step=Step.WITHDRAWN))
    page.show()
    assert page.tasks.rows == []
    assert page.nothing_label.isVisible()


@pytest.mark.parametrize("code", ["en", "fi"])
def test_what_to_do_next_comes_first_and_whole_in_a_small_window(qtbot: QtBot, code: str) -> None:
    if code == "fi":
        speak(load("fi", RESOURCES / "i18n"))
    edition = public_edition()
    longest = max(edition.criteria_of("gold"), key=lambda one: len(one.title.in_language(code)))
    one = summary("A", flagged=3, next_place=f"criteria:{longest.id}", next_point="raise_on_site")
    task = task_of(one, NOW.date())
    assert task is not None
    rows = Rows()
    qtbot.addWidget(rows)
    rows.show_rows([TaskRow(task, edition, is_first=True)])
    rows.resize(980, rows.heightForWidth(980))
    rows.show()
    QApplication.processEvents()
    [said] = [part for part in rows.findChildren(QLabel) if part.text().startswith(longest.id)]
    assert said.text().startswith(row_text.next_step(one, edition))
    assert said.height() >= said.heightForWidth(said.width())
    speak(ENGLISH)


def test_the_list_shortens_a_title_but_not_what_to_do() -> None:
    edition = public_edition()
    one = summary("A", next_place="criteria:2.2.1", next_point="raise_on_site")
    said = row_text.next_step(one, edition, lambda title, rest: f"{title[:8]}\N{HORIZONTAL ELLIPSIS}")
    assert said.startswith("2.2.1 ")
    assert said.endswith("\N{HORIZONTAL ELLIPSIS}: raise this on site.")
