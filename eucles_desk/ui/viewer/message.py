"""What stands in the place of a page that cannot be shown: one sentence, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import button, label, spaced


class Message(QWidget):
    """A sentence, with a field for a password, a second try, or another program where these help.

    Signals:
        password_given: The user gave this password.
        again_wanted: It is to be tried once more.
        open_wanted: The file is to be opened with another program.
    """

    password_given = Signal(str)
    again_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence_label = label("", "muted", wrap=True)
        self.sentence_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.password_edit = QLineEdit()
        self.password_edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.password_edit.setAccessibleName(tr("Password of the file"))
        self.password_edit.setPlaceholderText(tr("Password"))
        self.unlock_button = button(tr("Show"))
        self.again_button = button(tr("Try again"))
        self.open_button = button(tr("Open with another program"), "external")
        self._password_row = QWidget()
        row = QHBoxLayout(self._password_row)
        spaced(row, 0, 0.4)
        row.addWidget(self.password_edit, 1)
        row.addWidget(self.unlock_button)
        column = QVBoxLayout(self)
        spaced(column, 0.8, 0.6)
        column.addStretch(1)
        column.addWidget(self.sentence_label)
        column.addWidget(self._password_row)
        for made in (self.again_button, self.open_button):
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.password_edit.returnPressed.connect(self._on_given)
        self.unlock_button.clicked.connect(self._on_given)
        self.again_button.clicked.connect(self.again_wanted)
        self.open_button.clicked.connect(self.open_wanted)

    def say(self, sentence: str, *, password: bool = False, again: bool = False, outside: bool = False) -> None:
        """Show a sentence and what helps."""
        self.sentence_label.setText(sentence)
        self.setAccessibleName(sentence)
        self._password_row.setVisible(password)
        self.again_button.setVisible(again)
        self.open_button.setVisible(outside)
        if password:
            self.password_edit.clear()
            self.password_edit.setAccessibleDescription(sentence)

    def focus(self) -> None:
        """Put the keyboard on what helps, on the sentence itself where nothing does."""
        for part in (self.password_edit, self.again_button, self.open_button):
            if part.isVisibleTo(self):
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_given(self) -> None:
        if self.password_edit.text():
            self.password_given.emit(self.password_edit.text())
