"""A person in the database: all that names them, and taking the name out while the history stays provable."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

from eucles_desk.assessment.persons import About, Erased, Mention, NamedFile, Names, Where, strings_in
from eucles_desk.storage.chain import NOTHING
from eucles_desk.storage.person_blobs import PersonBlobs
from eucles_desk.storage.person_rows import CONTACT, CONTACT_NAME, Owned, PersonRows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

_ENTRIES: Final = (
    'SELECT seq, assessment_id, at, message, "values", merge_key, changes FROM history WHERE NOT erased ORDER BY seq'
)
_EMPTY: Final = (
    'UPDATE history SET message = ?, "values" = ?, merge_key = ?, changes = ?, salt = NULL, erased = 1 WHERE seq = ?'
)
_PAGES: Final = (
    "SELECT evidence_text.id, evidence_text.sha256, evidence_text.page, evidence_text.text FROM evidence_word "
    "JOIN evidence_text ON evidence_text.id = evidence_word.rowid WHERE evidence_word MATCH ?"
)
_FILES: Final = "SELECT assessment_id, title FROM evidence WHERE sha256 = ? ORDER BY assessment_id, position"
_FORGET: Final = "INSERT INTO evidence_word (evidence_word, rowid, text) VALUES ('delete', ?, ?)"
_LEARN: Final = "INSERT INTO evidence_word (rowid, text) VALUES (?, ?)"
TIDY: Final = "INSERT INTO evidence_word (evidence_word) VALUES ('optimize')"
"""Merges the index anew: until then it would still know the words that were taken out."""
BATCH: Final = 1_000


class SqlPersons:
    """Everything kept, seen in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def about(self, names: Names) -> About:
        """Return all that is kept about a person."""
        rows = PersonRows(self._connection, names)
        owned = rows.owned()
        mentions = [*rows.mentions(owned), *PersonBlobs(self._connection, names).mentions()]
        files: dict[tuple[UUID, str], NamedFile] = {}
        for _id, sha256, page, text in self._pages(names):
            for assessment, title in self._places(sha256):
                files.setdefault((assessment, sha256), NamedFile(sha256, title, assessment))
                mentions.append(Mention(Where.FILE_TEXT, assessment, "text", text, f"{title}, {page}"))
        entries = 0
        for row, changes in self._entries(names, owned):
            entries += 1
            mentions.extend(_told(row, changes, names, owned))
        concerned = {one.assessment for one in mentions if one.assessment is not None}
        clusters = self._clusters(concerned)
        people = self._people()
        return About(
            mentions,
            clusters,
            entries,
            tuple(files.values()),
            self._reports(concerned),
            others=[name for name in people if not names.stand_in(name)],
            wider=[name for name in people if names.is_single and names.stand_in(name) and not names.are(name)],
        )

    def erase(self, names: Names, term: str) -> Erased:
        """Put a term in the name's place in today's data, and empty the entries of the history that hold it."""
        rows = PersonRows(self._connection, names)
        owned = rows.owned()
        emptied = [(row[0], row[1]) for row, _changes in self._entries(names, owned)]
        self.empty([seq for seq, _assessment in emptied])
        values, assessments = rows.replace(owned, term)
        values += self._replace_pages(names, term) + PersonBlobs(self._connection, names).replace(term)
        of_history = {UUID(assessment) for _seq, assessment in emptied if assessment}
        seated = self._assessments_of(owned)
        return Erased(values, len(emptied), assessments | of_history | seated)

    def empty(self, entries: Sequence[int]) -> None:
        """Take out what entries of the history say; their hashes stay, so the chain still holds."""
        if entries:
            self._connection.exec_driver_sql(_EMPTY, [(*NOTHING, seq) for seq in entries])

    def _entries(self, names: Names, owned: Owned) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
        """Yield the entries that name the person, or change what belongs to them, with what was changed."""
        for row in self._all_entries():
            said = row[3:]
            is_own = _may_be_own(row[6], owned)
            if not is_own and not any(map(names.may_stand_in, said)):
                continue
            try:
                changes, values = json.loads(row[6]), json.loads(row[4])
            except ValueError:  # somebody else wrote there
                changes, values = [row[6]], [row[4]]
            if any(map(names.stand_in, (row[3], row[5], *strings_in(values), *strings_in(changes)))) or (
                is_own and any(_is_own(change, row[1], owned) for change in changes)
            ):
                yield row, changes

    def _all_entries(self) -> Iterator[Any]:
        found = self._connection.exec_driver_sql(_ENTRIES)
        while batch := found.fetchmany(BATCH):
            yield from batch

    def _pages(self, names: Names) -> list[tuple[int, str, int, str]]:
        """Return the pages of files that name the person; the index leaves few to be looked at."""
        phrases = (form.replace('"', '""') for form in names.forms)
        asked = " OR ".join(f'"{phrase}"' for phrase in phrases)
        found = self._connection.exec_driver_sql(_PAGES, (asked,)).all()
        return [(row[0], row[1], row[2], row[3]) for row in found if names.stand_in(row[3])]

    def _replace_pages(self, names: Names, term: str) -> int:
        pages = self._pages(names)
        run = self._connection.exec_driver_sql
        for number, _sha256, _page, text in pages:
            changed = names.replaced(text, term)
            run(_FORGET, (number, text))
            run("UPDATE evidence_text SET text = ? WHERE id = ?", (changed, number))
            run(_LEARN, (number, changed))
        if pages:
            run(TIDY)
        return len(pages)

    def _places(self, sha256: str) -> list[tuple[UUID, str]]:
        return [(UUID(row[0]), row[1]) for row in self._connection.exec_driver_sql(_FILES, (sha256,))]

    def _clusters(self, assessments: set[UUID]) -> dict[UUID, str]:
        found = self._connection.exec_driver_sql("SELECT id, cluster_name FROM assessment").all()
        return {UUID(row[0]): row[1] for row in found if UUID(row[0]) in assessments}

    def _reports(self, assessments: set[UUID]) -> int:
        found = self._connection.exec_driver_sql("SELECT assessment_id, count(*) FROM report GROUP BY 1").all()
        return sum(row[1] for row in found if UUID(row[0]) in assessments)

    def _assessments_of(self, owned: Owned) -> frozenset[UUID]:
        found = self._connection.exec_driver_sql("SELECT id, assessment_id FROM seat").all()
        return frozenset(UUID(row[1]) for row in found if UUID(row[0]) in owned.seats)

    def _people(self) -> list[str]:
        """Return the names of all people who are known as such: those of seats, and contacts of clusters."""
        run = self._connection.exec_driver_sql
        found = {row[0] for row in run("SELECT DISTINCT name FROM seat")}
        found |= {row[0] for row in run("SELECT DISTINCT text FROM fact WHERE fact = ?", (CONTACT_NAME,))}
        for (changes,) in run('SELECT changes FROM history WHERE instr(changes, \'"part":"seat"\') AND NOT erased'):
            found |= set(_seat_names(changes))
        return sorted(name for name in found if name and name.strip())


