"""The fields of one expert's seat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from eucles_desk.services.desk import new_seat
from eucles_desk.ui.countries import CountryBox
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import spaced

if TYPE_CHECKING:
    from eucles_desk.assessment.terms import Role
    from eucles_desk.assessment.values import Seat


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits in a seat."""

    name: str = ""
    organisation: str = ""
    country: str = "FI"


class PersonFields(QWidget):
    """Name, organisation and country; ``spoken`` is what a screen reader says before each."""

    def __init__(self, spoken: str, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name_edit = QLineEdit(person.name)
        self.name_edit.setPlaceholderText(tr("Name"))
        self.name_edit.setAccessibleName(tr("{seat}: name", seat=spoken))
        self.organisation_edit = QLineEdit(person.organisation)
        self.organisation_edit.setPlaceholderText(tr("Organisation"))
        self.organisation_edit.setAccessibleName(tr("{seat}: organisation", seat=spoken))
        self.country_box = CountryBox(person.country or "FI")
        self.country_box.setAccessibleName(tr("{seat}: country", seat=spoken))
        grid = QGridLayout(self)
        spaced(grid, 0, 0.5)
        grid.addWidget(self.name_edit, 0, 0, 1, 2)
        grid.addWidget(self.organisation_edit, 1, 0)
        grid.addWidget(self.country_box, 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for field in (self.name_edit, self.organisation_edit):
            field.setMaxLength(200)
        self.setFocusProxy(self.name_edit)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """The fields in reading order."""
        return self.name_edit, self.organisation_edit, self.country_box

    def seat(self, role: Role) -> Seat:
        """Return a seat with what the fields say."""
        name, organisation = self.name_edit.text().strip(), self.organisation_edit.text().strip()
        return new_seat(role, name, organisation, self.country_box.code)
