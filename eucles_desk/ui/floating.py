"""Messages lie over a page instead of pushing it: nothing that one is about to click moves when one comes or goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal, Slot
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import Shiboken

from eucles_desk.ui import theme
from eucles_desk.ui.message_bar import MessageBar

if TYPE_CHECKING:
    from collections.abc import Callable

FLOATING: Final = "floating"
"""The property of bars that lie over a page."""
WIDEST: Final = 62
"""No bar is wider, in multiples of the text size: about a hundred letters in a line, and its button."""
OF_BAR: Final = frozenset({QEvent.Type.LayoutRequest})
OF_AREA: Final = frozenset({QEvent.Type.Resize, QEvent.Type.Move})
"""After these a bar takes its place anew."""
MARGIN: Final = 0.7
"""From the edges of what a bar lies over, and from what it keeps clear of, in multiples of the text size."""


@runtime_checkable
class HasMessageArea(Protocol):
    """A page of which only a part may be covered: a bar below, for instance, stays free."""

    message_area: QWidget


class Floating(QObject):
    """Lays a bar over the lower end of an area.

    What has the keyboard, and what the pointer is on when the bar comes, is not covered: the bar lies above it then.
    """

    def __init__(self, bar: MessageBar, host: QWidget, area: Callable[[], QWidget | None]) -> None:
        super().__init__(bar)
        self._bar, self._host, self._area = bar, host, area
        self._keys = _Keys(self)
        self._keys.released.connect(self._make_way)
        self._pointer = QRect()
        bar.setParent(host)
        bar.setProperty(FLOATING, True)
        bar.hide()
        bar.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def follow(self, area: QWidget) -> None:
        """Stay over an area when it gets another size."""
        area.installEventFilter(self)

    @Slot()
    def place(self) -> None:
        """Take the lowest place that covers nothing that matters now."""
        area = self._area()
        if self._bar.isHidden() or area is None:
            return
        margin = theme.em(MARGIN)
        room = QRect(area.mapTo(self._host, QPoint(0, 0)), area.size()).adjusted(margin, margin, -margin, -margin)
        width = min(self._bar.wanted_width, theme.em(WIDEST), room.width())
        height = self._bar.heightForWidth(width)
        x, lowest = room.left() + (room.width() - width) // 2, room.bottom() - height + 1
        others, focus = self._others(), self._focus()
        above = [one.top() - margin - height for one in (*others, focus, self._pointer) if not one.isEmpty()]
        tried = [QRect(x, max(min(y, lowest), room.top()), width, height) for y in (lowest, *above, room.top())]

        def covers(place: QRect) -> int:
            is_over_other = any(place.intersects(other) for other in others)
            return 4 * is_over_other + 2 * place.intersects(focus) + place.intersects(self._pointer)

        self._bar.setGeometry(min(tried, key=covers))
        self._bar.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a place with the bar, keep it over the area, and make way for what has the keyboard."""
        kind, is_bar = event.type(), watched is self._bar
        if is_bar and kind == QEvent.Type.ShowToParent:
            at = self._host.mapFromGlobal(QCursor.pos())
            self._pointer = QRect(at, at).adjusted(-1, -1, 1, 1)
            self._keys.watch(QApplication.focusWidget())
            self.place()
        elif is_bar and kind == QEvent.Type.HideToParent:
            self._keys.watch(None)
        elif kind in (OF_BAR if is_bar else OF_AREA):
            self.place()
        return False

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        if Shiboken.isValid(self._bar) and not self._bar.isHidden():
            self._keys.watch(now)
            self._make_way()

    @Slot()
    def _make_way(self) -> None:
        if not self._bar.isHidden() and self._bar.geometry().intersects(self._focus()):
            self.place()

    def _others(self) -> list[QRect]:
        """Return where other bars lie over the same window."""
        found = self._host.window().findChildren(MessageBar)
        shown = [bar for bar in found if bar is not self._bar and bar.property(FLOATING) and bar.isVisible()]
        return [QRect(self._host.mapFromGlobal(bar.mapToGlobal(QPoint(0, 0))), bar.size()) for bar in shown]

    def _focus(self) -> QRect:
        """Return what of the part that has the keyboard must be seen: of a long text or list the line or row."""
        focus = QApplication.focusWidget()
        if focus is None or not self._host.isAncestorOf(focus) or self._bar.isAncestorOf(focus):
            return QRect()
        part, inner = focus.rect(), focus
        if isinstance(focus, QAbstractItemView):
            inner = focus.viewport()
            part = focus.visualRect(focus.currentIndex())
        elif isinstance(focus, (QPlainTextEdit, QTextEdit)) and focus.height() > theme.em(8):
            inner = focus.viewport()
            part = focus.cursorRect()
        return QRect(inner.mapTo(self._host, part.topLeft()), part.size()) if not part.isEmpty() else QRect()


class _Keys(QObject):
    """Tells when a key has done its work in a part: it may have moved a caret or a row under the bar."""

    released = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._part: QWidget | None = None

    def watch(self, part: QWidget | None) -> None:
        """Listen to another part, or to none."""
        if self._part is not None and Shiboken.isValid(self._part):
            self._part.removeEventFilter(self)
        self._part = part
        if part is not None:
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear keys that go up."""
        if event.type() == QEvent.Type.KeyRelease:
            self.released.emit()
        return super().eventFilter(watched, event)
