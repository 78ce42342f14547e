"""The window for data whose key file is gone: it offers the copy that lies with a backup, and asks for the code."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot

from eucles_desk.ui.language import tr
from eucles_desk.ui.locking.unlock_window import UnlockWindow


class MissingKeyWindow(UnlockWindow):
    """Says what is missing and offers both ways.

    Signals:
        copy_wanted: The user wants the copy of the key that lies with a backup.
    """

    copy_wanted = Signal()

    def __init__(self, place: str, *, has_copy: bool) -> None:
        super().__init__(place)
        self.setWindowTitle(tr("EUCLES Desk cannot open the data"))
        self.title_label.setText(tr("The key file is missing"))
        self._wants_code = True
        self.other_button.setText(tr("Take the key from the newest backup"))
        self.other_button.setVisible(has_copy)
        ways = (
            tr("A backup holds a copy of it, which can take its place.")
            if has_copy
            else tr("No backup with a copy of it was found.")
        )
        self.intro_label.setText(
            tr("The data are there, but cannot be read without it.")
            + " "
            + ways
            + " "
            + tr(
                "The code from the recovery sheet opens them too: thirteen groups of five letters and digits. Or end "
                "the program and put the file “key” back into the data folder."
            )
        )
        self._show_way()

    def _show_way(self) -> None:
        """Show the field for the recovery code alone: a passphrase opens nothing without the key file."""
        self.field.hide()
        self.code_edit.show()
        self.name_label.setText(tr("&Recovery code"))
        self.name_label.setBuddy(self.code_edit)
        self.unlock_button.setText(tr("Open with the code"))
        first = self.code_edit if self.other_button.isHidden() else self.other_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_other(self) -> None:
        self.copy_wanted.emit()
