"""Escape in the main window: it closes the innermost thing, and leaves an assessment only when pressed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from eucles_desk.ui.assessment.page import AssessmentPage
    from eucles_desk.ui.main_window import MainWindow

TWICE_MILLISECONDS: Final = 3000
"""Within this time a second Escape leaves the assessment."""


class Escaping(QObject):
    """Does what Escape means where nothing in the page has wanted the key."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._said = ""
        self._once_more = QTimer(self, singleShot=True, interval=TWICE_MILLISECONDS)
        self._once_more.timeout.connect(self._hush)

    def press(self, *, is_held: bool) -> None:
        """Close what is open; then lead the keyboard home; from there leave the assessment at the second time."""
        page = self._window.assessment_page if self._window.is_in_assessment else None
        if page is not None and self._once_more.isActive() and is_home(page):
            if not is_held:
                self._hush()
                self._window.close_assessment()
            return
        self._hush()
        if self._close_something(page) or page is None:
            return
        if not is_home(page):
            lead_home(page)
        elif not is_held:
            self._said = tr("Press Escape once more to leave the assessment.")
            self._window.frame.say(self._said)
            self._once_more.start()

    def _close_something(self, page: AssessmentPage | None) -> bool:
        """Put away one thing that lies over the page or stands beside it; return whether there was one."""
        frame, help_panel = self._window.frame, self._window.help.panel
        if page is not None and not page.step_panel.isHidden():
            page.step_panel.leave()
        elif page is not None and not page.checks.panel.isHidden():
            page.checks.leave()
        elif help_panel is not None and not help_panel.isHidden():
            self._window.help.close_panel()
        elif page is not None and not page.message.isHidden():
            page.message.put_away()
        elif frame.bar.is_about("good") or frame.bar.is_about("info"):
            frame.hush()
        elif page is not None and page.workspace is not None and _has_filters(page):
            page.workspace.criteria.show_all()
        else:
            return False
        return True

    @Slot()
    def _hush(self) -> None:
        """Say it no longer; what the bar says by now of something else stays."""
        self._once_more.stop()
        bar = self._window.frame.bar
        if self._said and bar.text == self._said:
            bar.put_away()
        self._said = ""


def is_home(page: AssessmentPage) -> bool:
    """Return whether the keyboard is where keys lead through an area: at the levels or criteria, or at the areas."""
    focus, workspace = QApplication.focusWidget(), page.workspace
    if focus is None:
        return False
    if workspace is not None and page.area_widget is workspace:
        return focus is workspace.criteria.view or workspace.judgement.cards.isAncestorOf(focus)
    return focus is page.area_bar or page.area_bar.isAncestorOf(focus)


def lead_home(page: AssessmentPage) -> None:
    """Put the keyboard on the levels of the criterion, elsewhere on the bar with the areas."""
    workspace = page.workspace
    if workspace is not None and page.area_widget is workspace:
        workspace.judgement.cards.focus_card()
    else:
        page.area_bar.setFocus(Qt.FocusReason.OtherFocusReason)


def lead_into(page: AssessmentPage) -> None:
    """Put the keyboard into the area that is shown, unless it is there already: at what was asked for, or home."""
    if not _is_in_area(page, QApplication.focusWidget()):
        lead_home(page)


def _is_in_area(page: AssessmentPage, focus: QWidget | None) -> bool:
    if focus is None or not focus.isVisible():
        return False
    return any(part is focus or part.isAncestorOf(focus) for part in (page.area_widget, page.area_bar))


def _has_filters(page: AssessmentPage) -> bool:
    workspace = page.workspace
    return workspace is not None and page.area_widget is workspace and workspace.criteria.is_narrowed
