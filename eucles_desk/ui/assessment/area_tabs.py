"""Which areas an assessment has, in the order of their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.places import Area
from eucles_desk.ui.assessment.area_bar import AreaTab
from eucles_desk.ui.assessment.area_makers import ICONS
from eucles_desk.ui.language import current, tr
from eucles_desk.wording.places import AREAS

if TYPE_CHECKING:
    from eucles_desk.ui.working import Working

REPORT: Final = "report"
ON_SITE: Final = frozenset(
    {*(area.value for area in (Area.FACTS, Area.CRITERIA, Area.ON_SITE, Area.IMPROVEMENT_AREAS)), REPORT}
)
"""What is there in site mode."""
NUMBERED: Final = 9
"""So many areas have a key of their own."""


def tabs_of(working: Working) -> tuple[AreaTab, ...]:
    """Return the areas that the label has; some of them may be left out for now."""
    label = working.edition.labels[working.value.label]
    left_out: set[Area] = set()
    if not label.award.improvement_areas.value:
        left_out.add(Area.IMPROVEMENT_AREAS)
    if not working.edition.criteria_of(working.value.label):
        left_out |= {Area.CRITERIA, Area.REMARKS}
    tabs = (AreaTab(area.value, ICONS[area], current().text(AREAS[area])) for area in Area if area not in left_out)
    return *tabs, AreaTab(REPORT, "report", tr("Report"))
