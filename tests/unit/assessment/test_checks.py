from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

import pytest
from hypothesis import given, settings
from support.editions import small_edition
from support.examples import examples
from support.gold import LEAD, SECOND, assessment
from support.strategies import assessments

from eucles_desk.assessment.checks import Finding, FindingKind, Severity, findings
from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import NOT_APPLICABLE, Disposition, RestsOn, Role, Step
from eucles_desk.assessment.values import (
    Agreement,
    Assessment,
    Award,
    EligibilityAnswer,
    Improvement,
    Judgement,
    Remark,
    Seat,
)
from eucles_desk.assessment.views import AGREED_STEPS

EDITION = small_edition()
DOCUMENT = Evidence(UUID(int=1), "Register", EvidenceKind.DOCUMENT, "ab" * 32)
TALK = Evidence(UUID(int=2), "Talk with the manager", EvidenceKind.INTERVIEW)
REASON = "The register of the period shows it clearly."
GOOD = Judgement(
    LEAD.id,
    "1.2",
    4,
    REASON,
    strengths=("Kept up to date.",),
    rests_on=(RestsOn.DOCUMENT, RestsOn.INTERVIEW),
    citations=(Citation(DOCUMENT.id, 3),),
)
AWARD = Award("TEST-1", "2026-02", "2028-01")
REMARK = Remark(UUID(int=3), "2.9", text="58, not 57.")
TO_DO = Improvement("Write it down.", "Gaps are seen earlier.")
FACTS = MappingProxyType({"participants": Decimal(100), "committed_participants": Decimal(80)})


def judged(*said: Judgement, step: Step = Step.SCORING, agreed: tuple[Agreement, ...] = ()) -> Assessment:
    base = assessment(EDITION, step=step, facts=FACTS)
    declared = tuple(replace(seat, interests="") for seat in base.seats)
    return replace(base, seats=declared, judgements=said, evidence=(DOCUMENT,), consensus=agreed, award=AWARD)


def found(value: Assessment) -> dict[FindingKind, str]:
    return {finding.kind: finding.detail for finding in findings(value, EDITION)}


def test_a_good_judgement_has_no_findings() -> None:
    assert findings(judged(GOOD), EDITION) == ()


@pytest.mark.parametrize(
    ("parts", "kind", "detail"),
    [
        ({"reason": "  "}, FindingKind.LEVEL_WITHOUT_REASON, ""),
        ({"reason": "Seen."}, FindingKind.SHORT_REASON, ""),
        ({"level": 2, "improvements": (TO_DO,)}, FindingKind.BELOW_MINIMUM, "3"),
        ({"citations": (), "rests_on": (RestsOn.INTERVIEW, RestsOn.SURVEY)}, FindingKind.HIGH_WITHOUT_EVIDENCE, ""),
        ({"level": 2}, FindingKind.LOW_WITHOUT_RECOMMENDATION, ""),
        ({"rests_on": (RestsOn.DOCUMENT,)}, FindingKind.HIGH_ON_ONE_SOURCE, "document"),
        ({"level": 2, "improvements": (TO_DO,)}, FindingKind.FAR_FROM_FACTS, "4"),
        ({"level": 5, "improvements": (TO_DO, TO_DO)}, FindingKind.MORE_TO_IMPROVE_THAN_STRENGTHS, ""),
        ({"improvements": (Improvement("Do it.", " "),)}, FindingKind.RECOMMENDATION_WITHOUT_EFFECT, ""),
        ({"citations": (Citation(TALK.id),)}, FindingKind.DOCUMENT_NOT_CITED, ""),
    ],
)
def test_what_a_colleague_would_ask_about_is_found(parts: dict[str, object], kind: FindingKind, detail: str) -> None:
    value = replace(judged(replace(GOOD, **parts)), evidence=(DOCUMENT, TALK))
    finding = next(finding for finding in findings(value, EDITION) if finding.kind is kind)
    assert finding == Finding(kind, Place(Area.CRITERIA, "1.2"), detail)


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"reason": "x" * 20}, FindingKind.SHORT_REASON),
        ({"level": 3}, FindingKind.BELOW_MINIMUM),
        ({"level": 3, "citations": ()}, FindingKind.HIGH_WITHOUT_EVIDENCE),
        ({"level": 3}, FindingKind.LOW_WITHOUT_RECOMMENDATION),
        ({"level": 3, "rests_on": (RestsOn.DOCUMENT,)}, FindingKind.HIGH_ON_ONE_SOURCE),
        ({"rests_on": ()}, FindingKind.HIGH_ON_ONE_SOURCE),
        ({"level": 3}, FindingKind.FAR_FROM_FACTS),
        ({"level": 5}, FindingKind.FAR_FROM_FACTS),
        ({"level": 5, "improvements": (TO_DO,)}, FindingKind.MORE_TO_IMPROVE_THAN_STRENGTHS),
        ({"level": 4, "improvements": (TO_DO, TO_DO)}, FindingKind.MORE_TO_IMPROVE_THAN_STRENGTHS),
        ({"citations": (), "rests_on": (RestsOn.INTERVIEW,)}, FindingKind.DOCUMENT_NOT_CITED),
    ],
)
def test_nobody_is_asked_without_need(parts: dict[str, object], kind: FindingKind) -> None:
    assert kind not in found(judged(replace(GOOD, **parts)))


