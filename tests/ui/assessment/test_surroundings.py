"""What surrounds the judgements: visits, declared interests, remarks on the draft, and the award."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from support.gold import LEAD, assessment, levels_for
from support.shown import Show, Shown, focused

from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Disposition, Opinion, Step
from eucles_desk.assessment.values import Award, Remark, Visit
from eucles_desk.ui.assessment.details import DetailsArea
from eucles_desk.ui.assessment.interests import InterestsField
from eucles_desk.ui.assessment.remarks import RemarksArea
from eucles_desk.ui.assessment.result import ResultArea
from eucles_desk.ui.assessment.visits import VisitsCard

CTRL = Qt.KeyboardModifier.ControlModifier


def visits_of(shown: Shown) -> VisitsCard:
    shown.page.area_bar.open_tab("details")
    area = shown.page.area_widget
    assert isinstance(area, DetailsArea)
    return area.visits_card


def interests_of(shown: Shown) -> InterestsField:
    shown.page.area_bar.open_tab("details")
    area = shown.page.area_widget
    assert isinstance(area, DetailsArea)
    return area.seats_card.seat_rows[str(LEAD.id)].interests_field


def remarks_of(shown: Shown) -> RemarksArea:
    shown.page.area_bar.open_tab("remarks")
    area = shown.page.area_widget
    assert isinstance(area, RemarksArea)
    return area


def award_of(shown: Shown) -> ResultArea:
    shown.page.go_to(Place(Area.RESULT, "award"))
    area = shown.page.area_widget
    assert isinstance(area, ResultArea)
    return area


def choose(box: QComboBox, text: str, qtbot: QtBot) -> None:
    """Choose an entry by typing its beginning."""
    box.setFocus()
    qtbot.keyClicks(box, text)


def write(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


# Visits


def test_visit_is_added_by_key_with_its_day_and_place(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.SCORING))
    card = visits_of(shown)
    assert card.empty_label.isVisible()
    card.add_button.setFocus()
    qtbot.keyClick(card.add_button, Qt.Key.Key_Space)
    (row,) = card.visit_rows
    assert focused() is row.day_edit
    assert row.visit.day == QDate.currentDate().toString("yyyy-MM-dd")
    qtbot.keyClicks(row.day_edit, "4 Nov 2025")
    qtbot.keyClick(row.day_edit, Qt.Key.Key_Tab)
    write(row.place_edit, "Office of the cluster")
    assert shown.opened.stored.visits == (Visit(row.visit.id, "2025-11-04", "Office of the cluster"),)
    assert row.day_edit.accessibleName() == "Visit 1: day"


def test_next_visit_is_the_day_after_at_the_same_place_and_can_be_taken_out(show: Show, qtbot: QtBot) -> None:
    visit = Visit(UUID(int=1), "2025-11-04", "Office")
    shown = show(replace(assessment(step=Step.SCORING), visits=(visit,)))
    card = visits_of(shown)
    qtbot.mouseClick(card.add_button, Qt.MouseButton.LeftButton)
    assert [(row.visit.day, row.visit.place) for row in card.visit_rows] == [
        ("2025-11-04", "Office"),
        ("2025-11-05", "Office"),
    ]
    qtbot.mouseClick(card.visit_rows[0].remove_button, Qt.MouseButton.LeftButton)
    assert [visit.day for visit in shown.opened.stored.visits] == ["2025-11-05"]
    shown.opened.working.undo()
    assert [row.visit.day for row in card.visit_rows] == ["2025-11-04", "2025-11-05"]


def test_undo_in_the_field_of_a_day_undoes_in_the_assessment(show: Show, qtbot: QtBot) -> None:
    visit = Visit(UUID(int=1), "2025-11-04", "Office")
    shown = show(replace(assessment(step=Step.SCORING), visits=(visit,)))
    row = visits_of(shown).visit_rows[0]
    row.day_edit.setFocus()
    qtbot.keyClick(row.day_edit, Qt.Key.Key_Up)
    qtbot.keyClick(row.day_edit, Qt.Key.Key_Return)
    assert shown.opened.stored.visits[0].day == "2025-11-05"
    entry = shown.opened.working.opened.undo_entry
    assert entry is not None
    assert entry.message == "visit"
    shown.opened.working.undo()
    assert shown.opened.stored.visits[0].day == "2025-11-04"
    assert row.day_edit.day == "2025-11-04"


def test_visits_of_a_closed_step_are_shown_only(show: Show) -> None:
    visit = Visit(UUID(int=1), "2025-11-04", "Office")
    card = visits_of(show(replace(assessment(step=Step.AWARDED), visits=(visit,))))
    assert not card.add_button.isVisible()
    assert not card.visit_rows[0].remove_button.isVisible()
    assert card.visit_rows[0].day_edit.isReadOnly()


# Interests


def test_declared_to_have_none_is_not_the_same_as_not_declared_yet(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.SCORING))
    field = interests_of(shown)
    assert field.choice_box.currentText() == "not declared yet"
    assert shown.opened.stored.seats[0].interests is None
    choose(field.choice_box, "declared: none", qtbot)
    assert shown.opened.stored.seats[0].interests == ""
    qtbot.keyClick(field.choice_box, Qt.Key.Key_Home)
    assert shown.opened.stored.seats[0].interests is None


def test_interests_are_named_in_a_field_of_their_own(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.SCORING))
    field = interests_of(shown)
    assert not field.text_edit.isVisible()
    field.choice_box.setFocus()
    qtbot.keyClick(field.choice_box, Qt.Key.Key_End)
    assert focused() is field.text_edit
    assert shown.opened.stored.seats[0].interests is None
    write(field.text_edit, "Advised a participant in 2023.")
    assert shown.opened.stored.seats[0].interests == "Advised a participant in 2023."
    field.text_edit.setFocus()
    field.text_edit.selectAll()
    qtbot.keyClick(field.text_edit, Qt.Key.Key_Delete)
    qtbot.keyClick(field.text_edit, Qt.Key.Key_Tab)
    assert shown.opened.stored.seats[0].interests is None
    assert field.choice_box.currentText() == "declared:"


def test_declaration_is_undone_by_name(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(step=Step.SCORING))
    field = interests_of(shown)
    field.choice_box.setFocus()
    qtbot.keyClick(field.choice_box, Qt.Key.Key_End)
    write(field.text_edit, "Advised a participant in 2023.")
    entry = shown.opened.working.opened.undo_entry
    assert entry is not None
    assert entry.message == "declared interests"
    shown.opened.working.undo()
    assert shown.opened.stored.seats[0].interests is None
    assert field.choice_box.currentText() == "not declared yet"
    assert not field.text_edit.isVisible()


def test_interests_stay_when_the_name_is_typed(show: Show) -> None:
    shown = show(assessment(step=Step.SCORING))
    interests_of(shown)
    shown.opened.working.opened.declare_interests(LEAD.id, "")
    area = shown.page.area_widget
    assert isinstance(area, DetailsArea)
    write(area.seats_card.seat_rows[str(LEAD.id)].name_edit, " II")
    assert shown.opened.stored.seats[0].name == "Aino Example II"
    assert shown.opened.stored.seats[0].interests == ""


# Award


def test_award_is_entered_in_the_decision(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(agreed=levels_for(128), step=Step.DECISION))
    card = award_of(shown).award_card
    assert focused() is card.number_edit
    write(card.number_edit, "G-2026-014")
    for month, name, year in ((card.first, "March", "2026"), (card.last, "February", "2028")):
        choose(month.month_box, name, qtbot)
        month.year_edit.setFocus()
        month.year_edit.selectAll()
        qtbot.keyClicks(month.year_edit, year)
        qtbot.keyClick(month.year_edit, Qt.Key.Key_Tab)
    assert shown.opened.stored.award == Award("G-2026-014", "2026-03", "2028-02")
    assert card.last_field.help_label.text() == "A first award lasts 2 years."


def test_award_that_ends_before_it_begins_is_not_stored(show: Show, qtbot: QtBot) -> None:
    award = Award("G-2026-014", "2026-03", "2028-02")
    shown = show(replace(assessment(agreed=levels_for(128), step=Step.AWARDED), award=award))
    card = award_of(shown).award_card
    card.last.year_edit.setFocus()
    card.last.year_edit.selectAll()
    qtbot.keyClicks(card.last.year_edit, "2025")
    qtbot.keyClick(card.last.year_edit, Qt.Key.Key_Tab)
    assert card.last_field.problem == "The last month lies before the first one."
    assert shown.opened.stored.award == award


@pytest.mark.parametrize(("step", "is_there"), [(Step.SCORING, False), (Step.DECISION, True), (Step.REFUSED, False)])
def test_award_is_there_where_there_can_be_one(show: Show, step: Step, is_there: bool) -> None:
    shown = show(assessment(agreed=levels_for(128), step=step))
    shown.page.area_bar.open_tab("result")
    assert award_of(shown).award_card.isVisible() is is_there


# Remarks


def test_remark_is_entered_and_answered_by_key(show: Show, qtbot: QtBot) -> None:
    shown = show(assessment(agreed=levels_for(128), step=Step.FACT_CHECK))
    area = remarks_of(shown)
    area.add_button.setFocus()
    qtbot.keyClick(area.add_button, Qt.Key.Key_Space)
    (card,) = area.cards
    assert focused() is card.criterion_box
    choose(card.criterion_box, "2.4", qtbot)
    wrong = card.opinion.buttons[Opinion.FACT_WRONG]
    wrong.setFocus()
    qtbot.keyClick(wrong, Qt.Key.Key_Space)
    write(card.text_edit, "There were two meetings.")
    assert area.summary_label.text() == "1 remark, 1 without an answer"
    qtbot.mouseClick(card.disposition.buttons[Disposition.PARTLY], Qt.MouseButton.LeftButton)
    write(card.reply_edit, "One of them lies in the period.")
    remark = Remark(
        card.remark.id,
        "2.4",
        Opinion.FACT_WRONG,
        "There were two meetings.",
        Disposition.PARTLY,
        "One of them lies in the period.",
    )
    assert shown.opened.stored.remarks == (remark,)
    assert area.summary_label.text() == "1 remark"
    entry = shown.opened.working.opened.undo_entry
    assert entry is not None
    assert (entry.message, entry.values["criterion"]) == ("remark on {criterion}", "2.4")


def test_remarks_stand_in_the_order_of_the_criteria_and_lead_to_them(show: Show, qtbot: QtBot) -> None:
    agreed = Remark(UUID(int=2), "1.1.1", Opinion.AGREED, disposition=Disposition.ACCEPTED)
    remarks = (Remark(UUID(int=1), "2.4"), agreed)
    shown = show(replace(assessment(agreed=levels_for(128), step=Step.FACT_CHECK), remarks=remarks))
    area = remarks_of(shown)
    assert [card.remark.criterion for card in area.cards] == ["1.1.1", "2.4"]
    qtbot.keyClick(area, Qt.Key.Key_Return, CTRL)
    assert focused() is area.cards[1].disposition.first_button
    qtbot.mouseClick(area.cards[1].open_button, Qt.MouseButton.LeftButton)
    assert shown.page.workspace is not None
    assert shown.page.workspace.current_criterion == "2.4"


@pytest.mark.parametrize(
    ("step", "remarks", "is_there"),
    [
        (Step.SCORING, (), False),
        (Step.FACT_CHECK, (), True),
        (Step.DECISION, (), True),
        (Step.AWARDED, (), False),
        (Step.AWARDED, (Remark(UUID(int=1), "2.4"),), True),
    ],
)
def test_fact_check_has_a_tab_when_there_is_one(
    show: Show, step: Step, remarks: tuple[Remark, ...], is_there: bool
) -> None:
    page = show(replace(assessment(agreed=levels_for(128), step=step), remarks=remarks)).page
    bar = page.area_bar
    assert bar.isTabVisible(bar.keys().index("remarks")) is is_there
    page.area_bar.open_tab("result")
    QTest.keyClick(bar, Qt.Key.Key_PageUp, CTRL)
    has_consensus = step is not Step.SCORING
    before = "consensus" if has_consensus else "on_site"
    assert page.area == ("remarks" if is_there else before)
    number = (Qt.Key.Key_6, Qt.Key.Key_7, Qt.Key.Key_8)[is_there + has_consensus]
    QTest.keyClick(bar, number, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert page.area == "result"


def test_new_fields_are_named_for_a_screen_reader(show: Show) -> None:
    QAccessible.setActive(True)
    remark, visit = Remark(UUID(int=1), "2.4"), Visit(UUID(int=1), "2025-11-04")
    shown = show(replace(assessment(agreed=levels_for(128), step=Step.DECISION), remarks=(remark,), visits=(visit,)))
    for key in ("details", "remarks", "result"):
        shown.page.area_bar.open_tab(key)
        for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
            for widget in shown.page.area_widget.findChildren(kind):
                if widget.isVisible() and not isinstance(widget.parentWidget(), QComboBox):
                    interface = QAccessible.queryAccessibleInterface(widget)
                    named = interface.text(QAccessible.Text.Name).strip()
                    assert named or widget.objectName() == "qt_spinbox_lineedit", widget


@pytest.mark.parametrize("width", [1090, 1700])
def test_remark_and_reply_begin_at_one_height_side_by_side(show: Show, qtbot: QtBot, width: int) -> None:
    remark = Remark(UUID(int=1), "2.5")
    shown = show(replace(assessment(agreed=levels_for(128), step=Step.FACT_CHECK), remarks=(remark,)))
    shown.page.resize(width, 700)
    (card,) = remarks_of(shown).cards

    def tops() -> set[int]:
        return {edit.mapTo(card, QPoint(0, 0)).y() for edit in (card.text_edit, card.reply_edit)}

    qtbot.waitUntil(lambda: shown.page.width() == width and len(tops()) == 1, timeout=2000)


def test_answers_take_no_more_than_they_need_one_under_the_other(show: Show, qtbot: QtBot) -> None:
    remark = Remark(UUID(int=1), "2.5")
    shown = show(replace(assessment(agreed=levels_for(128), step=Step.FACT_CHECK), remarks=(remark,)))
    (card,) = remarks_of(shown).cards
    for width in (1090, 640):
        shown.page.resize(width, 700)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: card.reply_edit.mapTo(card, QPoint(0, 0)).x() < 100, timeout=2000)
    qtbot.waitUntil(lambda: card.disposition.widget.minimumHeight() == 0, timeout=2000)
