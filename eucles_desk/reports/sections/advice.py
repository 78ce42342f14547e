"""What follows from the result: the next steps in a sentence, strengths, recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.award import State
from eucles_desk.reports import fitting, layout
from eucles_desk.reports.case import Case, links
from eucles_desk.reports.content import (
    Block,
    BulletList,
    Cell,
    Column,
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from eucles_desk.assessment.values import Improvement, Level
    from eucles_desk.scheme.values import Criterion

MOST_GAINS: Final = 3
MOST_STRENGTHS: Final = 8
HIGH: Final = 4
ACTION_LINES: Final = 2
ACTION_WIDTH: Final = layout.PORTRAIT.text_width - layout.CALLOUT_BAR - 2 * layout.CALLOUT_PADDING
LAST: Final = "9999"
"""Comes after every month."""
MOST_TEXT: Final = 500
"""Longer texts are cut in the overview; they stand in full with their criterion."""


def what_next(case: Case) -> Iterator[Text]:
    """Yield for the first page which steps come next, each with what to do first; nothing while nothing is judged."""
    language, steps = case.language, next_steps(case)
    if not steps:
        return
    shown = steps[:MOST_GAINS]
    if not case.ways.shown:
        said = language.text("Next, with the most to gain")
    elif len(steps) == len(shown):
        said = language.text("Next, to reach {label}", label=_target(case))
    else:
        said = language.text(
            "Next, to reach {label}, the first {shown} of {count} steps",
            label=_target(case),
            shown=len(shown),
            count=len(steps),
        )
    yield text(said, *_to_recommendations(case, steps), ":")
    yield from (_step(case, *step) for step in shown)


def _step(case: Case, criterion: Criterion, level: int, to: int) -> Text:
    """Name a criterion and what to do first, in a line or two."""
    title, action = case.title(criterion), first_action(case, criterion)
    step = case.language.text("(level {level} to {to})", level=level, to=to)
    said = f"{title} {step}: {action}" if action else f"{title} {step}."
    # Only the title stands in bold; measured as if all of it did, it fits in any case.
    lines = ACTION_LINES if case.outcome.state is State.MET else 1
    fitted = fitting.shortened(said, layout.CALLOUT_TEXT, lines, ACTION_WIDTH, bold=True)
    rest = fitted.removeprefix(title)
    return text(case.linked(criterion, bold=True), "" if rest == fitted else rest)


def _to_recommendations(case: Case, steps: Sequence[tuple[Criterion, int, int]]) -> tuple[str | Span, ...]:
    if not any(case.improvements(criterion.id) for criterion, _level, _to in steps):
        return ()
    return (" (", Span(case.language.text("all recommendations"), link="#recommendations"), ")")


def next_steps(case: Case) -> list[tuple[Criterion, int, int]]:
    """Return what raises the result most: each criterion with the level that it has and the one to reach."""
    if not case.levels:
        return []
    if not case.ways.shown:
        return [(criterion, level, level + 1) for criterion, level in largest_gains(case)]
    criteria = case.edition.criteria
    return [(criteria[found.criterion], whole(found.level), found.to) for found in case.ways.shown[0]]


def first_action(case: Case, criterion: Criterion) -> str:
    """Return what is recommended first for a criterion, the earliest date first; empty where nothing is."""
    said = sorted(case.improvements(criterion.id), key=lambda one: one.due or LAST)
    return next((words for one in said if (words := one.text.strip())), "")


def _target(case: Case) -> str:
    return case.say(case.edition.labels[case.ways.label].title)


def strengths(case: Case) -> Iterator[Block]:
    """Yield the strengths of the criteria with the highest levels, each once; all of them stand with their criteria."""
    _ = case.language.text
    found = [(criterion, case.strengths(criterion.id)) for criterion in case.criteria]
    found = [(criterion, said) for criterion, said in found if said]
    if not found:
        return
    best = sorted(found, key=lambda item: -_level(case, item[0]))
    high = [item for item in best if _level(case, item[0]) >= HIGH] or best
    shown = [*dict.fromkeys(said[0].strip() for _criterion, said in high)][:MOST_STRENGTHS]
    codes: dict[str, list[str]] = {}
    for criterion, said in found:
        for strength in said:
            codes.setdefault(strength.strip(), []).append(criterion.id)
    blocks: list[Block] = [
        Heading(2, _("Strengths"), "strengths"),
        BulletList(tuple(text(shortened(said), " (", *links(codes[said]), ")") for said in shown)),
    ]
    left = len(codes) - len(shown)
    if left > 0:
        said = case.language.plural(
            "{count} more is named with its criterion.", "{count} more are named with their criteria.", left
        )
        blocks.append(Paragraph(text(said), Tone.NOTE))
    yield Group(tuple(blocks))  # the note would say nothing at the top of a page of its own


def recommendations(case: Case) -> Iterator[Block]:
    """Yield every recommendation in a table, those with a date first."""
    _ = case.language.text
    found = gathered(case)
    if not found:
        return
    yield Heading(2, _("Recommendations"), "recommendations")
    if any(said.due for said, _criteria in found):
        note = _("In the order of their dates; those without a date come last.")
        yield Paragraph(text(note), Tone.NOTE, introduces=True)
    raising = {criterion.id for criterion, _level, _to in next_steps(case)}
    first = [one for one in found if any(criterion.id in raising for criterion in one[1])]
    others = [one for one in found if one not in first]
    if not first or not others:
        yield _table(case, found)
        return
    yield Heading(3, _("Those that raise the result most"), "recommendations-first")
    yield _table(case, first)
    yield Heading(3, _("All others"), "recommendations-others")
    yield _table(case, others)


def _table(case: Case, found: Sequence[tuple[Improvement, Sequence[Criterion]]]) -> Table:
    _ = case.language.text
    columns = (
        Column(_("What"), share=2.8),
        Column(_("Effect"), share=2.6),
        Column(_("For whom"), share=1.4),
        Column(_("By when")),
        Column(_("Criteria"), share=1.5),
    )
    rows = tuple(_recommendation(case, said, criteria) for said, criteria in found)
    return Table(
        columns, rows, _("What is recommended, its effect, for whom, by when, and to which criteria it belongs.")
    )


def shortened(words: str) -> str:
    """Cut a long text at a word."""
    words = " ".join(words[: MOST_TEXT * 2].split())
    if len(words) <= MOST_TEXT:
        return words
    cut = words[:MOST_TEXT]
    return (cut.rsplit(" ", 1)[0] if " " in cut[MOST_TEXT // 2 :] else cut) + "\N{HORIZONTAL ELLIPSIS}"


def whole(level: Level) -> int:
    """Return a level as a number; one that is none counts as nothing."""
    return level if isinstance(level, int) else 0


def points_words(case: Case, gain: Decimal) -> str:
    """Write a number of points in words."""
    if gain == gain.to_integral_value():
        return case.language.plural("{count} point", "{count} points", int(gain))
    return case.language.text("{points} points", points=case.language.number(gain))


def largest_gains(case: Case) -> list[tuple[Criterion, int]]:
    """Return the judged criteria with the most points above them, the lowest levels first among equals."""
    found: list[tuple[Criterion, int]] = []
    for criterion in case.criteria:
        level = case.level(criterion.id)
        if isinstance(level, int) and level < criterion.highest:
            found.append((criterion, level))
    found.sort(key=lambda item: (-(item[0].highest - item[1]) * item[0].weight.value, item[1]))
    return found[:MOST_GAINS]


def gathered(case: Case) -> list[tuple[Improvement, list[Criterion]]]:
    """Return each recommendation once with the criteria that it belongs to, by date."""
    found: dict[tuple[str, ...], tuple[Improvement, list[Criterion]]] = {}
    for criterion in case.criteria:
        for said in case.improvements(criterion.id):
            key = (said.text.strip(), said.effect.strip(), said.addressee.strip(), said.due)
            found.setdefault(key, (said, []))[1].append(criterion)
    return sorted(found.values(), key=lambda item: item[0].due or "9999")


def _recommendation(case: Case, said: Improvement, criteria: Sequence[Criterion]) -> tuple[Cell, ...]:
    return (
        cell(shortened(said.text), header=True),
        cell(shortened(said.effect)),
        cell(shortened(said.addressee)),
        Cell(case.due_lines(said.due)),
        Cell((links([criterion.id for criterion in criteria]),)),
    )


def _level(case: Case, criterion: Criterion) -> int:
    level = case.level(criterion.id)
    return level if isinstance(level, int) else -1
