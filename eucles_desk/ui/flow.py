"""A layout that breaks lines."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from shiboken6 import Shiboken

from eucles_desk.ui.basics import spaced


class FlowLayout(QLayout):
    """Sets widgets side by side and begins a new line where the next does not fit, so that chips survive large text."""

    def __init__(self, parent: QWidget | None = None, spacing: float = 0.4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # Qt asks often between two changes
        spaced(self, 0, spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item; Qt calls this."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Return an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Take an item out."""
        if not 0 <= index < len(self._items):
            return None
        taken = self._items.pop(index)
        self.invalidate()
        return taken

    def invalidate(self) -> None:
        """Measure anew: an item is another now; Qt calls this."""
        self._heights.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """Say that the layout takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower layout is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return known

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of all items in one line."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Place the items, those of a line on one middle, and return the height."""
        x, y, height = rect.x(), rect.y(), 0
        line: list[tuple[QLayoutItem, int, QSize]] = []
        for item in self._items:
            if not Shiboken.isValid(item) or item.isEmpty():
                continue
            size = item.sizeHint()
            if height and x + size.width() > rect.right() + 1:
                if move:
                    _set(line, y, height)
                x, y, height, line = rect.x(), y + height + self.spacing(), 0, []
            line.append((item, x, size))
            x += size.width() + self.spacing()
            height = max(height, size.height())
        if move:
            _set(line, y, height)
        return y + height - rect.y()


def _set(line: list[tuple[QLayoutItem, int, QSize]], y: int, height: int) -> None:
    for item, x, size in line:
        item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
