"""The panel of findings: counts, the way to each field, accepting with a reason, and what typing costs."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from support.gold import LEAD, assessment, full, levels_for
from support.shown import Show, Shown, focused

from eucles_desk.assessment.acceptance import key_of
from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.checks import Finding, FindingKind, Severity
from eucles_desk.assessment.evidence import Evidence, EvidenceKind
from eucles_desk.assessment.on_site import AcceptedFinding
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import RestsOn, Step
from eucles_desk.assessment.values import Assessment, Improvement, Judgement
from eucles_desk.ui.assessment.check_panel import MOST_ROWS, CheckPanel
from eucles_desk.ui.assessment.finding_row import FindingRow
from eucles_desk.ui.workspace.workspace import Workspace

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def judged(*judgements: Judgement, **parts: object) -> Assessment:
    start = assessment(step=Step.SCORING)
    return replace(start, judgements=judgements, **parts)  # type: ignore[arg-type]


def good(criterion: str, level: int = 3, **parts: object) -> Judgement:
    said = Judgement(LEAD.id, criterion, level, "Seen in the register of the period.")
    return replace(said, **parts)  # type: ignore[arg-type]


ONE_OF_EACH = judged(
    Judgement(LEAD.id, "2.6", 3),
    good("2.4", 2, improvements=(Improvement("Write it down."),)),
    good("3.1", 3, reason="Seen."),
)
"""An error in 2.6, a warning and a hint in 2.4, a hint in 3.1."""


def panel(shown: Shown) -> CheckPanel:
    return shown.page.checks.panel


def workspace(shown: Shown) -> Workspace:
    found = shown.page.workspace
    assert found is not None
    return found


def row(shown: Shown, kind: FindingKind) -> FindingRow:
    return next(row for row in panel(shown).rows if row.finding.kind is kind)


def kinds(shown: Shown) -> list[str]:
    return [row.finding.kind.value for row in panel(shown).rows]


def caught_up(shown: Shown, qtbot: QtBot) -> None:
    """Wait for the pause after a change."""
    with qtbot.waitSignal(shown.page.checks.checking.updated, timeout=3000):
        pass


def test_the_button_counts_in_words(show: Show) -> None:
    shown = show(ONE_OF_EACH)
    button = shown.page.checks.button
    assert button.text() == "1 error, 1 warning, 2 hints"
    assert button.accessibleName() == "Findings: 1 error, 1 warning, 2 hints"
    assert "F8" in button.toolTip()


def test_no_findings_are_said_in_words_too(show: Show, qtbot: QtBot) -> None:
    shown = show(judged(good("2.6")))
    assert shown.page.checks.button.text() == "Nothing odd"
    assert "What is missing" in shown.page.checks.button.toolTip()
    qtbot.mouseClick(shown.page.checks.button, Qt.MouseButton.LeftButton)
    assert panel(shown).good_label.isVisible()
    assert not panel(shown).next_button.isEnabled()
    qtbot.keyClick(focused(), Qt.Key.Key_F8)
    assert panel(shown).isVisible()


@pytest.mark.parametrize("area", [Area.DETAILS, Area.FACTS, Area.CRITERIA, Area.RESULT])
def test_the_panel_opens_over_any_area_and_escape_puts_it_away(show: Show, qtbot: QtBot, area: Area) -> None:
    shown = show(ONE_OF_EACH)
    shown.page.go_to(Place(area))
    before = focused()
    assert not panel(shown).isVisible()
    shown.page.checks.toggle()
    assert panel(shown).isVisible()
    assert panel(shown).isAncestorOf(focused())
    assert shown.page.checks.button.isChecked()
    assert shown.page.area == area.value
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert not panel(shown).isVisible()
    assert focused() is before
    assert not shown.page.checks.button.isChecked()


def test_findings_stand_by_weight_under_their_headings(show: Show) -> None:
    shown = show(ONE_OF_EACH)
    shown.page.checks.toggle()
    groups = panel(shown).groups
    assert [group.heading.text() for group in groups.values()] == ["Errors (1)", "Warnings (1)", "Hints (2)"]
    assert [len(group.rows) for group in groups.values()] == [1, 1, 2]
    assert row(shown, FindingKind.LEVEL_WITHOUT_REASON).place_row.accessibleName().startswith("Error, 2.6 ")


def test_f8_goes_through_the_findings_and_round(show: Show, qtbot: QtBot) -> None:
    shown = show(ONE_OF_EACH)
    shown.page.go_to(Place(Area.DETAILS))
    seen: list[tuple[str, QWidget]] = []
    for _ in range(5):
        qtbot.keyClick(focused(), Qt.Key.Key_F8)
        seen.append((workspace(shown).current_criterion, focused()))
    assert panel(shown).isVisible()
    assert [criterion for criterion, _ in seen] == ["2.6", "2.4", "2.4", "3.1", "2.6"]
    assert seen[0] == seen[4]
    assert seen[1] != seen[2], "level and effect are two fields"
    qtbot.keyClick(focused(), Qt.Key.Key_F8, SHIFT)
    assert (workspace(shown).current_criterion, focused()) == seen[3]


def test_f8_marks_where_it_is_in_the_panel(show: Show, qtbot: QtBot) -> None:
    shown = show(ONE_OF_EACH)
    qtbot.keyClick(focused(), Qt.Key.Key_F8)
    qtbot.keyClick(focused(), Qt.Key.Key_F8)
    marked = [row for row in panel(shown).rows if row.place_row.accessibleDescription()]
    assert [row.finding.kind for row in marked] == [panel(shown).rows[1].finding.kind]


def test_f8_takes_the_next_one_when_the_present_one_was_mended(show: Show, qtbot: QtBot) -> None:
    shown = show(ONE_OF_EACH)
    qtbot.keyClick(focused(), Qt.Key.Key_F8)
    assert focused() is workspace(shown).judgement.reason_edit
    qtbot.keyClicks(focused(), "Every committed participant is named in it.")
    qtbot.keyClick(focused(), Qt.Key.Key_F8)
    assert workspace(shown).current_criterion == "2.4"
    assert shown.opened.stored.judgement(LEAD.id, "2.6").reason.startswith("Every")
    assert FindingKind.LEVEL_WITHOUT_REASON.value not in kinds(shown)


def has_focus(shown: Shown, kind: FindingKind) -> QWidget:
    shown.page.checks.toggle()
    row(shown, kind).place_row.click()
    return focused()


def test_a_reason_is_given_in_its_own_field(show: Show) -> None:
    shown = show(ONE_OF_EACH)
    assert has_focus(shown, FindingKind.SHORT_REASON) is workspace(shown).judgement.reason_edit
    assert workspace(shown).current_criterion == "3.1"


def test_a_level_is_mended_at_the_levels(show: Show) -> None:
    shown = show(ONE_OF_EACH)
    found = has_focus(shown, FindingKind.BELOW_MINIMUM)
    assert workspace(shown).judgement.cards.isAncestorOf(found)


def test_a_missing_recommendation_is_written_in_the_blank_one(show: Show) -> None:
    shown = show(judged(good("2.6", 2)))
    found = has_focus(shown, FindingKind.LOW_WITHOUT_RECOMMENDATION)
    assert found is workspace(shown).judgement.improvements.rows[0].field


def test_a_missing_effect_is_unfolded_and_written(show: Show) -> None:
    judgement = good("2.6", 2, improvements=(Improvement("One.", "More."), Improvement("Two.")))
    shown = show(judged(judgement))
    found = has_focus(shown, FindingKind.RECOMMENDATION_WITHOUT_EFFECT)
    details = workspace(shown).judgement.improvements.rows[1].details
    assert details is not None
    assert found is details.effect_edit


def test_more_evidence_is_cited_or_attached(show: Show) -> None:
    high = good("2.6", 4, rests_on=(RestsOn.DOCUMENT, RestsOn.INTERVIEW))
    shown = show(judged(high))
    assert has_focus(shown, FindingKind.HIGH_WITHOUT_EVIDENCE) is workspace(shown).evidence.attach_button


def test_another_source_is_ticked_at_the_sources(show: Show) -> None:
    shown = show(judged(good("2.6", 4, rests_on=(RestsOn.DOCUMENT,))))
    found = has_focus(shown, FindingKind.HIGH_ON_ONE_SOURCE)
    assert found is workspace(shown).judgement.sources[RestsOn.INTERVIEW]


def test_enter_leads_from_the_panel_to_the_field(show: Show, qtbot: QtBot) -> None:
    shown = show(ONE_OF_EACH)
    shown.page.checks.toggle()
    qtbot.keyClick(focused(), Qt.Key.Key_Down)
    assert focused() is panel(shown).rows[1].place_row
    qtbot.keyClick(focused(), Qt.Key.Key_Up)
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert workspace(shown).current_criterion == "2.6"
    assert focused() is workspace(shown).judgement.reason_edit


def accept(shown: Shown, qtbot: QtBot, kind: FindingKind, reason: str) -> None:
    row(shown, kind).accept_button.click()
    qtbot.keyClicks(focused(), reason)
    qtbot.keyClick(focused(), Qt.Key.Key_Return, CTRL)


def test_a_finding_is_accepted_with_a_reason_and_counts_no_more(show: Show, qtbot: QtBot) -> None:
    shown = show(ONE_OF_EACH)
    shown.page.checks.toggle()
    accept(shown, qtbot, FindingKind.BELOW_MINIMUM, "The board is new.")
    assert [answer.reason for answer in shown.opened.stored.accepted] == ["The board is new."]
    assert shown.page.checks.button.text() == "1 error, 2 hints"
    assert FindingKind.BELOW_MINIMUM.value not in kinds(shown)
    assert panel(shown).accepted_button.text() == "Accepted (1)"
    assert panel(shown).accepted_rows == ()
    assert panel(shown).isAncestorOf(focused())


def test_no_reason_accepts_nothing(show: Show, qtbot: QtBot) -> None:
    shown = show(ONE_OF_EACH)
    shown.page.checks.toggle()
    accept(shown, qtbot, FindingKind.BELOW_MINIMUM, "   ")
    form = row(shown, FindingKind.BELOW_MINIMUM).form
    assert form is not None
    assert not form.accept_button.isEnabled()
    assert shown.opened.stored.accepted == ()
    qtbot.keyClick(focused(), Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert panel(shown).isVisible()
    assert focused() is row(shown, FindingKind.BELOW_MINIMUM).accept_button


def test_an_accepted_finding_shows_its_reason_and_counts_again_when_asked(show: Show, qtbot: QtBot) -> None:
    shown = show(ONE_OF_EACH)
    shown.page.checks.toggle()
    accept(shown, qtbot, FindingKind.BELOW_MINIMUM, "The board is new.")
    qtbot.mouseClick(panel(shown).accepted_button, Qt.MouseButton.LeftButton)
    (accepted,) = panel(shown).accepted_rows
    assert accepted.reason_label.text() == "Accepted: The board is new."
    accepted.reopen_button.click()
    assert shown.opened.stored.accepted == ()
    assert focused() is row(shown, FindingKind.BELOW_MINIMUM).place_row
    assert not panel(shown).accepted_button.isVisible()


def test_acceptance_is_undone(show: Show, qtbot: QtBot) -> None:
    shown = show(ONE_OF_EACH)
    shown.page.checks.toggle()
    accept(shown, qtbot, FindingKind.BELOW_MINIMUM, "The board is new.")
    shown.opened.working.undo()
    caught_up(shown, qtbot)
    assert FindingKind.BELOW_MINIMUM.value in kinds(shown)


def test_a_finding_that_has_changed_counts_again(show: Show) -> None:
    answer = AcceptedFinding("below_minimum", "criteria:2.4", "9", "It was so in another edition.")
    shown = show(replace(ONE_OF_EACH, accepted=(answer,)))
    shown.page.checks.toggle()
    assert FindingKind.BELOW_MINIMUM.value in kinds(shown)
    assert not panel(shown).accepted_button.isVisible()


def test_findings_follow_after_a_pause_and_the_form_being_filled_in_stays(show: Show, qtbot: QtBot) -> None:
    shown = show(ONE_OF_EACH)
    shown.page.checks.toggle()
    below = row(shown, FindingKind.BELOW_MINIMUM)
    below.accept_button.click()
    qtbot.keyClicks(focused(), "The board")
    shown.opened.working.do(lambda: shown.opened.working.opened.set_level("3.2", 3))
    assert shown.page.checks.button.text() == "1 error, 1 warning, 2 hints"
    caught_up(shown, qtbot)
    assert shown.page.checks.button.text() == "2 errors, 1 warning, 2 hints"
    assert row(shown, FindingKind.BELOW_MINIMUM) is below
    assert below.form is not None
    assert focused() is below.form.reason_edit
    assert below.form.reason_edit.toPlainText() == "The board"


def test_tab_goes_from_sentence_to_accept_and_on_also_after_rows_came_between(show: Show, qtbot: QtBot) -> None:
    shown = show(ONE_OF_EACH)
    shown.page.checks.toggle()
    shown.opened.working.do(lambda: shown.opened.working.opened.set_level("3.2", 3))
    caught_up(shown, qtbot)
    rows = panel(shown).rows
    rows[0].place_row.setFocus()
    for at in rows:
        assert focused() is at.place_row
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)
        assert focused() is at.accept_button
        qtbot.keyClick(focused(), Qt.Key.Key_Tab)


def test_an_ended_assessment_shows_findings_but_accepts_none(show: Show) -> None:
    ended = assessment(step=Step.AWARDED, agreed=levels_for(130))
    shown = show(ended)
    shown.page.checks.toggle()
    assert not shown.opened.working.opened.can_change(Part.ACCEPTED)
    assert panel(shown).rows
    assert not any(row.accept_button.isVisible() for row in panel(shown).rows)


def test_a_finding_of_the_award_leads_to_the_result(show: Show) -> None:
    shown = show(assessment(step=Step.AWARDED, agreed=levels_for(130)))
    shown.page.checks.toggle()
    row(shown, FindingKind.AWARD_NOT_COMPLETE).place_row.click()
    assert shown.page.area == Area.RESULT.value


def test_hundreds_of_findings_are_made_when_asked_for(show: Show, qtbot: QtBot) -> None:
    pieces = tuple(
        Evidence(LEAD.id.__class__(int=n + 1), f"File {n}", EvidenceKind.DOCUMENT, f"{n:064}") for n in range(200)
    )
    shown = show(judged(good("2.6"), evidence=pieces))
    shown.page.checks.toggle()
    hints = panel(shown).groups[Severity.HINT]
    assert len(hints.rows) == MOST_ROWS
    assert hints.more_button.text() == f"Show {200 - MOST_ROWS} more"
    qtbot.mouseClick(hints.more_button, Qt.MouseButton.LeftButton)
    assert len(hints.rows) == 200
    assert not hints.more_button.isVisible()


def test_the_result_does_not_list_what_was_accepted(show: Show) -> None:
    answer = AcceptedFinding("short_reason", "criteria:3.1", "", "It says all there is.")
    shown = show(replace(ONE_OF_EACH, accepted=(answer,)))
    findings = shown.opened.working.standing.findings
    assert key_of(Finding(FindingKind.SHORT_REASON, Place(Area.CRITERIA, "3.1"))) not in map(key_of, findings)
    assert len(findings) == 3


def test_in_the_consensus_a_sealed_field_leaves_the_keyboard_at_the_levels(show: Show) -> None:
    value = full(step=Step.CONSENSUS)
    bare = tuple(replace(judgement, citations=()) for judgement in value.judgements)
    shown = show(replace(value, judgements=bare))
    shown.page.checks.toggle()
    row(shown, FindingKind.HIGH_WITHOUT_EVIDENCE).place_row.click()
    assert workspace(shown).judgement.cards.isAncestorOf(focused())


def test_enter_accepts_and_shift_enter_begins_a_line(show: Show, qtbot: QtBot) -> None:
    shown = show(ONE_OF_EACH)
    shown.page.checks.toggle()
    row(shown, FindingKind.BELOW_MINIMUM).accept_button.click()
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert not shown.opened.stored.accepted
    qtbot.keyClicks(focused(), "The board is new.")
    qtbot.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(focused(), "It meets in May.")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert [answer.reason for answer in shown.opened.stored.accepted] == ["The board is new.\nIt meets in May."]
