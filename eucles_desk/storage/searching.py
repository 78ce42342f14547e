"""What SQLite is asked for words that a user types: folded names that hold each of them, accents or not."""

from __future__ import annotations

from typing import Final

from eucles_desk.assessment.folding import fold, variants

MOST_WORDS: Final = 12
MOST_SIGNS: Final = 200


NAMED: Final = (
    "((octet_length({name}) = length({name}) AND instr({name}, ?) > 0) "
    "OR (octet_length({name}) <> length({name}) AND {name} GLOB ?))"
)
"""A name holds a word, with two values from :func:`patterns`; one without accents needs no pattern, which is slow."""


def patterns(search: str) -> tuple[tuple[str, str], ...]:
    """Return each word and its pattern for ``GLOB``; a name that is found has all of them somewhere in it.

    A letter stands for itself and for each of its accented forms, so that names are found as they are typed in a
    hurry; names are stored in small letters, with their accents, since lists are sorted by them.
    """
    letters = variants()
    words = fold(search[:MOST_SIGNS].replace("\0", " ")).split()[:MOST_WORDS]
    return tuple((word, f"*{''.join(_sign(sign, letters.get(sign, sign)) for sign in word)}*") for word in words)


def _sign(sign: str, standing_for: str) -> str:
    if sign in "*?[":
        return f"[{sign}]"
    return f"[{standing_for}]" if len(standing_for) > 1 else sign
