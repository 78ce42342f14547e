"""Where an assessment stands and what is open in it, by name; light, since lists of assessments need no more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from eucles_desk.assessment.terms import Step

ORDER = (
    Step.DRAFT,
    Step.ELIGIBILITY,
    Step.SELF_ASSESSMENT,
    Step.SCORING,
    Step.CONSENSUS,
    Step.FACT_CHECK,
    Step.DECISION,
)
ENDED = frozenset({Step.AWARDED, Step.REFUSED, Step.WITHDRAWN})


class PointKind(StrEnum):
    """What can still be open in a step."""

    NO_CLUSTER_NAME = "no_cluster_name"
    NO_EXPERT_NAME = "no_expert_name"
    TOO_FEW_EXPERTS = "too_few_experts"
    ELIGIBILITY_OPEN = "eligibility_open"
    ELIGIBILITY_NOT_MET_WITHOUT_NOTE = "eligibility_not_met_without_note"
    FACT_MISSING = "fact_missing"
    NOT_LOOKED_AT = "not_looked_at"
    NO_REASON = "no_reason"
    RAISE_ON_SITE = "raise_on_site"
    SEAT_AWAITED = "seat_awaited"
    """Another expert judges on another computer, and has not been opened here."""
    AREAS_MISSING = "areas_missing"
    AREA_NOT_DESCRIBED = "area_not_described"
    AREA_WITHOUT_VERDICT = "area_without_verdict"
    NO_EARLIER_BENCHMARKING = "no_earlier_benchmarking"
    NOT_AGREED = "not_agreed"
    NO_AGREED_REASON = "no_agreed_reason"
    CONDITION_NOT_MET = "condition_not_met"
    CONDITION_OPEN = "condition_open"


class Area(StrEnum):
    """The parts of an assessment that a place lies in."""

    DETAILS = "details"
    ELIGIBILITY = "eligibility"
    FACTS = "facts"
    CRITERIA = "criteria"
    ON_SITE = "on_site"
    IMPROVEMENT_AREAS = "improvement_areas"
    CONSENSUS = "consensus"
    REMARKS = "remarks"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is fixed: an area and, in it, the id of a criterion, fact, seat, remark or condition.

    On site the id names a part and, where that holds many things, one of them behind a stroke: ``interviews/…``.
    """

    area: Area
    id: str = ""

    def __str__(self) -> str:
        return f"{self.area.value}:{self.id}" if self.id else self.area.value

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read a place from what ``str`` made of it."""
        area, _, place_id = text.partition(":")
        return cls(Area(area), place_id)


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something to close before the step can be left."""

    kind: PointKind
    place: Place


def following(step: Step) -> tuple[Step, ...]:
    """Return the steps that come next, the usual one first."""
    if step is Step.DECISION:
        return (Step.AWARDED, Step.REFUSED)
    if step in ENDED:
        return ()
    return (ORDER[ORDER.index(step) + 1],)
