"""A user at the program's own window, with the program that it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QApplication

from eucles_desk.app.wiring import Program
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from support.user import User


@dataclass
class Seated(User):
    """Works on the sample data."""

    program: Program

    def sample(self, label: str, step: Step) -> UUID:
        """Return the sample assessment of a label in a step."""
        return next(row.id for row in self.program.desk.page() if row.label == label and row.step is step)

    def open(self, assessment: UUID, area: Area = Area.CRITERIA, name: str = "") -> None:
        """Show an assessment."""
        self.window.open_assessment(assessment, Place(area, name))
        self.back_in_window()
        QApplication.processEvents()
