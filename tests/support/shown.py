"""The page of an assessment on screen, for tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QWidget

from eucles_desk.assessment.values import Assessment
from eucles_desk.ui.assessment.page import AssessmentPage
from support.opened import Opened


@dataclass
class Shown:
    """A page on screen with what lies under it."""

    page: AssessmentPage
    opened: Opened

    @property
    def value(self) -> Assessment:
        return self.opened.working.value


Show = Callable[[Assessment], Shown]


def focused() -> QWidget:
    """Return the widget that the keyboard goes to."""
    found = QApplication.focusWidget()
    assert found is not None
    return found
