"""All parts of an assessment, and in which of them two states of it differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.changes import Change, Part, current, judgement_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eucles_desk.assessment.values import Assessment

SINGLE = (
    Part.CLUSTER,
    Part.DETAILS,
    Part.STEP,
    Part.AWARD,
    Part.EARLIER,
    Part.BENCHMARK,
    Part.REPLY_DUE,
    Part.AGENDA,
    Part.DECISION,
)


def parts_of(value: Assessment) -> Iterator[tuple[Part, str]]:
    """Yield each part with the key that a change of it would have."""
    yield from ((part, "") for part in SINGLE)
    yield from ((Part.FACT, fact) for fact in value.cluster.facts)
    yield from ((Part.SEAT, str(seat.id)) for seat in value.seats)
    yield from ((Part.ELIGIBILITY, answer.criterion) for answer in value.eligibility)
    yield from ((Part.JUDGEMENT, judgement_key(one.seat, one.criterion)) for one in value.judgements)
    yield from ((Part.AGREEMENT, one.criterion) for one in value.consensus)
    yield from ((Part.EVIDENCE, str(piece.id)) for piece in value.evidence)
    yield from ((Part.AREA, str(area.id)) for area in value.improvement_areas)
    yield from ((Part.VISIT, str(visit.id)) for visit in value.visits)
    yield from ((Part.REMARK, str(remark.id)) for remark in value.remarks)
    yield from ((Part.SELF_JUDGEMENT, one.criterion) for one in value.self_assessment)
    yield from ((Part.ACCEPTED, one.key) for one in value.accepted)
    yield from ((Part.SEAL, str(seal.seat)) for seal in value.seals)
    yield from ((Part.APPROVAL, str(approval.seat)) for approval in value.approvals)
    yield from ((Part.APPEAL, str(appeal.id)) for appeal in value.appeals)
    yield from ((Part.CORRECTION, str(correction.id)) for correction in value.corrections)
    yield from ((Part.PRIVATE_NOTE, one.criterion) for one in value.private_notes)


def differences(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """Return the parts that are not the same, as changes; they tell what differs and are not to be applied in order."""
    keys = dict.fromkeys((*parts_of(before), *parts_of(after)))
    pairs = ((part, key, current(before, part, key), current(after, part, key)) for part, key in keys)
    return tuple(Change(part, key, old, new) for part, key, old, new in pairs if old != new)
