"""What follows from the result: the next steps in a sentence, strengths, recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.reports.case import Case, links
from eucles_desk.reports.content import (
    Block,
    BulletList,
    Cell,
    Column,
    Group,
    Heading,
    Paragraph,
    Table,
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
MOST_TEXT: Final = 500
"""Longer texts are cut in the overview; they stand in full with their criterion."""


def what_next(case: Case) -> str:
    """Say in one sentence for the first page which steps come next; empty while nothing is judged."""
    language = case.language
    if not case.levels:
        return ""
    if not case.ways.shown:
        gains = [case.title(criterion) for criterion, _level in largest_gains(case)]
        return (
            language.text("Next, with the most to gain: {criteria}.", criteria=language.listed(gains)) if gains else ""
        )
    raises = case.ways.shown[0]
    steps = [
        language.text(
            "{title} (level {level} to {to})",
            title=case.title(case.edition.criteria[found.criterion]),
            level=whole(found.level),
            to=found.to,
        )
        for found in raises[:MOST_GAINS]
    ]
    more = len(raises) - len(steps)
    label = case.say(case.edition.labels[case.ways.label].title)
    if not more:
        return language.text("Next, to reach {label}: {criteria}.", label=label, criteria=language.listed(steps))
    return language.plural(
        "Next, to reach {label}: {criteria} and {count} more.",
        "Next, to reach {label}: {criteria} and {count} more.",
        more,
        label=label,
        criteria=", ".join(steps),
    )


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
    columns = (
        Column(_("What"), share=2.8),
        Column(_("Effect"), share=2.6),
        Column(_("For whom"), share=1.4),
        Column(_("By when")),
        Column(_("Criteria"), share=1.5),
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
        cell(case.language.month(said.due)),
        Cell((links([criterion.id for criterion in criteria]),)),
    )


def _level(case: Case, criterion: Criterion) -> int:
    level = case.level(criterion.id)
    return level if isinstance(level, int) else -1
