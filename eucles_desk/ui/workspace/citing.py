"""Citations by piece of evidence: the pages cited, read and written, and where else it is cited."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.errors import UsageError
from eucles_desk.wording.names import EVIDENCE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from eucles_desk.assessment.values import Assessment, Judgement
    from eucles_desk.language import Language

MOST_PAGES: Final = 100
LAST_PAGE: Final = 99_999
NAMED: Final = 3
"""Criteria named where a piece of evidence is cited as well; of others only the number is given."""
_RANGE: Final = re.compile(r"(\d{1,5})\s*[-\N{EN DASH}]\s*(\d{1,5})")
_SPLIT: Final = re.compile(r"[,;\s]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of evidence with all its citations from one criterion."""

    piece: Evidence
    citations: tuple[Citation, ...]

    @property
    def pages(self) -> str:
        """The pages cited, as they are typed."""
        pages = dict.fromkeys(citation.page for citation in self.citations if citation.page is not None)
        return ", ".join(str(page) for page in pages)

    @property
    def note(self) -> str:
        """What the citations note, the first one that notes anything."""
        return next((citation.note for citation in self.citations if citation.note), "")


def cited_in(assessment: Assessment, judgements: Iterable[Judgement]) -> tuple[Cited, ...]:
    """Return the evidence that judgements cite, in the order of the first citation."""
    found: dict[UUID, list[Citation]] = {}
    for judgement in judgements:
        for citation in judgement.citations:
            found.setdefault(citation.evidence, []).append(citation)
    pieces = {piece.id: piece for piece in assessment.evidence}
    return tuple(Cited(pieces[key], tuple(said)) for key, said in found.items() if key in pieces)


def also_cited(judgements: Iterable[Judgement], criterion: str, evidence: UUID) -> tuple[str, ...]:
    """Return the other criteria that cite a piece of evidence."""
    found = (
        judgement.criterion
        for judgement in judgements
        if judgement.criterion != criterion and any(said.evidence == evidence for said in judgement.citations)
    )
    return tuple(dict.fromkeys(found))


def read_pages(text: str) -> tuple[int, ...]:
    """Read pages as people type them: ``4``, ``4, 7`` or ``9-11``; raise ``UsageError`` for anything else."""
    pages: list[int] = []
    spread = _RANGE.sub(lambda found: f"{found[1]}-{found[2]}", text.strip())
    for part in filter(None, _SPLIT.split(spread)):
        first, _, last = part.partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()) or part.endswith("-"):
            raise UsageError("Write page numbers, for example {example}.", example="4, 7, 9-11")
        begin, end = int(first), int(last or first)
        if not 1 <= begin <= end <= LAST_PAGE or end - begin >= MOST_PAGES:
            raise UsageError("Write page numbers, for example {example}.", example="4, 7, 9-11")
        pages.extend(range(begin, end + 1))
    if len(pages) > MOST_PAGES:
        raise UsageError("Name {most} pages at most.", most=MOST_PAGES)
    return tuple(dict.fromkeys(pages))


def with_pages(citations: Sequence[Citation], evidence: UUID, pages: Sequence[int]) -> tuple[Citation, ...]:
    """Return all citations with those of one piece of evidence on other pages; notes stay with their page."""
    old = [citation for citation in citations if citation.evidence == evidence]
    by_page = {citation.page: citation for citation in old}
    base = old[0] if old else Citation(evidence)
    new = [by_page.get(page, replace(base, page=page, note="")) for page in pages] or [replace(base, page=None)]
    note = next((citation.note for citation in old if citation.note), "")
    if note and not any(citation.note for citation in new):
        new[0] = replace(new[0], note=note)
    return _in_place(citations, evidence, new)


def with_note(citations: Sequence[Citation], evidence: UUID, note: str) -> tuple[Citation, ...]:
    """Return all citations with another note on one piece of evidence."""
    old = [citation for citation in citations if citation.evidence == evidence] or [Citation(evidence)]
    at = next((place for place, citation in enumerate(old) if citation.note), 0)
    old[at] = replace(old[at], note=note)
    return _in_place(citations, evidence, old)


def without(citations: Sequence[Citation], evidence: UUID) -> tuple[Citation, ...]:
    """Return the citations but for those of one piece of evidence."""
    return tuple(citation for citation in citations if citation.evidence != evidence)


def about(piece: Evidence, others: Sequence[str], language: Language) -> str:
    """Return the line under a title: kind, size, day and where else it is cited."""
    _ = language.text
    parts = [_kind(piece, language)]
    if piece.kind is EvidenceKind.LINK and piece.address:
        parts.append(piece.address)
    if piece.size:
        parts.append(size_words(piece.size, language))
    day = _day(piece, language)
    if day:
        parts.append(_("added {date}", date=day))
    if others:
        parts.append(_elsewhere(others, language))
    return " \N{MIDDLE DOT} ".join(parts)


def _elsewhere(others: Sequence[str], language: Language) -> str:
    named, more = list(others[:NAMED]), len(others) - NAMED
    if more <= 0:
        return language.text("also cited in {criteria}", criteria=language.listed(named))
    return language.plural(
        "also cited in {criteria} and {count} more",
        "also cited in {criteria} and {count} more",
        more,
        criteria=", ".join(named),
    )


def size_words(size: int, language: Language) -> str:
    """Return a file's size as people say it."""
    if size < 1_000_000:
        return language.text("{size} kB", size=language.number(max(1, round(size / 1000))))
    return language.text("{size} MB", size=language.number(size / 1_000_000, 1))


def _kind(piece: Evidence, language: Language) -> str:
    ending = piece.file_name.rpartition(".")[2].upper() if "." in piece.file_name else ""
    if piece.kind is EvidenceKind.DOCUMENT and ending.isalnum() and len(ending) <= 5:
        return ending
    return language.text(EVIDENCE_KINDS[piece.kind])


def _day(piece: Evidence, language: Language) -> str:
    try:
        moment = datetime.fromisoformat(piece.added_at)
    except ValueError:
        return ""
    return language.short_date(moment.astimezone().date() if moment.tzinfo else moment.date())


def _in_place(citations: Sequence[Citation], evidence: UUID, new: Sequence[Citation]) -> tuple[Citation, ...]:
    """Put citations where the first one of the same evidence stood."""
    before = list(citations)
    at = next((place for place, citation in enumerate(before) if citation.evidence == evidence), len(before))
    kept = [citation for citation in before if citation.evidence != evidence]
    return (*kept[:at], *new, *kept[at:])
