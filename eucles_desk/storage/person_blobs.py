"""A person's name in what is kept of the exchange with other computers, which is compressed."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final
from uuid import UUID

from eucles_desk.assessment.persons import Mention, Where
from eucles_desk.storage.exchange import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from eucles_desk.assessment.persons import Names

_BLOBS: Final = (("merge_state", "content"), ("merge_undo", "content"), ("exchanged", "history"))
"""JSON in UTF-8, in which a name stands as it is written. What is in a box only its owner can read."""
_REACH: Final = 80


class PersonBlobs:
    """What is kept of the exchange, seen in one transaction."""

    def __init__(self, connection: Connection, names: Names) -> None:
        self._connection = connection
        self._names = names

    def mentions(self) -> Iterator[Mention]:
        """Yield each piece that names the person, by what stands around the name."""
        for table, column, _, assessment, text in self._found():
            yield Mention(Where.EXCHANGE, assessment, f"{table}.{column}", self._around(text))

    def replace(self, term: str) -> int:
        """Put a term in the name's place; return how many pieces were changed."""
        found = list(self._found())
        for table, column, row, _, text in found:
            changed = zlib.compress(self._names.replaced(text, term).encode())
            self._connection.exec_driver_sql(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (changed, row))  # noqa: S608  # no user text
        return len(found)

    def _found(self) -> Iterator[tuple[str, str, int, UUID, str]]:
        for table, column in _BLOBS:
            query = f"SELECT rowid, assessment_id, {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608  # no user text
            for row, assessment, content in self._connection.exec_driver_sql(query).all():
                text = unpacked(content).decode()
                if self._names.may_stand_in(text) and self._names.stand_in(text):
                    yield table, column, row, UUID(assessment), text

    def _around(self, text: str) -> str:
        folded = text.casefold()
        at = next((at for form in self._names.forms if (at := folded.find(form.casefold())) >= 0), 0)
        return text[max(0, at - _REACH) : at + _REACH]
