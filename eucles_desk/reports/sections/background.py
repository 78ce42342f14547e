"""What stands behind the result: improvement areas, eligibility, facts, how and by whom it was assessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.values import EvidenceKind, Fact
from eucles_desk.reports.case import Case, links
from eucles_desk.reports.content import (
    Block,
    Cell,
    Column,
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
from eucles_desk.reports.sections.opening import NONE, label_title, period
from eucles_desk.scheme.values import FactDefinition, FactType
from eucles_desk.wording.names import EVIDENCE_KINDS, VERDICTS
from eucles_desk.wording.places import KINDS, ROLES, STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal


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
    yield Heading(2, _("Facts about the cluster"), "facts")
    note = _("As entered for the assessed period, {period}.", period=period(case))
    yield Paragraph(text(note), Tone.NOTE, introduces=True)
    if not any(_is_known(known.get(fact)) for fact in case.edition.facts):
        yield Paragraph(text(_("No fact has been entered.")))
        return
    for part, title in case.edition.fact_parts.items():
        entered = [f for f in case.edition.facts.values() if f.part == part and _is_known(known.get(f.id))]
        if entered:
            yield Heading(3, case.say(title), f"facts-{part}", language=case.language_of(title))
            yield KeyValues(tuple(Pair(case.say(fact.title), _fact(case, fact, known[fact.id])) for fact in entered))
    missing = [case.say(fact.title) for fact in case.edition.facts.values() if not _is_known(known.get(fact.id))]
    if missing:
        yield Paragraph(text(_("Not entered: {facts}.", facts=case.language.listed(missing))), Tone.NOTE)


def method(case: Case) -> Iterator[Block]:
    """Yield how the assessment was done, who assessed, and the evidence."""
    _ = case.language.text
    yield Heading(2, _("How the assessment was done"), "method")
    yield Paragraph(text(case.span(case.label.basis)))
    yield KeyValues(tuple(_particulars(case)))
    yield from _people(case)
    yield from _evidence(case)


def _particulars(case: Case) -> Iterator[Pair]:
    _, assessment = case.language.text, case.assessment
    yield Pair(_("Label"), text(label_title(case)))
    yield Pair(_("Kind"), text(_(KINDS[assessment.kind])))
    yield Pair(_("Assessed period"), text(period(case)))
    yield Pair(_("Step"), text(_(STEPS[assessment.step])))
    place = [case.language.country(assessment.cluster.country), assessment.cluster.region]
    if any(place):
        yield Pair(_("Country and region"), text(", ".join(part for part in place if part)))
    documents, links, talks = (
        _count(case, kind) for kind in (EvidenceKind.DOCUMENT, EvidenceKind.LINK, EvidenceKind.INTERVIEW)
    )
    counts = [
        case.language.plural("{count} document", "{count} documents", documents) if documents else "",
        case.language.plural("{count} link", "{count} links", links) if links else "",
        case.language.plural("{count} interview", "{count} interviews", talks) if talks else "",
    ]
    yield Pair(_("Evidence"), text(case.language.listed([*filter(None, counts)]) or NONE))


def _count(case: Case, kind: EvidenceKind) -> int:
    return sum(1 for piece in case.assessment.evidence if piece.kind is kind)


def _people(case: Case) -> Iterator[Block]:
    _ = case.language.text
    yield Heading(3, _("Who assessed"), "people")
    if not case.assessment.seats:
        yield Paragraph(text(_("Nobody has been named yet.")))
        return
    columns = (
        Column(_("Role")),
        Column(_("Name"), share=1.3),
        Column(_("Organisation"), share=1.6),
        Column(_("Country"), share=1.0),
    )
    rows = tuple(
        (
            cell(_(ROLES[seat.role]), header=True),
            cell(seat.name or _("not named")),
            cell(seat.organisation),
            cell(case.language.country(seat.country)),
        )
        for seat in case.assessment.seats
    )
    yield Table(columns, rows, _("Role, name, organisation and country of each expert."))


def _evidence(case: Case) -> Iterator[Block]:
    _ = case.language.text
    if not case.assessment.evidence:
        return
    used: dict[object, list[str]] = {}
    for criterion in case.criteria:
        for citation in case.citations(criterion.id):
            codes = used.setdefault(citation.evidence, [])
            if criterion.id not in codes:
                codes.append(criterion.id)
    columns = [Column(_("Title"), share=2.4), Column(_("Kind"), share=1.0)]
    rows = [
        [cell(piece.title or piece.file_name or piece.address, header=True), cell(_(EVIDENCE_KINDS[piece.kind]))]
        for piece in case.assessment.evidence
    ]
    if case.criteria:
        columns.append(Column(_("Cited with"), share=1.6))
        for row, piece in zip(rows, case.assessment.evidence, strict=True):
            row.append(Cell((links(used.get(piece.id, [])),)))
    yield Heading(3, _("Evidence"), "evidence")
    yield Table(tuple(columns), tuple(map(tuple, rows)), _("Evidence with the criteria that cite it."))


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
