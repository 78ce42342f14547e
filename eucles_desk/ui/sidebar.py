"""The dark bar at the left that leads to the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.icons import put_icon
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import Badge, icon_button, label, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QToolButton


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that the bar leads to."""

    key: str
    text: str
    icon: str
    shortcut: str


class Sidebar(QFrame):
    """Leads to the pages; in a narrow window or with large text it shows only icons.

    Signals:
        chosen: The user wants this page; carries its key.
        back_wanted: The user wants back to where they were before.
        forward_wanted: The user wants forward to where they came back from.
    """

    chosen = Signal(str)
    back_wanted = Signal()
    forward_wanted = Signal()

    def __init__(self, top: Sequence[Entry], bottom: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")  # the list beside a file dialog is called sidebar
        self.buttons: dict[str, QPushButton] = {}
        self._entries = {entry.key: entry for entry in (*top, *bottom)}
        self._is_slim = False
        self._counts: dict[str, int] = {}
        self._badges: dict[str, Badge] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._name = label("EUCLES Desk", "heading")
        column = QVBoxLayout(self)
        spaced(column, 0.7, 0.25)
        self._name.setContentsMargins(theme.em(0.7), 0, 0, 0)
        self.back_button = self._make_way(tr("Back"), "Alt+Left", "arrow-left", self.back_wanted)
        self.forward_button = self._make_way(tr("Forward"), "Alt+Right", "arrow-right", self.forward_wanted)
        head = QHBoxLayout()
        spaced(head, 0, 0)
        head.setContentsMargins(0, theme.em(0.3), 0, theme.em(0.7))
        head.addWidget(self._name, 1)
        head.addWidget(self.back_button)
        head.addWidget(self.forward_button)
        column.addLayout(head)
        for entry in top:
            column.addWidget(self._make_button(entry))
        column.addStretch()
        for entry in bottom:
            column.addWidget(self._make_button(entry))
        self._group.buttonClicked.connect(self._on_clicked)
        self._fit()

    def show_page(self, key: str) -> None:
        """Mark the page that is shown."""
        self.buttons[key].setChecked(True)

    def name_of(self, key: str) -> str:
        """Return what a page is called, empty for one that is not here."""
        return self._entries[key].text if key in self._entries else ""

    def show_ways(self, *, back: bool, forward: bool) -> None:
        """Say whether there is anywhere to go back or forward to."""
        self.back_button.setEnabled(back)
        self.forward_button.setEnabled(forward)

    def show_count(self, key: str, count: int, spoken: str) -> None:
        """Show a number beside a page's name; ``spoken`` is what a screen reader says in place of the name."""
        self._counts[key] = count
        self.buttons[key].setAccessibleName(spoken)
        self._place_badges()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers at the right end."""
        super().resizeEvent(event)
        self._place_badges()

    def _place_badges(self) -> None:
        for key, count in self._counts.items():
            badge, made = self._badges.get(key), self.buttons[key]
            if badge is None:
                badge = self._badges[key] = Badge(parent=made)
                badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            badge.say(current().number(count) if count else "", "warning")
            badge.resize(badge.sizeHint())
            right = made.width() - badge.width() - (theme.em(0.1) if self._is_slim else theme.em(0.6))
            top = 0 if self._is_slim else (made.height() - badge.height()) // 2
            badge.move(right, top)
            badge.setVisible(count > 0)

    def set_slim(self, slim: bool) -> None:
        """Show only icons, or icons and words."""
        if slim == self._is_slim:
            return
        self._is_slim = slim
        self._name.setVisible(not slim)
        for key, made in self.buttons.items():
            made.setText("" if slim else self._entries[key].text)
        self._fit()
        self._place_badges()

    def _make_button(self, entry: Entry) -> QPushButton:
        made = QPushButton(entry.text)
        made.setCheckable(True)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setAccessibleName(entry.text)
        made.setToolTip(tr("{page} ({shortcut})", page=entry.text, shortcut=entry.shortcut))
        put_icon(made, entry.icon, "sidebar_text", 1.45)
        self.buttons[entry.key] = made
        self._group.addButton(made)
        return made

    def _make_way(self, name: str, keys: str, icon: str, wanted: SignalInstance) -> QToolButton:
        made = icon_button(name, icon, tip=tr("{name} ({keys})", name=name, keys=keys))
        put_icon(made, icon, "sidebar_text", 1.15)
        made.setEnabled(False)
        made.clicked.connect(wanted)
        return made

    def _fit(self) -> None:
        """Be wide enough for the longest word in bold, as the page that is shown has it."""
        if self._is_slim:
            self.setFixedWidth(theme.em(4.4))
            return
        metrics = QFontMetrics(theme.font(1.0, bold=True))
        longest = max(metrics.horizontalAdvance(entry.text) for entry in self._entries.values())
        self.setFixedWidth(max(longest + theme.em(6.2), theme.em(14.5)))

    @Slot()
    def _on_clicked(self) -> None:
        key = next(key for key, made in self.buttons.items() if made.isChecked())
        self.chosen.emit(key)
