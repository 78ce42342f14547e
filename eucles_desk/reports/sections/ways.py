"""What would raise the result most: the smallest sets of steps to the label or the next one, else what gains most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.award import ConditionKind, State
from eucles_desk.reports.case import Case, criterion_id
from eucles_desk.reports.content import (
    Block,
    BulletList,
    Heading,
    NumberedList,
    Paragraph,
    Span,
    Text,
    Tone,
    text,
)
from eucles_desk.reports.sections.advice import largest_gains, points_words, whole
from eucles_desk.wording import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eucles_desk.assessment.award import Raise
    from eucles_desk.scheme.values import Label

MOST_EXPLAINED: Final = 6
"""In a longer set the steps are named only; what a level asks for stands in the edition."""
BY_LEVELS: Final = frozenset(
    {ConditionKind.POINTS, ConditionKind.MINIMUMS, ConditionKind.ENTRY, ConditionKind.COMPLETE}
)
"""The conditions that levels decide; no step can meet the others."""


def what_would_raise(case: Case) -> Iterator[Block]:
    """Yield the smallest sets of steps that reach the label, or the largest gains where none is needed or enough."""
    _ = case.language.text
    if not case.levels:
        return
    yield Heading(2, _("What would raise the result most"), "raise")
    if case.ways.shown:
        yield from _sets(case)
        return
    yield from _gains(case)


def _sets(case: Case) -> Iterator[Block]:
    language, ways = case.language, case.ways
    first, *others = ways.shown
    target = case.edition.labels[ways.label]
    yield Paragraph(text(_introduction(case, target)), introduces=True)
    is_short = len(first) <= MOST_EXPLAINED
    yield NumberedList(tuple(_step(case, found.criterion, found.to, explained=is_short) for found in first))
    if not others:
        said = language.text("No other set of steps is as small.")
        yield Paragraph(text(said), Tone.NOTE)
    else:
        yield Paragraph(text(_how_many(case, len(others))), introduces=True)
        yield BulletList(tuple(_named(case, raises) for raises in others))
    yield from _besides(case, target)


def _introduction(case: Case, target: Label) -> str:
    language, is_next = case.language, target.id != case.label.id
    unknown, label = len(case.ways.open), case.say(target.title)
    if is_next and unknown:
        return language.plural(
            "The next label is {label}. The fewest steps to it, if the {count} criterion not looked at reaches its "
            "highest level:",
            "The next label is {label}. The fewest steps to it, if the {count} criteria not looked at reach their "
            "highest level:",
            unknown,
            label=label,
        )
    if is_next:
        return language.text("The next label is {label}. The fewest steps to it:", label=label)
    if unknown:
        return language.plural(
            "The fewest steps to the label, if the {count} criterion still open reaches its highest level:",
            "The fewest steps to the label, if the {count} criteria still open reach their highest level:",
            unknown,
        )
    return language.text("The fewest steps to the label:")


def _how_many(case: Case, others: int) -> str:
    """Say how many other sets are as small, and that not all of them are shown where that is so."""
    language, more = case.language, case.ways.count - 1
    if more == others:
        return language.plural("{count} other set is as small:", "{count} other sets are as small:", more)
    return language.plural(
        "{count} other set is as small, for instance:", "{count} other sets are as small, for instance:", more
    )


def _besides(case: Case, target: Label) -> Iterator[Block]:
    """Say what levels cannot bring about: conditions of another kind that are missed or open."""
    language = case.language
    if target.id != case.label.id:
        said = language.text(
            "The steps are about levels; what else {label} asks for is not part of them.", label=case.say(target.title)
        )
        yield Paragraph(text(said), Tone.NOTE)
        return
    left = [
        sentences.condition(found, case.edition, language)
        for found in case.outcome.conditions
        if found.kind not in BY_LEVELS and found.state is not State.MET
    ]
    if left:
        said = language.text("The steps are about levels. Besides: {conditions}", conditions=" ".join(left))
        yield Paragraph(text(said), Tone.NOTE)


def _gains(case: Case) -> Iterator[Block]:
    language, ways = case.language, case.ways
    _, gains = language.text, largest_gains(case)
    if not gains:
        yield Paragraph(text(_("Every criterion that was judged has its highest level.")))
        return
    unjudged = sum(1 for criterion in case.criteria if case.level(criterion.id) is None)
    if ways.label != case.label.id and ways.reachable:
        label = case.say(case.edition.labels[ways.label].title)
        said = _(
            "The levels reach what {label}, the next label, asks of them. These have the most to gain:", label=label
        )
    elif case.outcome.state is State.MET:
        said = _("The label does not ask for more. These criteria have the most to gain:")
    elif unjudged and ways.reachable:
        said = language.plural(
            "For the label no level has to rise, if the {count} criterion still open reaches its highest level. "
            "These criteria have the most to gain:",
            "For the label no level has to rise, if the {count} criteria still open reach their highest level. "
            "These criteria have the most to gain:",
            unjudged,
        )
    else:
        said = _("These criteria have the most to gain:")
    yield Paragraph(text(said), introduces=True)
    yield NumberedList(tuple(_step(case, criterion.id, level + 1, explained=True) for criterion, level in gains))


def _step(case: Case, criterion_key: str, to: int, *, explained: bool) -> Text:
    _ = case.language.text
    criterion, now = case.edition.criteria[criterion_key], whole(case.level(criterion_key))
    gain = (to - now) * criterion.weight.value
    if case.edition.labels[case.ways.label].has_score and gain:
        step = _("From level {level} to {to}: {points} more.", level=now, to=to, points=points_words(case, gain))
    else:
        step = _("From level {level} to {to}.", level=now, to=to)
    target = next((found for found in criterion.levels if found.value == to), None)
    asked = (
        (" ", Span(_("Level {level} asks:", level=to), italic=True), " ", case.span(target.text, italic=True))
        if target and explained
        else ()
    )
    return text(case.linked(criterion, bold=True), "\n", step, *asked, *_beside_peers(case, criterion_key, now, to))


def _beside_peers(case: Case, criterion: str, now: int, to: int) -> tuple[str, ...]:
    """Say that a step reaches the median of the peers, where the level now is below it."""
    spread = case.spread(criterion)
    if spread is None or not now < spread.median <= to:
        return ()
    median = case.language.number(spread.median)
    return (" ", case.language.text("With it the median of the peers, {median}, is reached.", median=median))


def _named(case: Case, raises: Sequence[Raise]) -> Text:
    """Name the steps of a set on one line: in a short set by title, in a longer one by code."""
    parts: list[str | Span] = []
    for found in raises:
        criterion, now = case.edition.criteria[found.criterion], whole(found.level)
        name = case.title(criterion) if len(raises) <= MOST_EXPLAINED else criterion.id
        step = case.language.text("(level {level} to {to})", level=now, to=found.to)
        parts += [", ", Span(name, link=f"#{criterion_id(criterion.id)}"), " ", step]
    return text(*parts[1:])
