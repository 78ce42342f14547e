"""The log of interviews: a list of them beside the one that is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedWidget, QVBoxLayout, QWidget

from eucles_desk.assessment.changes import Part as ChangedPart
from eucles_desk.assessment.talks import talks
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.area_page import Notice, closed_sentence, lay_out
from eucles_desk.ui.language import tr
from eucles_desk.ui.on_site.note_book import note_book
from eucles_desk.ui.on_site.part import Part
from eucles_desk.ui.on_site.talk_list import TalkList, row_of
from eucles_desk.ui.on_site.talk_panel import TalkPanel
from eucles_desk.ui.widgets import EmptyState, primary_button, scrolling, spaced
from eucles_desk.ui.workspace.sections import set_shown

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QResizeEvent

    from eucles_desk.ui.working import Working

BESIDE = 56
"""From this width on, in multiples of the text size, the list stands beside the interview."""
FOLDED = 44
"""Below this width day and time go below the role."""
LIST_WIDTH, WIDEST_LIST, LIST_HEIGHT = 19, 28, 9
LIST_SHARE = 0.22
"""Of a wide screen the list takes so much, that fewer names are cut."""
MOST = 16_777_215
"""Qt's word for no limit."""


class InterviewsPart(Part):
    """Lists the interviews and shows one of them."""

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(working, parent)
        self._book = note_book(working)
        self._current: UUID | None = None
        self.notice = Notice()
        self.list = TalkList()
        self.begin_button = primary_button(tr("New interview"), "plus")
        self.panel = TalkPanel(working, self._book)
        self.first_button = primary_button(tr("New interview"), "plus")
        for made in (self.begin_button, self.first_button):
            made.setToolTip("Ctrl+I")
        self.stack = QStackedWidget()
        self._lay_out()
        self.list.chosen.connect(self.show_talk)
        self.list.entered.connect(self.panel.write)
        self.list.removal_wanted.connect(self._on_removal_wanted)
        self.panel.removal_wanted.connect(self._on_removal_wanted)
        self.panel.entered.connect(self._on_entered)
        self.begin_button.clicked.connect(self.begin)
        self.first_button.clicked.connect(self.begin)
        working.not_saved.connect(self._on_unsettled)
        working.refused.connect(self._on_unsettled)
        self.refresh()

    @property
    def current(self) -> UUID | None:
        """The interview that is shown."""
        return self._current

    @property
    def is_closed(self) -> bool:
        """Whether the present step keeps the user from changing anything here."""
        return not self.working.opened.can_change(ChangedPart.EVIDENCE)

    @Slot()
    def begin(self) -> None:
        """Log an interview that begins now, and ask with whom."""
        if self.is_closed:
            self.go_to("")
            return
        self.working.flush()
        self.panel.leave()
        begun = self._book.begin()
        if begun is not None:
            self.show_talk(begun.id)
            self.panel.focus_role()

    @Slot(object)
    def show_talk(self, talk: UUID) -> None:
        """Show an interview; what was typed in the one before is stored first."""
        if talk != self._current:
            self.working.flush()
            self.panel.leave()
            self._current = talk
        self.refresh()

    def go_to(self, name: str) -> None:
        """Show the interview with this id, and have the next note written."""
        ids = {str(piece.id): piece.id for piece in talks(self.working.value)}
        if name in ids:
            self.show_talk(ids[name])
        if self._current is not None:
            self.panel.write()
        else:
            self.first_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the interviews as they are now; the latest one when the one shown has gone."""
        found = talks(self.working.value)
        by_id = {piece.id: piece for piece in found}
        if self._current not in by_id:
            self._current = found[-1].id if found else None
        closed = self.is_closed
        self.notice.say(closed_sentence(self.working.value.step) if closed else "", "info", "lock")
        set_shown(self.begin_button, shown=not closed)
        set_shown(self.first_button, shown=not closed)
        self.list.show_rows([row_of(piece) for piece in found], self._current)
        if self._current is not None:
            self.panel.show_talk(by_id[self._current], read_only=closed)
        self.stack.setCurrentIndex(0 if found else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list above the interview where both do not fit side by side."""
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        side, inner = QFrame(), QWidget()
        left = QVBoxLayout(side)
        spaced(left, 0, 0.6)
        left.addWidget(self.begin_button)
        left.addWidget(self.list, 1)
        self._side = side
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        spaced(self._row, 0, 1.0)
        self._row.setContentsMargins(theme.em(1.4), theme.em(0.8), theme.em(1.4), theme.em(0.9))
        self._row.addWidget(side)
        self._row.addWidget(self.panel, 1)
        self._scroller = scrolling(inner)
        self.stack.addWidget(self._scroller)
        lines = [
            tr("Log each talk by role, day and time. Notes are numbered; criteria that they are about cite them."),
            tr("Ctrl+I begins an interview from anywhere in the assessment."),
        ]
        self.stack.addWidget(EmptyState(tr("No interviews yet"), lines, [self.first_button], "interview"))
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        theme.notifier().changed.connect(self._arrange)

    @Slot()
    def _arrange(self) -> None:
        beside = self.width() >= theme.em(BESIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.panel.fold(narrow=self.width() < theme.em(FOLDED))
        width = min(max(theme.em(LIST_WIDTH), round(self.width() * LIST_SHARE)), theme.em(WIDEST_LIST))
        self._side.setMinimumWidth(width if beside else 0)
        self._side.setMaximumSize(width if beside else MOST, MOST if beside else theme.em(LIST_HEIGHT))
        self._side.setMinimumHeight(theme.em(LIST_HEIGHT))

    @Slot()
    def _on_removal_wanted(self) -> None:
        talk, opened = self._current, self.working.opened
        if talk is None or self.is_closed:
            return
        self.working.flush()
        self.panel.leave()
        self.working.do(lambda: opened.remove_evidence(talk), field=f"removal:{talk}")
        target = self.list if talks(self.working.value) else self.first_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_entered(self, target: QWidget) -> None:
        lay_out(self._scroller)
        self._scroller.ensureWidgetVisible(target, 0, theme.em(0.5))

    @Slot()
    def _on_unsettled(self) -> None:
        """Show again what there is: what could not be stored stays."""
        if self.isVisible():
            self.panel.show_notes()