def test_a_link_is_a_document_too() -> None:
    link = replace(DOCUMENT, kind=EvidenceKind.LINK)
    assert FindingKind.DOCUMENT_NOT_CITED not in found(replace(judged(GOOD), evidence=(link,)))


def test_not_applicable_wants_a_reason_and_nothing_else() -> None:
    nothing = Judgement(LEAD.id, "2.9", NOT_APPLICABLE)
    assert set(found(judged(GOOD, nothing))) == {FindingKind.LEVEL_WITHOUT_REASON}
    assert found(judged(GOOD, replace(nothing, reason=REASON))) == {}


def test_not_looked_at_is_not_asked_about() -> None:
    assert found(judged(GOOD, Judgement(LEAD.id, "2.10", None, rests_on=(RestsOn.DOCUMENT,)))) == {}


def test_evidence_that_nobody_cites_is_found() -> None:
    value = replace(judged(GOOD), evidence=(DOCUMENT, TALK))
    assert found(value) == {FindingKind.EVIDENCE_NOT_CITED: str(TALK.id)}


def test_facts_that_disagree_are_found_at_the_first_of_them() -> None:
    facts = MappingProxyType({"participants": Decimal(10), "committed_participants": Decimal(11)})
    value = assessment(EDITION, step=Step.SCORING, facts=facts)
    assert Finding(FindingKind.FACTS_DISAGREE, Place(Area.FACTS, "committed_participants"), "committed") in findings(
        value, EDITION
    )


def test_an_answer_against_the_facts_is_found() -> None:
    few = MappingProxyType({"participants": Decimal(9)})
    value = replace(
        assessment(EDITION, step=Step.SCORING, facts=few), eligibility=(EligibilityAnswer("members", met=True),)
    )
    assert found(value) == {FindingKind.ELIGIBILITY_AGAINST_FACTS: ""}
    for answer in (EligibilityAnswer("members", met=False), EligibilityAnswer("members")):
        assert found(replace(value, eligibility=(answer,))) == {}


def test_before_the_consensus_only_the_lead_is_asked() -> None:
    assert found(judged(GOOD, Judgement(SECOND.id, "1.2", 1))) == {}
    without_evidence = replace(GOOD, citations=(), rests_on=())
    assert FindingKind.HIGH_WITHOUT_EVIDENCE in found(judged(without_evidence, replace(GOOD, seat=SECOND.id)))
    assert found(judged(Judgement(SECOND.id, "1.2", 1))) == {FindingKind.EVIDENCE_NOT_CITED: str(DOCUMENT.id)}


def test_after_the_consensus_any_experts_reason_and_evidence_count() -> None:
    agreed = (Agreement("1.2", 4, adopted=True),)
    second = Judgement(SECOND.id, "1.2", 4)
    assert found(judged(second, GOOD, step=Step.CONSENSUS, agreed=agreed)) == {}
    bare = replace(GOOD, reason="")
    assert set(found(judged(bare, second, step=Step.CONSENSUS, agreed=agreed))) == {FindingKind.LEVEL_WITHOUT_REASON}
    reasoned = (replace(agreed[0], reason=REASON),)
    assert found(judged(bare, second, step=Step.CONSENSUS, agreed=reasoned)) == {}


