"""Cuts out of a text in which words are marked what a list of findings shows of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.records import MARK_END, MARK_START

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BEFORE: Final = 30
LENGTH: Final = 110
"""Signs of an excerpt before the first word found, and in all."""
PLACES: Final = 50
"""How many places of a text are tried as the beginning of an excerpt."""
_FIRST_SPACE: Final = re.compile(r"\s")
_CUT_WORD: Final = re.compile(r"\s\S*\Z")


def excerpt(marked: str, kind_of: Callable[[str], int | None]) -> str:
    """Return the part of a text in which the most kinds of marked words stand together, the first of such parts.

    Args:
        marked: a whole text, words between ``MARK_START`` and ``MARK_END``.
        kind_of: tells of a marked word which kind it is; ``None`` takes its marks away.
    """
    text, spans, kinds = _taken_apart(marked, kind_of)
    first, end_of_first = spans[_best(spans, kinds)] if spans else (0, 0)
    start = max(0, first - BEFORE)
    if start and not text[start - 1].isspace():
        space = _FIRST_SPACE.search(text, start, first)
        start = space.end() if space else first
    end = start + LENGTH
    if end < len(text) and not text[end].isspace():
        cut = _CUT_WORD.search(text, min(end_of_first, end), end)
        end = cut.start() if cut else end
    parts, done = ["…" if start else ""], start
    for begin, stop in spans:
        if start <= begin < end:
            parts += (text[done:begin], MARK_START, text[begin : min(stop, end)], MARK_END)
            done = min(stop, end)
    return "".join((*parts, text[done:end], "…" if end < len(text) else ""))


def _taken_apart(marked: str, kind_of: Callable[[str], int | None]) -> tuple[str, list[tuple[int, int]], list[int]]:
    """Return the text without marks, where the words are in it, and of which kind each is."""
    head, *rest = marked.split(MARK_START)
    parts, length = [head], len(head)
    spans: list[tuple[int, int]] = []
    kinds: list[int] = []
    for piece in rest:
        word, _, after = piece.partition(MARK_END)
        kind = kind_of(word)
        if kind is not None:
            spans.append((length, length + len(word)))
            kinds.append(kind)
        parts += (word, after)
        length += len(word) + len(after)
    return "".join(parts), spans, kinds


def _best(spans: Sequence[tuple[int, int]], kinds: Sequence[int]) -> int:
    """Return the number of the word with which the best part begins."""
    best, most = 0, 0
    for number, (begin, _) in enumerate(spans[:PLACES]):
        together: set[int] = set()
        for (_, end), kind in zip(spans[number:], kinds[number:], strict=True):
            if end - begin > LENGTH - BEFORE:
                break
            together.add(kind)
        if len(together) > most:
            best, most = number, len(together)
    return best
