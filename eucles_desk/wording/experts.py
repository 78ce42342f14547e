"""What the register of experts says, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.experts import EngagementKind, Grade
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

GRADES: Final[Mapping[Grade, str]] = {
    Grade.TRAINEE: N_("Trainee"),
    Grade.EXPERT: N_("Expert"),
    Grade.LEAD: N_("May lead"),
}
ENGAGEMENTS: Final[Mapping[EngagementKind, str]] = {
    EngagementKind.EMPLOYED: N_("Employed by"),
    EngagementKind.ADVISED: N_("Advised"),
    EngagementKind.ASSESSED: N_("Assessed"),
}
