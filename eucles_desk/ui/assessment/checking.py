"""The quality findings as the page of an assessment shows them: worked out after a pause, with the one gone to last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from eucles_desk.assessment.acceptance import key_of
from eucles_desk.assessment.checks import Severity
from eucles_desk.ui.language import tr, trn

if TYPE_CHECKING:
    from eucles_desk.assessment.acceptance import Reviewed
    from eucles_desk.assessment.checks import Finding
    from eucles_desk.ui.working import Working

PAUSE_MILLISECONDS = 300
"""Whoever types on is not kept waiting for findings."""


class Checking(QObject):
    """Keeps the findings that are shown.

    Signals:
        updated: The findings, or the one gone to last, are others than before.
    """

    updated = Signal()

    def __init__(self, working: Working, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._working = working
        self.reviewed: Reviewed = working.standing.reviewed
        self._current = ""
        self._index = -1
        self._pause = QTimer(self, interval=PAUSE_MILLISECONDS, singleShot=True)
        self._pause.timeout.connect(self.catch_up)
        working.changed.connect(self._on_changed)

    @property
    def current(self) -> str:
        """The key of the finding that was gone to last, empty when none was."""
        return self._current

    @Slot()
    def catch_up(self) -> None:
        """Look at the assessment as it is now."""
        self._pause.stop()
        reviewed = self._working.standing.reviewed
        if reviewed != self.reviewed:
            self.reviewed = reviewed
            self.updated.emit()

    def go(self, found: Finding) -> None:
        """Make a finding the one gone to last."""
        self._current = key_of(found)
        keys = [key_of(one) for one in self.reviewed.counting]
        self._index = keys.index(self._current) if self._current in keys else self._index
        self.updated.emit()

    def step(self, by: int) -> Finding | None:
        """Go to the next finding or the one before, round and round; return it, ``None`` when there is none.

        One that has gone meanwhile has left its place to the one behind it.
        """
        self.catch_up()
        found = self.reviewed.counting
        if not found:
            return None
        keys = [key_of(one) for one in found]
        if self._current in keys:
            index = keys.index(self._current) + by
        elif self._index < 0:
            index = 0 if by > 0 else -1
        else:
            index = self._index if by > 0 else self._index - 1
        chosen = found[index % len(found)]
        self.go(chosen)
        return chosen

    def place_of(self, found: Finding) -> str:
        """Say which of how many a finding is."""
        keys = [key_of(one) for one in self.reviewed.counting]
        return tr("Finding {number} of {count}", number=keys.index(key_of(found)) + 1, count=len(keys))

    @Slot(object)
    def _on_changed(self, _changes: object) -> None:
        self._pause.start()


def counts(reviewed: Reviewed) -> str:
    """Say in words how many findings of each weight there are."""
    errors, warnings, hints = (len(reviewed.of(severity)) for severity in Severity)
    parts = (
        trn("{count} error", "{count} errors", errors) if errors else "",
        trn("{count} warning", "{count} warnings", warnings) if warnings else "",
        trn("{count} hint", "{count} hints", hints) if hints else "",
    )
    return ", ".join(part for part in parts if part) or tr("Nothing odd")


def worst(reviewed: Reviewed) -> Severity | None:
    """Return how much the weightiest finding matters, ``None`` without any."""
    return min((found.severity for found in reviewed.counting), key=list(Severity).index, default=None)
