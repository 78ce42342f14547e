"""What the bar below is made of: parts that say less where there is little room, and never cut a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from eucles_desk.ui.widgets import set_look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LEAST_NAME = 7
"""A name that would keep fewer letters than this many averages of both its ends is left to the tool tip."""


class Foldable(Protocol):
    """A part of the bar with a long and a short way to show itself."""

    def room(self, *, narrow: bool) -> int:
        """Return the width that it needs in one of the two ways."""
        ...

    def set_narrow(self, *, narrow: bool) -> None:
        """Show it in that way."""
        ...

    def isHidden(self) -> bool:
        """Return whether it is left out; Qt has this."""
        ...


class ShortButton(QPushButton):
    """A button with a shorter text for little room; an empty one leaves its icon, and its name to the tool tip."""

    def __init__(self, text: str, short: str, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._texts = text, short
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setToolTip(text)
        if look:
            set_look(self, look)

    def room(self, *, narrow: bool) -> int:
        """Return the width that one of the texts needs."""
        return text_room(self, self._texts[narrow])

    def set_narrow(self, *, narrow: bool) -> None:
        """Show one of the texts."""
        if self.text() != self._texts[narrow]:
            self.setText(self._texts[narrow])


def text_room(target: QPushButton, text: str) -> int:
    """Return the width that a button with an icon, or one that always has a text, would need for a text."""
    metrics = target.fontMetrics()
    return target.sizeHint().width() + metrics.horizontalAdvance(text) - metrics.horizontalAdvance(target.text())


def fit_name(room: int, target: QPushButton, name: str) -> str:
    """Return what a button with an icon shows of its name in its room: whole, cut in the middle, or nothing."""
    metrics = target.fontMetrics()
    return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, max(room - text_room(target, ""), 0))


def least_named(target: QPushButton) -> int:
    """Return the width below which a button with an icon leaves its name to the tool tip."""
    return text_room(target, "") + 2 * LEAST_NAME * target.fontMetrics().averageCharWidth()
