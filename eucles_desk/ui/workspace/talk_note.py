"""One line for a note from the interview that is going on, tied to the criterion on the desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.evidence import Note
from eucles_desk.assessment.talks import without_codes
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.area_page import lay_out
from eucles_desk.ui.fields import LineField
from eucles_desk.ui.language import tr
from eucles_desk.ui.on_site.note_book import name_of, note_book
from eucles_desk.ui.on_site.saying import hour_words
from eucles_desk.ui.widgets import label, spaced
from eucles_desk.ui.workspace.sections import set_shown, set_text

if TYPE_CHECKING:
    from uuid import UUID

    from eucles_desk.assessment.evidence import Evidence
    from eucles_desk.ui.working import Working

MOST_CHARACTERS = 2_000


class TalkNote(QWidget):
    """Adds notes to the latest interview of today, or begins one; Enter is done with a note.

    A code such as ``#2.5`` ties the note to that criterion too and is taken out of the text, once the field is left.
    """

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working = working
        self._book = note_book(working)
        self._criterion = ""
        self._talk: UUID | None = None
        self._number: int | None = None
        self._said = ""
        self.name_label = label(tr("Note from an interview"), "strong")
        self.edit = LineField()
        self.edit.setMaxLength(MOST_CHARACTERS)
        self.edit.setAccessibleName(self.name_label.text())
        self.edit.setPlaceholderText(tr("What was said"))
        self.edit.setToolTip("Ctrl+Shift+I")
        self.name_label.setBuddy(self.edit)
        self.where_label = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.25)
        for part in (self.name_label, self.edit, self.where_label):
            column.addWidget(part)
        working.about_to_act.connect(self.edit.hand_on)
        working.changed.connect(self._on_changed)
        self.edit.edited.connect(self._on_edited)
        self.edit.editingFinished.connect(self._take_codes)
        self.edit.returnPressed.connect(self.finish)

    def show_criterion(self, criterion: str) -> None:
        """Write notes about this criterion; the one that was being written is done."""
        if criterion != self._criterion:
            self._leave()
            self._criterion, self._said = criterion, ""
        self.refresh()

    def begin(self) -> None:
        """Give the keyboard to the field, wherever it has been put."""
        self._reveal()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def refresh(self) -> None:
        """Show where the note goes, and whether one can be written in the present step."""
        set_shown(self, shown=self._working.opened.can_change(Part.EVIDENCE) and bool(self._criterion))
        if self._talk is not None and self._number is not None:
            note = self._book.note(self._talk, self._number)
            if note is None:  # an undo has taken it back
                self._talk = self._number = None
            self.edit.show_text(note.text if note else "")
        set_text(self.where_label, self._said or _where(self._book.running()))

    @Slot()
    def finish(self) -> None:
        """Be done with the note; the next one can be written at once."""
        self.edit.hand_on()
        piece = self._working.value.piece(self._talk) if self._talk else None
        number = self._number
        self._leave()
        if piece is not None and number is not None:
            self._said = tr("Note {number} of “{interview}” is kept.", number=number, interview=name_of(piece))
        self.refresh()
        self._reveal()

    def _reveal(self) -> None:
        """Scroll to the field, also when what stands above it has just grown."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            lay_out(around)
            around.ensureWidgetVisible(self, 0, theme.em(1))

    @Slot()
    def _take_codes(self) -> None:
        if self._talk is None or self._number is None:
            return
        note = self._book.note(self._talk, self._number)
        tied = without_codes(note.text, self._working.edition.criteria) if note is not None else None
        if note is not None and tied is not None and tied.codes:
            criteria = tuple(dict.fromkeys((*note.criteria, *tied.codes)))
            self._book.write(self._talk, replace(note, text=tied.text, criteria=criteria))
            self.refresh()

    def _leave(self) -> None:
        self.edit.hand_on()
        self._take_codes()
        if self._talk is not None and self._number is not None:
            note = self._book.note(self._talk, self._number)
            if note is not None and not note.text.strip():
                self._book.remove(self._talk, self._number)
        self._talk = self._number = None
        self.edit.show_text("")

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        if self._talk is None or self._number is None:
            running = (self._book.running() or self._book.begin()) if text.strip() else None
            if running is None:
                return
            self._talk, self._number = running.id, self._book.new_number(running.id)
        self._said = ""
        before = self._book.note(self._talk, self._number) or Note(self._number, criteria=(self._criterion,))
        self._book.write(self._talk, replace(before, text=text))
        self.refresh()

    @Slot(object)
    def _on_changed(self, _changes: object) -> None:
        if self.isVisible():
            self.refresh()


def _where(running: Evidence | None) -> str:
    if running is None or running.interview is None:
        return tr("Begins an interview of today.")
    if not running.interview.start:
        return tr("Goes to “{interview}” of today.", interview=name_of(running))
    time = hour_words(running.interview.start)
    return tr("Goes to “{interview}”, today {time}.", interview=name_of(running), time=time)
