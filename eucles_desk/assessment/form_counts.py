"""What attaching a form would change, counted for whoever decides about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.assessment.changes import Change


class Counted(StrEnum):
    """What is counted before a form is attached."""

    FACTS = "facts"
    ELIGIBILITY = "eligibility"
    LEVELS = "levels"
    EVIDENCE = "evidence"
    REMARKS = "remarks"
    AGREED = "agreed"
    """Criteria whose draft the cluster manager agrees with."""
    REPLACED = "replaced"
    """Of all these, how many replace something else that was entered."""
    KEPT = "kept"
    """Answers on eligibility that the experts have given otherwise; theirs stay."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """What attaching a form would change, or has changed."""

    changes: tuple[Change, ...] = ()
    counts: Mapping[Counted, int] = field(default_factory=dict[Counted, int])

    @property
    def is_nothing(self) -> bool:
        """Whether all of it is here already."""
        return not self.changes
