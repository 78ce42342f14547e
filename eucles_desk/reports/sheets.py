"""What stands in the spreadsheet of a report: sheets with rows of plain values, nothing about a file.

Each sheet tells what the kind of report may tell, and no more: a sheet or column about something that the reader does
not see is not there at all, rather than empty.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

from eucles_desk.assessment.award import ConditionKind, State, below_minimum, is_below_minimum
from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.views import judging_seats
from eucles_desk.reports.sections.advice import gathered
from eucles_desk.reports.sections.opening import cluster_name, is_draft, is_undecided, label_title, period
from eucles_desk.reports.sheet_values import Grid, Look, Month, Sheet, SheetColumn, Value
from eucles_desk.wording import sentences
from eucles_desk.wording.citations import reference
from eucles_desk.wording.names import CONDITIONS, EVIDENCE_KINDS, SOURCES, STATES, level_name
from eucles_desk.wording.places import KINDS, ROLES, STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from eucles_desk.assessment.evidence import Citation
    from eucles_desk.assessment.values import EarlierResult, Improvement, Level, Seat
    from eucles_desk.reports.case import Case
    from eucles_desk.scheme.values import Criterion, Dimension

REASONED: Final = frozenset({ReportKind.FULL, ReportKind.DRAFT})
"""The kinds of report that say why: with findings, sources and each expert's level."""
WITHOUT_LEVELS: Final = frozenset({ReportKind.CLOSING_SHEET})
WITHOUT_STRENGTHS: Final = frozenset({ReportKind.IMPROVEMENT_PLAN})
WITHOUT_FACTS: Final = frozenset({ReportKind.IMPROVEMENT_PLAN, ReportKind.CERTIFICATE})


def sheets(case: Case) -> tuple[Sheet, ...]:
    """Return the sheets of a report; what a label does not ask for or a kind does not tell has none."""
    found = [_result(case)]
    if case.criteria:
        found += [_findings(case), _recommendations(case)]
    if case.assessment.evidence:
        found.append(_evidence(case))
    return tuple(found)


def shows_levels(case: Case) -> bool:
    """Return whether this kind of report tells the levels."""
    return case.kind not in WITHOUT_LEVELS


def shows_result(case: Case) -> bool:
    """Return whether this kind of report knows the result: without the facts, nobody can say that none is missing."""
    if case.kind not in WITHOUT_FACTS:
        return shows_levels(case)
    return all(condition.kind is not ConditionKind.FACTS for condition in case.outcome.conditions)


# The result


def _result(case: Case) -> Sheet:
    _ = case.language.text
    grids = [*(_conditions(case) if shows_result(case) else ()), *(_dimensions(case) if shows_levels(case) else ())]
    return Sheet(_("Result"), cluster_name(case), tuple(_particulars(case)), tuple(grids))


def _particulars(case: Case) -> Iterator[tuple[str, Value]]:
    _, assessment = case.language.text, case.assessment
    yield _("Label"), label_title(case)
    yield _("Kind"), _(KINDS[assessment.kind])
    yield _("Assessed period"), period(case)
    place = (case.language.country(assessment.cluster.country), assessment.cluster.region)
    if any(place):
        yield _("Country and region"), ", ".join(part for part in place if part)
    yield _("Edition"), case.say(case.edition.title)
    yield _("Step"), _(STEPS[assessment.step])
    for seat in assessment.seats:
        if seat.name:
            yield _(ROLES[seat.role]), ", ".join(part for part in (seat.name, seat.organisation) if part)
    yield _("Date"), case.made_on
    if is_draft(case):
        yield _("Draft"), _("This is a draft. The assessment is not finished; the result may change.")
    elif is_undecided(case):
        yield _("Not decided yet"), _("The label has not been decided on yet; the result may still change.")
    if shows_result(case):
        yield from _outcome(case)
    yield _("Program"), _("EUCLES Desk {version}", version=case.program_version)
    yield _("SHA-256 of the content"), case.content_hash


