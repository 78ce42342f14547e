"""The plan of a visit: the time shared out over the criteria, what is open or flagged getting more of it.

Everything is reckoned in minutes from the beginning of each day. What was set by hand stays; the rest shares what is
left, so that the plan always fits the time there is, or says by how much it does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.award import below_minimum
from eucles_desk.assessment.on_site import Agenda, Frame
from eucles_desk.assessment.terms import Kind
from eucles_desk.assessment.views import readable_judgements, standing_levels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.scheme.values import Criterion, Edition

FLAGGED, OPEN, BELOW, DONE = 2.0, 1.5, 1.5, 0.6
"""How much more time a criterion gets than its weight alone would give it."""
AHEAD: Final = 1.01
"""What is flagged gets at least as much time as anything that is not; this much more keeps rounding from undoing it."""
LONGEST_SITTING: Final = 120
"""After so many minutes there is a break."""
COARSE: Final = 5
"""Minutes are shared out in fives where there are enough of them."""


class SlotKind(StrEnum):
    """What a part of the visit is for."""

    OPENING = "opening"
    FACTS = "facts"
    """The figures, for a label that judges no criteria."""
    CRITERION = "criterion"
    BREAK = "break"
    LUNCH = "lunch"
    EXPERTS = "experts"
    """The experts among themselves."""
    CLOSING = "closing"
    """What was seen is said aloud."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a day; ``start`` is in minutes from the beginning of the day."""

    kind: SlotKind
    start: int
    minutes: int
    criterion: str = ""

    @property
    def end(self) -> int:
        """When it ends."""
        return self.start + self.minutes