@pytest.mark.parametrize(
    ("step", "expected"), [(Step.SCORING, False), (Step.CONSENSUS, True), (Step.AWARDED, True), (Step.REFUSED, False)]
)
def test_from_the_consensus_on_two_experts_should_have_judged(step: Step, expected: bool) -> None:
    agreed = (Agreement("1.2", 4, REASON),)
    alone = judged(GOOD, step=step, agreed=agreed)
    assert (FindingKind.ONE_EXPERT_ONLY in found(alone)) is expected
    both = judged(GOOD, replace(GOOD, seat=SECOND.id), step=step, agreed=agreed)
    assert FindingKind.ONE_EXPERT_ONLY not in found(both)


def test_a_label_of_one_expert_asks_for_no_other() -> None:
    silver = replace(judged(GOOD, step=Step.CONSENSUS), label="silver")
    assert FindingKind.ONE_EXPERT_ONLY not in found(silver)


@pytest.mark.parametrize("step", Step)
def test_from_the_consensus_on_both_experts_have_declared_their_interests(step: Step) -> None:
    value = judged(GOOD, step=step)
    lead, second = value.seats
    missing = replace(value, seats=(lead, replace(second, interests=None), Seat(UUID(int=9), Role.OBSERVER)))
    asked = [found for found in findings(missing, EDITION) if found.kind is FindingKind.INTERESTS_NOT_DECLARED]
    place = Place(Area.DETAILS, "seat-second")
    assert asked == ([Finding(FindingKind.INTERESTS_NOT_DECLARED, place)] if step in AGREED_STEPS else [])
    assert FindingKind.INTERESTS_NOT_DECLARED not in found(value)


@pytest.mark.parametrize(
    ("step", "expected"),
    [(Step.FACT_CHECK, False), (Step.DECISION, True), (Step.AWARDED, True), (Step.WITHDRAWN, False)],
)
def test_from_the_decision_on_each_remark_is_answered(step: Step, expected: bool) -> None:
    value = replace(judged(GOOD, step=step), remarks=(replace(REMARK, disposition=Disposition.ACCEPTED), REMARK))
    asked = [found for found in findings(value, EDITION) if found.kind is FindingKind.REMARK_NOT_ANSWERED]
    place = Place(Area.REMARKS, str(REMARK.id))
    assert asked == ([Finding(FindingKind.REMARK_NOT_ANSWERED, place, "2.9")] if expected else [])


@pytest.mark.parametrize("award", [None, replace(AWARD, number=" "), replace(AWARD, first=""), replace(AWARD, last="")])
def test_an_awarded_label_has_its_number_and_months(award: Award | None) -> None:
    value = replace(judged(GOOD, step=Step.AWARDED), award=award)
    finding = Finding(FindingKind.AWARD_NOT_COMPLETE, Place(Area.RESULT, "award"))
    assert finding in findings(value, EDITION)
    assert finding not in findings(replace(value, step=Step.DECISION), EDITION)
    assert finding not in findings(replace(value, award=AWARD), EDITION)


def test_errors_come_before_warnings_and_hints() -> None:
    value = replace(judged(replace(GOOD, reason="", level=1)), evidence=(DOCUMENT, TALK))
    severities = [finding.severity for finding in findings(value, EDITION)]
    assert severities == sorted(severities, key=list(Severity).index)
    assert set(severities) == set(Severity)


@given(assessments(EDITION))
@settings(max_examples=examples(20, 40))
def test_any_assessment_can_be_looked_through(value: Assessment) -> None:
    places = {Area.CRITERIA: {"", *EDITION.criteria}, Area.FACTS: set(EDITION.facts)}
    places |= {Area.ELIGIBILITY: set(EDITION.eligibility), Area.DETAILS: {"seats", "seat-lead", "seat-second"}}
    places |= {Area.REMARKS: {str(remark.id) for remark in value.remarks}, Area.RESULT: {"award"}}
    for finding in findings(value, EDITION):
        assert finding.place.id in places[finding.place.area]
