"""A user at the program's own window, with the program that it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QScrollArea, QWidget

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

    def click_scrolled(self, widget: QWidget) -> None:
        """Click a widget, scrolled to first where it lies in an area that scrolls."""
        QApplication.processEvents()  # a widget that was shown just now gets its place first
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        at = QPoint(widget.height() // 2, widget.height() // 2) if isinstance(widget, QCheckBox) else None
        self.click(widget, at)

    def focus_on(self, widget: QWidget) -> None:
        """Give a widget the keyboard."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.wait(widget.hasFocus)

    def press_on(self, widget: QWidget, *, is_possible: bool) -> None:
        """Press a button that may not be possible now."""
        assert widget.isEnabled() is is_possible
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
