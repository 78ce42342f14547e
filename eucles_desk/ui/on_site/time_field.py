"""A time of day to type or to step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTime, Signal, Slot
from PySide6.QtWidgets import QTimeEdit, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.fields import leaves_undo
from eucles_desk.ui.still import Still

ISO_TIME = "HH:mm"
STEP_MINUTES = 15


class TimeField(Still, QTimeEdit):
    """A time to the minute; it lets the wheel scroll the page, and steps by a quarter of an hour.

    Signals:
        edited: The user has entered this time, as ``HH:MM``.
    """

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self.setDisplayFormat("H:mm")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(theme.em(0.36), 0, 0, 0)
        self.editingFinished.connect(self.hand_on)

    @property
    def time_text(self) -> str:
        """The time in the field."""
        return self.time().toString(ISO_TIME)

    def show_time(self, time: str) -> None:
        """Show a stored time; one that the user is entering right now is left alone."""
        if time != self._known or not self.hasFocus():
            self._known = time
            self.setTime(QTime.fromString(time, ISO_TIME))

    @Slot()
    def hand_on(self) -> None:
        """Hand on what was entered since the last time."""
        self.interpretText()
        if self.time_text != self._known:
            self._known = self.time_text
            self.edited.emit(self.time_text)

    def stepBy(self, steps: int) -> None:
        """Step by a quarter of an hour where the minutes are, by an hour where the hours are."""
        seconds = 60 * (STEP_MINUTES if self.currentSection() == QTimeEdit.Section.MinuteSection else 60)
        self.setTime(self.time().addSecs(steps * seconds))

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the program."""
        return False if leaves_undo(event) else super().event(event)
