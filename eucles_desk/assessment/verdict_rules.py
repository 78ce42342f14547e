"""What must hold of seals, approvals, the decision, appeals and corrections."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from eucles_desk.assessment.days import check_day
from eucles_desk.assessment.sealing import parse_code
from eucles_desk.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.assessment.verdict import Appeal, Correction, Decision, Seal


def check_verdict(assessment: Assessment) -> None:
    """Raise ``RuleError`` at the first thing that cannot be."""
    seats = {seat.id for seat in assessment.seats}
    for one in (*assessment.seals, *assessment.approvals):
        if one.seat not in seats:
            raise RuleError(
                "A seal or approval names the seat {seat}, which the assessment does not have.", seat=one.seat
            )
    for seal in assessment.seals:
        check_seal(seal)
    for approval in assessment.approvals:
        _check_time(approval.approved_at)
    if assessment.decision:
        check_decision(assessment.decision)
    for appeal in assessment.appeals:
        check_appeal(appeal)
    for correction in assessment.corrections:
        check_correction(correction)
    _once(seal.seat for seal in assessment.seals)
    _once(approval.seat for approval in assessment.approvals)
    _once(appeal.id for appeal in assessment.appeals)
    _once(correction.id for correction in assessment.corrections)


def check_seal(seal: Seal) -> None:
    """Raise ``RuleError`` when the code is none."""
    if parse_code(seal.code) != seal.code:
        raise RuleError("A code has {count} letters and digits, such as 7K2M-90QX-3TVW-B1ZC.", count=16)
    _check_time(seal.sealed_at)


def check_decision(decision: Decision) -> None:
    """Raise ``RuleError`` when there is no such day."""
    if decision.day:
        check_day(decision.day)


def check_appeal(appeal: Appeal) -> None:
    """Raise ``RuleError`` when there is no such day."""
    for day in (appeal.day, appeal.decided_on):
        if day:
            check_day(day)


def check_correction(correction: Correction) -> None:
    """Raise ``RuleError`` when the reason is missing, or there is no such day."""
    if not correction.reason.strip():
        raise RuleError("Say why the assessment is opened again.")
    check_day(correction.day)


def _check_time(time: str) -> None:
    try:
        _ = time and datetime.fromisoformat(time)
    except ValueError as error:
        raise RuleError("There is no such time as “{time}”.", time=time) from error


def _once(keys: Iterable[object]) -> None:
    double = next((key for key, count in Counter(keys).items() if count > 1), None)
    if double is not None:
        raise RuleError("{id} stands in a list twice.", id=double)
