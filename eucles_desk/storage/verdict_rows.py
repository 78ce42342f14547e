"""Seals, approvals, the decision, appeals and corrections to rows and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eucles_desk.assessment.terms import AppealOutcome, Ruling
from eucles_desk.assessment.verdict import Appeal, Approval, Correction, Decision, Seal
from eucles_desk.storage.rows import Row, extra_from_row, extra_to_row

if TYPE_CHECKING:
    from uuid import UUID


def seal_row(assessment: UUID, seal: Seal) -> Row:
    """Return the row of a seal."""
    return {
        "assessment_id": assessment,
        "seat_id": seal.seat,
        "code": seal.code,
        "sealed_at": seal.sealed_at,
        "salt": seal.salt,
        "extra": extra_to_row(seal.extra),
    }


def seal_from_row(row: Any) -> Seal:
    """Read a seal."""
    return Seal(row.seat_id, row.code, row.sealed_at, row.salt, extra_from_row(row.extra))


def approval_row(assessment: UUID, approval: Approval) -> Row:
    """Return the row of an approval."""
    return {
        "assessment_id": assessment,
        "seat_id": approval.seat,
        "digest": approval.digest,
        "approved_at": approval.approved_at,
        "extra": extra_to_row(approval.extra),
    }


def approval_from_row(row: Any) -> Approval:
    """Read an approval."""
    return Approval(row.seat_id, row.digest, row.approved_at, extra_from_row(row.extra))


def decision_rows(assessment: UUID, decision: Decision | None) -> list[Row]:
    """Return the row of the decision, none where there is no decision."""
    if decision is None:
        return []
    return [
        {
            "assessment_id": assessment,
            "ruling": decision.ruling.value if decision.ruling else None,
            "number": decision.number,
            "day": decision.day,
            "conditions": list(decision.conditions),
            "reason": decision.reason,
            "extra": extra_to_row(decision.extra),
        }
    ]


def decision_from_row(row: Any) -> Decision:
    """Read the decision."""
    return Decision(
        ruling=Ruling(row.ruling) if row.ruling else None,
        number=row.number,
        day=row.day,
        conditions=tuple(row.conditions),
        reason=row.reason,
        extra=extra_from_row(row.extra),
    )


def appeal_row(assessment: UUID, appeal: Appeal) -> Row:
    """Return the row of an appeal."""
    return {
        "assessment_id": assessment,
        "id": appeal.id,
        "day": appeal.day,
        "grounds": appeal.grounds,
        "outcome": appeal.outcome.value if appeal.outcome else None,
        "decided_on": appeal.decided_on,
        "reply": appeal.reply,
        "extra": extra_to_row(appeal.extra),
    }


def appeal_from_row(row: Any) -> Appeal:
    """Read an appeal."""
    return Appeal(
        id=row.id,
        day=row.day,
        grounds=row.grounds,
        outcome=AppealOutcome(row.outcome) if row.outcome else None,
        decided_on=row.decided_on,
        reply=row.reply,
        extra=extra_from_row(row.extra),
    )


def correction_row(assessment: UUID, correction: Correction) -> Row:
    """Return the row of a correction."""
    return {
        "assessment_id": assessment,
        "id": correction.id,
        "version": correction.version,
        "day": correction.day,
        "reason": correction.reason,
        "extra": extra_to_row(correction.extra),
    }


def correction_from_row(row: Any) -> Correction:
    """Read a correction."""
    return Correction(row.id, row.version, row.day, row.reason, extra_from_row(row.extra))