def _told(row: Any, changes: list[Any], names: Names, owned: Owned) -> Iterator[Mention]:
    """Yield the texts of an entry that name the person, or all of those that belong to them."""
    seq, assessment, at = row[0], UUID(row[1]) if row[1] else None, _time(row[2])
    for change in changes:
        is_own = _is_own(change, row[1], owned)
        known = cast("dict[str, Any]", change) if isinstance(change, dict) else {"after": change}
        about = str(known.get("key", "")).rpartition("/")[2]
        for name in ("before", "after"):
            value = known.get(name)
            data = list(cast("dict[str, Any]", value).values()) if isinstance(value, dict) else value
            for text in strings_in(data):
                if names.stand_in(text) or (is_own and text):
                    yield Mention(Where.HISTORY, assessment, name, text, about, seq, at)
    for text in (row[3], *strings_in(_plain(row[4]))):
        if names.stand_in(text):
            yield Mention(Where.HISTORY, assessment, "message", text, "", seq, at)


def _may_be_own(changes: str, owned: Owned) -> bool:
    if owned.seats and '"seat"' in changes:
        return True
    return bool(owned.contacts) and CONTACT in changes


def _is_own(change: Any, assessment: str | None, owned: Owned) -> bool:
    """Return whether a change is one of the person's seat or of the facts about them as a contact."""
    if not isinstance(change, dict):
        return False
    known = cast("dict[str, Any]", change)
    part, key = known.get("part"), str(known.get("key", ""))
    if part == "seat":
        return any(str(seat) == key for seat in owned.seats)
    is_text = any(isinstance(known.get(name), str) for name in ("before", "after"))
    is_contact = part == "fact" and key.startswith(CONTACT) and is_text
    return is_contact and assessment is not None and UUID(assessment) in owned.contacts


def _seat_names(changes: str) -> Iterator[str]:
    found = _plain(changes)
    for change in cast("list[Any]", found) if isinstance(found, list) else ():
        if not isinstance(change, dict) or cast("dict[str, Any]", change).get("part") != "seat":
            continue
        for name in ("before", "after"):
            value = cast("dict[str, Any]", change).get(name)
            if isinstance(value, dict):
                yield str(cast("dict[str, Any]", value).get("name", ""))


def _plain(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _time(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at).replace(tzinfo=UTC)
    except ValueError:
        return None
