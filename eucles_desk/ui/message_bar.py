"""The bar that says one sentence and stays out of the way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.basics import button, icon_button, label, set_look, spaced
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import tr


class MessageBar(QFrame):
    """A sentence above the content that stays until it is closed or no longer true; it never blocks.

    Signals:
        action: The user wants what the bar's button offers.
        closed: The user has put the bar away.
    """

    action = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._text = label("", wrap=True, selectable=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = button("")
        self._close = icon_button(tr("Put this message away"), "close")
        row = QHBoxLayout(self)
        spaced(row, 0.5, 0.7)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._action.clicked.connect(self.action)
        self._close.clicked.connect(self.put_away)
        theme.notifier().changed.connect(self._draw_icon)
        self._kind = "info"
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says."""
        return self._text.text()

    @property
    def action_button(self) -> QPushButton:
        """The button that does something about it."""
        return self._action

    def say(self, text: str, kind: str = "info", action: str = "") -> None:
        """Show a sentence; kinds are info, good, warning, danger; ``action`` is the text of a button, if any."""
        self._kind = kind
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        set_look(self, f"bar-{kind}")
        self._draw_icon()
        self.show()

    def is_about(self, kind: str) -> bool:
        """Return whether the bar is shown and says something of this kind."""
        return not self.isHidden() and self._kind == kind

    def put_away(self) -> None:
        """Hide the bar."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _draw_icon(self) -> None:
        names = {"info": ("info", "accent"), "good": ("check", "good")}
        name, role = names.get(self._kind, ("warning", self._kind))
        self._icon.setPixmap(pixmap(name, theme.colour(role).name(), theme.em(1.5), self.devicePixelRatioF()))
