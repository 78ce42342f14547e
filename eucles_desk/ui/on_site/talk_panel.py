"""One interview: with whom and when, its notes, and the field for the next one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from eucles_desk.assessment.evidence import Interview
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.form import Field
from eucles_desk.ui.fields import ISO_DAY, DayField, LineField
from eucles_desk.ui.language import tr
from eucles_desk.ui.on_site.composer import Composer
from eucles_desk.ui.on_site.note_list import NoteList
from eucles_desk.ui.on_site.role_field import RoleField
from eucles_desk.ui.on_site.saying import read_hour
from eucles_desk.ui.widgets import icon_button, label, spaced
from eucles_desk.ui.workspace.sections import set_shown

if TYPE_CHECKING:
    from uuid import UUID

    from eucles_desk.assessment.evidence import Evidence
    from eucles_desk.ui.on_site.note_book import NoteBook
    from eucles_desk.ui.working import Working

LEAST_NOTES = 7
"""The least height of the list of notes, in multiples of the text size."""


class TalkPanel(QFrame):
    """Shows one interview at a time; every field hands on what is typed by itself.

    Signals:
        removal_wanted: The user wants the interview gone.
        entered: The keyboard has gone to this part of the panel, which should be in sight.
    """

    removal_wanted = Signal()
    entered = Signal(object)

    def __init__(self, working: Working, book: NoteBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._book = book
        self.talk: UUID | None = None
        self._day_known = ""
        self.role_field = RoleField()
        self.day_edit = DayField()
        self.start_edit = LineField()
        self.start_edit.setMaxLength(8)
        self.remove_button = icon_button(tr("Remove the interview"), "trash")
        self.notes = NoteList()
        self.nothing_label = label(
            tr("No notes yet. Write down what was said, one note at a time."), "muted", wrap=True
        )
        self.composer = Composer(working, book)
        self._lay_out()
        for field in (self.role_field, self.day_edit, self.start_edit):
            working.about_to_act.connect(field.hand_on)
            field.edited.connect(self._store)
        self.role_field.entered.connect(self.write)
        self.start_edit.returnPressed.connect(self.write)
        self.notes.opened.connect(self._on_opened)
        self.notes.removal_wanted.connect(self._on_removal_wanted)
        self.notes.left.connect(self.write)
        self.composer.written.connect(self.show_notes)
        self.composer.back_wanted.connect(self._on_back)
        self.remove_button.clicked.connect(self.removal_wanted)

    def show_talk(self, piece: Evidence, *, read_only: bool) -> None:
        """Show an interview as it is now; what is being typed in the same one is left alone."""
        interview = piece.interview or Interview()
        if piece.id != self.talk:
            self._hand_on()
            self.talk = piece.id
            self.composer.show_talk(piece.id)
            self.notes.clearSelection()
            self._field_of_start.say_problem("")
            self.notes.scrollToBottom()
        self._day_known = interview.day
        self.role_field.show_role(interview.role)
        self.day_edit.show_day(interview.day or _day_of(piece.added_at))
        if not self._field_of_start.problem:
            self.start_edit.show_text(interview.start)
        self.role_field.set_read_only(read_only=read_only)
        self.day_edit.setReadOnly(read_only)
        self.start_edit.setReadOnly(read_only)
        set_shown(self.remove_button, shown=not read_only)
        self.composer.set_read_only(read_only=read_only)
        self.composer.refresh()
        self.show_notes()

    def leave(self) -> None:
        """Store what was typed and be done with the note being written."""
        self._hand_on()
        self.composer.leave()

    def focus_role(self) -> None:
        """Give the keyboard to the field for the role."""
        self.role_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.entered.emit(self.role_field)

    def fold(self, *, narrow: bool) -> None:
        """Put day and time below the role where they do not fit beside it."""
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._fields.setDirection(direction)

    @Slot()
    def write(self) -> None:
        """Give the keyboard to the field for a note, or to the notes where none can be written."""
        target = self.notes if self.composer.isHidden() else self.composer.edit
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.entered.emit(self.notes if self.composer.isHidden() else self.composer)

    @Slot()
    def show_notes(self) -> None:
        """Show the notes as they are now."""
        if self.talk is None:
            return
        notes = self._book.notes(self.talk)
        self.notes.show_notes(notes, self.composer.number)
        set_shown(self.nothing_label, shown=not notes)
        set_shown(self.notes, shown=bool(notes))

    def _lay_out(self) -> None:
        role_help = tr("A role is enough: leave personal names out.")
        self._fields = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        spaced(self._fields, 0, 0.9)
        when = QHBoxLayout()
        spaced(when, 0, 0.9)
        self._field_of_start = Field(tr("Began at"), self.start_edit)
        role, day = Field(tr("With whom (by role)"), self.role_field, role_help), Field(tr("Day"), self.day_edit)
        self.role_field.line.setAccessibleName(tr("With whom (by role)"))
        day.setFixedWidth(theme.em(11.5))
        self._field_of_start.setFixedWidth(theme.em(8))
        self._fields.addWidget(role, 1)
        when.addWidget(day)
        when.addWidget(self._field_of_start)
        when.addStretch(1)
        remove = QVBoxLayout()
        remove.addSpacing(theme.em(1.7))
        remove.addWidget(self.remove_button)
        remove.addStretch(1)
        when.addLayout(remove)
        self._fields.addLayout(when)
        head = QWidget()
        head.setLayout(self._fields)
        self._fields.setContentsMargins(theme.em(1), theme.em(0.8), theme.em(0.7), theme.em(0.6))
        self.notes.setMinimumHeight(theme.em(LEAST_NOTES))
        self.nothing_label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing_label.setMargin(theme.em(1))
        self.nothing_label.setMinimumHeight(theme.em(3))
        line = QFrame()
        line.setFixedHeight(1)
        line.setProperty("look", "line")
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(head)
        column.addWidget(line)
        column.addWidget(self.notes, 1)
        column.addWidget(self.nothing_label, 1)
        column.addWidget(self.composer)
        # Day and time are filled in already, so that the keyboard goes from the role to the note; they come after it.
        composer = self.composer
        order = (self.role_field, composer.edit, composer.tie_button, composer.new_button, composer.remove_button)
        for before, after in pairwise((*order, self.day_edit, self.start_edit, self.remove_button, self.notes)):
            QWidget.setTabOrder(before, after)

    def _hand_on(self) -> None:
        for field in (self.role_field, self.day_edit, self.start_edit):
            field.hand_on()

    @Slot()
    def _store(self) -> None:
        """Store the fields; a day that only stands for an unknown one is stored when it was entered."""
        start = read_hour(self.start_edit.text())
        self._field_of_start.say_problem("" if start is not None else tr("Write the time as 9:30."))
        if self.talk is None or start is None:
            return
        entered = self.sender() is self.day_edit
        day = self.day_edit.day if entered or self._day_known else ""
        self._book.change(self.talk, self.role_field.value, day, start)
        self.start_edit.show_text(start)

    @Slot(int)
    def _on_opened(self, number: int) -> None:
        if not self.composer.isHidden():
            self.composer.take_up(number)
            self.write()

    @Slot(int)
    def _on_removal_wanted(self, number: int) -> None:
        if self.talk is None or self.composer.isHidden():
            return
        if number == self.composer.number:
            self.composer.remove()
        else:
            self._book.remove(self.talk, number)
            self.show_notes()
        self.notes.setFocus(Qt.FocusReason.OtherFocusReason) if self._book.notes(self.talk) else self.write()

    @Slot()
    def _on_back(self) -> None:
        """Take up the note before the one being written."""
        notes = self._book.notes(self.talk) if self.talk is not None else ()
        before = [note.number for note in notes if self.composer.number is None or note.number < self.composer.number]
        if before:
            self._on_opened(before[-1])


def _day_of(added_at: str) -> str:
    """Return the day on which something came in, today where that is not known."""
    date = QDateTime.fromString(added_at, Qt.DateFormat.ISODate).toLocalTime().date()
    return (date if date.isValid() else QDateTime.currentDateTime().date()).toString(ISO_DAY)
