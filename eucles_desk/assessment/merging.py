"""Putting two copies of an assessment together: what comes in, what both changed, and what is known afterwards."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from eucles_desk.assessment.changes import Change, Part
from eucles_desk.assessment.fields import (
    ABSENT,
    HERE,
    IN_LISTS,
    PRESENCE,
    WHOLE,
    Fields,
    Place,
    fields_of,
    part_of,
    values_of,
)
from eucles_desk.assessment.tracing import Merged
from eucles_desk.assessment.values import Judgement
from eucles_desk.assessment.versions import NEVER, Register, Version, Versions, unsigned
from eucles_desk.errors import InvalidPackageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from eucles_desk.assessment.changes import PartValue
    from eucles_desk.assessment.values import Assessment

MUCH: Final = 10
"""A merge that takes out more than this share, in percent, of judgements and evidence asks first."""
_FIRST: Final = (Part.SEAT, Part.EVIDENCE)
"""What judgements refer to comes in before them and goes out after them."""
_ALWAYS: Final = frozenset({Part.CLUSTER, Part.DETAILS, Part.STEP})
_CITATIONS: Final = ".citations"


class Caution(StrEnum):
    """Why a merge asks before it does anything."""

    FOREIGN = "foreign"
    """The copy is of another assessment, edition or label: nothing of it comes in."""
    EMPTY = "empty"
    """The copy holds nothing of what this one holds."""
    MUCH = "much"
    """Much of what is here would be taken out."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An assessment as somebody has it, with who wrote which field."""

    assessment: Assessment
    versions: Versions


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two people wrote without knowing of each other; both values are kept until one is chosen.

    It is settled by a change of the field, or by a change that leaves the part as it is.

    Attributes:
        name: The key of the part's plain data; empty for the part as a whole, such as a fact, or whether it is there.
        versions: What was written, the version that is shown first; one without text is a removal.
        is_cited: Whether the part was taken out and stays because a judgement refers to it.
        is_new: Whether this merge brought the conflict.
    """

    part: Part
    key: str
    name: str
    versions: tuple[Version, ...]
    is_cited: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many parts of a kind come in, change, go out, and how many are in conflict through the merge."""

    added: int = 0
    changed: int = 0
    taken_out: int = 0
    in_conflict: int = 0


