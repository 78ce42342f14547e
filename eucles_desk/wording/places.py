"""Names of steps, kinds, seats and places, and what is open in them: all that a list of assessments says.

Light on purpose: a start shows that list, and waits for nothing that it does not need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from eucles_desk.assessment.places import Area, PointKind
from eucles_desk.assessment.terms import Kind, Role, Step
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.assessment.award import ConditionKind
    from eucles_desk.assessment.places import OpenPoint, Place
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Criterion, Edition

STEPS: Mapping[Step, str] = {
    Step.DRAFT: N_("Draft"),
    Step.ELIGIBILITY: N_("Eligibility"),
    Step.SELF_ASSESSMENT: N_("Self-assessment"),
    Step.SCORING: N_("Individual scoring"),
    Step.CONSENSUS: N_("Consensus"),
    Step.FACT_CHECK: N_("Fact check"),
    Step.DECISION: N_("Decision"),
    Step.AWARDED: N_("Awarded"),
    Step.REFUSED: N_("Refused"),
    Step.WITHDRAWN: N_("Withdrawn"),
}
KINDS: Mapping[Kind, str] = {Kind.FIRST: N_("first award"), Kind.RENEWAL: N_("renewal")}
ROLES: Mapping[Role, str] = {
    Role.LEAD: N_("Lead expert"),
    Role.SECOND: N_("Second expert"),
    Role.OBSERVER: N_("Observer"),
    Role.TRAINEE: N_("Trainee"),
}
AREAS: Mapping[Area, str] = {
    Area.DETAILS: N_("Details"),
    Area.ELIGIBILITY: N_("Eligibility"),
    Area.FACTS: N_("Facts"),
    Area.CRITERIA: N_("Criteria"),
    Area.ON_SITE: N_("On site"),
    Area.IMPROVEMENT_AREAS: N_("Improvement areas"),
    Area.CONSENSUS: N_("Consensus"),
    Area.REMARKS: N_("Fact check"),
    Area.RESULT: N_("Result"),
}
DETAILS: Mapping[str, str] = {
    "cluster": N_("Cluster"),
    "seats": N_("Experts"),
    "earlier_benchmarking": N_("Earlier benchmarking"),
    "award": N_("Label award"),
    **{f"seat-{role.value}": name for role, name in ROLES.items()},
}
OPEN_POINTS: Mapping[PointKind, str] = {
    PointKind.NO_CLUSTER_NAME: N_("Name the cluster."),
    PointKind.NO_EXPERT_NAME: N_("{title}: enter the name."),
    PointKind.TOO_FEW_EXPERTS: N_("Add the experts that the label asks for."),
    PointKind.ELIGIBILITY_OPEN: N_("{title}: say whether this is met."),
    PointKind.ELIGIBILITY_NOT_MET_WITHOUT_NOTE: N_("{title}: not met; note why."),
    PointKind.FACT_MISSING: N_("Enter the fact: {title}."),
    PointKind.NOT_LOOKED_AT: N_("{title}: not looked at yet."),
    PointKind.NO_REASON: N_("{title}: give the reason for the level."),
    PointKind.RAISE_ON_SITE: N_("{title}: raise this on site."),
    PointKind.SEAT_AWAITED: N_("{title}: seal, tell each other the codes, and merge the other expert's package."),
    PointKind.AREAS_MISSING: N_("Enter the improvement areas."),
    PointKind.AREA_NOT_DESCRIBED: N_("Describe before, after and effect of each improvement area."),
    PointKind.AREA_WITHOUT_VERDICT: N_("Give a verdict on each improvement area."),
    PointKind.NO_EARLIER_BENCHMARKING: N_("Enter the month of the earlier benchmarking."),
    PointKind.NOT_AGREED: N_("{title}: agree on a level."),
    PointKind.NO_AGREED_REASON: N_("{title}: give the reason for the agreed level."),
    PointKind.CONDITION_NOT_MET: N_("{title}: this condition is not met."),
    PointKind.CONDITION_OPEN: N_("{title}: this condition is still open."),
}


def open_point(point: OpenPoint, edition: Edition, language: Language) -> str:
    """Say what is open."""
    return language.text(OPEN_POINTS[point.kind], title=place_title(point.place, edition, language))


def place_title(place: Place, edition: Edition, language: Language) -> str:
    """Name the criterion, fact or condition that a place points to, or the area where it names none of them."""
    match place.area:
        case Area.CRITERIA if place.id in edition.criteria:
            return criterion_title(edition.criteria[place.id], language)
        case Area.FACTS if place.id in edition.facts:
            return edition.facts[place.id].title.in_language(language.code)
        case Area.ELIGIBILITY if place.id in edition.eligibility:
            return edition.eligibility[place.id].title.in_language(language.code)
        case Area.RESULT if place.id and place.id not in DETAILS:
            from eucles_desk.wording.names import CONDITIONS

            return language.text(CONDITIONS[cast("ConditionKind", place.id)])
        case _:
            return language.text(DETAILS.get(place.id, AREAS[place.area]))


def criterion_title(criterion: Criterion, language: Language) -> str:
    """Return code and title of a criterion."""
    return f"{criterion.id} {criterion.title.in_language(language.code)}"
