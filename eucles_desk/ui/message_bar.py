"""The bar that says one sentence and stays out of the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.basics import button, icon_button, label, set_look, spaced
from eucles_desk.ui.giving_back import GivingBack
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

LEAST_BESIDE_BUTTON: Final = 14
"""A sentence that would have less beside the button, in multiples of the text size, has the button under it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What every window says above its pages for as long as it is so.

    Attributes:
        sentence: What is said.
        kind: As the bar has it.
        action: The text of a button, empty for none.
        do: What the button does.
    """

    sentence: str
    kind: str = "warning"
    action: str = ""
    do: Callable[[], object] | None = None


class About(Enum):
    """What a notice is about; the first of those that there are is shown."""

    PLACE = "place"
    """Where the data lie."""
    DAMAGE = "damage"


class Notices(QObject):
    """The one notice that all windows show at present, if any.

    Signals:
        changed: There is another now, or none any more.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices: dict[About, Notice] = {}

    @property
    def current(self) -> Notice | None:
        """What is shown."""
        return next((self._notices[about] for about in About if about in self._notices), None)

    @property
    def damage(self) -> Notice | None:
        """What is said of a damaged database, shown or not; its button leads to the way out."""
        return self._notices.get(About.DAMAGE)

    def show(self, notice: Notice | None, about: About = About.PLACE) -> None:
        """Show a notice in every window, or none any more about this."""
        before = self.current
        if notice is None:
            self._notices.pop(about, None)
        else:
            self._notices[about] = notice
        if self.current != before:
            self.changed.emit()


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
        self._grid = QGridLayout(self)
        spaced(self._grid, 0.5, 0.7)
        self._grid.setVerticalSpacing(theme.em(0.3))
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._icon, 0, 0)
        self._grid.addWidget(self._text, 0, 1)
        self._grid.addWidget(self._action, 0, 2)
        self._grid.addWidget(self._close, 0, 3)
        self._is_under = False
        self._action.clicked.connect(self.action)
        self._close.clicked.connect(self.put_away)
        theme.notifier().changed.connect(self._draw_icon)
        self._kind = "info"
        GivingBack(self)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says."""
        return self._text.text()

    @property
    def action_button(self) -> QPushButton:
        """The button that does something about it."""
        return self._action

    @property
    def wanted_width(self) -> int:
        """The width in which all that the bar says stands in one line."""
        longest = max(map(self._text.fontMetrics().horizontalAdvance, self.text.split("\n")))
        button = self._action.sizeHint().width() + theme.em(0.7) if not self._action.isHidden() else 0
        return longest + button + self._beside + theme.em(1)

    def say(self, text: str, kind: str = "info", action: str = "") -> None:
        """Show a sentence; kinds are info, good, warning, danger; ``action`` is the text of a button, if any."""
        self._kind = kind
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        set_look(self, f"bar-{kind}")
        self._draw_icon()
        self._place_button()
        self.show()

    def keep(self) -> None:
        """Let nobody put the bar away: what it says holds for as long as it is shown."""
        self._close.hide()

    def is_about(self, kind: str) -> bool:
        """Return whether the bar is shown and says something of this kind."""
        return not self.isHidden() and self._kind == kind

    @Slot()
    def put_away(self) -> None:
        """Hide the bar."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button where there is room for it."""
        super().resizeEvent(event)
        self._place_button()

    @property
    def _beside(self) -> int:
        """What stands beside the text always."""
        return self._icon.sizeHint().width() + self._close.sizeHint().width() + theme.em(3.1)

    def _place_button(self) -> None:
        room = self.width() - self._beside - self._action.sizeHint().width()
        is_under = not self._action.isHidden() and room < theme.em(LEAST_BESIDE_BUTTON)
        if is_under != self._is_under:
            self._is_under = is_under
            at = (1, 1, 1, 3, Qt.AlignmentFlag.AlignLeft) if is_under else (0, 2)
            self._grid.addWidget(self._action, *at)

    def _draw_icon(self) -> None:
        names = {"info": ("info", "accent"), "good": ("check", "good")}
        name, role = names.get(self._kind, ("warning", self._kind))
        self._icon.setPixmap(pixmap(name, theme.colour(role).name(), theme.em(1.5), self.devicePixelRatioF()))