@dataclass(frozen=True, slots=True)
class Merge:
    """What putting another copy into this one would do; nothing has been done yet.

    The changes fit the assessment that they were made for, one after the other. What comes of them is to be checked
    like any assessment that comes in: each field is one that somebody entered, together they may break a rule.

    Attributes:
        conflicts: All that stand afterwards.
        versions: Who wrote which field, afterwards.
        merged: What the undo of the merge needs.
        counts: By kind of part, those that nothing happens to left out.
        cautions: Why to ask first.
    """

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    versions: Versions
    merged: Merged
    counts: Mapping[Part, Counts]
    cautions: tuple[Caution, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it is to be asked before anything is done."""
        return bool(self.cautions)

    @property
    def is_nothing(self) -> bool:
        """Whether neither the assessment nor what is known of it changes."""
        return not self.changes and not self.merged.after.parts


@dataclass(slots=True)
class _Joined:
    """The registers of the places that both copies, or the other one, speak of."""

    mine: dict[Place, dict[str, Register]]
    parts: dict[Place, dict[str, Register]]
    needed: set[Place] = field(default_factory=set[Place])

    def shown(self, place: Place) -> Fields:
        """Return the fields of a part as they are shown, its presence among them."""
        versions = {name: register.shown(place[0]) for name, register in self.parts[place].items()}
        fields = {name: version.text for name, version in versions.items() if version is not None and version.text}
        return fields | {PRESENCE: HERE} if place in self.needed else fields


def merge(mine: Copy, theirs: Copy, may_come_in: Callable[[Part, str], bool]) -> Merge:
    """Return what putting their copy into mine does; ``may_come_in`` says of which of their parts anything is taken.

    Raises:
        InvalidPackageError: Their copy does not fit what it says about who wrote what.
    """
    if _is_foreign(mine.assessment, theirs.assessment):
        return Merge((), (), mine.versions, Merged(Versions(), Versions()), MappingProxyType({}), (Caution.FOREIGN,))
    here, there = values_of(mine.assessment), values_of(theirs.assessment)
    told = {place: found for place, found in _observed(there, theirs.versions).items() if may_come_in(*place)}
    told = {place: found for place, found in told.items() if place[0] is not Part.PRIVATE_NOTE}
    known = _observed(here, mine.versions)
    joined = _Joined(known, {**known, **{place: _both(known.get(place, {}), found) for place, found in told.items()}})
    joined.needed = _needed(joined)
    touched = [*told, *(place for place in joined.needed if place not in told)]
    changes = _changes(here, joined, touched)
    versions = _compact(mine.versions, joined, touched)
    merged = _difference(mine.versions, versions, touched)
    conflicts = tuple(_conflicts(joined, set(told)))
    counts = counts_of(changes, conflicts)
    return Merge(changes, conflicts, versions, merged, counts, tuple(_cautions(here, there, counts)))


def conflicts_of(copy: Copy) -> tuple[Conflict, ...]:
    """Return the conflicts that stand in a copy."""
    known = _observed(values_of(copy.assessment), copy.versions)
    joined = _Joined(known, known)
    joined.needed = _needed(joined)
    return tuple(_conflicts(joined, set()))


def _is_foreign(mine: Assessment, theirs: Assessment) -> bool:
    return any(getattr(mine, name) != getattr(theirs, name) for name in ("id", "label")) or (
        mine.edition.sha256 != theirs.edition.sha256
    )


def _observed(content: Mapping[Place, PartValue], versions: Versions) -> dict[Place, dict[str, Register]]:
    """Return a register for every field that holds something, in agreement with what it holds.

    A value that was brought in past the history is one of which only the content is known. Of a part that is not there,
    the registers count unless they say that it is: it went past the history then, and may come back.
    """
    found: dict[Place, dict[str, Register]] = {}
    for place, value in content.items():
        fields, registers = fields_of(place[0], value), versions.parts.get(place, {})
        found[place] = {
            name: register
            for name in dict.fromkeys((*fields, *registers))
            if (register := _of_field(place[0], name, fields.get(name, ABSENT), registers.get(name)))
        }
    for place, registers in versions.parts.items():
        if place not in content and not _is_there(place[0], registers):
            found[place] = dict(registers)
    return found


def _of_field(part: Part, name: str, text: str, register: Register | None) -> Register | None:
    if register is None:
        return unsigned(text) if text else None
    shown = register.shown(part)
    if name == PRESENCE or text == (shown.text if shown else ABSENT):
        return register
    anew = unsigned(text)
    return Register(anew.versions, MappingProxyType({**register.context, **anew.context}))


def _is_out(part: Part, registers: Mapping[str, Register]) -> bool:
    """Return whether somebody took the part out."""
    shown = _presence(part, registers)
    return shown is not None and not shown.text


def _is_there(part: Part, registers: Mapping[str, Register]) -> bool:
    shown = _presence(part, registers)
    return shown is not None and bool(shown.text)


def _presence(part: Part, registers: Mapping[str, Register]) -> Version | None:
    return registers.get(WHOLE if WHOLE in registers else PRESENCE, NEVER).shown(part)


def _both(mine: Mapping[str, Register], theirs: Mapping[str, Register]) -> dict[str, Register]:
    return {**mine, **{name: mine.get(name, NEVER).joined(register) for name, register in theirs.items()}}


def _needed(joined: _Joined) -> set[Place]:
    """Return the seats and the evidence that judgements refer to though somebody took them out."""
    needed: set[Place] = set()
    for (part, key), registers in joined.parts.items():
        if part is not Part.JUDGEMENT or not _is_there(part, registers):
            continue
        needed.add((Part.SEAT, key.partition("/")[0]))
        for text in registers[_CITATIONS].texts if _CITATIONS in registers else ():
            needed |= {(Part.EVIDENCE, evidence) for evidence in _cited(text)}
    return {place for place in needed if place in joined.parts and _is_out(place[0], joined.parts[place])}


def _cited(text: str) -> Iterator[str]:
    """Yield the evidence that a list of citations names; a list that is none is found when the part is made of it."""
    citations: object = json.loads(text) if text else []
    for citation in cast("list[object]", citations) if isinstance(citations, list) else ():
        evidence = cast("dict[str, object]", citation).get("evidence") if isinstance(citation, dict) else None
        if isinstance(evidence, str):
            yield evidence


def _changes(here: Mapping[Place, PartValue], joined: _Joined, touched: Iterable[Place]) -> tuple[Change, ...]:
    after: dict[Place, PartValue] = {}
    for place in touched:
        fields = joined.shown(place)
        if fields.get(PRESENCE) != HERE and WHOLE not in fields:
            fields = {}
        if fields != fields_of(place[0], here.get(place)):
            after[place] = _made(place, fields, is_needed=place in joined.needed and place not in here)
    gone = {place for place, value in after.items() if value is None}
    evidence = {place for place in {**here, **after} if place[0] is Part.EVIDENCE and place not in gone}
    coming = [
        Change(*place, here.get(place), _without_dead_ends(value, evidence))
        for place, value in after.items()
        if value is not None
    ]
    going = [Change(*place, here[place], None, at) for place, at in _indexes(here) if place in gone]
    ordered = sorted(coming, key=lambda change: change.part not in _FIRST)
    going.reverse()
    return (*ordered, *sorted(going, key=lambda change: change.part in _FIRST))


def _made(place: Place, fields: Fields, *, is_needed: bool) -> PartValue:
    try:
        value = part_of(place, fields)
    except ValueError as exc:
        if is_needed:  # nobody here has it any more: what refers to it goes without
            return None
        raise _misfit() from exc
    if value is None:
        if place[0] in _ALWAYS or fields:
            raise _misfit()
        return None
    if fields_of(place[0], value) != fields or (place[0] is Part.ACCEPTED and getattr(value, "key", "") != place[1]):
        raise _misfit()
    return value


def _misfit() -> InvalidPackageError:
    return InvalidPackageError("What the package says about who wrote what does not fit what it holds.")


def _without_dead_ends(value: PartValue, evidence: set[Place]) -> PartValue:
    if not isinstance(value, Judgement):
        return value
    kept = tuple(one for one in value.citations if (Part.EVIDENCE, str(one.evidence)) in evidence)
    return value if len(kept) == len(value.citations) else replace(value, citations=kept)


def _indexes(here: Mapping[Place, PartValue]) -> Iterator[tuple[Place, int | None]]:
    """Yield each part with where it stands in its list."""
    counts: dict[Part, int] = {}
    for place in here:
        at = counts.get(place[0], 0)
        counts[place[0]] = at + 1
        yield place, at if place[0] in IN_LISTS else None


def _compact(mine: Versions, joined: _Joined, touched: Iterable[Place]) -> Versions:
    """Return the registers that say more than the content does."""
    parts = dict(mine.parts)
    for place in touched:
        registers = joined.parts[place]
        is_out = _is_out(place[0], registers)
        said = {name: register for name, register in registers.items() if is_out or not _is_unsigned(register)}
        if said:
            parts[place] = MappingProxyType(said)
        else:
            parts.pop(place, None)
    return Versions(MappingProxyType(parts))


def _is_unsigned(register: Register) -> bool:
    return len(register.context) == 1 and all(version.counter == 0 for version in register.versions)


def _difference(before: Versions, after: Versions, touched: Iterable[Place]) -> Merged:
    was: dict[Place, Mapping[str, Register]] = {}
    now: dict[Place, Mapping[str, Register]] = {}
    for place in touched:
        old, new = before.parts.get(place, {}), after.parts.get(place, {})
        names = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
        if names:
            was[place] = MappingProxyType({name: old[name] for name in names if name in old})
            now[place] = MappingProxyType({name: new[name] for name in names if name in new})
    return Merged(Versions(MappingProxyType(was)), Versions(MappingProxyType(now)))


def _conflicts(joined: _Joined, told: set[Place]) -> Iterator[Conflict]:
    for place, registers in joined.parts.items():
        part, key = place
        is_out = _is_out(part, registers)
        if not _is_there(part, registers) and place not in joined.needed:
            continue
        for name, register in registers.items():
            is_cited = name == PRESENCE and is_out
            if len(register.texts) < 2 and not is_cited:
                continue
            before = joined.mine.get(place, {}).get(name)
            is_new = place in told and (before is None or before.texts != register.texts)
            shown = register.shown(part)
            others = (version for version in register.versions if version != shown)
            versions = (*((shown,) if shown else ()), *others)
            yield Conflict(part, key, name.strip("=").removeprefix("."), versions, is_cited, is_new)


def counts_of(changes: Iterable[Change], conflicts: Iterable[Conflict] = ()) -> Mapping[Part, Counts]:
    """Return how many parts of each kind changes bring, change and take out, and how many are in conflict anew."""
    counts: dict[Part, Counts] = {}
    for change in changes:
        now = counts.get(change.part, Counts())
        if change.before is None:
            now = replace(now, added=now.added + 1)
        elif change.after is None:
            now = replace(now, taken_out=now.taken_out + 1)
        else:
            now = replace(now, changed=now.changed + 1)
        counts[change.part] = now
    for part, _ in {(conflict.part, conflict.key) for conflict in conflicts if conflict.is_new}:
        now = counts.get(part, Counts())
        counts[part] = replace(now, in_conflict=now.in_conflict + 1)
    return MappingProxyType({part: counts[part] for part in Part if part in counts})


def _cautions(here: Iterable[Place], there: Iterable[Place], counts: Mapping[Part, Counts]) -> Iterator[Caution]:
    kinds = (Part.JUDGEMENT, Part.EVIDENCE)
    entered = {*kinds, Part.FACT, Part.ELIGIBILITY, Part.AGREEMENT, Part.VISIT, Part.REMARK, Part.SELF_JUDGEMENT}
    if any(part in entered for part, _ in here) and not any(part in entered for part, _ in there):
        yield Caution.EMPTY
    held = sum(part in kinds for part, _ in here)
    if sum(counts[part].taken_out for part in kinds if part in counts) * 100 > held * MUCH:
        yield Caution.MUCH
