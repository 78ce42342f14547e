"""What this computer keeps of the exchange with others: seats held, boxes, versions of fields, packages, experts."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import delete, insert, select

from eucles_desk.assessment.experts import Engagement, EngagementKind, Exchanged, Expert, Grade
from eucles_desk.errors import StorageError
from eucles_desk.storage import tables as t
from eucles_desk.storage.rows import extra_from_row, extra_to_row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Table

MOST_UNPACKED: Final = 256_000_000
_IN, _OUT = "in", "out"
_HELD: Final = "SELECT seat_id FROM held_seat WHERE assessment_id = ?"


class SqlExchange:
    """The exchange of assessments, seen in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def held(self, assessment: UUID) -> frozenset[UUID]:
        """Return the seats that are judged on this computer; none means that all are."""
        found = self._connection.exec_driver_sql(_HELD, (assessment.hex,))
        return frozenset(UUID(row[0]) for row in found)

    def hold(self, assessment: UUID, seats: Collection[UUID]) -> None:
        """Say which seats are judged here."""
        self._delete(t.held_seat, assessment)
        for seat in seats:
            self._connection.execute(insert(t.held_seat), {"assessment_id": assessment, "seat_id": seat})

    def boxes(self, assessment: UUID) -> Mapping[UUID, bytes]:
        """Return the boxes of seats of other computers."""
        found = self._connection.execute(select(t.seat_box).where(t.seat_box.c.assessment_id == assessment))
        return {row.seat_id: row.content for row in found}

    def put_box(self, assessment: UUID, seat: UUID, content: bytes) -> None:
        """Keep the box of a seat in the place of the one before."""
        at = (t.seat_box.c.assessment_id == assessment, t.seat_box.c.seat_id == seat)
        self._connection.execute(delete(t.seat_box).where(*at))
        values = {"assessment_id": assessment, "seat_id": seat, "content": content}
        self._connection.execute(insert(t.seat_box), values)

    def merge_state(self, assessment: UUID) -> tuple[int, bytes] | None:
        """Return up to which entry of the history the versions of fields go, and the versions; ``None`` for none."""
        query = select(t.merge_state).where(t.merge_state.c.assessment_id == assessment)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else (row.folded_to, unpacked(row.content))

    def put_merge_state(self, assessment: UUID, folded_to: int, content: bytes) -> None:
        """Keep the versions of fields."""
        self._delete(t.merge_state, assessment)
        values = {"assessment_id": assessment, "folded_to": folded_to, "content": zlib.compress(content)}
        self._connection.execute(insert(t.merge_state), values)

    def merge_undos(self, assessment: UUID) -> Mapping[UUID, bytes]:
        """Return the versions as they were before each merge, by the group of its entry."""
        found = self._connection.execute(select(t.merge_undo).where(t.merge_undo.c.assessment_id == assessment))
        return {row.group_id: unpacked(row.content) for row in found}

    def put_merge_undo(self, assessment: UUID, group: UUID, content: bytes) -> None:
        """Keep the versions as they were before a merge."""
        values = {"assessment_id": assessment, "group_id": group, "content": zlib.compress(content)}
        self._connection.execute(insert(t.merge_undo), values)

    def exchanged(self, assessment: UUID) -> Sequence[Exchanged]:
        """Return the packages of an assessment, the oldest first."""
        query = select(t.exchanged).where(t.exchanged.c.assessment_id == assessment)
        return [_exchanged(row) for row in self._connection.execute(query.order_by(t.exchanged.c.at))]

    def has_come_in(self, package: UUID) -> bool:
        """Return whether a package has been taken in already."""
        query = select(t.exchanged.c.id).where(t.exchanged.c.id == package, t.exchanged.c.direction == _IN)
        return self._connection.execute(query).first() is not None

    def note_exchanged(self, package: Exchanged) -> None:
        """Keep that a package came in or went out."""
        self._connection.execute(
            insert(t.exchanged),
            {
                "id": package.id,
                "direction": _IN if package.incoming else _OUT,
                "assessment_id": package.assessment,
                "purpose": package.purpose,
                "at": package.at,
                "author_key": package.author_key,
                "author_name": package.author_name,
                "history": zlib.compress(package.history) if package.history else None,
                "unknown": zlib.compress(package.unknown) if package.unknown else None,
            },
        )

    def _delete(self, table: Table, assessment: UUID) -> None:
        self._connection.execute(delete(table).where(table.c.assessment_id == assessment))


class SqlExperts:
    """The register of experts, seen in one transaction."""

    def __init__(self, connection: Connection, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._now = now

    def all(self) -> Sequence[Expert]:
        """Return the experts by name."""
        return [_expert(row) for row in self._connection.execute(select(t.expert).order_by(t.expert.c.name))]

    def get(self, expert: UUID) -> Expert | None:
        """Return an expert."""
        row = self._connection.execute(select(t.expert).where(t.expert.c.id == expert)).one_or_none()
        return None if row is None else _expert(row)

    def put(self, expert: Expert) -> None:
        """Add an expert, or change what is kept of one."""
        self.remove(expert.id)
        self._connection.execute(
            insert(t.expert),
            {
                "id": expert.id,
                "name": expert.name,
                "organisation": expert.organisation,
                "country": expert.country,
                "grade": expert.grade.value,
                "languages": list(expert.languages),
                "key": expert.key,
                "facts": [
                    {"kind": one.kind.value, "cluster": one.cluster, "until": one.until} for one in expert.engagements
                ],
                "changed_at": self._now(),
                "extra": extra_to_row(expert.extra),
            },
        )

    def remove(self, expert: UUID) -> None:
        """Take an expert out of the register."""
        self._connection.execute(delete(t.expert).where(t.expert.c.id == expert))


def _exchanged(row: Any) -> Exchanged:
    return Exchanged(
        id=row.id,
        incoming=row.direction == _IN,
        assessment=row.assessment_id,
        purpose=row.purpose,
        at=row.at,
        author_key=row.author_key,
        author_name=row.author_name,
        history=unpacked(row.history) if row.history else b"",
        unknown=unpacked(row.unknown) if row.unknown else b"",
    )


def _expert(row: Any) -> Expert:
    engagements = tuple(
        Engagement(EngagementKind(one["kind"]), one["cluster"], one.get("until", "")) for one in row.facts
    )
    return Expert(
        row.id,
        row.name,
        row.organisation,
        row.country,
        Grade(row.grade),
        tuple(row.languages),
        row.key,
        engagements,
        extra_from_row(row.extra),
    )


def unpacked(content: bytes) -> bytes:
    """Return what was compressed; it was bounded when it came in, and is again here."""
    unpacking = zlib.decompressobj()
    plain = unpacking.decompress(content, MOST_UNPACKED)
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise StorageError("What is kept of an exchange is damaged.")
    return plain
