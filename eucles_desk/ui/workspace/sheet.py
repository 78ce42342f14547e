"""Everything that the workspace shows of one criterion, gathered in one value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from eucles_desk.assessment.carrying import Weakness, weaknesses
from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.assessment.facts import Suggested, suggest
from eucles_desk.assessment.on_site import SelfJudgement
from eucles_desk.assessment.places import ENDED
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.views import AGREED_STEPS, JUDGING_ROLES
from eucles_desk.ui.language import current, tr
from eucles_desk.wording.places import STEPS

if TYPE_CHECKING:
    from uuid import UUID

    from eucles_desk.assessment.values import Agreement, Assessment, Improvement, Judgement, Level, Seat
    from eucles_desk.scheme.values import Criterion, Dimension, Label
    from eucles_desk.services.open_assessment import OpenAssessment
    from eucles_desk.ui.workspace.drafts import Drafts


class Mode(Enum):
    """What can be done with a criterion in the present step."""

    JUDGING = "judging"
    AGREEING = "agreeing"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Heard:
    """What one expert judged."""

    seat: Seat
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class LastTime:
    """What the latest earlier assessment said of a criterion.

    Attributes:
        month: Its last month, ``YYYY-MM``.
        label: The title of the label that it was for.
        level: ``None`` where it did not judge the criterion.
    """

    month: str
    label: str
    level: Level
    recommendations: tuple[Improvement, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One criterion on the desk.

    Attributes:
        level: The level that stands: the own one while scoring, the agreed one from the consensus on.
        reason: The reason that goes with it.
        heard: What the experts judged; empty while scoring, when nobody sees another's judgement.
        closed: Why nothing can be changed, empty when something can.
        sealed: Why strengths, improvements, sources and evidence cannot be changed, empty when they can.
        no_seat: Whether what is missing is a lead expert.
        is_sealed: Whether it is the own seal that keeps the level from being changed.
        last_time: What was said last time, ``None`` where there is no earlier assessment.
        own: How the cluster sees itself.
        edits_own: Whether that can be entered in the present step.
        weaknesses: Why the level of the own judgement stands on little.
        private_note: What the assessor noted for nobody else.
    """

    criterion: Criterion
    dimension: Dimension
    label: Label
    mode: Mode
    level: Level
    reason: str
    judgement: Judgement | None
    agreement: Agreement
    heard: tuple[Heard, ...]
    suggested: Suggested | None
    closed: str
    sealed: str
    no_seat: bool
    is_sealed: bool
    last_time: LastTime | None
    own: SelfJudgement
    edits_own: bool
    weaknesses: tuple[Weakness, ...]
    private_note: str

    @property
    def is_agreed(self) -> bool:
        """Whether the level shown is the agreed one."""
        return bool(self.heard) or self.mode is Mode.AGREEING or self.judgement is None

    @property
    def minimum(self) -> int | None:
        """The level that the label needs at least, ``None`` when it needs none."""
        return self.criterion.minimum.value if self.label.award.minimums.value else None


def sheet_of(opened: OpenAssessment, criterion_id: str, drafts: Drafts) -> Sheet:
    """Gather what is known of a criterion; what waits to be stored stands in place of what is stored."""
    value, edition = opened.value, opened.edition
    criterion = edition.criteria[criterion_id]
    mode = _mode(opened)
    own = value.judgement(opened.seat, criterion_id) if opened.seat is not None else None
    agreement = value.agreement(criterion_id)
    agreed = value.step in AGREED_STEPS or (value.step is Step.WITHDRAWN and bool(value.consensus))
    stands = agreement if agreed else own
    if own is not None:
        own = _with_drafts(own, drafts)
    level: Level = drafts.latest(f"level:{criterion_id}", stands.level if stands else None)
    return Sheet(
        criterion=criterion,
        dimension=edition.dimensions[criterion.dimension],
        label=edition.labels[value.label],
        mode=mode,
        level=level,
        reason=drafts.latest(f"reason:{criterion_id}", stands.reason if stands else ""),
        judgement=own,
        agreement=agreement,
        heard=_heard(opened, criterion_id) if agreed else (),
        suggested=suggest(criterion, value.cluster.facts, value.period, edition.lowest_level),
        closed=_why_closed(opened) if mode is Mode.READING else "",
        sealed="" if mode is Mode.JUDGING else _why_sealed(opened),
        no_seat=opened.seat is None and opened.can_change(Part.JUDGEMENT),
        is_sealed=mode is Mode.READING and opened.seat is not None and opened.can_change(Part.JUDGEMENT),
        last_time=_last_time(opened, criterion_id),
        own=drafts.latest(f"self:{criterion_id}", _said_by_cluster(value, criterion_id)),
        edits_own=opened.can_change(Part.SELF_JUDGEMENT),
        weaknesses=_weaknesses(level, own, value) if mode is Mode.JUDGING and own is not None else (),
        private_note=drafts.latest(f"private:{criterion_id}", _noted(value, criterion_id)),
    )


