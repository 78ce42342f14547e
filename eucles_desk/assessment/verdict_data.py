"""Seals, approvals, the decision, appeals and corrections as plain data and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from eucles_desk.assessment.plain_data import Data, in_order, rest
from eucles_desk.assessment.terms import AppealOutcome, Ruling
from eucles_desk.assessment.verdict import Appeal, Approval, Correction, Decision, Seal

if TYPE_CHECKING:
    from collections.abc import Mapping


def seal_to_data(seal: Seal) -> Data:
    """Return a seal; time and salt are absent where they are not known."""
    known = {"sealed_at": seal.sealed_at, "salt": seal.salt}
    said = {key: value for key, value in known.items() if value}
    return {"seat": str(seal.seat), "code": seal.code, **said, **in_order(seal.extra)}


def seal_from_data(data: Mapping[str, Any]) -> Seal:
    """Read a seal."""
    extra = rest(data, {"seat", "code", "sealed_at", "salt"})
    return Seal(UUID(data["seat"]), data["code"], data.get("sealed_at", ""), data.get("salt", ""), extra)


def approval_to_data(approval: Approval) -> Data:
    """Return an approval."""
    return {
        "seat": str(approval.seat),
        "digest": approval.digest,
        "approved_at": approval.approved_at,
        **in_order(approval.extra),
    }


def approval_from_data(data: Mapping[str, Any]) -> Approval:
    """Read an approval."""
    extra = rest(data, {"seat", "digest", "approved_at"})
    return Approval(UUID(data["seat"]), data["digest"], data.get("approved_at", ""), extra)


def decision_to_data(decision: Decision) -> Data:
    """Return the decision; ``ruling`` is absent until there is one."""
    ruling = {"ruling": decision.ruling.value} if decision.ruling else {}
    return {
        **ruling,
        "number": decision.number,
        "day": decision.day,
        "conditions": list(decision.conditions),
        "reason": decision.reason,
        **in_order(decision.extra),
    }


def decision_from_data(data: Mapping[str, Any]) -> Decision:
    """Read the decision."""
    return Decision(
        ruling=Ruling(data["ruling"]) if "ruling" in data else None,
        number=data.get("number", ""),
        day=data.get("day", ""),
        conditions=tuple(data.get("conditions", ())),
        reason=data.get("reason", ""),
        extra=rest(data, {"ruling", "number", "day", "conditions", "reason"}),
    )


def appeal_to_data(appeal: Appeal) -> Data:
    """Return an appeal; ``outcome`` is absent until there is one."""
    outcome = {"outcome": appeal.outcome.value} if appeal.outcome else {}
    return {
        "id": str(appeal.id),
        "day": appeal.day,
        "grounds": appeal.grounds,
        **outcome,
        "decided_on": appeal.decided_on,
        "reply": appeal.reply,
        **in_order(appeal.extra),
    }


def appeal_from_data(data: Mapping[str, Any]) -> Appeal:
    """Read an appeal."""
    return Appeal(
        id=UUID(data["id"]),
        day=data["day"],
        grounds=data.get("grounds", ""),
        outcome=AppealOutcome(data["outcome"]) if "outcome" in data else None,
        decided_on=data.get("decided_on", ""),
        reply=data.get("reply", ""),
        extra=rest(data, {"id", "day", "grounds", "outcome", "decided_on", "reply"}),
    )


def correction_to_data(correction: Correction) -> Data:
    """Return a correction."""
    return {
        "id": str(correction.id),
        "version": correction.version,
        "day": correction.day,
        "reason": correction.reason,
        **in_order(correction.extra),
    }


def correction_from_data(data: Mapping[str, Any]) -> Correction:
    """Read a correction."""
    extra = rest(data, {"id", "version", "day", "reason"})
    return Correction(UUID(data["id"]), data["version"], data["day"], data.get("reason", ""), extra)
