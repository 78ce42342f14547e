"""What follows from the result: what would raise it most, strengths, recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.award import State
from eucles_desk.reports.case import Case, criterion_id, links
from eucles_desk.reports.content import (
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    NumberedList,
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
MOST_EXPLAINED: Final = 6
"""In a longer list the steps are named only; what a level asks for stands in the edition."""
MOST_STRENGTHS: Final = 8
HIGH: Final = 4
MOST_TEXT: Final = 500
"""Longer texts are cut in the overview; they stand in full with their criterion."""


def what_would_raise(case: Case) -> Iterator[Block]:
    """Yield the smallest set of steps that reaches the label, or the largest gains when it is reached."""
    _ = case.language.text
    if not case.levels:
        return
    yield Heading(2, _("What would raise the result most"), "raise")
    unjudged = sum(1 for criterion in case.criteria if case.level(criterion.id) is None)
    if case.distance.raises:
        if unjudged:
            said = case.language.plural(
                "The fewest steps to the label, if the {count} criterion still open reaches its highest level:",
                "The fewest steps to the label, if the {count} criteria still open reach their highest level:",
                unjudged,
            )
        else:
            said = _("The fewest steps to the label:")
        yield Paragraph(text(said), introduces=True)
        raises = case.distance.raises
        is_short = len(raises) <= MOST_EXPLAINED
        yield NumberedList(tuple(_raise(case, found.criterion, found.to, explained=is_short) for found in raises))
        return
    gains = largest_gains(case)
    if not gains:
        yield Paragraph(text(_("Every criterion that was judged has its highest level.")))
        return
    if case.outcome.state is State.MET:
        said = _("The label does not ask for more. These criteria have the most to gain:")
    elif unjudged:
        said = case.language.plural(
            "For the label no level has to rise, if the {count} criterion still open reaches its highest level. "
            "These criteria have the most to gain:",
            "For the label no level has to rise, if the {count} criteria still open reach their highest level. "
            "These criteria have the most to gain:",
            unjudged,
        )
    else:
        said = _("These criteria have the most to gain:")
    yield Paragraph(text(said), introduces=True)
    yield NumberedList(tuple(_raise(case, criterion.id, level + 1, explained=True) for criterion, level in gains))


def what_next(case: Case) -> str:
    """Say in one sentence for the first page what :func:`what_would_raise` explains; empty while nothing is judged."""
    language, raises = case.language, case.distance.raises
    if not case.levels:
        return ""
    if not raises:
        gains = [case.title(criterion) for criterion, _level in largest_gains(case)]
        return (
            language.text("Next, with the most to gain: {criteria}.", criteria=language.listed(gains)) if gains else ""
        )
    steps = [
        language.text(
            "{title} (level {level} to {to})",
            title=case.title(case.edition.criteria[found.criterion]),
            level=_whole(found.level),
            to=found.to,
        )
        for found in raises[:MOST_GAINS]
    ]
    more = len(raises) - len(steps)
    if not more:
        return language.text("Next, to reach the label: {criteria}.", criteria=language.listed(steps))
    return language.plural(
        "Next, to reach the label: {criteria} and {count} more.",
        "Next, to reach the label: {criteria} and {count} more.",
        more,
        criteria=", ".join(steps),
    )


def strengths(case: Case) -> Iterator[Block]:
    """Yield the strengths of the criteria with the highest levels; all of them stand with their criteria."""
    _ = case.language.text
    found = [(criterion, case.strengths(criterion.id)) for criterion in case.criteria]
    found = [(criterion, said) for criterion, said in found if said]
    if not found:
        return
    best = sorted(found, key=lambda item: -_level(case, item[0]))
    high = [item for item in best if _level(case, item[0]) >= HIGH] or best
    yield Heading(2, _("Strengths"), "strengths")
    yield BulletList(
        tuple(text(shortened(said[0]), " ", _reference(criterion)) for criterion, said in high[:MOST_STRENGTHS])
    )
    left = sum(len(said) for _criterion, said in found) - min(len(high), MOST_STRENGTHS)
    if left > 0:
        said = case.language.plural(
            "{count} more is named with its criterion.", "{count} more are named with their criteria.", left
        )
        yield Paragraph(text(said), Tone.NOTE)


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
    columns = (
        Column(_("What"), share=2.8),
        Column(_("Effect"), share=2.6),
        Column(_("For whom"), share=1.4),
        Column(_("By when")),
        Column(_("Criteria"), share=1.0),
    )
    rows = tuple(_recommendation(case, said, criteria) for said, criteria in found)
    yield Table(
        columns, rows, _("What is recommended, its effect, for whom, by when, and to which criteria it belongs.")
    )


def shortened(words: str) -> str:
    """Cut a long text at a word."""
    words = " ".join(words[: MOST_TEXT * 2].split())
    if len(words) <= MOST_TEXT:
        return words
    cut = words[:MOST_TEXT]
    return (cut.rsplit(" ", 1)[0] if " " in cut[MOST_TEXT // 2 :] else cut) + "\N{HORIZONTAL ELLIPSIS}"


def _raise(case: Case, criterion_key: str, to: int, *, explained: bool) -> Text:
    criterion, now = case.edition.criteria[criterion_key], _whole(case.level(criterion_key))
    gain = (to - now) * criterion.weight.value
    if case.is_scored and gain:
        step = case.language.text(
            "From level {level} to {to}: {points} more.", level=now, to=to, points=points_words(case, gain)
        )
    else:
        step = case.language.text("From level {level} to {to}.", level=now, to=to)
    target = next((found for found in criterion.levels if found.value == to), None)
    asked = (
        (
            " ",
            Span(case.language.text("Level {level} asks:", level=to), italic=True),
            " ",
            case.span(target.text, italic=True),
        )
        if target and explained
        else ()
    )
    return text(case.linked(criterion, bold=True), "\n", step, *asked)


def _whole(level: Level) -> int:
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
        cell(case.language.month(said.due)),
        Cell((links([criterion.id for criterion in criteria]),)),
    )


def _reference(criterion: Criterion) -> Span:
    return Span(f"({criterion.id})", italic=True, link=f"#{criterion_id(criterion.id)}")


def _level(case: Case, criterion: Criterion) -> int:
    level = case.level(criterion.id)
    return level if isinstance(level, int) else -1
