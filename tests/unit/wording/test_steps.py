"""A step that can be undone is called after what exactly it changed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from support.gold import all_facts, assessment
from support.opened import open_assessment

from eucles_desk.assessment.terms import RestsOn, Step
from eucles_desk.assessment.values import Improvement
from eucles_desk.language import ENGLISH
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.wording.steps import step_name


@pytest.fixture
def opened(tmp_path: Path) -> OpenAssessment:
    value = assessment(step=Step.SCORING, facts=all_facts())
    return open_assessment(value, tmp_path / "evidence").working.opened


def name(opened: OpenAssessment) -> str:
    entry = opened.undo_entry
    assert entry is not None
    return step_name(entry, opened.edition, ENGLISH)


def test_a_level_says_what_it_was_and_is(opened: OpenAssessment) -> None:
    opened.set_level("2.6", 3)
    assert name(opened) == "level of 2.6: \N{EN DASH} → 3"
    opened.set_level("2.6", 4)
    assert name(opened) == "level of 2.6: 3 → 4"
    opened.set_level("2.6", None)
    assert name(opened) == "level of 2.6: 4 → \N{EN DASH}"


def test_a_fact_says_which(opened: OpenAssessment) -> None:
    opened.set_fact("participants", Decimal(58))
    title = opened.edition.facts["participants"].title.in_language("en")
    assert name(opened) == f"fact “{title}”"


def test_a_recommendation_says_which_and_what_of_it(opened: OpenAssessment) -> None:
    one, two = Improvement("Ask the members."), Improvement("Write it down.")
    opened.set_improvements("2.6", [one])
    assert name(opened) == "recommendation 1 of 2.6"
    opened.set_improvements("2.6", [one, two])
    assert name(opened) == "recommendation 2 of 2.6"
    opened.set_improvements("2.6", [one, Improvement("Write it down.", effect="Nobody forgets.")])
    assert name(opened) == "effect of recommendation 2 of 2.6"
    opened.set_improvements("2.6", [Improvement("Write it down.", effect="Nobody forgets.")])
    assert name(opened) == "removal of recommendation 1 of 2.6"


def test_strengths_and_flags_say_which(opened: OpenAssessment) -> None:
    opened.set_strengths("2.6", ["Known to all."])
    assert name(opened) == "strength 1 of 2.6"
    opened.set_rests_on("2.6", [RestsOn.DOCUMENT])
    assert name(opened) == "what 2.6 rests on"
    opened.set_on_site("2.6", True)
    assert name(opened) == "2.6 to raise on site"
    opened.set_on_site("2.6", False)
    assert name(opened) == "2.6 not to raise on site"


def test_what_its_own_name_says_keeps_it(opened: OpenAssessment) -> None:
    opened.set_reason("2.6", "Seen.")
    assert name(opened) == "reason of 2.6"
    opened.set_cluster("Another", "FI", "")
    assert name(opened) == "cluster"


def test_a_step_says_which_it_was(opened: OpenAssessment) -> None:
    opened.enter_step(Step.SELF_ASSESSMENT)
    assert name(opened) == "step “Self-assessment”"
