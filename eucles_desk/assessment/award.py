"""The award rule of a label: each condition met, missed or open, and what separates a cluster from the label."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from eucles_desk.assessment.facts import missing_facts
from eucles_desk.assessment.scoring import ZERO, Points, score
from eucles_desk.assessment.terms import NOT_APPLICABLE, Verdict
from eucles_desk.assessment.views import standing_levels
from eucles_desk.scheme.values import Criterion, Edition, Label, LabelKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eucles_desk.assessment.values import Assessment, Level


class State(StrEnum):
    """What is known of a condition, or of the whole rule."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"


class ConditionKind(StrEnum):
    """The conditions that a label may set."""

    POINTS = "points"
    MINIMUMS = "minimums"
    ENTRY = "entry"
    ELIGIBILITY = "eligibility"
    COMPLETE = "complete"
    IMPROVEMENT_AREAS = "improvement_areas"
    INTERVAL = "interval"
    FACTS = "facts"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the rule.

    ``have`` and ``need`` are points, months or counts; ``at_most`` is set where more than that would miss it too.
    ``missed`` and ``open`` name what misses it and what is not known yet: criteria, eligibility criteria or facts by
    id.
    """

    kind: ConditionKind
    state: State
    have: Decimal | None = None
    need: Decimal | None = None
    missed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    at_most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the label is reached, with every condition that says why."""

    state: State
    conditions: tuple[Condition, ...]

    def condition(self, kind: ConditionKind) -> Condition | None:
        """Return the condition of a kind, if the label sets it."""
        return next((found for found in self.conditions if found.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Raise:
    """A criterion that must rise, from what it is judged now to which level, and the points that it gains."""

    criterion: str
    level: Level
    to: int
    gain: Decimal


@dataclass(frozen=True, slots=True)
class Distance:
    """What lies between a cluster and the label.

    Attributes:
        threshold: The points needed; ``None`` for a label without a score.
        missing: The points still missing from those so far, never below zero.
        reachable: Whether the threshold can be reached without raising a level already given; for a label without a
            score, whether the minimums can.
        below_minimum: Criteria that are judged below their minimum.
        deciding: Open criteria at whose lowest level the threshold would be out of reach.
        raises: The fewest criteria to raise so that threshold, minimums and entry conditions are reached, open ones
            taken at their best; empty when no raise is needed or none is enough.
    """

    threshold: Decimal | None
    missing: Decimal
    reachable: bool
    below_minimum: tuple[str, ...]
    deciding: tuple[str, ...]
    raises: tuple[Raise, ...]


@dataclass(frozen=True, slots=True)
class Shortage:
    """What stands between levels and a label, and what could close it.

    Attributes:
        must: The criteria that have to rise in any case: those below their minimum, and missed entry conditions.
        spare: The points above what is needed once those have their highest level, below zero when they are not
            enough; ``None`` when no number of points would do.
        gains: The most points that each other judged criterion can gain.
    """

    must: tuple[str, ...]
    spare: Decimal | None
    gains: Mapping[str, Decimal]


def outcome(edition: Edition, assessment: Assessment, levels: Mapping[str, Level] | None = None) -> Outcome:
    """Apply the award rule of the assessment's label to the levels, by default those that stand now."""
    label = edition.labels[assessment.label]
    levels = standing_levels(assessment) if levels is None else levels
    conditions = (*_level_conditions(edition, label, levels), *_other_conditions(edition, label, assessment))
    states = {condition.state for condition in conditions}
    state = State.MISSED if State.MISSED in states else State.OPEN if State.OPEN in states else State.MET
    return Outcome(state, conditions)


def threshold(label: Label, available: Decimal) -> Decimal | None:
    """Return the points that the label needs of those available; ``None`` for a label without a score.

    The percentage decides, so that the threshold follows when criteria leave the total as not applicable.
    """
    percent = label.award.pass_percent.value
    return None if percent is None else percent * available / 100


def is_below_minimum(criterion: Criterion, level: Level, *, waived: bool) -> bool:
    """Return whether a level given misses the criterion's minimum; a criterion not looked at does not."""
    minimum = criterion.minimum.value
    if minimum is None or level is None:
        return False
    return not waived if level is NOT_APPLICABLE else level < minimum


def below_minimum(edition: Edition, label: str, levels: Mapping[str, Level]) -> tuple[str, ...]:
    """Return the criteria whose level misses their minimum."""
    waived = edition.not_applicable.minimum_waived
    return tuple(
        criterion.id
        for criterion in edition.criteria_of(label)
        if is_below_minimum(criterion, levels.get(criterion.id), waived=waived)
    )


def distance(edition: Edition, label_id: str, levels: Mapping[str, Level]) -> Distance:
    """Work out what separates these levels from the label."""
    label = edition.labels[label_id]
    total = score(edition, label_id, levels).total
    need = threshold(label, total.available)
    below = below_minimum(edition, label_id, levels) if label.award.minimums.value else ()
    shortage = shortage_of(edition, label, levels)
    must, raises = shortage.must, _fewest_raises(edition, levels, shortage)
    if need is None:
        return Distance(None, ZERO, not must, below, (), raises)
    reachable = bool(total.available) and total.highest >= need
    deciding = tuple(
        criterion.id
        for criterion in edition.criteria_of(label_id)
        if levels.get(criterion.id) is None
        and total.highest >= need > total.highest - _gain(edition, criterion, None, criterion.highest)
    )
    return Distance(need, max(ZERO, need - total.points), reachable, below, deciding, raises)


def _level_conditions(edition: Edition, label: Label, levels: Mapping[str, Level]) -> Iterator[Condition]:
    rule, criteria = label.award, edition.criteria_of(label.id)
    if not criteria:
        return
    total = score(edition, label.id, levels).total
    need = threshold(label, total.available)
    if need is not None:
        yield Condition(ConditionKind.POINTS, _points_state(total, need), total.points, need)
    unknown = tuple(criterion.id for criterion in criteria if levels.get(criterion.id) is None)
    if rule.minimums.value:
        with_minimum = tuple(c for c in unknown if edition.criteria[c].minimum.value is not None)
        yield _condition(ConditionKind.MINIMUMS, below_minimum(edition, label.id, levels), with_minimum)
    if rule.entry_criteria.value:
        missed = tuple(c for c in rule.entry_criteria.value if _entry_missed(edition, c, levels.get(c)))
        yield _condition(ConditionKind.ENTRY, missed, tuple(c for c in rule.entry_criteria.value if c in unknown))
    state = State.OPEN if unknown else State.MET
    have, count = Decimal(len(criteria) - len(unknown)), Decimal(len(criteria))
    yield Condition(ConditionKind.COMPLETE, state, have, count, open=unknown)


def _other_conditions(edition: Edition, label: Label, assessment: Assessment) -> Iterator[Condition]:
    rule = label.award
    if rule.eligibility.value:
        met = {answer.criterion: answer.met for answer in assessment.eligibility}
        missed = tuple(c for c in edition.eligibility if met.get(c) is False)
        unknown = tuple(c for c in edition.eligibility if met.get(c) is None)
        yield _condition(ConditionKind.ELIGIBILITY, missed, unknown)
    if label.kind is LabelKind.BENCHMARKING:
        yield _condition(ConditionKind.FACTS, (), missing_facts(assessment, edition))
    if rule.improvement_areas.value:
        yield _areas_condition(rule.improvement_areas.value, assessment)
    if rule.interval_months.value:
        yield _interval_condition(rule.interval_months.value, assessment)


def _condition(kind: ConditionKind, missed: tuple[str, ...], unknown: tuple[str, ...]) -> Condition:
    state = State.MISSED if missed else State.OPEN if unknown else State.MET
    return Condition(kind, state, missed=missed, open=unknown)


def _points_state(total: Points, need: Decimal) -> State:
    """With nothing to judge by, everything being not applicable, no number of points is reached."""
    if not total.available or total.highest < need:
        return State.MISSED
    return State.MET if total.lowest >= need else State.OPEN


def _entry_missed(edition: Edition, criterion: str, level: Level) -> bool:
    """Say whether an entry condition is missed, which is never waived: below what it needs, or not applicable."""
    if level is None:
        return False
    return level is NOT_APPLICABLE or level < _least_level(edition, edition.criteria[criterion])


def _least_level(edition: Edition, criterion: Criterion) -> int:
    """Return a criterion's minimum, or the first level above the lowest where it has none."""
    minimum = criterion.minimum.value
    return edition.lowest_level + 1 if minimum is None else minimum


def _areas_condition(need: int, assessment: Assessment) -> Condition:
    areas = assessment.improvement_areas
    confirmed = sum(1 for area in areas if area.verdict is Verdict.CONFIRMED)
    decided = len(areas) >= need and all(area.verdict is not None for area in areas)
    state = State.MET if confirmed >= need else State.MISSED if decided else State.OPEN
    return Condition(ConditionKind.IMPROVEMENT_AREAS, state, Decimal(confirmed), Decimal(need))


def _interval_condition(months: tuple[int, int], assessment: Assessment) -> Condition:
    least, most = Decimal(months[0]), Decimal(months[1])
    if not assessment.earlier_benchmarking:
        return Condition(ConditionKind.INTERVAL, State.OPEN, need=least, at_most=most)
    between = month_number(assessment.period.last) - month_number(assessment.earlier_benchmarking)
    state = State.MET if months[0] <= between <= months[1] else State.MISSED
    return Condition(ConditionKind.INTERVAL, state, Decimal(between), least, at_most=most)


def month_number(month: str) -> int:
    """Return the months since year 0 of a month written ``YYYY-MM``, so that months can be subtracted."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def month_of(number: int) -> str:
    """Return the month that :func:`month_number` has given this number."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _gain(edition: Edition, criterion: Criterion, level: Level, to: int) -> Decimal:
    """Return the points that a criterion gains on its way to a level; one without a level starts at the lowest."""
    return (to - (level if isinstance(level, int) else edition.lowest_level)) * criterion.weight.value


def shortage_of(edition: Edition, label: Label, levels: Mapping[str, Level]) -> Shortage:
    """Work out which criteria must rise, what is short or to spare after that, and what the others can gain."""
    below = below_minimum(edition, label.id, levels) if label.award.minimums.value else ()
    entry = (c for c in label.award.entry_criteria.value if _entry_missed(edition, c, levels.get(c)))
    must = tuple(dict.fromkeys((*below, *entry)))
    # One that must rise and is not applicable comes back into the total, and with it into what is needed.
    judged = {c: edition.lowest_level if c in must and v is NOT_APPLICABLE else v for c, v in levels.items()}
    total = score(edition, label.id, judged).total
    need = threshold(label, total.available)
    if need is not None and not total.available:
        return Shortage(must, None, {})
    spare = total.highest - (need or ZERO)
    gains = {
        criterion.id: _gain(edition, criterion, level, criterion.highest)
        for criterion in edition.criteria_of(label.id)
        if isinstance(level := judged.get(criterion.id), int)
    }
    spare += sum((gains[criterion] for criterion in must), ZERO)
    return Shortage(must, spare, {criterion: gains[criterion] for criterion in gains if criterion not in must})


def largest_first(shortage: Shortage) -> list[str]:
    """Return the criteria that may rise, those with the most to gain first, equal ones in the edition's order."""
    return sorted((c for c, gain in shortage.gains.items() if gain), key=lambda c: -shortage.gains[c])


def _fewest_raises(edition: Edition, levels: Mapping[str, Level], shortage: Shortage) -> tuple[Raise, ...]:
    """Choose the fewest criteria whose rise is enough, those that must rise in any case among them.

    Taking the largest possible gain first needs the fewest criteria, since each criterion's gain is its own.
    """
    if shortage.spare is None:
        return ()
    chosen: list[str] = []
    spare = shortage.spare
    for criterion in largest_first(shortage):
        if spare >= 0:
            break
        chosen.append(criterion)
        spare += shortage.gains[criterion]
    return lowered(edition, levels, shortage, chosen) if spare >= 0 else ()


def lowered(
    edition: Edition, levels: Mapping[str, Level], shortage: Shortage, chosen: Sequence[str]
) -> tuple[Raise, ...]:
    """Say to which level those that must rise, and those chosen, rise when none rises further than needed.

    Each is lowered from its highest level, the last one first, as far as the points to spare allow.
    """
    spare = (shortage.spare or ZERO) + sum((shortage.gains[criterion] for criterion in chosen), ZERO)
    raises: list[Raise] = []
    for criterion in (edition.criteria[found] for found in reversed((*shortage.must, *chosen))):
        level, weight = levels.get(criterion.id), criterion.weight.value
        number = level if isinstance(level, int) else edition.lowest_level
        # A criterion that was not applicable rises by being judged at all.
        first = number + 1 if isinstance(level, int) else number
        least = max(first, _least_level(edition, criterion)) if criterion.id in shortage.must else first
        to = criterion.highest
        while to > least and weight <= spare:
            to -= 1
            spare -= weight
        gain = (to - number if isinstance(level, int) else to) * weight
        raises.append(Raise(criterion.id, level, to, gain))
    return tuple(reversed(raises))
