"""How a result stands, in little room: by dimension, among peers and over time, each in ways from large to small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from eucles_desk.assessment.award import below_minimum
from eucles_desk.drawing.dimensions import bars_by_dimension
from eucles_desk.drawing.spider import spider_by_dimension
from eucles_desk.drawing.trend import Result, trend, trend_sentence
from eucles_desk.reports import layout
from eucles_desk.reports.content import Figure, Heading, KeyValues, Pair, text
from eucles_desk.reports.fitting import paragraph, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from eucles_desk.assessment.values import Benchmark
    from eucles_desk.reports.case import Case
    from eucles_desk.reports.content import Block
    from eucles_desk.scheme.values import Criterion, Dimension

Ways: TypeAlias = "tuple[tuple[Block, ...], ...]"
"""Several ways to say the same, the largest first; none where there is nothing to say."""

WIDTH: Final = layout.PORTRAIT.text_width
RADII: Final = (72.0, 60.0, 52.0, 44.0)
MOST_RESULTS: Final = 5
VALUE_WIDTH: Final = WIDTH - layout.KEY_WIDTH - 2 * layout.CELL_PADDING
KEY_WIDTH: Final = layout.KEY_WIDTH - 2 * layout.CELL_PADDING


def by_dimension(case: Case) -> Ways:
    """Return the bars of the dimensions, or how many minimums are reached where the label does not count points."""
    _ = case.language.text
    if not case.criteria or not case.levels:
        return ()
    heading = Heading(2, _("Result by dimension"), "dimensions")
    found = case.edition.by_dimension(case.label.id)
    if case.is_scored:
        chart = Figure(bars_by_dimension(case.edition, case.label.id, case.score, case.language, WIDTH))
        return ((heading, chart), (heading, paragraph(chart.drawing.description, 4)))
    pairs = KeyValues(tuple(_minimums(case, dimension, criteria) for dimension, criteria in found))
    return ((heading, pairs), (heading, paragraph(_("The full report says how each dimension stands."), 2)))


def compared(case: Case) -> Ways:
    """Return how the cluster stands among its peers: by dimension in a chart, or in a sentence."""
    _, benchmark = case.language.text, case.assessment.benchmark
    if benchmark is None or not case.levels:
        return ()
    sentence = _comparison(case, benchmark)
    if not sentence:
        return ()
    heading = Heading(2, _("Compared with peers"), "peers")
    said = (heading, paragraph(sentence, 4))
    has_all = case.is_scored and all(key in benchmark.dimensions for key in case.score.dimensions)
    if not has_all or not case.score.total.is_complete:
        return (said,)
    charts = (
        Figure(
            spider_by_dimension(
                case.edition,
                case.label.id,
                case.score,
                case.language,
                WIDTH,
                peers=benchmark.dimensions,
                radius=radius,
            )
        )
        for radius in RADII
    )
    return (*((*said, chart) for chart in charts), said)


def over_time(case: Case) -> Ways:
    """Return the share of the points over the last assessments for this label, in a chart or in a sentence."""
    _, total = case.language.text, case.score.total
    results = [
        Result(found.month, found.percent)
        for found in case.assessment.earlier
        if found.percent is not None and found.label == case.label.id
    ]
    if not results or not case.is_scored or not total.is_complete or total.percent is None:
        return ()
    shown = [*results, Result(case.assessment.period.last, total.percent)][-MOST_RESULTS:]
    needed = case.label.award.pass_percent.value
    heading = Heading(2, _("Over time"), "trend")
    chart = trend(shown, needed, case.language, WIDTH)
    return ((heading, Figure(chart)), (heading, paragraph(trend_sentence(shown, needed, case.language), 4)))


def _minimums(case: Case, dimension: Dimension, criteria: Sequence[Criterion]) -> Pair:
    language, below = case.language, set(below_minimum(case.edition, case.label.id, case.levels))
    missed = [criterion for criterion in criteria if criterion.id in below]
    unknown = [criterion for criterion in criteria if case.level(criterion.id) is None]
    said = language.text(
        "{count} of {most} criteria reach their minimum.",
        count=language.number(len(criteria) - len(missed) - len(unknown)),
        most=language.number(len(criteria)),
    )
    if missed:
        said += " " + language.text("Below: {criteria}.", criteria=case.codes(missed))
    if unknown:
        said += " " + language.text("Open: {criteria}.", criteria=case.codes(unknown))
    title = shortened(f"{dimension.id} {dimension.short.in_language(language.code)}", layout.KEY, 1, KEY_WIDTH)
    return Pair(title, text(shortened(said, layout.VALUE, 2, VALUE_WIDTH)))


def _comparison(case: Case, benchmark: Benchmark) -> str:
    """Say where the cluster is above and below the median of its peers: by dimension, else by criterion."""
    language = case.language
    said = _among_dimensions(case, benchmark) or _among_criteria(case, benchmark)
    if not said:
        return ""
    title = shortened(benchmark.title, layout.BODY, 1, WIDTH / 2)
    peers = language.plural("{count} cluster", "{count} clusters", benchmark.peers)
    return " ".join((language.text("{peers} ({title}).", peers=peers, title=title) if title else f"{peers}.", *said))


def _among_dimensions(case: Case, benchmark: Benchmark) -> list[str]:
    if not case.is_scored:
        return []
    above, level, below = _parted(
        (case.edition.dimensions[key].short.in_language(case.language.code), points.percent - benchmark.dimensions[key])
        for key, points in case.score.dimensions.items()
        if points.percent is not None and points.is_complete and key in benchmark.dimensions
    )
    language, said = case.language, list[str]()
    if above:
        said.append(language.text("Above their median: {names}.", names=language.listed(above)))
    if level:
        said.append(language.text("At their median: {names}.", names=language.listed(level)))
    if below:
        said.append(language.text("Below their median: {names}.", names=language.listed(below)))
    return said


def _among_criteria(case: Case, benchmark: Benchmark) -> list[str]:
    """Count the criteria, and name those below the median."""
    levels = ((criterion.id, case.level(criterion.id)) for criterion in case.criteria)
    above, level, below = _parted(
        (key, found - benchmark.criteria[key].median)
        for key, found in levels
        if isinstance(found, int) and key in benchmark.criteria
    )
    language, said = case.language, list[str]()
    if above:
        said.append(
            language.plural(
                "Above their median in {count} criterion.", "Above their median in {count} criteria.", len(above)
            )
        )
    if level:
        said.append(
            language.plural("At their median in {count} criterion.", "At their median in {count} criteria.", len(level))
        )
    if below:
        said.append(language.text("Below their median: {names}.", names=language.listed(below)))
    return said


def _parted(differences: Iterable[tuple[str, Decimal]]) -> tuple[list[str], list[str], list[str]]:
    """Part names by whether they are above, at or below."""
    found = [*differences]
    return (
        [name for name, by in found if by > 0],
        [name for name, by in found if by == 0],
        [name for name, by in found if by < 0],
    )
