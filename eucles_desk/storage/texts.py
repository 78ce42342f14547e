"""The texts of stored files in the database, and the search in them by SQLite's FTS5.

The words are kept beside the texts in ``evidence_word``, a table of FTS5 that reads its texts from ``evidence_text``;
each text that is added here is added there as well. How pages are found: ``page_search``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Connection, insert, select

from eucles_desk.assessment.records import TextHit
from eucles_desk.storage import tables as t
from eucles_desk.storage.page_search import PageSearch, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NO_SIGNS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but for line breaks and tabs, and halves of characters."""
_MISSING: Final = (
    "SELECT sha256, file_name FROM unread_file "
    "WHERE EXISTS (SELECT 1 FROM evidence WHERE evidence.sha256 = unread_file.sha256) ORDER BY sha256 LIMIT ?"
)
NOTE_UNREAD: Final = (
    "INSERT OR IGNORE INTO unread_file (sha256, file_name) SELECT ?, ? WHERE NOT EXISTS "
    "(SELECT 1 FROM evidence_text WHERE evidence_text.sha256 = ? AND page = 0)"
)
"""Notes a file of evidence as unread unless its text is kept."""
_NOTE_READ: Final = "DELETE FROM unread_file WHERE sha256 = ?"
_WITHIN: Final = "AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT evidence_text.id {of_assessment})"
_OF_ASSESSMENT: Final = (
    "FROM evidence JOIN evidence_text ON evidence_text.sha256 = evidence.sha256 "
    "WHERE evidence.assessment_id = ? AND evidence.sha256 > ''"
)
_WHERE: Final = (
    "SELECT evidence_text.id, evidence_text.sha256, evidence_text.page, evidence.assessment_id, evidence.id, "
    "evidence.title, assessment.cluster_name FROM evidence_text "
    "JOIN evidence ON evidence.sha256 = evidence_text.sha256 "
    "JOIN assessment ON assessment.id = evidence.assessment_id "
    "WHERE evidence_text.id IN ({ids}) {within} ORDER BY evidence.assessment_id, evidence.position"
)


class SqlEvidenceTexts:
    """The texts of stored files, seen in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._amounts: dict[str, int] = {}
        """How many pages each beginning is on, until pages are added or removed."""

    def add(self, sha256: str, pages: Sequence[str], first: int = 1, *, more: bool = False) -> None:
        """Keep the text of a file, or a piece of it; one that was kept before gives way.

        Nothing is written before all is ready to be: from the first row on, others have to wait.
        """
        ready = [(page, storable(text)) for page, text in enumerate(pages, start=first)]
        self._amounts.clear()
        if first == 1:
            self._remove(sha256)
        for page, kept in ready:
            if not kept:
                continue
            added = self._connection.execute(insert(t.evidence_text).values(sha256=sha256, page=page, text=kept))
            assert added.inserted_primary_key is not None
            row = (added.inserted_primary_key[0], kept)
            self._connection.exec_driver_sql("INSERT INTO evidence_word (rowid, text) VALUES (?, ?)", row)
        if more:
            self._connection.exec_driver_sql(NOTE_UNREAD, (sha256, "", sha256))
        else:
            self._connection.execute(insert(t.evidence_text).values(sha256=sha256, page=0, text=""))
            self._connection.exec_driver_sql(_NOTE_READ, (sha256,))

    def forget(self, sha256: str) -> None:
        """Take out the text of a file that is no more, and the words of it from the index."""
        self._remove(sha256)
        self._connection.exec_driver_sql(_NOTE_READ, (sha256,))

    def has(self, sha256: str) -> bool:
        """Return whether the text of a file is kept, also of one that has none."""
        read = (t.evidence_text.c.sha256 == sha256) & (t.evidence_text.c.page == 0)
        found = select(t.evidence_text.c.id).where(read).limit(1)
        return self._connection.execute(found).first() is not None

    def missing(self, limit: int) -> Sequence[tuple[str, str]]:
        """Return files that are evidence and whose text is not kept yet, each with its file name."""
        return [(row[0], row[1]) for row in self._connection.exec_driver_sql(_MISSING, (limit,))]

    def find(self, words: str, limit: int, assessment: UUID | None = None) -> Sequence[TextHit]:
        """Return pages that hold all the words, each as the beginning of a word, the best first.

        Pages with common words come in the order in which they were read, the last one first.
        """
        asked, given = words_of(words), self._within(assessment)
        if not asked or given is None or limit < 1:
            return []
        within = _WITHIN.format(of_assessment=_OF_ASSESSMENT) if given else ""
        found: list[TextHit] = []
        for pages in PageSearch(self._connection, asked, within, given, self._amounts).batches(limit):
            found.extend(self._hits(pages, assessment))  # a page whose file is no longer evidence is passed over
            if len(found) >= limit:
                break
        return found[:limit]

    def _within(self, assessment: UUID | None) -> tuple[object, ...] | None:
        """Return the values that keep a search to one assessment, none for all; ``None`` where there is no text."""
        if assessment is None:
            return ()
        edges = f"SELECT min(evidence_text.id), max(evidence_text.id) {_OF_ASSESSMENT}"
        first, last = self._connection.exec_driver_sql(edges, (assessment.hex,)).one()
        return None if first is None else (first, last, assessment.hex)

    def _hits(self, pages: Sequence[tuple[int, str]], assessment: UUID | None) -> Iterator[TextHit]:
        """Yield the evidence that each page belongs to, in the order of the pages."""
        only = "AND evidence.assessment_id = ?" if assessment else ""
        statement = _WHERE.format(ids=", ".join("?" * len(pages)), within=only)
        values = (*(page for page, _ in pages), *([assessment.hex] if assessment else []))
        places: dict[int, list[Any]] = {}
        for row in self._connection.exec_driver_sql(statement, values):
            places.setdefault(row[0], []).append(row)
        for page, excerpt in pages:
            for row in places.get(page, ()):
                yield TextHit(row[1], row[2], excerpt, UUID(row[3]), UUID(row[4]), row[5], row[6])

    def _remove(self, sha256: str) -> None:
        self._amounts.clear()
        query = select(t.evidence_text.c.id, t.evidence_text.c.text).where(t.evidence_text.c.sha256 == sha256)
        for row in self._connection.execute(query).all():
            if row.text:
                words = "INSERT INTO evidence_word (evidence_word, rowid, text) VALUES ('delete', ?, ?)"
                self._connection.exec_driver_sql(words, (row.id, row.text))
        self._connection.execute(t.evidence_text.delete().where(t.evidence_text.c.sha256 == sha256))


def storable(text: str) -> str:
    """Return a text as it is kept: without signs that no text has, halves of characters among them."""
    return _NO_SIGNS.sub(" ", text).strip()
