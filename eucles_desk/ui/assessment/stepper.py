"""The steps of an assessment as a row of pills: what is done, where it stands, what comes."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from eucles_desk.assessment.places import ENDED, ORDER, following
from eucles_desk.assessment.terms import Step
from eucles_desk.ui import theme
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import spaced
from eucles_desk.wording.places import STEPS

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Assessment


class Progress(Enum):
    """How a step stands to the present one."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    AHEAD = "ahead"


class Room(Enum):
    """How much of the pills there is room for."""

    ALL = "all"
    NOT_DONE = "not done"
    NOW_ONLY = "now only"


def shown_steps(assessment: Assessment) -> tuple[tuple[Step, Progress], ...]:
    """Return the steps to show: the draft only while it is one, and how it ended in place of the decision."""
    now = assessment.step
    if now is Step.WITHDRAWN:
        return ((now, Progress.NOW),)
    order = [step for step in ORDER if step is not Step.DRAFT or now is Step.DRAFT]
    if now in ENDED:
        return (*((step, Progress.DONE) for step in order), (now, Progress.NOW))
    place, coming = order.index(now), following(now)
    return tuple(
        (
            step,
            Progress.DONE
            if index < place
            else Progress.NOW
            if index == place
            else Progress.NEXT
            if step in coming
            else Progress.AHEAD,
        )
        for index, step in enumerate(order)
    )


