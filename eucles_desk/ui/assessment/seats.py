"""The seats of an assessment: who holds them, and adding one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from eucles_desk.assessment.terms import Role
from eucles_desk.services.desk import new_seat
from eucles_desk.ui.assessment.area_page import Reflow
from eucles_desk.ui.assessment.form import Field, set_read_only
from eucles_desk.ui.assessment.interests import InterestsField
from eucles_desk.ui.countries import CountryBox
from eucles_desk.ui.fields import LineField
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import Badge, Card, FlowLayout, button, label, separator, spaced
from eucles_desk.wording.places import ROLES

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Seat
    from eucles_desk.ui.working import Working


class SeatsCard(Card):
    """All seats, each with its fields, and a button for each role that can be added."""

    def __init__(self, working: Working) -> None:
        super().__init__(tr("Experts"))
        self._working = working
        self.seat_rows: dict[str, SeatRow] = {}
        experts = working.edition.labels[working.value.label].experts.value
        text = trn("The label asks for {count} expert.", "The label asks for {count} experts.", experts)
        self.body.addWidget(label(text, "muted", wrap=True))
        self._rows = QVBoxLayout()
        spaced(self._rows, 0, 0.9)
        self.body.addLayout(self._rows)
        self.add_buttons: dict[Role, QPushButton] = {}
        holder = QWidget()
        row = FlowLayout(holder, 0.6)
        texts = {
            Role.LEAD: tr("Add the lead expert"),
            Role.SECOND: tr("Add the second expert"),
            Role.OBSERVER: tr("Add an observer"),
            Role.TRAINEE: tr("Add a trainee"),
        }
        for role, text in texts.items():
            add = button(text, "plus")
            add.setProperty("role", role.value)
            add.clicked.connect(self._on_add)
            self.add_buttons[role] = add
            row.addWidget(add)
        self.body.addWidget(holder)

    def refresh(self, *, read_only: bool) -> None:
        """Show the seats as they are now."""
        value = self._working.value
        order = list(Role)
        seats = sorted(value.seats, key=lambda seat: order.index(seat.role))
        self._drop([key for key in self.seat_rows if key not in {str(seat.id) for seat in seats}])
        for index, seat in enumerate(seats):
            row = self.seat_rows.get(str(seat.id))
            if row is None:
                row = self.seat_rows[str(seat.id)] = SeatRow(self._working, seat)
                self._rows.insertWidget(index, row)
                row.show()
            row.show_seat(seat, read_only=read_only)
        for role, add in self.add_buttons.items():
            once = role in {Role.LEAD, Role.SECOND}
            add.setVisible(not read_only and not (once and value.seat(role) is not None))

    def field_for(self, place_id: str) -> QWidget:
        """Return the field to focus for ``seat-lead`` and the like, the button that adds an expert for ``seats``."""
        role = place_id.removeprefix("seat-")
        for row in self.seat_rows.values():
            if row.seat.role.value == role:
                return row.name_edit
        adding = [add for add in self.add_buttons.values() if not add.isHidden()]
        first = next(iter(self.seat_rows.values()), None)
        return adding[0] if adding else first.name_edit if first else self

    def _drop(self, keys: list[str]) -> None:
        for key in keys:
            row = self.seat_rows.pop(key)
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()

    @Slot()
    def _on_add(self) -> None:
        sender = self.sender()
        assert sender is not None
        seat = new_seat(Role(str(sender.property("role"))))
        self._working.flush()
        if self._working.do(lambda: self._working.opened.set_seat(seat)):
            self.seat_rows[str(seat.id)].name_edit.setFocus(Qt.FocusReason.OtherFocusReason)


class SeatRow(QFrame):
    """One seat: its role, and name, organisation, country and declared interests of who holds it."""

    def __init__(self, working: Working, seat: Seat) -> None:
        super().__init__()
        self.seat = seat
        self._working = working
        role = current().text(ROLES[seat.role])
        self.name_edit, self.organisation_edit = LineField(), LineField()
        self.country_box = CountryBox()
        self.interests_field = InterestsField(working, role, seat)
        named = (
            (self.name_edit, tr("Name")),
            (self.organisation_edit, tr("Organisation")),
            (self.country_box, tr("Country")),
        )
        for field, name in named:
            field.setAccessibleName(tr("{role}: {field}", role=role, field=name))
        heading = QHBoxLayout()
        spaced(heading, 0, 0.6)
        heading.addWidget(label(role, "strong"))
        if seat.id == working.seat:
            heading.addWidget(Badge(tr("you"), "accent"))
        heading.addStretch(1)
        fields = Reflow(17, 3)
        fields.show_widgets([Field(name, field) for field, name in named])
        column = QVBoxLayout(self)
        spaced(column, 0, 0.5)
        column.addWidget(separator())
        column.addLayout(heading)
        column.addWidget(fields)
        column.addWidget(Field(tr("Interests"), self.interests_field))
        self.name_edit.edited.connect(self._store)
        self.organisation_edit.edited.connect(self._store)
        self.country_box.activated.connect(self._store)
        typed = self.country_box.lineEdit()
        if typed is not None:
            typed.editingFinished.connect(self._store)
        working.about_to_act.connect(self.name_edit.hand_on)
        working.about_to_act.connect(self.organisation_edit.hand_on)

    def show_seat(self, seat: Seat, *, read_only: bool) -> None:
        """Show the seat as it is now."""
        self.seat = seat
        self.name_edit.show_text(seat.name)
        self.organisation_edit.show_text(seat.organisation)
        self.country_box.show_code(seat.country)
        for field in (self.name_edit, self.organisation_edit, self.country_box):
            set_read_only(field, read_only)
        self.interests_field.show_seat(seat, read_only=read_only)

    @Slot()
    def _store(self) -> None:
        seat = replace(
            self.seat,
            name=self.name_edit.text(),
            organisation=self.organisation_edit.text(),
            country=self.country_box.code,
        )
        self._working.do(lambda: self._working.opened.set_seat(seat), field=f"seat:{seat.id}")
