"""The summary for a board: the result, why, and what to do next, on two pages at most."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.award import State
from eucles_desk.assessment.terms import Role, Step
from eucles_desk.reports import layout
from eucles_desk.reports.content import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Figure,
    Heading,
    NumberedList,
    PageBreak,
    Paragraph,
    Space,
    Span,
    Text,
    Tone,
    text,
)
from eucles_desk.reports.fitting import ITEM_WIDTH, PAGE, height_of, paragraph, shortened
from eucles_desk.reports.full import footer
from eucles_desk.reports.improvement_plan import room_above, step_words
from eucles_desk.reports.sections import imprint
from eucles_desk.reports.sections.advice import gathered, largest_gains
from eucles_desk.reports.sections.opening import DOT, cluster_name, label_title, notice, period
from eucles_desk.reports.standing import by_dimension, compared, over_time
from eucles_desk.wording import sentences
from eucles_desk.wording.names import VERDICTS
from eucles_desk.wording.places import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eucles_desk.assessment.values import Improvement
    from eucles_desk.reports.case import Case
    from eucles_desk.reports.standing import Ways
    from eucles_desk.scheme.values import Criterion

MOST_STEPS: Final = 3
MOST_STRENGTHS: Final = 3
MOST_RECOMMENDATIONS: Final = 8
LEAST: Final = 4
"""How many of them stand there before a chart is left out for them."""
MOST_AREAS: Final = 4
LINES: Final = 2
"""How many lines a text may take."""
CALLOUT_LINES: Final = 3
ABOVE_WHO: Final = 14.0
CALLOUT_WIDTH: Final = layout.PORTRAIT.text_width - layout.CALLOUT_BAR - 2 * layout.CALLOUT_PADDING
FIRST_PAGE: Final = PAGE + layout.KICKER.before
"""No space stands above the first line."""


def summary(case: Case) -> Document:
    """Return the summary; of long texts and long lists it holds as much as fits on two pages."""
    language, name = case.language, cluster_name(case)
    return Document(
        title=language.text("{cluster}: summary for the board", cluster=name),
        language=language.code,
        subject=language.text("Summary of the assessment, {label}", label=label_title(case)),
        author=language.text("EUCLES Desk"),
        made_on=case.made_on,
        footer=footer(case),
        blocks=_pages(case),
        page_label=language.text("{page} / {pages}"),
        footer_name=name,
    )


def _pages(case: Case) -> tuple[Block, ...]:
    """Fill the first page, then the second; what is short stays on one.

    Charts come before a long list of recommendations, which stand in the full report as well: so a language that needs
    more room has the same parts as any other.
    """
    found = sorted(gathered(case), key=lambda item: _importance(case, *item))
    before, who = (*_strengths(case), *_steps(case)), (*_who(case), *imprint.short(case))
    most = min(len(found), MOST_RECOMMENDATIONS)
    ways = (by_dimension(case), compared(case), over_time(case))
    plans = [
        *((choice, count) for choice in _choices(ways) for count in range(most, min(most, LEAST) - 1, -1)),
        *((ways, count) for count in range(most, -1, -1)),
    ]
    first = tuple[Block, ...]()
    for chosen, count in plans:
        after = (*before, *_recommendations(case, found, count), *who)
        placed = _charts(case, PAGE - height_of(after), chosen, all_of_them=chosen is not ways)
        if placed is None:
            continue
        first, second = placed
        if height_of((*first, *second, *after)) <= FIRST_PAGE:
            return (*first, *second, *after)
        if height_of((*second, *after)) <= PAGE:
            return (*first, PageBreak(), *second, *after)
    return first


def _choices(ways: Sequence[Ways]) -> Iterator[tuple[Ways, ...]]:
    """Yield in which form charts may stand: all drawn, then the last one or the one before it in words."""
    drawn = tuple(tuple(way for way in one if _is_drawn(way)) or one for one in ways)
    dimensions, peers, trend = drawn
    yield drawn
    yield (dimensions, peers, ways[2])
    yield (dimensions, ways[1], trend)


def _is_drawn(blocks: Iterable[Block]) -> bool:
    return any(isinstance(block, Figure) for block in blocks)


def _charts(
    case: Case, room: float, ways: Iterable[Ways], *, all_of_them: bool
) -> tuple[tuple[Block, ...], tuple[Block, ...]] | None:
    """Return the first page, and what of the charts goes to the second, which has room for so much.

    Each is shown as large as either page allows. What fits on neither is left out, as it stands in the full report;
    nothing is returned then where ``all_of_them`` are wanted.
    """
    first, second = (*_head(case),), tuple[Block, ...]()
    for choice in ways:
        for blocks in choice:
            if height_of((*first, *blocks)) <= FIRST_PAGE:
                first = (*first, *blocks)
                break
            if height_of((*second, *blocks)) <= room:
                second = (*second, *blocks)
                break
        else:
            if choice and all_of_them:
                return None
    return first, second


def _head(case: Case) -> Iterator[Block]:
    _ = case.language.text
    kicker = (_("Cluster management excellence"), _("summary for the board"), case.language.date(case.made_on))
    kind = _("{label}, {kind}", label=label_title(case), kind=_(KINDS[case.assessment.kind]))
    yield paragraph(DOT.join(kicker), 1, Tone.KICKER)
    yield Heading(1, shortened(cluster_name(case), layout.HEADINGS[1], LINES), "result")
    yield paragraph(DOT.join((kind, period(case), case.say(case.edition.title))), LINES, Tone.LEAD)
    yield from notice(case)
    yield _result(case)
    yield from _areas(case)


def _result(case: Case) -> Callout:
    """The result in one line, what it means, then what is missed, open and met."""
    language, found = case.language, case.outcome
    heading = sentences.result_heading(found, case.score.total, case.edition, case.label.id, language)
    said = [(one.state, sentences.condition(one, case.edition, language)) for one in found.conditions]
    met = " ".join(line for state, line in said if state is State.MET)
    lines = [
        Span(_meaning(case), bold=case.assessment.step is Step.AWARDED),
        Span(case.say(case.label.basis), language=case.language_of(case.label.basis)),
        *(Span(line, bold=True) for state, line in said if state is State.MISSED),
        *(Span(line) for state, line in said if state is State.OPEN),
        Span(met),
    ]
    return Callout(
        CalloutKind.RESULT,
        shortened(heading, layout.CALLOUT_HEADING, LINES, CALLOUT_WIDTH),
        tuple(filter(None, (_callout_line(line) for line in lines))),
    )


def _callout_line(line: Span) -> Text:
    words = shortened(line.text, layout.CALLOUT_TEXT, CALLOUT_LINES, CALLOUT_WIDTH, bold=line.bold)
    return text(Span(words, bold=line.bold, language=line.language))


def _meaning(case: Case) -> str:
    """Say in plain words what the result means for the cluster."""
    language, award, step = case.language, case.assessment.award, case.assessment.step
    if step is Step.AWARDED and award and award.first and award.last:
        said = language.text(
            "The label is awarded, from {first} to {last}.",
            first=language.month(award.first),
            last=language.month(award.last),
        )
        number = shortened(award.number, layout.CALLOUT_TEXT, 1, CALLOUT_WIDTH / 2)
        return f"{said} " + language.text("Its number is {number}.", number=number) if number else said
    if step is Step.AWARDED:
        return language.text("The label is awarded.")
    if step is Step.REFUSED:
        return language.text("The label is not awarded.")
    return {
        State.MET: language.text("The cluster meets everything that the label asks for."),
        State.MISSED: language.text("The cluster does not meet everything yet that the label asks for."),
        State.OPEN: language.text("Not everything has been judged yet, so the result is still open."),
    }[case.outcome.state]


def _areas(case: Case) -> Iterator[Block]:
    """Yield what was found about the improvement areas of a label that recognises them."""
    _, areas = case.language.text, case.assessment.improvement_areas
    if not areas:
        return
    verdicts = [_(VERDICTS[area.verdict]) if area.verdict else _("open") for area in areas]
    titles = [case.title(case.edition.criteria[area.criterion]) for area in areas]
    said = [f"{title}: {verdict}" for title, verdict in zip(titles, verdicts, strict=True)][:MOST_AREAS]
    yield Heading(2, _("Improvement areas"), "improvement-areas")
    yield _bullets(said)
    more = len(areas) - len(said)
    if more > 0:
        yield paragraph(
            case.language.plural("{count} more stands in the report.", "{count} more stand in the report.", more),
            1,
            Tone.NOTE,
        )


def _strengths(case: Case) -> Iterator[Block]:
    """Yield the first strengths of the criteria with the highest levels, then the others."""
    best = sorted(case.criteria, key=lambda criterion: -_level(case, criterion))
    named = [case.strengths(criterion.id) for criterion in best]
    said = [*dict.fromkeys(strength for row in zip_longest(*named) for strength in row if strength)]
    if said:
        yield Heading(2, case.language.text("Main strengths"), "strengths")
        yield _bullets(said[:MOST_STRENGTHS])


def _steps(case: Case) -> Iterator[Block]:
    """Yield the next steps as they are worked out: to the label, or what has the most to gain."""
    _, raises = case.language.text, case.distance.raises
    if raises:
        steps = [(case.edition.criteria[found.criterion], found.to) for found in raises]
        said = _("The fewest steps to the label:")
    else:
        steps = [(criterion, level + 1) for criterion, level in largest_gains(case)] if case.levels else []
        said = _("These criteria have the most to gain:")
    if not steps:
        return
    yield Heading(2, _("Next steps"), "next-steps")
    yield Paragraph(text(said), introduces=True)
    yield NumberedList(tuple(_next_step(case, criterion, to) for criterion, to in steps[:MOST_STEPS]))
    more = len(steps) - MOST_STEPS
    if more > 0:
        yield Paragraph(
            text(case.language.plural("{count} more step is needed.", "{count} more steps are needed.", more)),
            Tone.NOTE,
        )


def _next_step(case: Case, criterion: Criterion, to: int) -> Text:
    title = shortened(case.title(criterion), layout.ITEM, 1, ITEM_WIDTH, bold=True)
    return text(Span(title, bold=True), ": ", step_words(case, criterion.id, to))


def _recommendations(
    case: Case, found: Sequence[tuple[Improvement, Sequence[Criterion]]], count: int
) -> Iterator[Block]:
    language = case.language
    if not found:
        return
    yield Heading(2, language.text("Main recommendations"), "recommendations")
    yield BulletList(tuple(_recommendation(case, said) for said, _criteria in found[:count]))
    more = len(found) - count
    if more > 0:
        said = language.plural(
            "{count} more stands in the full report and in the improvement plan.",
            "{count} more stand in the full report and in the improvement plan.",
            more,
        )
        yield Paragraph(text(said), Tone.NOTE)


def _recommendation(case: Case, said: Improvement) -> Text:
    words = shortened(said.text, layout.ITEM, LINES, ITEM_WIDTH)
    if not said.due:
        return text(words)
    month = case.language.month(said.due)
    due = case.language.text("By {month}.", month=month)
    if case.is_past(said.due):
        due = case.language.text("By {month}; date has passed.", month=month)
    return text(words, " ", Span(due.replace(" ", "\N{NO-BREAK SPACE}"), italic=True))


def _importance(case: Case, said: Improvement, criteria: Sequence[Criterion]) -> tuple[object, ...]:
    """What the label needs comes first, then what has most to gain, then what is due first."""
    needed = {found.criterion for found in case.distance.raises}
    gain = max((room_above(case, criterion) for criterion in criteria), default=Decimal(0))
    return (not any(criterion.id in needed for criterion in criteria), -gain, said.due or "9999")


def _who(case: Case) -> tuple[Block, ...]:
    _ = case.language.text
    seats = (seat for role in (Role.LEAD, Role.SECOND) for seat in case.assessment.seats if seat.role is role)
    names = [", ".join(filter(None, (seat.name.strip(), seat.organisation.strip()))) for seat in seats]
    names = [shortened(name, layout.NOTE, 1) for name in names if name][:2]
    if not names:
        return ()
    return (Space(ABOVE_WHO), paragraph(_("Assessed by {names}.", names="; ".join(names)), LINES, Tone.NOTE))


def _bullets(said: Iterable[str]) -> BulletList:
    return BulletList(tuple(text(shortened(words, layout.ITEM, LINES, ITEM_WIDTH)) for words in said))


def _level(case: Case, criterion: Criterion) -> int:
    level = case.level(criterion.id)
    return level if isinstance(level, int) else -1
