"""Rows that lead to the place where something is fixed, each with its sign, its sentence and a click or Enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.assessment.award import State
from eucles_desk.assessment.checks import Severity
from eucles_desk.ui import theme
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.widgets import Badge, label, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.assessment.places import Place

STATE_SIGNS = {State.MET: ("check", "good"), State.MISSED: ("close", "danger"), State.OPEN: ("circle", "muted")}
SEVERITY_SIGNS = {
    Severity.ERROR: ("error", "danger"),
    Severity.WARNING: ("warning", "warning"),
    Severity.HINT: ("info", "accent"),
}


@dataclass(frozen=True, slots=True)
class RowText:
    """What a row shows.

    Attributes:
        place: Where a click leads, ``None`` for a row that only tells.
        sign: An icon and the colour role it is painted in.
        spoken: What a screen reader says before the sentence in place of the sign.
        detail: A word at the right end, such as the points to gain.
    """

    text: str
    place: Place | None = None
    sign: tuple[str, str] = ("circle", "muted")
    spoken: str = ""
    detail: str = ""


class PlaceRow(QAbstractButton):
    """One row; it is a button, so that Tab, Enter, Space and a click all work."""

    def __init__(self, shown: RowText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel()
        self._text = label("", wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._detail = Badge()
        self._arrow = QLabel()
        row = self._row = QHBoxLayout(self)
        spaced(row, 0.4, 0.6)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._detail, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (self._sign, self._text, self._detail, self._arrow):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.shown = shown
        theme.notifier().changed.connect(self._draw)
        self.show_row(shown)

    def show_row(self, shown: RowText) -> None:
        """Show another sentence."""
        self.shown = shown
        self._text.setText(shown.text)
        self._detail.say(shown.detail, "plain")
        self._detail.setVisible(bool(shown.detail))
        leads = shown.place is not None
        self._arrow.setVisible(leads)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        parts = (shown.spoken, shown.text, shown.detail)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self._draw()

    def sizeHint(self) -> QSize:
        """Leave width and height to the layout."""
        return self._row.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped sentence."""
        return self._row.heightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as a click and the arrows up and down as a way to the neighbours."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.click()
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground under the pointer and the frame of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        edge, rounding = QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.em(0.4)
        if self.shown.place is not None and self.underMouse():
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(edge, rounding, rounding)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(edge, rounding, rounding)
        painter.end()

    @Slot()
    def _draw(self) -> None:
        name, role = self.shown.sign
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(pixmap(name, theme.colour(role).name(), theme.em(1.4), ratio))
        self._arrow.setPixmap(pixmap("chevron-right", theme.colour("muted").name(), theme.em(1.1), ratio))
        self.update()


class PlaceRows(QWidget):
    """Rows one under the other, reused when others are to be shown.

    Signals:
        wanted: The user wants to go to this ``Place``.
    """

    wanted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows: list[PlaceRow] = []
        self._column = QVBoxLayout(self)
        spaced(self._column, 0, 0)

    @property
    def rows(self) -> tuple[PlaceRow, ...]:
        """The rows that are shown."""
        return tuple(row for row in self._rows if not row.isHidden())

    def show_rows(self, shown: Sequence[RowText]) -> None:
        """Show these rows in place of what was there."""
        while len(self._rows) < len(shown):
            row = PlaceRow(shown[len(self._rows)])
            row.clicked.connect(self._on_clicked)
            self._rows.append(row)
            self._column.addWidget(row)
        for index, row in enumerate(self._rows):
            if index < len(shown):
                row.show_row(shown[index])
            row.setVisible(index < len(shown))
        self.setVisible(bool(shown))

    @Slot()
    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, PlaceRow) and row.shown.place is not None:
            self.wanted.emit(row.shown.place)
