"""What stands beside the levels: last time, the self-assessment, the private note, and what a level rests on."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support import gold
from support.desk import Desk, Show, scoring

from eucles_desk.assessment.on_site import SelfJudgement
from eucles_desk.assessment.terms import NOT_APPLICABLE, RestsOn, Step
from eucles_desk.assessment.values import Assessment, EarlierResult, Improvement, Level
from eucles_desk.errors import StorageError
from eucles_desk.ui.workspace.beside import Beside
from eucles_desk.ui.workspace.last_time import LastTimeView
from eucles_desk.ui.workspace.own_view import OwnView

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
ADVICE = Improvement("Write down the next step.", "Talks lead on.", "Team", "2023-12")


def renewal(*, own: Level = 5) -> Assessment:
    """Return an assessment of a cluster that was assessed twice before and sees itself at a level in 2.5."""
    early = EarlierResult("2019-12", "gold", {"2.5": 1}, Decimal(50))
    last = EarlierResult("2022-12", "gold", {"2.5": 4, "2.6": 3}, Decimal(70), recommendations={"2.5": (ADVICE,)})
    said = SelfJudgement("2.5", own, "We visit everybody.")
    return replace(scoring({"2.5": 3}), earlier=(early, last), self_assessment=(said,))


def beside(desk: Desk) -> Beside:
    return desk.workspace.judgement.beside


def last_time(desk: Desk) -> LastTimeView:
    found = beside(desk).last_time
    assert found is not None
    return found


def own(desk: Desk) -> OwnView:
    found = beside(desk).own
    assert found is not None
    return found


def marks(desk: Desk) -> dict[int | None, tuple[str, str]]:
    cards = desk.workspace.judgement.cards.shown_cards()
    return {
        card.content.level: (card.content.last, card.content.own)
        for card in cards
        if card.content.last or card.content.own
    }


def test_last_time_and_self_assessment_are_marked_on_the_cards_in_words(show: Show) -> None:
    desk = show(renewal())
    desk.workspace.show_criterion("2.5")

    assert marks(desk) == {4: ("last time", ""), 5: ("", "self")}
    card = desk.workspace.judgement.cards.card(4)
    assert card is not None
    assert card.accessibleName().endswith("last time")
    desk.workspace.show_criterion("2.6")
    assert marks(desk) == {3: ("last time", "")}
    desk.workspace.show_criterion("2.7")
    assert marks(desk) == {}


def test_last_time_says_month_level_and_what_was_recommended(show: Show) -> None:
    desk = show(renewal())
    desk.workspace.show_criterion("2.5")
    assert last_time(desk).level_label.text() == "December 2022, Gold: level 4"
    assert [row.text_label.text() for row in last_time(desk).rows] == [ADVICE.text]
    assert "December 2023" in last_time(desk).rows[0].details_label.text()

    desk.workspace.show_criterion("2.6")
    assert last_time(desk).rows == []
    assert last_time(desk).nothing_label.isVisible()
    desk.workspace.show_criterion("2.7")
    assert last_time(desk).level_label.text().endswith("not judged then")
    assert not last_time(desk).nothing_label.isVisible()


def test_a_recommendation_of_last_time_is_taken_over_with_the_keyboard_on_it(show: Show, qtbot: QtBot) -> None:
    desk = show(renewal())
    desk.workspace.show_criterion("2.5")
    button = last_time(desk).rows[0].copy_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert desk.judgement("2.5").improvements == (replace(ADVICE, due=""),)
    assert not button.isEnabled()
    assert "Taken over" in button.accessibleName()
    assert QApplication.focusWidget() is desk.workspace.judgement.improvements.rows[0].field
    desk.write(" Again.")
    desk.working.flush()
    assert desk.judgement("2.5").improvements[0].text == "Write down the next step. Again."
    assert button.isEnabled()
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.press(Qt.Key.Key_Z, CONTROL)
    assert desk.judgement("2.5").improvements == ()


def test_nothing_is_taken_over_once_the_judgements_are_sealed(show: Show) -> None:
    desk = show(replace(gold.full(), step=Step.CONSENSUS, earlier=renewal().earlier))
    desk.workspace.show_criterion("2.5")

    assert last_time(desk).isVisible()
    assert not last_time(desk).rows[0].copy_button.isVisible()


def test_the_self_assessment_is_entered_by_digit_and_text_and_leaves_the_judgement_alone(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.workspace.show_criterion("2.5")
    assert beside(desk).own is None
    qtbot.mouseClick(beside(desk).own_link, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is own(desk).level_box
    desk.press(Qt.Key.Key_4)
    desk.press(Qt.Key.Key_Tab)
    desk.write("We think so.")
    desk.working.flush()

    assert desk.stored.self_assessment == (SelfJudgement("2.5", 4, "We think so."),)
    assert desk.judgement("2.5").level is None
    assert marks(desk) == {4: ("", "self")}
    desk.workspace.show_criterion("2.6")
    assert not own(desk).isVisible()
    assert beside(desk).own_link.isVisible()
    desk.workspace.show_criterion("2.5")
    assert own(desk).comment_edit.toPlainText() == "We think so."


def test_a_self_assessment_taken_back_leaves_nothing(show: Show) -> None:
    desk = show(renewal(own=5))
    desk.workspace.show_criterion("2.5")
    box = own(desk).level_box
    box.setFocus()
    desk.press(Qt.Key.Key_Home)
    assert desk.stored.self_assessment == (SelfJudgement("2.5", None, "We visit everybody."),)

    own(desk).comment_edit.setFocus()
    desk.press(Qt.Key.Key_A, CONTROL)
    desk.press(Qt.Key.Key_Delete)
    desk.working.flush()
    assert desk.stored.self_assessment == ()


def test_in_a_step_that_is_closed_the_self_assessment_is_read(show: Show) -> None:
    desk = show(replace(renewal(own=NOT_APPLICABLE), step=Step.DECISION))
    desk.workspace.show_criterion("2.5")

    assert not own(desk).level_box.isVisible()
    assert not own(desk).comment_edit.isVisible()
    assert own(desk).level_label.text() == "not applicable"
    assert own(desk).comment_label.text() == "We visit everybody."
    desk.workspace.show_criterion("2.6")
    assert not beside(desk).own_link.isVisible()


def test_a_comment_that_cannot_be_stored_stays_and_is_stored_later(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = show(renewal())
    desk.workspace.show_criterion("2.5")
    real = desk.service.set_self_judgement

    def full(_said: SelfJudgement) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(desk.service, "set_self_judgement", full)
    own(desk).comment_edit.setFocus()
    desk.press(Qt.Key.Key_End, CONTROL)
    desk.write(" Twice.")
    desk.workspace.show_criterion("2.6")
    assert desk.working.unsaved_text == "We visit everybody. Twice."
    desk.workspace.show_criterion("2.5")
    assert own(desk).comment_edit.toPlainText() == "We visit everybody. Twice."

    monkeypatch.setattr(desk.service, "set_self_judgement", real)
    desk.working.retry()
    assert desk.stored.self_assessment[0].comment == "We visit everybody. Twice."


def test_there_is_room_beside_the_levels_in_a_wide_window_and_under_the_reason_in_a_narrow_one(show: Show) -> None:
    desk = show(renewal())
    desk.workspace.show_criterion("2.5")
    cards, panel = desk.workspace.judgement.cards, beside(desk)
    desk.window.resize(1920, 1080)
    QApplication.processEvents()
    assert panel.x() > cards.x() + cards.width() - 1
    assert panel.y() == cards.y()

    desk.window.resize(1180, 720)
    QApplication.processEvents()
    assert panel.y() > desk.workspace.judgement.reason_section.y()


def test_a_first_award_shows_nothing_of_last_time_and_makes_nothing_for_it(desk: Desk) -> None:
    desk.workspace.show_criterion("2.5")

    assert beside(desk).last_time is None
    assert beside(desk).own is None
    assert beside(desk).own_link.isVisible()


def test_a_private_note_is_folded_away_stored_and_marked_in_the_list(desk: Desk) -> None:
    field = desk.workspace.judgement.private_note
    desk.workspace.show_criterion("2.5")
    assert field.edit is None
    desk.press(Qt.Key.Key_P, ALT)
    assert field.edit is not None
    assert QApplication.focusWidget() is field.edit
    assert field.promise_label.isVisible()
    assert "Never leaves this laptop" in field.promise_label.text()
    desk.write("Ask the chair alone.")
    desk.working.flush()

    assert [(note.criterion, note.text) for note in desk.stored.private_notes] == [("2.5", "Ask the chair alone.")]
    row = desk.workspace.criteria.model.row("2.5")
    assert row is not None
    assert row.is_noted
    said = str(desk.workspace.criteria.model.index_of("2.5").data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.endswith("with a private note")
    desk.press(Qt.Key.Key_P, ALT)
    assert not field.edit.isVisible()
    assert field.fold_button.text() == "Private note (written)"
    desk.workspace.show_criterion("2.6")
    assert field.fold_button.text() == "Private note"


@pytest.mark.parametrize("way", ["click", "key", "button"])
def test_a_private_note_opens_in_view_with_the_keyboard_in_it(desk: Desk, qtbot: QtBot, way: str) -> None:
    desk.window.resize(1280, 800)
    panel = desk.workspace.judgement
    field, view = panel.private_note, panel.area.viewport()
    if way == "key":
        desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    elif way == "click":
        panel.area.ensureWidgetVisible(field.fold_button, 0, 0)
        qtbot.mouseClick(field.fold_button, Qt.MouseButton.LeftButton)
    else:
        field.fold_button.setFocus()
        desk.press(Qt.Key.Key_Space)
    assert field.edit is not None
    assert field.edit.hasFocus()
    QTest.qWait(80)  # the layout settles in a few rounds
    assert view.rect().contains(QRect(field.mapTo(view, QPoint(0, 0)), field.size()))
    desk.write("Ask the chair alone.")
    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    assert not field.edit.isVisible()
    assert field.fold_button.hasFocus()
    assert [note.text for note in desk.stored.private_notes] == ["Ask the chair alone."]


def test_a_private_note_can_be_written_when_nothing_else_can(show: Show) -> None:
    desk = show(replace(gold.full(), step=Step.AWARDED))
    desk.workspace.show_criterion("2.5")
    desk.press(Qt.Key.Key_P, ALT)
    desk.write("For next time.")
    desk.workspace.show_criterion("2.6")

    assert [note.text for note in desk.stored.private_notes] == ["For next time."]
    assert desk.workspace.judgement.private_note.edit is not None
    assert desk.workspace.judgement.private_note.edit.toPlainText() == ""


def test_a_high_level_on_little_says_so_in_place_and_stops_when_it_does_not(desk: Desk) -> None:
    desk.workspace.show_criterion("2.5")
    hint = desk.workspace.judgement.rests_hint
    assert not hint.isVisible()
    desk.press(Qt.Key.Key_4)
    assert "rests on nothing yet" in hint.text_label.text()
    desk.press(Qt.Key.Key_I, ALT)
    assert "one kind of source" in hint.text_label.text()
    desk.press(Qt.Key.Key_D, ALT)
    assert hint.text_label.text() == "It rests on a document, but none is cited. Cite one, or untick it."
    desk.press(Qt.Key.Key_3)
    desk.press(Qt.Key.Key_D, ALT)
    assert not hint.isVisible()


@pytest.mark.parametrize(
    ("key", "source"),
    [
        (Qt.Key.Key_D, RestsOn.DOCUMENT),
        (Qt.Key.Key_I, RestsOn.INTERVIEW),
        (Qt.Key.Key_O, RestsOn.OBSERVATION),
        (Qt.Key.Key_S, RestsOn.SURVEY),
    ],
)
def test_a_key_ticks_a_source_and_takes_it_back_also_while_typing(desk: Desk, key: Qt.Key, source: RestsOn) -> None:
    desk.workspace.judgement.reason_edit.setFocus()
    desk.write("Seen")
    desk.press(key, ALT)
    assert desk.judgement().rests_on == (source,)
    assert desk.judgement().reason == "Seen"
    assert f"(Alt+{key.name[-1]})" in desk.workspace.judgement.sources[source].toolTip()
    desk.press(key, ALT)
    assert desk.judgement().rests_on == ()


def test_a_criterion_is_judged_in_full_with_six_keys_besides_text(desk: Desk) -> None:
    first = desk.workspace.current_criterion
    keys = [
        (Qt.Key.Key_4, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
        "The register shows it.",
        (Qt.Key.Key_D, ALT),
        (Qt.Key.Key_I, ALT),
        (Qt.Key.Key_R, ALT),
        (Qt.Key.Key_Return, CONTROL),
    ]
    for key in keys:
        if isinstance(key, str):
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClicks(focus, key)
        else:
            desk.press(*key)

    judged = desk.judgement(first)
    assert (judged.level, judged.reason, judged.on_site) == (4, "The register shows it.", True)
    assert judged.rests_on == (RestsOn.DOCUMENT, RestsOn.INTERVIEW)
    assert desk.workspace.current_criterion != first
    assert len([key for key in keys if not isinstance(key, str)]) <= 6


def test_keys_for_sources_do_nothing_once_judgements_are_sealed(show: Show) -> None:
    desk = show(replace(gold.full(), step=Step.CONSENSUS))
    desk.workspace.show_criterion("2.5")
    before = desk.stored
    refusals: list[str] = []
    desk.working.refused.connect(refusals.append)
    for key in (Qt.Key.Key_D, Qt.Key.Key_I, Qt.Key.Key_R):
        desk.press(key, ALT)

    assert desk.stored == before
    assert refusals == []
