"""Whom an interview was with, by role: the usual roles are offered, any other can be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from eucles_desk.language.marking import N_
from eucles_desk.ui.fields import LineField
from eucles_desk.ui.language import current
from eucles_desk.ui.still import ListBox

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

ROLES = (
    N_("Cluster manager"),
    N_("Chair of the steering group"),
    N_("Team member"),
    N_("Participant (company)"),
    N_("Participant (research)"),
    N_("Funder"),
)
MOST_CHARACTERS = 200


class RoleField(ListBox):
    """A line with a list behind it; the rest of a usual role is filled in while its beginning is typed.

    Signals:
        edited: The user typed or chose this.
        entered: The user is done with the field.
    """

    edited = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = LineField()
        self.line.setMaxLength(MOST_CHARACTERS)
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.addItems([current().text(role) for role in ROLES])
        self.setCurrentIndex(-1)
        self.line.edited.connect(self.edited)
        self.activated.connect(self.hand_on)

    @property
    def value(self) -> str:
        """The role in the field."""
        return self.line.text().strip()

    def show_role(self, role: str) -> None:
        """Show a stored role; what the user is typing right now is left alone."""
        self.line.show_text(role)

    def set_read_only(self, *, read_only: bool) -> None:
        """Show the role without letting it be changed."""
        self.setEnabled(not read_only)

    @Slot()
    def hand_on(self) -> None:
        """Hand on what was entered since the last time."""
        self.line.hand_on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be done with Enter."""
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.hand_on()
            self.entered.emit()
