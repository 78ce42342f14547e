"""What belongs to the days on site and to the assessor's own desk to rows and back."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from eucles_desk.assessment.on_site import AcceptedFinding, Agenda, Frame, PrivateNote, SelfJudgement
from eucles_desk.storage.rows import Row, extra_from_row, extra_to_row, level_columns, level_of

if TYPE_CHECKING:
    from uuid import UUID


def self_judgement_row(assessment: UUID, said: SelfJudgement) -> Row:
    """Return the row of how the cluster sees itself in one criterion."""
    return {
        "assessment_id": assessment,
        "criterion": said.criterion,
        **level_columns(said.level),
        "comment": said.comment,
        "extra": extra_to_row(said.extra),
    }


def self_judgement_from_row(row: Any) -> SelfJudgement:
    """Read how the cluster sees itself in one criterion."""
    return SelfJudgement(row.criterion, level_of(row), row.comment, extra_from_row(row.extra))


def agenda_rows(assessment: UUID, agenda: Agenda | None) -> list[Row]:
    """Return the row of the agenda, none where there is no agenda."""
    if agenda is None:
        return []
    return [
        {
            "assessment_id": assessment,
            "frame": agenda.frame.value,
            "starts": list(agenda.starts),
            "minutes": dict(agenda.minutes),
            "done": list(agenda.done),
            "extra": extra_to_row(agenda.extra),
        }
    ]


def agenda_from_row(row: Any) -> Agenda:
    """Read the agenda."""
    return Agenda(
        frame=Frame(row.frame),
        starts=tuple(row.starts),
        minutes=MappingProxyType(dict(row.minutes)),
        done=tuple(row.done),
        extra=extra_from_row(row.extra),
    )


def accepted_row(assessment: UUID, accepted: AcceptedFinding) -> Row:
    """Return the row of an accepted finding."""
    return {
        "assessment_id": assessment,
        "kind": accepted.kind,
        "place": accepted.place,
        "detail": accepted.detail,
        "reason": accepted.reason,
        "extra": extra_to_row(accepted.extra),
    }


def accepted_from_row(row: Any) -> AcceptedFinding:
    """Read an accepted finding."""
    return AcceptedFinding(row.kind, row.place, row.detail, row.reason, extra_from_row(row.extra))


def private_note_row(assessment: UUID, note: PrivateNote) -> Row:
    """Return the row of a private note."""
    return {"assessment_id": assessment, "criterion": note.criterion, "text": note.text}


def private_note_from_row(row: Any) -> PrivateNote:
    """Read a private note."""
    return PrivateNote(row.criterion, row.text)
