"""A note on a criterion that is for the assessor alone and never leaves this laptop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.ui.fields import TextField
from eucles_desk.ui.icons import put_icon
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import button, label, spaced
from eucles_desk.ui.workspace.keys import PRIVATE_KEY
from eucles_desk.ui.workspace.sections import set_shown, set_text


class PrivateNoteField(QWidget):
    """Folded away until asked for, since others may look at the screen; it stays unfolded while moving on.

    Signals:
        edited: The note says this now.
        unfolded: The field is shown now and about to get the keyboard, or hidden.
    """

    edited = Signal(str)
    unfolded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = ""
        self.fold_button = button("", look="link")
        self.fold_button.setCheckable(True)
        self.fold_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.fold_button.setToolTip(tr("Only for you: it never leaves this laptop ({keys})", keys=tr(PRIVATE_KEY)))
        put_icon(self.fold_button, "lock", "link", 1.0)
        self.promise_label = label(
            tr("Never leaves this laptop: no file or report that is passed on holds it."), "small"
        )
        self.promise_label.setWordWrap(True)
        self.edit: TextField | None = None
        self._column = QVBoxLayout(self)
        spaced(self._column, 0, 0.3)
        self._column.addWidget(self.fold_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.promise_label)
        self.promise_label.hide()
        self.fold_button.toggled.connect(self._on_toggled)
        self._draw()

    def show_note(self, note: str) -> None:
        """Show the note of a criterion."""
        self._note = note
        if self.edit is not None:
            self.edit.show_text(note)
        self._draw()

    def toggle(self) -> None:
        """Unfold the field and give it the keyboard; fold it away when the keyboard is there already."""
        if self.fold_button.isChecked() and self.edit is not None and not self.edit.hasFocus():
            self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.fold_button.toggle()

    def hand_on(self) -> None:
        """Hand on what was typed."""
        if self.edit is not None:
            self.edit.hand_on()

    def _draw(self) -> None:
        is_unfolded = self.fold_button.isChecked()
        text = tr("Private note") if is_unfolded or not self._note else tr("Private note (written)")
        set_text(self.fold_button, text)
        self.fold_button.setAccessibleDescription(tr("unfolded") if is_unfolded else tr("folded"))

    @Slot(bool)
    def _on_toggled(self, unfolded: bool) -> None:
        if unfolded and self.edit is None:
            self.edit = TextField(2)
            self.edit.setAccessibleName(tr("Private note, never leaves this laptop"))
            self.edit.setPlaceholderText(tr("For you alone"))
            self.edit.show_text(self._note)
            self.edit.edited.connect(self._on_edited)
            self._column.insertWidget(1, self.edit)
        if self.edit is not None:
            if not unfolded:
                self.edit.hand_on()
            set_shown(self.edit, shown=unfolded)
        set_shown(self.promise_label, shown=unfolded)
        self._draw()
        self.unfolded.emit(unfolded)
        target = self.edit if unfolded and self.edit is not None else self.fold_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def _on_edited(self, note: str) -> None:
        self._note = note
        self.edited.emit(note)