def _outcome(case: Case) -> Iterator[tuple[str, Value]]:
    _, points = case.language.text, case.score.total
    yield _("Result"), sentences.result_heading(case.outcome, points, case.edition, case.label.id, case.language)
    if case.is_scored and points.percent is not None:
        yield _("Points"), points.points
        yield _("Available points"), points.available


def _conditions(case: Case) -> Iterator[Grid]:
    _ = case.language.text
    if not case.outcome.conditions:
        return
    columns = (SheetColumn(_("Condition"), 34), SheetColumn(_("How it stands"), 60), SheetColumn(_("State"), 14))
    rows = tuple(
        (_(CONDITIONS[found.kind]), sentences.condition(found, case.edition, case.language), _(STATES[found.state]))
        for found in case.outcome.conditions
    )
    yield Grid(columns, rows, _("Conditions for the label"))


def _dimensions(case: Case) -> Iterator[Grid]:
    _ = case.language.text
    if not case.criteria:
        return
    by_dimension = case.edition.by_dimension(case.label.id)
    head = (SheetColumn(_("Code"), 34), SheetColumn(_("Dimension"), 60))
    if not case.is_scored:
        columns = (*head, *_numbers(_("Criteria"), _("Minimum met"), _("Below minimum"), _("Not looked at")))
        rows = [_minimums_row(case, dimension, criteria) for dimension, criteria in by_dimension]
        yield Grid(columns, tuple(rows), _("Result by dimension"))
        return
    medians = case.assessment.benchmark.dimensions if case.assessment.benchmark else None
    columns = (*head, *_numbers(_("Points"), _("Available points")), SheetColumn(_("Share"), 14, Look.SHARE))
    if medians:
        columns = (*columns, SheetColumn(_("Peers' median"), 14, Look.SHARE))
    rows = [_points_row(case, dimension, with_median=bool(medians)) for dimension, _criteria in by_dimension]
    yield Grid(columns, tuple(rows), _("Result by dimension"))


def _points_row(case: Case, dimension: Dimension, *, with_median: bool) -> tuple[Value, ...]:
    points = case.score.dimensions[dimension.id]
    share = None if points.percent is None else points.percent / 100
    row = (dimension.id, case.say(dimension.title), points.points, points.available, share)
    if not with_median:
        return row
    median = case.assessment.benchmark.dimensions.get(dimension.id) if case.assessment.benchmark else None
    return (*row, None if median is None else median / 100)


def _minimums_row(case: Case, dimension: Dimension, criteria: Sequence[Criterion]) -> tuple[Value, ...]:
    below = set(below_minimum(case.edition, case.label.id, case.levels))
    missed = sum(1 for criterion in criteria if criterion.id in below)
    unknown = sum(1 for criterion in criteria if case.level(criterion.id) is None)
    counts = (len(criteria), len(criteria) - missed - unknown, missed, unknown)
    return (dimension.id, case.say(dimension.title), *counts)


# The findings


_Part: TypeAlias = "tuple[SheetColumn, Callable[[Criterion], Value]]"
"""A column, and what stands in it for a criterion."""


def _findings(case: Case) -> Sheet:
    _ = case.language.text
    parts = [*_naming(case)]
    if shows_levels(case):
        parts += [*_levels(case), *_comparisons(case), *_experts(case)]
    parts += _words(case)
    columns = tuple(column for column, _value in parts)
    rows = tuple(tuple(value(criterion) for _column, value in parts) for criterion in case.criteria)
    return Sheet(_("Findings"), grids=(Grid(_distinct(columns), rows),))


def _naming(case: Case) -> Iterator[_Part]:
    _ = case.language.text
    yield SheetColumn(_("Code"), 8), lambda criterion: criterion.id
    yield SheetColumn(_("Criterion"), 34), lambda criterion: case.say(criterion.title)
    dimensions = {c.id: dimension for dimension, found in case.edition.by_dimension(case.label.id) for c in found}
    yield SheetColumn(_("Dimension"), 24), lambda criterion: _dimension_title(case, dimensions[criterion.id])


