"""Changing an assessment: every change is one transaction, is named, and can be undone."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from eucles_desk.assessment import texts
from eucles_desk.assessment.changes import Change, Part, PartValue, apply, change_of, in_sequence, may_change
from eucles_desk.assessment.parts import differences
from eucles_desk.assessment.records import Entry, Mode
from eucles_desk.assessment.room import check_room
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.views import seat_here
from eucles_desk.errors import N_, RuleError
from eucles_desk.services.hands import Hands
from eucles_desk.services.standing import Standing
from eucles_desk.services.summaries import summarise
from eucles_desk.services.undo import ENTRIES_READ, Stepped, UndoStacks, UndoStep, up_to, whole_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import datetime

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.scheme.values import Edition
    from eucles_desk.services.file_ports import EvidenceFiles
    from eucles_desk.services.ports import OpenStore, Store


def named(message: str) -> str:
    """Mark an action's name for translation; it is shown after *Undo:* and *Redo:*."""
    return message


_CLOSED: Final = N_("This step is closed. Go back a step to change this.")
_WHEN: Final = {
    Part.REMARK: N_("Remarks on the draft are entered in the fact check and in the decision."),
    Part.AWARD: N_("The award is entered in the decision or once the label is awarded."),
}
"""Parts that belong to few steps, with the sentence that names those."""


