"""The panel under the present step: what is open, and the ways on and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QVBoxLayout, QWidget

from eucles_desk.assessment.places import ENDED, ORDER, OpenPoint, following
from eucles_desk.assessment.steps import may_enter
from eucles_desk.assessment.terms import Step
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.rows import PlaceRows, RowText
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import Card, FlowLayout, button, label, scrolling, separator, spaced
from eucles_desk.wording.places import STEPS, open_point

if TYPE_CHECKING:
    from eucles_desk.ui.working import Working

WIDTH = 36
MOST_ROWS = 9


class StepPanel(Card):
    """Lies over the page until the user goes on, leaves it or presses Escape.

    Signals:
        wanted: The user wants to close an open point at this ``Place``.
        chosen: The user wants the assessment in this ``Step``.
    """

    wanted = Signal(object)
    chosen = Signal(object)

    def __init__(self, working: Working, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._working, self._page = working, parent
        self._came_from: QWidget | None = None
        self._heading = label("", "heading", wrap=True)
        self._summary = label("", "muted", wrap=True)
        self.points = PlaceRows(tr("Open points"))
        self._scroll = scrolling(self.points)
        self.on_buttons: tuple[QPushButton, ...] = ()
        self._ons = QWidget()
        self._on_row = FlowLayout(self._ons, 0.6)
        self.back_button = button("", "arrow-left")
        self.withdraw_button = button(tr("Withdraw…"), look="danger")
        self.sure = _Sure()
        self._lay_out()
        self.points.wanted.connect(self._on_wanted)
        self.back_button.clicked.connect(self._on_back)
        self.withdraw_button.clicked.connect(self._on_withdraw)
        self.sure.answered.connect(self._on_sure)
        self.hide()

    def open_under(self, anchor: QWidget) -> None:
        """Show what is open now, under the step that was clicked."""
        self._came_from = anchor
        self.refresh()
        self.setFixedWidth(min(theme.em(WIDTH), self._page.width() - 2 * theme.em(0.5)))
        self.show()
        self.raise_()
        self._place(anchor)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        rows = self.points.rows
        first = rows[0] if rows else next((on for on in self.on_buttons if on.isEnabled()), self.back_button)
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def refresh(self) -> None:
        """Show the present step."""
        working, language = self._working, current()
        step = working.value.step
        points = working.standing.open_points
        self._heading.setText(language.text(STEPS[step]))
        self._summary.setText(_summary(step, len(points)))
        self.points.show_rows([_row(point, working) for point in points])
        self._scroll.setVisible(bool(points))
        self._make_on_buttons(bool(points))
        before = _before(step)
        self.back_button.setVisible(before is not None)
        if before:
            self.back_button.setText(tr("Back to {step}", step=language.text(STEPS[before])))
        self.sure.hide()
        self.withdraw_button.setVisible(step not in ENDED)
        if self.isVisible():
            self._fit()

    def leave(self) -> None:
        """Put the panel away and give the focus back to where the user came from, unless it is elsewhere by now."""
        if self.isHidden():
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        focused = QApplication.focusWidget()
        had_focus = focused is None or self.isAncestorOf(focused)
        self.hide()
        if had_focus and self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground with an edge that stands out from what lies under it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("background"))
        painter.setPen(QPen(theme.colour("border"), 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.em(0.6), theme.em(0.6))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave when the user clicks, or Tab leads, outside the panel."""
        if isinstance(watched, QWidget) and watched is not self and not self.isAncestorOf(watched):
            if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
                self.leave()
                return watched is self._came_from
            if isinstance(event, QFocusEvent) and event.gotFocus():
                self._on_focus(watched, event.reason())
        return False

    def _on_focus(self, widget: QWidget, reason: Qt.FocusReason) -> None:
        """Leave when the keyboard goes elsewhere; a click gives the focus before it presses, and the press decides."""
        if reason != Qt.FocusReason.MouseFocusReason and self._page.isAncestorOf(widget):
            self.leave()

    def _lay_out(self) -> None:
        self.body.addWidget(self._heading)
        self.body.addWidget(self._summary)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self._ons)
        self.body.addWidget(separator())
        others = QWidget()
        row = FlowLayout(others, 0.6)
        row.addWidget(self.back_button)
        row.addWidget(self.withdraw_button)
        self.body.addWidget(others)
        self.body.addWidget(self.sure)

    def _make_on_buttons(self, has_open_points: bool) -> None:
        for old in self.on_buttons:
            self._on_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        value, edition = self._working.value, self._working.edition
        step, language = value.step, current()
        made: list[QPushButton] = []
        for after in following(step):
            name = language.text(STEPS[after])
            text = name if step is Step.DECISION else tr("Go on to {step}", step=name)
            on = button(text, look="primary" if after is not Step.REFUSED else "")
            on.setProperty("step", after.value)
            # The rule is asked for this seat's open points: those shown above are what the user can close.
            on.setEnabled(not has_open_points or (after is Step.REFUSED and may_enter(value, edition, after)))
            on.clicked.connect(self._on_go_on)
            made.append(on)
            self._on_row.addWidget(on)
        self.on_buttons = tuple(made)

    def _place(self, anchor: QWidget) -> None:
        self._fit()
        page = self._page
        under = anchor.mapTo(page, QPoint(0, anchor.height() + theme.em(0.4)))
        room = page.width() - self.width() - theme.em(0.5)
        self.move(max(theme.em(0.5), min(under.x(), room)), under.y())

    def _fit(self) -> None:
        """Be as high as the points ask, but leave the page's end in sight."""
        width = self.width() - 2 * theme.em(1.1)
        wanted = sum(row.heightForWidth(width) for row in self.points.rows)
        room = max(theme.em(6), self._page.height() - theme.em(24))
        self._scroll.setFixedHeight(min(wanted + 2, room, theme.em(2.6) * MOST_ROWS))
        self.body.activate()
        self.resize(self.width(), self.body.totalHeightForWidth(self.width()))

    @Slot(object)
    def _on_wanted(self, place: object) -> None:
        self._came_from = None
        self.leave()
        self.wanted.emit(place)

    @Slot()
    def _on_go_on(self) -> None:
        sender = self.sender()
        assert sender is not None
        self._choose(Step(str(sender.property("step"))))

    @Slot()
    def _on_back(self) -> None:
        before = _before(self._working.value.step)
        if before:
            self._choose(before)

    @Slot()
    def _on_withdraw(self) -> None:
        self.withdraw_button.hide()
        self.sure.show()
        self._fit()
        self.sure.keep_button.setFocus()

    @Slot(bool)
    def _on_sure(self, is_sure: bool) -> None:
        if is_sure:
            self._choose(Step.WITHDRAWN)
            return
        self.sure.hide()
        self.withdraw_button.show()
        self._fit()
        self.withdraw_button.setFocus()

    def _choose(self, step: Step) -> None:
        self.leave()
        self.chosen.emit(step)


