"""What the viewer is made of, and how that is laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from eucles_desk.ui.language import tr
from eucles_desk.ui.viewer.finding import Finding
from eucles_desk.ui.viewer.foot import Foot
from eucles_desk.ui.viewer.message import Message
from eucles_desk.ui.viewer.page_view import PageView
from eucles_desk.ui.viewer.reading import Reading
from eucles_desk.ui.viewer.search_bar import SearchBar
from eucles_desk.ui.viewer.text_view import TextView
from eucles_desk.ui.widgets import ElidedLabel, icon_button, label, spaced

if TYPE_CHECKING:
    from eucles_desk.services.ports import EvidenceReader


class ViewerParts(QWidget):
    """The head with the title, the page, text or sentence under it, and the foot."""

    def __init__(self, reader: EvidenceReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reading = Reading(reader, self)
        self.title_label = ElidedLabel("", "strong")
        self.search_button = icon_button(tr("Find in the file (Ctrl+F)"), "search")
        self.larger_button = icon_button(tr("Show larger (Ctrl+L)"), "larger")
        self.close_button = icon_button(tr("Put the file away"), "close")
        self.note_label = label("", "warning", wrap=True)
        self.search = SearchBar()
        self.page_view = PageView()
        self.text_view = TextView()
        self.message = Message()
        self.stack = QStackedWidget()
        self.finding = Finding(self.search, self.reading, self.page_view, self.text_view)
        self.foot = Foot()
        self.said_label = label("", "small", wrap=True)
        self._lay_out()

    def show_larger(self, *, larger: bool) -> None:
        """Show that the viewer stands in a window of its own, or beside the criterion."""
        name = tr("Show beside the criterion again (Ctrl+L)") if larger else tr("Show larger (Ctrl+L)")
        self.larger_button.setAccessibleName(name)
        self.larger_button.setToolTip(name)
        self.close_button.setVisible(not larger)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        spaced(head, 0, 0.2)
        head.addWidget(self.title_label, 1)
        for made in (self.search_button, self.larger_button, self.close_button):
            head.addWidget(made)
        for part in (self.page_view, self.text_view, self.message):
            self.stack.addWidget(part)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.3)
        column.addLayout(head)
        for part in (self.note_label, self.search):
            column.addWidget(part)
            part.hide()
        column.addWidget(self.stack, 1)
        column.addWidget(self.said_label)
        column.addWidget(self.foot)
        self.said_label.hide()
