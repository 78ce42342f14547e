"""Where the user mends what keeps a report from being made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.places import Area, Place
from eucles_desk.ui.assessment.award_card import AWARD
from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from eucles_desk.services.report_ports import ReportOrder


def place_to_mend(order: ReportOrder) -> tuple[Place | None, str]:
    """Return the place and what a button that leads there says; no place where none is known."""
    award = order.assessment.award
    if order.kind is ReportKind.CERTIFICATE and not (award and award.number and award.first and award.last):
        return Place(Area.RESULT, AWARD), tr("Enter number and months of the award")
    return None, ""
