"""A field to look for something: the sign of a search at its left and a button that empties it at its right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.basics import icon_button
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import tr


class FindField(QLineEdit):
    """Both signs grow with the text, as Qt's own side icons do not."""

    def __init__(self, hint: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(name or hint)
        self.setMaxLength(200)
        self.clear_button = icon_button(tr("Empty the search"), "close")
        self.clear_button.setParent(self)
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clear_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.clear_button.hide()
        self.clear_button.clicked.connect(self.clear)
        self.textChanged.connect(self._on_text)
        theme.notifier().changed.connect(self._fit)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign of a search."""
        super().paintEvent(event)
        size = theme.em(1.15)
        drawn = pixmap("search", theme.colour("muted").name(), size, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(theme.em(0.6), (self.height() - size) // 2, drawn)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right end."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        size = self.clear_button.sizeHint()
        self.clear_button.resize(size)
        self.clear_button.move(self.width() - size.width() - 4, (self.height() - size.height()) // 2)

    @Slot()
    def _fit(self) -> None:
        self.setTextMargins(theme.em(1.7), 0, theme.em(2.2), 0)
        self._place()

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self.clear_button.setVisible(bool(text))
