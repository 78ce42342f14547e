"""Where words may be parted at the end of a line, by the rules of their language."""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from eucles_desk.reports import finnish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

BEFORE: Final = 2
"""How many letters stay on the line at least."""
AFTER: Final = 3
"""How many go to the next line at least."""
BESIDE_SEAM: Final = 2
"""How many letters stand between a seam and any other place at least."""
LONGEST: Final = 60
"""Longer words are none."""
KEPT: Final = 20_000
DICTIONARIES: Final = {"en": "en_GB", "no": "nb", "sr": "sr_Latn"}
"""Where a language's dictionary goes by another name than its code."""


class Place(NamedTuple):
    """Where a word may be parted: how many letters stand before, and whether two words are joined there."""

    at: int
    seam: bool = False


Hyphenator: TypeAlias = "Callable[[str], tuple[Place, ...]]"
"""Returns the places of a word of letters, from left to right."""


@functools.cache
def hyphenator(language: str) -> Hyphenator:
    """Return what parts the words of a language, given by its code; it parts none where the language is not known."""
    code = re.split("[-_]", language, maxsplit=1)[0].lower()
    if code == "fi":
        return functools.lru_cache(KEPT)(_finnish)
    import pyphen

    name = DICTIONARIES.get(code, code)
    if name not in pyphen.LANGUAGES:
        return _none
    dictionary = pyphen.Pyphen(lang=name, left=BEFORE, right=AFTER)

    def places(word: str) -> tuple[Place, ...]:
        if len(word) > LONGEST or len(word.lower()) != len(word):
            return ()
        # a place that would change the spelling carries data; the letters of a report stay as they were typed
        found = [int(at) for at in dictionary.positions(word) if not at.data]
        return tuple(Place(at) for at in _plausible(found) if BEFORE <= at <= len(word) - AFTER)

    return functools.lru_cache(KEPT)(places)


def _plausible(places: list[int]) -> list[int]:
    """Leave out places a single letter apart: some dictionaries, read by this library, break a word up there."""
    near = {at for at, following in itertools.pairwise(places) if following - at == 1}
    return [at for at in places if at not in near and at - 1 not in near]


def _none(word: str) -> tuple[Place, ...]:
    del word
    return ()


def _finnish(word: str) -> tuple[Place, ...]:
    lower = word.lower()
    if len(lower) != len(word) or len(word) > LONGEST or finnish.is_foreign(lower):
        return ()
    joined = finnish.seams(lower)
    edges = (0, *joined, len(word))
    inside = (
        start + at
        for start, end in itertools.pairwise(edges)
        for at in finnish.syllables(lower[start:end])
        if BESIDE_SEAM <= at <= end - start - BESIDE_SEAM
    )
    return tuple(_kept(sorted([*(Place(at, seam=True) for at in joined), *map(Place, inside)]), len(word)))


def _kept(places: Iterable[Place], length: int) -> Iterable[Place]:
    return (place for place in places if BEFORE <= place.at <= length - AFTER)
