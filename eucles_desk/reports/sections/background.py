"""What stands behind the result: improvement areas, eligibility, facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.disclosure import PERSONAL
from eucles_desk.reports.content import (
    Block,
    Cell,
    Column,
    Group,
    Heading,
    KeyValues,
    Pair,
    Paragraph,
    Span,
    Table,
    Text,
    Tone,
    cell,
    text,
)
from eucles_desk.reports.sections.opening import NONE, period
from eucles_desk.scheme.values import FactDefinition, FactType
from eucles_desk.wording.names import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from eucles_desk.assessment.values import Fact
    from eucles_desk.reports.case import Case


def improvement_areas(case: Case) -> Iterator[Block]:
    """Yield what has improved since the earlier benchmarking, for a label that recognises it."""
    _ = case.language.text
    areas = case.assessment.improvement_areas
    if not case.label.award.improvement_areas.value and not areas:
        return
    yield Heading(2, _("Improvement areas"), "improvement-areas")
    earlier = case.assessment.earlier_benchmarking
    if earlier:
        yield Paragraph(text(_("Earlier benchmarking: {month}.", month=case.language.month(earlier))))
    if not areas:
        yield Paragraph(text(_("No improvement area has been entered.")))
    for number, area in enumerate(areas, 1):
        criterion = case.edition.criteria[area.criterion]
        title = _("Area {number}: {criterion}", number=number, criterion=case.title(criterion))
        yield Heading(3, title, f"area-{number}", apart=number > 1)
        verdict = _(VERDICTS[area.verdict]) if area.verdict else _("open")
        yield KeyValues(
            (
                Pair(_("Verdict"), text(Span(verdict, bold=True))),
                Pair(_("Before"), text(area.before or NONE)),
                Pair(_("After"), text(area.after or NONE)),
                Pair(_("Effect"), text(area.effect or NONE)),
            )
        )


def eligibility(case: Case) -> Iterator[Block]:
    """Yield each eligibility criterion with its answer."""
    _ = case.language.text
    if not case.edition.eligibility:
        return
    columns = (Column(_("Condition"), share=3.0), Column(_("Answer")), Column(_("Note"), share=2.0))
    rows: list[tuple[Cell, ...]] = []
    for criterion in case.edition.eligibility.values():
        answer = case.assessment.answer(criterion.id)
        said = {True: _("met"), False: _("not met"), None: _("open")}[answer.met]
        condition = Cell(
            (text(case.span(criterion.title, bold=True)), text(case.span(criterion.question))), header=True
        )
        rows.append((condition, cell(Span(said, bold=answer.met is False)), cell(answer.note)))
    yield Heading(2, _("Eligibility"), "eligibility")
    yield Table(columns, tuple(rows), _("Eligibility criteria with the answer to each."))


def facts(case: Case) -> Iterator[Block]:
    """Yield the facts about the cluster in their parts; what is not known is said, not left out."""
    _ = case.language.text
    if not case.edition.facts:
        return
    known = case.assessment.cluster.facts
    told = [fact for fact in case.edition.facts.values() if not fact.id.startswith(PERSONAL)]
    yield Heading(2, _("Facts about the cluster"), "facts")
    note = _("As entered for the assessed period, {period}.", period=period(case))
    yield Paragraph(text(note), Tone.NOTE, introduces=True)
    if not any(_is_known(known.get(fact.id)) for fact in told):
        yield Paragraph(text(_("No fact has been entered.")))
        return
    for part, title in case.edition.fact_parts.items():
        entered = [fact for fact in told if fact.part == part and _is_known(known.get(fact.id))]
        if entered:
            heading = Heading(3, case.say(title), f"facts-{part}", language=case.language_of(title))
            pairs = tuple(Pair(case.say(fact.title), _fact(case, fact, known[fact.id])) for fact in entered)
            yield Group((heading, KeyValues(pairs, dense=True)))
    missing = [case.say(fact.title) for fact in told if not _is_known(known.get(fact.id))]
    if missing:
        yield Paragraph(text(_("Not entered: {facts}.", facts=case.language.listed(missing))), Tone.NOTE)


def _is_known(value: Fact | None) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))


def _fact(case: Case, fact: FactDefinition, value: Fact) -> Text:
    if isinstance(value, str):
        choice = next((found for key, found in fact.choices if key == value), None)
        link = value if fact.type is FactType.URL else ""
        return text(case.span(choice)) if choice else text(Span(value, link=link))
    number = str(value) if fact.type is FactType.YEAR else case.language.number(_plain(value))
    return text(" ".join(part for part in (number, case.say(fact.unit)) if part))


def _plain(value: Decimal) -> Decimal | int:
    return int(value) if value == value.to_integral_value() else value
