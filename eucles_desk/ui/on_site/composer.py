"""Where a note is written: its text, the criteria that it is about, and the ways to add and remove those."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.assessment.evidence import Note
from eucles_desk.assessment.talks import unknown_codes
from eucles_desk.ui import theme
from eucles_desk.ui.icons import put_icon
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.on_site.criterion_popup import CriterionPopup
from eucles_desk.ui.on_site.note_edit import NoteEdit
from eucles_desk.ui.widgets import FlowLayout, button, icon_button, label, spaced
from eucles_desk.ui.workspace.sections import set_shown, set_tab_order, set_text
from eucles_desk.wording.places import criterion_title

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QKeyEvent

    from eucles_desk.ui.on_site.note_book import NoteBook
    from eucles_desk.ui.working import Working


class Composer(QFrame):
    """Writes one note at a time, stored while it is written: a new one, or an earlier one that was taken up again.

    Signals:
        written: A note was stored, begun or left; the list of notes is another now.
        back_wanted: The user wants to change the note before the one being written.
    """

    written = Signal()
    back_wanted = Signal()

    def __init__(self, working: Working, book: NoteBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "strip")
        self._book = book
        self._talk: UUID | None = None
        self._note: Note | None = None
        criteria = working.edition.criteria_of(working.value.label)
        self._titles = {criterion.id: criterion_title(criterion, current()) for criterion in criteria}
        self.edit = NoteEdit(self._titles.keys())
        self.edit.setPlaceholderText(_placeholder(next(iter(self._titles), "")))
        self.heading = label("", "strong")
        self.unknown_label = label("", "small", wrap=True)
        self.remove_button = icon_button("", "trash")
        self.new_button = button(tr("New note"), "plus", look="quiet")
        self.tie_button = button(tr("Tie to a criterion"), "criteria", look="quiet")
        self.popup = CriterionPopup(list(self._titles.items()), self)
        self.chips: list[QPushButton] = []
        self._lay_out()
        set_shown(self.tie_button, shown=bool(criteria))
        working.about_to_act.connect(self.edit.hand_on)
        self.edit.edited.connect(self._on_edited)
        self.edit.textChanged.connect(self._on_text)
        self.edit.named.connect(self.tie)
        self.edit.entered.connect(self.finish)
        self.edit.back_wanted.connect(self.back_wanted)
        self.popup.chosen.connect(self._on_chosen)
        self.tie_button.clicked.connect(self._on_tie)
        self.remove_button.clicked.connect(self.remove)
        self.new_button.clicked.connect(self._on_new)
        self._show()

    @property
    def number(self) -> int | None:
        """The number of the note being written, ``None`` while it is not begun."""
        return self._note.number if self._note else None

    def show_talk(self, talk: UUID) -> None:
        """Write notes of this interview."""
        if talk != self._talk:
            self.leave()
            self._talk = talk
            self._show()

    def take_up(self, number: int) -> None:
        """Go on with an earlier note."""
        if self._talk is None or number == self.number:
            return
        self.leave()
        self._note = self._book.note(self._talk, number)
        self._show()
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self.written.emit()

    def refresh(self) -> None:
        """Show the note as it is stored now; one that was taken back makes room for a new one."""
        if self._talk is not None and self._note is not None:
            self._note = self._book.note(self._talk, self._note.number)
            if self._note is None and not self.edit.is_typing:
                self.edit.show_text("")
        self._show()

    def set_read_only(self, *, read_only: bool) -> None:
        """Show notes without letting them be changed."""
        set_shown(self, shown=not read_only)

    @Slot()
    def finish(self) -> None:
        """Be done with the note and begin the next."""
        self.edit.take_codes()
        text = self.edit.toPlainText()
        self.leave()
        self._say_unknown(text)  # until the next note is begun
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.written.emit()

    def leave(self) -> None:
        """Store what was typed; of a note without any words or criteria nothing stays."""
        self.edit.hand_on()
        note = self._note
        if note is not None and self._talk is not None:
            text = note.text.strip()
            if not text and not note.criteria:
                self._book.remove(self._talk, note.number)
            elif text != note.text:
                self._book.write(self._talk, replace(note, text=text))
        self._note = None
        self.edit.show_text("")
        self._show()

    @Slot(str)
    def tie(self, code: str) -> None:
        """Let the note be about a criterion too."""
        criteria = self._note.criteria if self._note else ()
        if code not in criteria:
            self._write(self.edit.toPlainText(), (*criteria, code))

    @Slot()
    def remove(self) -> None:
        """Take the note out."""
        if self._talk is not None and self._note is not None:
            self.edit.hand_on()
            number, self._note = self._note.number, None
            self._book.remove(self._talk, number)
            self.edit.show_text("")
            self._show()
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.written.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave an earlier note with Escape."""
        if event.key() == Qt.Key.Key_Escape and self._note is not None:
            self.finish()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        """Set the field first, since Tab goes on from it to what can be done with the note."""
        below, self._chips = QWidget(), QWidget()
        self._flow, line = FlowLayout(self._chips, 0.4), FlowLayout(below, 0.5)
        for part in (self._chips, self.tie_button, self.new_button, self.remove_button):
            line.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        below.setSizePolicy(policy)
        column = QVBoxLayout(self)
        spaced(column, 0.7, 0.35)
        column.setContentsMargins(theme.em(1), theme.em(0.7), theme.em(1), theme.em(0.7))
        for part in (self.heading, self.edit, self.unknown_label, below):
            column.addWidget(part)
        set_tab_order(self)
        set_shown(self.unknown_label, shown=False)

    def _write(self, text: str, criteria: tuple[str, ...]) -> None:
        if self._talk is None:
            return
        if self._note is None:
            if not text.strip() and not criteria:
                return
            self._note = Note(self._book.new_number(self._talk))
        note = self._note = replace(self._note, text=text, criteria=criteria)
        self._book.write(self._talk, note)
        self._show()
        self.written.emit()

    def _show(self) -> None:
        note = self._note
        if note is not None:
            self.edit.show_text(note.text)
        name = tr("Note {number}", number=note.number) if note else tr("New note")
        set_text(self.heading, name)
        if self.edit.accessibleName() != name:
            self.edit.setAccessibleName(name)
            remove = tr("Remove note {number}", number=note.number) if note else tr("Remove the note")
            self.remove_button.setAccessibleName(remove)
            self.remove_button.setToolTip(remove)
        self.remove_button.setEnabled(note is not None)
        set_shown(self.new_button, shown=note is not None)
        self._show_chips(note.criteria if note else ())

    def _show_chips(self, codes: tuple[str, ...]) -> None:
        while len(self.chips) < len(codes):
            chip = button("", look="chip")
            put_icon(chip, "close", "muted", 0.9)
            chip.clicked.connect(self._on_untie)
            self.chips.append(chip)
            self._flow.addWidget(chip)
            set_tab_order(self)
        for at, chip in enumerate(self.chips):
            if at < len(codes) and chip.property("code") != codes[at]:
                title = self._titles.get(codes[at], codes[at])
                chip.setProperty("code", codes[at])
                chip.setText(codes[at])
                chip.setToolTip(tr("{criterion}: tie the note to it no longer", criterion=title))
                chip.setAccessibleName(chip.toolTip())
            set_shown(chip, shown=at < len(codes))
        set_shown(self._chips, shown=bool(codes))

    @Slot()
    def _on_text(self) -> None:
        self._say_unknown(self.edit.toPlainText())

    def _say_unknown(self, text: str) -> None:
        """Say that nothing is tied where what looks like a code names no criterion."""
        unknown = unknown_codes(text, self._titles.keys())
        said = " ".join(tr("There is no criterion {code}.", code=code) for code in unknown)
        if self.unknown_label.text() != said:
            self.unknown_label.setText(said)
            self.edit.setAccessibleDescription(said)
            if said and QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, said))
        set_shown(self.unknown_label, shown=bool(said))

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        self._write(text, self._note.criteria if self._note else ())

    @Slot()
    def _on_tie(self) -> None:
        self.edit.hand_on()
        self.popup.open_over(self.tie_button)

    @Slot(str)
    def _on_chosen(self, code: str) -> None:
        self.tie(code)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_untie(self) -> None:
        chip = self.sender()
        if isinstance(chip, QPushButton) and self._note is not None:
            code = str(chip.property("code"))
            kept = tuple(one for one in self._note.criteria if one != code)
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self._write(self.edit.toPlainText(), kept)

    @Slot()
    def _on_new(self) -> None:
        self.finish()


def _placeholder(code: str) -> str:
    if code:
        return tr("What was said. #{code} ties it to a criterion; Enter begins the next note.", code=code)
    return tr("What was said. Enter begins the next note.")
