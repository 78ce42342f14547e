"""Laptops that exchange copies of one assessment in every order, and a plain account of who knew what.

The account keeps whole sets of writings where the program keeps counters, so it can say what must still be there: every
value that was written and that nobody who knew of it has replaced.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import UUID

from eucles_desk.assessment.changes import (
    Change,
    Part,
    PartValue,
    apply,
    change_of,
    current,
    in_sequence,
)
from eucles_desk.assessment.fields import ABSENT, PRESENCE, Place, fields_of
from eucles_desk.assessment.merging import Copy, Merge, merge
from eucles_desk.assessment.records import Entry, Mode
from eucles_desk.assessment.tracing import Followed, Merged, follow
from eucles_desk.assessment.values import Assessment
from eucles_desk.assessment.versions import versions_from_data, versions_to_data
from eucles_desk.services.undo import UndoStacks

AT = datetime(2026, 11, 24, tzinfo=UTC)
Field = tuple[Place, str]


@dataclass(frozen=True)
class Writing:
    """A value written to a field by somebody who knew of earlier ones; no text only takes those back."""

    number: int
    text: str | None
    past: frozenset[int]


@dataclass(frozen=True)
class Sent:
    """A copy as it left a laptop, with the writings that it knows of."""

    copy: Copy
    known: Mapping[Field, frozenset[Writing]]


@dataclass
class Account:
    """All that was ever written."""

    writings: dict[Field, dict[int, Writing]] = field(default_factory=dict[Field, dict[int, Writing]])
    at_start: set[Field] = field(default_factory=set[Field])

    def write(self, where: Field, text: str | None, known: frozenset[Writing]) -> Writing:
        all_here = self.writings.setdefault(where, {})
        made = Writing(len(all_here), text, frozenset(one.number for one in known))
        all_here[made.number] = made
        return made

    def standing(self, where: Field, known: Iterable[Writing]) -> set[str]:
        """Return the values that nobody has knowingly replaced, of those that anybody still knows of.

        What was written on top of a merge and taken back with it is known to nobody, unless it was sent in between. What
        was there at the start has no writer, and goes with its part once somebody takes that out.
        """
        replaced = {number for writing in known for number in writing.past}
        presence = self.writings.get((where[0], PRESENCE), {}).values()
        if where in self.at_start and any(not writing.text for writing in presence):
            replaced.add(0)
        return {one.text for one in known if one.text is not None and one.number not in replaced}


class Laptop:
    """One copy of the assessment with its history, as the services keep it."""

    def __init__(self, name: str, start: Assessment, seat: UUID | None, account: Account) -> None:
        self.name, self.value, self.seat, self.account = name, start, seat, account
        self.has_met_conflict = False
        self.history: list[tuple[int, Entry]] = []
        self.stacks = UndoStacks()
        self.followed = Followed()
        self.merges: dict[UUID, Merged] = {}
        self.known: dict[Field, frozenset[Writing]] = {}
        self.known_before: dict[UUID, tuple[dict[Field, frozenset[Writing]], dict[Field, frozenset[Writing]]]] = {}

    @property
    def copy(self) -> Copy:
        """The copy with the history read as far as it goes; it is read only when copies are put together."""
        self.followed = follow(self.followed, self.name, self.history, self.merges)
        return Copy(self.value, self.followed.versions)

    def do(self, *changes: Change) -> None:
        real = in_sequence(self.value, changes)
        if real:
            self.keep(Mode.DO, real)

    def confirm(self, place: Place) -> None:
        value = current(self.value, *place)
        self.keep(Mode.DO, (Change(*place, value, value),))

    def set(self, part: Part, key: str, after: PartValue) -> None:
        self.do(change_of(self.value, part, key, after))

    def undo(self) -> None:
        step = self.stacks.next_undo
        if step:
            self.keep(Mode.UNDO, step.undoing(), step.group)

    def redo(self) -> None:
        step = self.stacks.next_redo
        if step:
            self.keep(Mode.REDO, step.redoing(), step.group)

    def send(self, opened: bool) -> Sent:
        """Make a package; judgements go along once the seats are open."""

        def goes(part: Part, key: str) -> bool:
            return part is not Part.PRIVATE_NOTE and (opened or part is not Part.JUDGEMENT)

        copy = self.copy
        judgements = copy.assessment.judgements if opened else ()
        value = replace(copy.assessment, judgements=judgements, private_notes=())
        versions = versions_from_data(json.loads(json.dumps(versions_to_data(copy.versions.only(goes)))))
        known = {where: found for where, found in self.known.items() if goes(*where[0])}
        return Sent(Copy(value, versions), MappingProxyType(known))

    def may_come_in(self, part: Part, key: str) -> bool:
        return not (part is Part.JUDGEMENT and self.seat is not None and key.startswith(str(self.seat)))

    def take(self, sent: Sent) -> Merge:
        found = merge(self.copy, sent.copy, self.may_come_in)
        self.has_met_conflict |= any(conflict.is_new for conflict in found.conflicts)
        if found.is_nothing:
            return found
        group = UUID(int=len(self.history) + 1)
        self.merges[group] = found.merged
        before = dict(self.known)
        for where, writings in sent.known.items():
            if self.may_come_in(*where[0]):
                self.known[where] = self.known.get(where, frozenset()) | writings
        self.known_before[group] = before, dict(self.known)
        self.keep(Mode.DO, found.changes, group)
        assert self.copy.versions == found.versions
        return found

    def keep(self, mode: Mode, changes: Iterable[Change], group: UUID | None = None) -> None:
        changes = tuple(changes)
        group = group or UUID(int=len(self.history) + 1)
        entry = Entry(AT, group, mode, "", {}, "", self.seat, changes)
        if group not in self.merges:
            self._write_down(mode, changes)
        elif mode is not Mode.DO:
            self._go_back_or_forth(mode, group)
        for change in changes:
            self.value = apply(self.value, change)
        self.history.append((len(self.history) + 1, entry))
        self.stacks.record(entry)

    def _go_back_or_forth(self, mode: Mode, group: UUID) -> None:
        """Know what was known before or after a merge, of the fields that it touched."""
        before, after = self.known_before[group]
        touched = {where for where in after if after[where] != before.get(where)}
        touched |= {(place, name) for place, names in self.merges[group].after.parts.items() for name in names}
        for where in touched:
            was, then = before.get(where, frozenset()), after.get(where, frozenset())
            newer = self.known.get(where, frozenset()) - then - was
            self.known[where] = was if mode is Mode.UNDO else then
            if newer and mode is Mode.REDO:  # made again over what was written in the meantime
                self.known[where] = then | newer | {self.account.write(where, None, newer)}

    def _write_down(self, mode: Mode, changes: Iterable[Change]) -> None:
        net: dict[Place, tuple[PartValue, PartValue]] = {}
        for change in changes:
            place = change.part, change.key
            net[place] = net.get(place, (change.before, None))[0], change.after
        versions = self.copy.versions
        for place, (before, after) in net.items():
            if place[0] is Part.PRIVATE_NOTE:
                continue
            was, now = fields_of(place[0], before), fields_of(place[0], after)
            registers = versions.parts.get(place, {})
            shown = {name: one.text for name, found in registers.items() if (one := found.shown(place[0]))}
            if before == after:
                names = {name for name, found in registers.items() if len(found.texts) > 1}
            elif PRESENCE in was and after is None:
                names = {PRESENCE}
            elif before is None and mode is Mode.DO:
                names = {name for name in (*now, *shown) if now.get(name, ABSENT) != shown.get(name, ABSENT)}
            elif before is None:
                names = {name for name, text in shown.items() if now.get(name, ABSENT) != text}
            else:
                names = {name for name in (*was, *now) if was.get(name) != now.get(name)}
            names |= {PRESENCE} & (now.keys() | was.keys() if before != after else set())
            for name in names:
                self._write((place, name), now.get(name, ABSENT), self.known.get((place, name), frozenset()))

    def _write(self, where: Field, text: str, known: frozenset[Writing]) -> None:
        self.known[where] = known | {self.account.write(where, text, known)}
