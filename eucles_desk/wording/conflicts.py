"""Words for what two people wrote without knowing of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.changes import Change
from eucles_desk.assessment.fields import ABSENT, PRESENCE, fields_of, name_of, part_of, values_of
from eucles_desk.wording.history import Around, shortened, subject, values_told
from eucles_desk.wording.packages import PARTS

if TYPE_CHECKING:
    from eucles_desk.assessment.changes import PartValue
    from eucles_desk.assessment.merging import Conflict
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.assessment.versions import Version
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Edition

MOST_SIGNS: Final = 200


@dataclass(frozen=True, slots=True)
class ToldConflict:
    """A conflict in words: what it is about, and each value in the order of its versions, the shown one first."""

    what: str
    values: tuple[str, ...]


def conflict_told(conflict: Conflict, value: Assessment, edition: Edition | None, language: Language) -> ToldConflict:
    """Say what a conflict is about and which values there are."""
    around = Around.of(value, edition, language)
    known = values_of(value).get((conflict.part, conflict.key))
    name = name_of(conflict.part, conflict.name)
    parts = [_part(conflict, version, known, name) for version in conflict.versions]
    there = next((part for part in (known, *parts) if part is not None), None)
    what = language.text(PARTS[conflict.part])
    if there is not None:
        what = subject(Change(conflict.part, conflict.key, there, there), around, language)
    if name == PRESENCE:
        here, gone = language.text("It stays"), language.text("It was taken out")
        return ToldConflict(what, tuple(here if version.text else gone for version in conflict.versions))
    values = [_plain(version, language) for version in conflict.versions]
    for number in range(1, len(parts)):
        if parts[0] is None or parts[number] is None:
            continue
        change = Change(conflict.part, conflict.key, parts[0], parts[number])
        told = next(iter(values_told(change, around, language)), None)
        if told is not None:
            what, values[0], values[number] = told.what, told.before or values[0], told.after or values[number]
    return ToldConflict(what, tuple(shortened(one, MOST_SIGNS) for one in values))


def _part(conflict: Conflict, version: Version, known: PartValue, name: str) -> PartValue:
    fields = fields_of(conflict.part, known)
    fields.pop(name, None)
    if version.text != ABSENT:
        fields[name] = version.text
    try:
        return part_of((conflict.part, conflict.key), fields)
    except ValueError:
        return None


def _plain(version: Version, language: Language) -> str:
    """Say a value as it is kept, where there are no better words."""
    return str(version.value) if version.text else language.text("nothing")