class Changing:
    """One assessment that can be changed, part by part; what can be changed in it is said in :class:`OpenAssessment`.

    Attributes:
        edition: The edition that the assessment pins.
        saved_at: When the last change was stored, ``None`` before the first.
        hands: Those who work on it at once.
    """

    def __init__(
        self,
        assessment: Assessment,
        edition: Edition,
        open_store: OpenStore,
        files: EvidenceFiles,
        now: Callable[[], datetime],
    ) -> None:
        self.edition: Final = edition
        self.saved_at: datetime | None = None
        self.hands: Final = Hands()
        self._open_store = open_store
        self._files = files
        self._now = now
        self._listeners: list[Callable[[tuple[Change, ...]], None]] = []
        with open_store() as store:
            entries = store.history.tail(assessment.id, ENTRIES_READ)
            self._held = store.exchange.held(assessment.id)
        self._standing = _standing(assessment, edition, self._held)
        self._stacks = UndoStacks(whole_steps(entries))

    @property
    def value(self) -> Assessment:
        """The assessment as it is stored now."""
        return self._standing.assessment

    @property
    def seat(self) -> UUID | None:
        """The seat that this laptop holds; judgements made here are its own."""
        return self._standing.seat

    @property
    def standing(self) -> Standing:
        """What follows from it: points, outcome, open points, findings."""
        return self._standing

    @property
    def held(self) -> frozenset[UUID]:
        """The seats that are judged on this computer; none means that all are."""
        return self._held

    def judges_here(self, seat: UUID) -> bool:
        """Return whether a seat is judged on this computer."""
        return not self._held or seat in self._held

    def can_change(self, part: Part) -> bool:
        """Return whether a part may be changed in the present step."""
        return may_change(self.value.step, part)

    def listen(self, listener: Callable[[tuple[Change, ...]], None]) -> Callable[[], None]:
        """Call the listener after each change; return a function that stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def read_again(self) -> None:
        """Show what was changed in the database behind this object, as erasing a name does, and tell who listens."""
        with self._open_store() as store:
            found = store.assessments.load(self.value.id)
            entries = store.history.tail(self.value.id, ENTRIES_READ)
            self._held = store.exchange.held(self.value.id)
        if found is None:
            return
        changes = differences(self.value, found)
        self._stacks = UndoStacks(whole_steps(entries))
        self._standing = _standing(found, self.edition, self._held)
        for listener in tuple(self._listeners):
            listener(changes)

    # Undo

    @property
    def undo_entry(self) -> Entry | None:
        """The entry that an undo would take back, for its name."""
        step = self._stacks.next_undo
        return step.last if step else None

    @property
    def redo_entry(self) -> Entry | None:
        """The entry that a redo would make again, for its name."""
        step = self._stacks.next_redo
        return step.last if step else None

    def undo(self) -> None:
        """Take the last step back; does nothing when there is none."""
        step = self._stacks.next_undo
        if step:
            self._store(Mode.UNDO, step.group, step.last, step.undoing())

    def redo(self) -> None:
        """Make the step that was undone last again; does nothing when there is none."""
        step = self._stacks.next_redo
        if step:
            self._store(Mode.REDO, step.group, step.last, step.redoing())

    @property
    def undo_entries(self) -> tuple[Entry, ...]:
        """The last steps, each by its latest entry, the one that an undo would take back first."""
        return tuple(step.last for step in self._stacks.undoable)

    @property
    def redo_entries(self) -> tuple[Entry, ...]:
        """The steps undone, each by its latest entry, the one that a redo would make again first."""
        return tuple(step.last for step in self._stacks.redoable)

    def undo_to(self, group: UUID) -> Stepped:
        """Take steps back one by one, down to this one; those before one that cannot be taken back stay undone."""
        steps = [(step, step.undoing()) for step in up_to(self._stacks.undoable, group)]
        return self._store_steps(Mode.UNDO, steps)

    def redo_to(self, group: UUID) -> Stepped:
        """Make steps again one by one, up to this one; stops at one that cannot be made again."""
        steps = [(step, step.redoing()) for step in up_to(self._stacks.redoable, group)]
        return self._store_steps(Mode.REDO, steps)

    # From other computers

    def after(self, changes: Iterable[Change]) -> Assessment:
        """Return what changes would make of the assessment; nothing is stored."""
        return _changed(self.value, changes)

    def take_merge(
        self,
        changes: tuple[Change, ...],
        message: str,
        values: dict[str, str],
        group: UUID,
        also: Callable[[Store], None],
    ) -> None:
        """Store what came from another computer as one step, whatever part it belongs to.

        Args:
            changes: one after the other.
            message: the name of the step.
            values: what is put into it.
            group: the group of its entry, by which its undo is known.
            also: what is stored in the same transaction, after the entry.
        """
        check_room(self.value, changes)
        at = self._now()
        entry = Entry(at, group, Mode.DO, message, MappingProxyType(values), "", self.seat, changes)
        self._keep(_changed(self.value, changes), [entry], at, also)

    def assign(self, changes: Iterable[Change], stay: Collection[UUID], name: str) -> None:
        """Store which computer a seat is judged on; the seats that stay are judged here."""
        real = in_sequence(self.value, changes)
        at = self._now()
        values = MappingProxyType({"name": name})
        entry = Entry(at, uuid4(), Mode.DO, named("seat of {name} given away"), values, "", self.seat, real)
        self._keep(_changed(self.value, real), [entry], at, lambda store: store.exchange.hold(self.value.id, stay))

    # For those who change something

    def _change(self, part: Part, key: str, after: PartValue) -> Change:
        return change_of(self.value, part, key, texts.tidied(after))

    def _do(self, message: str, values: dict[str, str], changes: Iterable[Change], merge_key: str = "") -> None:
        real = in_sequence(self.value, changes)
        if not real:
            return
        # A part may belong to the step that is being entered: the consensus begins with what the experts judged alike.
        entered = next((change.after for change in real if change.part is Part.STEP), None)
        for change in real:
            if not self.can_change(change.part) and not (entered and may_change(Step(str(entered)), change.part)):
                raise RuleError(_WHEN.get(change.part, _CLOSED))
        self._check_sealed(real)
        check_room(self.value, real)
        at = self._now()
        joined = self._stacks.group_to_join(merge_key, at) if self.hands.is_same_as_last() else None
        group = joined or uuid4()
        template = Entry(at, group, Mode.DO, message, MappingProxyType(values), merge_key, self.seat, real)
        self._store(Mode.DO, group, template, real)

    def _check_sealed(self, changes: Iterable[Change]) -> None:
        """Refuse to change what a seat has sealed."""
        sealed = {str(seal.seat) for seal in self.value.seals}
        if sealed and any(one.part is Part.JUDGEMENT and one.key.partition("/")[0] in sealed for one in changes):
            raise RuleError("This seat is sealed. Open the seal first to change its judgements.")

    def _store_steps(self, mode: Mode, steps: Iterable[tuple[UndoStep, tuple[Change, ...]]]) -> Stepped:
        """Store as many steps as can be made, in one transaction: a hundred of them take no longer than a few."""
        assessment, at, stuck = self.value, self._now(), None
        entries: list[Entry] = []
        for step, changes in steps:
            try:
                assessment = _changed(assessment, changes)
            except RuleError:
                stuck = step.last
                break
            entries.append(replace(step.last, at=at, group=step.group, mode=mode, changes=changes))
        if entries:
            self._keep(assessment, entries, at)
        return Stepped(len(entries), stuck)

    def _store(self, mode: Mode, group: UUID, template: Entry, changes: tuple[Change, ...]) -> None:
        at = self._now()
        entry = replace(template, at=at, group=group, mode=mode, changes=changes)
        self._keep(_changed(self.value, changes), [entry], at)

    def _keep(
        self,
        assessment: Assessment,
        entries: Sequence[Entry],
        at: datetime,
        also: Callable[[Store], None] | None = None,
    ) -> None:
        """Store what the entries have made of the assessment, and tell everyone who listens."""
        changes = tuple(change for entry in entries for change in entry.changes)
        with self._open_store() as store:
            store.assessments.write(assessment.id, changes, summarise(assessment, self.edition, at, self._held))
            for entry in entries:
                store.history.append(assessment.id, entry)
            if also is not None:
                also(store)
                self._held = store.exchange.held(assessment.id)
        for entry in entries:
            self._stacks.record(entry)
        self.hands.remember()
        self._standing = _standing(assessment, self.edition, self._held)
        self.saved_at = at
        for listener in tuple(self._listeners):
            listener(changes)


def _changed(assessment: Assessment, changes: Iterable[Change]) -> Assessment:
    for change in changes:
        assessment = apply(assessment, change)
    return assessment


def _standing(assessment: Assessment, edition: Edition, held: frozenset[UUID]) -> Standing:
    """Work out what follows, seen from the seat that this computer holds."""
    return Standing(assessment, edition, seat_here(assessment, held))
