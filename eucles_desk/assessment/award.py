"""The award rule of a label: each of its conditions met, missed or open, and what separates a cluster from the label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from eucles_desk.assessment.facts import missing_facts
from eucles_desk.assessment.scoring import ZERO, Points, score
from eucles_desk.assessment.values import NOT_APPLICABLE, Assessment, Level, Verdict
from eucles_desk.assessment.views import standing_levels
from eucles_desk.scheme.values import Criterion, Edition, Label, LabelKind


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

    ``have`` and ``need`` are points, months or counts. ``missed`` and ``open`` name what misses it and what is not
    known yet: criteria, eligibility criteria or facts by id.
    """

    kind: ConditionKind
    state: State
    have: Decimal | None = None
    need: Decimal | None = None
    missed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


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
    """A criterion that must rise, from which level to which, and the points that it gains."""

    criterion: str
    level: int
    to: int
    gain: Decimal


@dataclass(frozen=True, slots=True)
class Distance:
    """What lies between a cluster and the label.

    Attributes:
        threshold: The points needed; ``None`` for a label without a score.
        missing: The points still missing from those so far, never below zero.
        reachable: Whether the threshold can be reached without raising a level already given.
        below_minimum: Criteria that are judged below their minimum.
        deciding: Open criteria without whose points the threshold is out of reach.
        raises: The fewest criteria to raise so that threshold and minimums are reached, open ones taken at their best.
    """

    threshold: Decimal | None
    missing: Decimal
    reachable: bool
    below_minimum: tuple[str, ...]
    deciding: tuple[str, ...]
    raises: tuple[Raise, ...]


def outcome(edition: Edition, assessment: Assessment, levels: Mapping[str, Level] | None = None) -> Outcome:
    """Apply the award rule of the assessment's label to the levels, by default those that stand now."""
    label = edition.labels[assessment.label]
    levels = standing_levels(assessment) if levels is None else levels
    conditions = [
        *_level_conditions(edition, label, levels),
        *_other_conditions(edition, label, assessment),
    ]
    states = {condition.state for condition in conditions}
    state = State.MISSED if State.MISSED in states else State.OPEN if State.OPEN in states else State.MET
    return Outcome(state, tuple(conditions))


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
    if need is None:
        raises = tuple(_to_minimum(edition.criteria[criterion], levels) for criterion in below)
        return Distance(None, ZERO, not below, below, (), raises)
    open_criteria = [c for c in edition.criteria_of(label_id) if levels.get(c.id) is None]
    deciding = tuple(
        c.id for c in open_criteria if total.highest >= need and total.highest - c.most_points < need
    )
    raises = _fewest_raises(edition, label_id, levels, need - total.highest, below)
    return Distance(need, max(ZERO, need - total.points), total.highest >= need, below, deciding, raises)


def _level_conditions(edition: Edition, label: Label, levels: Mapping[str, Level]) -> list[Condition]:
    rule, criteria = label.award, edition.criteria_of(label.id)
    if not criteria:
        return []
    conditions: list[Condition] = []
    total = score(edition, label.id, levels).total
    need = threshold(label, total.available)
    if need is not None:
        conditions.append(Condition(ConditionKind.POINTS, _points_state(total, need), total.points, need))
    if rule.minimums.value:
        missed = below_minimum(edition, label.id, levels)
        unknown = tuple(c.id for c in criteria if c.minimum.value is not None and levels.get(c.id) is None)
        conditions.append(Condition(ConditionKind.MINIMUMS, _state(missed, unknown), missed=missed, open=unknown))
    if rule.entry_criteria.value:
        missed = tuple(c for c in rule.entry_criteria.value if _entry_missed(edition.criteria[c], levels.get(c)))
        unknown = tuple(c for c in rule.entry_criteria.value if levels.get(c) is None)
        conditions.append(Condition(ConditionKind.ENTRY, _state(missed, unknown), missed=missed, open=unknown))
    unknown = tuple(c.id for c in criteria if levels.get(c.id) is None)
    conditions.append(
        Condition(
            ConditionKind.COMPLETE,
            State.OPEN if unknown else State.MET,
            Decimal(len(criteria) - len(unknown)),
            Decimal(len(criteria)),
            open=unknown,
        )
    )
    return conditions


