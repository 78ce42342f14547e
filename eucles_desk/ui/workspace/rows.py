"""What the list of criteria shows of each one, worked out in one pass over the assessment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from eucles_desk.assessment.award import is_below_minimum
from eucles_desk.assessment.checks import HIGH_LEVEL
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.views import AGREED_STEPS, judging_seats
from eucles_desk.wording.names import level_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eucles_desk.assessment.values import Assessment, Judgement, Level
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Criterion, Dimension
    from eucles_desk.services.standing import Standing


class Tone(Enum):
    """How a level is coloured; what it means is always said by a sign as well."""

    NONE = "none"
    GOOD = "good"
    FAIR = "fair"
    BELOW = "below"


class Filter(StrEnum):
    """What the list can be narrowed to."""

    OPEN = "open"
    FLAGGED = "flagged"
    NO_REASON = "no_reason"
    BELOW_MINIMUM = "below_minimum"
    NO_EVIDENCE = "no_evidence"
    ONE_SOURCE = "one_source"


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion as it stands.

    Attributes:
        minimum: The least level that the label needs here, ``None`` when it needs none.
        is_entry: Whether the label cannot be reached at all below the minimum.
        needs_reason: Whether a level was given without saying why.
        is_on_one_source: Whether a level rests on one kind of source only.
        is_noted: Whether there is a private note.
    """

    criterion: Criterion
    level: Level = None
    minimum: int | None = None
    is_entry: bool = False
    is_below: bool = False
    is_flagged: bool = False
    is_cited: bool = False
    needs_reason: bool = False
    is_on_one_source: bool = False
    is_noted: bool = False

    @property
    def tone(self) -> Tone:
        """The colour of the level."""
        if not isinstance(self.level, int):
            return Tone.BELOW if self.is_below else Tone.NONE
        if self.is_below:
            return Tone.BELOW
        return Tone.GOOD if self.level >= HIGH_LEVEL or self.is_entry else Tone.FAIR

    def passes(self, wanted: Filter) -> bool:
        """Return whether the row belongs to a filter."""
        match wanted:
            case Filter.OPEN:
                return self.level is None
            case Filter.FLAGGED:
                return self.is_flagged
            case Filter.BELOW_MINIMUM:
                return self.is_below
            case Filter.NO_REASON:
                return self.needs_reason
            case Filter.NO_EVIDENCE:
                return isinstance(self.level, int) and not self.is_cited
            case Filter.ONE_SOURCE:
                return self.is_on_one_source


@dataclass(frozen=True, slots=True)
class Group:
    """A dimension with how many of its criteria have been judged."""

    dimension: Dimension
    judged: int
    criteria: int


Item = Row | Group


def items_of(standing: Standing) -> tuple[Item, ...]:
    """Return groups and criteria in the order of the edition."""
    assessment, edition = standing.assessment, standing.edition
    said = _judgements(standing)
    award = edition.labels[assessment.label].award
    waived = edition.not_applicable.minimum_waived
    noted = {note.criterion for note in assessment.private_notes}
    items: list[Item] = []
    for dimension, criteria in edition.by_dimension(assessment.label):
        points = standing.score.dimensions[dimension.id]
        items.append(Group(dimension, points.judged, points.criteria))
        for criterion in criteria:
            level = standing.levels.get(criterion.id)
            judgements = said.get(criterion.id, ())
            has_minimum = award.minimums.value and criterion.minimum.value is not None
            items.append(
                Row(
                    criterion,
                    level,
                    criterion.minimum.value if has_minimum else None,
                    criterion.id in award.entry_criteria.value,
                    has_minimum and is_below_minimum(criterion, level, waived=waived),
                    any(judgement.on_site for judgement in judgements),
                    any(judgement.citations for judgement in judgements),
                    level is not None and not _has_reason(assessment, criterion, judgements),
                    isinstance(level, int) and len({kind for one in judgements for kind in one.rests_on}) == 1,
                    criterion.id in noted,
                )
            )
    return tuple(items)


def rows_of(items: Sequence[Item]) -> tuple[Row, ...]:
    """Return the criteria alone."""
    return tuple(item for item in items if isinstance(item, Row))


def next_open(rows: Sequence[Row], after: str) -> str | None:
    """Return the criterion to go on with: the next one not looked at, then one without its reason, going round.

    Returns ``None`` when nothing is open.
    """
    ids = [row.criterion.id for row in rows]
    start = ids.index(after) + 1 if after in ids else 0
    round_trip = [*rows[start:], *rows[:start]]
    for wanted in (Filter.OPEN, Filter.NO_REASON):
        for row in round_trip:
            if row.passes(wanted) and row.criterion.id != after:
                return row.criterion.id
    return None


def spoken(item: Item, language: Language) -> str:
    """Return what a screen reader says of an item: all that is shown by sign and colour, in words."""
    _, code = language.text, language.code
    if isinstance(item, Group):
        return _(
            "{number} {title}, {judged} of {criteria} judged",
            number=item.dimension.id,
            title=item.dimension.title.in_language(code),
            judged=item.judged,
            criteria=item.criteria,
        )
    parts = [f"{item.criterion.id} {item.criterion.title.in_language(code)}", _level_words(item, language)]
    if item.minimum is not None:
        parts.append(_minimum_words(item, language))
    if item.is_entry:
        parts.append(_("entry condition"))
    if item.needs_reason:
        parts.append(_("no reason yet"))
    if item.is_flagged:
        parts.append(_("raise on site"))
    if item.is_noted:
        parts.append(_("with a private note"))
    return ", ".join(parts)


def _level_words(row: Row, language: Language) -> str:
    if isinstance(row.level, int):
        return language.text("level {level}", level=row.level)
    return level_name(row.level, language)


def _minimum_words(row: Row, language: Language) -> str:
    if row.level is None:
        return language.text("minimum {minimum}", minimum=row.minimum)
    if row.is_below:
        return language.text("minimum {minimum} not met", minimum=row.minimum)
    if row.level is NOT_APPLICABLE:
        return language.text("minimum {minimum} waived", minimum=row.minimum)
    return language.text("minimum {minimum} met", minimum=row.minimum)


def _judgements(standing: Standing) -> Mapping[str, tuple[Judgement, ...]]:
    """Return what counts here: the own seat's judgements while it scores, those of all experts afterwards."""
    assessment = standing.assessment
    seats = set(judging_seats(assessment)) if assessment.step in AGREED_STEPS else {standing.seat}
    found: dict[str, tuple[Judgement, ...]] = {}
    for judgement in assessment.judgements:
        if judgement.seat in seats:
            found[judgement.criterion] = (*found.get(judgement.criterion, ()), judgement)
    return found


def _has_reason(assessment: Assessment, criterion: Criterion, judgements: tuple[Judgement, ...]) -> bool:
    if assessment.step in AGREED_STEPS:
        agreed = assessment.agreement(criterion.id)
        return agreed.adopted or bool(agreed.reason.strip())
    return any(judgement.reason.strip() for judgement in judgements)