def _dimension_title(case: Case, dimension: Dimension) -> str:
    return f"{dimension.id} {case.say(dimension.title)}"


def _levels(case: Case) -> Iterator[_Part]:
    _ = case.language.text
    heading = _("Agreed level") if case.is_agreed else _("Level")
    yield SheetColumn(heading, 12, Look.NUMBER), lambda criterion: _level(case, criterion)
    yield SheetColumn(_("Highest level"), 10, Look.NUMBER), lambda criterion: criterion.highest
    if case.label.award.minimums.value:
        yield SheetColumn(_("Minimum"), 10, Look.NUMBER), lambda criterion: criterion.minimum.value
        yield SheetColumn(_("Minimum met"), 12), lambda criterion: _minimum_met(case, criterion)
    if case.is_scored:
        yield SheetColumn(_("Points"), 10, Look.NUMBER), lambda criterion: _points(case, criterion)
        yield SheetColumn(_("Available points"), 10, Look.NUMBER), lambda c: case.points(c).available
        yield SheetColumn(_("Weight"), 8, Look.NUMBER), lambda criterion: criterion.weight.value


def _level(case: Case, criterion: Criterion) -> Value:
    level = case.level(criterion.id)
    return level if isinstance(level, int) else case.level_words(criterion)


def _minimum_met(case: Case, criterion: Criterion) -> str:
    _, level = case.language.text, case.level(criterion.id)
    if criterion.minimum.value is None:
        return ""
    if level is None:
        return _(STATES[State.OPEN])
    waived = case.edition.not_applicable.minimum_waived
    if level is NOT_APPLICABLE and waived:
        return _("waived")
    return _(STATES[State.MISSED if is_below_minimum(criterion, level, waived=waived) else State.MET])


def _points(case: Case, criterion: Criterion) -> Value:
    points = case.points(criterion)
    return points.points if points.is_complete and points.available else None


def _comparisons(case: Case) -> Iterator[_Part]:
    _, benchmark = case.language.text, case.assessment.benchmark
    earlier = next((found for found in reversed(case.assessment.earlier) if found.levels), None)
    if earlier:
        heading = _("Last time ({month})", month=case.language.month(earlier.month))
        yield SheetColumn(heading, 12, Look.NUMBER), lambda criterion: _last_time(case, earlier, criterion)
    if benchmark and benchmark.criteria:
        spreads = benchmark.criteria
        yield (
            SheetColumn(_("Peers' median"), 10, Look.NUMBER),
            lambda criterion: spreads[criterion.id].median if criterion.id in spreads else None,
        )


def _last_time(case: Case, earlier: EarlierResult, criterion: Criterion) -> Value:
    level: Level = earlier.levels.get(criterion.id)
    return level if level is None or isinstance(level, int) else level_name(level, case.language)


def _experts(case: Case) -> Iterator[_Part]:
    if case.kind not in REASONED or not case.is_agreed:
        return
    judging = judging_seats(case.assessment)
    for seat in (seat for key in judging for seat in case.assessment.seats if seat.id == key):
        heading = case.language.text("{role}: level", role=case.language.text(ROLES[seat.role]))
        yield SheetColumn(heading, 12, Look.NUMBER), lambda criterion, seat=seat: _expert(case, seat, criterion)


def _expert(case: Case, seat: Seat, criterion: Criterion) -> Value:
    level = case.assessment.judgement(seat.id, criterion.id).level
    return level if isinstance(level, int) else level_name(level, case.language)


def _words(case: Case) -> Iterator[_Part]:
    _ = case.language.text
    if case.kind in REASONED:
        yield SheetColumn(_("Finding"), 60), lambda criterion: case.reason(criterion.id)
    if case.kind not in WITHOUT_STRENGTHS:
        yield SheetColumn(_("Strengths"), 44), lambda criterion: _lines(case.strengths(criterion.id))
    if case.kind in REASONED:
        yield SheetColumn(_("What it rests on"), 44), lambda criterion: _rests_on(case, criterion)


