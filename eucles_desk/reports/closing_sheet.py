"""The closing sheet: one page for the end of a visit, without levels, to talk about and to sign."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, TypeAlias

from eucles_desk.assessment.places import ORDER
from eucles_desk.assessment.terms import Role, Step
from eucles_desk.drawing.shapes import Drawing, Label, Line, Point
from eucles_desk.drawing.shapes import Role as Ink
from eucles_desk.language.marking import N_
from eucles_desk.reports import layout
from eucles_desk.reports.content import (
    Block,
    BulletList,
    Document,
    Figure,
    Heading,
    NumberedList,
    Tone,
    text,
)
from eucles_desk.reports.fitting import ITEM_WIDTH, PAGE, height_of, lines_of, paragraph, shortened
from eucles_desk.reports.full import footer
from eucles_desk.reports.sections import imprint
from eucles_desk.reports.sections.advice import gathered
from eucles_desk.reports.sections.opening import DOT, cluster_name, label_title, period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eucles_desk.reports.case import Case
    from eucles_desk.scheme.values import Criterion

WHAT_HAPPENS: Final[Mapping[Step, str]] = {
    Step.ELIGIBILITY: N_("Eligibility: whether the conditions for an assessment are met is looked at."),
    Step.SELF_ASSESSMENT: N_("Self-assessment: you enter the facts and how you see yourselves."),
    Step.SCORING: N_("Individual scoring: each expert judges alone."),
    Step.CONSENSUS: N_("Consensus: the levels are agreed on."),
    Step.FACT_CHECK: N_("Fact check: you read the draft and say where a fact is wrong or evidence is missing."),
    Step.DECISION: N_("Decision: the label is awarded or refused."),
}
MOST_ITEMS: Final = 6
MOST_STEPS: Final = 4
MOST_EVIDENCE: Final = 3
ITEM_LINES: Final = 2
LINE_PITCH: Final = 23.0
MOST_LINES: Final = 8
WIDTH: Final = layout.PORTRAIT.text_width
SIGNATURE_WIDTH: Final = 210.0
_List: TypeAlias = tuple[str, list[str]]
"""The title of a list with its items."""


def closing_sheet(case: Case) -> Document:
    """Return the sheet; of long texts and long lists it holds as much as fits on one page."""
    language, name = case.language, cluster_name(case)
    return Document(
        title=language.text("{cluster}: closing sheet", cluster=name),
        language=language.code,
        subject=language.text("Closing sheet of the visit, {label}", label=label_title(case)),
        author=language.text("EUCLES Desk"),
        made_on=case.made_on,
        footer=footer(case),
        blocks=_fitting(case),
        page_label=language.text("{page} / {pages}"),
        footer_name=name,
    )


def _fitting(case: Case) -> tuple[Block, ...]:
    """Give each text two lines, or one where not even one item of each list would fit otherwise.

    For notes by hand there are as many lines at least.
    """
    foot = (_signatures(case), *imprint.short(case))
    return next(filter(None, (_filled(case, lines, foot) for lines in (ITEM_LINES, 1))), foot)


def _filled(case: Case, lines: int, foot: Sequence[Block]) -> tuple[Block, ...]:
    """Let the lists grow by turns as long as the page has room, and fill what is left with lines to write on.

    Nothing is returned when there is no room for one item of each list.
    """
    lists = _lists(case, lines)
    room = PAGE + layout.KICKER.before - height_of(foot)  # no space stands above the first

    def height(counts: Sequence[int], ruled: int) -> float:
        return height_of((*_blocks(case, lists, counts, lines), _notes(case, ruled)))

    counts = [1] * len(lists)
    if height(counts, lines) > room:
        return ()
    # What is still needed is why the sheet is left behind, so that list grows first.
    awaited = [index for index, (title, _items) in enumerate(lists) if title == _awaited_title(case)]
    turns = [*awaited * (MOST_ITEMS - 1), *[*range(len(lists))] * (MOST_ITEMS - 1)]
    for index in turns:
        longer = [*counts[:index], counts[index] + 1, *counts[index + 1 :]]
        if counts[index] < min(len(lists[index][1]), MOST_ITEMS) and height(longer, lines) <= room:
            counts = longer
    ruled = int((room - height(counts, 0)) / LINE_PITCH)
    return (*_blocks(case, lists, counts, lines), _notes(case, min(max(ruled, lines), MOST_LINES)), *foot)


def _blocks(case: Case, lists: Sequence[_List], counts: Sequence[int], lines: int) -> Iterator[Block]:
    _ = case.language.text
    kicker = (_("Cluster management excellence"), _("closing sheet"), case.language.date(case.made_on))
    yield paragraph(DOT.join(kicker), 1, Tone.KICKER)
    yield Heading(1, shortened(cluster_name(case), layout.HEADINGS[1], lines), "closing")
    yield paragraph(DOT.join((label_title(case), period(case))), lines, Tone.LEAD)
    yield paragraph(_("Nothing is decided yet. What stands here may still change; levels are agreed on later."), 2)
    seen = _visits(case)
    if seen:
        yield paragraph(_("What we saw: {visits}.", visits=seen), lines)
    for (title, items), count in zip(lists, counts, strict=True):
        yield Heading(2, title)
        yield BulletList(tuple(text(item) for item in items[:count]))
    more = sum(len(items) for _title, items in lists) - sum(counts)
    if more > 0:
        said = case.language.plural(
            "The lists go on in the report: {count} more.", "The lists go on in the report: {count} more.", more
        )
        yield paragraph(said, 1, Tone.NOTE)
    yield from _next(case)


def _lists(case: Case, lines: int) -> list[_List]:
    """Return the lists of the sheet with their titles, each item shortened; empty lists are left out."""
    _ = case.language.text
    needed = [_needed(case, criterion, lines) for criterion in case.criteria if _is_awaited(case, criterion.id)]
    found = (
        (_("Strengths"), _strengths(case)),
        (_("Recommendations"), [said.text for said, _criteria in gathered(case)]),
        (_awaited_title(case), needed),
    )
    return [
        (
            title,
            [shortened(item, layout.ITEM, lines, ITEM_WIDTH) if n < MOST_ITEMS else "" for n, item in enumerate(items)],
        )
        for title, items in found
        if items
    ]


def _awaited_title(case: Case) -> str:
    return case.language.text("What we still need")


def _visits(case: Case) -> str:
    visits = sorted(case.assessment.visits, key=lambda visit: visit.day)
    days = [case.language.date(date.fromisoformat(visit.day)) for visit in visits]
    return case.language.listed(
        [
            f"{visit.place.strip()}, {day}" if visit.place.strip() else day
            for visit, day in zip(visits, days, strict=True)
        ]
    )


def _strengths(case: Case) -> list[str]:
    """Return the strengths, those of each dimension in turn, so that the first ones are not all of one kind."""
    by_dimension = [
        [said for criterion in criteria for said in case.strengths(criterion.id)]
        for _dimension, criteria in case.edition.by_dimension(case.label.id)
    ]
    return [*dict.fromkeys(said for row in zip_longest(*by_dimension) for said in row if said)]


def _is_awaited(case: Case, criterion: str) -> bool:
    return any(judgement.on_site for judgement in case.judgements[criterion])


def _needed(case: Case, criterion: Criterion, lines: int) -> str:
    """Say what would settle a criterion: the usual evidence, as much of it as there is room for, or else an answer."""
    title = case.title(criterion)
    usual = [case.say(words).strip() for words in criterion.evidence if case.say(words).strip()]
    for count in range(min(len(usual), MOST_EVIDENCE), 0, -1):
        named = "; ".join(map(_lowered, usual[:count]))
        said = case.language.text("{title}: for instance {evidence}", title=title, evidence=named)
        if count == 1 or lines_of(said, layout.ITEM, ITEM_WIDTH) <= lines:
            return said
    asked = next((case.say(words) for words in criterion.interview), "")
    return f"{title}: {asked}" if asked else title


def _lowered(words: str) -> str:
    """Begin in lower case, as within a sentence, but for a word in capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _next(case: Case) -> Iterator[Block]:
    _, step = case.language.text, case.assessment.step
    lead = case.assessment.seat(Role.LEAD)
    steps = [_(WHAT_HAPPENS[later]) for later in ORDER[ORDER.index(step) + 1 :][:MOST_STEPS]] if step in ORDER else []
    who = ", ".join(filter(None, (lead.name.strip(), lead.organisation.strip()))) if lead else ""
    if steps or who:
        yield Heading(2, _("What comes next"))
    if steps:
        yield NumberedList(tuple(text(said) for said in steps))
    if who:
        yield paragraph(_("If you have questions, ask {name}.", name=who), 1)


