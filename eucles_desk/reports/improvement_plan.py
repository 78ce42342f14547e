"""The improvement plan: what was recommended, in a table to work with."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from eucles_desk.reports.content import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    NumberedList,
    Paragraph,
    Span,
    Table,
    Text,
    Tone,
    cell,
    paragraphs,
    text,
)
from eucles_desk.reports.full import footer
from eucles_desk.reports.sections import imprint
from eucles_desk.reports.sections.advice import gathered, points_words
from eucles_desk.reports.sections.opening import DOT, cluster_name, label_title, notice, period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eucles_desk.assessment.values import Improvement
    from eucles_desk.reports.case import Case
    from eucles_desk.scheme.values import Criterion

MOST_NAMED: Final = 2
LAST: Final = "9999"
"""Comes after every month: what has no date stands at the end."""


def improvement_plan(case: Case) -> Document:
    """Return the improvement plan of an assessment, on sheets that lie on their long side."""
    language, name = case.language, cluster_name(case)
    return Document(
        title=language.text("{cluster}: improvement plan", cluster=name),
        language=language.code,
        subject=language.text("Improvement plan, {label}", label=label_title(case)),
        author=language.text("EUCLES Desk"),
        made_on=case.made_on,
        footer=footer(case),
        blocks=tuple(_blocks(case)),
        page_label=language.text("{page} / {pages}"),
        footer_name=name,
        landscape=True,
    )


def _blocks(case: Case) -> Iterator[Block]:
    _ = case.language.text
    yield from imprint.head(case)
    kicker = (_("Cluster management excellence"), _("improvement plan"), case.language.date(case.made_on))
    yield Paragraph(text(DOT.join(kicker)), Tone.KICKER)
    yield Heading(1, cluster_name(case), "plan")
    yield Paragraph(text(DOT.join((label_title(case), period(case)))), Tone.LEAD)
    yield from notice(case)
    yield from _first(case)
    found = sorted(gathered(case), key=lambda item: _by_date(case, *item))
    yield Heading(2, _("What to do"), "what-to-do")
    if not found:
        yield Paragraph(text(_("No recommendation has been written down.")))
    else:
        note = _(
            "In the order of their dates, those without a date last. The last two columns are there to be filled in."
        )
        yield Paragraph(text(note), Tone.NOTE, introduces=True)
        yield _table(case, found)
    yield from imprint.end(case)


def _first(case: Case) -> Iterator[Block]:
    """Yield what has to rise in any case, and the smallest set of steps that reaches the label."""
    language, criteria = case.language, case.edition.criteria
    below = case.distance.below_minimum
    if below:
        said = language.plural(
            "{count} criterion is below its minimum and comes first: {criteria}.",
            "{count} criteria are below their minimum and come first: {criteria}.",
            len(below),
            criteria=language.listed([case.title(criteria[key]) for key in below]),
        )
        yield Paragraph(text(Span(said, bold=True)))
    if case.distance.raises:
        yield Paragraph(text(language.text("The fewest steps to the label:")), introduces=True)
        yield NumberedList(tuple(_first_step(case, found.criterion, found.to) for found in case.distance.raises))


def _first_step(case: Case, key: str, to: int) -> Text:
    title = case.title(case.edition.criteria[key])
    return text(Span(title, bold=True), ": ", step_words(case, key, to))


def _by_date(case: Case, said: Improvement, criteria: Sequence[Criterion]) -> tuple[object, ...]:
    """Sort by date; of those with the same date, what brings the label nearer comes first, then what gains most."""
    needed = {found.criterion for found in case.distance.raises}
    gains = [room_above(case, criterion) for criterion in criteria]
    return (said.due or LAST, not any(c.id in needed for c in criteria), -max(gains, default=Decimal(0)))


def room_above(case: Case, criterion: Criterion) -> Decimal:
    """Return the points that a criterion could still gain."""
    level = case.level(criterion.id)
    return (criterion.highest - level) * criterion.weight.value if isinstance(level, int) else Decimal(0)


def _table(case: Case, found: Sequence[tuple[Improvement, Sequence[Criterion]]]) -> Table:
    _ = case.language.text
    columns = (
        Column(_("Criterion"), share=1.7),
        Column(_("What to do"), share=2.6),
        Column(_("Expected effect"), share=2.5),
        Column(_("For whom"), share=1.2),
        Column(_("By when")),
        Column(_("Who"), share=1.0),
        Column(_("Done on"), share=0.9),
    )
    rows = tuple(_row(case, said, criteria) for said, criteria in found)
    summary = _("What to do for which criterion, the expected effect, for whom and by when; two columns to fill in.")
    return Table(columns, rows, summary)


def _row(case: Case, said: Improvement, criteria: Sequence[Criterion]) -> tuple[Cell, ...]:
    return (
        _criteria(case, criteria),
        Cell(_paragraphs(said.text, bold=True)),
        Cell((*_paragraphs(said.effect), *_reached(case, criteria))),
        Cell(_paragraphs(said.addressee)),
        Cell(case.due_lines(said.due)),
        cell(),
        cell(),
    )


def _criteria(case: Case, criteria: Sequence[Criterion]) -> Cell:
    """Name the criteria, only by their codes where there are many."""
    if len(criteria) > MOST_NAMED:
        return cell(", ".join(criterion.id for criterion in criteria), header=True)
    return Cell(tuple(text(f"{criterion.id} ", case.span(criterion.title)) for criterion in criteria), header=True)


def _reached(case: Case, criteria: Sequence[Criterion]) -> tuple[Text, ...]:
    """Say what the criteria of a recommendation would rise to: as far as the label needs it, else by one level."""
    needed = {found.criterion: found.to for found in case.distance.raises}
    said: list[str] = []
    for criterion in criteria:
        level = case.level(criterion.id)
        if isinstance(level, int) and level < criterion.highest:
            step = step_words(case, criterion.id, needed.get(criterion.id, level + 1))
            said.append(f"{criterion.id}: {step}" if len(criteria) > 1 else step)
    return tuple(text(Span(line, italic=True)) for line in said)


def step_words(case: Case, key: str, to: int) -> str:
    """Say how far a criterion would rise, and what that would gain where points are counted."""
    level = case.level(key)
    now = level if isinstance(level, int) else 0
    gain = (to - now) * case.edition.criteria[key].weight.value
    if case.is_scored and gain:
        return case.language.text(
            "From level {level} to {to}: {points} more.", level=now, to=to, points=points_words(case, gain)
        )
    return case.language.text("From level {level} to {to}.", level=now, to=to)


def _paragraphs(words: str, *, bold: bool = False) -> tuple[Text, ...]:
    return tuple(text(Span(line, bold=bold)) for line in paragraphs(words))
