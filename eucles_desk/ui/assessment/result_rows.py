"""The rows of the result: conditions, what separates the cluster from the label, and quality findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.award import Condition, ConditionKind, Raise
from eucles_desk.assessment.places import Area, Place
from eucles_desk.ui.assessment.rows import SEVERITY_SIGNS, STATE_SIGNS, RowText
from eucles_desk.wording.names import SEVERITIES, STATES
from eucles_desk.wording.places import criterion_title
from eucles_desk.wording.sentences import condition, finding

if TYPE_CHECKING:
    from eucles_desk.assessment.checks import Severity
    from eucles_desk.assessment.scoring import Points
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Edition
    from eucles_desk.services.standing import Standing

AREAS = {
    ConditionKind.ELIGIBILITY: Area.ELIGIBILITY,
    ConditionKind.FACTS: Area.FACTS,
    ConditionKind.IMPROVEMENT_AREAS: Area.IMPROVEMENT_AREAS,
}


def condition_rows(standing: Standing, language: Language) -> list[RowText]:
    """Return a row for each condition with its sign, its sentence and where it is fixed."""
    return [
        RowText(
            condition(met, standing.edition, language),
            place_of(met, standing),
            STATE_SIGNS[met.state],
            language.text(STATES[met.state]),
        )
        for met in standing.outcome.conditions
    ]


def place_of(met: Condition, standing: Standing) -> Place:
    """Return where something can be done about a condition: at what misses it, otherwise at what is open."""
    first = next(iter((*met.missed, *met.open)), "")
    if met.kind is ConditionKind.INTERVAL:
        return Place(Area.DETAILS, "earlier_benchmarking")
    if met.kind is ConditionKind.POINTS and not first:
        first = _first_to_raise(standing)
    return Place(AREAS.get(met.kind, Area.CRITERIA), first)


def below_rows(standing: Standing, language: Language) -> list[RowText]:
    """Return the criteria below their minimum."""
    rows: list[RowText] = []
    for identifier in standing.distance.below_minimum:
        criterion, level = standing.edition.criteria[identifier], standing.levels.get(identifier)
        shown = str(level) if isinstance(level, int) else language.text("not applicable")
        text = language.text(
            "{criterion}: level {level}, at least {minimum} needed",
            criterion=criterion_title(criterion, language),
            level=shown,
            minimum=criterion.minimum.value,
        )
        rows.append(RowText(text, _place(identifier), ("close", "danger"), language.text("below its minimum")))
    return rows


def deciding_rows(standing: Standing, language: Language) -> list[RowText]:
    """Return the open criteria without which the label is out of reach."""
    return [
        RowText(
            criterion_title(standing.edition.criteria[identifier], language), _place(identifier), ("flag", "warning")
        )
        for identifier in standing.distance.deciding
    ]


def raise_rows(standing: Standing, language: Language) -> list[RowText]:
    """Return the fewest raises that reach the label, each with what it gains."""
    has_score = standing.edition.labels[standing.assessment.label].has_score
    return [_raise_row(step, standing.edition, language, has_score=has_score) for step in standing.distance.raises]


def finding_rows(standing: Standing, severity: Severity, language: Language) -> list[RowText]:
    """Return the findings of a severity."""
    return [
        RowText(
            finding(found, standing.assessment, standing.edition, language),
            found.place,
            SEVERITY_SIGNS[severity],
            language.text(SEVERITIES[severity]),
        )
        for found in standing.findings
        if found.severity is severity
    ]


def points_sentence(points: Points, language: Language) -> str:
    """Say the lowest and highest total still possible, or that it is settled."""
    have, most = language.number(points.points), language.number(points.available)
    if points.is_complete:
        return language.text("{have} of {most} points; all criteria have been judged.", have=have, most=most)
    return language.text(
        "{have} points so far; the total can still end between {lowest} and {highest} of {most}.",
        have=have,
        lowest=language.number(points.lowest),
        highest=language.number(points.highest),
        most=most,
    )


def _raise_row(step: Raise, edition: Edition, language: Language, *, has_score: bool) -> RowText:
    text = language.text(
        "{criterion}: from level {level} to {to}",
        criterion=criterion_title(edition.criteria[step.criterion], language),
        level=step.level,
        to=step.to,
    )
    gain = language.text("+{points}", points=language.number(step.gain)) if has_score else ""
    return RowText(text, _place(step.criterion), ("arrow-up", "accent"), detail=gain)


def _first_to_raise(standing: Standing) -> str:
    """Return where points are to be won: an open criterion, otherwise one to raise."""
    open_ones = [c.id for c in standing.edition.criteria_of(standing.assessment.label) if c.id not in standing.levels]
    raises = [step.criterion for step in standing.distance.raises]
    return next(iter([*standing.distance.deciding, *open_ones, *raises]), "")


def _place(criterion: str) -> Place:
    return Place(Area.CRITERIA, criterion)
