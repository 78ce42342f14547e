"""Which areas an assessment has, in the order of their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.changes import Part, may_change
from eucles_desk.assessment.places import Area
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.views import judging_seats, stands_agreed
from eucles_desk.ui.assessment.area_bar import AreaTab
from eucles_desk.ui.assessment.area_makers import ICONS
from eucles_desk.ui.language import current, tr
from eucles_desk.wording.places import AREAS

if TYPE_CHECKING:
    from collections.abc import Collection

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.ui.working import Working

REPORT: Final = "report"
ON_SITE: Final = frozenset(
    {
        *(area.value for area in (Area.FACTS, Area.CRITERIA, Area.ON_SITE, Area.IMPROVEMENT_AREAS, Area.CONSENSUS)),
        REPORT,
    }
)
"""What is there in site mode."""
NUMBERED: Final = 9
"""So many areas have a key of their own."""


BOTH: Final = 2
"""So many experts come to a consensus."""
AREA_OF_STEP: Final = {
    Step.DRAFT: (Area.DETAILS,),
    Step.ELIGIBILITY: (Area.ELIGIBILITY,),
    Step.SELF_ASSESSMENT: (Area.FACTS,),
    Step.SCORING: (Area.CRITERIA,),
    Step.CONSENSUS: (Area.CONSENSUS, Area.CRITERIA),
    Step.FACT_CHECK: (Area.REMARKS,),
}
"""Where a step works, the first of these that the label has; later steps look at the result, as does a label without
criteria. What is left out in site mode leads to the site."""


def area_for(working: Working, keys: Collection[str]) -> Area:
    """Return where the present step works."""
    wanted = AREA_OF_STEP.get(working.value.step, (Area.RESULT,))
    has = {tab.key for tab in tabs_of(working)}
    there = [area for area in wanted if area.value in has] or [Area.RESULT]
    return next((area for area in there if area.value in keys), Area.ON_SITE)


def waiting(value: Assessment) -> tuple[str, ...]:
    """Return the areas that have nothing to show yet: there is no consensus while experts judge on their own."""
    has_remarks = bool(value.remarks) or may_change(value.step, Part.REMARK)
    remarks = () if has_remarks else (Area.REMARKS.value,)
    return remarks if stands_agreed(value) else (*remarks, Area.CONSENSUS.value)


def tabs_of(working: Working) -> tuple[AreaTab, ...]:
    """Return the areas that the label has; some of them may be left out for now."""
    label = working.edition.labels[working.value.label]
    left_out: set[Area] = set()
    if not label.award.improvement_areas.value:
        left_out.add(Area.IMPROVEMENT_AREAS)
    if not working.edition.criteria_of(working.value.label):
        left_out |= {Area.CRITERIA, Area.REMARKS}
    if label.experts.value < BOTH and len(judging_seats(working.value)) < BOTH:
        left_out.add(Area.CONSENSUS)
    tabs = (AreaTab(area.value, ICONS[area], current().text(AREAS[area])) for area in Area if area not in left_out)
    return *tabs, AreaTab(REPORT, "report", tr("Report"))
