"""The plan of the visit and what is said at its end, with real keys and clicks."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.whole_desk import WholeDesk, make_desk

from eucles_desk.assessment.on_site import Agenda, Frame
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.values import Improvement
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.ui.on_site.agenda_part import AgendaPart
from eucles_desk.ui.on_site.feedback_part import FeedbackPart
from eucles_desk.ui.working import Working


@pytest.fixture
def desk(tmp_path: Path) -> WholeDesk:
    return make_desk(tmp_path)


@pytest.fixture
def opened(desk: WholeDesk) -> OpenAssessment:
    return desk.desk.open(desk.start("Test Cluster"))


@pytest.fixture
def part(qtbot: QtBot, opened: OpenAssessment) -> AgendaPart:
    made = AgendaPart(Working(opened))
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_it_begins_with_the_usual_length_and_stores_nothing_by_itself(part: AgendaPart, opened: OpenAssessment) -> None:
    assert part.frames[Frame.TWO_DAYS].isChecked()
    assert opened.value.agenda is None
    assert [row.slot.criterion for row in part.rows if row.slot.criterion] == [
        criterion.id for criterion in opened.edition.criteria_of("gold")
    ]


def test_another_length_is_chosen_by_key_and_undone(qtbot: QtBot, part: AgendaPart, opened: OpenAssessment) -> None:
    chip = part.frames[Frame.HALF_DAY]
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert opened.value.agenda is not None
    assert opened.value.agenda.frame is Frame.HALF_DAY
    assert [card.isVisible() for card in part.days] == [True, False]
    opened.undo()
    assert opened.value.agenda is None
    assert part.frames[Frame.TWO_DAYS].isChecked()


def test_minutes_set_by_hand_stay_and_are_shared_out_anew_by_a_button(
    qtbot: QtBot, part: AgendaPart, opened: OpenAssessment
) -> None:
    row = next(row for row in part.rows if row.slot.criterion == "2.5")
    row.minutes_box.setFocus()
    qtbot.keyClick(row.minutes_box, Qt.Key.Key_Up)
    assert opened.value.agenda is not None
    assert dict(opened.value.agenda.minutes) == {"2.5": row.slot.minutes}
    qtbot.mouseClick(part.reset_button, Qt.MouseButton.LeftButton)
    assert dict(opened.value.agenda.minutes) == {}


def test_the_keyboard_stays_with_the_criterion_when_breaks_move(qtbot: QtBot, part: AgendaPart) -> None:
    row = next(row for row in part.rows if row.slot.criterion == "2.1")
    row.minutes_box.setFocus()
    row.minutes_box.selectAll()
    qtbot.keyClicks(row.minutes_box, "120")
    qtbot.keyClick(row.minutes_box, Qt.Key.Key_Return)
    assert row.slot.criterion == "2.1"
    assert row.minutes_box.hasFocus()
    order = [shown.slot.criterion for shown in part.rows if shown.slot.criterion]
    assert order == [criterion.id for criterion in part.working.edition.criteria_of("gold")]


def set_minutes(qtbot: QtBot, part: AgendaPart, criterion: str, minutes: int) -> None:
    row = next(row for row in part.rows if row.slot.criterion == criterion)
    row.minutes_box.setFocus()
    row.minutes_box.selectAll()
    qtbot.keyClicks(row.minutes_box, str(minutes))
    qtbot.keyClick(row.minutes_box, Qt.Key.Key_Return)


def test_the_end_and_whether_it_fits_are_said_above_what_scrolls(
    qtbot: QtBot, part: AgendaPart, opened: OpenAssessment
) -> None:
    opened.set_agenda(Agenda(Frame.HALF_DAY, ("2026-11-24T09:00",)))
    assert part.fit_label.text() == "Ends at 14:00. It fits the visit."
    set_minutes(qtbot, part, "2.5", 20)
    assert part.plan.minutes["2.5"] == 20
    assert part.plan.days[0].minutes == 300
    assert part.fit_label.text() == "Ends at 14:00. It fits: criteria not set by hand share what is left."
    assert part.fit_label.isVisible()
    assert not part.scroller.isAncestorOf(part.fit_label)
    set_minutes(qtbot, part, "2.5", 300)
    assert "Too long by" in part.fit_label.text()
    assert part.fit_label.property("look") == "danger"
    codes = list(part.plan.minutes)
    opened.set_agenda(Agenda(Frame.HALF_DAY, ("2026-11-24T09:00",), dict.fromkeys(codes, 7)))
    assert part.fit_label.text() == "Ends at 13:42. 18 minutes left over."


def test_a_criterion_is_ticked_when_it_was_talked_about(qtbot: QtBot, part: AgendaPart, opened: OpenAssessment) -> None:
    row = next(row for row in part.rows if row.slot.criterion == "1.1.1")
    row.done_chip.setFocus()
    qtbot.keyClick(row.done_chip, Qt.Key.Key_Space)
    assert opened.value.agenda is not None
    assert opened.value.agenda.done == ("1.1.1",)
    assert row.done_chip.isChecked()
    assert "1 of 31 criteria talked about." in part.pace_label.text()
    assert row.done_chip.hasFocus()
    qtbot.keyClick(row.done_chip, Qt.Key.Key_Space)
    assert opened.value.agenda.done == ()


def test_day_and_time_are_set_and_show_when_each_part_begins(
    qtbot: QtBot, part: AgendaPart, opened: OpenAssessment
) -> None:
    day = part.days[0]
    qtbot.mouseClick(day.set_button, Qt.MouseButton.LeftButton)
    assert opened.value.agenda is not None
    assert opened.value.agenda.starts[0].endswith("T09:00")
    assert part.rows[0].time_label.text().startswith("9:00")
    day.time_edit.setFocus()
    qtbot.keyClick(day.time_edit, Qt.Key.Key_Up)
    qtbot.keyClick(day.time_edit, Qt.Key.Key_Return)
    assert opened.value.agenda.starts[0].endswith("T10:00")
    assert part.rows[0].time_label.text().startswith("10:00")


def test_a_row_leads_to_its_criterion_by_enter(qtbot: QtBot, part: AgendaPart) -> None:
    part.go_to("")
    focus = QApplication.focusWidget()
    assert focus is not None
    with qtbot.waitSignal(part.wanted) as wanted:
        qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert wanted.args == [Place(Area.CRITERIA, "1.1.0")]


def test_feedback_shows_what_is_said_without_levels(qtbot: QtBot, opened: OpenAssessment) -> None:
    opened.set_level("2.5", 2)
    opened.set_strengths("2.5", ["Each new participant is visited."])
    opened.set_improvements("2.5", [Improvement("Write down the next step.", "Talks lead to something.")])
    part = FeedbackPart(Working(opened))
    qtbot.addWidget(part)
    part.show()
    said = [row.accessibleName() for row in part.rows]
    assert any("Each new participant is visited." in one for one in said)
    assert any("Write down the next step. (Talks lead to something.)" in one for one in said)
    with qtbot.waitSignal(part.wanted) as wanted:
        qtbot.mouseClick(part.rows[0], Qt.MouseButton.LeftButton)
    assert wanted.args == [Place(Area.CRITERIA, "2.5")]
    opened.set_strengths("2.5", [])
    assert len(part.rows) == 1


def test_feedback_makes_the_closing_sheet(qtbot: QtBot, opened: OpenAssessment) -> None:
    part = FeedbackPart(Working(opened))
    qtbot.addWidget(part)
    part.show()
    with qtbot.waitSignal(part.report_wanted):
        qtbot.mouseClick(part.sheet_button, Qt.MouseButton.LeftButton)
    assert part.nothing_label.isVisible()
