"""Breaks text into lines.

The lines of a text are worked out once for a width; a text that runs over pages is cut between lines, never broken
anew, so that time grows with its length only. A word is parted only where the line would else stay rather empty and
the text goes on after it, or where it is wider than a whole line.
"""

from __future__ import annotations

import itertools
import re
from collections import deque
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from eucles_desk.reports.fonts import widths
from eucles_desk.reports.hyphens import hyphenator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eucles_desk.reports.tags import Element

BREAK_AFTER: Final = re.compile(r"(?<=\w[-/])(?=\w)")
"""Where a long word may go on to the next line as it stands."""
LONG_WORD: Final = 10
BREAKABLE: Final = frozenset("-/._?&=@,;:")
"""Characters after which a word too long for a whole line is preferably cut."""
LOOSE: Final = 0.12
"""How much of a line may stay empty before a word is parted."""
LOOSE_EMS: Final = 3.0
"""The same in a narrow column, as so many times the size of type."""
SEAM_WORTH: Final = 0.25
"""How much of a line may stay empty for a word to be parted where two words are joined in it."""
LADDER: Final = 3
"""So many lines in a row end in a hyphen at most, unless a word would not fit on a line."""
HYPHEN: Final = "-"
PARTABLE: Final = re.compile(r"\W*([^\W\d_]{8,60})\W*")
"""A word that may be parted, with the signs around it: letters only, no address, number or code."""


class Run(NamedTuple):
    """Text in one font, on its way to be broken.

    Attributes:
        text: What is shown, without a line break.
        font: The name of the font.
        link: As in :class:`~eucles_desk.reports.content.Span`.
        element: The element of the structure that the text is, where it is not simply a part of its paragraph.
        language: The code of the language by whose rules words are parted; empty where none is.
    """

    text: str
    font: str
    link: str = ""
    element: Element | None = None
    language: str = ""


NEW_LINE: Final = Run("\n", "")
"""Stands between runs where a person began a new line."""


class Piece(NamedTuple):
    """Text of one run on one line, from where and how wide; a last hyphen that parts a word is not in the text."""

    text: str
    font: str
    x: float
    width: float
    link: str
    element: Element | None = None
    hyphenated: bool = False
    """Whether the last character is such a hyphen, to be seen but neither copied nor read out."""


class Line(NamedTuple):
    """One line of text.

    Attributes:
        pieces: What stands on it.
        width: How wide it is.
        begins: Whether a person began it, other than the very first.
        ends_word: Whether its last word ends with it, rather than goes on with the next line.
    """

    pieces: tuple[Piece, ...]
    width: float
    begins: bool = False
    ends_word: bool = True


class _Fragment(NamedTuple):
    """A part of a word within one run."""

    text: str
    run: int
    width: float


class _Word(NamedTuple):
    """What is not broken unless it has to be."""

    fragments: tuple[_Fragment, ...]
    width: float
    spaced: bool
    """Whether a space stands before it."""
    hyphenated: bool = False
    """Whether it is the first part of a parted word, with its hyphen."""
    is_cut: bool = False
    """Whether it is a piece of what is wider than a line, cut as it came: it fits, or no less of it would."""


def break_lines(runs: Sequence[Run], size: float, width: float) -> tuple[Line, ...]:
    """Return the lines that the runs make in this width; a text without a word makes no line, nor an empty one."""
    lines: list[Line] = []
    for is_break, between in groupby(runs, NEW_LINE.__eq__):
        if not is_break:
            broken = _broken(list(between), size, width)
            if broken:
                lines += [broken[0]._replace(begins=bool(lines)), *broken[1:]]
    return tuple(lines)


def _broken(runs: Sequence[Run], size: float, width: float) -> list[Line]:
    lines: list[Line] = []
    waiting: list[_Word] = []
    filled = 0.0
    ladder = 0
    loose = max(LOOSE * width, LOOSE_EMS * size)
    space = widths(runs[0].font)[" "] * size if runs else 0.0
    parts: deque[_Word] = deque()
    words = _words(runs, size)
    while (word := parts.popleft() if parts else next(words, None)) is not None:
        gap = space if word.spaced and waiting else 0.0
        room = width - filled - gap
        if word.width <= room or (word.is_cut and not waiting):
            filled += gap + word.width
            waiting.append(word)
            continue
        if not parts and (following := next(words, None)):
            parts.append(following)
        is_wide = word.width > width
        parted = None
        if not word.is_cut and (is_wide or (room > loose and ladder < LADDER and parts)):
            parted = _parted(word, runs, size, room, SEAM_WORTH * width)
        if is_wide and not parted and not waiting:
            parts.extendleft(reversed([*_cut_word(word, runs, size, width)]))
            continue
        if parted:
            waiting.append(parted[0])
        ladder = ladder + 1 if parted else 0
        parts.appendleft(parted[1] if parted else word)
        lines.append(_line(waiting, runs, size)._replace(ends_word=parts[0].spaced))
        waiting, filled = [], 0.0
    if waiting:
        lines.append(_line(waiting, runs, size))
    return lines


