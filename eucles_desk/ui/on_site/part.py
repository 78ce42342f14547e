"""What all parts of the area have in common, and which parts there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from eucles_desk.ui.context import Context
    from eucles_desk.ui.working import Working


class Part(QWidget):
    """Base of the parts.

    A part that is not on screen does nothing when the assessment changes; it catches up when it is shown.

    Signals:
        wanted: The user wants to go to this ``Place``.
        report_wanted: The user wants a report of this ``ReportKind``.
    """

    wanted = Signal(object)
    report_wanted = Signal(object)

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.working = working
        self._is_stale = False
        working.changed.connect(self._on_changed)

    def go_to(self, name: str) -> None:
        """Show what has this name in the part and give it the focus; the usual beginning for an empty one."""

    def refresh(self) -> None:
        """Show the assessment as it is now."""

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the part was not on screen."""
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    @Slot(object)
    def _on_changed(self, _changes: object) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True


@dataclass(frozen=True, slots=True)
class PartKind:
    """A part that there is: its key in a place, its name and icon, and what makes it when it is first shown."""

    key: str
    name: str
    icon: str
    make: Callable[[Context, Working], Part]


INTERVIEWS = "interviews"
CLOSE = "close"
AGENDA = "agenda"
FEEDBACK = "feedback"


def _agenda(_context: Context, working: Working) -> Part:
    from eucles_desk.ui.on_site.agenda_part import AgendaPart

    return AgendaPart(working)


def _feedback(_context: Context, working: Working) -> Part:
    from eucles_desk.ui.on_site.feedback_part import FeedbackPart

    return FeedbackPart(working)


def _interviews(_context: Context, working: Working) -> Part:
    from eucles_desk.ui.on_site.interviews_part import InterviewsPart

    return InterviewsPart(working)


def _closing(_context: Context, working: Working) -> Part:
    from eucles_desk.ui.on_site.closing_part import ClosingPart

    return ClosingPart(working)


PARTS: tuple[PartKind, ...] = (
    PartKind(AGENDA, N_("Agenda"), "agenda", _agenda),
    PartKind(INTERVIEWS, N_("Interviews"), "interview", _interviews),
    PartKind(CLOSE, N_("Points to close"), "flag", _closing),
    PartKind(FEEDBACK, N_("Feedback"), "list", _feedback),
)
"""The parts in the order of a visit."""
