"""How much fits into an assessment: as much as the interchange file holds, so that what is entered can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from eucles_desk.assessment.changes import Change, Part
from eucles_desk.assessment.evidence import Evidence
from eucles_desk.assessment.values import Judgement
from eucles_desk.errors import N_, RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eucles_desk.assessment.values import Assessment


class Room(NamedTuple):
    """So many fit; the sentence is said to whoever wants more."""

    most: int
    sentence: str


OF_ASSESSMENT: Final[Mapping[str, tuple[Part, Room]]] = {
    "evidence": (Part.EVIDENCE, Room(10_000, N_("An assessment has {most} pieces of evidence at most."))),
    "visits": (Part.VISIT, Room(100, N_("An assessment has {most} visits at most."))),
    "remarks": (Part.REMARK, Room(2_000, N_("An assessment has {most} remarks at most."))),
    "appeals": (Part.APPEAL, Room(100, N_("An assessment has {most} appeals at most."))),
    "corrections": (Part.CORRECTION, Room(200, N_("An assessment is opened again {most} times at most."))),
    "improvement_areas": (Part.AREA, Room(50, N_("An assessment has {most} improvement areas at most."))),
}
OF_JUDGEMENT: Final[Mapping[str, Room]] = {
    "citations": Room(2_000, N_("Criterion {name} cites {most} places in the evidence at most.")),
    "strengths": Room(200, N_("Criterion {name} has {most} strengths at most.")),
    "improvements": Room(200, N_("Criterion {name} has {most} recommendations at most.")),
}
VERSIONS: Final = Room(1_000, N_("Of the file “{name}” {most} earlier versions are kept at most."))
NOTES: Final = Room(2_000, N_("The interview “{name}” has {most} notes at most."))


def check_room(assessment: Assessment, changes: Iterable[Change]) -> None:
    """Raise ``RuleError`` when changes make more of something than fits; taking away is always possible."""
    more: dict[Part, int] = {}
    for change in changes:
        more[change.part] = more.get(change.part, 0) + (change.before is None) - (change.after is None)
        before, after = change.before, change.after
        if isinstance(after, Judgement):
            was = before if isinstance(before, Judgement) else None
            for key, room in OF_JUDGEMENT.items():
                _check(len(getattr(was, key, ())), len(getattr(after, key)), room, after.criterion)
        elif isinstance(after, Evidence):
            was = before if isinstance(before, Evidence) else None
            _check(len(was.versions) if was else 0, len(after.versions), VERSIONS, after.title)
            _check(_notes(was), _notes(after), NOTES, after.title)
    for key, (part, room) in OF_ASSESSMENT.items():
        count = len(getattr(assessment, key))
        _check(count, count + more.get(part, 0), room)


def _notes(piece: Evidence | None) -> int:
    return len(piece.interview.notes) if piece is not None and piece.interview is not None else 0


def _check(before: int, now: int, room: Room, name: str = "") -> None:
    if now > max(before, room.most):
        raise RuleError(room.sentence, most=room.most, name=name)
