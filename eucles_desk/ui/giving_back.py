"""Gives the keyboard back to where it was when what had it meanwhile goes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken


class GivingBack(QObject):
    """Watches a part that comes and goes, a message for instance: Qt would hand the keyboard to what comes next."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self._part = part
        self._before: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if not Shiboken.isValid(self._part):
            return
        was_here, is_here = (one is not None and self._part.isAncestorOf(one) for one in (before, now))
        if is_here and not was_here and before is not None:
            self._before = before
        elif was_here and not is_here:
            came_from, self._before = self._before, None
            if not self._part.isVisible():
                give_back(came_from)


def give_back(to: QWidget | None) -> bool:
    """Give the keyboard to a part, if it is still there to take it; return whether it is."""
    if to is None or not Shiboken.isValid(to) or not to.isVisible() or not to.isEnabled():
        return False
    to.setFocus(Qt.FocusReason.OtherFocusReason)
    return True
