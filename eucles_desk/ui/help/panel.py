"""Help at the right of the window, about the place where the user is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.help.topics import help_text
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import icon_button, label, spaced

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent

WIDTH = 24
"""In multiples of the text size: about forty letters in a line."""


INDENT = 1.4
"""How far points are set in, in multiples of the text size; Qt's own forty pixels are a sixth of the panel."""


class HelpPanel(QFrame):
    """Shows the help text of one place; Escape and the button close it.

    Signals:
        closed: The user wants no more help.
    """

    closed = Signal()

    def __init__(self, resources: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._resources = resources
        self._place = ""
        self.setProperty("look", "plain")
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(tr("Help"))
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.text.viewport().setAutoFillBackground(False)
        self.close_button = icon_button(tr("Close the help"), "close")
        top = QHBoxLayout()
        spaced(top, 0, 0.4)
        top.addWidget(label(tr("Help"), "small"), 1)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        spaced(column, 0.9, 0.4)
        column.addLayout(top)
        column.addWidget(self.text, 1)
        self.setFixedWidth(theme.em(WIDTH))
        self.close_button.clicked.connect(self.closed)
        theme.notifier().changed.connect(self._on_theme_changed)

    @property
    def place(self) -> str:
        """The place that the text is about."""
        return self._place

    def show_place(self, place: str) -> None:
        """Show the text of a place: a page's or an area's key."""
        if place == self._place:
            return
        self._place = place
        self._set_text()
        self.text.verticalScrollBar().setValue(0)

    def sizeHint(self) -> QSize:
        """Be as high as the window is."""
        return QSize(theme.em(WIDTH), theme.em(20))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _set_text(self) -> None:
        self.text.document().setDefaultFont(theme.font())
        self.text.document().setIndentWidth(theme.em(INDENT))
        self.text.setMarkdown(help_text(self._resources, current().code, self._place))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setFixedWidth(theme.em(WIDTH))
        self._set_text()
