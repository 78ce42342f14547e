"""Words for single values of an assessment, each as one line of text."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, cast

from eucles_desk.assessment.evidence import Citation, EvidenceKind, FileVersion, Interview, Note
from eucles_desk.assessment.on_site import Frame
from eucles_desk.assessment.terms import NOT_APPLICABLE, Disposition, Kind, Opinion, RestsOn, Role, Step, Verdict
from eucles_desk.assessment.values import EarlierResult, Improvement, Period
from eucles_desk.wording.agenda import FRAMES
from eucles_desk.wording.citations import reference
from eucles_desk.wording.names import DISPOSITIONS, EVIDENCE_KINDS, OPINIONS, SOURCES, VERDICTS
from eucles_desk.wording.places import KINDS, ROLES, STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from eucles_desk.assessment.evidence import Evidence
    from eucles_desk.language import Language

_NAMES: Final[Mapping[type[Enum], Mapping[Any, str]]] = {
    Disposition: DISPOSITIONS,
    EvidenceKind: EVIDENCE_KINDS,
    Frame: FRAMES,
    Kind: KINDS,
    Opinion: OPINIONS,
    RestsOn: SOURCES,
    Role: ROLES,
    Step: STEPS,
    Verdict: VERDICTS,
}
HASH: Final = 12
"""So many digits of a hash tell files apart by eye."""


def said(name: str, value: Any, pieces: Mapping[UUID, Evidence], language: Language) -> str:  # noqa: ANN401  # any field
    """Return a value of a field as text, empty for nothing."""
    text = ""
    match value:
        case None | "" | ():
            """Nothing to say."""
        case bool():
            text = language.text("yes") if value else language.text("no")
        case Enum():
            text = _named(value, language)
        case int() | Decimal():
            text = language.number(value)
        case str():
            text = value[:HASH] if name == "sha256" else value
        case tuple():
            text = "; ".join(said(name, one, pieces, language) for one in cast("tuple[Any, ...]", value))
        case _:
            text = _record(value, pieces, language)
    return text


def _named(value: Enum, language: Language) -> str:
    if value is NOT_APPLICABLE:
        return language.text("not applicable")
    names = cast("Mapping[Enum, str]", _NAMES.get(type(value), {}))
    return language.text(names[value]) if value in names else str(value.value)


def _record(value: Any, pieces: Mapping[UUID, Evidence], language: Language) -> str:  # noqa: ANN401  # any record
    parts: list[str] = []
    match value:
        case Improvement():
            parts = [value.text, value.effect, value.addressee, value.due]
        case Citation():
            piece = pieces.get(value.evidence)
            parts = [piece.title if piece else "", reference(value, piece, language)]
        case Note():
            parts = [f"{value.number}. {value.text}"]
        case Interview():
            head = ", ".join(part for part in (value.role, value.day, value.start) if part)
            return "; ".join(part for part in (head, said("", value.notes, pieces, language)) if part)
        case FileVersion():
            parts = [value.file_name or value.sha256[:HASH]]
        case Period():
            parts = [f"{value.first} \N{EN DASH} {value.last}"]
        case EarlierResult():
            parts = [value.label, value.month]
        case _ if hasattr(value, "items"):
            parts = [f"{key}: {said('', one, pieces, language)}" for key, one in value.items()]
        case _:
            parts = [str(value)]
    return ", ".join(part for part in parts if part)
