"""The visits: on which days the experts were with the cluster, and where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from eucles_desk.assessment.values import Visit
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.form import Field
from eucles_desk.ui.fields import ISO_DAY, DayField, LineField
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import Card, button, label, spaced

if TYPE_CHECKING:
    from eucles_desk.ui.working import Working


class VisitsCard(Card):
    """A row for each visit in the order of the days, and a button that adds one."""

    def __init__(self, working: Working) -> None:
        super().__init__(tr("Visits"))
        self._working = working
        self.visit_rows: list[VisitRow] = []
        self.empty_label = label(tr("No visit entered. The report says on which days and where you were."), "muted")
        self.empty_label.setWordWrap(True)
        self.add_button = button(tr("Add a visit"), "plus")
        self._rows = QVBoxLayout()
        spaced(self._rows, 0, 0.8)
        self.body.addWidget(self.empty_label)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_button.clicked.connect(self._on_add)

    def refresh(self, *, read_only: bool) -> None:
        """Show the visits as they are now."""
        visits = sorted(self._working.value.visits, key=lambda visit: visit.day)
        here = {visit.id for visit in visits}
        for row in [row for row in self.visit_rows if row.visit.id not in here]:
            self.visit_rows.remove(row)
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        by_id = {row.visit.id: row for row in self.visit_rows}
        self.visit_rows = [by_id.get(visit.id) or VisitRow(self._working, visit) for visit in visits]
        for place, (row, visit) in enumerate(zip(self.visit_rows, visits, strict=True)):
            if self._rows.indexOf(row) != place:
                self._rows.removeWidget(row)
                self._rows.insertWidget(place, row)
                row.show()
            row.show_visit(visit, place + 1, read_only=read_only)
        self.empty_label.setVisible(not visits)
        self.add_button.setVisible(not read_only)

    @Slot()
    def _on_add(self) -> None:
        """Begin with the day after the last visit, or today."""
        last = max((visit.day for visit in self._working.value.visits), default="")
        day = QDate.fromString(last, ISO_DAY).addDays(1) if last else QDate.currentDate()
        places = [visit.place for visit in self._working.value.visits if visit.day == last]
        visit = Visit(uuid4(), day.toString(ISO_DAY), places[0] if places else "")
        self._working.flush()
        if self._working.do(lambda: self._working.opened.set_visit(visit)):
            row = next(row for row in self.visit_rows if row.visit.id == visit.id)
            row.day_edit.setFocus(Qt.FocusReason.OtherFocusReason)


class VisitRow(QWidget):
    """One visit: its day and its place."""

    def __init__(self, working: Working, visit: Visit) -> None:
        super().__init__()
        self.visit = visit
        self._working = working
        self.day_edit = DayField()
        self.place_edit = LineField()
        self.remove_button = button(tr("Remove"), "trash")
        row = QHBoxLayout(self)
        spaced(row, 0, 1.0)
        day = Field(tr("Day"), self.day_edit)
        day.setFixedWidth(theme.em(13))
        row.addWidget(day)
        row.addWidget(Field(tr("Place"), self.place_edit), 1)
        row.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignBottom)
        self.day_edit.edited.connect(self._store)
        self.place_edit.edited.connect(self._store)
        working.about_to_act.connect(self.day_edit.hand_on)
        working.about_to_act.connect(self.place_edit.hand_on)
        self.remove_button.clicked.connect(self._on_remove)

    def show_visit(self, visit: Visit, number: int, *, read_only: bool) -> None:
        """Show the visit as it is now."""
        self.visit = visit
        self.day_edit.setAccessibleName(tr("Visit {number}: day", number=number))
        self.place_edit.setAccessibleName(tr("Visit {number}: place", number=number))
        self.remove_button.setAccessibleName(tr("Remove visit {number}", number=number))
        self.day_edit.show_day(visit.day)
        self.place_edit.show_text(visit.place)
        self.day_edit.setReadOnly(read_only)
        self.place_edit.setReadOnly(read_only)
        self.remove_button.setVisible(not read_only)

    @Slot()
    def _store(self) -> None:
        visit = replace(self.visit, day=self.day_edit.day, place=self.place_edit.text())
        if visit != self.visit:
            opened = self._working.opened
            self._working.do(lambda: opened.set_visit(visit), field=f"visit:{visit.id}", text=visit.place)

    @Slot()
    def _on_remove(self) -> None:
        identifier = self.visit.id
        self._working.flush()
        self._working.do(lambda: self._working.opened.remove_visit(identifier))
