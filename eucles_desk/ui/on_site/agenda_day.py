"""One day of the visit: when it begins, and its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, QTime, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from eucles_desk.ui.assessment.form import Field
from eucles_desk.ui.fields import ISO_DAY, DayField
from eucles_desk.ui.language import tr
from eucles_desk.ui.on_site.agenda_row import SlotRow
from eucles_desk.ui.on_site.time_field import TimeField
from eucles_desk.ui.widgets import Card, button, label, spaced
from eucles_desk.ui.workspace.sections import set_shown, set_text
from eucles_desk.wording.agenda import clock

if TYPE_CHECKING:
    from eucles_desk.assessment.agenda import Day
    from eucles_desk.assessment.on_site import Agenda
    from eucles_desk.ui.working import Working

USUAL_BEGINNING = "09:00"


class DayCard(Card):
    """Rows of one day, the first fields of which say when it begins.

    Signals:
        begins_edited: The day, from 0, begins at this local time (``YYYY-MM-DDTHH:MM``).
        minutes_edited: A criterion gets so many minutes.
        done_wanted: A criterion has been talked about, or has not.
        wanted: The user wants to go to this ``Place``.
    """

    begins_edited = Signal(int, str)
    minutes_edited = Signal(str, int)
    done_wanted = Signal(str, bool)
    wanted = Signal(object)

    def __init__(self, number: int) -> None:
        super().__init__(tr("Day {number}", number=number + 1))
        self._number = number
        self._begins = ""
        self.set_button = button(tr("Set day and time"), "agenda")
        self.day_edit, self.time_edit = DayField(), TimeField()
        self.day_edit.setAccessibleName(tr("Day {number}: date", number=number + 1))
        self.time_edit.setAccessibleName(tr("Day {number}: begins at", number=number + 1))
        self.ends_label = label("", "muted", wrap=True)
        self._day_field = Field(tr("Date"), self.day_edit)
        self._time_field = Field(tr("Begins at"), self.time_edit)
        fields = QHBoxLayout()
        spaced(fields, 0, 0.8)
        for part in (self.set_button, self._day_field, self._time_field):
            fields.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
        fields.addWidget(self.ends_label, 1, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(fields)
        self._rows: dict[str, SlotRow] = {}
        self._order: list[SlotRow] = []
        self._column = QVBoxLayout()
        spaced(self._column, 0, 0.3)
        self.body.addLayout(self._column)
        self.day_edit.edited.connect(self._on_begins)
        self.time_edit.edited.connect(self._on_begins)
        self.set_button.clicked.connect(self._on_set)

    @property
    def rows(self) -> list[SlotRow]:
        """The rows that are shown."""
        return list(self._order)

    def show_day(self, day: Day, working: Working, agenda: Agenda, *, may_change: bool) -> None:
        """Show the day as it is now; rows are used again, so that the keyboard stays where it is."""
        self._begins = day.begins
        has_day = bool(day.begins)
        if has_day:
            date, _, time = day.begins.partition("T")
            self.day_edit.show_day(date)
            self.time_edit.show_time(time)
        set_shown(self.set_button, shown=not has_day and may_change)
        for field in (self._day_field, self._time_field):
            set_shown(field, shown=has_day)
            field.setEnabled(may_change)
        set_text(self.ends_label, tr("ends at {time}", time=clock(day.begins, day.minutes)) if has_day else "")
        self._order = [self._row(key) for key in _keys(day)]
        for at, (row, slot) in enumerate(zip(self._order, day.slots, strict=True)):
            if self._column.indexOf(row) != at:
                self._column.removeWidget(row)
                self._column.insertWidget(at, row)
            row.show_slot(slot, day.begins, working, agenda, may_change=may_change)
            set_shown(row, shown=True)
        for row in set(self._rows.values()) - set(self._order):
            set_shown(row, shown=False)

    def _row(self, key: str) -> SlotRow:
        """Return the row of a part of the visit: a criterion keeps its row wherever it moves."""
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = SlotRow()
            row.minutes_edited.connect(self.minutes_edited)
            row.done_wanted.connect(self.done_wanted)
            row.wanted.connect(self.wanted)
        return row

    @Slot()
    def _on_begins(self) -> None:
        self.begins_edited.emit(self._number, f"{self.day_edit.day}T{self.time_edit.time_text}")

    @Slot()
    def _on_set(self) -> None:
        day = QDate.currentDate().addDays(self._number).toString(ISO_DAY)
        self.begins_edited.emit(self._number, f"{day}T{QTime.fromString(USUAL_BEGINNING, 'HH:mm').toString('HH:mm')}")
        self.day_edit.setFocus(Qt.FocusReason.OtherFocusReason)


def _keys(day: Day) -> list[str]:
    """Return what tells the parts of a day apart: the criterion, or the kind and how often it came before."""
    keys: list[str] = []
    for slot in day.slots:
        same = sum(1 for key in keys if key.partition(" ")[0] == slot.kind.value)
        keys.append(slot.criterion or f"{slot.kind.value} {same}")
    return keys
