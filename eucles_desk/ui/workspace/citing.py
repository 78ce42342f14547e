"""Citations by piece of evidence: the places cited, read and written, where else, and how all that is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.errors import UsageError
from eucles_desk.wording.names import EVIDENCE_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from uuid import UUID

    from eucles_desk.assessment.evidence import Note
    from eucles_desk.assessment.values import Assessment, Judgement, Period
    from eucles_desk.language import Language

MOST_PAGES: Final = 100
LAST_PAGE: Final = 99_999
NOTHING: Final[Mapping[str, object]] = MappingProxyType({})
QUOTED: Final = 32
"""So much of a quote stands on a chip."""
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


def going(judgements: Iterable[Judgement], evidence: Collection[UUID], but: str = "") -> tuple[int, tuple[str, ...]]:
    """Return how many citations go with pieces of evidence, and the criteria that they go from, ``but`` left out."""
    count: dict[str, int] = {}
    for judgement in judgements:
        found = sum(said.evidence in evidence for said in judgement.citations)
        if found and judgement.criterion != but:
            count[judgement.criterion] = count.get(judgement.criterion, 0) + found
    return sum(count.values()), tuple(count)


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


def with_pages(
    citations: Sequence[Citation], evidence: UUID, pages: Sequence[int], sha256: str = ""
) -> tuple[Citation, ...]:
    """Return all citations with those of one piece of evidence on other pages.

    Notes and parts stay with their page; words that are quoted without a page stay. ``sha256`` is the content that new
    pages are of.
    """
    old = [citation for citation in citations if citation.evidence == evidence]
    new = [citation for citation in old if citation.page is None and citation.quote]
    for page in pages:
        of_page = [citation for citation in old if citation.page == page]
        new.extend(of_page or [Citation(evidence, page, sha256=sha256, extra=old[0].extra if old else NOTHING)])
    if not new:
        new = [Citation(evidence, extra=old[0].extra if old else NOTHING)]
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


def without(citations: Sequence[Citation], evidence: Collection[UUID]) -> tuple[Citation, ...]:
    """Return the citations but for those of some pieces of evidence."""
    return tuple(citation for citation in citations if citation.evidence not in evidence)


def without_place(citations: Sequence[Citation], place: Citation) -> tuple[Citation, ...]:
    """Return the citations but for one; where it was the last one of its piece, that stays cited as a whole."""
    is_last = sum(one.evidence == place.evidence for one in citations) == 1
    whole = (Citation(place.evidence),) if is_last else ()
    return tuple(new for one in citations for new in (whole if one == place else (one,)))


def is_earlier(piece: Evidence, citation: Citation) -> bool:
    """Return whether a citation is of a file that another one has taken the place of."""
    return bool(citation.sha256) and citation.sha256 != piece.sha256


def places(cited: Cited) -> tuple[Citation, ...]:
    """Return the citations that name a place, or an earlier version; one of the whole present file names none.

    The notes of an interview are shown in full instead.
    """
    if cited.piece.kind is EvidenceKind.INTERVIEW:
        return ()
    return tuple(one for one in cited.citations if one.page or one.region or one.quote or is_earlier(cited.piece, one))


def place_text(piece: Evidence, citation: Citation, language: Language) -> str:
    """Return a cited place in a few words: ``p. 4`` and the beginning of what stands there."""
    parts: list[str] = []
    if citation.page is not None:
        parts.append(language.text("p. {page}", page=citation.page))
    if citation.quote:
        quote = (
            citation.quote
            if len(citation.quote) <= QUOTED
            else f"{citation.quote[:QUOTED].rstrip()}\N{HORIZONTAL ELLIPSIS}"
        )
        parts.append(f"\N{LEFT DOUBLE QUOTATION MARK}{quote}\N{RIGHT DOUBLE QUOTATION MARK}")
    elif citation.region is not None:
        parts.append(language.text("a part"))
    if is_earlier(piece, citation):
        parts.append(language.text("earlier version"))
    return " \N{MIDDLE DOT} ".join(parts)


def place_words(piece: Evidence, citation: Citation, language: Language) -> str:
    """Return a cited place with all that is known of it."""
    parts = [
        piece.title
        if citation.page is None
        else language.text("Page {page} of {title}", page=citation.page, title=piece.title)
    ]
    if citation.region is not None:
        parts.append(language.text("a part of the page"))
    said = ", ".join(parts)
    if citation.quote:
        said += f": \N{LEFT DOUBLE QUOTATION MARK}{citation.quote}\N{RIGHT DOUBLE QUOTATION MARK}"
    if is_earlier(piece, citation):
        said += f" ({language.text('cited from an earlier version')})"
    return said


def expiry(piece: Evidence, period: Period, language: Language, today: str) -> str:
    """Return a sentence when a piece of evidence counts no longer, or not for the whole of the assessed period."""
    if not piece.expires:
        return ""
    day = language.short_date(date.fromisoformat(piece.expires))
    if piece.expires < f"{period.first}-01":
        return language.text("Expired on {date}, before the assessed period.", date=day)
    if piece.expires == today:
        return language.text("Expires today.")
    is_over, is_within = piece.expires < today, piece.expires <= f"{period.last}-31"
    if is_within and is_over:
        return language.text("Expired on {date}, within the assessed period.", date=day)
    if is_within:
        return language.text("Expires on {date}, within the assessed period.", date=day)
    return language.text("Expired on {date}.", date=day) if is_over else ""


def notes_for(cited: Cited, criterion: str) -> tuple[Note, ...]:
    """Return the notes of an interview that are about a criterion or cited from it."""
    if cited.piece.interview is None:
        return ()
    numbers = {citation.page for citation in cited.citations}
    return tuple(note for note in cited.piece.interview.notes if note.number in numbers or criterion in note.criteria)


def about(piece: Evidence, language: Language) -> str:
    """Return the line under a title: kind, size, and the day that it is of or came in on."""
    _ = language.text
    if piece.interview is not None:
        said = (piece.interview.role, _written(piece.interview.day, language), piece.interview.start)
        return " \N{MIDDLE DOT} ".join(part for part in (_("Interview"), *said) if part)
    parts = [_kind(piece, language)]
    if piece.kind is EvidenceKind.LINK and piece.address:
        parts.append(piece.address)
    if piece.size:
        parts.append(size_words(piece.size, language))
    if piece.dated:
        parts.append(_("of {date}", date=_written(piece.dated, language)))
    day = added_on(piece.added_at, language)
    if day:
        parts.append(_("added {date}", date=day))
    if piece.versions:
        parts.append(_("version {number}", number=len(piece.versions) + 1))
    return " \N{MIDDLE DOT} ".join(parts)


def added_on(moment: str, language: Language) -> str:
    """Return the day of a moment as it is stored, empty when that cannot be read."""
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    return language.short_date(at.astimezone().date() if at.tzinfo else at.date())


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


def _written(day: str, language: Language) -> str:
    """Write a day or a month; one that cannot be read is given as it stands."""
    try:
        return language.month(day) if len(day) == len("2025-01") else language.short_date(date.fromisoformat(day))
    except (ValueError, IndexError):
        return day


def _in_place(citations: Sequence[Citation], evidence: UUID, new: Sequence[Citation]) -> tuple[Citation, ...]:
    """Put citations where the first one of the same evidence stood."""
    before = list(citations)
    at = next((place for place, citation in enumerate(before) if citation.evidence == evidence), len(before))
    kept = [citation for citation in before if citation.evidence != evidence]
    return (*kept[:at], *new, *kept[at:])
