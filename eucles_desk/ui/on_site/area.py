"""The area for the days on site: its parts, one of which is on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.on_site.leaving import left_open
from eucles_desk.ui.on_site.part import CLOSE, INTERVIEWS, PARTS, Part
from eucles_desk.ui.on_site.part_bar import PartBar
from eucles_desk.ui.widgets import spaced

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from eucles_desk.ui.context import Context
    from eucles_desk.ui.on_site.interviews_part import InterviewsPart
    from eucles_desk.ui.working import Working


class OnSiteArea(QWidget):
    """Shows one part at a time; each is made when it is first shown.

    Signals:
        wanted: The user wants to go to this ``Place``.
        report_wanted: The user wants a report of this ``ReportKind``.
    """

    wanted = Signal(object)
    report_wanted = Signal(object)

    def __init__(self, context: Context, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._working = context, working
        self._kinds = {kind.key: kind for kind in PARTS}
        self._parts: dict[str, Part] = {}
        self.bar = PartBar(PARTS)
        self.stack = QStackedWidget()
        self.head = QHBoxLayout()
        spaced(self.head, 0, 0.8)
        self.head.setContentsMargins(theme.em(1.4), theme.em(0.7), theme.em(1.4), 0)
        self.head.addWidget(self.bar, 1)
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        column.addLayout(self.head)
        column.addWidget(self.stack, 1)
        self.bar.chosen.connect(self.show_part)
        working.changed.connect(self._show_counts)
        self._show_counts()
        self.show_part(next(iter(self._kinds)))

    @property
    def part(self) -> Part:
        """The part on screen."""
        return self._parts[self.bar.current_key]

    @property
    def place_id(self) -> str:
        """What names the part on screen, behind a stroke the interview in it."""
        talk = self.interviews.current if self.bar.current_key == INTERVIEWS else None
        return f"{INTERVIEWS}/{talk}" if talk is not None else self.bar.current_key

    @property
    def interviews(self) -> InterviewsPart:
        """The part with the interviews, made now if it has not been shown yet."""
        from eucles_desk.ui.on_site.interviews_part import InterviewsPart

        found = self._made(INTERVIEWS)
        assert isinstance(found, InterviewsPart)
        return found

    def go_to(self, place_id: str) -> None:
        """Show what a place names: a part, and behind a stroke what is in it."""
        key, _, name = place_id.partition("/")
        if key in self._kinds:
            self.show_part(key)
        self.part.go_to(name)

    def begin_talk(self) -> None:
        """Log an interview that begins now."""
        self.show_part(INTERVIEWS)
        self.interviews.begin()

    @Slot(str)
    def show_part(self, key: str) -> None:
        """Show a part."""
        self._working.flush()
        self.bar.show_part(key)
        self.stack.setCurrentWidget(self._made(key))

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew what waits: another day may have begun."""
        super().showEvent(event)
        self._show_counts()

    def focus_bar(self) -> None:
        """Give the keyboard to the chips."""
        self.bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, key: str) -> Part:
        part = self._parts.get(key)
        if part is None:
            part = self._parts[key] = self._kinds[key].make(self._context, self._working)
            part.wanted.connect(self.wanted)
            part.report_wanted.connect(self.report_wanted)
            self.stack.addWidget(part)
        return part

    @Slot()
    def _show_counts(self) -> None:
        self.bar.show_counts({CLOSE: len(left_open(self._working))})
