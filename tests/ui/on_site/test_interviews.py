"""The log of interviews: begun by one key, written one note after the other, tied to criteria while typing."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from support.gold import LEAD, ROOT, assessment
from support.shown import Show, Shown, focused

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, Interview, Note
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.language import load
from eucles_desk.ui import theme
from eucles_desk.ui.language import set_current
from eucles_desk.ui.on_site.interviews_part import InterviewsPart
from eucles_desk.ui.on_site.talk_panel import TalkPanel

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
TODAY = QDate.currentDate().toString("yyyy-MM-dd")


def talk(number: int, role: str, *notes: str, day: str = TODAY, start: str = "09:00") -> Evidence:
    interview = Interview(role, day, start, tuple(Note(n, text) for n, text in enumerate(notes, 1)))
    return Evidence(UUID(int=number), f"{role}, {day}", EvidenceKind.INTERVIEW, interview=interview)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focused(), key, modifier)


def write(text: str) -> None:
    for sign in text:
        QTest.keyClicks(focused(), sign)


def part_of(shown: Shown) -> InterviewsPart:
    shown.page.go_to(Place(Area.ON_SITE, "interviews"))
    assert shown.page.on_site is not None
    return shown.page.on_site.interviews


def panel_of(shown: Shown) -> TalkPanel:
    return part_of(shown).panel


def stored(shown: Shown, at: int = -1) -> Interview:
    piece = [piece for piece in shown.opened.stored.evidence if piece.kind is EvidenceKind.INTERVIEW][at]
    assert piece.interview is not None
    return piece.interview


def cited(shown: Shown, criterion: str) -> tuple[Citation, ...]:
    return shown.opened.stored.judgement(LEAD.id, criterion).citations


@pytest.mark.parametrize("area", ["details", "facts", "criteria", "result"])
def test_one_key_begins_an_interview_from_anywhere_and_asks_with_whom(show: Show, area: str) -> None:
    shown = show(assessment(step=Step.SCORING))
    shown.page.area_bar.open_tab(area)
    shown.page.area_bar.setFocus()
    press(Qt.Key.Key_I, CTRL)
    write("Auditor")
    press(Qt.Key.Key_Return)
    assert shown.page.on_site is not None
    assert focused() is shown.page.on_site.interviews.panel.composer.edit
    interview = stored(shown)
    assert (interview.role, interview.day, len(interview.start)) == ("Auditor", TODAY, 5)
    assert shown.opened.stored.evidence[-1].title.startswith("Auditor, ")


def test_beginning_of_a_usual_role_is_enough(show: Show) -> None:
    shown = show(assessment(step=Step.SCORING))
    press(Qt.Key.Key_I, CTRL)
    write("chair")
    press(Qt.Key.Key_Return)
    assert stored(shown).role == "Chair of the steering group"


def test_usual_roles_are_offered_in_finnish_too(show: Show) -> None:
    set_current(load("fi", ROOT / "resources" / "i18n"))
    shown = show(assessment(step=Step.SCORING))
    press(Qt.Key.Key_I, CTRL)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert stored(shown).role == "Klusterin johtaja"


def test_key_pressed_twice_begins_one_interview(show: Show) -> None:
    shown = show(assessment(step=Step.SCORING))
    press(Qt.Key.Key_I, CTRL)
    press(Qt.Key.Key_I, CTRL)
    assert len(shown.opened.stored.evidence) == 1
    write("Funder")
    press(Qt.Key.Key_I, CTRL)
    assert [stored(shown, at).role for at in (0, 1)] == ["Funder", ""]


def test_enter_makes_the_next_note_and_each_has_its_number(show: Show) -> None:
    shown = show(assessment(step=Step.SCORING))
    press(Qt.Key.Key_I, CTRL)
    write("Funder")
    press(Qt.Key.Key_Return)
    for text in ("They pay for two years.", "A third year is open."):
        write(text)
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)  # an empty note is none
    assert stored(shown).notes == (Note(1, "They pay for two years."), Note(2, "A third year is open."))
    panel = panel_of(shown)
    assert [panel.notes.model().index(row, 0).data() for row in range(2)] == [
        "They pay for two years.",
        "A third year is open.",
    ]
    assert panel.composer.heading.text() == "New note"


def test_shift_and_enter_begin_another_line(show: Show) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder"),)))
    part_of(shown)
    write("First")
    press(Qt.Key.Key_Return, SHIFT)
    write("Second")
    press(Qt.Key.Key_Return)
    assert stored(shown).notes == (Note(1, "First\nSecond"),)


def test_note_is_stored_while_it_is_written(show: Show, qtbot: QtBot) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder"),)))
    part_of(shown)
    write("Half a sen")
    qtbot.waitUntil(lambda: stored(shown).notes == (Note(1, "Half a sen"),))
    write("tence")
    shown.opened.working.flush()
    assert stored(shown).notes == (Note(1, "Half a sentence"),)
    assert focused() is panel_of(shown).composer.edit


def test_codes_become_ties_while_one_types_and_leave_the_text_clean(show: Show) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder"),)))
    panel = panel_of(shown)
    write("Members are met #2.5 twice a year")
    assert panel.composer.edit.toPlainText() == "Members are met twice a year"
    assert [chip.text() for chip in panel.composer.chips if chip.isVisible()] == ["2.5"]
    assert cited(shown, "2.5") == (Citation(UUID(int=1), 1),)
    write(" @1.2")
    press(Qt.Key.Key_Return)
    assert stored(shown).notes == (Note(1, "Members are met twice a year", ("2.5", "1.2")),)
    assert cited(shown, "1.2") == (Citation(UUID(int=1), 1),)


def test_longer_code_is_waited_for(show: Show) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder"),)))
    panel_of(shown).composer.edit.insertPlainText("\N{SMILING FACE WITH SUNGLASSES} ")  # two signs for Qt
    write("Staff #2.2.1, and no other #2.2.2 so")
    press(Qt.Key.Key_Return)
    text = "\N{SMILING FACE WITH SUNGLASSES} Staff, and no other so"
    assert stored(shown).notes == (Note(1, text, ("2.2.1", "2.2.2")),)


def test_a_code_that_names_no_criterion_is_said_under_the_note(show: Show) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder"),)))
    said = panel_of(shown).composer.unknown_label
    write("Our #1 topic, #2.2.")
    assert not said.isVisible()  # it may still become 2.2.1
    press(Qt.Key.Key_Backspace)
    write(", see #99.9")
    assert said.isVisible()
    assert said.text() == "There is no criterion 2.2. There is no criterion 99.9."
    press(Qt.Key.Key_Return)
    assert said.text() == "There is no criterion 2.2. There is no criterion 99.9."
    write("N")
    assert not said.isVisible()


def test_tab_and_enter_go_from_the_role_to_the_note(show: Show) -> None:
    shown = show(assessment(step=Step.SCORING))
    panel = panel_of(shown)
    press(Qt.Key.Key_I, CTRL)
    assert focused() is panel.role_field
    write("Board chair")
    press(Qt.Key.Key_Tab)
    assert focused() is panel.composer.edit
    press(Qt.Key.Key_Tab, SHIFT)
    assert focused() is panel.role_field
    press(Qt.Key.Key_Return)
    assert focused() is panel.composer.edit
    write("Said so")
    reached: list[QWidget] = []
    for _ in range(9):
        press(Qt.Key.Key_Tab)
        if focused() not in reached:  # the parts of a day are one field
            reached.append(focused())
    composer = panel.composer
    assert reached[:3] == [composer.tie_button, composer.new_button, composer.remove_button]
    assert reached[3:6] == [panel.day_edit, panel.start_edit, panel.remove_button]


def test_criterion_is_chosen_from_a_list_and_taken_off_by_its_chip(show: Show, qtbot: QtBot) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder"),)))
    panel = panel_of(shown)
    write("They know the strategy.")
    press(Qt.Key.Key_Tab)
    assert focused() is panel.composer.tie_button
    press(Qt.Key.Key_Space)
    popup = panel.composer.popup
    assert popup.isVisible()
    QTest.keyClicks(popup.search_edit, "written strat")
    QTest.keyClick(popup.search_edit, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert stored(shown).notes == (Note(1, "They know the strategy.", ("4.1.2",)),)
    assert cited(shown, "4.1.2") == (Citation(UUID(int=1), 1),)
    chip = panel.composer.chips[0]
    assert "4.1.2" in chip.accessibleName()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert stored(shown).notes == (Note(1, "They know the strategy."),)
    assert cited(shown, "4.1.2") == ()


def test_undo_takes_tie_and_note_back_one_after_the_other(show: Show) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder"),)))
    panel = panel_of(shown)
    write("They pay")
    shown.opened.working.flush()
    panel.composer.tie("2.5")
    press(Qt.Key.Key_Z, CTRL)
    assert stored(shown).notes == (Note(1, "They pay"),)
    assert cited(shown, "2.5") == ()
    assert not any(chip.isVisible() for chip in panel.composer.chips)
    press(Qt.Key.Key_Z, CTRL)
    assert stored(shown).notes == ()
    assert panel.composer.edit.toPlainText() == ""
    press(Qt.Key.Key_Y, CTRL)
    assert stored(shown).notes == (Note(1, "They pay"),)


def test_earlier_note_is_taken_up_by_arrow_and_left_with_escape(show: Show) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder", "One.", "Two."),)))
    panel = panel_of(shown)
    press(Qt.Key.Key_Up)
    assert panel.composer.heading.text() == "Note 2"
    write(" More.")
    press(Qt.Key.Key_Escape)
    assert stored(shown).notes == (Note(1, "One."), Note(2, "Two. More."))
    assert panel.composer.heading.text() == "New note"
    write("Three.")
    press(Qt.Key.Key_Return)
    assert stored(shown).notes[-1] == Note(3, "Three.")


def test_click_on_a_note_takes_it_up(show: Show, qtbot: QtBot) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder", "One.", "Two."),)))
    panel = panel_of(shown)
    place = panel.notes.visualRect(panel.notes.model().index(0, 0)).center()
    qtbot.mouseClick(panel.notes.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.composer.edit.toPlainText() == "One."
    assert focused() is panel.composer.edit


def test_removed_note_comes_back_with_undo_and_its_citation(show: Show) -> None:
    note = Note(1, "They pay.", ("2.5",))
    piece = replace(talk(1, "Funder"), interview=Interview("Funder", TODAY, "09:00", (note, Note(2, "Two."))))
    shown = show(replace(assessment(step=Step.SCORING), evidence=(piece,)))
    panel = panel_of(shown)
    panel.composer.tie("1.2")  # makes a third note
    panel.composer.finish()
    panel.notes.setFocus()
    panel.notes.setCurrentIndex(panel.notes.model().index(0, 0))
    press(Qt.Key.Key_Delete)
    assert [n.number for n in stored(shown).notes] == [2, 3]
    press(Qt.Key.Key_Z, CTRL)
    assert stored(shown).notes[0] == note
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert panel.composer.number == 1
    remove = panel.composer.remove_button
    assert remove.accessibleName() == "Remove note 1"
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert [n.number for n in stored(shown).notes] == [2, 3]


def test_number_of_a_removed_note_is_not_given_again(show: Show) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder"),)))
    panel = panel_of(shown)
    write("One.")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Up)
    panel.composer.remove()
    write("Another.")
    press(Qt.Key.Key_Return)
    assert stored(shown).notes == (Note(2, "Another."),)


def test_interview_is_removed_and_comes_back(show: Show) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder", "One."), talk(2, "Team member"))))
    part = part_of(shown)
    part.list.setFocus()
    part.list.setCurrentIndex(part.list.model().index(0, 0))
    press(Qt.Key.Key_Delete)
    assert [piece.title for piece in shown.opened.stored.evidence] == [f"Team member, {TODAY}"]
    assert part.panel.role_field.value == "Team member"
    press(Qt.Key.Key_Z, CTRL)
    assert len(shown.opened.stored.evidence) == 2


def test_list_says_with_whom_when_and_how_many_notes(show: Show) -> None:
    pieces = (
        talk(1, "Funder", "One.", day="2020-03-02", start="14:30"),
        talk(2, "Team member", start="10:15"),
        Evidence(UUID(int=3), "Talk with the board", EvidenceKind.INTERVIEW),
    )
    shown = show(replace(assessment(step=Step.SCORING), evidence=pieces))
    part = part_of(shown)
    model = part.list.model()
    spoken = [model.index(row, 0).data(int(Qt.ItemDataRole.AccessibleTextRole)) for row in range(3)]
    assert spoken == [
        "Talk with the board, no notes yet",
        "Funder, 2 March 2020 14:30 · 1 note",
        "Team member, today 10:15 · no notes yet",
    ]
    assert part.panel.role_field.value == "Team member"  # the latest


def test_interviews_change_with_the_list_and_what_was_typed_stays_with_its_own(show: Show) -> None:
    pieces = (talk(1, "Funder", start="08:00"), talk(2, "Team member"))
    shown = show(replace(assessment(step=Step.SCORING), evidence=pieces))
    part = part_of(shown)
    write("Said by the team")
    part.list.setFocus()
    press(Qt.Key.Key_Up)
    assert part.panel.role_field.value == "Funder"
    press(Qt.Key.Key_Return)
    write("Said by the funder")
    press(Qt.Key.Key_Return)
    assert stored(shown, 0).notes == (Note(1, "Said by the funder"),)
    assert stored(shown, 1).notes == (Note(1, "Said by the team"),)


@pytest.mark.parametrize(("typed", "start"), [("930", "09:30"), ("14.05", "14:05"), ("8", "08:00"), ("", "")])
def test_time_is_typed_as_people_write_it(show: Show, typed: str, start: str) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder", start="11:00"),)))
    edit = panel_of(shown).start_edit
    edit.setFocus()
    edit.selectAll()
    press(Qt.Key.Key_Delete)
    write(typed)
    press(Qt.Key.Key_Tab)
    assert stored(shown).start == start
    assert edit.text() == start


def test_what_is_no_time_is_said_and_not_stored(show: Show) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder", start="11:00"),)))
    edit = panel_of(shown).start_edit
    edit.setFocus()
    edit.selectAll()
    write("25:00")
    press(Qt.Key.Key_Tab)
    assert stored(shown).start == "11:00"
    assert edit.accessibleDescription() == "Write the time as 9:30."
    edit.setFocus()
    edit.selectAll()
    write("12:00")
    press(Qt.Key.Key_Tab)
    assert (stored(shown).start, edit.accessibleDescription()) == ("12:00", "")


def test_title_follows_the_role_but_one_given_by_hand_stays(show: Show) -> None:
    by_hand = replace(talk(2, "Funder", start="10:00"), title="The money")
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder"), by_hand)))
    part = part_of(shown)
    for row in (0, 1):
        part.list.setCurrentIndex(part.list.model().index(row, 0))
        part.panel.role_field.setFocus()
        part.panel.role_field.line.selectAll()
        write("Mayor")
        press(Qt.Key.Key_Return)
    titles = [piece.title for piece in shown.opened.stored.evidence]
    assert titles[0].startswith("Mayor, ")
    assert titles[1] == "The money"


def test_nothing_is_lost_while_the_disk_cannot_be_written(show: Show) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder"),)))
    panel = panel_of(shown)
    shown.opened.store.broken = True
    for text in ("One.", "Two."):
        write(text)
        press(Qt.Key.Key_Return)
    assert stored(shown).notes == ()
    assert panel.notes.model().rowCount() == 2
    assert "Two." in shown.opened.working.unsaved_text
    shown.opened.store.broken = False
    shown.opened.working.retry()
    assert {note.number: note.text for note in stored(shown).notes} == {1: "One.", 2: "Two."}


def test_interviews_of_a_closed_step_are_shown_only(show: Show) -> None:
    shown = show(replace(assessment(step=Step.AWARDED), evidence=(talk(1, "Funder", "One."),)))
    part = part_of(shown)
    assert not part.begin_button.isVisible()
    assert not part.panel.composer.isVisible()
    assert part.notice.isVisible()
    press(Qt.Key.Key_I, CTRL)
    assert len(shown.opened.stored.evidence) == 1
    assert focused() is part.panel.notes


def test_bronze_has_interviews_without_criteria_to_tie(show: Show) -> None:
    shown = show(assessment(label="bronze", step=Step.SELF_ASSESSMENT))
    press(Qt.Key.Key_I, CTRL)
    write("Funder")
    press(Qt.Key.Key_Return)
    write("Figures of #2.5 are kept")
    press(Qt.Key.Key_Return)
    assert stored(shown).notes == (Note(1, "Figures of #2.5 are kept"),)
    assert not panel_of(shown).composer.tie_button.isVisible()


def test_two_hundred_notes_are_one_model_and_no_widgets(show: Show, qtbot: QtBot) -> None:
    texts = [f"Note number {n} with as many words as one writes down in a hurry, or some more" for n in range(1, 201)]
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder", *texts),)))
    panel = panel_of(shown)
    before = len(panel.findChildren(QWidget))
    for sign in "They say that":
        QTest.keyClicks(panel.composer.edit, sign)
        shown.opened.working.flush()
    assert panel.notes.model().rowCount() == 201
    assert len(panel.findChildren(QWidget)) - before < 20


def test_next_key_leads_on_to_the_criteria_and_stores_the_note(show: Show) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder"),)))
    part_of(shown)
    write("They pay")
    press(Qt.Key.Key_Return, CTRL)
    assert shown.page.area == "criteria"
    assert stored(shown).notes == (Note(1, "They pay"),)
    workspace = shown.page.workspace
    assert workspace is not None
    criterion = workspace.current_criterion
    press(Qt.Key.Key_3)
    assert shown.opened.stored.judgement(LEAD.id, criterion).level == 3


@pytest.mark.parametrize("code", ["en", "fi"])
def test_everything_to_touch_on_site_has_a_name(show: Show, code: str) -> None:
    if code == "fi":
        set_current(load("fi", ROOT / "resources" / "i18n"))
    QAccessible.setActive(True)
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder", "One."),)))
    panel = panel_of(shown)
    panel.composer.tie("2.5")
    nameless: list[str] = []
    for key in ("interviews", "close"):
        shown.page.go_to(Place(Area.ON_SITE, key))
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView):
            for widget in shown.page.area_widget.findChildren(kind):
                interface = QAccessible.queryAccessibleInterface(widget)
                inside = widget.objectName() == "qt_spinbox_lineedit"
                if widget.isVisible() and not inside and not interface.text(QAccessible.Text.Name):
                    nameless.append(f"{key}: {widget!r}")
    assert nameless == []
    note = QAccessible.queryAccessibleInterface(panel.notes)
    assert note.child(1).text(QAccessible.Text.Name).endswith("2.5")


def test_chips_of_the_parts_are_reached_and_changed_by_key(show: Show) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Funder"),)))
    part_of(shown)
    area = shown.page.on_site
    assert area is not None
    area.bar.buttons["interviews"].setFocus()
    press(Qt.Key.Key_Right)
    assert area.bar.current_key == "close"
    assert focused() is area.bar.buttons["close"]
    assert area.bar.buttons["close"].text().startswith("Points to close")


def test_the_list_of_interviews_takes_more_of_a_wide_window_where_notes_have_room(show: Show) -> None:
    shown = show(replace(assessment(step=Step.SCORING), evidence=(talk(1, "Cluster manager"),)))
    part = part_of(shown)
    for width, least, most in ((1000, 19, 20), (1700, 25, 28), (2600, 27, 28.1)):
        shown.page.window().resize(width, 900)
        QApplication.processEvents()
        assert theme.em(least) <= part.list.width() <= theme.em(most)
