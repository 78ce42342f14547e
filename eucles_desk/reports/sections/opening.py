"""The first page: what was assessed, what came of it, and how it stands by dimension."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.award import State, below_minimum, month_number, month_of
from eucles_desk.assessment.places import ENDED
from eucles_desk.assessment.terms import Step
from eucles_desk.drawing.bars import needed_of, points_bar, share_bar
from eucles_desk.drawing.dimensions import percent
from eucles_desk.drawing.shapes import Anchor, Drawing, Label, Point, Role
from eucles_desk.drawing.spider import spider_by_dimension
from eucles_desk.reports.content import (
    Align,
    Block,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Figure,
    Group,
    Heading,
    Paragraph,
    Span,
    Table,
    Text,
    Tone,
    cell,
    text,
)
from eucles_desk.reports.sections.advice import what_next
from eucles_desk.wording import sentences
from eucles_desk.wording.places import KINDS, STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eucles_desk.assessment.scoring import Points
    from eucles_desk.assessment.values import Award
    from eucles_desk.reports.case import Case

BAR_WIDTH: Final = 168.0
BAR_HEIGHT: Final = 14.0
FIGURE_WIDTH: Final = 471.0
SPIDER_RADIUS: Final = 72.0
LEAST_SPIDER_RADIUS: Final = 48.0
"""Under a long result, so that the first page still shows the whole result."""
DOT: Final = " · "
NONE: Final = "\N{EN DASH}"


def opening(case: Case) -> Iterator[Block]:
    """Yield the head of the report and the result."""
    _ = case.language.text
    kicker = (_("Cluster management excellence"), _("assessment report"), case.language.date(case.made_on))
    yield Paragraph(text(DOT.join(kicker)), Tone.KICKER)
    yield Heading(1, cluster_name(case), "result")
    yield Paragraph(text(DOT.join(_particulars(case))), Tone.LEAD)
    yield from notice(case)
    yield _result(case)
    if case.is_scored and not case.score.total.is_complete:
        total = case.score.total
        yield Figure(points_bar(total, needed_of(case.edition, case.label.id, total), case.language, FIGURE_WIDTH))


def meaning(case: Case) -> Iterator[Block]:
    """Yield what the result means: what has become of it, what the label asks for, and where the cluster stands out."""
    status, extremes = _status(case), _extremes(case)
    if not status and not extremes:  # what a label asks for needs no section of its own
        yield Paragraph(text(case.span(case.label.basis)), Tone.NOTE)
        return
    paragraphs = [text(status), text(case.span(case.label.basis)), text(extremes)]
    joined = tuple(span for part in paragraphs if part for span in (*part, Span(" ")))[:-1]
    yield Group((Heading(2, case.language.text("What it means"), "meaning"), Paragraph(joined)))


def _status(case: Case) -> str:
    """Say what has become of the result; a notice above it says what is not finished."""
    _, award = case.language.text, case.assessment.award
    match case.assessment.step:
        case Step.AWARDED:
            said = [_("The label is awarded.")]
            if award and award.number.strip():
                said.append(_("Its number is {number}.", number=award.number.strip()))
            if award and award.first and award.last:
                said.append(_validity(case, award))
            return " ".join(said)
        case Step.REFUSED:
            return _("The label is refused.")
        case Step.DECISION:
            return _("The experts have finished; the label is yet to be decided on.")
        case Step.FACT_CHECK:
            return _("The cluster manager checks the draft now; errors of fact can still be put right.")
        case _:
            return ""


def _validity(case: Case, award: Award) -> str:
    language, months = case.language, case.label.validity.renewal_window_months.value
    return language.text(
        "It is valid from {first} to {last} and can be renewed until {until}.",
        first=language.month(award.first),
        last=language.month(award.last),
        until=language.month(month_of(month_number(award.last) + months)),
    )


def _extremes(case: Case) -> str:
    """Name the dimensions with the highest and the lowest share of the points."""
    shares = [(points.percent, key, points) for key, points in case.score.dimensions.items()]
    known = [(share, key, points) for share, key, points in shares if share is not None]
    if not case.is_scored or not case.score.total.is_complete or len(known) < 2:
        return ""
    most, least = max(known, key=lambda found: found[0]), min(known, key=lambda found: found[0])
    if most[0] == least[0]:
        return ""
    best, worst = (
        f"{case.say(case.edition.dimensions[key].title)} ({percent(points, case.language)})"
        for _share, key, points in (most, least)
    )
    return case.language.text("Strongest: {best}; weakest: {worst}.", best=best, worst=worst)


def by_dimension(case: Case) -> Iterator[Block]:
    """Yield the result by dimension, with points where the label counts them."""
    _ = case.language.text
    if not case.criteria:
        return
    heading = Heading(2, _("Result by dimension"), "dimensions")
    if not case.is_scored:
        yield Group((heading, _minimums_table(case)))
        return
    needed = case.label.award.pass_percent.value or Decimal(0)
    share = case.language.percent(needed, 0)
    note = _("The mark in the bars is at {share}, the share of all points that the label needs.", share=share)
    yield Group((heading, _points_table(case, needed), Paragraph(text(note), Tone.NOTE)))
    if not case.score.total.is_complete:
        return  # a dimension that is not judged yet would look like one without merit
    if case.draws_peers:
        return  # drawn once, beside the peers
    spider, smaller = (
        spider_by_dimension(case.edition, case.label.id, case.score, case.language, FIGURE_WIDTH, radius=radius)
        for radius in (SPIDER_RADIUS, LEAST_SPIDER_RADIUS)
    )
    yield Figure(spider, smaller=smaller)


def cluster_name(case: Case) -> str:
    """Return the name of the cluster, words in its place while it has none."""
    return case.assessment.cluster.name.strip() or case.language.text("Cluster without a name")


def label_title(case: Case) -> str:
    """Return the label as a title."""
    return case.language.text("{label} label", label=case.say(case.label.title))


def period(case: Case) -> str:
    """Write the assessed period."""
    found, language = case.assessment.period, case.language
    if found.first == found.last:
        return language.month(found.first)
    return language.text("{first} to {last}", first=language.month(found.first), last=language.month(found.last))


def is_draft(case: Case) -> bool:
    """Return whether the report shows one expert's scoring only."""
    return not case.is_agreed and case.assessment.step is not Step.WITHDRAWN


