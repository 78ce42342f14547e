"""What all areas of an assessment have in common: a scrolling column that keeps up with the assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from eucles_desk.assessment.terms import Step
from eucles_desk.ui import theme
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import label, scrolling, set_look, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from eucles_desk.assessment.changes import Part
    from eucles_desk.ui.working import Working

WIDEST = 118
"""The most that a column of content is wide, in multiples of the text size: lines beyond that are hard to read."""


class AreaPage(QWidget):
    """Base of the areas.

    An area that is not on screen does nothing when the assessment changes; it catches up when it is shown.

    Signals:
        wanted: The user wants to go to this ``Place`` in another area.
        cited: The user wants to see what stands where this ``Citation`` points to, at this criterion.
    """

    wanted = Signal(object)
    cited = Signal(str, object)

    def __init__(self, working: Working, part: Part | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.working = working
        self._part = part
        self._is_stale = False
        inner = QWidget()
        self._inner = inner
        self.scroller: QScrollArea = scrolling(inner)
        self.column = QVBoxLayout()
        spaced(self.column, 0, 1.0)
        self.notice = Notice()
        self.column.addWidget(self.notice)
        _centred_column(inner, self.column)
        layout = QVBoxLayout(self)
        spaced(layout, 0, 0)
        layout.addWidget(self.scroller)
        working.changed.connect(self._on_changed)

    @property
    def is_closed(self) -> bool:
        """Whether the present step keeps the user from changing anything here."""
        return self._part is not None and not self.working.opened.can_change(self._part)

    def go_to(self, place_id: str) -> None:
        """Show and focus what has this id in the area; the top for an empty or unknown one."""

    def go_to_next(self) -> None:
        """Go to what is next to do in the area, where there is such a thing."""

    def refresh(self) -> None:
        """Show the assessment as it is now."""

    def catch_up(self) -> None:
        """Show the assessment as it is now, whether or not the area is on screen."""
        self._is_stale = False
        self.notice.say(closed_sentence(self.working.value.step) if self.is_closed else "", "info", "lock")
        self.refresh()

    def reveal(self, widget: QWidget, around: QWidget | None = None) -> None:
        """Scroll to a widget, with what belongs around it where that fits, and give it the focus."""
        lay_out(self.scroller)
        if around is not None:
            top = around.mapTo(self._inner, QPoint(0, 0)).y()
            room = self.scroller.viewport().height()
            bar = self.scroller.verticalScrollBar()
            if not bar.value() <= top <= bar.value() + room - min(around.height(), room):
                bar.setValue(max(0, top - theme.em(1)))
        self.scroller.ensureWidgetVisible(widget, 0, theme.em(1))
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the area was not on screen."""
        super().showEvent(event)
        if self._is_stale:
            self.catch_up()

    @Slot(object)
    def _on_changed(self, _changes: object) -> None:
        if self.isVisible():
            self.catch_up()
        else:
            self._is_stale = True


class Notice(QFrame):
    """A sentence in a box with its icon; hidden while it says nothing. Unlike a message it cannot be put away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self.text_label = label("", wrap=True, selectable=True)
        self.text_label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.row = QHBoxLayout(self)
        spaced(self.row, 0.6, 0.7)
        self.row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addWidget(self.text_label, 1)
        self._shown = ("info", "info")
        theme.notifier().changed.connect(self._draw)
        self.hide()

    def say(self, text: str, kind: str = "info", icon: str = "info") -> None:
        """Show a sentence; kinds are info, good, warning and danger; an empty one hides the box."""
        self._shown = (kind, icon)
        self.text_label.setText(text)
        self.setAccessibleName(text)
        set_look(self, f"bar-{kind}")
        self._draw()
        self.setVisible(bool(text))

    @Slot()
    def _draw(self) -> None:
        kind, icon = self._shown
        role = "accent" if kind == "info" else kind
        self._icon.setPixmap(pixmap(icon, theme.colour(role).name(), theme.em(1.4), self.devicePixelRatioF()))


class Reflow(QWidget):
    """Sets widgets in as many columns as fit, row by row, so that the order of reading and of Tab stays the same.

    ``least`` is the width that a column needs, in multiples of the text size. Widgets side by side are as high as the
    highest of them, unless they are ``at_top``.
    """

    def __init__(self, least: float, most_columns: int = 2, spacing: float = 1.0, *, at_top: bool = False) -> None:
        super().__init__()
        self._least, self._most = least, most_columns
        self._alignment = Qt.AlignmentFlag.AlignTop if at_top else Qt.AlignmentFlag(0)
        self._widgets: list[QWidget] = []
        self._columns = 1
        self._grid = QGridLayout(self)
        spaced(self._grid, 0, spacing)
        theme.notifier().changed.connect(self._fit)

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Set these widgets in place of those that were there; the latter are taken out but not destroyed."""
        for widget in self._widgets:
            self._grid.removeWidget(widget)
            if widget not in widgets:
                widget.setParent(None)
        self._widgets = list(widgets)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        room = self.width() + self._grid.horizontalSpacing()
        columns = room // (theme.em(self._least) + self._grid.horizontalSpacing())
        columns = max(1, min(columns, self._most))
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _place(self) -> None:
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        for index, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, *divmod(index, self._columns), self._alignment)


def closed_sentence(step: Step) -> str:
    """Say why nothing can be changed in a step."""
    match step:
        case Step.AWARDED | Step.REFUSED:
            return tr("The decision has been made. Go back to the decision to change anything here.")
        case Step.WITHDRAWN:
            return tr("This assessment was withdrawn. Nothing in it changes any more.")
        case _:
            return tr("This step is closed. Go back a step to change anything here.")


def lay_out(area: QScrollArea) -> None:
    """Have pending layouts done, so that positions are right when something was shown just now."""
    for widget in (area.window(), area, area.widget()):
        layout = widget.layout() if widget else None
        if layout:
            layout.activate()
    QApplication.sendPostedEvents(cast("QObject", None), QEvent.Type.LayoutRequest)


def _centred_column(inner: QWidget, column: QVBoxLayout) -> None:
    """Keep the column to a readable width in the middle of a wide window."""
    holder = QWidget()
    holder.setLayout(column)
    holder.setMaximumWidth(theme.em(WIDEST))
    holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    outer = QVBoxLayout(inner)
    spaced(outer, 1.4, 0)
    row = QHBoxLayout()
    row.addWidget(holder, 1)
    outer.addLayout(row)
    outer.addStretch(1)