def _notes(case: Case, count: int) -> Figure:
    """Draw empty lines under the word that says what they are for."""
    size = layout.CAPTION.size
    lines = [
        Line(Point(0, size + n * LINE_PITCH), Point(WIDTH, size + n * LINE_PITCH), Ink.GRID, 0.75)
        for n in range(1, count + 1)
    ]
    label = Label(Point(0, size), case.language.text("Notes"), Ink.MUTED, size)
    said = case.language.text("Empty lines for notes by hand.")
    return Figure(Drawing(WIDTH, size + count * LINE_PITCH + 1, (label, *lines), said))


def _signatures(case: Case) -> Figure:
    """Draw two lines to sign on by hand."""
    _, size, y = case.language.text, layout.CAPTION.size, 30.0
    right = WIDTH - SIGNATURE_WIDTH
    shapes = [Line(Point(x, y), Point(x + SIGNATURE_WIDTH, y), Ink.MUTED, 0.75) for x in (0.0, right)]
    labels = [
        Label(Point(x, y + size + 3), said, Ink.MUTED, size)
        for x, said in ((0.0, _("For the cluster: date, signature")), (right, _("For the experts: date, signature")))
    ]
    said = _("Two empty lines for date and signature by hand, one for the cluster and one for the experts.")
    return Figure(Drawing(WIDTH, y + size + 8, (*shapes, *labels), said))
