"""What a careful colleague would ask about what a level rests on, for one judgement while it is being made."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from eucles_desk.assessment.checks import HIGH_LEVEL
from eucles_desk.assessment.terms import RestsOn

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from uuid import UUID

    from eucles_desk.assessment.values import Judgement, Level


class Weakness(StrEnum):
    """Why a level stands on little."""

    ON_NOTHING = "on_nothing"
    ON_ONE_SOURCE = "on_one_source"
    NOTHING_CITED = "nothing_cited"
    DOCUMENT_NOT_CITED = "document_not_cited"


def weaknesses(level: Level, judgement: Judgement, documents: AbstractSet[UUID]) -> tuple[Weakness, ...]:
    """Return what a level stands on too little of; ``documents`` are the pieces of evidence that are no interview.

    The findings of the whole assessment say the same of the levels that stand.
    """
    if not isinstance(level, int):
        return ()
    found: list[Weakness] = []
    is_high, sources = level >= HIGH_LEVEL, judgement.rests_on
    if is_high and len(sources) < 2:
        found.append(Weakness.ON_ONE_SOURCE if sources else Weakness.ON_NOTHING)
    cited = {citation.evidence for citation in judgement.citations}
    if RestsOn.DOCUMENT in sources and cited.isdisjoint(documents):
        found.append(Weakness.DOCUMENT_NOT_CITED)
    elif is_high and not cited:
        found.append(Weakness.NOTHING_CITED)
    return tuple(found)