@dataclass(frozen=True, slots=True)
class Day:
    """One day on site; ``begins`` is local time as ``YYYY-MM-DDTHH:MM``, empty while it is not set."""

    begins: str
    slots: tuple[Slot, ...]

    @property
    def minutes(self) -> int:
        """How long the day is."""
        return self.slots[-1].end if self.slots else 0


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole visit.

    Attributes:
        days: Its days, each with what follows what.
        minutes: The minutes of each criterion.
        over: By how many minutes what was set by hand is more than the visit has; 0 when it fits.
        spare: How many minutes nothing has taken, because all were set by hand to less than there is.
    """

    days: tuple[Day, ...]
    minutes: Mapping[str, int]
    over: int = 0
    spare: int = 0

    def slot_of(self, criterion: str) -> tuple[int, Slot] | None:
        """Return the day, from 0, and the slot of a criterion."""
        for number, day in enumerate(self.days):
            for slot in day.slots:
                if slot.criterion == criterion:
                    return number, slot
        return None


@dataclass(frozen=True, slots=True)
class Pace:
    """How the visit goes at a moment.

    Attributes:
        now: What the plan has for this moment, ``None`` outside the visit.
        left: Minutes left of it.
        behind: Minutes of criteria that should have been talked about by now and have not been; negative when ahead.
        next: The first criterion in the plan that has not been talked about, empty when all have been.
    """

    now: Slot | None
    left: int
    behind: int
    next: str


@dataclass(frozen=True, slots=True)
class _Frame:
    days: int
    minutes: int
    opening: int
    closing: int
    experts: int
    lunch: int
    pause: int


_FRAMES: Final[Mapping[Frame, _Frame]] = MappingProxyType(
    {
        Frame.THREE_HOURS: _Frame(days=1, minutes=180, opening=10, closing=15, experts=10, lunch=0, pause=10),
        Frame.HALF_DAY: _Frame(days=1, minutes=300, opening=15, closing=20, experts=15, lunch=0, pause=15),
        Frame.TWO_DAYS: _Frame(days=2, minutes=480, opening=30, closing=45, experts=30, lunch=60, pause=15),
    }
)


def usual_frame(edition: Edition, label: str, kind: Kind) -> Frame:
    """Return how long a visit for the label usually is, by the hours that the edition names."""
    found = edition.labels[label]
    hours = (found.visit_hours if kind is Kind.FIRST else found.visit_hours_renewal).value
    if hours <= _FRAMES[Frame.THREE_HOURS].minutes / 60:
        return Frame.THREE_HOURS
    return Frame.HALF_DAY if hours <= _FRAMES[Frame.HALF_DAY].minutes / 60 else Frame.TWO_DAYS


def plan(assessment: Assessment, edition: Edition, agenda: Agenda) -> Plan:
    """Return the visit as the agenda and the state of the assessment make it."""
    frame = _FRAMES[agenda.frame]
    criteria = edition.criteria_of(assessment.label)
    room = [_room(frame, first=number == 0) for number in range(frame.days)]
    minutes, over = _shared(criteria, _weights(assessment, edition, criteria), agenda, sum(room))
    groups = _over_days(criteria, minutes, room)
    starts = (*agenda.starts, *([""] * frame.days))[: frame.days]
    days = tuple(
        Day(starts[number], tuple(_slots(frame, groups[number], minutes, first=number == 0, room=room[number])))
        for number in range(frame.days)
    )
    spare = max(0, sum(room) - sum(minutes.values())) if criteria and not over else 0
    return Plan(days, MappingProxyType(minutes), over, spare)


def pace(planned: Plan, done: Sequence[str], at: datetime) -> Pace:
    """Return how the visit goes; times of the plan are local, as ``at`` must be, and days not set do not count."""
    now, left, due = None, 0, 0
    ahead = sum(planned.minutes.get(criterion, 0) for criterion in done)
    for day in planned.days:
        if not day.begins:
            continue
        since = (at.replace(tzinfo=None) - datetime.fromisoformat(day.begins)) // timedelta(minutes=1)
        for slot in day.slots:
            if slot.kind is SlotKind.CRITERION and slot.end <= since:
                due += slot.minutes
            if slot.start <= since < slot.end:
                now, left = slot, slot.end - since
    order = [slot.criterion for day in planned.days for slot in day.slots if slot.criterion]
    following = next((criterion for criterion in order if criterion not in done), "")
    return Pace(now, left, due - ahead, following)


def _room(frame: _Frame, *, first: bool) -> int:
    """Return the minutes of a day that criteria can have, breaks taken off."""
    talk = frame.minutes - frame.experts - frame.closing - frame.lunch - (frame.opening if first else 0)
    return talk - frame.pause * _breaks(frame)


def _breaks(frame: _Frame) -> int:
    """One in each sitting longer than two hours."""
    sittings = 2 if frame.lunch else 1
    long_sitting = (frame.minutes - frame.lunch) / sittings
    return sittings * max(1, int(long_sitting // (LONGEST_SITTING + 60))) if long_sitting > LONGEST_SITTING else 0


def _weights(assessment: Assessment, edition: Edition, criteria: Sequence[Criterion]) -> dict[str, float]:
    levels, said = standing_levels(assessment), readable_judgements(assessment)
    below = set(below_minimum(edition, assessment.label, levels))
    found: dict[str, float] = {}
    flagged: set[str] = set()
    for criterion in criteria:
        level, judgements = levels.get(criterion.id), said.get(criterion.id, ())
        weight = float(criterion.weight.value) or 1.0
        is_flagged = any(judgement.on_site for judgement in judgements)
        if is_flagged:
            weight *= FLAGGED
            flagged.add(criterion.id)
        if level is None:
            weight *= OPEN
        elif criterion.id in below:
            weight *= BELOW
        elif not is_flagged and any(judgement.citations and judgement.reason for judgement in judgements):
            weight *= DONE
        found[criterion.id] = weight
    most = max((weight for one, weight in found.items() if one not in flagged), default=0.0)
    return {one: max(weight, most * AHEAD) if one in flagged else weight for one, weight in found.items()}


def _shared(
    criteria: Sequence[Criterion], weights: Mapping[str, float], agenda: Agenda, room: int
) -> tuple[dict[str, int], int]:
    """Share the minutes out by largest remainder; those set by hand come first."""
    fixed = {criterion.id: agenda.minutes[criterion.id] for criterion in criteria if criterion.id in agenda.minutes}
    free = [criterion.id for criterion in criteria if criterion.id not in fixed]
    left = room - sum(fixed.values())
    over = max(0, -left, len(free) - left if free else 0)
    left = max(left, 0)
    unit = COARSE if free and left >= 2 * COARSE * len(free) else 1
    units = left // unit
    total = sum(weights[one] for one in free) or 1.0
    shares = {one: units * weights[one] / total for one in free}
    given = {one: int(share) for one, share in shares.items()}
    rest = units - sum(given.values())
    for one in sorted(free, key=lambda one: given[one] - shares[one])[:rest]:
        given[one] += 1
    shared = {one: count * unit for one, count in given.items()}
    return {criterion.id: fixed.get(criterion.id, shared.get(criterion.id, 0)) for criterion in criteria}, over


def _over_days(criteria: Sequence[Criterion], minutes: Mapping[str, int], room: Sequence[int]) -> list[list[Criterion]]:
    """Give each day its criteria in order; a day is full when the next one would go beyond its room by half."""
    groups: list[list[Criterion]] = [[] for _ in room]
    day, used = 0, 0
    for criterion in criteria:
        more = minutes[criterion.id]
        if day + 1 < len(room) and used and used + more / 2 > room[day]:
            day, used = day + 1, 0
        groups[day].append(criterion)
        used += more
    return groups


def _slots(
    frame: _Frame, criteria: Sequence[Criterion], minutes: Mapping[str, int], *, first: bool, room: int
) -> Iterator[Slot]:
    at = 0

    def slot(kind: SlotKind, length: int, criterion: str = "") -> Iterator[Slot]:
        nonlocal at
        if length > 0 or criterion:
            yield Slot(kind, at, length, criterion)
            at += length

    if first:
        yield from slot(SlotKind.OPENING, frame.opening)
    if not criteria:
        yield from slot(SlotKind.FACTS, room)
    pauses = iter(_pauses(frame))
    due = next(pauses, None)
    used, whole = 0, sum(minutes[criterion.id] for criterion in criteria) or 1
    for criterion in criteria:
        while due is not None and used / whole >= due[0]:
            yield from slot(due[1], due[2])
            due = next(pauses, None)
        yield from slot(SlotKind.CRITERION, minutes[criterion.id], criterion.id)
        used += minutes[criterion.id]
    while due is not None:
        yield from slot(due[1], due[2])
        due = next(pauses, None)
    yield from slot(SlotKind.EXPERTS, frame.experts)
    yield from slot(SlotKind.CLOSING, frame.closing)


def _pauses(frame: _Frame) -> Iterator[tuple[float, SlotKind, int]]:
    """Yield the breaks of a day, each with the share of the talk after which it comes."""
    count = _breaks(frame)
    if not frame.lunch:
        for number in range(count):
            yield (number + 1) / (count + 1), SlotKind.BREAK, frame.pause
        return
    half = count // 2
    for number in range(half):
        yield (number + 1) / (half + 1) / 2, SlotKind.BREAK, frame.pause
    yield 0.5, SlotKind.LUNCH, frame.lunch
    for number in range(half):
        yield 0.5 + (number + 1) / (half + 1) / 2, SlotKind.BREAK, frame.pause