def _parted(word: _Word, runs: Sequence[Run], size: float, room: float, spare: float) -> tuple[_Word, _Word] | None:
    """Return the part of a word that fits into the room, with a hyphen, and the rest; nothing where none does.

    The last place that fits is taken, but rather the seam of a joined word where that leaves no more than ``spare``.
    """
    if len(word.fragments) != 1 or not runs[word.fragments[0].run].language:
        return None
    text, run, _ = word.fragments[0]
    found = PARTABLE.fullmatch(text)
    if not found or not found.group(1)[1:].islower():
        return None
    known = widths(runs[run].font)
    start, best = found.start(1), 0
    for place in reversed(hyphenator(runs[run].language)(found.group(1))):
        taken = known[text[: start + place.at] + HYPHEN] * size
        if taken > room:
            continue
        if best and room - taken > spare:
            break
        if place.seam or not best:
            best = start + place.at
        if place.seam:
            break
    if not best:
        return None
    first, rest = text[:best] + HYPHEN, text[best:]
    first_width, rest_width = known[first] * size, known[rest] * size
    return (
        _Word((_Fragment(first, run, first_width),), first_width, word.spaced, hyphenated=True),
        _Word((_Fragment(rest, run, rest_width),), rest_width, spaced=False),
    )


def _cut_word(word: _Word, runs: Sequence[Run], size: float, width: float) -> Iterator[_Word]:
    """Cut a word that is wider than a whole line and cannot be parted."""
    spaced = word.spaced
    for text, run, _ in word.fragments:
        for part, part_width in _cut(text, runs[run].font, size, width):
            yield _Word((_Fragment(part, run, part_width),), part_width, spaced, is_cut=True)
            spaced = False


def natural_width(runs: Iterable[Run], size: float) -> float:
    """Return the width of the runs on one line."""
    return sum(widths(run.font)[run.text] for run in runs) * size


def widest_word(runs: Iterable[Run], size: float) -> float:
    """Return the width of the widest word."""
    return max((widths(run.font)[word] for run in runs for word in run.text.split(" ")), default=0.0) * size


def widest_part(runs: Iterable[Run], size: float) -> float:
    """Return the width of the widest part of a word, parted wherever the rules of its language allow."""
    return max((_widest_part(word, run) for run in runs for word in run.text.split(" ")), default=0.0) * size


def _widest_part(word: str, run: Run) -> float:
    known, found = widths(run.font), PARTABLE.fullmatch(word)
    if not run.language or not found or not found.group(1)[1:].islower():
        return known[word]
    cuts = [0, *(found.start(1) + place.at for place in hyphenator(run.language)(found.group(1))), len(word)]
    parts = [word[start:end] + (HYPHEN if end < len(word) else "") for start, end in itertools.pairwise(cuts)]
    return max(known[part] for part in parts)


def _words(runs: Sequence[Run], size: float) -> Iterator[_Word]:
    """Yield the words, those that run over a change of font in one piece; several spaces count as one."""
    fragments: list[_Fragment] = []
    spaced = ends_in_space = False
    for index, run in enumerate(runs):
        known = widths(run.font)
        for number, part in enumerate(run.text.split(" ")):
            if number:
                if fragments:
                    yield from _word(fragments, runs, size, spaced=spaced)
                    fragments = []
                ends_in_space = True
            if part:
                if not fragments:
                    spaced = ends_in_space
                fragments.append(_Fragment(part, index, known[part] * size))
                ends_in_space = False
    if fragments:
        yield from _word(fragments, runs, size, spaced=spaced)


def _word(fragments: list[_Fragment], runs: Sequence[Run], size: float, *, spaced: bool) -> Iterator[_Word]:
    if len(fragments) == 1:
        text, run, width = fragments[0]
        if len(text) > LONG_WORD and ("-" in text or "/" in text):
            known = widths(runs[run].font)
            for part in BREAK_AFTER.split(text):
                part_width = known[part] * size
                yield _Word((_Fragment(part, run, part_width),), part_width, spaced)
                spaced = False
            return
        yield _Word((fragments[0],), width, spaced)
        return
    yield _Word(tuple(fragments), sum(fragment.width for fragment in fragments), spaced)


def _cut(text: str, font: str, size: float, width: float) -> Iterator[tuple[str, float]]:
    """Cut a text into parts that fit, after a character that invites it where one is near the end of the line."""
    known = widths(font)
    start = end = preferred = 0
    filled = 0.0
    while end < len(text):
        step = known[text[end]] * size
        if end > start and filled + step > width:
            stop = preferred if preferred - start > (end - start) // 2 else end
            part = text[start:stop]
            yield part, known[part] * size
            filled = known[text[stop:end]] * size
            start = preferred = stop
        filled += step
        end += 1
        if text[end - 1] in BREAKABLE:
            preferred = end
    if start < end:
        part = text[start:end]
        yield part, known[part] * size


def _line(words: Sequence[_Word], runs: Sequence[Run], size: float) -> Line:
    """Join words into pieces of one run each; the space between two runs goes with the first."""
    pieces: list[Piece] = []
    texts: list[str] = []
    current = words[0].fragments[0].run
    x = 0.0
    for position, word in enumerate(words):
        if position and word.spaced:
            texts.append(" ")
        for text, run, _ in word.fragments:
            if run != current:
                piece = _piece("".join(texts), runs[current], x, size)
                if piece.text:
                    pieces.append(piece)
                    x += piece.width
                current, texts = run, []
            texts.append(text)
    piece = _piece("".join(texts), runs[current], x, size)._replace(hyphenated=words[-1].hyphenated)
    pieces.append(piece)
    return Line(tuple(pieces), x + piece.width)


def _piece(text: str, run: Run, x: float, size: float) -> Piece:
    return Piece(text, run.font, x, _text_width(text, run.font) * size, run.link, run.element)


def _text_width(text: str, font: str) -> float:
    known = widths(font)
    words = text.split(" ")
    return sum(known[word] for word in words) + known[" "] * (len(words) - 1)
