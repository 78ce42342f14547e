"""Sealing a seat in the window: what it freezes, the code to tell, the code that is heard, opening again."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.differing import LEAD, SECOND, differing
from support.shown import Show, Shown, focused

from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.sealing import code_of
from eucles_desk.assessment.terms import Step
from eucles_desk.ui.assessment.details import DetailsArea
from eucles_desk.ui.consensus.seal_card import SealCard

SALT = "cd" * 32


def card_of(shown: Shown) -> SealCard:
    shown.page.go_to(Place(Area.DETAILS, "seal"))
    area = shown.page.area_widget
    assert isinstance(area, DetailsArea)
    return area.seal_card


def elsewhere(shown: Shown) -> None:
    """Have the second expert judge on another computer."""
    with shown.opened.store() as store:
        store.exchange.hold(shown.value.id, (LEAD.id,))
    shown.opened.working.opened.read_again()


def test_seat_is_sealed_by_key_and_its_code_can_be_read_aloud(show: Show, qtbot: QtBot) -> None:
    shown = show(differing(Step.SCORING))
    one = card_of(shown).seats[LEAD.id]
    assert focused() is one.seal_button
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    assert one.question_label.text().startswith("31 levels with their reasons and evidence are frozen.")
    assert shown.opened.stored.seals == ()
    assert focused() is one.confirm_button
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    (seal,) = shown.opened.stored.seals
    assert (seal.seat, one.code_label.text()) == (LEAD.id, seal.code)
    assert one.spelled_label.text().replace(" ", "").split("\N{EN DASH}") == seal.code.split("-")
    assert one.code_label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_sealed_seat_is_read_only_in_the_workspace_and_leads_to_its_seal(show: Show, qtbot: QtBot) -> None:
    shown = show(differing(Step.SCORING))
    shown.opened.working.opened.seal(LEAD.id)
    shown.page.go_to(Place(Area.CRITERIA, "2.4"))
    workspace = shown.page.workspace
    assert workspace is not None
    panel = workspace.judgement
    assert "This seat is sealed" in panel.closed_notice.text_label.text()
    qtbot.keyClick(panel.cards, Qt.Key.Key_5)
    assert shown.value.judgement(LEAD.id, "2.4").level == 2
    panel.seal_link.click()
    assert shown.page.area == "details"
    assert focused() is card_of(shown).seats[LEAD.id].reopen_button


def test_seal_is_opened_again_only_with_a_reason(show: Show, qtbot: QtBot) -> None:
    shown = show(differing(Step.SCORING))
    shown.opened.working.opened.seal(LEAD.id)
    one = card_of(shown).seats[LEAD.id]
    one.reopen_button.click()
    qtbot.keyClick(one.reason_edit, Qt.Key.Key_Return)
    assert one.reason_field.problem == "Say why the seat is opened again."
    assert shown.opened.stored.seals
    qtbot.keyClicks(one.reason_edit, "A document came late.")
    qtbot.keyClick(one.reason_edit, Qt.Key.Key_Return)
    assert shown.opened.stored.seals == ()
    assert one.seal_button.isVisible()


def test_code_heard_with_a_wrong_sign_is_told(show: Show, qtbot: QtBot) -> None:
    shown = show(differing(Step.SCORING))
    elsewhere(shown)
    one = card_of(shown).seats[SECOND.id]
    one.show_seat(SECOND)
    code = code_of(shown.value, SECOND.id, SALT)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    qtbot.keyClicks(one.heard_edit, wrong)
    qtbot.keyClick(one.heard_edit, Qt.Key.Key_Return)
    assert one.heard_field.problem == "A sign of this code is wrong. Compare it once more."
    assert shown.opened.stored.seals == ()
    one.heard_edit.clear()
    qtbot.keyClicks(one.heard_edit, code.replace("-", " ").lower())
    one.keep_button.click()
    assert [seal.code for seal in shown.opened.stored.seals] == [code]
    assert not one.heard_field.isVisible()


@pytest.mark.parametrize(("step", "is_there"), [(Step.DRAFT, False), (Step.SCORING, True), (Step.DECISION, False)])
def test_seals_are_there_when_they_are_about_something(show: Show, step: Step, is_there: bool) -> None:
    shown = show(differing(step))
    shown.page.area_bar.open_tab("details")
    area = shown.page.area_widget
    assert isinstance(area, DetailsArea)
    assert area.seal_card.isVisible() is is_there
