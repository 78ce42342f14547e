"""Parts that the middle column is put together of: a heading over its content, chips to tick, links."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from eucles_desk.ui.icons import put_icon
from eucles_desk.ui.widgets import button, label, spaced
from eucles_desk.ui.workspace.painting import paint_pill, pill_size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LAYOUT_ROUNDS = 6
"""As many as widgets lie one in another between a line of text and the window."""


def lay_out_now() -> None:
    """Settle all layouts, so that what changed is painted once and where it stays.

    A new size travels one widget up with each round; left to the event loop, every round would be painted.
    """
    for _round in range(LAYOUT_ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def set_text(target: QLabel | QPushButton, text: str) -> None:
    """Show a text where it is another than the one shown, since every call makes Qt lay things out anew."""
    if target.text() != text:
        target.setText(text)


def set_shown(target: QWidget, *, shown: bool) -> None:
    """Show or hide a part where that is a change."""
    if target.isHidden() == shown:
        target.setVisible(shown)


def set_tab_order(root: QWidget) -> None:
    """Have the tabulator go through a part as its layouts run: parts made later are otherwise reached last."""
    for before, after in pairwise(_reached(root)):
        QWidget.setTabOrder(before, after)


def _reached(part: QWidget | None) -> Iterator[QWidget]:
    if part is None:
        return
    if isinstance(part, QSplitter):
        for at in range(part.count()):
            yield from _reached(part.widget(at))
        return
    if isinstance(part, QScrollArea):
        yield from _reached(part.widget())
        return
    if part.focusPolicy() != Qt.FocusPolicy.NoFocus:
        yield part
    layout = part.layout()
    if layout is not None:
        inside = part.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        yield from _reached_in(layout, inside)


def _reached_in(layout: QLayout, widgets: Sequence[QWidget]) -> Iterator[QWidget]:
    """Go through what a layout holds, of the widgets of the part that it is in."""
    inner = [child for child in layout.children() if isinstance(child, QLayout)]
    held = [(at, one) for one in (*widgets, *inner) if (at := layout.indexOf(one)) >= 0]
    for _, one in sorted(held, key=itemgetter(0)):
        if isinstance(one, QLayout):
            yield from _reached_in(one, widgets)
        else:
            yield from _reached(one)


class Section(QWidget):
    """A heading over its content."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label(title, "strong")
        self.head = QHBoxLayout()
        spaced(self.head, 0, 0.6)
        self.head.addWidget(self.heading)
        self.head.addStretch(1)
        self.body = QVBoxLayout(self)
        spaced(self.body, 0, 0.35)
        self.body.addLayout(self.head)


class TickChip(QPushButton):
    """Something that is or is not so, ticked with a click; a screen reader knows it as a check box.

    It does not tick itself: whoever hears of it stores the answer and then shows it.

    Signals:
        wanted: The user wants it to be so, or not.
    """

    wanted = Signal(bool)

    def __init__(self, text: str, sign: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("look", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._sign = sign
        self._drawn = ""
        self.clicked.connect(self._on_clicked)
        self._draw()

    def show_ticked(self, *, ticked: bool) -> None:
        """Show whether it is so."""
        if self.isChecked() != ticked:
            self.setChecked(ticked)
        self._draw()

    def nextCheckState(self) -> None:
        """Leave ticking to whoever stores the answer."""

    def _draw(self) -> None:
        """Show a check where it is so, since a colour alone would not be enough."""
        sign = "check" if self.isChecked() else (self._sign or "plus")
        if sign != self._drawn:
            self._drawn = sign
            put_icon(self, sign, "good" if self.isChecked() else "muted", 1.0)

    @Slot()
    def _on_clicked(self) -> None:
        self.wanted.emit(not self.isChecked())


class Pill(QLabel):
    """A short word in a frame that shows on any ground."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show another word."""
        self.setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size that the word needs."""
        return pill_size(self.text())

    def minimumSizeHint(self) -> QSize:
        """Return the same: a word is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_pill(painter, self.rect().toRectF(), self.text())
        painter.end()


def link(text: str = "") -> QPushButton:
    """Return a button that looks like a link and leads somewhere else."""
    made = button(text, look="link")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
