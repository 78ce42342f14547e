"""Changes of an assessment: each replaces one part by another and can be turned round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar, cast
from uuid import UUID

from eucles_desk.assessment import codec
from eucles_desk.assessment.steps import ENDED
from eucles_desk.assessment.values import (
    Agreement,
    Assessment,
    EligibilityAnswer,
    Evidence,
    Fact,
    ImprovementArea,
    Judgement,
    Kind,
    Period,
    Seat,
    Step,
)
from eucles_desk.errors import RuleError

Item = TypeVar("Item")


class Part(StrEnum):
    """The parts that a change can replace."""

    CLUSTER = "cluster"
    FACT = "fact"
    DETAILS = "details"
    STEP = "step"
    SEAT = "seat"
    ELIGIBILITY = "eligibility"
    JUDGEMENT = "judgement"
    AGREEMENT = "agreement"
    EVIDENCE = "evidence"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class ClusterName:
    """Name and place of the cluster."""

    name: str
    country: str
    region: str


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of the assessment itself."""

    kind: Kind
    period: Period
    earlier_benchmarking: str


PartValue: TypeAlias = (
    ClusterName
    | Fact
    | Details
    | Step
    | Seat
    | EligibilityAnswer
    | Judgement
    | Agreement
    | Evidence
    | ImprovementArea
    | None
)


@dataclass(frozen=True, slots=True)
class Change:
    """One part before and after; ``key`` says which one of its kind; ``None`` is *not there*."""

    part: Part
    key: str
    before: PartValue
    after: PartValue

    def turned(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.part, self.key, self.after, self.before)


JUDGING_STEPS = frozenset({Step.DRAFT, Step.ELIGIBILITY, Step.SELF_ASSESSMENT, Step.SCORING})
AGREEING_STEPS = frozenset({Step.CONSENSUS, Step.FACT_CHECK})


def may_change(step: Step, part: Part) -> bool:
    """Return whether a part may be changed in a step; an ended assessment only changes its step."""
    if part is Part.STEP:
        return True
    if step in ENDED:
        return False
    if part is Part.JUDGEMENT:
        return step in JUDGING_STEPS
    if part is Part.AGREEMENT:
        return step in AGREEING_STEPS
    return step is not Step.DECISION or part is Part.SEAT


def judgement_key(seat: UUID, criterion: str) -> str:
    """Return the key of a judgement's change."""
    return f"{seat}/{criterion}"


def apply(assessment: Assessment, change: Change) -> Assessment:
    """Return the assessment with the change made; raise ``RuleError`` when the part is no longer as it was before."""
    now = current(assessment, change.part, change.key)
    if now != change.before:
        raise RuleError("This was changed meanwhile. Look at it again, then repeat the change.")
    value: Any = change.after
    match change.part:
        case Part.CLUSTER:
            named = cast("ClusterName", value)
            cluster = replace(assessment.cluster, name=named.name, country=named.country, region=named.region)
            return replace(assessment, cluster=cluster)
        case Part.FACT:
            return replace(assessment, cluster=replace(assessment.cluster, facts=_facts(assessment, change)))
        case Part.DETAILS:
            details = cast("Details", value)
            return replace(
                assessment,
                kind=details.kind,
                period=details.period,
                earlier_benchmarking=details.earlier_benchmarking,
            )
        case Part.STEP:
            return replace(assessment, step=value)
        case Part.SEAT:
            return replace(assessment, seats=_with(assessment.seats, change.before, value))
        case Part.ELIGIBILITY:
            return replace(assessment, eligibility=_with(assessment.eligibility, change.before, value))
        case Part.JUDGEMENT:
            return replace(assessment, judgements=_with(assessment.judgements, change.before, value))
        case Part.AGREEMENT:
            return replace(assessment, consensus=_with(assessment.consensus, change.before, value))
        case Part.EVIDENCE:
            return replace(assessment, evidence=_with(assessment.evidence, change.before, value))
        case Part.AREA:
            return replace(assessment, improvement_areas=_with(assessment.improvement_areas, change.before, value))


