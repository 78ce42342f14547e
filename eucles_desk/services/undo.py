"""What can be undone and redone, worked out from the history alone, so that it outlives a restart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from eucles_desk.assessment.records import Entry, Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from eucles_desk.assessment.changes import Change

STEPS_KEPT = 100
ENTRIES_READ = STEPS_KEPT * 20
"""How much of the history is read to know them; typing on makes many entries of one step."""
MERGE_PAUSE = timedelta(seconds=30)


@dataclass(slots=True)
class UndoStep:
    """A group of entries that is undone at once."""

    group: UUID
    entries: list[Entry]

    @property
    def last(self) -> Entry:
        """The latest entry, whose name stands for the group."""
        return self.entries[-1]

    def undoing(self) -> tuple[Change, ...]:
        """Return the changes that take the whole group back."""
        return tuple(change.turned() for entry in reversed(self.entries) for change in reversed(entry.changes))

    def redoing(self) -> tuple[Change, ...]:
        """Return the changes that make the whole group again."""
        return tuple(change for entry in self.entries for change in entry.changes)


@dataclass(frozen=True, slots=True)
class Stepped:
    """How far several steps came: how many were undone or made again, and the one that could not be, if any."""

    count: int
    stuck: Entry | None = None


def up_to(steps: Iterable[UndoStep], group: UUID) -> tuple[UndoStep, ...]:
    """Return the steps as far as the one of a group, and none when it is not among them."""
    wanted: list[UndoStep] = []
    for step in steps:
        wanted.append(step)
        if step.group == group:
            return tuple(wanted)
    return ()


def whole_steps(entries: Sequence[Entry], limit: int = ENTRIES_READ) -> Sequence[Entry]:
    """Leave out the first step of as many entries as were asked for: it may have begun before them."""
    if len(entries) < limit:
        return entries
    return [entry for entry in entries if entry.group != entries[0].group]


class UndoStacks:
    """The steps that can be undone and redone."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._undo: list[UndoStep] = []
        self._redo: list[UndoStep] = []
        for entry in entries:
            self.record(entry)

    def record(self, entry: Entry) -> None:
        """Take in an entry that has been stored."""
        match entry.mode:
            case Mode.DO:
                self._redo.clear()
                if self._undo and self._undo[-1].group == entry.group:
                    self._undo[-1].entries.append(entry)
                else:
                    self._undo.append(UndoStep(entry.group, [entry]))
                del self._undo[:-STEPS_KEPT]
            case Mode.UNDO:
                self._move(entry.group, self._undo, self._redo)
            case Mode.REDO:
                self._move(entry.group, self._redo, self._undo)
            case Mode.NOTE:
                """Nothing to undo."""

    @property
    def next_undo(self) -> UndoStep | None:
        """What an undo would take back."""
        return self._undo[-1] if self._undo else None

    @property
    def next_redo(self) -> UndoStep | None:
        """What a redo would make again."""
        return self._redo[-1] if self._redo else None

    @property
    def undoable(self) -> tuple[UndoStep, ...]:
        """What can be undone, the next first."""
        return tuple(reversed(self._undo))

    @property
    def redoable(self) -> tuple[UndoStep, ...]:
        """What can be made again, the next first."""
        return tuple(reversed(self._redo))

    def group_to_join(self, merge_key: str, at: datetime) -> UUID | None:
        """Return the group that typing on in the same field joins, ``None`` when a new one begins."""
        step = self.next_undo
        if not merge_key or step is None or self._redo or step.last.merge_key != merge_key:
            return None
        return step.group if at - step.last.at <= MERGE_PAUSE else None

    @staticmethod
    def _move(group: UUID, source: list[UndoStep], target: list[UndoStep]) -> None:
        """Move the step; one that lies before the entries that were loaded cannot be there and is left out."""
        if source and source[-1].group == group:
            target.append(source.pop())


def typing_key(key: str, before: Sequence[object], after: Sequence[object]) -> str:
    """Return the key under which typing on in a list of records joins one undo step.

    A record added begins a step of its own, which typing in it joins; removing and moving records joins nothing.
    """
    changed = sum(1 for old, new in zip(before, after, strict=False) if old != new)
    is_typing = len(after) > len(before) or (len(after) == len(before) and changed <= 1)
    return f"{key}:{len(after)}" if is_typing else ""
