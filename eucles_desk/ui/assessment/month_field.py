"""A month and a year, to choose or to type."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from eucles_desk.ui.basics import spaced
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.still import ListBox

FIRST_YEAR = 1990
LAST_YEAR = 2100
TOGETHER_MILLISECONDS = 1000
"""Two digits typed within this time are one number."""


class MonthBox(ListBox):
    """The list of months; a month is chosen by its number too, as dates are written."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digit = ""
        self._pause = QTimer(self, singleShot=True, interval=TOGETHER_MILLISECONDS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the month of a number; other keys are Qt's."""
        typed = event.text()
        if len(typed) != 1 or typed not in "0123456789":
            self._pause.stop()
            super().keyPressEvent(event)
            return
        first = self._digit if self._pause.isActive() else ""
        found = self.findData(int(first + typed)) if first in {"0", "1"} else -1
        if found < 0:
            found = self.findData(int(typed)) if typed != "0" else -1
        self._digit = typed
        self._pause.start()
        if found >= 0 and found != self.currentIndex():
            self.setCurrentIndex(found)
            self.activated.emit(found)


class MonthField(QWidget):
    """A month written ``YYYY-MM``; where ``optional``, the month may be unknown and is then empty.

    Signals:
        edited: The user has chosen this month.
    """

    edited = Signal(str)

    def __init__(self, name: str, *, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._optional = optional
        self._known = ""
        self.month_box = MonthBox()
        self.month_box.setAccessibleName(tr("{field}: month", field=name))
        locale = QLocale(current().code)
        if optional:
            self.month_box.addItem(tr("not known"), 0)
        for number in range(1, 13):
            self.month_box.addItem(locale.standaloneMonthName(number).capitalize(), number)
        self.month_box.setMaxVisibleItems(self.month_box.count())
        self.month_box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.year_edit = QLineEdit()
        self.year_edit.setAccessibleName(tr("{field}: year", field=name))
        self.year_edit.setValidator(QIntValidator(0, 9999, self))
        self.year_edit.setMaxLength(4)
        layout = QHBoxLayout(self)
        spaced(layout, 0, 0.5)
        layout.addWidget(self.month_box, 3)
        layout.addWidget(self.year_edit, 2)
        self.setFocusProxy(self.month_box)
        self.month_box.activated.connect(self._on_month_chosen)
        self.year_edit.editingFinished.connect(self._hand_on)

    def show_month(self, month: str) -> None:
        """Show a month; an empty one as not known."""
        self._known = month
        number = int(month[5:7]) if month else 0
        self.month_box.setCurrentIndex(max(0, self.month_box.findData(number)))
        self.year_edit.setText(month[:4])
        self.year_edit.setEnabled(bool(month) or not self._optional)

    def month(self) -> str | None:
        """Return the month that the fields say, ``None`` while the year is not one."""
        number, year = int(self.month_box.currentData()), self.year_edit.text()
        if not number:
            return ""
        if not year.isdigit() or not FIRST_YEAR <= int(year) <= LAST_YEAR:
            return None
        return f"{int(year):04}-{number:02}"

    def set_read_only(self, read_only: bool) -> None:
        """Show the month without letting it be changed."""
        self.month_box.setEnabled(not read_only)
        self.year_edit.setReadOnly(read_only)

    @Slot()
    def _on_month_chosen(self) -> None:
        """Begin with the present year when a month is chosen where none was."""
        known = bool(self.month_box.currentData())
        self.year_edit.setEnabled(known or not self._optional)
        if known and not self.year_edit.text():
            self.year_edit.setText(str(QDate.currentDate().year()))
        self._hand_on()

    @Slot()
    def _hand_on(self) -> None:
        month = self.month()
        if month is None:
            self.show_month(self._known)
        elif month != self._known:
            self._known = month
            self.edited.emit(month)