def _rests_on(case: Case, criterion: Criterion) -> str:
    kinds = case.language.listed([case.language.text(SOURCES[kind]) for kind in case.rests_on(criterion.id)])
    cited = [_citation(case, citation) for citation in case.citations(criterion.id)]
    return "\n".join(filter(None, (kinds, _lines(cited))))


def _citation(case: Case, citation: Citation) -> str:
    _, piece = case.language.text, case.assessment.piece(citation.evidence)
    if piece is None:
        title = _("Evidence that is not in the list")
    else:
        title = piece.title or piece.file_name or piece.address or _(EVIDENCE_KINDS[piece.kind])
    return ", ".join(part for part in (title, reference(citation, piece, case.language)) if part)


# Recommendations and sources


def _recommendations(case: Case) -> Sheet:
    _ = case.language.text
    columns = (
        SheetColumn(_("What"), 54),
        SheetColumn(_("Effect"), 44),
        SheetColumn(_("For whom"), 22),
        SheetColumn(_("By when"), 18),
        SheetColumn(_("At the day of the report"), 22),
        SheetColumn(_("Criteria"), 12),
        SheetColumn(_("Who does it"), 22),
        SheetColumn(_("Done on"), 14),
    )
    rows = tuple(_recommendation(case, said, criteria) for said, criteria in gathered(case))
    return Sheet(_("Recommendations"), grids=(Grid(columns, rows),))


def _recommendation(case: Case, said: Improvement, criteria: Sequence[Criterion]) -> tuple[Value, ...]:
    codes = ", ".join(criterion.id for criterion in criteria)
    past = case.language.text("date has passed") if case.is_past(said.due) else None
    return (said.text, said.effect, said.addressee, _month(case, said.due), past, codes, None, None)


def _month(case: Case, month: str) -> Value:
    """Return a month as a date; as words where a spreadsheet knows no such date."""
    if not month:
        return None
    year, number = int(month[:4]), int(month[5:7])
    return Month(date(year, number, 1)) if year > 1900 else case.language.month(month)


def _evidence(case: Case) -> Sheet:
    _ = case.language.text
    columns = (
        SheetColumn(_("Title"), 50),
        SheetColumn(_("Kind"), 14),
        SheetColumn(_("File"), 30),
        SheetColumn(_("Address"), 40),
        SheetColumn(_("Cited with"), 24),
        SheetColumn(_("SHA-256"), 68),
    )
    rows = tuple(
        (
            piece.title,
            _(EVIDENCE_KINDS[piece.kind]),
            piece.file_name,
            piece.address,
            ", ".join(criterion.id for criterion in case.criteria if _cites(case, criterion, piece.id)),
            piece.sha256,
        )
        for piece in case.assessment.evidence
    )
    return Sheet(_("Evidence"), grids=(Grid(columns, rows),))


def _cites(case: Case, criterion: Criterion, evidence: object) -> bool:
    return any(citation.evidence == evidence for citation in case.citations(criterion.id))


# Small parts


def _numbers(*headings: str) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(heading, 14, Look.NUMBER) for heading in headings)


def _lines(said: Iterable[str]) -> str:
    """Write several texts one under the other, each with a dot where there are more than one."""
    found = [*said]
    return found[0] if len(found) == 1 else "\n".join(f"\N{BULLET} {one}" for one in found)


def _distinct(columns: Iterable[SheetColumn]) -> tuple[SheetColumn, ...]:
    """Number headings that stand there twice, as a table of a spreadsheet may not have."""
    known: set[str] = set()
    found: list[SheetColumn] = []
    for column in columns:
        heading, number = column.heading, 1
        while heading.casefold() in known:
            number += 1
            heading = f"{column.heading} {number}"
        known.add(heading.casefold())
        found.append(SheetColumn(heading, column.width, column.look))
    return tuple(found)
