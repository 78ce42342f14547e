"""The frame of the main window: sidebar, message bar, pages one over the other, status strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.language import tr
from eucles_desk.ui.problems import Problems
from eucles_desk.ui.sidebar import Entry, Sidebar
from eucles_desk.ui.status_strip import StatusStrip
from eucles_desk.ui.widgets import MessageBar, spaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

WIDE = 72
"""From this width on, in multiples of the text size, the sidebar has words beside its icons."""


class Frame(QWidget):
    """Holds the pages; the main window decides which one is shown.

    Signals:
        page_wanted: The user wants this page; carries its key.
    """

    page_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sidebar = Sidebar(
            (
                Entry("today", tr("Today"), "today", "Ctrl+1"),
                Entry("assessments", tr("Assessments"), "list", "Ctrl+2"),
                Entry("clusters", tr("Clusters"), "clusters", "Ctrl+3"),
                Entry("schemes", tr("Schemes"), "schemes", "Ctrl+4"),
            ),
            (Entry("settings", tr("Settings"), "settings", "Ctrl+5"),),
        )
        self.bar = MessageBar()
        self.problems = Problems(self.bar)
        self.stack = QStackedWidget()
        self.stack.setMinimumSize(1, 1)  # a page that needs much must not push the window over the edge of the screen
        self.strip = StatusStrip()
        self._bar_action: Callable[[], object] | None = None
        self._bar_holder = QWidget()
        holder = QVBoxLayout(self._bar_holder)
        holder.setContentsMargins(theme.em(1.2), theme.em(0.8), theme.em(1.2), 0)
        holder.addWidget(self.bar)
        self._bar_holder.hide()
        self.bar.installEventFilter(self)
        right = QVBoxLayout()
        spaced(right, 0, 0)
        right.addWidget(self._bar_holder)
        right.addWidget(self.stack, 1)
        right.addWidget(self.strip)
        row = QHBoxLayout(self)
        spaced(row, 0, 0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self._row = row
        self.sidebar.chosen.connect(self.page_wanted)
        self.bar.action.connect(self._on_bar_action)

    def say(self, sentence: str, kind: str = "info", action: str = "", do: Callable[[], object] | None = None) -> None:
        """Show a sentence in the bar, with what its button does."""
        self._bar_action = do
        self.bar.say(sentence, kind, action)

    def show_beside(self, panel: QWidget) -> None:
        """Show a panel at the right of the pages."""
        self._row.addWidget(panel)

    def hush(self) -> None:
        """Put away what has only told of something done."""
        if self.bar.is_about("good") or self.bar.is_about("info"):
            self.bar.put_away()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the space around the bar only while it is shown."""
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self._bar_holder.setVisible(event.type() == QEvent.Type.ShowToParent)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the room that the sidebar's words would take."""
        super().resizeEvent(event)
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Show the sidebar as it suits a width of the window."""
        self.sidebar.set_slim(width < theme.em(WIDE))

    @Slot()
    def _on_bar_action(self) -> None:
        do, self._bar_action = self._bar_action, None
        self.bar.put_away()
        if do is not None:
            do()
