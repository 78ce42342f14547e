"""Ended assessments in the database, and taking out what was kept longer than its period."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

from eucles_desk.assessment.retention import Ended
from eucles_desk.storage import tables as t
from eucles_desk.storage.persons import TIDY, SqlPersons
from eucles_desk.storage.texts import SqlEvidenceTexts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

_HAS_ENDED: Final = "step IN ('awarded', 'refused', 'withdrawn')"
_ENDED: Final = f"SELECT id FROM assessment WHERE {_HAS_ENDED} ORDER BY created_at, id"  # noqa: S608  # no user text
_ENDED_ONE: Final = f"SELECT id, cluster_name, label, created_at FROM assessment WHERE id = ? AND {_HAS_ENDED}"  # noqa: S608
_ENDED_AT: Final = (
    "SELECT max(at) FROM history WHERE assessment_id = ? AND mode <> 'note' "
    """AND (erased OR instr(changes, '"part":"step"') OR instr(changes, '"part": "step"'))"""
)
"""The last change of the step; one that was erased may have been it, and rather keeps something longer."""
_EVIDENCE: Final = "SELECT id, sha256, interview, versions FROM evidence WHERE assessment_id = ?"
_ENTRIES: Final = "SELECT seq, changes FROM history WHERE assessment_id = ? AND NOT erased"
_WITH_TEXT: Final = "text"


class SqlRetention:
    """What was kept, seen in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ended_ids(self) -> Sequence[UUID]:
        """Return the ids of the assessments that have ended, those that came in first first."""
        return [UUID(row[0]) for row in self._run(_ENDED).all()]

    def ended_one(self, assessment: UUID) -> Ended | None:
        """Return an assessment that has ended, ``None`` for one that has not."""
        row = self._run(_ENDED_ONE, assessment.hex).one_or_none()
        return None if row is None else self._read(row)

    def in_use(self, besides: Iterable[UUID]) -> frozenset[str]:
        """Return the stored files that other assessments than these have as evidence."""
        left_out = {one.hex for one in besides}
        found = self._run("SELECT assessment_id, sha256, versions FROM evidence").all()
        return frozenset(sha256 for row in found if row[0] not in left_out for sha256 in _files(row[1], _plain(row[2])))

    def forget_files(self, files: Iterable[str]) -> None:
        """Take out the texts of files that are no more."""
        texts, gone = SqlEvidenceTexts(self._connection), list(files)
        for sha256 in gone:
            texts.forget(sha256)
        if gone:
            self._run(TIDY)

    def erase_interview_notes(self, assessment: UUID) -> int:
        """Empty the notes of interviews, and the entries of the history that tell them; return how many notes."""
        talks = {row[0]: _plain(row[2]) for row in self._run(_EVIDENCE, assessment.hex).all() if _plain(row[2])}
        emptied = 0
        for piece, talk in talks.items():
            emptied += len(_told(talk))
            notes = [{**note, _WITH_TEXT: ""} for note in talk.get("notes", ())]
            changed = json.dumps({**talk, "notes": notes})
            self._run(
                "UPDATE evidence SET interview = ? WHERE assessment_id = ? AND id = ?", changed, assessment.hex, piece
            )
            self._run(
                "UPDATE citation SET quote = '' WHERE assessment_id = ? AND evidence_id = ?", assessment.hex, piece
            )
        entries = self._entries(assessment)
        known = {str(UUID(piece)) for piece in talks}  # and those that were taken out since
        known |= {str(change["key"]) for _seq, changes in entries for change in changes if _is_talk(change)}
        SqlPersons(self._connection).empty(
            [seq for seq, changes in entries if any(_tells_talk(change, known) for change in changes)]
        )
        return emptied

    def erase_private_notes(self, assessment: UUID) -> int:
        """Take out private notes, and the entries of the history that tell them; return how many notes."""
        entries = self._entries(assessment)
        SqlPersons(self._connection).empty(
            [seq for seq, changes in entries if any(change.get("part") == "private_note" for change in changes)]
        )
        return self._run("DELETE FROM private_note WHERE assessment_id = ?", assessment.hex).rowcount

    def erase_assessment(self, assessment: UUID) -> None:
        """Take out an assessment with all its parts and reports; its entries of the history stay, and say nothing."""
        found = self._run("SELECT seq FROM history WHERE assessment_id = ? AND NOT erased", assessment.hex).all()
        SqlPersons(self._connection).empty([row[0] for row in found])
        for table in reversed(t.metadata.sorted_tables):
            if table is not t.history and "assessment_id" in table.c:
                self._run(f"DELETE FROM {table.name} WHERE assessment_id = ?", assessment.hex)  # noqa: S608  # no user text
        self._run("DELETE FROM assessment WHERE id = ?", assessment.hex)

    def _run(self, statement: str, *values: Any) -> Any:
        return self._connection.exec_driver_sql(statement, values)

    def _read(self, row: Any) -> Ended:
        at = self._run(_ENDED_AT, row[0]).scalar() or row[3]
        files, notes = set[str](), 0
        for piece in self._run(_EVIDENCE, row[0]).all():
            files |= set(_files(piece[1], _plain(piece[3])))
            notes += len(_told(_plain(piece[2])))
        private = self._run("SELECT count(*) FROM private_note WHERE assessment_id = ?", row[0]).scalar_one()
        ended_at = datetime.fromisoformat(at).replace(tzinfo=UTC)
        return Ended(UUID(row[0]), row[1], row[2], ended_at, frozenset(files), notes, private)

    def _entries(self, assessment: UUID) -> list[tuple[int, list[dict[str, Any]]]]:
        """Return the entries of an assessment that say something, with their changes."""
        return [(row[0], _dicts(_plain(row[1]))) for row in self._run(_ENTRIES, assessment.hex).all()]


def _is_talk(change: dict[str, Any]) -> bool:
    """Return whether a change is one of an interview."""
    values = _dicts([change.get("before"), change.get("after")])
    return change.get("part") == "evidence" and any(value.get("interview") for value in values)


def _tells_talk(change: dict[str, Any], talks: set[str]) -> bool:
    """Return whether a change holds what was said in one of these talks, or quotes it."""
    if change.get("part") == "evidence":
        return str(change.get("key")) in talks
    said = _dicts([change.get("before"), change.get("after")])
    cited = [one for value in said for one in _dicts(value.get("citations"))]
    return any(one.get("evidence") in talks and one.get("quote") for one in cited)


def _told(talk: Any) -> list[dict[str, Any]]:
    """Return the notes of an interview that say something."""
    return [note for value in _dicts([talk]) for note in _dicts(value.get("notes")) if note.get(_WITH_TEXT)]


def _files(sha256: str, versions: Any) -> Iterator[str]:
    if sha256:
        yield sha256
    for version in _dicts(versions):
        if version.get("sha256"):
            yield str(version["sha256"])


def _dicts(value: Any) -> list[dict[str, Any]]:
    """Return the records of a list, none where it is something else."""
    found = cast("list[Any]", value) if isinstance(value, list) else []
    return [cast("dict[str, Any]", one) for one in found if isinstance(one, dict)]


def _plain(text: Any) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None
