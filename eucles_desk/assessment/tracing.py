"""What the history of this computer says about who wrote which field: it is read when copies are put together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.fields import ABSENT, PRESENCE, Place, fields_of
from eucles_desk.assessment.records import Mode
from eucles_desk.assessment.versions import NEVER, Register, Versions, replica_name, unsigned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from eucles_desk.assessment.changes import PartValue
    from eucles_desk.assessment.records import Entry


@dataclass(frozen=True, slots=True)
class Merged:
    """The registers that one merge changed, before and after; kept with its group so that it can be undone.

    A register that is not in ``before`` was not there.
    """

    before: Versions
    after: Versions


@dataclass(frozen=True, slots=True)
class Followed:
    """How far the history of an assessment has been read, and what came of it.

    Attributes:
        seq: The number of the last entry that was read.
        since: The number of the last entry that went back to an earlier state, 0 before the first.
    """

    versions: Versions = field(default_factory=Versions)
    seq: int = 0
    since: int = 0

    def anew(self, seq: int) -> Followed:
        """Return the same after a backup was restored, which the entry of this number notes."""
        return replace(self, seq=max(self.seq, seq), since=max(self.since, seq))


def follow(
    followed: Followed, key: str, entries: Iterable[tuple[int, Entry]], merges: Mapping[UUID, Merged]
) -> Followed:
    """Return what the entries, with their numbers, add to what was known.

    What was typed, undone and made again here is this computer's own writing. A merge writes nothing: its registers
    come from the copies. Undoing a merge brings back the registers as they were before it, so that the same package can
    be merged again, and so that nobody takes the undoing for a removal.
    """
    parts = dict(followed.versions.parts)
    seq, since = followed.seq, followed.since
    for number, entry in entries:
        if number <= seq:
            continue
        seq, merged = number, merges.get(entry.group)
        if merged is None:
            _write(parts, entry, replica_name(key, since), number)
        elif entry.mode is Mode.UNDO:
            _put(parts, merged.before, merged)
            since = number
        else:
            _put(parts, _over(merged.after, parts) if entry.mode is Mode.REDO else merged.after, merged)
    return Followed(Versions(MappingProxyType(parts)), seq, since)


def _write(parts: dict[Place, Mapping[str, Register]], entry: Entry, replica: str, counter: int) -> None:
    """Have the entry's changes written by this computer, each part as it was before and is after all of them."""
    net: dict[Place, tuple[PartValue, PartValue]] = {}
    for change in entry.changes:
        if change.part is not Part.PRIVATE_NOTE:
            place = change.part, change.key
            net[place] = net.get(place, (change.before, None))[0], change.after
    brings_back = entry.mode is not Mode.DO
    for place, (before, after) in net.items():
        known = parts.get(place, {})
        written = _confirmed(place[0], known) if before == after else _written(place, before, after, known, brings_back)
        if written:
            fresh = {name: register.written(replica, counter, text) for name, (register, text) in written.items()}
            parts[place] = MappingProxyType({**known, **fresh})


def _written(
    place: Place, before: PartValue, after: PartValue, known: Mapping[str, Register], brings_back: bool
) -> dict[str, tuple[Register, str]]:
    """Return the fields that are written, each with its register before and its value.

    Every change says that the part is there, so that it holds against a removal elsewhere that did not know of it.
    """
    part = place[0]
    was, now = fields_of(part, before), fields_of(part, after)
    is_removal = PRESENCE in was and after is None
    written: dict[str, tuple[Register, str]] = {}
    for name in (PRESENCE,) if is_removal else dict.fromkeys((*was, *now, *known)):
        text, old, register = now.get(name, ABSENT), was.get(name, ABSENT), known.get(name)
        if before is None and register is not None:
            shown = register.shown(part)
            old = shown.text if shown else ABSENT
        if register is None and before is None and brings_back and name != PRESENCE:
            continue  # it was here before anybody's writing was followed, and is so again
        if name == PRESENCE or text != old:
            written[name] = register or (unsigned(old) if old else NEVER), text
    return written


def _confirmed(part: Part, known: Mapping[str, Register]) -> dict[str, tuple[Register, str]]:
    """Return the fields whose conflict is settled by a change that leaves the part as it is shown."""
    return {
        name: (register, shown.text)
        for name, register in known.items()
        if len(register.texts) > 1 and (shown := register.shown(part))
    }


def _put(parts: dict[Place, Mapping[str, Register]], registers: Versions, merged: Merged) -> None:
    """Set the registers that a merge touched; those that are not given are taken out."""
    for place, names in merged.after.parts.items():
        names = {*names, *merged.before.parts.get(place, {})}  # noqa: PLW2901
        kept = {name: register for name, register in parts.get(place, {}).items() if name not in names}
        fields = kept | dict(registers.parts.get(place, {}))
        if fields:
            parts[place] = MappingProxyType(fields)
        else:
            parts.pop(place, None)


def _over(after: Versions, parts: Mapping[Place, Mapping[str, Register]]) -> Versions:
    """Return a merge's registers, made again by somebody who knew what stood in the meantime."""
    made = {
        place: MappingProxyType(
            {name: _knowing(found, parts.get(place, {}).get(name)) for name, found in names.items()}
        )
        for place, names in after.parts.items()
    }
    return Versions(MappingProxyType(made))


def _knowing(register: Register, present: Register | None) -> Register:
    if present is None:
        return register
    both = register.joined(Register((), present.context)).context
    return Register(register.versions, both)
