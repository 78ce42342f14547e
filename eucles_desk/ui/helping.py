"""Help and the tour in the main window: made when they are first asked for, so that a start does without them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from eucles_desk.errors import EuclesError
from eucles_desk.ui.help.topics import PART

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from eucles_desk.ui.context import Context
    from eucles_desk.ui.help.panel import HelpPanel
    from eucles_desk.ui.help.tour import Tour
    from eucles_desk.ui.main_window import MainWindow


class Helping(QObject):
    """Opens and closes the help, keeps it at the place where the user is, and runs the tour.

    Attributes:
        panel: The help, ``None`` before it is first asked for.
        tour: The tour while it runs.
    """

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self.panel: HelpPanel | None = None
        self.tour: Tour | None = None
        self._before: QWidget | None = None

    @Slot()
    def toggle(self) -> None:
        """Open the help, or close it."""
        if self.panel is not None and self.panel.isVisible():
            self.close_panel()
            return
        self._before = QApplication.focusWidget()
        self._open(_part_at(self._before))
        if self.panel is not None:
            self.panel.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def close_panel(self) -> None:
        """Close the help and give the keyboard back to where it was."""
        if self.panel is None:
            return
        self.panel.hide()
        self._give_back()

    @Slot()
    def close_around_keyboard(self) -> None:
        """Close the help if the keyboard is in it, otherwise the window."""
        focus = QApplication.focusWidget()
        if self.panel is not None and focus is not None and self.panel.isAncestorOf(focus):
            self.close_panel()
        else:
            self._window.close()

    @Slot()
    def follow(self) -> None:
        """Show the text of the place where the user is now, while the help is open."""
        if self.panel is not None and not self.panel.isHidden():
            self.panel.show_place(self._window.place_key)

    def move_to_new_frame(self) -> None:
        """Open the help again where the pages have been made anew: the old panel goes with the old frame."""
        was_open = self.panel is not None and not self.panel.isHidden()
        self.panel = None
        if was_open:
            self._open()

    @Slot()
    def start_tour(self) -> None:
        """Run the tour."""
        if self.tour is not None:
            return
        from eucles_desk.ui.help.first_run import first_run
        from eucles_desk.ui.help.tour import Tour

        self._before = QApplication.focusWidget()
        self.tour = Tour(first_run(self._window.frame), self._window)
        self.tour.finished.connect(self._on_tour_finished)
        self.tour.start()

    def _open(self, part: str = "") -> None:
        if self.panel is None:
            from eucles_desk.ui.help.panel import HelpPanel

            self.panel = HelpPanel(self._context.resources)
            self.panel.closed.connect(self.close_panel)
            self._window.frame.show_beside(self.panel)
        self.panel.show_place(part or self._window.place_key)
        self.panel.show()

    def _give_back(self) -> None:
        """Give the keyboard back to where it was, if that is still there: pages are made anew now and then."""
        before, self._before = self._before, None
        if before is not None and Shiboken.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_tour_finished(self) -> None:
        self.tour = None
        self._give_back()
        if not self._window.is_in_assessment:
            self._window.pages.focus_list(self._window.place_key)  # at the first start nothing had the keyboard yet
        try:
            self._context.save_choices(replace(self._context.choices, tour_seen=True))
        except EuclesError as error:
            self._window.frame.problems.show(error)


def help_from(part: QWidget) -> None:
    """Open the help of the window that a part belongs to, also from another window that lies over it."""
    window = part.window()
    helping = window.findChild(Helping)
    if helping is not None:
        helping.toggle()
        window.raise_()
        window.activateWindow()


def _part_at(focus: QWidget | None) -> str:
    """Return the key of the part around the keyboard that has a text of its own, empty when there is none."""
    while focus is not None:
        if part := focus.property(PART):
            return str(part)
        focus = focus.parentWidget()
    return ""