def _last_time(opened: OpenAssessment, criterion: str) -> LastTime | None:
    value = opened.value
    if not value.earlier:
        return None
    last = value.earlier[-1]
    label = opened.edition.labels.get(last.label)
    return LastTime(
        last.month,
        label.title.in_language(current().code) if label else last.label,
        last.levels.get(criterion),
        last.recommendations.get(criterion, ()),
    )


def _said_by_cluster(value: Assessment, criterion: str) -> SelfJudgement:
    found = (said for said in value.self_assessment if said.criterion == criterion)
    return next(found, SelfJudgement(criterion))


def _noted(value: Assessment, criterion: str) -> str:
    return next((note.text for note in value.private_notes if note.criterion == criterion), "")


def _weaknesses(level: Level, own: Judgement, value: Assessment) -> tuple[Weakness, ...]:
    documents = {piece.id for piece in value.evidence if piece.kind is not EvidenceKind.INTERVIEW}
    return weaknesses(level, own, documents)


def shown_judgements(sheet: Sheet) -> tuple[Judgement, ...]:
    """Return the judgements of a criterion whose evidence is shown: those of all experts once they are opened."""
    if sheet.heard:
        return tuple(heard.judgement for heard in sheet.heard)
    return (sheet.judgement,) if sheet.judgement else ()


def seen_judgements(sheet: Sheet, assessment: Assessment, seat: UUID | None) -> list[Judgement]:
    """Return the judgements that may be looked at: the own seat's alone while it scores."""
    seats = {heard.seat.id for heard in sheet.heard} or {seat}
    return [judgement for judgement in assessment.judgements if judgement.seat in seats]


def _mode(opened: OpenAssessment) -> Mode:
    if opened.edits_agreement:
        return Mode.AGREEING
    if opened.seat is not None and opened.can_change(Part.JUDGEMENT) and not opened.value.seal(opened.seat):
        return Mode.JUDGING
    return Mode.READING


def _with_drafts(own: Judgement, drafts: Drafts) -> Judgement:
    code = own.criterion
    return replace(
        own,
        strengths=drafts.latest(f"strengths:{code}", own.strengths),
        improvements=drafts.latest(f"improvements:{code}", own.improvements),
        rests_on=drafts.latest(f"rests_on:{code}", own.rests_on),
        on_site=drafts.latest(f"on_site:{code}", own.on_site),
        citations=drafts.latest(f"citations:{code}", own.citations),
    )


def _heard(opened: OpenAssessment, criterion: str) -> tuple[Heard, ...]:
    value = opened.value
    return tuple(
        Heard(seat, value.judgement(seat.id, criterion))
        for role in JUDGING_ROLES
        for seat in value.seats
        if seat.role is role
    )


def _why_closed(opened: OpenAssessment) -> str:
    step = opened.value.step
    name = current().text(STEPS[step])
    if step in ENDED:
        return tr("This assessment has ended ({step}). It can be read, not changed.", step=name)
    if opened.can_change(Part.JUDGEMENT) and opened.seat is not None:
        return tr("This seat is sealed: it can be read, not changed. Its seal can be opened, with a reason.")
    if opened.can_change(Part.JUDGEMENT):
        return tr("The assessment has no lead expert yet. Add one to begin judging.")
    return tr("In the step “{step}” levels can be read, not changed. Go back a step to change them.", step=name)


def _why_sealed(opened: OpenAssessment) -> str:
    if opened.edits_agreement:
        return tr("What each expert judged is sealed. Here you agree on level and reason.")
    return _why_closed(opened)
