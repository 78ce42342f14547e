"""Coming to one verdict: sealing a seat, approving the agreed text, the board's decision, appeals and corrections."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from eucles_desk.assessment.changes import Change, Part
from eucles_desk.assessment.places import ENDED
from eucles_desk.assessment.sealing import SALT_BYTES, agreed_digest, code_of, parse_code
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.verdict import Appeal, Approval, Correction, Decision, Seal
from eucles_desk.assessment.verdict_rules import check_appeal, check_decision
from eucles_desk.assessment.views import judging_seats
from eucles_desk.errors import RuleError
from eucles_desk.services.changing import Changing, named

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Assessment

FIRST_VERSION: Final = 1


class Verdict(Changing):
    """The part of :class:`OpenAssessment` that makes one verdict of the judgements."""

    # Seals

    def seal(self, seat: UUID) -> str:
        """Freeze a seat's judgements; return the code to tell the other expert.

        Raises:
            RuleError: The seat is sealed already, or belongs to another computer, or nothing in it is judged.
        """
        self._own(seat)
        if self.value.seal(seat):
            raise RuleError("This seat is sealed already.")
        sealed = self.sealed(seat)
        self._do(named("seal"), {"code": sealed.code}, [self._change(Part.SEAL, str(seat), sealed)])
        return sealed.code

    def sealed(self, seat: UUID) -> Seal:
        """Return the seal that a seat would get now."""
        if not any(judgement.seat == seat and judgement.level is not None for judgement in self.value.judgements):
            raise RuleError("Judge at least one criterion before you seal.")
        salt = secrets.token_hex(SALT_BYTES)
        return Seal(seat, code_of(self.value, seat, salt), self._now().isoformat(timespec="seconds"), salt)

    def reopen(self, seat: UUID, reason: str) -> None:
        """Take a seat's own seal off, knowingly; the other expert has to hear the next code as well."""
        self._own(seat)
        if not self.value.seal(seat):
            raise RuleError("This seat is not sealed.")
        if not reason.strip():
            raise RuleError("Say why the seat is opened again.")
        values = {"reason": reason.strip()}
        self._do(named("opening of the sealed seat: {reason}"), values, [self._change(Part.SEAL, str(seat), None)])

    def hear(self, seat: UUID, typed: str, *, anew: bool = False) -> None:
        """Keep the code of another seat as it was told by voice or on paper.

        Args:
            seat: the other seat.
            typed: its code.
            anew: whether the other expert has opened the seat and sealed it once more, after it was read here.

        Raises:
            RuleError: It is no code, or other than that of the judgements that came in.
        """
        code = parse_code(typed)
        known = self.value.seal(seat)
        if known and known.code != code and known.salt and not anew:
            raise RuleError("The code does not fit the judgements that came in. Compare it with the other expert.")
        if known and known.code == code:
            return
        self._do(
            named("code of the other seat"), {"code": code}, [self._change(Part.SEAL, str(seat), Seal(seat, code))]
        )

    # The agreed text

    def approve(self, seat: UUID) -> None:
        """Note that a seat approves the agreed text as it is now."""
        approval = Approval(seat, agreed_digest(self.value), self._now().isoformat(timespec="seconds"))
        self._do(named("approval"), {}, [self._change(Part.APPROVAL, str(seat), approval)])

    def take_back_approval(self, seat: UUID) -> None:
        """Take an approval back."""
        self._do(named("approval taken back"), {}, [self._change(Part.APPROVAL, str(seat), None)])

    @property
    def approved_by(self) -> tuple[UUID, ...]:
        """The seats that approve the agreed text as it is now."""
        return approved_by(self.value)

    # The board

    def set_decision(self, decision: Decision) -> None:
        """Enter what the board decided; an empty one takes it back."""
        check_decision(decision)
        after = None if decision == Decision() else decision
        self._do(named("decision"), {}, [self._change(Part.DECISION, "", after)], "decision")

    def set_appeal(self, appeal: Appeal) -> None:
        """Add an appeal or change it."""
        check_appeal(appeal)
        self._do(named("appeal"), {}, [self._change(Part.APPEAL, str(appeal.id), appeal)], f"appeal:{appeal.id}")

    def remove_appeal(self, appeal: UUID) -> None:
        """Take an appeal out."""
        self._do(named("removal of an appeal"), {}, [self._change(Part.APPEAL, str(appeal), None)])

    def correct(self, reason: str) -> None:
        """Open an assessment that has ended again, at the decision, as a new version with a reason."""
        if self.value.step not in ENDED - {Step.WITHDRAWN}:
            raise RuleError("Only an assessment that has ended is opened again.")
        if not reason.strip():
            raise RuleError("Say why the assessment is opened again.")
        day = self._now().date().isoformat()
        correction = Correction(uuid4(), version_of(self.value) + 1, day, reason.strip())
        changes = [
            self._change(Part.CORRECTION, str(correction.id), correction),
            self._change(Part.STEP, "", Step.DECISION),
        ]
        self._do(named("opening again as version {version}"), {"version": str(correction.version)}, changes)

    def _sealing(self) -> list[Change]:
        """Return what seals the seats of this computer that have judged and are open, where others judge elsewhere."""
        if not self.held:
            return []
        own = (seat for seat in judging_seats(self.value) if self.judges_here(seat))
        open_seats = (seat for seat in own if not self.value.seal(seat))
        judged = {judgement.seat for judgement in self.value.judgements if judgement.level is not None}
        return [self._change(Part.SEAL, str(seat), self.sealed(seat)) for seat in open_seats if seat in judged]

    def _own(self, seat: UUID) -> None:
        if not self.judges_here(seat):
            raise RuleError("This seat is judged on another computer.")
        if seat not in judging_seats(self.value):
            raise RuleError("Only the seats of the lead and the second expert are sealed.")


def approved_by(assessment: Assessment) -> tuple[UUID, ...]:
    """Return the seats that approve the agreed text as it is now."""
    digest = agreed_digest(assessment)
    return tuple(approval.seat for approval in assessment.approvals if approval.digest == digest)


def version_of(assessment: Assessment) -> int:
    """Return which version of the assessment this is, 1 for one that was never opened again."""
    return max((correction.version for correction in assessment.corrections), default=FIRST_VERSION)


def without_salt(seal: Seal) -> Seal:
    """Return what others may know of a seal before its judgements are handed over."""
    return replace(seal, salt="")
