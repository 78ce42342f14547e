"""What a search over everything finds, as frozen values, and how well each of it fits what was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.folding import fold, fold_each
from eucles_desk.assessment.records import MARK_END, MARK_START

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from eucles_desk.assessment.places import Place
    from eucles_desk.assessment.records import Summary

MOST_HITS: Final = 50
MOST_OF_A_KIND: Final = 10
"""So many of one kind at first; more only where other kinds leave room."""
MOST_SIGNS: Final = 200
BEFORE, EXCERPT = 30, 110
"""How many signs of a text are shown before the first word found, and altogether."""
_NO_WORD: Final = re.compile(r"[\W_]+")


class HitKind(StrEnum):
    """What was found, in the order in which equal hits are listed."""

    CRITERION = "criterion"
    FACT = "fact"
    ACTION = "action"
    ASSESSMENT = "assessment"
    CLUSTER = "cluster"
    EVIDENCE = "evidence"
    INTERVIEW = "interview"
    JUDGEMENT = "judgement"
    PRIVATE_NOTE = "private_note"
    TEXT = "text"


class Rank(IntEnum):
    """How well something fits, the best first."""

    CODE = 0
    CODE_BEGINS = 1
    TITLE_BEGINS = 2
    WORDS_BEGIN = 3
    IN_TITLE = 4
    IN_TEXT = 5


@dataclass(frozen=True, slots=True)
class Target:
    """Where a hit leads; what is not needed for that is left empty.

    Attributes:
        assessment: The assessment to open, the one that is open where it lies in that one.
        place: The place in it.
        evidence: The piece of evidence to show, ``page`` the page or note of it.
        cluster: The cluster to show.
        action: The key of the action to do.
    """

    assessment: UUID | None = None
    place: Place | None = None
    evidence: UUID | None = None
    page: int | None = None
    cluster: UUID | None = None
    action: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found.

    Attributes:
        title: What it is called; what was found in it stands between ``MARK_START`` and ``MARK_END``.
        detail: What tells it from others of the same title, such as the cluster that it belongs to.
        excerpt: A few words around what was found in its text, marked alike; empty where the title was enough.
        summary: What is known of an assessment.
    """

    kind: HitKind
    title: str
    target: Target
    rank: Rank
    detail: str = ""
    excerpt: str = ""
    summary: Summary | None = None

    @property
    def plain(self) -> str:
        """Title and excerpt without marks."""
        return unmarked(f"{self.title} {self.excerpt}")


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, ready to compare with."""

    typed: str
    words: tuple[str, ...] = field(default=())
    phrase: str = ""

    @classmethod
    def of(cls, typed: str) -> Query:
        """Make ready what was typed."""
        kept = typed[:MOST_SIGNS].replace("\0", " ").strip()
        words = tuple(fold(kept).split())
        return cls(kept, words, " ".join(words))


@dataclass(frozen=True, slots=True)
class Searched:
    """Something that can be found.

    Attributes:
        names: What it is called otherwise, such as in another language; found, but not shown.
        code: What it is known by, such as the code of a criterion.
        text: What it says.
        is_listed: Whether its title alone makes a hit; a reason is found by its own words only.
    """

    kind: HitKind
    title: str
    target: Target
    names: tuple[str, ...] = ()
    code: str = ""
    text: str = ""
    detail: str = ""
    is_listed: bool = True


def search(items: Iterable[Searched], query: Query) -> list[Hit]:
    """Return what fits, the best first and otherwise in the order in which it came."""
    found = [(item, rank_of(item, query)) for item in items] if query.words else []
    hits = [(item, rank) for item, rank in found if rank is not None]
    hits.sort(key=lambda pair: pair[1])
    return [_hit(item, rank, query) for item, rank in hits[:MOST_HITS]]


def rank_of(item: Searched, query: Query) -> Rank | None:
    """Say how well something fits, ``None`` when it does not."""
    if item.code:
        code = fold(item.code)
        if code == query.phrase:
            return Rank.CODE
        if code.startswith(query.phrase):
            return Rank.CODE_BEGINS
    if item.is_listed:
        ranks = [rank_in(name, query) for name in (item.title, *item.names)]
        best = min((rank for rank in ranks if rank is not None), default=None)
        if best is not None:
            return best
    text = fold(item.text)
    if text and all(word in text for word in query.words):
        return Rank.IN_TEXT
    return None


def rank_in(name: str, query: Query) -> Rank | None:
    """Say how well a name fits, ``None`` when it does not hold every word."""
    folded = fold(name)
    if not all(word in folded for word in query.words):
        return None
    if folded.startswith(query.phrase):
        return Rank.TITLE_BEGINS
    spaced = f" {_NO_WORD.sub(' ', folded)}"
    begins = all(f" {_NO_WORD.sub(' ', word).strip()}" in spaced for word in query.words)
    return Rank.WORDS_BEGIN if begins else Rank.IN_TITLE


def merged(*found: Sequence[Hit], most: int = MOST_HITS) -> tuple[Hit, ...]:
    """Put hits of several searches together: those of a kind side by side, the kind with the best hit first."""
    seen: dict[tuple[HitKind, Target], Hit] = {}
    for hit in (hit for hits in found for hit in hits):
        seen.setdefault((hit.kind, hit.target), hit)
    kinds = list(HitKind)
    hits = sorted(seen.values(), key=lambda hit: (hit.rank, kinds.index(hit.kind)))
    counts = dict.fromkeys(kinds, 0)
    first: list[Hit] = []
    rest: list[Hit] = []
    for hit in hits:
        counts[hit.kind] += 1
        (first if counts[hit.kind] <= MOST_OF_A_KIND else rest).append(hit)
    chosen = sorted([*first, *rest][:most], key=lambda hit: (hit.rank, kinds.index(hit.kind)))
    order = list(dict.fromkeys(hit.kind for hit in chosen))
    return tuple(sorted(chosen, key=lambda hit: order.index(hit.kind)))


def marked(text: str, words: Sequence[str]) -> str:
    """Return a text with each place marked in which one of the words stands."""
    folded, places = fold_each(text)
    spans: list[tuple[int, int]] = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            end = at + len(word)
            spans.append((places[at], places[end - 1] + 1))
            at = folded.find(word, end)
    return _with_marks(text, spans)


def unmarked(text: str) -> str:
    """Return a text without its marks."""
    return text.replace(MARK_START, "").replace(MARK_END, "")


def excerpt(text: str, words: Sequence[str]) -> str:
    """Return a few words around the first place of a text in which one of the words stands, marked."""
    folded = fold(text)
    first = min((at for at in (folded.find(word) for word in words) if at >= 0), default=0)
    # Folding may lengthen what comes before; a few signs off do not matter, since only the beginning hangs on it.
    start = max(0, min(first, len(text) - 1) - BEFORE)
    while start > 0 and not text[start - 1].isspace() and start < first:
        start += 1
    part = text[start : start + EXCERPT]
    shown = f"{'…' if start else ''}{part}{'…' if start + EXCERPT < len(text) else ''}"
    return marked(" ".join(shown.split()), words)


def _with_marks(text: str, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start < done:
            continue
        parts += [text[done:start], MARK_START, text[start:end], MARK_END]
        done = end
    return "".join([*parts, text[done:]])


def _hit(item: Searched, rank: Rank, query: Query) -> Hit:
    said = excerpt(item.text, query.words) if rank is Rank.IN_TEXT else ""
    return Hit(item.kind, marked(item.title, query.words), item.target, rank, item.detail, said)
