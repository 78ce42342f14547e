"""A day that may be unknown, or of which only the month is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from eucles_desk.ui.fields import ISO_DAY, DayField
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import FlowLayout, button, icon_button, label, spaced
from eucles_desk.ui.workspace.sections import set_shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

MONTH = len("2025-01")


class OptionalDay(QWidget):
    """Buttons that add a day or a month; then a field with it, and a button that takes it away.

    Signals:
        edited: The user has entered this day or month, or taken it away.
    """

    edited = Signal(str)

    def __init__(self, name: str, *, months: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self._has_months = months
        self._is_editable = True
        self.name_label = label(name, "small")
        self.day_edit = DayField()
        self.day_edit.setAccessibleName(name)
        self._day_format = self.day_edit.displayFormat()
        self.add_button: QPushButton = button(tr("Add day"), "plus", look="quiet")
        self.month_button: QPushButton = button(tr("Add month"), "plus", look="quiet")
        self.clear_button = icon_button(tr("{field}: take away", field=name), "close")
        for made in (self.add_button, self.month_button):
            made.setAccessibleName(f"{name}: {made.text()}")
        self.none_label = label(tr("not known"), "small")
        self._field = QWidget()
        row = QHBoxLayout(self._field)
        spaced(row, 0, 0.2)
        row.addWidget(self.day_edit)
        row.addWidget(self.clear_button)
        flow = FlowLayout(self, 0.2)
        for part in (self.name_label, self._field, self.add_button, self.month_button, self.none_label):
            flow.addWidget(part)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.name_label.setMinimumHeight(self.add_button.sizeHint().height())
        self.day_edit.edited.connect(self._on_edited)
        self.add_button.clicked.connect(self._on_add)
        self.month_button.clicked.connect(self._on_add_month)
        self.clear_button.clicked.connect(self._on_clear)
        self.show_day("", editable=True)

    @property
    def day(self) -> str:
        """The day or month in the field, empty when there is none."""
        return self._known

    def show_day(self, day: str, *, editable: bool) -> None:
        """Show a stored day."""
        self._known, self._is_editable = day, editable
        if day:
            is_month = len(day) == MONTH
            wanted = ("M.yyyy" if current().code == "fi" else "MMM yyyy") if is_month else self._day_format
            if self.day_edit.displayFormat() != wanted:
                self.day_edit.setDisplayFormat(wanted)
            self.day_edit.show_day(f"{day}-01" if is_month else day)
        self.day_edit.setReadOnly(not editable)
        set_shown(self._field, shown=bool(day))
        set_shown(self.clear_button, shown=bool(day) and editable)
        set_shown(self.add_button, shown=not day and editable)
        set_shown(self.month_button, shown=not day and editable and self._has_months)
        set_shown(self.none_label, shown=not day and not editable)

    @Slot()
    def hand_on(self) -> None:
        """Hand on what was entered."""
        if self._known:
            self.day_edit.hand_on()

    def _begin(self, day: str) -> None:
        self.show_day(day, editable=self._is_editable)
        self.day_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit(day)

    @Slot()
    def _on_add(self) -> None:
        self._begin(QDate.currentDate().toString(ISO_DAY))

    @Slot()
    def _on_add_month(self) -> None:
        self._begin(QDate.currentDate().toString(ISO_DAY)[:MONTH])

    @Slot()
    def _on_clear(self) -> None:
        self.show_day("", editable=self._is_editable)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit("")

    @Slot(str)
    def _on_edited(self, day: str) -> None:
        if self._known:
            self._known = day[: len(self._known)]
            self.edited.emit(self._known)
