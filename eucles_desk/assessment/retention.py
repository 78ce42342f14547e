"""How long what belongs to an ended assessment is kept, and what has been kept longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

LONGEST: Final = 36_500
"""The longest period, in days."""


class Keep(StrEnum):
    """What a period can be set for."""

    EVIDENCE_FILES = "evidence_files"
    INTERVIEW_NOTES = "interview_notes"
    PRIVATE_NOTES = "private_notes"
    ASSESSMENT = "assessment"
    """All of an assessment; that there was one stays in the history."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An assessment that has ended, with what a period could be over for.

    Attributes:
        files: The stored files of its evidence, by SHA-256, earlier versions among them.
        notes: How many notes of interviews there are.
        private_notes: How many private notes there are.
    """

    id: UUID
    cluster_name: str
    label: str
    ended_at: datetime
    files: frozenset[str] = frozenset()
    notes: int = 0
    private_notes: int = 0


@dataclass(frozen=True, slots=True)
class Passed:
    """Something of an assessment that was kept longer than its period; ``count`` says how many pieces."""

    keep: Keep
    ended: Ended
    count: int


@dataclass(slots=True)
class Run:
    """What was erased."""

    files: int = 0
    notes: int = 0
    private: int = 0
    assessments: int = 0

    def add(self, other: Run) -> None:
        """Count what another has erased as well."""
        self.files, self.notes = self.files + other.files, self.notes + other.notes
        self.private, self.assessments = self.private + other.private, self.assessments + other.assessments

    def values(self) -> dict[str, str]:
        """Return the counts for a sentence."""
        counts = {"files": self.files, "notes": self.notes, "private": self.private, "assessments": self.assessments}
        return {name: str(count) for name, count in counts.items()}


def passed(ended: Iterable[Ended], periods: Mapping[Keep, int], now: datetime) -> Iterator[Passed]:
    """Yield what was kept longer than its period in days, nothing for a period of 0; a whole assessment once."""
    for one in ended:
        over = {keep for keep, days in periods.items() if days and one.ended_at + timedelta(days=days) < now}
        if Keep.ASSESSMENT in over:
            yield Passed(Keep.ASSESSMENT, one, 1)
            continue
        counts = {
            Keep.EVIDENCE_FILES: len(one.files),
            Keep.INTERVIEW_NOTES: one.notes,
            Keep.PRIVATE_NOTES: one.private_notes,
        }
        yield from (Passed(keep, one, count) for keep, count in counts.items() if keep in over and count)


def concerned(found: Iterable[Passed]) -> int:
    """Return in how many assessments something was kept longer than its period."""
    return len({one.ended.id for one in found})


def counted(found: Sequence[Passed]) -> Mapping[Keep, tuple[int, int]]:
    """Return for each kind how many pieces there are, and in how many assessments."""
    of_kind = {keep: [one for one in found if one.keep is keep] for keep in Keep}
    return {keep: (sum(one.count for one in some), len(some)) for keep, some in of_kind.items() if some}
