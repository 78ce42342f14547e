"""The texts of today's data in which a person is named, table by table, and a term in the name's place.

Every column of free text is gone through, in whatever table: one that a later schema adds is among them by itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import JSON, Column, String, Table, Text

from eucles_desk.assessment.persons import Mention, Names, Where, strings_in, with_strings
from eucles_desk.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

ELSEWHERE: Final = frozenset({t.history, t.edition, t.report, t.evidence_text})
"""Tables gone through in another way, or not at all: editions hold no data, and reports are kept as they were given."""
FOLDED: Final = {"name": "name_folded", "cluster_name": "cluster_name_folded"}
"""Texts that are kept a second time for the search."""
CONTACT_NAME: Final = "contact_name"
CONTACT: Final = "contact_"
_WHERE: Final = {
    t.seat: Where.SEAT,
    t.fact: Where.CONTACT,
    t.evidence: Where.EVIDENCE,
    t.unread_file: Where.EVIDENCE,
    t.remark: Where.REMARK,
    t.visit: Where.VISIT,
    t.private_note: Where.PRIVATE_NOTE,
    t.cluster: Where.CLUSTER,
    t.assessment: Where.CLUSTER,
    **dict.fromkeys((t.judgement, t.strength, t.improvement, t.citation, t.agreement), Where.JUDGEMENT),
    **dict.fromkeys((t.decision, t.appeal, t.correction), Where.DECISION),
    t.expert: Where.EXPERT,
}
_ABOUT: Final = ("criterion", "title", "fact", "cluster_name", "role")
_OWN: Final = ("organisation", "country", "interests", "key", "extra")
"""What a seat says of its person beside the name."""


@dataclass(frozen=True, slots=True)
class Owned:
    """What belongs to a person as a whole, whatever stands in it.

    Attributes:
        seats: The seats that the person has.
        contacts: The assessments whose cluster the person speaks for.
    """

    seats: frozenset[UUID] = frozenset()
    contacts: frozenset[UUID] = frozenset()


class PersonRows:
    """Today's data, seen in one transaction."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._connection = connection
        self._names = names

    def owned(self) -> Owned:
        """Return what belongs to the person as a whole."""
        run = self._connection.exec_driver_sql
        seats = run("SELECT id, name FROM seat").all()
        contacts = run("SELECT assessment_id, text FROM fact WHERE fact = ?", (CONTACT_NAME,)).all()
        return Owned(
            frozenset(UUID(row[0]) for row in seats if self._names.are(row[1])),
            frozenset(UUID(row[0]) for row in contacts if self._names.stand_in(row[1] or "")),
        )

    def mentions(self, owned: Owned) -> Iterator[Mention]:
        """Yield each text that names the person, or that is about the person as a whole."""
        for table in tables():
            for row in self._rows(table):
                yield from self._own(table, row, owned)
                for name in _texts(table):
                    yield from self._named(table, name, row)

    def replace(self, owned: Owned, term: str) -> tuple[int, frozenset[UUID]]:
        """Put a term in the name's place everywhere; return how many values were changed, and in which assessments."""
        changed, assessments = 0, set[UUID]()
        changed += self._clear(owned)
        for table in tables():
            for row in self._rows(table):
                values = {name: self._replaced(table.c[name], row[name], term) for name in _texts(table)}
                values = {name: value for name, value in values.items() if value != row[name]}
                if not values:
                    continue
                changed += len(values)
                folded = [name for name in values if FOLDED.get(name, "") in table.c]
                values |= {FOLDED[name]: str(values[name]).casefold() for name in folded}
                self._write(table, row["rowid"], values)
                if (assessment := _assessment(table, row)) is not None:
                    assessments.add(assessment)
        return changed, frozenset(assessments | owned.contacts)

    def _rows(self, table: Table) -> Iterator[dict[str, Any]]:
        names = [column.name for column in table.columns if not column.name.endswith("_folded")]
        listed = ", ".join(f'"{name}"' for name in names)
        found = self._connection.exec_driver_sql(f"SELECT rowid, {listed} FROM {table.name}").all()  # noqa: S608  # no user text
        for row in found:
            yield dict(zip(("rowid", *names), row, strict=True))

    def _named(self, table: Table, name: str, row: dict[str, Any]) -> Iterator[Mention]:
        value = row[name]
        if not value or not self._names.may_stand_in(value):
            return
        texts = [value]
        if isinstance(table.c[name].type, JSON):
            texts = [text for text in strings_in(json.loads(value)) if self._names.stand_in(text)]
        for text in texts:
            if self._names.stand_in(text):
                yield Mention(_where(table, name), _assessment(table, row), name, text, _about(table, name, row))

    def _own(self, table: Table, row: dict[str, Any], owned: Owned) -> Iterator[Mention]:
        """Yield what does not name the person but is about them."""
        assessment = _assessment(table, row)
        if table is t.seat and UUID(row["id"]) in owned.seats:
            for name in _OWN:
                if row[name]:
                    yield Mention(Where.SEAT, assessment, name, str(row[name]), row["role"])
        elif table is t.fact and assessment in owned.contacts and row["fact"].startswith(CONTACT) and row["text"]:
            if row["fact"] != CONTACT_NAME and not self._names.stand_in(row["text"]):
                yield Mention(Where.CONTACT, assessment, "text", row["text"], row["fact"])
        elif table is t.evidence and row["interview"]:
            talk = json.loads(row["interview"])
            if talk and self._names.stand_in(str(talk.get("role", ""))):
                for note in talk.get("notes", ()):
                    if note.get("text") and not self._names.stand_in(note["text"]):
                        yield Mention(Where.INTERVIEW, assessment, "interview", note["text"], row["title"])

    def _clear(self, owned: Owned) -> int:
        """Take out what is about the person without the name; a declaration stays known to have been made."""
        run, cleared = self._connection.exec_driver_sql, 0
        for seat in owned.seats:
            statement = (
                "UPDATE seat SET organisation = '', country = '', key = '', extra = NULL, "
                "interests = CASE WHEN interests IS NULL THEN NULL ELSE '' END "
                "WHERE id = ? AND "
                "(organisation > '' OR country > '' OR key > '' OR interests > '' OR extra IS NOT NULL)"
            )
            cleared += run(statement, (seat.hex,)).rowcount
        for assessment in owned.contacts:
            statement = (
                "DELETE FROM fact WHERE assessment_id = ? AND substr(fact, 1, ?) = ? AND fact <> ? AND text > ''"
            )
            cleared += run(statement, (assessment.hex, len(CONTACT), CONTACT, CONTACT_NAME)).rowcount
        return cleared

    def _replaced(self, column: Column[Any], value: Any, term: str) -> Any:
        if not value or not self._names.may_stand_in(value):
            return value
        if not isinstance(column.type, JSON):
            return self._names.replaced(value, term)
        data = json.loads(value)
        changed = with_strings(data, lambda text: self._names.replaced(text, term))
        return json.dumps(changed) if changed != data else value

    def _write(self, table: Table, rowid: int, values: dict[str, Any]) -> None:
        sets = ", ".join(f'"{name}" = ?' for name in values)
        statement = f"UPDATE {table.name} SET {sets} WHERE rowid = ?"  # noqa: S608  # names of columns only
        self._connection.exec_driver_sql(statement, (*values.values(), rowid))


