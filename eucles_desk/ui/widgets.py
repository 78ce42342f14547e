"""The small parts that all pages are made of; one name to import them by, wherever they are written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.badges import Badge, badge_size, paint_badge
from eucles_desk.ui.basics import (
    button,
    framed_popup,
    icon_button,
    label,
    page_margins,
    primary_button,
    scrolling,
    separator,
    set_look,
    spaced,
    upright,
)
from eucles_desk.ui.flow import FlowLayout
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.message_bar import MessageBar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QResizeEvent

__all__ = [
    "Badge",
    "Card",
    "ElidedLabel",
    "EmptyState",
    "FlowLayout",
    "MessageBar",
    "PageHeader",
    "badge_size",
    "button",
    "framed_popup",
    "icon_button",
    "label",
    "page_margins",
    "paint_badge",
    "primary_button",
    "scrolling",
    "separator",
    "set_look",
    "spaced",
    "upright",
]


class Card(QFrame):
    """A surface with round corners; ``body`` is its layout."""

    def __init__(self, title: str = "", *, look: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", look)
        self.body = QVBoxLayout(self)
        spaced(self.body, 1.1, 0.6)
        if title:
            self.heading = label(title, "heading", wrap=True)
            self.body.addWidget(self.heading)


class PageHeader(QWidget):
    """Title and subtitle of a page, with its actions at the right."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, "title", wrap=True)
        self.subtitle = label(subtitle, "muted", wrap=True)
        if not subtitle:
            self.subtitle.hide()  # showing it is left to its parent: without one it would be a window
        texts = QVBoxLayout()
        spaced(texts, 0, 0.2)
        texts.addWidget(self.title)
        texts.addWidget(self.subtitle)
        self.buttons = QHBoxLayout()
        spaced(self.buttons, 0, 0.6)
        row = QHBoxLayout(self)
        spaced(row, 0, 1.0)
        row.addLayout(texts, 1)
        row.addLayout(self.buttons)

    def say(self, title: str, subtitle: str = "") -> None:
        """Show other words."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))


class ElidedLabel(QLabel):
    """One line that ends in an ellipsis where it does not fit; its tool tip and accessible name have the whole text."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full, self._short = "", ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if look:
            self.setProperty("look", look)
        self.say(text)

    def say(self, text: str, short: str = "") -> None:
        """Show a text; ``short`` says the most of it where it does not fit."""
        self._full, self._short = text, short
        self.setAccessibleName(text)
        self._elide()

    def full_text(self) -> str:
        """Return the whole text."""
        return self._full

    def minimumSizeHint(self) -> QSize:
        """Let the label become narrow."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Ask for the width of the whole text."""
        width = self.fontMetrics().horizontalAdvance(self._full) + 2
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the text to a new font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._elide()

    def _elide(self) -> None:
        metrics, room = self.fontMetrics(), max(self.width(), 1)
        said = self._short if self._short and metrics.horizontalAdvance(self._full) > room else self._full
        shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
            self.setToolTip("" if shown == self._full else self._full)


class EmptyState(QWidget):
    """What a page says when there is nothing on it yet: a heading, a few lines that teach, and what to do."""

    def __init__(
        self, title: str, lines: Sequence[str], buttons: Iterable[QPushButton] = (), icon: str = "list"
    ) -> None:
        super().__init__()
        self._icon_name = icon
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        spaced(column, 1.5, 0.5)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addWidget(_centred(label(title, "heading", wrap=True)))
        for line in lines:
            text = _centred(label(line, "muted", wrap=True))
            column.addWidget(text)
        row = QHBoxLayout()
        spaced(row, 0, 0.7)
        row.addStretch()
        self.first_button: QPushButton | None = None
        for made in buttons:
            self.first_button = self.first_button or made
            row.addWidget(made)
        row.addStretch()
        column.addSpacing(theme.em(0.7))
        column.addLayout(row)
        column.addStretch(3)
        theme.notifier().changed.connect(self._draw_icon)
        self._draw_icon()

    def _draw_icon(self) -> None:
        shown = pixmap(self._icon_name, theme.colour("muted").name(), theme.em(3.2), self.devicePixelRatioF())
        self._icon.setPixmap(shown)


def _centred(text: QLabel) -> QLabel:
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return text
