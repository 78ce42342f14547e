"""The register of experts, and what of it is kept of the exchange between computers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from eucles_desk.assessment.extra import Extra, nothing

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


class Grade(StrEnum):
    """How far an expert has come."""

    TRAINEE = "trainee"
    EXPERT = "expert"
    LEAD = "lead"
    """May lead an assessment."""


@dataclass(frozen=True, slots=True)
class Engagement:
    """What an expert had to do with a cluster outside this program: advice, employment, an earlier assessment.

    ``until`` is the last month of it as ``YYYY-MM``, empty while it goes on.
    """

    kind: EngagementKind
    cluster: str
    until: str = ""


class EngagementKind(StrEnum):
    """The kinds of engagement that may touch on impartiality."""

    EMPLOYED = "employed"
    ADVISED = "advised"
    ASSESSED = "assessed"


@dataclass(frozen=True, slots=True)
class Expert:
    """A person who assesses; ``languages`` are ISO 639 codes, ``key`` the public key of the person's computer."""

    id: UUID
    name: str
    organisation: str = ""
    country: str = ""
    grade: Grade = Grade.EXPERT
    languages: tuple[str, ...] = ()
    key: str = ""
    engagements: tuple[Engagement, ...] = ()
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A package that came in or went out; ``history`` is what it told of its author's copy, one JSON text a line."""

    id: UUID
    incoming: bool
    assessment: UUID
    purpose: str
    at: datetime
    author_key: str
    author_name: str = ""
    history: bytes = b""
    unknown: bytes = b""
