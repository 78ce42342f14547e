"""The history as a chain: each entry carries a hash over itself and the entry before, so no change goes unnoticed.

What an entry says is hashed with a salt of its own, and only that hash goes into the chain. So what was said about a
person can be taken out of an entry, and the chain still holds: what is left tells that there was an entry, not which.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GENESIS: Final = bytes(32)
"""Stands where the first entry has no entry before it."""
SALT_BYTES: Final = 16
NOTHING: Final = ("", "{}", "", "[]")
"""What an erased entry says: message, values, merge key, changes."""
COLUMNS: Final = (
    'seq, assessment_id, at, group_id, mode, message, "values", merge_key, seat_id, changes, erased, salt, '
    "payload_hash, hash"
)
"""The columns of ``history`` in the order of :class:`Row`."""


class Row(NamedTuple):
    """An entry as it lies in the database, every value in the form that SQLite keeps."""

    seq: int
    assessment_id: str | None
    at: str
    group_id: str
    mode: str
    message: str
    values: str
    merge_key: str
    seat_id: str | None
    changes: str
    erased: int
    salt: bytes | None
    payload_hash: bytes
    hash: bytes


class Fault(StrEnum):
    """What can be wrong with an entry."""

    MISSING = "missing"
    """There is no entry of this number, though there are later ones."""
    ALTERED = "altered"
    """What the entry says is not what was written."""
    UNCHAINED = "unchained"
    """The entry does not follow the one before it."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold.

    Attributes:
        seq: The number of the first entry that is concerned.
        last: The number of the last one, where entries are missing.
    """

    fault: Fault
    seq: int
    last: int


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the chain: its number, which counts every change kept so far, and its hash."""

    seq: int = 0
    hash: bytes = GENESIS


def payload_hash(salt: bytes, message: str, values: str, merge_key: str, changes: str) -> bytes:
    """Return the hash of what an entry says."""
    return _hash(salt, message.encode(), values.encode(), merge_key.encode(), changes.encode())


def link(previous: bytes, row: Row) -> bytes:
    """Return the hash that ties an entry to the one before it."""
    return _hash(
        previous,
        b"%d" % row.seq,
        (row.assessment_id or "").encode(),
        row.at.encode(),
        row.group_id.encode(),
        row.mode.encode(),
        (row.seat_id or "").encode(),
        row.payload_hash,
    )


def chained(rows: Iterable[Row], before: Head = Head()) -> Iterator[Row]:  # a frozen value
    """Yield entries numbered and tied to each other; their salts must be set."""
    previous = before
    for given in rows:
        said = payload_hash(given.salt or b"", given.message, given.values, given.merge_key, given.changes)
        row = given._replace(seq=previous.seq + 1, payload_hash=said)
        row = row._replace(hash=link(previous.hash, row))
        previous = Head(row.seq, row.hash)
        yield row


def breaks(rows: Iterable[Row], before: Head = Head()) -> Iterator[Break]:  # a frozen value
    """Yield every place where the chain does not hold; the rows come in the order of their numbers.

    A row that was altered is told once: the next is held against the hash that the row carries.
    """
    seq, previous = before.seq, before.hash
    for row in rows:
        if row.seq != seq + 1:
            yield Break(Fault.MISSING, seq + 1, row.seq - 1)
        if not _is_as_written(row):
            yield Break(Fault.ALTERED, row.seq, row.seq)
        elif row.seq == seq + 1 and link(previous, row) != row.hash:
            yield Break(Fault.UNCHAINED, row.seq, row.seq)
        seq, previous = row.seq, row.hash


def _is_as_written(row: Row) -> bool:
    said = (row.message, row.values, row.merge_key, row.changes)
    if row.erased:
        return row.salt is None and said == NOTHING
    return row.salt is not None and payload_hash(row.salt, *said) == row.payload_hash


def _hash(*parts: bytes) -> bytes:
    """Hash parts so that no other parts have the same bytes."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()