def is_undecided(case: Case) -> bool:
    """Return whether the levels are agreed on, or being agreed on, but the label is not decided."""
    return case.is_agreed and case.assessment.step not in ENDED


def says_lead(case: Case) -> bool:
    """Return whether the report is a draft by the first of several experts."""
    return is_draft(case) and bool(case.criteria) and case.label.experts.value > 1


def _particulars(case: Case) -> Iterator[str]:
    language, assessment = case.language, case.assessment
    yield language.text("{label}, {kind}", label=label_title(case), kind=language.text(KINDS[assessment.kind]))
    yield period(case)
    yield case.say(case.edition.title)
    if assessment.step in ENDED:
        yield language.text(STEPS[assessment.step])


def notice(case: Case) -> Iterator[Block]:
    """Yield what the reader must know before reading on, such as that the report is a draft."""
    _ = case.language.text
    if case.assessment.step is Step.WITHDRAWN:
        said = _("The assessment was withdrawn. The report shows what had been found by then.")
        yield Callout(CalloutKind.NOTICE, _("Withdrawn"), (text(said),))
    elif says_lead(case):
        said = _(
            "This is a draft of the lead expert's own scoring. The experts have not agreed on it yet; "
            "levels, points and findings may change."
        )
        yield Callout(CalloutKind.NOTICE, _("Draft"), (text(said),))
    elif not case.is_agreed:
        said = _("This is a draft. The assessment is not finished; the result may change.")
        yield Callout(CalloutKind.NOTICE, _("Draft"), (text(said),))
    elif is_undecided(case):
        said = _("The label has not been decided on yet; the result may still change.")
        yield Callout(CalloutKind.NOTICE, _("Not decided yet"), (text(said),))