def _other_conditions(edition: Edition, label: Label, assessment: Assessment) -> list[Condition]:
    rule = label.award
    conditions: list[Condition] = []
    if rule.eligibility.value:
        missed = tuple(c for c in edition.eligibility if assessment.answer(c).met is False)
        unknown = tuple(c for c in edition.eligibility if assessment.answer(c).met is None)
        conditions.append(Condition(ConditionKind.ELIGIBILITY, _state(missed, unknown), missed=missed, open=unknown))
    if label.kind is LabelKind.BENCHMARKING:
        unknown = missing_facts(assessment, edition)
        conditions.append(Condition(ConditionKind.FACTS, _state((), unknown), open=unknown))
    if rule.improvement_areas.value:
        conditions.append(_areas_condition(rule.improvement_areas.value, assessment))
    if rule.interval_months.value:
        conditions.append(_interval_condition(rule.interval_months.value, assessment))
    return conditions


def _points_state(total: Points, need: Decimal) -> State:
    if not total.available or total.highest < need:
        return State.MISSED
    return State.MET if total.lowest >= need else State.OPEN


def _entry_missed(criterion: Criterion, level: Level) -> bool:
    """An entry condition is missed below its minimum, or below level 1 where it has none; it is never waived."""
    if level is None:
        return False
    return level is NOT_APPLICABLE or level < (criterion.minimum.value or 1)


def _areas_condition(need: int, assessment: Assessment) -> Condition:
    areas = assessment.improvement_areas
    confirmed = sum(1 for area in areas if area.verdict is Verdict.CONFIRMED)
    decided = len(areas) >= need and all(area.verdict is not None for area in areas)
    state = State.MET if confirmed >= need else State.MISSED if decided else State.OPEN
    return Condition(ConditionKind.IMPROVEMENT_AREAS, state, Decimal(confirmed), Decimal(need))


def _interval_condition(months: tuple[int, int], assessment: Assessment) -> Condition:
    earlier = assessment.earlier_benchmarking
    if not earlier:
        return Condition(ConditionKind.INTERVAL, State.OPEN, need=Decimal(months[0]))
    between = month_number(assessment.period.last) - month_number(earlier)
    state = State.MET if months[0] <= between <= months[1] else State.MISSED
    return Condition(ConditionKind.INTERVAL, state, Decimal(between), Decimal(months[0]))


def month_number(month: str) -> int:
    """Return the months since year 0 of a month written ``YYYY-MM``, so that months can be subtracted."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _state(missed: tuple[str, ...], unknown: tuple[str, ...]) -> State:
    return State.MISSED if missed else State.OPEN if unknown else State.MET


def _number(level: Level, lowest: int = 0) -> int:
    return level if isinstance(level, int) else lowest


def _to_minimum(criterion: Criterion, levels: Mapping[str, Level]) -> Raise:
    level, to = _number(levels.get(criterion.id)), criterion.minimum.value or 1
    return Raise(criterion.id, level, to, (to - level) * criterion.weight.value)


def _fewest_raises(
    edition: Edition, label: str, levels: Mapping[str, Level], shortage: Decimal, below: tuple[str, ...]
) -> tuple[Raise, ...]:
    """Choose the fewest criteria whose rise closes the shortage, those below their minimum always among them.

    Taking the largest possible gain first needs the fewest criteria, since each criterion's gain is its own. Each
    chosen criterion is then lowered again, the last one first, as far as the shortage allows.
    """
    chosen = {criterion: edition.criteria[criterion] for criterion in below}
    gain = sum((_gain_to_top(c, levels) for c in chosen.values()), ZERO)
    rest = [
        c for c in edition.criteria_of(label) if c.id not in chosen and isinstance(levels.get(c.id), int)
    ]
    for criterion in sorted(rest, key=lambda c: -_gain_to_top(c, levels)):
        if gain >= shortage or not _gain_to_top(criterion, levels):
            break
        chosen[criterion.id] = criterion
        gain += _gain_to_top(criterion, levels)
    spare = gain - shortage
    raises: list[Raise] = []
    for criterion in reversed(chosen.values()):
        level, weight = _number(levels.get(criterion.id)), criterion.weight.value
        to, least = criterion.highest, max(criterion.minimum.value or 0, level + 1)
        while to > least and weight <= spare:
            to -= 1
            spare -= weight
        raises.append(Raise(criterion.id, level, to, (to - level) * weight))
    return tuple(reversed(raises))


def _gain_to_top(criterion: Criterion, levels: Mapping[str, Level]) -> Decimal:
    return criterion.most_points - _number(levels.get(criterion.id)) * criterion.weight.value
