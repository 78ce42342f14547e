"""Findings on the page of an assessment: the panel, its button in the bar below, and the keys that go through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.assessment.check_button import CheckButton
from eucles_desk.ui.assessment.check_panel import CheckPanel
from eucles_desk.ui.assessment.checking import Checking
from eucles_desk.ui.widgets import spaced, upright

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from eucles_desk.assessment.checks import Finding
    from eucles_desk.ui.assessment.page import AssessmentPage


WIDTH, LEAST, MOST_SHARE = 26, 21, 38
"""The widths of the panel in multiples of the text size, and the most of the page that it takes, in percent."""
KEPT = 72
"""What the areas keep, before the panel takes more than its least width, in multiples of the text size."""


class CheckDesk(QObject):
    """Joins the parts to the page.

    Attributes:
        button: Belongs in the bar below.
        panel: Stands at the right of the areas.
    """

    def __init__(self, page: AssessmentPage) -> None:
        super().__init__(page)
        self._page = page
        self._came_from: QWidget | None = None
        self.checking = Checking(page.working, self)
        self.button = CheckButton(self.checking)
        self.panel = CheckPanel(page.working, self.checking)
        self._line = upright()
        self._line.hide()
        self.button.clicked.connect(self.toggle)
        self.panel.left.connect(self.leave)
        self.panel.wanted.connect(self.go_to)
        self.panel.next_button.clicked.connect(self.following)
        self.panel.previous_button.clicked.connect(self.previous)

    def beside(self, stack: QStackedWidget) -> QWidget:
        """Return the areas with the panel at their right."""
        both = _Beside(self.panel)
        row = QHBoxLayout(both)
        spaced(row, 0, 0)
        row.addWidget(stack, 1)
        row.addWidget(self._line)
        row.addWidget(self.panel)
        return both

    @Slot()
    def toggle(self) -> None:
        """Open the panel with the keyboard in it, or put it away."""
        if self.panel.isHidden():
            self._came_from = QApplication.focusWidget()
            self._page.working.flush()
            self._open()
            self.panel.focus_rows()
        else:
            self.leave()

    @Slot()
    def leave(self) -> None:
        """Put the panel away; the keyboard goes back to where it came from."""
        focus = QApplication.focusWidget()
        was_inside = focus is not None and self.panel.isAncestorOf(focus)
        self.panel.hide()
        self._line.hide()
        self.button.setChecked(False)
        came_from = self._came_from
        if was_inside:
            is_there = came_from is not None and self._page.isAncestorOf(came_from) and came_from.isVisible()
            target = came_from if is_there and came_from is not None else self.button
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def following(self) -> None:
        """Go to the next finding."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Go to the finding before."""
        self._step(-1)

    @Slot(object)
    def go_to(self, found: Finding) -> None:
        """Go to the field in which a finding is mended."""
        self._page.working.flush()
        self.checking.go(found)
        self._page.go_to(found.place)
        workspace = self._page.workspace
        if workspace is not None and self._page.area_widget is workspace:
            from eucles_desk.ui.workspace.aiming import aim

            aim(workspace, found)
        self.panel.reveal_current()

    def _step(self, by: int) -> None:
        self._page.working.flush()
        self._open()
        found = self.checking.step(by)
        if found is not None:
            self.go_to(found)

    def _open(self) -> None:
        self._line.show()
        self.panel.open_panel()
        self.button.setChecked(True)


class _Beside(QWidget):
    """Areas and panel side by side; the panel never takes more than a part, however large the text is."""

    def __init__(self, panel: CheckPanel) -> None:
        super().__init__()
        self._panel = panel

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the width."""
        super().resizeEvent(event)
        wanted = max(min(theme.em(WIDTH), self.width() - theme.em(KEPT)), theme.em(LEAST))
        self._panel.setFixedWidth(min(wanted, self.width() * MOST_SHARE // 100))