def tables() -> Sequence[Table]:
    """Return the tables that are gone through."""
    return [table for table in t.metadata.sorted_tables if table not in ELSEWHERE]


def _texts(table: Table) -> list[str]:
    """Return the columns that hold free text: those of no fixed length, while codes and days have one."""
    return [column.name for column in table.columns if _is_free(column)]


def _is_free(column: Column[Any]) -> bool:
    if column.name.endswith("_folded"):
        return False
    is_text = isinstance(column.type, Text) or (isinstance(column.type, String) and column.type.length is None)
    return is_text or isinstance(column.type, JSON)


def _assessment(table: Table, row: dict[str, Any]) -> UUID | None:
    if table is t.assessment:
        return UUID(row["id"])
    found = row.get("assessment_id")
    return UUID(found) if found else None


def _where(table: Table, name: str) -> Where:
    if table is t.improvement and name == "addressee":
        return Where.ADDRESSEE
    if table is t.evidence and name == "interview":
        return Where.INTERVIEW
    return _WHERE.get(table, Where.OTHER)


def _about(table: Table, name: str, row: dict[str, Any]) -> str:
    """Return what a text belongs to, which is not the text itself."""
    column = next((one for one in _ABOUT if one in table.c and one != name), "")
    return str(row.get(column) or "")
