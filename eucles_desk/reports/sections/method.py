"""How the assessment was done: what was looked at, when and where, with whom, on what evidence, and by whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.reports.case import Case, links
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
from eucles_desk.reports.sections.opening import NONE, label_title, period
from eucles_desk.wording.names import EVIDENCE_KINDS
from eucles_desk.wording.places import KINDS, ROLES, STEPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from uuid import UUID

    from eucles_desk.assessment.evidence import Evidence
    from eucles_desk.assessment.values import Seat, Visit

MONTH = len("2025-06")


def method(case: Case) -> Iterator[Block]:
    """Yield the particulars of the assessment, the interviews, and the documents and links."""
    _ = case.language.text
    heading = Heading(2, _("How the assessment was done"), "method")
    own_words = Paragraph(text(_("What people wrote stands in the language in which they wrote it.")), Tone.NOTE)
    yield Group((heading, KeyValues(tuple(_particulars(case)), dense=True), own_words))
    cited = _cited(case)
    talks = [piece for piece in case.assessment.evidence if piece.kind is EvidenceKind.INTERVIEW]
    others = [piece for piece in case.assessment.evidence if piece.kind is not EvidenceKind.INTERVIEW]
    if talks:
        yield Heading(3, _("Interviews"), "interviews")
        yield _interviews(case, talks, cited)
    if others:
        yield Heading(3, _("Documents and links"), "evidence")
        yield _documents(case, others, cited)


def people(case: Case) -> Iterator[Block]:
    """Yield who assessed, with the interests that each has declared."""
    _ = case.language.text
    yield Heading(2, _("Who assessed"), "people")
    if not case.assessment.seats:
        yield Paragraph(text(_("Nobody has been named yet.")))
        return
    columns = (
        Column(_("Role"), share=1.0),
        Column(_("Name"), share=1.2),
        Column(_("Organisation"), share=1.3),
        Column(_("Country"), share=0.9),
        Column(_("Declared interests"), share=1.8),
    )
    rows = tuple(
        (
            cell(_(ROLES[seat.role]), header=True),
            cell(seat.name or _("not named")),
            cell(seat.organisation),
            cell(case.language.country(seat.country)),
            cell(_interests(case, seat)),
        )
        for seat in case.assessment.seats
    )
    yield Table(columns, rows, _("Role, name, organisation, country and declared interests of each expert."))


def _particulars(case: Case) -> Iterator[Pair]:
    _, assessment = case.language.text, case.assessment
    yield Pair(_("Label"), text(label_title(case)))
    yield Pair(_("Kind"), text(_(KINDS[assessment.kind])))
    yield Pair(_("Assessed period"), text(period(case)))
    yield Pair(_("Step"), text(_(STEPS[assessment.step])))
    place = [case.language.country(assessment.cluster.country), assessment.cluster.region]
    if any(place):
        yield Pair(_("Country and region"), text(", ".join(part for part in place if part)))
    if assessment.visits:
        visits = sorted(assessment.visits, key=lambda visit: visit.day)
        yield Pair(_("Visits"), text("\n".join(_visit(case, visit) for visit in visits)))
    documents, addresses, talks = (
        _count(case, kind) for kind in (EvidenceKind.DOCUMENT, EvidenceKind.LINK, EvidenceKind.INTERVIEW)
    )
    counts = [
        case.language.plural("{count} document", "{count} documents", documents) if documents else "",
        case.language.plural("{count} link", "{count} links", addresses) if addresses else "",
        case.language.plural("{count} interview", "{count} interviews", talks) if talks else "",
    ]
    yield Pair(_("Evidence"), text(case.language.listed([*filter(None, counts)]) or NONE))


def _visit(case: Case, visit: Visit) -> str:
    day = case.language.date(date.fromisoformat(visit.day)) if visit.day else ""
    return ", ".join(part for part in (day, visit.place.strip()) if part) or NONE


def _count(case: Case, kind: EvidenceKind) -> int:
    return sum(1 for piece in case.assessment.evidence if piece.kind is kind)


def _cited(case: Case) -> Mapping[UUID, list[str]]:
    """Return the codes of the criteria that cite each piece of evidence."""
    cited: dict[UUID, list[str]] = {}
    for criterion in case.criteria:
        for citation in case.citations(criterion.id):
            codes = cited.setdefault(citation.evidence, [])
            if criterion.id not in codes:
                codes.append(criterion.id)
    return cited


def _interviews(case: Case, talks: Iterable[Evidence], cited: Mapping[UUID, list[str]]) -> Table:
    """Return with whom the experts spoke, by role, and when; a talk that was not logged is known by its title."""
    _, talks = case.language.text, tuple(talks)
    has_day = any(_day(case, piece) for piece in talks)
    rows = [
        (
            cell(_partner(piece) or _("not named"), header=True),
            *([cell(_day(case, piece))] if has_day else []),
            *_cited_with(case, piece, cited),
        )
        for piece in talks
    ]
    columns = [Column(_("With whom, by role"), share=2.4), Column(_("Day"), share=1.2), *_cited_column(case)]
    if not has_day:
        columns.pop(1)
    return Table(tuple(columns), tuple(rows), _("Interviews with the criteria that cite them."))


def _partner(piece: Evidence) -> str:
    return (piece.interview.role.strip() if piece.interview else "") or piece.title


def _day(case: Case, piece: Evidence) -> str:
    day = piece.interview.day if piece.interview else ""
    return case.language.date(date.fromisoformat(day)) if day else ""


def _documents(case: Case, pieces: Iterable[Evidence], cited: Mapping[UUID, list[str]]) -> Table:
    _, pieces = case.language.text, tuple(pieces)
    has_date = any(piece.dated for piece in pieces)
    rows = [
        (
            Cell((_title(piece),), header=True),
            cell(_(EVIDENCE_KINDS[piece.kind])),
            *([cell(_dated(case, piece))] if has_date else []),
            *_cited_with(case, piece, cited),
        )
        for piece in pieces
    ]
    columns = [Column(_("Title"), share=2.4), Column(_("Kind")), Column(_("Dated"), share=1.2), *_cited_column(case)]
    if not has_date:
        columns.pop(2)
    return Table(tuple(columns), tuple(rows), _("Documents and links with the criteria that cite them."))


def _dated(case: Case, piece: Evidence) -> str:
    """Return the day or month that a piece of evidence is of."""
    if len(piece.dated) > MONTH:
        return case.language.date(date.fromisoformat(piece.dated))
    return case.language.month(piece.dated) if piece.dated else ""


def _cited_column(case: Case) -> tuple[Column, ...]:
    return (Column(case.language.text("Cited with"), share=1.6),) if case.criteria else ()


def _cited_with(case: Case, piece: Evidence, cited: Mapping[UUID, list[str]]) -> tuple[Cell, ...]:
    return (Cell((links(cited.get(piece.id, [])),)),) if case.criteria else ()


def _title(piece: Evidence) -> Text:
    link = piece.address if piece.kind is EvidenceKind.LINK else ""
    return text(Span(piece.title or piece.file_name or piece.address, link=link))


def _interests(case: Case, seat: Seat) -> str:
    _ = case.language.text
    if seat.interests is None:
        return _("Has not declared interests yet")
    return seat.interests.strip() or _("No interests declared")
