"""A note from the interview that is going on, written beside the criterion that it is about."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from support.gold import LEAD, all_facts, assessment
from support.shown import Show, Shown, focused

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, Interview, Note
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.ui.workspace.talk_note import TalkNote

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
TODAY = QDate.currentDate().toString("yyyy-MM-dd")
FUNDER = Evidence(UUID(int=1), "Funder", EvidenceKind.INTERVIEW, interview=Interview("Funder", TODAY, "00:00"))
EARLIER = Evidence(UUID(int=2), "Team", EvidenceKind.INTERVIEW, interview=Interview("Team member", "2020-03-02"))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focused(), key, modifier)


def write(text: str) -> None:
    QTest.keyClicks(focused(), text)


def on_desk(show: Show, *evidence: Evidence) -> tuple[Shown, TalkNote]:
    shown = show(replace(assessment(step=Step.SCORING, facts=all_facts()), evidence=evidence))
    shown.page.resize(1300, 900)
    shown.page.go_to(Place(Area.CRITERIA, "2.5"))
    assert shown.page.workspace is not None
    return shown, shown.page.workspace.talk_note


def notes(shown: Shown, evidence: UUID) -> tuple[Note, ...]:
    piece = shown.opened.stored.piece(evidence)
    return piece.interview.notes if piece and piece.interview else ()


def test_note_goes_to_the_running_interview_and_is_cited_here(show: Show) -> None:
    shown, field = on_desk(show, EARLIER, FUNDER)
    assert field.where_label.text() == "Goes to “Funder”, today 00:00."
    press(Qt.Key.Key_I, CTRL_SHIFT)
    assert focused() is field.edit
    write("Two meetings a year.")
    press(Qt.Key.Key_Return)
    assert notes(shown, FUNDER.id) == (Note(1, "Two meetings a year.", ("2.5",)),)
    assert shown.opened.stored.judgement(LEAD.id, "2.5").citations == (Citation(FUNDER.id, 1),)
    assert field.edit.text() == ""
    assert field.where_label.text() == "Note 1 of “Funder” is kept."
    write("Minutes are kept.")
    press(Qt.Key.Key_Return)
    assert [note.number for note in notes(shown, FUNDER.id)] == [1, 2]


def test_codes_typed_in_the_note_tie_it_to_those_criteria_too(show: Show) -> None:
    shown, field = on_desk(show, FUNDER)
    press(Qt.Key.Key_I, CTRL_SHIFT)
    write("Two meetings a year. #2.2.2")
    press(Qt.Key.Key_Return)
    assert notes(shown, FUNDER.id) == (Note(1, "Two meetings a year.", ("2.5", "2.2.2")),)
    assert field.edit.text() == ""
    write("#2.6 Minutes are kept.")
    press(Qt.Key.Key_Tab)
    assert notes(shown, FUNDER.id)[1] == Note(2, "Minutes are kept.", ("2.5", "2.6"))
    assert field.edit.text() == "Minutes are kept."


def test_first_note_of_the_day_begins_an_interview(show: Show) -> None:
    shown, field = on_desk(show, EARLIER)
    assert field.where_label.text() == "Begins an interview of today."
    press(Qt.Key.Key_I, CTRL_SHIFT)
    write("Two meetings a year.")
    press(Qt.Key.Key_Return)
    begun = shown.opened.stored.evidence[-1]
    assert begun.interview is not None
    assert begun.interview.day == TODAY
    assert notes(shown, begun.id) == (Note(1, "Two meetings a year.", ("2.5",)),)


def test_note_is_stored_while_it_is_typed(show: Show, qtbot: QtBot) -> None:
    shown, _field = on_desk(show, FUNDER)
    press(Qt.Key.Key_I, CTRL_SHIFT)
    write("Two mee")
    qtbot.waitUntil(lambda: notes(shown, FUNDER.id) == (Note(1, "Two mee", ("2.5",)),))


def test_note_stays_with_the_criterion_that_it_was_typed_at(show: Show) -> None:
    shown, field = on_desk(show, FUNDER)
    press(Qt.Key.Key_I, CTRL_SHIFT)
    write("About 2.5")
    press(Qt.Key.Key_Down, CTRL)
    assert field.edit.text() == ""
    assert notes(shown, FUNDER.id) == (Note(1, "About 2.5", ("2.5",)),)
    press(Qt.Key.Key_I, CTRL_SHIFT)
    write("About the next")
    press(Qt.Key.Key_Return)
    workspace = shown.page.workspace
    assert workspace is not None
    assert notes(shown, FUNDER.id)[1].criteria == (workspace.current_criterion,) != ("2.5",)


def test_undo_takes_the_note_back(show: Show) -> None:
    shown, field = on_desk(show, FUNDER)
    press(Qt.Key.Key_I, CTRL_SHIFT)
    write("Two meetings a year.")
    press(Qt.Key.Key_Z, CTRL)
    assert notes(shown, FUNDER.id) == ()
    assert field.edit.text() == ""
    write("Another.")
    press(Qt.Key.Key_Return)
    assert [note.text for note in notes(shown, FUNDER.id)] == ["Another."]


def test_nothing_typed_makes_no_note(show: Show) -> None:
    shown, _field = on_desk(show, FUNDER)
    press(Qt.Key.Key_I, CTRL_SHIFT)
    write("  ")
    press(Qt.Key.Key_Return)
    assert notes(shown, FUNDER.id) == ()


@pytest.mark.parametrize("area", ["details", "on_site", "result"])
def test_key_leads_here_from_other_areas(show: Show, area: str) -> None:
    shown, field = on_desk(show, FUNDER)
    shown.page.area_bar.open_tab(area)
    shown.page.area_bar.setFocus()
    press(Qt.Key.Key_I, CTRL_SHIFT)
    assert shown.page.area == "criteria"
    assert focused() is field.edit


def test_field_is_gone_where_nothing_can_be_added(show: Show) -> None:
    shown = show(assessment(step=Step.AWARDED))
    shown.page.go_to(Place(Area.CRITERIA, "2.5"))
    assert shown.page.workspace is not None
    assert not shown.page.workspace.talk_note.isVisible()
