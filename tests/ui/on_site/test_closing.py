"""What is to be closed before leaving, and the way from each thing to its place."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from support.gold import LEAD, ROOT, all_facts, assessment, full
from support.shown import Show, Shown, focused

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, Interview
from eucles_desk.assessment.leaving import ToClose
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment, Judgement
from eucles_desk.language import load
from eucles_desk.ui.language import set_current
from eucles_desk.ui.on_site.closing_part import ClosingPart

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
TODAY = QDate.currentDate().toString("yyyy-MM-dd")
TALK = Evidence(UUID(int=1), "Funder", EvidenceKind.INTERVIEW, interview=Interview("Funder", TODAY, "09:00"))


def flagged(*criteria: str, step: Step = Step.SCORING) -> Assessment:
    judgements = tuple(Judgement(LEAD.id, code, 3, "As the register shows.", on_site=True) for code in criteria)
    return replace(assessment(step=step, facts=all_facts()), judgements=judgements, evidence=(TALK,))


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focused(), key, modifier)


def part_of(shown: Shown) -> ClosingPart:
    shown.page.go_to(Place(Area.ON_SITE, "close"))
    assert shown.page.on_site is not None
    part = shown.page.on_site.part
    assert isinstance(part, ClosingPart)
    return part


def test_groups_stand_in_the_order_of_work_with_their_counts(show: Show) -> None:
    part = part_of(show(flagged("2.5", "1.2")))
    headings = [card.heading.text() for card in part.cards.values() if card.isVisible()]
    assert headings == ["To raise on site (2)", "Not looked at yet (29)", "Interviews without notes (1)"]
    assert part.summary_label.text() == "32 points to close before leaving"
    first = part.cards[ToClose.RAISE_ON_SITE].rows[0]
    assert focused() is first
    assert first.accessibleName().startswith("To raise on site, 1.2 ")


def test_enter_leads_to_the_criterion(show: Show) -> None:
    shown = show(flagged("2.5", "1.2"))
    part_of(shown)
    press(Qt.Key.Key_Tab)  # past what is ticked to the next row
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert shown.page.workspace is not None
    assert (shown.page.area, shown.page.workspace.current_criterion) == ("criteria", "2.5")


def test_click_leads_to_an_interview_without_notes_and_a_note_closes_it(show: Show, qtbot: QtBot) -> None:
    shown = show(flagged("2.5"))
    part = part_of(shown)
    qtbot.mouseClick(part.cards[ToClose.TALK_WITHOUT_NOTES].rows[0], Qt.MouseButton.LeftButton)
    area = shown.page.on_site
    assert area is not None
    assert area.interviews.current == TALK.id
    assert focused() is area.interviews.panel.composer.edit
    QTest.keyClicks(focused(), "They pay.")
    press(Qt.Key.Key_Return)
    assert not any(
        card.kind is ToClose.TALK_WITHOUT_NOTES and card.isVisible() for card in part_of(shown).cards.values()
    )


def test_fact_that_is_missing_leads_to_its_field(show: Show) -> None:
    shown = show(replace(flagged("2.5"), cluster=replace(assessment().cluster, facts={})))
    part = part_of(shown)
    row = part.cards[ToClose.FACT_MISSING].rows[0]
    row.setFocus()
    press(Qt.Key.Key_Return)
    assert shown.page.area == "facts"


def test_raised_takes_the_flag_off_and_undo_puts_it_back(show: Show) -> None:
    shown = show(flagged("1.2", "2.5", "4.4"))
    part = part_of(shown)
    card = part.cards[ToClose.RAISE_ON_SITE]
    card.ticks[0].setFocus()
    press(Qt.Key.Key_Space)
    assert not shown.opened.stored.judgement(LEAD.id, "1.2").on_site
    assert [row.shown.text[:3] for row in card.rows] == ["2.5", "4.4"]
    assert focused() is card.ticks[0]
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space)
    assert not card.isVisible()
    assert focused() is part.rows[0]
    press(Qt.Key.Key_Z, CTRL)
    assert shown.opened.stored.judgement(LEAD.id, "4.4").on_site
    assert [row.shown.text[:3] for row in card.rows] == ["4.4"]


def test_sealed_flag_is_shown_but_cannot_be_ticked(show: Show) -> None:
    part = part_of(show(flagged("2.5", step=Step.CONSENSUS)))
    card = part.cards[ToClose.RAISE_ON_SITE]
    assert len(card.rows) == 1
    assert not card.ticks[0].isVisible()


def test_chip_and_tab_count_what_is_left(show: Show) -> None:
    shown = show(flagged("2.5"))
    part_of(shown)
    area, bar = shown.page.on_site, shown.page.area_bar
    assert area is not None
    index = bar.keys().index("on_site")
    assert area.bar.buttons["close"].text() == "Points to close  32"
    assert area.bar.buttons["close"].accessibleName() == "Points to close, 32 open points"
    assert "32 open points" in bar.accessibleTabName(index)
    shown.opened.working.opened.set_on_site("2.5", False)
    assert area.bar.buttons["close"].text() == "Points to close  31"
    assert "31 open points" in bar.accessibleTabName(index)


def test_tab_does_not_count_before_the_scoring(show: Show) -> None:
    bar = show(flagged(step=Step.DRAFT)).page.area_bar
    assert bar.accessibleTabName(bar.keys().index("on_site")) == "On site"


def test_figure_above_leads_to_what_is_flagged(show: Show, qtbot: QtBot) -> None:
    shown = show(flagged("2.5", "1.2"))
    assert shown.page.points_strip.flagged_stat.words == "2 to raise on site"
    qtbot.mouseClick(shown.page.points_strip.flagged_stat, Qt.MouseButton.LeftButton)
    area = shown.page.on_site
    assert area is not None
    part = area.part
    assert isinstance(part, ClosingPart)
    assert focused() is part.cards[ToClose.RAISE_ON_SITE].rows[0]


def test_figure_leads_to_the_criterion_once_the_visit_is_over(show: Show) -> None:
    shown = show(flagged("2.5", step=Step.FACT_CHECK))
    assert shown.page.points_strip.flagged_stat.place == Place(Area.CRITERIA, "2.5")


def test_closing_sheet_is_made_from_here(show: Show) -> None:
    shown = show(flagged("2.5"))
    part = part_of(shown)
    part.sheet_button.setFocus()
    press(Qt.Key.Key_Space)
    assert shown.page.area == "report"
    report = shown.page.report_page
    assert report is not None
    assert report.options.kinds.value is ReportKind.CLOSING_SHEET
    assert focused() is report.options.kinds.buttons[ReportKind.CLOSING_SHEET]


def test_nothing_left_is_said(show: Show) -> None:
    value = full(step=Step.SCORING)
    links = tuple(replace(one, sha256="") for one in value.evidence)  # no file that could be missing
    part = part_of(show(replace(value, evidence=links)))
    assert part.summary_label.text() == "Nothing to close"
    assert part.done_label.isVisible()
    assert focused() is part.sheet_button


@pytest.mark.parametrize(("step", "has_sheet"), [(Step.DECISION, True), (Step.AWARDED, False)])
def test_visit_that_is_over_is_said_to_be(show: Show, step: Step, has_sheet: bool) -> None:
    part = part_of(show(flagged("2.5", step=step)))
    assert part.summary_label.text() == "The visit is over"
    assert part.sheet_button.isVisible() is has_sheet


def test_finnish_names_of_the_area_fit_the_bar(show: Show) -> None:
    set_current(load("fi", ROOT / "resources" / "i18n"))
    page = show(flagged("2.5")).page
    page.resize(1092, 720)  # what a window of 1280 leaves beside the list of pages
    bar = page.area_bar
    index = bar.keys().index("on_site")
    assert bar.tabText(index) == "Paikan päällä"
    shown = [bar.tabRect(at) for at in range(bar.count()) if bar.isTabVisible(at)]
    assert shown[-1].right() <= bar.width()


def test_a_file_that_is_missing_is_asked_for_before_leaving(show: Show, qtbot: QtBot) -> None:
    here = Evidence(UUID(int=7), "Contact log", EvidenceKind.DOCUMENT, "ab" * 32, "log.pdf", 9)
    judgement = Judgement(LEAD.id, "2.5", 3, "Seen in the register.", citations=(Citation(here.id),))
    value = replace(assessment(step=Step.SCORING, facts=all_facts()), evidence=(here,), judgements=(judgement,))
    shown = show(value)
    part = part_of(shown)
    shown.page.go_to(Place(Area.ON_SITE, "close"))
    card = part.cards[ToClose.FILE_NOT_WHOLE]
    qtbot.waitUntil(lambda: not card.isHidden())

    assert [row.shown.place for row in card.rows] == [Place(Area.CRITERIA, "2.5")]
    assert "Contact log" in card.rows[0].accessibleName()
