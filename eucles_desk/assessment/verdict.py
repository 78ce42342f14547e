"""What makes one verdict of the experts' judgements: seals, approvals, the decision, appeals and corrections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eucles_desk.assessment.extra import Extra, nothing

if TYPE_CHECKING:
    from uuid import UUID

    from eucles_desk.assessment.terms import AppealOutcome, Ruling


@dataclass(frozen=True, slots=True)
class Seal:
    """One seat's judgements, frozen by a code that commits to them before the other seat is opened.

    Attributes:
        seat: The seat that is sealed.
        code: The code, as :func:`eucles_desk.assessment.sealing.code_of` makes it.
        sealed_at: When, in ISO 8601 with its zone; empty for a code that was only heard.
        salt: 32 random bytes in hexadecimal that the code was made with; empty on computers that do not have the
            judgements yet. Nobody can try levels against the code without it.
    """

    seat: UUID
    code: str
    sealed_at: str = ""
    salt: str = ""
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Approval:
    """That a seat approves the agreed text as it was.

    ``digest`` is the SHA-256 of what was agreed then: a later change makes the approval one of an earlier text.
    """

    seat: UUID
    digest: str
    approved_at: str = ""
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the board decided, apart from the experts; ``day`` is ``YYYY-MM-DD``, or empty while it is not known."""

    ruling: Ruling | None = None
    number: str = ""
    day: str = ""
    conditions: tuple[str, ...] = ()
    reason: str = ""
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Appeal:
    """What the cluster says against the decision, and what came of it; days are ``YYYY-MM-DD`` or empty."""

    id: UUID
    day: str
    grounds: str = ""
    outcome: AppealOutcome | None = None
    decided_on: str = ""
    reply: str = ""
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Correction:
    """Why an assessment that had ended was opened again: what follows is a new version of it."""

    id: UUID
    version: int
    day: str
    reason: str
    extra: Extra = field(default_factory=nothing)
