"""A day that may be unknown, or of which only the month is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from eucles_desk.ui.fields import ISO_DAY, DayField
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import FlowLayout, button, icon_button, label, spaced
from eucles_desk.ui.workspace.sections import set_shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

MONTH = len("2025-01")
STAYING = frozenset({Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason})
"""The keyboard comes back to the field after these."""


class OptionalDay(QWidget):
    """Buttons that add a day or a month; then a field with it, and a button that takes it away.

    A field that has just been added holds nothing yet: a date field cannot be empty, so it begins at today, which
    counts once another day is entered or Enter is pressed. Escape, or leaving it as it is, takes it back.

    Signals:
        edited: The user has entered this day or month, or taken it away.
    """

    edited = Signal(str)

    def __init__(self, name: str, *, months: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self._has_months = months
        self._is_editable = True
        self._begun = self._shown = ""
        self.name_label = label(name, "small")
        self.day_edit = DayField()
        self.day_edit.setAccessibleName(name)
        self._day_format = self.day_edit.displayFormat()
        self.add_button: QPushButton = button(tr("Enter the day"), "plus", look="quiet")
        self.month_button: QPushButton = button(tr("Enter the month"), "plus", look="quiet")
        self.clear_button = icon_button(tr("{field}: take away", field=name), "close")
        for made in (self.add_button, self.month_button):
            made.setAccessibleName(f"{name}: {made.text()}")
        self.none_label = label(tr("not known"), "small")
        self.begun_label = label(tr("not stored yet: enter it, or press Enter"), "small")
        self._field = QWidget()
        row = QHBoxLayout(self._field)
        spaced(row, 0, 0.2)
        row.addWidget(self.day_edit)
        row.addWidget(self.clear_button)
        flow = FlowLayout(self, 0.2)
        for part in (
            self.name_label,
            self._field,
            self.begun_label,
            self.add_button,
            self.month_button,
            self.none_label,
        ):
            flow.addWidget(part)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.name_label.setMinimumHeight(self.add_button.sizeHint().height())
        self.day_edit.edited.connect(self._on_edited)
        self.day_edit.installEventFilter(self)
        self.add_button.clicked.connect(self._on_add)
        self.month_button.clicked.connect(self._on_add_month)
        self.clear_button.clicked.connect(self._on_clear)
        self.show_day("", editable=True)

    @property
    def day(self) -> str:
        """The day or month in the field, empty when there is none."""
        return self._known

    def show_day(self, day: str, *, editable: bool) -> None:
        """Show a stored day; a field that is being filled in is left alone."""
        self._is_editable = editable
        if self._begun and not day and editable:
            return
        self._begun = ""
        self._known = day
        self._show(day)

    def take_back(self) -> None:
        """Give up a field that nothing was entered in."""
        if self._begun:
            self._begun = ""
            self._show(self._known)

    @Slot()
    def hand_on(self) -> None:
        """Hand on what was entered."""
        if self._known or self._begun:
            self.day_edit.hand_on()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Store the day that a new field begins with when Enter is pressed."""
        if self._begun and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._on_edited(self.day_edit.day)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take back with Escape what is not handed on yet, and a new field when it is left as it was."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            return self._escape()
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in STAYING and self._begun:
            self.day_edit.hand_on()
            self.take_back()
        return False

    # Inside

    def _show(self, day: str) -> None:
        """Show a day or month in the field, or the ways to add one."""
        is_begun = bool(self._begun)
        if day:
            is_month = len(day) == MONTH
            wanted = ("M.yyyy" if current().code == "fi" else "MMM yyyy") if is_month else self._day_format
            if self.day_edit.displayFormat() != wanted:
                self.day_edit.setDisplayFormat(wanted)
            self.day_edit.show_day(f"{day}-01" if is_month else day)
            self._shown = self.day_edit.text()
        self.day_edit.setReadOnly(not self._is_editable)
        self.day_edit.setAccessibleDescription(self.begun_label.text() if is_begun else "")
        set_shown(self._field, shown=bool(day))
        set_shown(self.begun_label, shown=is_begun)
        set_shown(self.clear_button, shown=bool(day) and self._is_editable and not is_begun)
        set_shown(self.add_button, shown=not day and self._is_editable)
        set_shown(self.month_button, shown=not day and self._is_editable and self._has_months)
        set_shown(self.none_label, shown=not day and not self._is_editable)

    def _escape(self) -> bool:
        """Take back what is not handed on yet; return whether there was anything."""
        if self._begun:
            self.take_back()
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if self._known and self.day_edit.text() != self._shown:
            self.day_edit.setDate(QDate.fromString(f"{self._known}-01"[: len(ISO_DAY)], ISO_DAY))
            return True
        return False

    def _begin(self, day: str) -> None:
        self._begun = day
        self._show(day)
        self.day_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_add(self) -> None:
        self._begin(QDate.currentDate().toString(ISO_DAY))

    @Slot()
    def _on_add_month(self) -> None:
        self._begin(QDate.currentDate().toString(ISO_DAY)[:MONTH])

    @Slot()
    def _on_clear(self) -> None:
        was, self._begun, self._known = self._known, "", ""
        self._show("")
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if was:
            self.edited.emit("")

    @Slot(str)
    def _on_edited(self, day: str) -> None:
        held = self._known or self._begun
        if held:
            self._begun, self._known = "", day[: len(held)]
            self._show(self._known)
            self.edited.emit(self._known)
