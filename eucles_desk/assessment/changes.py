"""Changes of an assessment: each replaces one part by another and can be turned round."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from uuid import UUID

from eucles_desk.assessment.evidence import Evidence
from eucles_desk.assessment.on_site import AcceptedFinding, Agenda, PrivateNote, SelfJudgement
from eucles_desk.assessment.places import ENDED
from eucles_desk.assessment.terms import Kind, Step
from eucles_desk.assessment.values import (
    Agreement,
    Assessment,
    Award,
    Benchmark,
    EarlierResult,
    EligibilityAnswer,
    Fact,
    ImprovementArea,
    Judgement,
    Period,
    Remark,
    Seat,
    Visit,
)
from eucles_desk.assessment.verdict import Appeal, Approval, Correction, Decision, Seal
from eucles_desk.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


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
    VISIT = "visit"
    REMARK = "remark"
    AWARD = "award"
    EARLIER = "earlier"
    BENCHMARK = "benchmark"
    REPLY_DUE = "reply_due"
    SELF_JUDGEMENT = "self_judgement"
    AGENDA = "agenda"
    ACCEPTED = "accepted"
    PRIVATE_NOTE = "private_note"
    SEAL = "seal"
    APPROVAL = "approval"
    DECISION = "decision"
    APPEAL = "appeal"
    CORRECTION = "correction"


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


Listed: TypeAlias = (
    Seat
    | EligibilityAnswer
    | Judgement
    | Agreement
    | Evidence
    | ImprovementArea
    | Visit
    | Remark
    | SelfJudgement
    | AcceptedFinding
    | PrivateNote
    | Seal
    | Approval
    | Appeal
    | Correction
)
"""Parts of which an assessment has many, in an order of their own."""
Single: TypeAlias = Award | tuple[EarlierResult, ...] | Benchmark | Agenda | Decision
"""Parts that an assessment has once or not at all; earlier results are replaced as a whole."""
PartValue: TypeAlias = ClusterName | Fact | Details | Step | Listed | Single | None


@dataclass(frozen=True, slots=True)
class Change:
    """One part before and after; ``key`` says which one of its kind; ``None`` is *not there*.

    ``index`` is where in its list a part stood that is taken out, so that turning the change puts it back there.
    """

    part: Part
    key: str
    before: PartValue
    after: PartValue
    index: int | None = None

    def turned(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.part, self.key, self.after, self.before, self.index)


JUDGING_STEPS = frozenset({Step.DRAFT, Step.ELIGIBILITY, Step.SELF_ASSESSMENT, Step.SCORING})
AGREEING_STEPS = frozenset({Step.CONSENSUS, Step.FACT_CHECK})
REMARKING_STEPS = frozenset({Step.FACT_CHECK, Step.DECISION})
AWARDING_STEPS = frozenset({Step.DECISION, Step.AWARDED})
_ONLY_IN: Mapping[Part, frozenset[Step]] = MappingProxyType(
    {
        Part.STEP: frozenset(Step),
        Part.AWARD: AWARDING_STEPS,
        Part.REMARK: REMARKING_STEPS,
        Part.JUDGEMENT: JUDGING_STEPS,
        Part.AGREEMENT: AGREEING_STEPS,
        Part.SEAT: frozenset(Step) - ENDED,
        Part.ACCEPTED: frozenset(Step) - ENDED,
        Part.REPLY_DUE: frozenset(Step) - ENDED,
        Part.PRIVATE_NOTE: frozenset(Step),
        Part.SEAL: frozenset({Step.SCORING, Step.CONSENSUS}),
        Part.APPROVAL: AGREEING_STEPS,
        Part.DECISION: frozenset({Step.DECISION}),
        Part.APPEAL: frozenset({Step.DECISION, Step.AWARDED, Step.REFUSED}),
        Part.CORRECTION: frozenset({Step.DECISION, Step.AWARDED, Step.REFUSED}),
    }
)
_OTHERS: frozenset[Step] = frozenset(Step) - ENDED - {Step.DECISION}


def may_change(step: Step, part: Part) -> bool:
    """Return whether a part may be changed in a step.

    An ended assessment only changes its step and, once the label is awarded, the award: its number may come later.
    """
    return step in _ONLY_IN.get(part, _OTHERS)


def judgement_key(seat: UUID, criterion: str) -> str:
    """Return the key of a judgement's change."""
    return f"{seat}/{criterion}"


def change_of(assessment: Assessment, part: Part, key: str, after: PartValue) -> Change:
    """Return the change that makes a part of the assessment what it is to become."""
    before = current(assessment, part, key)
    index = None
    if after is None and part in _LISTS:
        index = next((i for i, item in enumerate(_items(assessment, part)) if item is before), None)
    return Change(part, key, before, after, index)


