"""What each kind of report may tell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.editions import small_edition
from support.examples import examples
from support.gold import all_facts, assessment, public_edition
from support.report_cases import LEAD, SECOND, empty, gold
from support.strategies import assessments
from support.worked_on import BEFORE, CRITERION, MARKER, worked_on

from eucles_desk.assessment.award import outcome
from eucles_desk.assessment.codec import assessment_to_data
from eucles_desk.assessment.disclosure import WITHHELD, ReportKind, disclosed, offered
from eucles_desk.assessment.evidence import Interview
from eucles_desk.assessment.on_site import SelfJudgement
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment, Improvement, Judgement

BEFORE_CONSENSUS = (Step.DRAFT, Step.ELIGIBILITY, Step.SELF_ASSESSMENT, Step.SCORING)
SECRET = "said by the second expert alone"


def with_secret(step: Step) -> Assessment:
    whole = gold(public_edition(), step)
    secret = Judgement(SECOND.id, "2.1", 1, SECRET, (SECRET,), (Improvement(SECRET),))
    return replace(
        whole, judgements=(*(j for j in whole.judgements if (j.seat, j.criterion) != (SECOND.id, "2.1")), secret)
    )


@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize("step", BEFORE_CONSENSUS)
def test_no_report_gives_away_what_the_second_expert_has_not_opened(step: Step, kind: ReportKind) -> None:
    found = disclosed(with_secret(step), kind)
    assert {judgement.seat for judgement in found.judgements} <= {LEAD.id}
    assert SECRET not in str(assessment_to_data(found))
    assert not found.consensus


def test_the_full_report_of_an_agreed_assessment_tells_what_both_have_said() -> None:
    found = disclosed(with_secret(Step.DECISION), ReportKind.FULL)
    assert {judgement.seat for judgement in found.judgements} == {LEAD.id, SECOND.id}
    assert SECRET in str(assessment_to_data(found))


def test_a_certificate_tells_the_award_and_nothing_of_how_it_came_about() -> None:
    found = disclosed(gold(public_edition(), Step.AWARDED), ReportKind.CERTIFICATE)
    told = {key for key, value in assessment_to_data(found).items() if value}
    assert told == {"assessment", "scheme", "cluster", "award"}
    assert not found.cluster.facts


def test_a_closing_sheet_tells_no_level() -> None:
    found = disclosed(gold(public_edition(), Step.SCORING), ReportKind.CLOSING_SHEET)
    assert found.judgements
    assert not any(judgement.level is not None for judgement in found.judgements)
    agreed = disclosed(gold(public_edition(), Step.DECISION), ReportKind.CLOSING_SHEET)
    assert not any(agreed.level is not None or agreed.reason for agreed in agreed.consensus)


@pytest.mark.parametrize("kind", ReportKind)
def test_no_report_names_the_contact_person(kind: ReportKind) -> None:
    whole = gold(public_edition())
    told = disclosed(whole, kind).cluster.facts
    assert "contact_email" in whole.cluster.facts
    assert {fact for key, fact in told.items() if key.startswith("contact_")} <= {WITHHELD}


@pytest.mark.parametrize("kind", [ReportKind.FULL, ReportKind.DRAFT, ReportKind.SUMMARY])
def test_a_label_that_asks_for_a_contact_person_is_not_said_to_lack_one(kind: ReportKind) -> None:
    edition = public_edition()
    complete = assessment(edition, label="bronze", step=Step.AWARDED, facts=all_facts(edition))
    assert outcome(edition, disclosed(complete, kind)) == outcome(edition, complete)


def test_a_summary_tells_neither_reasons_nor_remarks_nor_sources() -> None:
    found = disclosed(gold(public_edition(), Step.AWARDED), ReportKind.SUMMARY)
    assert not any(judgement.reason or judgement.citations for judgement in found.judgements)
    assert not any(agreed.reason for agreed in found.consensus)
    assert (found.evidence, found.remarks, found.visits) == ((), (), ())


@pytest.mark.parametrize("kind", [ReportKind.SUMMARY, ReportKind.IMPROVEMENT_PLAN])
def test_what_is_passed_on_tells_the_agreed_levels_and_not_who_gave_which(kind: ReportKind) -> None:
    found = disclosed(gold(public_edition(), Step.AWARDED), kind)
    assert any(agreed.level is not None for agreed in found.consensus)
    assert not any(judgement.level is not None for judgement in found.judgements)
    before = disclosed(gold(public_edition(), Step.SCORING), kind)
    assert any(judgement.level is not None for judgement in before.judgements)


def test_an_improvement_plan_names_nobody() -> None:
    found = disclosed(gold(public_edition(), Step.AWARDED), ReportKind.IMPROVEMENT_PLAN)
    assert found.seats
    assert not any(seat.name or seat.organisation or seat.interests for seat in found.seats)


@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize("step", [Step.SCORING, Step.FACT_CHECK, Step.AWARDED])
def test_no_report_tells_what_the_experts_note_for_themselves(step: Step, kind: ReportKind) -> None:
    found = disclosed(worked_on(step), kind)
    assert MARKER not in repr(found)
    assert (found.agenda, found.accepted, found.private_notes) == (None, (), ())
    assert disclosed(found, kind) == found


TELLING = {ReportKind.FULL, ReportKind.DRAFT}


@pytest.mark.parametrize("kind", ReportKind)
def test_talks_self_assessment_and_what_was_recommended_are_told_in_full_and_draft_only(kind: ReportKind) -> None:
    found = disclosed(worked_on(Step.FACT_CHECK), kind)
    talks = [piece.interview for piece in found.evidence if piece.interview]
    recommended = [result.recommendations for result in found.earlier if result.recommendations]
    if kind in TELLING:
        assert talks == [Interview("Chair of the board", "2026-02-10")]
        assert found.self_assessment == (SelfJudgement(CRITERION, 5),)
        assert recommended == [{CRITERION: (replace(BEFORE, extra={}),)}]
    else:
        assert (talks, found.self_assessment, recommended) == ([], (), [])
    assert found.reply_due == ("2026-05-20" if kind is ReportKind.DRAFT else "")


@settings(max_examples=examples(30, 100))
@given(assessment=assessments(small_edition()), kind=st.sampled_from(ReportKind))
def test_what_is_disclosed_says_nothing_of_unknown_keys_and_discloses_itself(
    assessment: Assessment, kind: ReportKind
) -> None:
    found = disclosed(assessment, kind)
    assert disclosed(found, kind) == found
    assert not found.extra
    assert not any(part.extra for part in (*found.seats, *found.judgements, *found.evidence, *found.remarks))
    assert not any(part.extra for part in (*found.self_assessment, *found.earlier))
    assert not any(note.extra for result in found.earlier for said in result.recommendations.values() for note in said)
    assert not any(piece.versions or (piece.interview and piece.interview.notes) for piece in found.evidence)
    is_telling = kind in TELLING
    assert is_telling or not any(citation.quote for judgement in found.judgements for citation in judgement.citations)


def test_a_certificate_is_offered_once_the_label_is_awarded() -> None:
    for step in Step:
        kinds = offered(replace(empty(public_edition()), step=step))
        assert (ReportKind.CERTIFICATE in kinds) is (step is Step.AWARDED)
        assert (ReportKind.DRAFT in kinds) is (step not in {Step.AWARDED, Step.REFUSED, Step.WITHDRAWN})
        assert len(set(kinds)) == len(kinds)
