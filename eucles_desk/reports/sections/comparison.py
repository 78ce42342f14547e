"""Compared with whom: the peers, and the earlier assessments of the same cluster."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.scoring import ZERO, Points
from eucles_desk.drawing.spider import spider_by_dimension
from eucles_desk.drawing.trend import Result, trend, trend_sentence
from eucles_desk.reports.case import Case, links
from eucles_desk.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Figure,
    Group,
    Heading,
    PageBreak,
    Paragraph,
    Span,
    Table,
    Tone,
    cell,
    text,
)
from eucles_desk.reports.sections.opening import FIGURE_WIDTH, LEAST_SPIDER_RADIUS, NONE, SPIDER_RADIUS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from eucles_desk.assessment.values import Benchmark, EarlierResult
    from eucles_desk.scheme.values import Criterion

LEAST_PEERS: Final = 8
"""In a smaller group each quarter holds fewer than two clusters: a single one moves the median and the quartiles."""
MOST_CHANGES: Final = 8
MOST_POINTS: Final = 5
"""More results do not find room with their months under the trend; the older ones are left to their own reports."""
MOST_BEHIND: Final = 5
MINUS: Final = "\N{MINUS SIGN}"


def with_peers(case: Case) -> Iterator[Block]:
    """Yield how the cluster stands beside its peers, where they are known."""
    peers, language = case.peers, case.language
    _ = language.text
    if peers is None:
        return
    title = language.plural("Compared with {count} peer", "Compared with {count} peers", peers.peers)
    head: list[Block] = [Heading(2, title, "peers")]
    if peers.title.strip():
        head.append(Paragraph(text(_("The peers: {title}.", title=peers.title.strip().rstrip("."))), Tone.NOTE))
    if peers.peers < LEAST_PEERS:
        said = _("The group is small: a single cluster can move its median. Read the comparison with care.")
        head.append(Paragraph(text(Span(said, bold=True))))
    if not case.criteria:
        said = _("The figures of the peers are about criteria, which this label does not judge.")
        yield Group((*head, Paragraph(text(said))))
        return
    if case.draws_peers:
        yield PageBreak()  # heading, chart and table belong together, and take more than what is left anywhere
    yield Group((*head, *_shares(case)))
    yield from _levels(case, peers)


def since_last_time(case: Case) -> Iterator[Block]:
    """Yield what has changed since the earlier assessments, where there are any."""
    _ = case.language.text
    if not case.assessment.earlier:
        return
    head = Heading(2, _("Since last time") if case.last else _("Earlier assessments"), "earlier")
    results = _results(case)
    if len(results) > 1:
        needed = case.label.award.pass_percent.value
        chart = trend(results, needed, case.language, FIGURE_WIDTH)
        said = trend_sentence(results, needed, case.language)
        yield Group((head, Paragraph(text(said), introduces=True), Figure(chart)))
    else:
        yield Group((head, _results_table(case)))
    if case.last:
        yield from _changes(case, case.last)


def _shares(case: Case) -> Iterator[Block]:
    """Yield the shares of the points beside the medians of the peers, for a label that counts points."""
    medians = case.peer_shares
    if not medians:
        return
    said = _standing(case, medians)
    if said:
        yield Paragraph(text(said))
    if case.draws_peers:
        spider, smaller = (
            spider_by_dimension(
                case.edition, case.label.id, case.score, case.language, FIGURE_WIDTH, radius=radius, peers=medians
            )
            for radius in (SPIDER_RADIUS, LEAST_SPIDER_RADIUS)
        )
        yield Figure(spider, smaller=smaller)
    yield _shares_table(case, medians)


def _standing(case: Case, medians: Mapping[str, Decimal]) -> str:
    """Say in which dimensions the cluster stands above, at and below the median of its peers."""
    _, named = case.language.text, case.language.listed
    sides: dict[int, list[str]] = {1: [], 0: [], -1: []}
    for key, median in medians.items():
        share = _share(case.score.dimensions[key])
        if share is not None:
            side = (share > median) - (share < median)
            sides[side].append(case.say(case.edition.dimensions[key].short))
    said = [
        _("Above the median of the peers: {dimensions}.", dimensions=named(sides[1])) if sides[1] else "",
        _("At the median: {dimensions}.", dimensions=named(sides[0])) if sides[0] else "",
        _("Below the median of the peers: {dimensions}.", dimensions=named(sides[-1])) if sides[-1] else "",
    ]
    return " ".join(filter(None, said))


def _shares_table(case: Case, medians: Mapping[str, Decimal]) -> Table:
    language = case.language
    _ = language.text
    columns = (
        Column(_("Dimension"), share=1.0),
        Column(_("This cluster"), align=Align.END),
        Column(_("Median of peers"), align=Align.END),
        Column(_("Difference"), align=Align.END),
    )
    rows: list[tuple[Cell, ...]] = []
    for key, points in case.score.dimensions.items():
        share, median = _share(points), medians.get(key)
        head = cell(f"{key} ", case.span(case.edition.dimensions[key].title), header=True)
        numbers = [language.percent(value) if value is not None else NONE for value in (share, median)]
        differs = _signed(case, share - median, 1) if share is not None and median is not None else NONE
        rows.append((head, *map(cell, numbers), cell(Span(differs, bold=differs.startswith(MINUS)))))
    said = _("Share of the points by dimension, the median of the peers, and the difference in percentage points.")
    return Table(columns, tuple(rows), said)


def _levels(case: Case, peers: Benchmark) -> Iterator[Block]:
    """Say where the levels of the criteria stand beside the medians of the peers."""
    language = case.language
    _ = language.text
    gaps: list[tuple[Criterion, Decimal]] = []
    for criterion in case.criteria:
        level, spread = case.level(criterion.id), peers.criteria.get(criterion.id)
        if isinstance(level, int) and spread is not None:
            gaps.append((criterion, level - spread.median))
    if not gaps:
        return
    counts = [sum(1 for _criterion, gap in gaps if (gap > 0) - (gap < 0) == side) for side in (1, 0, -1)]
    said = language.plural(
        "{count} criterion can be compared: {above} above the median of the peers, {at} at it, {below} below it.",
        "{count} criteria can be compared: {above} above the median of the peers, {at} at it, {below} below it.",
        len(gaps),
        above=language.number(counts[0]),
        at=language.number(counts[1]),
        below=language.number(counts[2]),
    )
    behind = sorted(((criterion, gap) for criterion, gap in gaps if gap < 0), key=lambda item: item[1])
    furthest = [criterion.id for criterion, _gap in behind[:MOST_BEHIND]]
    where = [" ", _("Furthest below:"), " ", *links(furthest), "."] if furthest else []
    yield Paragraph(text(said, *where))


def _results(case: Case) -> list[Result]:
    """Return the results for this label that have a share of the points, this one last once it is complete."""
    if not case.is_scored:
        return []
    earlier = [
        Result(found.month, found.percent)
        for found in case.assessment.earlier
        if found.label == case.label.id and found.percent is not None
    ]
    now = case.score.total.percent if case.score.total.is_complete else None
    results = earlier + ([Result(case.assessment.period.last, now)] if now is not None else [])
    return results[-MOST_POINTS:]


def _results_table(case: Case) -> Table:
    language = case.language
    _ = language.text
    labels = case.edition.labels
    columns = (Column(_("Month"), share=1.0), Column(_("Label"), share=1.0), Column(_("Share"), align=Align.END))
    rows: list[tuple[Cell, ...]] = []
    for found in case.assessment.earlier:
        label = case.span(labels[found.label].title) if found.label in labels else Span(found.label)
        share = language.percent(found.percent) if found.percent is not None else NONE
        rows.append((cell(language.month(found.month), header=True), cell(label), cell(share)))
    return Table(columns, tuple(rows), _("Earlier assessments with their month, label and share of the points."))


def _changes(case: Case, last: EarlierResult) -> Iterator[Block]:
    language = case.language
    _ = language.text
    changes = list(_compared(case))
    if not changes:
        return
    counts = [sum(1 for _c, before, now in changes if (now > before) - (now < before) == side) for side in (1, 0, -1)]
    said = _(
        "Levels since {month}: {higher} higher, {same} the same, {lower} lower.",
        month=language.month(last.month),
        higher=language.number(counts[0]),
        same=language.number(counts[1]),
        lower=language.number(counts[2]),
    )
    largest = sorted((found for found in changes if found[1] != found[2]), key=lambda item: -abs(item[2] - item[1]))
    yield Paragraph(text(said), introduces=bool(largest))
    if largest:
        yield _changes_table(case, largest[:MOST_CHANGES])
    left = len(largest) - MOST_CHANGES
    if left > 0:
        more = language.plural(
            "{count} more has changed by as much or less; see “Criteria at a glance”.",
            "{count} more have changed by as much or less; see “Criteria at a glance”.",
            left,
        )
        yield Paragraph(text(more), Tone.NOTE)


def _changes_table(case: Case, changes: Iterable[tuple[Criterion, int, int]]) -> Table:
    _ = case.language.text
    columns = (
        Column(_("Largest changes"), share=1.0),
        Column(_("Last time"), align=Align.END),
        Column(_("Now"), align=Align.END),
        Column(_("Change"), align=Align.END),
    )
    rows = tuple(
        (
            Cell((text(case.linked(criterion)),), header=True),
            cell(str(before)),
            cell(str(now)),
            cell(Span(_signed(case, Decimal(now - before)), bold=now < before)),
        )
        for criterion, before, now in changes
    )
    return Table(columns, rows, _("Criteria whose level has changed most since last time."), dense=True)


def _compared(case: Case) -> Iterator[tuple[Criterion, int, int]]:
    """Yield the criteria that had a level last time and have one now."""
    for criterion in case.criteria:
        before, now = case.last_level(criterion.id), case.level(criterion.id)
        if isinstance(before, int) and isinstance(now, int):
            yield criterion, before, now


def _share(points: Points) -> Decimal | None:
    """Return the share of a dimension; none yet while it is not judged whole."""
    return points.percent if points.is_complete else None


def _signed(case: Case, value: Decimal, decimals: int | None = None) -> str:
    number = case.language.number(abs(value), decimals)
    return number if value == ZERO else f"{'+' if value > ZERO else MINUS}{number}"
