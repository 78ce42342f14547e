"""Finds pages of evidence by the beginnings of their words, in a moment however many words begin so.

FTS5 has to merge what it keeps of each word with a beginning before the first page is known, unless the beginning has
so few signs that there is an index of it. A beginning of very much is therefore looked for on the pages of its first
signs, the latest first, whose texts are compared here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.records import MARK_END, MARK_START
from eucles_desk.storage.excerpts import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

WORDS_ASKED: Final = 12
"""How many words of a search count."""
COMMON: Final = 2_000
"""A beginning on more pages is common: working out which of them are best would take longer than a search may."""
COSTLY: Final = 20_000
"""A beginning is costly to merge when its words, each for itself, are on more pages than this."""
INDEXED: Final = 3
"""The table has an index of the beginnings of up to so many signs."""
ROUND: Final = 20
ROUNDS: Final = 5
"""So many pages are compared at once, and so many times if any fits, before a costly beginning is merged after all."""
_END: Final = 1 << 62
_NO_MORE: Final = "\U0010ffff"

_WORD_LIST: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.evidence_word_list USING fts5vocab('main', 'evidence_word', 'row')"
)
"""Lists the words of the index, each with the number of its pages; nothing is stored for it."""
_PAGES_EACH: Final = "SELECT doc FROM temp.evidence_word_list WHERE term >= ? AND term < ?"
_COUNT: Final = "SELECT count(*) FROM (SELECT 1 FROM evidence_word WHERE evidence_word MATCH ? LIMIT ?)"
_TEXTS: Final = "SELECT rowid, highlight(evidence_word, 0, ?, ?) FROM evidence_word WHERE evidence_word MATCH ?"
_RANKED: Final = "ORDER BY rank, rowid LIMIT ? OFFSET ?"
_LATEST: Final = "AND rowid < ? ORDER BY rowid DESC LIMIT ?"

_LONG_S: Final = "\N{LATIN SMALL LETTER LONG S}"
_LATIN: Final = re.compile("[0-9A-Za-zÀ-ÖØ-öø-ſȘ-ț]+")
"""Words that SQLite and :func:`plain` surely fold alike."""


class PageSearch:
    """A search for pages on which each of some words is the beginning of a word.

    Args:
        connection: a transaction.
        words: what is looked for, as :func:`words_of` gives it; at least one.
        within: a condition that keeps to some pages, beginning with ``AND``, or nothing.
        values: the values of the condition.
        amounts: how many pages have a word with each beginning, as far as searches before this one have found it out.
    """

    def __init__(
        self,
        connection: Connection,
        words: Sequence[str],
        within: str = "",
        values: tuple[object, ...] = (),
        amounts: dict[str, int] | None = None,
    ) -> None:
        self._connection = connection
        self._words = words
        self._within, self._values = within, values
        self._amounts = {} if amounts is None else amounts

    def batches(self, limit: int) -> Iterator[list[tuple[int, str]]]:
        """Yield pages with excerpts, some at a time: the best first, but the latest first if a word is common."""
        amounts = [self._amount(word) for word in self._words]
        if max(amounts) <= COMMON:
            yield from self._best(limit)
        else:
            yield from self._latest(limit, [amount > COSTLY for amount in amounts])

    def _best(self, limit: int) -> Iterator[list[tuple[int, str]]]:
        asked, read, is_end = _Asked(self._words), 0, False
        while not is_end:
            pages = self._texts(_RANKED, asked.question, limit, read)
            yield [(page, asked.excerpt(text)) for page, text in pages]
            read, is_end = read + len(pages), len(pages) < limit

    def _latest(self, limit: int, costly: Sequence[bool]) -> Iterator[list[tuple[int, str]]]:
        rounds = ROUNDS if any(costly) else 0
        asked, size = _Asked(self._words, costly), max(limit, ROUND)
        before, is_end = _END, False
        while not is_end:
            if not rounds:
                asked, size = _Asked(self._words), limit
            pages = self._texts(_LATEST, asked.question, before, size)
            found = [(page, asked.excerpt(text)) for page, text in pages if asked.is_in(text)]
            yield found
            rounds = rounds - 1 if found and rounds else 0
            before, is_end = pages[-1][0] if pages else before, len(pages) < size

    def _texts(self, order: str, question: str, *values: object) -> list[tuple[int, str]]:
        """Return pages with their whole texts, in which what was asked for is marked."""
        given = (MARK_START, MARK_END, question, *self._values, *values)
        rows = self._connection.exec_driver_sql(f"{_TEXTS} {self._within} {order}", given)
        return [(row[0], row[1]) for row in rows]

    def _amount(self, word: str) -> int:
        """Return how many pages have a word with this beginning; of many only that it is common, or costly."""
        if word not in self._amounts:
            self._amounts[word] = self._counted(word)
        return self._amounts[word]

    def _counted(self, word: str) -> int:
        if is_cuttable(word):
            most = self._at_most(plain(word))
            if most <= COMMON or most > COSTLY:
                return most
        return self._connection.exec_driver_sql(_COUNT, (_asked_for(word), COMMON + 1)).scalar_one()

    def _at_most(self, beginning: str) -> int:
        """Return how many pages the words with a beginning are on, each for itself; read no further than is needed."""
        self._connection.exec_driver_sql(_WORD_LIST)
        pages = 0
        listed = self._connection.exec_driver_sql(_PAGES_EACH, (beginning, beginning + _NO_MORE))
        for words, row in enumerate(listed, start=1):
            pages += row[0]
            if pages > COSTLY or words > COMMON:
                listed.close()
                return COSTLY + 1
        return pages


class _Asked:
    """What is asked of FTS5: whole words, or only the first signs of those that are costly.

    Attributes:
        question: In the language of FTS5.
    """

    def __init__(self, words: Sequence[str], cut: Sequence[bool] = ()) -> None:
        self._wanted = [plain(word) for word in words]
        self._cut = [word for word, is_cut in zip(self._wanted, cut, strict=False) if is_cut]
        self._first = tuple(word[:INDEXED] for word in self._cut)
        given = {word: word[:INDEXED] for word in self._cut}
        self.question = " ".join(_asked_for(given.get(plain(word), word)) for word in words)

    def is_in(self, text: str) -> bool:
        """Return whether a marked text has the whole of each word that was cut."""
        found = {plain(piece.partition(MARK_END)[0]) for piece in text.split(MARK_START)[1:]}
        return all(any(word.startswith(wanted) for word in found) for wanted in self._cut)

    def excerpt(self, text: str) -> str:
        """Return an excerpt of a marked text, in which nothing is marked that only has the same first signs."""
        return excerpt(text, self._kind_of)

    def _kind_of(self, marked: str) -> int | None:
        word = plain(marked)
        kind = next((number for number, wanted in enumerate(self._wanted) if word.startswith(wanted)), None)
        return -1 if kind is None and not word.startswith(self._first) else kind


def words_of(typed: str) -> list[str]:
    """Return the words that a user typed, of letters and digits only, so that no syntax of FTS5 is left."""
    parted = "".join(sign if _is_of_word(sign) else " " for sign in typed).split()
    words = [word for word in parted if any(unicodedata.category(sign)[0] != "M" for sign in word)]
    return words[:WORDS_ASKED]


def plain(word: str) -> str:
    """Return a word as SQLite's tokenizer folds it."""
    if word.isascii():
        return word.lower()
    letters = (sign for sign in unicodedata.normalize("NFD", word) if unicodedata.category(sign)[0] != "M")
    return "".join(letters).lower().replace(_LONG_S, "s")


def is_cuttable(word: str) -> bool:
    """Return whether a word may be looked for by its first signs."""
    whole = unicodedata.normalize("NFC", word)
    return _LATIN.fullmatch(whole) is not None and len(plain(whole)) > INDEXED


def _asked_for(beginning: str) -> str:
    return f'"{beginning}"*'


def _is_of_word(sign: str) -> bool:
    """Return whether SQLite's tokenizer takes a character for a part of a word; marks belong to the letter before."""
    category = unicodedata.category(sign)
    return category[0] in "LNM" or category == "Co"
