"""How well a passphrase would hold, and passphrases to suggest.

An estimate knows common passwords, names, keyboard walks and repeats (zxcvbn), but takes a sentence, in languages
other than English above all, for letters at random; so what looks like words is counted word by word. It errs
on the side of caution.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from eucles_desk.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NEEDED: Final = 12.0
"""Tens of guesses, as a logarithm: what four words make that nobody would expect together."""
GOOD: Final = 15.0
_WORD: Final = 3.25
"""A word that somebody chooses is one of some 1,800."""
_LEAST_OF_A_WORD: Final = 3.0
"""Beside others that have nothing to do with it, a word is one of some 1,000, however well it is known;"""
_COMMONEST: Final = 2.0
"""but not one of the hundred that everybody would try first, which count as what they are."""
_LETTERS_OF_A_FULL_WORD: Final = 4
_LETTER: Final = 0.8
_LETTERS_OF_A_WORD: Final = 6
_OTHER: Final = 1.0
_MIXED: Final = 1.5
_MOST_ESTIMATED: Final = 40
"""Letters that zxcvbn is asked about; it needs time with the square of them."""
_RUNS: Final = re.compile(r"[^\W\d_]+|[\W\d_]")
_PLENTY: Final = 4 * GOOD
_BITS_SUGGESTED: Final = 56
"""As many as somebody would need a large farm of computers and a lifetime for, at some tries a second each."""


class Verdict(StrEnum):
    """What is to be said of a passphrase."""

    WEAK = "weak"
    """It is not taken."""
    ENOUGH = "enough"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Strength:
    """How well a passphrase would hold.

    Attributes:
        guesses: How many guesses somebody needs who knows how people choose, as a power of ten.
    """

    guesses: float

    @property
    def verdict(self) -> Verdict:
        """Return what is to be said of it."""
        if self.guesses < NEEDED:
            return Verdict.WEAK
        return Verdict.ENOUGH if self.guesses < GOOD else Verdict.GOOD

    @property
    def missing(self) -> int:
        """How many words more would make it enough, 0 for none."""
        return max(0, math.ceil((NEEDED - self.guesses) / _LEAST_OF_A_WORD))

    @property
    def share(self) -> float:
        """How far it is on the way to good, from 0 to 1."""
        return min(self.guesses / GOOD, 1.0)


def strength(passphrase: str) -> Strength:
    """Return how well a passphrase would hold; takes some milliseconds."""
    text = passphrase.strip()
    if not text:
        return Strength(0.0)
    as_words = _as_words(text)
    return Strength(as_words if len(text) > _MOST_ESTIMATED else min(as_words, _estimated(text)))


def check_strength(passphrase: str) -> None:
    """Raise ``UsageError`` for a passphrase that is not taken."""
    found = strength(passphrase)
    if found.missing == 1:
        raise UsageError(
            "This passphrase is still too easy to guess. Add one more word that nobody would expect in it."
        )
    if found.verdict is Verdict.WEAK:
        raise UsageError(
            "This passphrase is too easy to guess. Take four words or more that nobody would expect together."
        )


def suggested(words: Sequence[str], choose: Callable[[Sequence[str]], str]) -> str:
    """Return a passphrase of words chosen at random, as many as make it good.

    Args:
        words: the words to choose from.
        choose: chooses one so that nobody can foresee it, as ``secrets.choice``.
    """
    count = math.ceil(_BITS_SUGGESTED / math.log2(len(words)))
    return " ".join(choose(words) for _ in range(count))


def _as_words(text: str) -> float:
    """Return what the text is worth as words, each counted once, with signs and digits between them."""
    total, seen = 0.0, set[str]()
    for run in _RUNS.findall(text):
        word = run.casefold()
        if word in seen or run.isspace():
            continue
        seen.add(word)
        if not run[0].isalpha():
            total += _OTHER
        elif len(run) == 1:
            total += _LETTER / 2
        elif run[1:] in {run[1:].lower(), run[1:].upper()}:
            total += min(_of_word(run), _LETTER * len(run), _WORD * max(1.0, len(run) / _LETTERS_OF_A_WORD))
        else:
            total += _MIXED * len(run)
        if total > _PLENTY:
            break
    return total


def _of_word(word: str) -> float:
    found = _estimated(word)
    return max(found, _LEAST_OF_A_WORD) if found >= _COMMONEST and len(word) >= _LETTERS_OF_A_FULL_WORD else found


def _estimated(text: str) -> float:
    from zxcvbn import zxcvbn

    return float(zxcvbn(text[:_MOST_ESTIMATED])["guesses_log10"])
