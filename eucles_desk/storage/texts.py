"""The texts of stored files in the database, and the search in them by SQLite's FTS5.

The words are kept beside the texts in ``evidence_word``, a table of FTS5 that reads its texts from ``evidence_text``;
each text that is added here is added there as well.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Connection, insert, select

from eucles_desk.assessment.records import MARK_END, MARK_START, TextHit
from eucles_desk.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS_ASKED: Final = 12
"""How many words of a search count."""
_EXCERPT_WORDS: Final = 12
_MISSING: Final = (
    "SELECT sha256, max(file_name) FROM evidence WHERE sha256 > '' "
    "AND NOT EXISTS (SELECT 1 FROM evidence_text WHERE evidence_text.sha256 = evidence.sha256 AND page = 0) "
    "GROUP BY sha256 ORDER BY sha256 LIMIT ?"
)
_FIND: Final = (
    "SELECT evidence_text.sha256, evidence_text.page, found.excerpt, "
    "evidence.assessment_id, evidence.id, evidence.title, assessment.cluster_name "
    "FROM (SELECT rowid AS id, rank AS fit, snippet(evidence_word, 0, ?, ?, '…', ?) AS excerpt "
    "FROM evidence_word WHERE evidence_word MATCH ? {within} ORDER BY rowid DESC LIMIT ?) AS found "
    "JOIN evidence_text ON evidence_text.id = found.id "
    "JOIN evidence ON evidence.sha256 = evidence_text.sha256 "
    "JOIN assessment ON assessment.id = evidence.assessment_id "
    "{where} ORDER BY found.fit, found.id LIMIT ?"
)
_WITHIN: Final = (
    "AND +rowid IN (SELECT evidence_text.id FROM evidence "
    "JOIN evidence_text ON evidence_text.sha256 = evidence.sha256 WHERE evidence.assessment_id = ?)"
)
"""The sign before ``rowid`` has SQLite go through the matches once, and not through the index for each page."""
PAGES_COMPARED: Final = 200
"""How many pages are put in the order of how well they fit: a common word stands in most of them, and to compare them
all would take half a second. The pages that came in last are taken."""


class SqlEvidenceTexts:
    """The texts of stored files, seen in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, sha256: str, pages: Sequence[str], first: int = 1, *, more: bool = False) -> None:
        """Keep the text of a file, or a piece of it; one that was kept before gives way.

        Nothing is written before all is ready to be: from the first row on, others have to wait.
        """
        ready = [(page, storable(text)) for page, text in enumerate(pages, start=first)]
        if first == 1:
            self._remove(sha256)
        for page, kept in ready:
            if not kept:
                continue
            added = self._connection.execute(insert(t.evidence_text).values(sha256=sha256, page=page, text=kept))
            assert added.inserted_primary_key is not None
            row = (added.inserted_primary_key[0], kept)
            self._connection.exec_driver_sql("INSERT INTO evidence_word (rowid, text) VALUES (?, ?)", row)
        if not more:
            self._connection.execute(insert(t.evidence_text).values(sha256=sha256, page=0, text=""))

    def has(self, sha256: str) -> bool:
        """Return whether the text of a file is kept, also of one that has none."""
        read = (t.evidence_text.c.sha256 == sha256) & (t.evidence_text.c.page == 0)
        found = select(t.evidence_text.c.id).where(read).limit(1)
        return self._connection.execute(found).first() is not None

    def missing(self, limit: int) -> Sequence[tuple[str, str]]:
        """Return files that are evidence and whose text is not kept yet, each with its file name."""
        return [(row[0], row[1]) for row in self._connection.exec_driver_sql(_MISSING, (limit,))]

    def find(self, words: str, limit: int, assessment: UUID | None = None) -> Sequence[TextHit]:
        """Return pages that hold all the words, each as the beginning of a word, the best of the latest first."""
        asked = question(words)
        if not asked:
            return []
        within, where, values = "", "", ()
        if assessment is not None:
            within, where, values = _WITHIN, "WHERE evidence.assessment_id = ?", (assessment.hex,)
        found = self._connection.exec_driver_sql(
            _FIND.format(within=within, where=where),
            (MARK_START, MARK_END, _EXCERPT_WORDS, asked, *values, PAGES_COMPARED, *values, limit),
        )
        return [_hit(row) for row in found]

    def _remove(self, sha256: str) -> None:
        query = select(t.evidence_text.c.id, t.evidence_text.c.text).where(t.evidence_text.c.sha256 == sha256)
        for row in self._connection.execute(query).all():
            if row.text:
                words = "INSERT INTO evidence_word (evidence_word, rowid, text) VALUES ('delete', ?, ?)"
                self._connection.exec_driver_sql(words, (row.id, row.text))
        self._connection.execute(t.evidence_text.delete().where(t.evidence_text.c.sha256 == sha256))


def question(words: str) -> str:
    """Return what FTS5 is asked for words that a user typed: letters and digits only, so that no syntax is left."""
    parted = "".join(sign if _is_of_word(sign) else " " for sign in words).split()
    asked = [word for word in parted if any(unicodedata.category(sign)[0] != "M" for sign in word)]
    return " ".join(f'"{word}"*' for word in asked[:WORDS_ASKED])


def storable(text: str) -> str:
    """Return a text as it is kept: without signs that no text has, halves of characters among them."""
    return "".join(
        sign if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"} else " " for sign in text
    ).strip()


def _is_of_word(sign: str) -> bool:
    """Return whether SQLite's tokenizer takes a character for a part of a word; marks belong to the letter before."""
    category = unicodedata.category(sign)
    return category[0] in "LNM" or category == "Co"


def _hit(row: Any) -> TextHit:
    return TextHit(row[0], row[1], row[2], UUID(row[3]), UUID(row[4]), row[5], row[6])