def _result(case: Case) -> Callout:
    """What stands in the way comes first, line by line; what is met is said in one paragraph after it."""
    language = case.language
    heading = sentences.result_heading(case.outcome, case.score.total, case.edition, case.label.id, language)
    said = [(found.state, sentences.condition(found, case.edition, language)) for found in case.outcome.conditions]
    paragraphs: list[Text] = [text(Span(line, bold=True)) for state, line in said if state is State.MISSED]
    paragraphs += [text(line) for state, line in said if state is State.OPEN]
    met = " ".join(line for state, line in said if state is State.MET)
    if met:
        paragraphs.append(text(met))
    close = case.at_minimum()
    if close:
        line = language.plural(
            "{count} criterion stands exactly at its minimum, with nothing to spare: {criteria}.",
            "{count} criteria stand exactly at their minimum, with nothing to spare: {criteria}.",
            len(close),
            criteria=case.codes(close),
        )
        paragraphs.append(text(line))
    paragraphs += what_next(case)
    return Callout(CalloutKind.RESULT, heading, tuple(filter(None, paragraphs)))


def _points_table(case: Case, needed: Decimal) -> Table:
    _ = case.language.text
    columns = (
        Column(_("Dimension"), share=1.0),
        Column(_("Points"), align=Align.END),
        Column("", figure=_mark_header(case, needed)),
        Column(_("Share"), align=Align.END),
    )
    rows = [
        _points_row(case, cell(f"{key} ", case.span(case.edition.dimensions[key].title), header=True), points, needed)
        for key, points in case.score.dimensions.items()
    ]
    total = _points_row(case, cell(Span(_("Total"), bold=True), header=True), case.score.total, needed, bold=True)
    return Table(columns, (*rows, total), _("Points, available points and share by dimension and in total."))


def _points_row(case: Case, head: Cell, points: Points, needed: Decimal, *, bold: bool = False) -> tuple[Cell, ...]:
    language = case.language
    have = f"{language.number(points.points)}/{language.number(points.available)}"
    share = percent(points, language)
    return (
        head,
        cell(Span(have, bold=bold)),
        Cell(figure=share_bar(points, needed, language, BAR_WIDTH, BAR_HEIGHT)),
        cell(Span(share, bold=bold)),
    )


def _mark_header(case: Case, needed: Decimal) -> Drawing:
    """Write the share that is needed above the marks of the bars."""
    share = case.language.percent(needed, 0)
    label = Label(
        Point(BAR_WIDTH * float(needed) / 100, 9), share, Role.THRESHOLD, 8.5, bold=True, anchor=Anchor.MIDDLE
    )
    return Drawing(BAR_WIDTH, 13, (label,), case.language.text("Share of the points, mark at {share}", share=share))


def _minimums_table(case: Case) -> Table:
    _ = case.language.text
    columns = (
        Column(_("Dimension"), share=1.0),
        Column(_("Criteria"), align=Align.END),
        Column(_("Minimum met"), align=Align.END),
        Column(_("Below minimum"), align=Align.END),
        Column(_("Not looked at"), align=Align.END),
    )
    below = set(below_minimum(case.edition, case.label.id, case.levels))
    rows: list[tuple[Cell, ...]] = []
    for dimension, criteria in case.edition.by_dimension(case.label.id):
        missed = sum(1 for criterion in criteria if criterion.id in below)
        unknown = sum(1 for criterion in criteria if case.level(criterion.id) is None)
        counts = (len(criteria), len(criteria) - missed - unknown, missed, unknown)
        head = cell(f"{dimension.id} ", case.span(dimension.title), header=True)
        rows.append((head, *(cell(case.language.number(count)) for count in counts)))
    return Table(columns, tuple(rows), _("How many criteria of each dimension reach their minimum."))
