"""Parts side by side where there is room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.widgets import spaced

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Columns(QWidget):
    """Parts side by side, or one under the other where they would become narrower than ``least`` times the text."""

    def __init__(self, least: float, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        spaced(self._layout, 0, 1.0)
        for part in parts:
            self.add(part)

    def add(self, part: QWidget) -> None:
        """Add a part at the end."""
        part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._layout.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
        self._arrange()

    def add_first(self, part: QWidget) -> None:
        """Add a part before the others."""
        part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._layout.insertWidget(0, part, 1, Qt.AlignmentFlag.AlignTop)
        self._arrange()

    def insert(self, at: int, part: QWidget) -> None:
        """Add a part before the one at a place."""
        part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._layout.insertWidget(at, part, 1, Qt.AlignmentFlag.AlignTop)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the parts as the width allows."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Look again when the text size is another."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        fits = self.width() >= self._layout.count() * theme.em(self._least)
        wanted = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() != wanted:
            self._layout.setDirection(wanted)
