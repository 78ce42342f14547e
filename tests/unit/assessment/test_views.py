from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from support.gold import LEAD, SECOND, assessment, public_edition

from eucles_desk.assessment.evidence import Citation
from eucles_desk.assessment.terms import NOT_APPLICABLE, RestsOn, Role, Step
from eucles_desk.assessment.values import Agreement, Assessment, Improvement, Judgement, Seat
from eucles_desk.assessment.views import (
    judgements_of,
    judging_seats,
    next_criterion,
    seat_levels,
    standing_levels,
    stands_agreed,
)

OBSERVER = Seat(UUID(int=9), Role.OBSERVER, "Cem Example")
BASE = replace(
    assessment(step=Step.SCORING),
    seats=(OBSERVER, SECOND, LEAD),
    judgements=(
        Judgement(OBSERVER.id, "2.5", 1, "seen"),
        Judgement(SECOND.id, "2.5", 3, "seen"),
        Judgement(LEAD.id, "2.5", 0, "seen"),
        Judgement(LEAD.id, "2.6", None, "not yet"),
        Judgement(LEAD.id, "2.7", NOT_APPLICABLE),
    ),
    consensus=(Agreement("2.5", 2), Agreement("2.6", None, "talk")),
)


def at(step: Step, value: Assessment = BASE) -> Assessment:
    return replace(value, step=step)


def test_a_seat_has_its_own_levels_and_level_0_is_one() -> None:
    assert seat_levels(BASE, LEAD.id) == {"2.5": 0, "2.7": NOT_APPLICABLE}
    assert seat_levels(BASE, SECOND.id) == {"2.5": 3}


@pytest.mark.parametrize("step", [Step.DRAFT, Step.ELIGIBILITY, Step.SELF_ASSESSMENT, Step.SCORING])
def test_before_the_consensus_the_leads_levels_stand(step: Step) -> None:
    assert standing_levels(at(step)) == seat_levels(BASE, LEAD.id)
    assert standing_levels(at(step), SECOND.id) == {"2.5": 3}
    assert standing_levels(replace(at(step), seats=(SECOND,))) == {}


@pytest.mark.parametrize("step", [Step.CONSENSUS, Step.FACT_CHECK, Step.DECISION, Step.AWARDED, Step.REFUSED])
def test_from_the_consensus_on_the_agreed_levels_stand(step: Step) -> None:
    assert standing_levels(at(step), SECOND.id) == {"2.5": 2}
    assert stands_agreed(at(step))


def test_a_withdrawn_assessment_keeps_the_levels_that_stood() -> None:
    assert standing_levels(at(Step.WITHDRAWN)) == {"2.5": 2}
    assert standing_levels(replace(at(Step.WITHDRAWN), consensus=())) == seat_levels(BASE, LEAD.id)


def test_lead_and_second_judge_in_this_order() -> None:
    assert judging_seats(BASE) == (LEAD.id, SECOND.id)


def test_what_was_said_is_of_judging_seats_lead_first() -> None:
    assert [said.seat for said in judgements_of(BASE, "2.5")] == [LEAD.id, SECOND.id]
    assert [said.reason for said in judgements_of(BASE, "2.6")] == ["not yet"]
    assert judgements_of(BASE, "1.2") == ()


@pytest.mark.parametrize(
    "parts",
    [
        {"level": 0},
        {"level": NOT_APPLICABLE},
        {"reason": "x"},
        {"strengths": ("x",)},
        {"improvements": (Improvement("x"),)},
        {"rests_on": (RestsOn.SURVEY,)},
        {"on_site": True},
        {"citations": (Citation(UUID(int=1)),)},
        {"extra": {"later": 1}},
    ],
)
def test_a_judgement_with_anything_in_it_is_not_empty(parts: dict[str, object]) -> None:
    assert Judgement(LEAD.id, "2.5").is_empty
    assert not replace(Judgement(LEAD.id, "2.5"), **parts).is_empty


def test_another_record_begins_with_the_first_criterion_that_none_is_about() -> None:
    edition, whole = public_edition(), assessment()
    codes = [criterion.id for criterion in edition.criteria_of(whole.label)]
    assert next_criterion(whole, edition, set()) == codes[0]
    assert next_criterion(whole, edition, {codes[0], codes[2]}) == codes[1]
    assert next_criterion(whole, edition, set(codes)) == codes[0]
