"""The frame of the main window: sidebar, pages one over the other, messages over them, status strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from eucles_desk.errors import DamagedDataError
from eucles_desk.ui import theme
from eucles_desk.ui.floating import Floating, HasMessageArea
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.problems import Problems
from eucles_desk.ui.sidebar import Entry, Sidebar
from eucles_desk.ui.status_strip import StatusStrip
from eucles_desk.ui.widgets import MessageBar, spaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from eucles_desk.errors import EuclesError
    from eucles_desk.ui.message_bar import Notice, Notices

WIDE = 72
"""From this width on, in multiples of the text size, the sidebar has words beside its icons."""


class Frame(QWidget):
    """Holds the pages; the main window decides which one is shown.

    Signals:
        page_wanted: The user wants this page; carries its key.
    """

    page_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None, notices: Notices | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self.notice_bar: MessageBar | None = None
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
        self.problems = Problems(self.bar, self._show_way_out)
        self.stack = QStackedWidget()
        self.stack.setMinimumSize(1, 1)  # a page that needs much must not push the window over the edge of the screen
        self.strip = StatusStrip()
        self._bar_action: Callable[[], object] | None = None
        right = self._right = QVBoxLayout()
        spaced(right, 0, 0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.strip)
        row = QHBoxLayout(self)
        spaced(row, 0, 0)
        row.addWidget(self.sidebar)
        self._floating = Floating(self.bar, self, self._message_area)  # between both for the tabulator
        row.addLayout(right, 1)
        self._row = row
        self.sidebar.chosen.connect(self.page_wanted)
        self.bar.action.connect(self._on_bar_action)
        self._floating.follow(self.stack)
        self.stack.currentChanged.connect(self._on_page_changed)
        if notices is not None:
            notices.changed.connect(self._on_notices)
            self._on_notices()

    def say(self, sentence: str, kind: str = "info", action: str = "", do: Callable[[], object] | None = None) -> None:
        """Show a sentence in the bar, with what its button does."""
        self._bar_action = do
        self.bar.say(sentence, kind, action)

    def show_page_problem(self, error: Exception) -> None:
        """Say what a page could not read; not where it is said above all pages already."""
        if self._damage_told(error) is None:
            self.problems.show(error)

    def _damage_told(self, error: Exception) -> Notice | None:
        """Return what is said of damage, where a problem is only one more sign of it."""
        is_damage = isinstance(error, DamagedDataError)
        return self._notices.damage if is_damage and self._notices is not None else None

    def _show_way_out(self, error: EuclesError) -> bool:
        told = self._damage_told(error)
        if told is not None:
            self.say(current().sentence(error), told.kind, told.action, told.do)
        return told is not None

    def show_beside(self, panel: QWidget) -> None:
        """Show a panel at the right of the pages."""
        self._row.addWidget(panel)

    def hush(self) -> None:
        """Put away what has only told of something done."""
        if self.bar.is_about("good") or self.bar.is_about("info"):
            self.bar.put_away()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the room that the sidebar's words would take."""
        super().resizeEvent(event)
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Show the sidebar as it suits a width of the window."""
        self.sidebar.set_slim(width < theme.em(WIDE))

    def _message_area(self) -> QWidget:
        """Return what messages may cover: of an open assessment not what is around its areas."""
        page = self.stack.currentWidget()
        return page.message_area if isinstance(page, HasMessageArea) else self.stack

    @Slot()
    def _on_notices(self) -> None:
        """Say above the pages what holds for all windows; it takes its own room, and covers nothing."""
        notice = None if self._notices is None else self._notices.current
        self.strip.doubt(doubted=notice is not None and notice.kind == "danger")
        if notice is None:
            if self.notice_bar is not None:
                self.notice_bar.put_away()
            return
        if self.notice_bar is None:
            self.notice_bar = MessageBar()
            self.notice_bar.keep()
            self.notice_bar.action.connect(self._on_notice_action)
            self._right.insertWidget(0, self.notice_bar)
        self.notice_bar.say(notice.sentence, notice.kind, notice.action)

    @Slot()
    def _on_notice_action(self) -> None:
        notice = None if self._notices is None else self._notices.current
        if notice is not None and notice.do is not None:
            notice.do()

    @Slot()
    def _on_page_changed(self) -> None:
        self._floating.follow(self._message_area())
        self._floating.place()

    @Slot()
    def _on_bar_action(self) -> None:
        do, self._bar_action = self._bar_action, None
        self.bar.put_away()
        if do is not None:
            do()
