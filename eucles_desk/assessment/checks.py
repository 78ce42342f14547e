"""Quality findings: what a careful colleague would ask about before the report goes out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from eucles_desk.assessment.award import below_minimum
from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.assessment.facts import eligibility_by_facts, inconsistencies, suggest
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import RestsOn, Step
from eucles_desk.assessment.values import Assessment, Award, Judgement
from eucles_desk.assessment.views import (
    AGREED_STEPS,
    JUDGING_ROLES,
    judgements_by_criterion,
    judging_seats,
    standing_levels,
    stands_agreed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from eucles_desk.scheme.values import Criterion, Edition

HIGH_LEVEL = 4
LOW_LEVEL = 2
SHORT_REASON = 20
FAR_FROM_FACTS = 2
DECIDED_STEPS = frozenset({Step.DECISION, Step.AWARDED, Step.REFUSED})


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class FindingKind(StrEnum):
    """What was found."""

    LEVEL_WITHOUT_REASON = "level_without_reason"
    BELOW_MINIMUM = "below_minimum"
    HIGH_WITHOUT_EVIDENCE = "high_without_evidence"
    LOW_WITHOUT_RECOMMENDATION = "low_without_recommendation"
    HIGH_ON_ONE_SOURCE = "high_on_one_source"
    SHORT_REASON = "short_reason"
    FAR_FROM_FACTS = "far_from_facts"
    MORE_TO_IMPROVE_THAN_STRENGTHS = "more_to_improve_than_strengths"
    RECOMMENDATION_WITHOUT_EFFECT = "recommendation_without_effect"
    DOCUMENT_NOT_CITED = "document_not_cited"
    EVIDENCE_NOT_CITED = "evidence_not_cited"
    ELIGIBILITY_AGAINST_FACTS = "eligibility_against_facts"
    FACTS_DISAGREE = "facts_disagree"
    ONE_EXPERT_ONLY = "one_expert_only"
    INTERESTS_NOT_DECLARED = "interests_not_declared"
    REMARK_NOT_ANSWERED = "remark_not_answered"
    AWARD_NOT_COMPLETE = "award_not_complete"


SEVERITY = {
    FindingKind.LEVEL_WITHOUT_REASON: Severity.ERROR,
    FindingKind.BELOW_MINIMUM: Severity.WARNING,
    FindingKind.HIGH_WITHOUT_EVIDENCE: Severity.WARNING,
    FindingKind.LOW_WITHOUT_RECOMMENDATION: Severity.WARNING,
    FindingKind.ELIGIBILITY_AGAINST_FACTS: Severity.WARNING,
    FindingKind.FACTS_DISAGREE: Severity.WARNING,
    FindingKind.ONE_EXPERT_ONLY: Severity.WARNING,
    FindingKind.INTERESTS_NOT_DECLARED: Severity.WARNING,
    FindingKind.REMARK_NOT_ANSWERED: Severity.WARNING,
    FindingKind.AWARD_NOT_COMPLETE: Severity.WARNING,
}
"""Kinds not named here are hints."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One quality finding; ``detail`` is a number or id that its sentence needs."""

    kind: FindingKind
    place: Place
    detail: str = ""

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return SEVERITY.get(self.kind, Severity.HINT)


def findings(assessment: Assessment, edition: Edition) -> tuple[Finding, ...]:
    """Return every finding, errors first, then warnings, then hints, each group in the order of the edition."""
    found = [
        *_of_facts(assessment, edition),
        *_of_minimums(assessment, edition),
        *_of_judgements(assessment, edition),
        *_of_evidence(assessment),
        *_of_experts(assessment, edition),
        *_of_interests(assessment),
        *_of_remarks(assessment),
        *_of_award(assessment),
    ]
    order = list(Severity)
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))


def _of_facts(assessment: Assessment, edition: Edition) -> Iterator[Finding]:
    facts = assessment.cluster.facts
    for criterion in edition.eligibility.values():
        met = assessment.answer(criterion.id).met
        by_facts = eligibility_by_facts(criterion.rule, facts) if criterion.rule else None
        if met is not None and by_facts is not None and met != by_facts:
            yield Finding(FindingKind.ELIGIBILITY_AGAINST_FACTS, Place(Area.ELIGIBILITY, criterion.id))
    for check in inconsistencies(edition, facts):
        yield Finding(FindingKind.FACTS_DISAGREE, Place(Area.FACTS, check.left[0]), check.id)


def _of_minimums(assessment: Assessment, edition: Edition) -> Iterator[Finding]:
    if edition.labels[assessment.label].award.minimums.value:
        for criterion in below_minimum(edition, assessment.label, standing_levels(assessment)):
            minimum = edition.criteria[criterion].minimum.value
            yield Finding(FindingKind.BELOW_MINIMUM, Place(Area.CRITERIA, criterion), str(minimum))


