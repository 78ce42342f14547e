"""The button in the bar below that says how many findings there are and opens their panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from eucles_desk.assessment.checks import Severity
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.checking import counts, worst
from eucles_desk.ui.assessment.rows import SEVERITY_SIGNS
from eucles_desk.ui.icons import pixmap, put_icon
from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from eucles_desk.ui.assessment.checking import Checking

NONE = ("check", "good")


class CheckButton(QPushButton):
    """Shows the counts in words, or as signs with figures; pressed in while the panel is open."""

    def __init__(self, checking: Checking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checking = checking
        self._is_narrow = False
        self._sign = ("", "")
        self._figures: list[str] = []
        self.setProperty("look", "quiet")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        checking.updated.connect(self.refresh)
        self.refresh()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show each weight as its sign with a figure where there is little room; the tool tip has the words."""
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self.refresh()
            self.updateGeometry()

    def room(self, *, narrow: bool) -> int:
        """Return the width that words or signs need."""
        if narrow:
            return self._signs_width()
        metrics = self.fontMetrics()
        added = metrics.horizontalAdvance(counts(self._checking.reviewed)) - metrics.horizontalAdvance(self.text())
        return super().sizeHint().width() + added

    def sizeHint(self) -> QSize:
        """Return the room for what is shown."""
        hint = super().sizeHint()
        return QSize(self._signs_width(), hint.height()) if self._is_narrow else hint

    def minimumSizeHint(self) -> QSize:
        """Return the same: no letter is cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the signs with their figures where there is no room for words."""
        if not self._is_narrow:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.icon = QIcon()  # type: ignore[attr-defined]  # the signs stand in its place
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        size, ratio = theme.em(1.1), self.devicePixelRatioF()
        x = (self.width() - self._signs_width()) // 2 + theme.em(0.5)
        painter.setFont(self.font())
        painter.setPen(theme.colour("text"))
        for (name, role), figure in self._signs():
            drawn = pixmap(name, theme.colour(role).name(), size, ratio)
            painter.drawPixmap(x, (self.height() - size) // 2, drawn)
            x += size + theme.em(0.2)
            width = self.fontMetrics().horizontalAdvance(figure)
            painter.drawText(QRect(x, 0, width + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, figure)
            x += width + theme.em(0.6)
        painter.end()

    @Slot()
    def refresh(self) -> None:
        """Show the counts as they are now."""
        reviewed = self._checking.reviewed
        said = counts(reviewed)
        shown = "" if self._is_narrow else said
        if shown != self.text():
            self.setText(shown)
        name = tr("Findings: {counts}", counts=said)
        if name != self.accessibleName():
            self.setAccessibleName(name)
            nothing = tr(
                "Nothing that was entered looks wrong. What is missing is counted at the step and in each area."
            )
            found = tr("{findings}. Press F8 to go to the next one.", findings=name)
            self.setToolTip(found if reviewed.counting else nothing)
        severity = worst(reviewed)
        sign = NONE if severity is None else SEVERITY_SIGNS[severity]
        if sign != self._sign:
            self._sign = sign
            put_icon(self, *sign, 1.1)
        signs = [figure for _, figure in self._signs()]
        if signs != self._figures:
            self._figures = signs
            self.updateGeometry()
        self.update()

    def _signs(self) -> list[tuple[tuple[str, str], str]]:
        """Return the signs of the weights that there are, each with its count."""
        reviewed = self._checking.reviewed
        found = [(SEVERITY_SIGNS[one], len(reviewed.of(one))) for one in Severity]
        return [(sign, str(count)) for sign, count in found if count] or [(NONE, "0")]

    def _signs_width(self) -> int:
        metrics = self.fontMetrics()
        each = theme.em(1.1) + theme.em(0.2) + theme.em(0.6)
        return sum(each + metrics.horizontalAdvance(figure) for _, figure in self._signs()) + theme.em(0.4)