def apply(assessment: Assessment, change: Change) -> Assessment:
    """Return the assessment with the change made; raise ``RuleError`` when the part is no longer as it was before."""
    if current(assessment, change.part, change.key) != change.before:
        raise RuleError("This was changed meanwhile. Look at it again, then repeat the change.")
    match change.after:
        case ClusterName(name, country, region):
            cluster = replace(assessment.cluster, name=name, country=country, region=region)
            return replace(assessment, cluster=cluster)
        case Details(kind, period, earlier):
            return replace(assessment, kind=kind, period=period, earlier_benchmarking=earlier)
        case _ if change.part in _PLAIN:
            return replace(assessment, **{_PLAIN[change.part]: change.after})
        case _ if change.part is Part.FACT:
            facts = _facts(assessment.cluster.facts, change)
            return replace(assessment, cluster=replace(assessment.cluster, facts=facts))
        case _ if change.part in _SINGLE:
            return replace(assessment, **{_SINGLE[change.part]: change.after})
        case _:
            items = _with(_items(assessment, change.part), change)
            return replace(assessment, **{_LISTS[change.part].field: items})


def in_sequence(assessment: Assessment, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes that change anything, each as it is after those before it.

    Two parts taken out of one list then come back to their places when they are brought back in reverse.
    """
    changes = tuple(changes)
    if len(changes) == 1:  # the usual case, made against the assessment as it is
        return changes if changes[0].before != changes[0].after else ()
    real: list[Change] = []
    for change in changes:
        now = change_of(assessment, change.part, change.key, change.after)
        if now.before != now.after:
            real.append(now)
            assessment = apply(assessment, now)
    return tuple(real)


def current(assessment: Assessment, part: Part, key: str) -> PartValue:
    """Return a part as it is now, ``None`` when it is not there."""
    match part:
        case Part.CLUSTER:
            return ClusterName(assessment.cluster.name, assessment.cluster.country, assessment.cluster.region)
        case Part.FACT:
            return assessment.cluster.facts.get(key)
        case Part.DETAILS:
            return Details(assessment.kind, assessment.period, assessment.earlier_benchmarking)
        case _ if part in _PLAIN:
            return cast("PartValue", getattr(assessment, _PLAIN[part]))
        case _ if part in _SINGLE:
            return cast("Single | None", getattr(assessment, _SINGLE[part]))
        case _:
            wanted, key_of = _LISTS[part].wanted(key), _LISTS[part].key_of
            return next((item for item in _items(assessment, part) if key_of(item) == wanted), None)


def _by_id(item: Any) -> UUID:
    return item.id


def _by_seat(item: Any) -> UUID:
    return item.seat


def _by_criterion(item: Any) -> str:
    return item.criterion


def _by_key(item: Any) -> str:
    return item.key


def _by_criterion_and_seat(item: Any) -> tuple[str, UUID]:
    return item.criterion, item.seat


def _of_judgement(key: str) -> tuple[str, UUID]:
    seat, _, criterion = key.partition("/")
    return criterion, UUID(seat)


@dataclass(frozen=True, slots=True)
class _List:
    """Where parts of a kind stand in an assessment, and how a change's key finds one of them."""

    field: str
    key_of: Callable[[Any], object]
    wanted: Callable[[str], object]


_LISTS: Mapping[Part, _List] = {
    Part.SEAT: _List("seats", _by_id, UUID),
    Part.ELIGIBILITY: _List("eligibility", _by_criterion, str),
    Part.JUDGEMENT: _List("judgements", _by_criterion_and_seat, _of_judgement),
    Part.AGREEMENT: _List("consensus", _by_criterion, str),
    Part.EVIDENCE: _List("evidence", _by_id, UUID),
    Part.AREA: _List("improvement_areas", _by_id, UUID),
    Part.VISIT: _List("visits", _by_id, UUID),
    Part.REMARK: _List("remarks", _by_id, UUID),
    Part.SELF_JUDGEMENT: _List("self_assessment", _by_criterion, str),
    Part.ACCEPTED: _List("accepted", _by_key, str),
    Part.PRIVATE_NOTE: _List("private_notes", _by_criterion, str),
    Part.SEAL: _List("seals", _by_seat, UUID),
    Part.APPROVAL: _List("approvals", _by_seat, UUID),
    Part.APPEAL: _List("appeals", _by_id, UUID),
    Part.CORRECTION: _List("corrections", _by_id, UUID),
}
_PLAIN: Mapping[Part, str] = {Part.STEP: "step", Part.REPLY_DUE: "reply_due"}
_SINGLE: Mapping[Part, str] = {
    Part.AWARD: "award",
    Part.EARLIER: "earlier",
    Part.BENCHMARK: "benchmark",
    Part.AGENDA: "agenda",
    Part.DECISION: "decision",
}


def _items(assessment: Assessment, part: Part) -> tuple[Listed, ...]:
    return cast("tuple[Listed, ...]", getattr(assessment, _LISTS[part].field))


def _facts(facts: Mapping[str, Fact], change: Change) -> Mapping[str, Fact]:
    changed = dict(facts)
    if change.after is None:
        changed.pop(change.key, None)
    else:
        changed[change.key] = cast("Fact", change.after)
    return MappingProxyType(changed)


def _with(items: tuple[Listed, ...], change: Change) -> tuple[Listed, ...]:
    """Replace an item in its place, put it where it was or at the end, or take it out."""
    after = cast("Listed | None", change.after)
    if change.before is None:
        index = len(items) if change.index is None else change.index
        return items if after is None else (*items[:index], after, *items[index:])
    index = next((i for i, item in enumerate(items) if item is change.before), None)
    if index is None:  # an undo brings values that are equal, not the same
        index = items.index(cast("Listed", change.before))
    return (*items[:index], *(() if after is None else (after,)), *items[index + 1 :])
