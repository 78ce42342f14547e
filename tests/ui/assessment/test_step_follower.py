"""Undo and redo lead to where they change something, and say what they did there."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from support.gold import assessment
from support.shown import Show, Shown, focused

from eucles_desk.assessment.evidence import Evidence, EvidenceKind, Interview, Note
from eucles_desk.assessment.on_site import Agenda, Frame
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.ui.assessment.facts import FactsArea

TALKS = tuple(
    Evidence(UUID(int=number), "Board chair, 24 November 2026", EvidenceKind.INTERVIEW, interview=Interview("Board"))
    for number in (1, 2)
)


def shown_at(show: Show, area: Area) -> Shown:
    shown = show(replace(assessment(step=Step.SCORING), evidence=TALKS))
    shown.page.go_to(Place(area))
    return shown


def test_a_note_undone_elsewhere_is_shown_and_named_by_its_words(show: Show, qtbot: QtBot) -> None:
    shown = shown_at(show, Area.ON_SITE)
    opened = shown.opened.working.opened
    opened.set_note(TALKS[0].id, Note(1, "They meet each month and write it all down."))
    opened.set_note(TALKS[1].id, Note(1, "Nobody knows."))
    shown.page.go_to(Place(Area.DETAILS))
    assert shown.page.save_bar.undo_button.accessibleName() == "Undo: note 1: “Nobody knows.”"
    shown.opened.working.undo()
    qtbot.waitUntil(lambda: shown.page.area == Area.ON_SITE.value)
    assert shown.page.on_site is not None
    assert shown.page.on_site.interviews.current == TALKS[1].id
    assert shown.page.message.text == "Undone: note 1: “Nobody knows.”."
    shown.opened.working.undo()
    qtbot.waitUntil(lambda: shown.page.on_site is not None and shown.page.on_site.interviews.current == TALKS[0].id)
    assert "note 1: “They meet each month and write…”" in shown.page.message.text
    shown.page.go_to(Place(Area.RESULT))
    shown.opened.working.redo()
    qtbot.waitUntil(lambda: shown.page.area == Area.ON_SITE.value)
    assert shown.page.message.text.startswith("Done again: note 1")


def test_the_plan_is_named_by_what_was_changed_and_shown(show: Show, qtbot: QtBot) -> None:
    shown = shown_at(show, Area.FACTS)
    opened, button = shown.opened.working.opened, shown.page.save_bar.undo_button
    agenda = Agenda(Frame.HALF_DAY)
    opened.set_agenda(agenda)
    for changed, name in (
        (replace(agenda, frame=Frame.TWO_DAYS), "length of the visit"),
        (replace(agenda, minutes=MappingProxyType({"2.5": 20})), "length of the visit"),
        (replace(agenda, minutes=MappingProxyType({"2.5": 25})), "minutes of 2.5"),
        (replace(agenda, minutes=MappingProxyType({"2.5": 25}), done=("2.5",)), "2.5 talked about"),
        (replace(agenda, minutes=MappingProxyType({"2.5": 25})), "2.5 not talked about"),
        (agenda, "minutes shared out anew"),
        (replace(agenda, starts=("2026-11-24T09:00",)), "days of the visit"),
    ):
        opened.set_agenda(changed)
        assert button.text() == f"Undo: {name}"
    shown.opened.working.undo()
    qtbot.waitUntil(lambda: shown.page.area == Area.ON_SITE.value)
    assert shown.page.on_site is not None
    assert shown.page.on_site.place_id == "agenda"
    assert shown.page.message.text == "Undone: days of the visit."


def test_undo_leads_to_the_criterion_of_a_private_note(show: Show, qtbot: QtBot) -> None:
    shown = shown_at(show, Area.CRITERIA)
    shown.opened.working.opened.set_private_note("2.5", "Ask again.")
    shown.page.go_to(Place(Area.DETAILS))
    shown.opened.working.undo()
    qtbot.waitUntil(lambda: shown.page.area == Area.CRITERIA.value)
    assert shown.page.workspace is not None
    assert shown.page.workspace.current_criterion == "2.5"


def test_undo_goes_to_another_fact_but_leaves_the_keyboard_in_the_one_it_changes(show: Show, qtbot: QtBot) -> None:
    shown = shown_at(show, Area.FACTS)
    area = shown.page.area_widget
    assert isinstance(area, FactsArea)
    first, other = area.fields[0].fact.id, area.fields[4].fact.id
    shown.page.go_to(Place(Area.FACTS, first))
    here = focused()
    QTest.keyClick(here, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(here, "7")
    shown.opened.working.flush()
    assert shown.opened.working.opened.undo_entry is not None
    shown.opened.working.undo()
    qtbot.wait(50)
    assert focused() is here
    shown.page.go_to(Place(Area.FACTS, other))
    assert focused() is not here
    shown.opened.working.redo()
    qtbot.waitUntil(lambda: focused() is here)
    assert not shown.page.message.isVisible()
