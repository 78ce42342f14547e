"""Keeps what the keyboard reaches in view; a scroll area by itself minds only the text cursor."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import Shiboken

from eucles_desk.ui import theme

SETTLED_MILLISECONDS = 40
"""What was typed before is stored as its field is left, and may move what lies below; the layout needs a few rounds."""


class FocusFollower(QObject):
    """Scrolls an area to what gets the keyboard in it, unless that was clicked and is in view anyway.

    Of ``whole`` all is shown, where it fits, while the keyboard is in it, and ``under`` it too where both fit.
    """

    def __init__(self, area: QScrollArea, whole: QWidget, under: QWidget) -> None:
        super().__init__(area)
        self._area, self._whole, self._under = area, whole, under
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._on_focus_changed)

    def reveal(self) -> None:
        """Scroll to what has the keyboard, now and once the layout has settled."""
        if self._reveal():
            QTimer.singleShot(SETTLED_MILLISECONDS, self, self._reveal)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, _now: QWidget | None) -> None:
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.reveal()

    @Slot()
    def _reveal(self) -> bool:
        if not Shiboken.isValid(self._area):  # the page has been made anew
            return False
        focus, content = QApplication.focusWidget(), self._area.widget()
        if focus is None or content is None or not content.isAncestorOf(focus):
            return False
        if self._whole.isAncestorOf(focus):
            top, bottom = self._edges(self._whole, content)
            room, under = self._area.viewport().height(), self._edges(self._under, content)[1]
            fitting = next((end for end in (under, bottom) if 0 < end - top <= room), None)
            if fitting is not None:
                self._show(top, fitting)
        self._show(*self._edges(focus, content))
        return True

    def _edges(self, part: QWidget, content: QWidget) -> tuple[int, int]:
        top = part.mapTo(content, QPoint(0, 0)).y()
        return top, top + part.height()

    def _show(self, top: int, bottom: int) -> None:
        """Scroll by the edges: of a widget Qt would show its text cursor."""
        self._area.ensureVisible(0, bottom, 0, theme.em(0.5))
        self._area.ensureVisible(0, top, 0, theme.em(0.5))
