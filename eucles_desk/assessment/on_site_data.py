"""Agenda, self-assessment, accepted findings and private notes as plain data and back."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from eucles_desk.assessment.on_site import AcceptedFinding, Agenda, Frame, PrivateNote, SelfJudgement
from eucles_desk.assessment.plain_data import Data, criterion_order, in_order, level_from_data, level_to_data, rest

if TYPE_CHECKING:
    from collections.abc import Mapping


def agenda_to_data(agenda: Agenda) -> Data:
    """Return the plan of the visit."""
    return {
        "frame": agenda.frame.value,
        "starts": list(agenda.starts),
        "minutes": {code: agenda.minutes[code] for code in sorted(agenda.minutes, key=criterion_order)},
        "done": list(agenda.done),
        **in_order(agenda.extra),
    }


def agenda_from_data(data: Mapping[str, Any]) -> Agenda:
    """Read the plan of the visit."""
    return Agenda(
        frame=Frame(data["frame"]),
        starts=tuple(data.get("starts", ())),
        minutes=MappingProxyType({code: int(minutes) for code, minutes in data.get("minutes", {}).items()}),
        done=tuple(data.get("done", ())),
        extra=rest(data, {"frame", "starts", "minutes", "done"}),
    )


def self_judgement_to_data(said: SelfJudgement) -> Data:
    """Return how the cluster sees itself in one criterion; ``level`` is absent where it gives none."""
    data: Data = {"criterion": said.criterion}
    if said.level is not None:
        data["level"] = level_to_data(said.level)
    return {**data, "comment": said.comment, **in_order(said.extra)}


def self_judgement_from_data(data: Mapping[str, Any]) -> SelfJudgement:
    """Read how the cluster sees itself in one criterion."""
    extra = rest(data, {"criterion", "level", "comment"})
    return SelfJudgement(data["criterion"], level_from_data(data.get("level")), data.get("comment", ""), extra)


def accepted_to_data(accepted: AcceptedFinding) -> Data:
    """Return an accepted finding."""
    data: Data = {"kind": accepted.kind, "place": accepted.place}
    if accepted.detail:
        data["detail"] = accepted.detail
    return {**data, "reason": accepted.reason, **in_order(accepted.extra)}


def accepted_from_data(data: Mapping[str, Any]) -> AcceptedFinding:
    """Read an accepted finding."""
    extra = rest(data, {"kind", "place", "detail", "reason"})
    return AcceptedFinding(data["kind"], data["place"], data.get("detail", ""), data.get("reason", ""), extra)


def private_note_to_data(note: PrivateNote) -> Data:
    """Return a private note, for the history on this computer; the interchange file never holds one."""
    return {"criterion": note.criterion, "text": note.text}


def private_note_from_data(data: Mapping[str, Any]) -> PrivateNote:
    """Read a private note."""
    return PrivateNote(data["criterion"], data["text"])
