"""All criteria at a glance, then each with its level, finding and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from eucles_desk.assessment.award import is_below_minimum
from eucles_desk.assessment.evidence import Citation, EvidenceKind
from eucles_desk.assessment.facts import suggest
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.drawing.level_plot import Reading, Scale, level_key, level_plot, scale_header, spread_words
from eucles_desk.reports.case import Case, criterion_id
from eucles_desk.reports.content import (
    Align,
    Block,
    BulletList,
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
    paragraphs,
    text,
)
from eucles_desk.reports.sections.company import accompanied
from eucles_desk.reports.sections.opening import FIGURE_WIDTH, NONE
from eucles_desk.wording.citations import reference
from eucles_desk.wording.names import DISPOSITIONS, EVIDENCE_KINDS, OPINIONS, SOURCES, level_name
from eucles_desk.wording.sentences import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from eucles_desk.assessment.values import EarlierResult, Improvement
    from eucles_desk.drawing.shapes import Drawing
    from eucles_desk.scheme.values import Criterion, Dimension


class Shown(NamedTuple):
    """What the levels of the criteria are compared with."""

    minimum: bool
    last: EarlierResult | None
    peers: bool


MOST_KEPT: Final = 8
"""A table of no more rows stays whole."""


def at_a_glance(case: Case) -> Iterator[Block]:
    """Yield one row for each criterion with its level, minimum, last time, peers and page, and the key to the marks."""
    _ = case.language.text
    if not case.criteria:
        return
    shown = _shown(case)
    heading = Heading(2, _("Criteria at a glance"), "criteria")
    key = level_key(case.language, FIGURE_WIDTH, minimum=shown.minimum, last=shown.last is not None, peers=shown.peers)
    note = (
        [Paragraph(text(_("Last time: {month}.", month=case.language.month(shown.last.month))), Tone.NOTE)]
        if shown.last
        else []
    )
    columns = (
        Column(_("Criterion"), share=1.0),
        Column(_("Level")),
        Column("", figure=scale_header(_scale(case), case.language)),
        *(Column(header, align=Align.END) for header, _words in _comparisons(case)),
        Column(_("Page"), align=Align.END),
    )
    rows = tuple(
        (
            Cell((text(case.linked(criterion)),), header=True),
            cell(Span(case.level_words(criterion), bold=_is_below(case, criterion))),
            Cell(figure=_plot(case, criterion)),
            *(cell(words(criterion)) for _header, words in _comparisons(case)),
            Cell(page_of=criterion_id(criterion.id)),
        )
        for criterion in case.criteria
    )
    table = Table(columns, rows, _("Level and page of each criterion, with what it is compared with."), dense=True)
    yield Group((heading, Figure(key), *note, table))


def _comparisons(case: Case) -> Iterator[tuple[str, Callable[[Criterion], str]]]:
    """Yield what stands beside the levels in a column of its own: its heading, and its words for a criterion."""
    _, shown = case.language.text, _shown(case)
    if shown.minimum:
        yield _("At least"), lambda criterion: _minimum(case, criterion)
    if shown.last:
        yield _("Last time"), lambda criterion: _last(case, criterion)
    if shown.peers:
        yield _("Peers (median)"), lambda criterion: _peers(case, criterion)


def _shown(case: Case) -> Shown:
    last = case.last if case.last and any(case.last_level(c.id) is not None for c in case.criteria) else None
    peers = any(case.spread(criterion.id) for criterion in case.criteria)
    return Shown(case.label.award.minimums.value, last, peers)


def _scale(case: Case) -> Scale:
    return Scale(case.edition.lowest_level, case.edition.highest_level)


def _plot(case: Case, criterion: Criterion) -> Drawing:
    reading = Reading(
        case.level(criterion.id),
        case.minimum(criterion),
        case.last_level(criterion.id),
        case.spread(criterion.id),
    )
    return level_plot(reading, _scale(case), case.language)


def each_criterion(case: Case) -> Iterator[Block]:
    """Yield a section for each dimension with one for each of its criteria."""
    for dimension, criteria in case.edition.by_dimension(case.label.id):
        for index, criterion in enumerate(criteria):
            before = tuple(_dimension(case, dimension)) if not index else ()
            level, *more = _what_the_level_means(case, criterion)
            yield Group((*before, *_head(case, criterion, apart=bool(index)), level))
            yield from more
            yield from accompanied([*_body(case, criterion)])


def _dimension(case: Case, dimension: Dimension) -> Iterator[Block]:
    language, points = case.language, case.score.dimensions[dimension.id]
    title = f"{dimension.id} {case.say(dimension.title)}"
    yield Heading(2, title, f"dimension-{dimension.id}", language=case.language_of(dimension.title))
    said = [case.span(dimension.meaning)]
    if case.is_scored and points.percent is not None:
        have, most = language.number(points.points), language.number(points.available)
        share = language.percent(points.percent)
        line = (
            language.text("{have} of {most} points ({share}).", have=have, most=most, share=share)
            if points.is_complete
            else language.text("{have} of {most} points so far ({share}).", have=have, most=most, share=share)
        )
        said = [Span(line, bold=True), Span(" "), *said]
    yield Paragraph(text(*said))


def _head(case: Case, criterion: Criterion, *, apart: bool) -> Iterator[Block]:
    title, language = case.title(criterion), case.language_of(criterion.title)
    yield Heading(3, title, criterion_id(criterion.id), apart, language)
    yield Paragraph(text(case.span(criterion.question)), Tone.NOTE)
    is_open = case.level(criterion.id) is None and not case.judgements[criterion.id]
    if not is_open:
        yield _levels_table(case, criterion)


def _body(case: Case, criterion: Criterion) -> Iterator[Block]:
    _ = case.language.text
    key = criterion.id
    reason = case.reason(key)
    if reason:
        yield Heading(4, _("Finding"))
        yield from (Paragraph(text(part)) for part in paragraphs(reason))
    elif case.judgements[key] and case.level(key) is not None:
        yield Heading(4, _("Finding"))
        yield Paragraph(text(Span(_("No reason has been given yet."), italic=True)))
    strengths, improvements = case.strengths(key), case.improvements(key)
    if strengths:
        yield Heading(4, _("Strengths"))
        yield BulletList(tuple(text(strength) for strength in strengths))
    if improvements:
        yield Heading(4, _("Recommendations"))
        yield BulletList(tuple(_improvement(case, said) for said in improvements))
    yield from _recommended_before(case, criterion)
    yield from _what_it_rests_on(case, criterion)
    yield from _remarks(case, criterion)


def _levels_table(case: Case, criterion: Criterion) -> Table:
    _ = case.language.text
    words, level = case.level_words(criterion), _("Agreed level") if case.is_agreed else _("Level")
    cells = [
        (Column(level, share=1.0), cell(Span(words, bold=True))),
        (Column("", figure=scale_header(_scale(case), case.language)), Cell(figure=_plot(case, criterion))),
    ]
    if case.is_agreed:
        cells.append((Column(_("Experts"), share=1.0), cell(_experts(case, criterion))))
    if case.label.award.minimums.value:
        cells.append((Column(_("Minimum"), share=1.0), cell(_minimum_met(case, criterion))))
    if case.last and case.last_level(criterion.id) is not None:
        last = f"{_last(case, criterion)} ({case.last.month[:4]})"
        cells.append((Column(_("Last time"), share=1.0), cell(last)))
    if case.spread(criterion.id):
        cells.append((Column(_("Peers (median)"), share=1.5), cell(_peers(case, criterion))))
    if case.is_scored:
        cells.append((Column(_("Points"), share=0.9), cell(_points(case, criterion))))
    columns, row = zip(*cells, strict=True)
    return Table(columns, (row,), _("How the criterion was judged."))


def _last(case: Case, criterion: Criterion) -> str:
    level = case.last_level(criterion.id)
    return NONE if level is None else level_name(level, case.language)


def _peers(case: Case, criterion: Criterion) -> str:
    spread = case.spread(criterion.id)
    return NONE if spread is None else spread_words(spread, case.language)


def _experts(case: Case, criterion: Criterion) -> str:
    said = [level_name(judgement.level, case.language) for judgement in case.judgements[criterion.id]]
    return case.language.listed(said) if said else NONE


def _minimum(case: Case, criterion: Criterion) -> str:
    minimum = case.minimum(criterion)
    return NONE if minimum is None else case.language.number(minimum)


def _minimum_met(case: Case, criterion: Criterion) -> str:
    _ = case.language.text
    minimum, level = criterion.minimum.value, case.level(criterion.id)
    if minimum is None:
        return _("none")
    if level is None:
        return str(minimum)
    if level is NOT_APPLICABLE and case.edition.not_applicable.minimum_waived:
        return _("{minimum}, waived", minimum=minimum)
    return (
        _("{minimum}, not met", minimum=minimum) if _is_below(case, criterion) else _("{minimum}, met", minimum=minimum)
    )


def _is_below(case: Case, criterion: Criterion) -> bool:
    if not case.label.award.minimums.value:
        return False
    waived = case.edition.not_applicable.minimum_waived
    return is_below_minimum(criterion, case.level(criterion.id), waived=waived)


def _points(case: Case, criterion: Criterion) -> str:
    _ = case.language.text
    points = case.points(criterion)
    if not criterion.weight.value:
        return _("entry condition")
    if not points.available:
        return _("not counted")
    if not points.is_complete:
        return NONE
    have, most = case.language.number(points.points), case.language.number(points.available)
    return _("{have} of {most}", have=have, most=most)


def _what_the_level_means(case: Case, criterion: Criterion) -> Iterator[Block]:
    """Yield the text of the level, or what stands in its place, and the levels that the cluster and the facts give."""
    _ = case.language.text
    level = case.level(criterion.id)
    if level is NOT_APPLICABLE:
        rule = case.span(case.edition.not_applicable.text)
        yield Paragraph(text(Span(_("Not applicable."), bold=True), " ", rule))
    elif level is None and case.judgements[criterion.id]:
        said = _("The experts have not agreed on a level yet.") if case.is_agreed else _("No level has been given yet.")
        yield Paragraph(text(said))
    elif level is None:
        minimum = case.minimum(criterion)
        required = "" if minimum is None else _("The minimum is {minimum}.", minimum=minimum)
        yield Paragraph(text(Span(_("Not looked at."), bold=True), " ", required))
    else:
        head = Span(_("Level {level}:", level=level), bold=True)
        yield Paragraph(text(head, " ", case.span(criterion.level(level).text)))
    own = case.own_level(criterion.id)
    if own is not None:
        said = _("The cluster's own assessment: {level}.", level=level_name(own, case.language))
        if own is not NOT_APPLICABLE:
            said = _("The cluster's own assessment: level {level}.", level=own)
        yield Paragraph(text(said), Tone.NOTE)
    suggested = suggest(criterion, case.assessment.cluster.facts, case.assessment.period, case.edition.lowest_level)
    if suggested:
        said = _(
            "The facts suggest level {level}: {sum}.", level=suggested.level, sum=suggestion(suggested, case.language)
        )
        yield Paragraph(text(said), Tone.NOTE)


def _improvement(case: Case, said: Improvement, *, marked: bool = True) -> Text:
    _ = case.language.text
    more = [
        _("Effect: {effect}", effect=said.effect.strip().rstrip(".")) if said.effect.strip() else "",
        _("For: {addressee}", addressee=said.addressee.strip()) if said.addressee.strip() else "",
        _by_when(case, said.due, marked=marked),
    ]
    return text(said.text, "\n", Span(" · ".join(part for part in more if part), italic=True))


def _by_when(case: Case, due: str, *, marked: bool) -> str:
    """Say by when; what was recommended last time is not ``marked`` as past, since all of it is."""
    if not due:
        return ""
    month = case.language.month(due)
    said = case.language.text("By: {month}", month=month)
    if marked and case.is_past(due):
        said = case.language.text("By: {month} (date has passed)", month=month)
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def _recommended_before(case: Case, criterion: Criterion) -> Iterator[Block]:
    """Yield what was recommended last time, for the reader to see what came of it."""
    before = case.recommended_before(criterion.id)
    if case.last is None or not before:
        return
    month = case.language.month(case.last.month)
    yield Heading(4, case.language.text("Recommended last time ({month})", month=month))
    yield BulletList(tuple(_improvement(case, said, marked=False) for said in before))


def _what_it_rests_on(case: Case, criterion: Criterion) -> Iterator[Block]:
    _ = case.language.text
    cited, kinds = case.citations(criterion.id), case.rests_on(criterion.id)
    if not cited and not kinds:
        return
    blocks: list[Block] = [Heading(4, _("What the finding rests on"))]
    if kinds:
        listed = case.language.listed([_(SOURCES[kind]) for kind in kinds])
        blocks.append(Paragraph(text(_("Kinds of evidence: {kinds}.", kinds=listed))))
    if cited:
        blocks.append(_evidence(case, cited))
    yield from [Group(tuple(blocks))] if len(cited) <= MOST_KEPT else blocks


def _remarks(case: Case, criterion: Criterion) -> Iterator[Block]:
    """Yield what the cluster manager said of the draft, what the experts made of it, and their reply."""
    _ = case.language.text
    remarks = case.remarks(criterion.id)
    if not remarks:
        return
    yield Heading(4, _("Remark of the cluster manager") if len(remarks) == 1 else _("Remarks of the cluster manager"))
    for remark in remarks:
        opinion = _(OPINIONS[remark.opinion]) if remark.opinion else ""
        first = text(Span(_sentence(opinion), bold=True), " " if opinion else "", remark.text.strip())
        disposition = _(DISPOSITIONS[remark.disposition]) if remark.disposition else _("not decided yet")
        reply = [" ", remark.reply.strip()] if remark.reply.strip() else []
        answer = text(Span(_("The experts: {disposition}.", disposition=disposition), italic=True), *reply)
        yield from (Paragraph(said) for said in (first, answer) if said)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _evidence(case: Case, cited: Iterable[Citation]) -> Table:
    """Return what is cited; where no page or note is named, there is no column for it."""
    _ = case.language.text
    found = [_citation(case, citation) for citation in cited]
    has_reference = any(any(where.text) for _source, where, _kind in found)
    columns = [Column(_("Evidence"), share=3.4), Column(_("Reference"), share=1.6), Column(_("Kind"), share=1.0)]
    rows = [(source, *([where] if has_reference else []), kind) for source, where, kind in found]
    if not has_reference:
        columns.pop(1)
    return Table(tuple(columns), tuple(rows), _("The evidence of the finding."))


def _citation(case: Case, citation: Citation) -> tuple[Cell, Cell, Cell]:
    language, piece = case.language, case.assessment.piece(citation.evidence)
    where = reference(citation, piece, language)
    if piece is None:
        return (cell(language.text("Evidence that is not in the list"), header=True), cell(where), cell(""))
    link = piece.address if piece.kind is EvidenceKind.LINK else ""
    kind = language.text(EVIDENCE_KINDS[piece.kind])
    return (cell(Span(piece.title or kind, link=link), header=True), cell(where), cell(kind))
