"""The tour of the first run: at most five steps, each beside what it speaks of, to be skipped at any time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import Card, button, label, primary_button, spaced

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_STEPS: Final = 5
WIDTH: Final = 25
"""In multiples of the text size."""
SIDEWAYS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
AROUND: Final = 7
"""Room between a part and the frame around it, in pixels."""


@dataclass(frozen=True, slots=True)
class TourStep:
    """What one step says, and how the part of the window that it speaks of is found.

    Attributes:
        is_under: Whether the card lies under that part, where it would hide something beside it.
    """

    title: str
    text: str
    target: Callable[[], QWidget | None]
    is_under: bool = False


class Tour(Card):
    """A card over the window that goes from part to part.

    It takes the keyboard: Enter goes on, Right and Left go from step to step, Escape ends it, Tab stays within it. A
    step whose part is not shown is told in the middle of the window.

    Signals:
        finished: The tour has ended, seen to its end or skipped.
    """

    finished = Signal()

    def __init__(self, steps: Sequence[TourStep], window: QWidget) -> None:
        super().__init__(look="drop", parent=window)
        self._steps = tuple(steps[:MOST_STEPS])
        self._at = 0
        self.number_label = label("", "small")
        self.title_label = label("", "heading", wrap=True)
        self.text_label = label("", wrap=True)
        self.skip_button = button(tr("Skip the tour"), look="link")
        self.back_button = button(tr("Back"))
        self.next_button = primary_button(tr("Next"))
        buttons = QHBoxLayout()
        spaced(buttons, 0, 0.5)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        top = QHBoxLayout()
        spaced(top, 0, 0.5)
        top.addWidget(self.number_label, 1)
        top.addWidget(self.skip_button)
        self.body.addLayout(top)
        for part in (self.title_label, self.text_label):
            self.body.addWidget(part)
        self.body.addLayout(buttons)
        _keep_inside(self.body)
        self.setAccessibleName(tr("Tour of the program"))
        self.setFixedWidth(theme.em(WIDTH))
        self.skip_button.clicked.connect(self.end)
        self.back_button.clicked.connect(self._on_back)
        self.next_button.clicked.connect(self._on_next)
        for made in (self.skip_button, self.back_button, self.next_button):
            made.installEventFilter(self)
        for one, other in ((self.next_button, self.skip_button), (self.skip_button, self.back_button)):
            QWidget.setTabOrder(one, other)
        self._mark = _Mark(window)
        window.installEventFilter(self)

    @property
    def step(self) -> int:
        """The number of the step that is shown, from 1."""
        return self._at + 1

    def start(self) -> None:
        """Show the first step."""
        self._show(0)
        self.show()
        self.raise_()
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def end(self) -> None:
        """End the tour."""
        self.window().removeEventFilter(self)
        self._mark.deleteLater()
        self._mark.hide()
        self.hide()
        self.finished.emit()
        self.deleteLater()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, end with Escape."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.end()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._on_next()
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab within the card as long as it is there."""
        buttons = [part for part in (self.next_button, self.skip_button, self.back_button) if part.isEnabled()]
        at = next((i for i, part in enumerate(buttons) if part.hasFocus()), -1)
        buttons[(at + (1 if forward else -1)) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside the part when the window gets another size; take Left and Right, which Qt has for buttons."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget() and self.isVisible():
            self._place()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in SIDEWAYS:
            self._step(SIDEWAYS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    # What happens

    @Slot()
    def _on_next(self) -> None:
        if self._at + 1 < len(self._steps):
            self._show(self._at + 1)
        else:
            self.end()

    @Slot()
    def _on_back(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        """Go to another step; there is none before the first and none after the last."""
        if 0 <= self._at + by < len(self._steps):
            self._show(self._at + by)

    def _show(self, at: int) -> None:
        self._at = at
        step, is_last = self._steps[at], at + 1 == len(self._steps)
        self.number_label.setText(tr("Step {number} of {count}", number=at + 1, count=len(self._steps)))
        self.title_label.setText(step.title)
        self.text_label.setText(step.text)
        if at == 0 and self.back_button.hasFocus():
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.back_button.setEnabled(at > 0)
        self.next_button.setText(tr("Start working") if is_last else tr("Next"))
        self._place()
        if QAccessible.isActive():
            said = f"{self.number_label.text()}. {step.title}. {step.text}"
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _place(self) -> None:
        """Lie beside the part, inside the window."""
        window = self.parentWidget()
        if window is None:
            return
        self.body.invalidate()
        self.resize(self.width(), self.body.totalHeightForWidth(self.width()) + theme.em(0.4))
        target = self._steps[self._at].target()
        room = window.rect().adjusted(theme.em(1), theme.em(1), -theme.em(1), -theme.em(1))
        self._mark.show_around(target)
        self.raise_()
        if target is None or not target.isVisible():
            self.move(room.center() - self.rect().center())
            return
        part = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        x, gap = part.right() + theme.em(0.8), theme.em(0.8)
        y = part.top()
        if self._steps[self._at].is_under or x + self.width() > room.right():
            x, y = part.left(), part.bottom() + gap
        if y + self.height() > room.bottom():
            y = part.top() - self.height() - gap
        self.move(
            max(room.left(), min(x, room.right() - self.width())),
            max(room.top(), min(y, room.bottom() - self.height())),
        )


class _Mark(QWidget):
    """A frame around the part that a step speaks of; the pointer goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_around(self, part: QWidget | None) -> None:
        """Lie around a part that is shown."""
        window = self.parentWidget()
        is_there = part is not None and part.isVisible()
        self.setVisible(is_there)
        if part is not None and window is not None and is_there:
            around = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
            around = around.adjusted(-AROUND, -AROUND, AROUND, AROUND)
            self.setGeometry(around.intersected(window.rect()))
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for role, width in (("background", 5), ("focus", 2)):
            painter.setPen(QPen(theme.colour(role), width))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), theme.em(0.4), theme.em(0.4))
        painter.end()


def _keep_inside(body: QVBoxLayout) -> None:
    body.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