def _of_judgements(assessment: Assessment, edition: Edition) -> Iterator[Finding]:
    """Look at what carries the levels that stand: before the consensus the lead's own judgements, then everyone's."""
    levels, agreed = standing_levels(assessment), stands_agreed(assessment)
    all_said = judgements_by_criterion(assessment)
    agreed_reasons = {agreement.criterion: agreement.reason for agreement in assessment.consensus}
    documents = {piece.id for piece in assessment.evidence if piece.kind is not EvidenceKind.INTERVIEW}
    for criterion in edition.criteria_of(assessment.label):
        level = levels.get(criterion.id)
        if level is None:
            continue
        place, said = Place(Area.CRITERIA, criterion.id), all_said.get(criterion.id, ())
        said = said if agreed else said[:1]
        yield from _of_reasons(
            [agreed_reasons.get(criterion.id, "") if agreed else "", *(j.reason for j in said)], place
        )
        if isinstance(level, int):
            yield from _of_level(criterion, level, said, place)
            yield from _of_sources(said, documents, place)
            suggested = suggest(criterion, assessment.cluster.facts, assessment.period, edition.lowest_level)
            if suggested and abs(suggested.level - level) >= FAR_FROM_FACTS:
                yield Finding(FindingKind.FAR_FROM_FACTS, place, str(suggested.level))


def _of_reasons(reasons: list[str], place: Place) -> Iterator[Finding]:
    longest = max(len(reason.strip()) for reason in reasons)
    if not longest:
        yield Finding(FindingKind.LEVEL_WITHOUT_REASON, place)
    elif longest < SHORT_REASON:
        yield Finding(FindingKind.SHORT_REASON, place)


def _of_level(criterion: Criterion, level: int, said: tuple[Judgement, ...], place: Place) -> Iterator[Finding]:
    improvements = [improvement for judgement in said for improvement in judgement.improvements]
    strengths = [strength for judgement in said for strength in judgement.strengths]
    rests_on = {source for judgement in said for source in judgement.rests_on}
    if level >= HIGH_LEVEL and not any(judgement.citations for judgement in said):
        yield Finding(FindingKind.HIGH_WITHOUT_EVIDENCE, place)
    if level >= HIGH_LEVEL and len(rests_on) == 1:
        yield Finding(FindingKind.HIGH_ON_ONE_SOURCE, place, next(iter(rests_on)).value)
    if level <= LOW_LEVEL and not improvements:
        yield Finding(FindingKind.LOW_WITHOUT_RECOMMENDATION, place)
    if level == criterion.highest and len(improvements) > len(strengths):
        yield Finding(FindingKind.MORE_TO_IMPROVE_THAN_STRENGTHS, place)
    if any(not improvement.effect.strip() for improvement in improvements):
        yield Finding(FindingKind.RECOMMENDATION_WITHOUT_EFFECT, place)


def _of_sources(said: tuple[Judgement, ...], documents: set[UUID], place: Place) -> Iterator[Finding]:
    cited = {citation.evidence for judgement in said for citation in judgement.citations}
    rests_on_document = any(RestsOn.DOCUMENT in judgement.rests_on for judgement in said)
    if rests_on_document and cited.isdisjoint(documents):
        yield Finding(FindingKind.DOCUMENT_NOT_CITED, place)


def _of_evidence(assessment: Assessment) -> Iterator[Finding]:
    cited = {citation.evidence for judgement in assessment.judgements for citation in judgement.citations}
    for piece in assessment.evidence:
        if piece.id not in cited:
            yield Finding(FindingKind.EVIDENCE_NOT_CITED, Place(Area.CRITERIA), str(piece.id))


def _of_experts(assessment: Assessment, edition: Edition) -> Iterator[Finding]:
    """From the consensus on, a label that asks for two experts should rest on the judgements of two."""
    need = edition.labels[assessment.label].experts.value
    if assessment.step not in AGREED_STEPS or assessment.step is Step.REFUSED or need < 2:
        return
    seats_heard = {judgement.seat for judgement in assessment.judgements if not judgement.is_empty}
    heard = sum(1 for seat in judging_seats(assessment) if seat in seats_heard)
    if heard < need:
        yield Finding(FindingKind.ONE_EXPERT_ONLY, Place(Area.DETAILS, "seats"), str(heard))


def _of_interests(assessment: Assessment) -> Iterator[Finding]:
    """From the consensus on, a reader will ask what ties the experts have; to have none is declared as well."""
    if assessment.step in AGREED_STEPS:
        for seat in assessment.seats:
            if seat.role in JUDGING_ROLES and seat.interests is None:
                yield Finding(FindingKind.INTERESTS_NOT_DECLARED, Place(Area.DETAILS, f"seat-{seat.role.value}"))


def _of_remarks(assessment: Assessment) -> Iterator[Finding]:
    """From the decision on, each remark of the cluster manager should have been answered."""
    if assessment.step in DECIDED_STEPS:
        for remark in assessment.remarks:
            if remark.disposition is None:
                yield Finding(FindingKind.REMARK_NOT_ANSWERED, Place(Area.REMARKS, str(remark.id)), remark.criterion)


def _of_award(assessment: Assessment) -> Iterator[Finding]:
    award = assessment.award or Award()
    if assessment.step is Step.AWARDED and not (award.number.strip() and award.first and award.last):
        yield Finding(FindingKind.AWARD_NOT_COMPLETE, Place(Area.RESULT, "award"))