class StepPill(QAbstractButton):
    """One step; the present and the next one can be clicked."""

    def __init__(self, number: int, step: Step, progress: Progress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step, self.progress = step, progress
        self._number = number
        self._has_text = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_step(step, progress)

    def show_step(self, step: Step, progress: Progress) -> None:
        """Show a step; a pill stays where it is in the order of Tab, whichever step it shows."""
        self.step, self.progress = step, progress
        name = current().text(STEPS[step])
        self.setText(name)
        self.setToolTip(name)
        can_open = progress in {Progress.NOW, Progress.NEXT}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_open else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if can_open else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()
        self.say(0)

    def say(self, open_points: int) -> None:
        """Tell a screen reader how the step stands."""
        name = self.text()
        match self.progress:
            case Progress.DONE:
                self.setAccessibleName(tr("{step}, done", step=name))
            case Progress.NOW:
                count = trn("{count} open point", "{count} open points", open_points)
                self.setAccessibleName(tr("{step}, now, {open_points}", step=name, open_points=count))
            case _:
                self.setAccessibleName(tr("{step}, to come", step=name))

    def show_text(self, has_text: bool) -> None:
        """Show the name, or the sign alone; the name is then in the tool tip."""
        if has_text != self._has_text:
            self._has_text = has_text
            self.updateGeometry()
            self.update()

    def width_with(self, has_text: bool) -> int:
        """Return the width of the pill in either form."""
        sign = theme.em(1.1)
        if not has_text:
            return theme.em(2.0)
        text = QFontMetricsF(self._font()).horizontalAdvance(self.text())
        gap = theme.em(0.3) if self._has_sign else -sign
        return round(text) + theme.em(1.6) + sign + gap

    def sizeHint(self) -> QSize:
        """Return the size of the present form."""
        return QSize(self.width_with(self._has_text), theme.em(2.0))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what can be clicked."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show the pill as it was."""
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as a click."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill with its sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink = self._colours()
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        rounding = edge.height() / 2
        painter.setBrush(theme.colour(fill))
        painter.setPen(QPen(theme.colour("border" if self.progress is Progress.NEXT else fill), 1))
        painter.drawRoundedRect(edge, rounding, rounding)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(edge, rounding, rounding)
            if self.progress is Progress.NOW:
                painter.setPen(QPen(theme.colour("background"), 1.5))
                inside = edge.adjusted(2, 2, -2, -2)
                painter.drawRoundedRect(inside, rounding - 2, rounding - 2)
        painter.setPen(theme.colour(ink))
        painter.setFont(self._font())
        self._paint_content(painter, ink)
        painter.end()

    @property
    def _has_sign(self) -> bool:
        return self.progress in {Progress.DONE, Progress.NOW}

    def _font(self):  # noqa: ANN202  # QFont
        return theme.font(0.9, bold=self.progress is Progress.NOW)

    def _colours(self) -> tuple[str, str]:
        if self.progress is Progress.DONE:
            return "good_soft", "good"
        if self.progress is Progress.NOW:
            return "primary_hover" if self.underMouse() else "primary", "primary_text"
        return "accent_soft" if self.progress is Progress.NEXT and self.underMouse() else "hover", "muted"

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        sign = theme.em(1.1)
        left = theme.em(0.8) if self._has_text else (self.width() - sign) / 2
        middle = self.height() / 2
        at = QPointF(left, middle - sign / 2)
        ratio = self.devicePixelRatioF()
        if self.progress is Progress.DONE:
            painter.drawPixmap(at, pixmap("check", theme.colour(ink).name(), sign, ratio))
        elif self.progress is Progress.NOW and self._has_text:
            painter.drawPixmap(
                QPointF(self.width() - theme.em(0.6) - sign, middle - sign / 2),
                pixmap("chevron-down", theme.colour(ink).name(), sign, ratio),
            )
        elif not self._has_text:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
        if self._has_text:
            begins = left + (sign + theme.em(0.3) if self.progress is Progress.DONE else 0)
            where = QRectF(begins, 0, self.width() - begins, self.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class Stepper(QWidget):
    """The pills of all steps; where there is little room, steps that are done and then those to come show only a sign.

    Signals:
        opened: The user wants to see what the present step asks; carries the pill.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Steps of the assessment"))
        self.pills: tuple[StepPill, ...] = ()
        self._shown: tuple[tuple[Step, Progress], ...] = ()
        self._available = 0
        self._row = QHBoxLayout(self)
        spaced(self._row, 0, 0.3)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self._refit)

    def show_assessment(self, assessment: Assessment, open_points: int) -> None:
        """Show where the assessment stands."""
        shown = shown_steps(assessment)
        if shown != self._shown:
            self._shown = shown
            self._make_pills()
        for pill in self.pills:
            pill.say(open_points)

    def fit(self, available: int) -> None:
        """Use at most this width, as far as that goes."""
        self._available = available
        for room in Room:
            if self._width(room) <= available or room is Room.NOW_ONLY:
                for pill in self.pills:
                    pill.show_text(_has_text(pill, room))
                break

    @property
    def now(self) -> StepPill:
        """The pill of the present step."""
        return next(pill for pill in self.pills if pill.progress is Progress.NOW)

    def _make_pills(self) -> None:
        """Show the steps in the pills that are there; a new one is made, and one too many taken out, at the end."""
        had_focus = any(pill.hasFocus() for pill in self.pills)
        for pill in self.pills[len(self._shown) :]:
            self._row.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        pills = list(self.pills[: len(self._shown)])
        for pill, (step, progress) in zip(pills, self._shown, strict=False):
            pill.show_step(step, progress)
        for number, (step, progress) in enumerate(self._shown[len(pills) :], len(pills) + 1):
            pill = StepPill(number, step, progress, self)
            pill.clicked.connect(self._on_clicked)
            self._row.addWidget(pill)
            pills.append(pill)
        self.pills = tuple(pills)
        if had_focus:
            self.now.setFocus()
        self.fit(self._available)

    def _width(self, room: Room) -> int:
        widths = [pill.width_with(_has_text(pill, room)) for pill in self.pills]
        return sum(widths) + self._row.spacing() * max(0, len(widths) - 1)

    @Slot()
    def _refit(self) -> None:
        for pill in self.pills:
            pill.updateGeometry()
        self.fit(self._available)

    @Slot()
    def _on_clicked(self) -> None:
        pill = self.sender()
        if isinstance(pill, StepPill) and pill.progress in {Progress.NOW, Progress.NEXT}:
            self.opened.emit(pill)


def _has_text(pill: StepPill, room: Room) -> bool:
    if pill.progress is Progress.NOW or room is Room.ALL:
        return True
    return room is Room.NOT_DONE and pill.progress is not Progress.DONE
