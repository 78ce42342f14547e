"""What follows from an assessment as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from eucles_desk.assessment import acceptance, award, checks, places, scoring, steps
from eucles_desk.assessment.views import standing_levels

if TYPE_CHECKING:
    from uuid import UUID

    from eucles_desk.assessment.values import Assessment, Level
    from eucles_desk.scheme.values import Edition


@dataclass(frozen=True)
class Standing:
    """Everything that follows from an assessment as it is now, worked out when first asked for."""

    assessment: Assessment
    edition: Edition
    seat: UUID | None

    @cached_property
    def levels(self) -> dict[str, Level]:
        """The levels that stand."""
        return dict(standing_levels(self.assessment, self.seat))

    @cached_property
    def score(self) -> scoring.Score:
        """Points in total and by dimension."""
        return scoring.score(self.edition, self.assessment.label, self.levels)

    @cached_property
    def outcome(self) -> award.Outcome:
        """How the award rule stands."""
        return award.outcome(self.edition, self.assessment, self.levels)

    @cached_property
    def distance(self) -> award.Distance:
        """What separates the cluster from the label."""
        return award.distance(self.edition, self.assessment.label, self.levels)

    @cached_property
    def open_points(self) -> tuple[places.OpenPoint, ...]:
        """What must be closed before the step is left."""
        return steps.open_points(self.assessment, self.edition, self.seat)

    @cached_property
    def reviewed(self) -> acceptance.Reviewed:
        """All quality findings, those accepted apart."""
        return acceptance.review(self.assessment, checks.findings(self.assessment, self.edition))

    @property
    def findings(self) -> tuple[checks.Finding, ...]:
        """The quality findings that count."""
        return self.reviewed.counting