class _Sure(QFrame):
    """Asks once more before the assessment is withdrawn, in the panel itself.

    Signals:
        answered: Whether the user wants it.
    """

    answered = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bar-danger")
        self.yes_button = button(tr("Withdraw the assessment"), look="danger")
        self.keep_button = button(tr("Keep it"))
        column = QVBoxLayout(self)
        spaced(column, 0.7, 0.5)
        column.addWidget(
            label(tr("A withdrawn assessment stays readable, but nothing in it changes any more."), wrap=True)
        )
        holder = QWidget()
        row = FlowLayout(holder, 0.6)
        row.addWidget(self.keep_button)
        row.addWidget(self.yes_button)
        column.addWidget(holder)
        self.yes_button.clicked.connect(self._on_yes)
        self.keep_button.clicked.connect(self._on_keep)
        self.hide()

    @Slot()
    def _on_yes(self) -> None:
        self.answered.emit(True)

    @Slot()
    def _on_keep(self) -> None:
        self.answered.emit(False)


def _row(point: OpenPoint, working: Working) -> RowText:
    return RowText(open_point(point, working.edition, current()), point.place)


def _summary(step: Step, count: int) -> str:
    if step is Step.WITHDRAWN:
        return tr("This assessment was withdrawn.")
    if step in ENDED:
        return tr("The decision has been made. An appeal reopens it.")
    if not count:
        return tr("Nothing is open in this step.")
    if step is Step.DECISION:
        return trn("{count} condition is not met.", "{count} conditions are not met.", count)
    return trn("{count} point is open. Close it to go on.", "{count} points are open. Close them to go on.", count)


def _before(step: Step) -> Step | None:
    """Return the step that one can go back to."""
    if step is Step.WITHDRAWN or step is Step.DRAFT:
        return None
    if step in ENDED:
        return Step.DECISION
    return ORDER[ORDER.index(step) - 1]
