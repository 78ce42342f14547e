"""Which quality findings count, which stay as they are with a reason, and the field that each is mended in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.checks import Finding, FindingKind, Severity
from eucles_desk.assessment.on_site import AcceptedFinding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eucles_desk.assessment.values import Assessment


class Field(StrEnum):
    """The fields of a criterion that a finding can be about."""

    LEVEL = "level"
    REASON = "reason"
    STRENGTHS = "strengths"
    IMPROVEMENTS = "improvements"
    SOURCES = "sources"
    EVIDENCE = "evidence"


_FIELDS: Final[Mapping[FindingKind, Field]] = MappingProxyType(
    {
        FindingKind.LEVEL_WITHOUT_REASON: Field.REASON,
        FindingKind.SHORT_REASON: Field.REASON,
        FindingKind.BELOW_MINIMUM: Field.LEVEL,
        FindingKind.FAR_FROM_FACTS: Field.LEVEL,
        FindingKind.MORE_TO_IMPROVE_THAN_STRENGTHS: Field.STRENGTHS,
        FindingKind.LOW_WITHOUT_RECOMMENDATION: Field.IMPROVEMENTS,
        FindingKind.RECOMMENDATION_WITHOUT_EFFECT: Field.IMPROVEMENTS,
        FindingKind.HIGH_ON_ONE_SOURCE: Field.SOURCES,
        FindingKind.HIGH_WITHOUT_EVIDENCE: Field.EVIDENCE,
        FindingKind.DOCUMENT_NOT_CITED: Field.EVIDENCE,
        FindingKind.EVIDENCE_NOT_CITED: Field.EVIDENCE,
    }
)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The findings of an assessment, those that count apart from those that were accepted.

    A finding that is another than the one accepted counts: it is known by kind, place and detail.
    """

    counting: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, AcceptedFinding], ...] = ()

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return those of a severity that count."""
        return tuple(found for found in self.counting if found.severity is severity)


def review(assessment: Assessment, found: Iterable[Finding]) -> Reviewed:
    """Part findings into those that count and those that were accepted, each in the order in which they come."""
    by_key = {one.key: one for one in assessment.accepted}
    counting: list[Finding] = []
    accepted: list[tuple[Finding, AcceptedFinding]] = []
    for one in found:
        answer = by_key.get(key_of(one))
        if answer is None:
            counting.append(one)
        else:
            accepted.append((one, answer))
    return Reviewed(tuple(counting), tuple(accepted))


def accept(found: Finding, reason: str) -> AcceptedFinding:
    """Return a finding as accepted for a reason."""
    return AcceptedFinding(found.kind.value, str(found.place), found.detail, reason)


def key_of(found: Finding) -> str:
    """Return what a finding is known by."""
    return accept(found, "").key


def field_of(found: Finding) -> Field | None:
    """Return the field of a criterion in which a finding is mended, ``None`` for one about anything else."""
    return _FIELDS.get(found.kind)
