"""Room for the levels in a low window, and what to look for when it is asked for."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from support import gold
from support.desk import Desk, Show, scoring

from eucles_desk.assessment.on_site import SelfJudgement
from eucles_desk.assessment.values import EarlierResult
from eucles_desk.language import ENGLISH, load
from eucles_desk.scheme.values import Provenance, Text
from eucles_desk.ui.language import set_current

IDS = [criterion.id for criterion in gold.public_edition().criteria_of("gold")]
ALT = Qt.KeyboardModifier.AltModifier
PAGE = (1092, 627)
"""What a window of 1280x720 leaves beside the navigation, and under the head and the tabs that tests leave out."""


@pytest.mark.parametrize("code", ["en", "fi"])
def test_no_level_needs_scrolling_in_a_window_of_1280_by_720(show: Show, code: str) -> None:
    set_current(load("fi", gold.ROOT / "resources" / "i18n") if code == "fi" else ENGLISH)
    last = EarlierResult("2022-12", "gold", dict.fromkeys(IDS, 4), Decimal(70))
    value = replace(
        scoring(dict.fromkeys(IDS, 3)),
        earlier=(last,),
        self_assessment=tuple(SelfJudgement(one, 5) for one in IDS),
    )
    desk = show(value)
    column = desk.window.layout()
    assert column is not None
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    desk.window.resize(*PAGE)
    area, too_low = desk.workspace.judgement.area, dict[str, int]()
    for criterion in IDS:
        desk.workspace.show_criterion(criterion)
        QApplication.processEvents()
        card = desk.workspace.judgement.cards.shown_cards()[-1]
        over = card.mapTo(area.viewport(), QPoint(0, card.height())).y() - area.viewport().height()
        if over > 0:
            too_low[criterion] = over

    assert area.verticalScrollBar().value() == 0
    assert too_low == {}


def test_what_to_look_for_unfolds_by_key_stays_while_moving_and_says_whose_words_it_is(desk: Desk) -> None:
    guidance = desk.workspace.judgement.guidance
    desk.workspace.show_criterion("2.5")
    desk.press(Qt.Key.Key_L, ALT)
    criterion = gold.public_edition().criteria["2.5"]
    assert guidance.look_for_label.text() == criterion.look_for.in_language("en")
    assert [point.text for point in guidance.evidence_list.points] == [
        text.in_language("en") for text in criterion.evidence
    ]
    assert [point.text for point in guidance.interview_list.points] == [
        text.in_language("en") for text in criterion.interview
    ]
    assert guidance.origin_label.text() == "These texts: written for this edition."
    desk.workspace.show_criterion("2.6")
    assert guidance.box.isVisible()
    assert guidance.look_for_label.text() == gold.public_edition().criteria["2.6"].look_for.in_language("en")
    desk.press(Qt.Key.Key_L, ALT)
    assert not guidance.box.isVisible()


def test_texts_of_the_operator_are_told_from_those_of_the_edition(show: Show) -> None:
    edition = gold.public_edition()
    changed = replace(
        edition.criteria["2.5"], look_for=Text({"en": "Count visits only."}), replaced=frozenset({"look_for"})
    )
    assert changed.provenance_of("look_for") is Provenance.OPERATOR
    desk = show(scoring(), replace(edition, criteria={**edition.criteria, "2.5": changed}))
    desk.workspace.show_criterion("2.5")
    desk.press(Qt.Key.Key_L, ALT)

    assert desk.workspace.judgement.guidance.origin_label.text() == (
        "What to look for: from the operator, by an overlay. "
        "Typical evidence and Questions to ask: written for this edition."
    )


def test_the_facts_show_formula_and_the_limit_of_each_level(show: Show) -> None:
    desk = show(scoring())
    band = desk.workspace.judgement.facts_band
    desk.workspace.show_criterion("2.5")
    assert band.formula_label.text() == "Participants met one to one / Committed participants"
    assert band.limits_label.text().startswith("Levels: 5 from 90\N{NO-BREAK SPACE}% · 4 from 70\N{NO-BREAK SPACE}% · ")
    desk.workspace.show_criterion("2.2.4")
    assert band.limits_label.text().startswith("Levels: 5 up to 10\N{NO-BREAK SPACE}% · ")
    desk.workspace.show_criterion("2.4")
    assert not band.limits_label.isVisible()


def test_missing_facts_are_named_and_the_first_is_one_click_away(show: Show) -> None:
    value = scoring()
    facts = {fact: known for fact, known in value.cluster.facts.items() if fact != "contacts_in_person"}
    desk = show(replace(value, cluster=replace(value.cluster, facts=facts)))
    wanted: list[object] = []
    desk.workspace.place_wanted.connect(wanted.append)
    desk.workspace.show_criterion("2.5")
    band = desk.workspace.judgement.facts_band
    assert band.formula_label.text().startswith("Suggests a level from: ")
    assert band.limits_label.isVisible()
    band.missing_link.setFocus()
    desk.press(Qt.Key.Key_Space)

    assert [str(getattr(place, "id", "")) for place in wanted] == ["contacts_in_person"]
    assert band.missing_link.toolTip()
