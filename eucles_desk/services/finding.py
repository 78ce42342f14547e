"""Finds anything by a few words: what is open at once, what is kept in the database as soon as it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.assessment.folding import fold
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.views import judging_seats, stands_agreed
from eucles_desk.services.hits import (
    Hit,
    HitKind,
    Query,
    Rank,
    Searched,
    Target,
    excerpt,
    marked,
    merged,
    rank_in,
    search,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from uuid import UUID

    from eucles_desk.assessment.evidence import Evidence
    from eucles_desk.assessment.records import TextHit
    from eucles_desk.assessment.values import Assessment, Judgement
    from eucles_desk.services.open_assessment import OpenAssessment
    from eucles_desk.services.ports import OpenStore

MOST_NAMES: Final = 60
"""How many names are looked at more closely: the database gives those changed last first."""
MOST_TEXTS: Final = 20
LEAST_SIGNS: Final = 3
"""Files are searched for words of so many signs: fewer are in every one of them."""


class Finder:
    """Searches over everything, in two parts since only one of them is there at once."""

    def __init__(self, open_store: OpenStore) -> None:
        self._open_store = open_store
        self._items: tuple[Assessment, UUID | None, str, tuple[Searched, ...]] | None = None

    def here(self, typed: str, opened: OpenAssessment | None, language: str) -> list[Hit]:
        """Return what the open assessment holds, with titles in a language given by its code.

        The code of a criterion finds that and what belongs to it, not the figures in other texts.
        """
        if opened is None:
            return []
        items, query = self._items_of(opened, language), Query.of(typed)
        if (code := criterion_named(opened, typed)) is not None:
            criteria = [item for item in items if item.kind is HitKind.CRITERION]
            return [*search(criteria, query), *_citing(opened, code, items)]
        return search(items, query)

    def kept(self, typed: str, assessment: UUID | None = None, *, in_files: bool = True) -> list[Hit]:
        """Return what the database holds; takes a moment, on any thread. The files of one assessment come first."""
        query = Query.of(typed)
        if not query.words:
            return []
        with self._open_store() as store:
            summaries = store.assessments.page(query.typed, 0, MOST_NAMES)
            clusters = store.clusters.page(query.typed, 0, MOST_NAMES)
            texts: list[TextHit] = []
            if in_files and max(map(len, query.words)) >= LEAST_SIGNS:
                if assessment is not None:
                    texts += store.evidence_texts.find(query.typed, MOST_TEXTS, assessment)
                if len(texts) < MOST_TEXTS:
                    texts += store.evidence_texts.find(query.typed, MOST_TEXTS)
        hits = [
            Hit(
                HitKind.ASSESSMENT,
                marked(one.cluster_name, query.words),
                Target(one.id),
                rank_in(one.cluster_name, query) or Rank.IN_TITLE,
                summary=one,
            )
            for one in summaries
        ]
        hits += [
            Hit(
                HitKind.CLUSTER,
                marked(one.name, query.words),
                Target(cluster=one.id),
                rank_in(one.name, query) or Rank.IN_TITLE,
                detail=", ".join(part for part in (one.country, one.region) if part),
            )
            for one in clusters
        ]
        return sorted([*hits, *map(_text_hit, texts)], key=lambda hit: hit.rank)

    @staticmethod
    def among(items: Iterable[Searched], typed: str) -> list[Hit]:
        """Return which of these fit, such as the actions of a window."""
        return search(items, Query.of(typed))

    @staticmethod
    def still(hits: Sequence[Hit], typed: str) -> list[Hit]:
        """Return which of these hits fit what is typed now too, until there is a new answer."""
        words = Query.of(typed).words
        return [hit for hit in hits if words and all(word in fold(hit.plain) for word in words)]

    @staticmethod
    def together(*found: Sequence[Hit]) -> tuple[Hit, ...]:
        """Return hits of several searches as they are listed."""
        return merged(*found)

    def _items_of(self, opened: OpenAssessment, language: str) -> tuple[Searched, ...]:
        """Return what can be found in an assessment; gathered anew only when it has changed."""
        known = self._items
        if known is not None and known[0] is opened.value and known[1:3] == (opened.seat, language):
            return known[3]
        items = tuple(searched(opened, language))
        self._items = (opened.value, opened.seat, language, items)
        return items


def criterion_named(opened: OpenAssessment | None, typed: str) -> str | None:
    """Return the criterion of the open assessment of which exactly the code was typed."""
    wanted = fold(typed.strip())
    codes = opened.edition.criteria_of(opened.value.label) if opened is not None and wanted else ()
    return next((criterion.id for criterion in codes if fold(criterion.id) == wanted), None)


def _citing(opened: OpenAssessment, code: str, items: Iterable[Searched]) -> Iterator[Hit]:
    """Yield what belongs to a criterion: its reason and private note, notes about it, and evidence that it cites."""
    value, place = opened.value, Place(Area.CRITERIA, code)
    for item in items:
        if item.kind in {HitKind.JUDGEMENT, HitKind.PRIVATE_NOTE} and item.target.place == place:
            yield Hit(item.kind, item.title, item.target, Rank.IN_TITLE, item.detail, excerpt(item.text, ()))
    own = [judgement for judgement in value.judgements if (judgement.seat, judgement.criterion) == (opened.seat, code)]
    cited = {citation.evidence: citation.page for judgement in own for citation in judgement.citations}
    for piece in value.evidence:
        if piece.kind is EvidenceKind.INTERVIEW and piece.interview is not None:
            about = [note for note in piece.interview.notes if code in note.criteria]
            site = Place(Area.ON_SITE, f"interviews/{piece.id}")
            for note in about:
                target = Target(value.id, site, piece.id, note.number)
                yield Hit(HitKind.INTERVIEW, piece.title, target, Rank.IN_TITLE, excerpt=excerpt(note.text, ()))
        elif piece.id in cited:
            target = Target(value.id, place, piece.id, cited[piece.id])
            yield Hit(HitKind.EVIDENCE, piece.title, target, Rank.IN_TITLE)


def searched(opened: OpenAssessment, language: str) -> Iterator[Searched]:
    """Yield all that can be found in an assessment; what another expert judged only once it may be read."""
    value, edition = opened.value, opened.edition
    titles: dict[str, str] = {}
    for criterion in edition.criteria_of(value.label):
        title = titles[criterion.id] = f"{criterion.id} {criterion.title.in_language(language)}"
        names = tuple(criterion.title.values.values())
        yield Searched(HitKind.CRITERION, title, _at(value, criterion.id), names, criterion.id)
    for fact in edition.facts.values():
        title = fact.title.in_language(language)
        target = Target(value.id, Place(Area.FACTS, fact.id))
        yield Searched(HitKind.FACT, title, target, tuple(fact.title.values.values()))
    yield from _judgements(opened, titles)
    for note in value.private_notes:
        title = titles.get(note.criterion, note.criterion)
        yield Searched(HitKind.PRIVATE_NOTE, title, _at(value, note.criterion), text=note.text, is_listed=False)
    for piece in value.evidence:
        yield from _evidence(value, piece)


def _judgements(opened: OpenAssessment, titles: dict[str, str]) -> Iterator[Searched]:
    value = opened.value
    is_agreed = stands_agreed(value)
    may_be_read = {opened.seat, *(judging_seats(value) if is_agreed else ())}
    texts: dict[str, list[str]] = {}
    for agreed in value.consensus if is_agreed else ():
        texts.setdefault(agreed.criterion, []).append(agreed.reason)
    for judgement in value.judgements:
        if judgement.seat in may_be_read:
            texts.setdefault(judgement.criterion, []).extend(_said(judgement))
    for criterion, title in titles.items():
        text = "\n".join(text for text in texts.get(criterion, ()) if text.strip())
        if text:
            yield Searched(HitKind.JUDGEMENT, title, _at(value, criterion), text=text, is_listed=False)


def _said(judgement: Judgement) -> Iterator[str]:
    yield judgement.reason
    yield from judgement.strengths
    for improvement in judgement.improvements:
        yield from (improvement.text, improvement.effect, improvement.addressee)


def _evidence(value: Assessment, piece: Evidence) -> Iterator[Searched]:
    place = Place(Area.CRITERIA)
    names = tuple(name for name in (piece.file_name, piece.address) if name)
    kind = HitKind.INTERVIEW if piece.kind is EvidenceKind.INTERVIEW else HitKind.EVIDENCE
    if kind is HitKind.INTERVIEW:
        place = Place(Area.ON_SITE, f"interviews/{piece.id}")
    yield Searched(kind, piece.title, Target(value.id, place, piece.id), names)
    for note in piece.interview.notes if piece.interview else ():
        target = Target(value.id, place, piece.id, note.number)
        yield Searched(kind, piece.title, target, text=note.text, is_listed=False)


def _at(value: Assessment, criterion: str) -> Target:
    return Target(value.id, Place(Area.CRITERIA, criterion))


def _text_hit(found: TextHit) -> Hit:
    target = Target(found.assessment, Place(Area.CRITERIA), found.evidence, found.page)
    said = " ".join(found.excerpt.split())
    return Hit(HitKind.TEXT, found.title, target, Rank.IN_TEXT, found.cluster_name, said)
