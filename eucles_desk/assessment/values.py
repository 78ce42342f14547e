"""An assessment and its parts as frozen values.

``extra`` holds what an interchange file of a later version said and this version does not know; it is kept and
written out again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from eucles_desk.assessment.extra import NOTHING, Extra, nothing
from eucles_desk.assessment.terms import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from eucles_desk.assessment.evidence import Citation, Evidence
    from eucles_desk.assessment.on_site import AcceptedFinding, Agenda, PrivateNote, SelfJudgement
    from eucles_desk.assessment.terms import Disposition, Kind, Opinion, RestsOn, Role, Step, Verdict
    from eucles_desk.assessment.verdict import Appeal, Approval, Correction, Decision, Seal
    from eucles_desk.scheme.values import EditionRef

__all__ = ["NOTHING", "Extra", "nothing"]

Fact: TypeAlias = Decimal | str
"""The answer to one fact: a number for number types, text for the others."""
Level: TypeAlias = int | Literal[Mark.NOT_APPLICABLE] | None
"""A level of the scale, *not applicable*, or ``None`` for *not looked at*: three different things."""


@dataclass(frozen=True, slots=True)
class Period:
    """The months that an assessment looks at, first and last included, each as ``YYYY-MM``."""

    first: str
    last: str
    extra: Extra = field(default_factory=nothing)

    @property
    def last_year(self) -> int:
        """The year in which the period ends."""
        return int(self.last[:4])


@dataclass(frozen=True, slots=True)
class Cluster:
    """The cluster organisation under assessment; ``country`` is an ISO 3166 code, ``region`` a NUTS code or empty.

    ``facts`` are those of one assessment's period.
    """

    id: UUID
    name: str
    country: str = ""
    region: str = ""
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's place in an assessment.

    ``interests`` are the interests that the person has declared: ``None`` when nothing has been declared yet, empty
    when the person has declared to have none. ``key`` is the public key of the person's computer, as
    :mod:`eucles_desk.packages.keys` writes it; empty where none is known.
    """

    id: UUID
    role: Role
    name: str = ""
    organisation: str = ""
    country: str = ""
    interests: str | None = None
    key: str = ""
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class EligibilityAnswer:
    """Whether one eligibility criterion is met; ``None`` while nobody has looked."""

    criterion: str
    met: bool | None = None
    note: str = ""
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Improvement:
    """A recommendation: what to do, what it would change, for whom and by when (``YYYY-MM`` or empty)."""

    text: str
    effect: str = ""
    addressee: str = ""
    due: str = ""
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One seat's level for one criterion, with what it rests on."""

    seat: UUID
    criterion: str
    level: Level = None
    reason: str = ""
    strengths: tuple[str, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    rests_on: tuple[RestsOn, ...] = ()
    on_site: bool = False
    citations: tuple[Citation, ...] = ()
    extra: Extra = field(default_factory=nothing)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been entered."""
        entered = (
            self.reason,
            self.strengths,
            self.improvements,
            self.rests_on,
            self.on_site,
            self.citations,
            self.extra,
        )
        return self.level is None and not any(entered)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreed level for one criterion; ``adopted`` when it was taken over because all seats had the same."""

    criterion: str
    level: Level = None
    reason: str = ""
    adopted: bool = False
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class ImprovementArea:
    """One of the areas whose improvement a Silver label recognises, tied to a criterion."""

    id: UUID
    criterion: str
    before: str = ""
    after: str = ""
    effect: str = ""
    verdict: Verdict | None = None
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Visit:
    """A day on which the experts were with the cluster, as ``YYYY-MM-DD``, and where."""

    id: UUID
    day: str
    place: str = ""
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Remark:
    """What the cluster manager says of the draft of one criterion, and what the experts made of it."""

    id: UUID
    criterion: str
    opinion: Opinion | None = None
    text: str = ""
    disposition: Disposition | None = None
    reply: str = ""
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Award:
    """A label award: its number, and its first and last month as ``YYYY-MM`` (empty while not set)."""

    number: str = ""
    first: str = ""
    last: str = ""
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class EarlierResult:
    """What an earlier assessment of the same cluster came to.

    Attributes:
        month: The last month of its period, ``YYYY-MM``.
        label: The id of the label that it was for.
        levels: The levels that stood, by criterion.
        percent: The share of the points in percent; ``None`` for a label that does not count points.
        assessment: Its id, where it is known.
        recommendations: What was recommended then, by criterion.
    """

    month: str
    label: str
    levels: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))
    percent: Decimal | None = None
    assessment: UUID | None = None
    recommendations: Mapping[str, tuple[Improvement, ...]] = field(default_factory=lambda: MappingProxyType({}))
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Spread:
    """How the levels of the peers spread over one criterion: the median and the quartiles around it, if known."""

    median: Decimal
    first_quartile: Decimal | None = None
    third_quartile: Decimal | None = None
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The peers that a cluster is compared with.

    Attributes:
        title: Which peers, for instance a field and the years.
        peers: How many clusters stand behind the figures.
        criteria: How their levels spread, by criterion.
        dimensions: The median of their shares of the points in percent, by dimension.
    """

    title: str
    peers: int
    criteria: Mapping[str, Spread] = field(default_factory=lambda: MappingProxyType({}))
    dimensions: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    extra: Extra = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class Assessment:
    """One cluster against one edition for one label.

    Attributes:
        reply_due: The day until which the cluster manager is asked to answer the draft, ``YYYY-MM-DD`` or empty.
        earlier: What earlier assessments came to, in the order of time.
        self_assessment: How the cluster sees itself.
        accepted: The quality findings that stay as they are, each with its reason.
        seals: The seals of the seats, those among them of which only the code was heard.
        approvals: Which seats approve the agreed text.
        corrections: Why the assessment was opened again after it had ended, oldest first.
        private_notes: What stays on this computer: no file that is passed on holds them.
    """

    id: UUID
    edition: EditionRef
    label: str
    kind: Kind
    step: Step
    period: Period
    cluster: Cluster
    earlier_benchmarking: str = ""
    seats: tuple[Seat, ...] = ()
    eligibility: tuple[EligibilityAnswer, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    consensus: tuple[Agreement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    improvement_areas: tuple[ImprovementArea, ...] = ()
    visits: tuple[Visit, ...] = ()
    remarks: tuple[Remark, ...] = ()
    award: Award | None = None
    earlier: tuple[EarlierResult, ...] = ()
    benchmark: Benchmark | None = None
    reply_due: str = ""
    self_assessment: tuple[SelfJudgement, ...] = ()
    agenda: Agenda | None = None
    accepted: tuple[AcceptedFinding, ...] = ()
    seals: tuple[Seal, ...] = ()
    approvals: tuple[Approval, ...] = ()
    decision: Decision | None = None
    appeals: tuple[Appeal, ...] = ()
    corrections: tuple[Correction, ...] = ()
    private_notes: tuple[PrivateNote, ...] = ()
    extra: Extra = field(default_factory=nothing)

    def seat(self, role: Role) -> Seat | None:
        """Return the first seat with this role."""
        return next((seat for seat in self.seats if seat.role is role), None)

    def seal(self, seat: UUID) -> Seal | None:
        """Return the seal of a seat, ``None`` while it is open."""
        return next((found for found in self.seals if found.seat == seat), None)

    def judgement(self, seat: UUID, criterion: str) -> Judgement:
        """Return the seat's judgement, an empty one where there is none yet."""
        for judgement in self.judgements:
            if judgement.criterion == criterion and judgement.seat == seat:
                return judgement
        return Judgement(seat, criterion)

    def agreement(self, criterion: str) -> Agreement:
        """Return what was agreed, an empty agreement where there is nothing yet."""
        return next((found for found in self.consensus if found.criterion == criterion), Agreement(criterion))

    def answer(self, criterion: str) -> EligibilityAnswer:
        """Return the answer to an eligibility criterion, an empty one where there is none yet."""
        return next((found for found in self.eligibility if found.criterion == criterion), EligibilityAnswer(criterion))

    def piece(self, evidence: UUID) -> Evidence | None:
        """Return a piece of evidence by id."""
        return next((found for found in self.evidence if found.id == evidence), None)
