"""A user at the program's own window, with the program that it stands on."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from eucles_desk.app import paths
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import Program, open_program
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.language import ENGLISH
from eucles_desk.ui import theme
from eucles_desk.ui.jobs import wait_for_all
from eucles_desk.ui.speaking import speak
from support.closing import destroy
from support.sampled import copy_sample
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


@contextmanager
def seated(qtbot: QtBot, folder: Path, *, has_sample: bool = False) -> Generator[Seated]:
    """Give a user at the program's own window on sample data in a folder, which has them already or not."""
    QCoreApplication.setOrganizationName("eucles-desk-tests")
    QCoreApplication.setApplicationName("eucles-desk-tests")
    theme.set_up(paths.resources())
    theme.apply("light", 100)
    speak(ENGLISH)
    if not has_sample:
        copy_sample(folder)
    program = open_program(folder, paths.resources())
    settings = SettingsFile(folder)
    session = Session(program, settings, replace(settings.load(), tour_seen=True), "en")
    session.window.resize(1280, 800)
    session.show()
    qtbot.waitExposed(session.window)
    yield Seated(session, qtbot, program)
    wait_for_all()
    for dialog in session.window.findChildren(QDialog):
        dialog.close()
    window = session.window
    window.close()
    session.close()
    destroy([window])
    speak(ENGLISH)