def current(assessment: Assessment, part: Part, key: str) -> PartValue:
    """Return a part as it is now, ``None`` when it is not there."""
    match part:
        case Part.CLUSTER:
            return ClusterName(assessment.cluster.name, assessment.cluster.country, assessment.cluster.region)
        case Part.FACT:
            return assessment.cluster.facts.get(key)
        case Part.DETAILS:
            return Details(assessment.kind, assessment.period, assessment.earlier_benchmarking)
        case Part.STEP:
            return assessment.step
        case Part.SEAT:
            return next((seat for seat in assessment.seats if str(seat.id) == key), None)
        case Part.ELIGIBILITY:
            return next((answer for answer in assessment.eligibility if answer.criterion == key), None)
        case Part.JUDGEMENT:
            return next((j for j in assessment.judgements if judgement_key(j.seat, j.criterion) == key), None)
        case Part.AGREEMENT:
            return next((agreed for agreed in assessment.consensus if agreed.criterion == key), None)
        case Part.EVIDENCE:
            return next((piece for piece in assessment.evidence if str(piece.id) == key), None)
        case Part.AREA:
            return next((area for area in assessment.improvement_areas if str(area.id) == key), None)


def change_to_data(change: Change) -> dict[str, Any]:
    """Return a change as plain data for the history."""
    return {
        "part": change.part.value,
        "key": change.key,
        "before": _value_to_data(change.part, change.before),
        "after": _value_to_data(change.part, change.after),
    }


def change_from_data(data: Mapping[str, Any]) -> Change:
    """Read what :func:`change_to_data` wrote."""
    part = Part(data["part"])
    return Change(part, data["key"], _value_from_data(part, data["before"]), _value_from_data(part, data["after"]))


def _facts(assessment: Assessment, change: Change) -> Mapping[str, Fact]:
    facts = dict(assessment.cluster.facts)
    if change.after is None:
        facts.pop(change.key, None)
    else:
        facts[change.key] = cast("Fact", change.after)
    return MappingProxyType(facts)


def _with(items: tuple[Item, ...], before: object, after: Item | None) -> tuple[Item, ...]:
    """Replace an item in its place, add it at the end, or take it out."""
    if before is None:
        return items if after is None else (*items, after)
    if after is None:
        return tuple(item for item in items if item != before)
    return tuple(after if item == before else item for item in items)


_WRITE: Mapping[Part, Any] = {
    Part.FACT: codec.fact_to_data,
    Part.STEP: lambda step: step.value,
    Part.SEAT: codec.seat_to_data,
    Part.ELIGIBILITY: codec.answer_to_data,
    Part.JUDGEMENT: codec.judgement_to_data,
    Part.AGREEMENT: codec.agreement_to_data,
    Part.EVIDENCE: codec.evidence_to_data,
    Part.AREA: codec.area_to_data,
    Part.CLUSTER: lambda named: {"name": named.name, "country": named.country, "region": named.region},
    Part.DETAILS: lambda details: {
        "kind": details.kind.value,
        "from": details.period.first,
        "to": details.period.last,
        "earlier_benchmarking": details.earlier_benchmarking,
        "extra": dict(details.period.extra),
    },
}

_READ: Mapping[Part, Any] = {
    Part.FACT: codec.fact_from_data,
    Part.STEP: Step,
    Part.SEAT: codec.seat_from_data,
    Part.ELIGIBILITY: codec.answer_from_data,
    Part.JUDGEMENT: codec.judgement_from_data,
    Part.AGREEMENT: codec.agreement_from_data,
    Part.EVIDENCE: codec.evidence_from_data,
    Part.AREA: codec.area_from_data,
    Part.CLUSTER: lambda data: ClusterName(data["name"], data["country"], data["region"]),
    Part.DETAILS: lambda data: Details(
        Kind(data["kind"]),
        Period(data["from"], data["to"], MappingProxyType(dict(data["extra"]))),
        data["earlier_benchmarking"],
    ),
}


def _value_to_data(part: Part, value: PartValue) -> Any:
    return None if value is None else _WRITE[part](value)


def _value_from_data(part: Part, data: Any) -> PartValue:
    return None if data is None else cast("PartValue", _READ[part](data))
