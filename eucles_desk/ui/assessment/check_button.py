"""The button in the bar below that says how many findings there are and opens their panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from eucles_desk.assessment.checks import Severity
from eucles_desk.ui.assessment.checking import counts, worst
from eucles_desk.ui.assessment.rows import SEVERITY_SIGNS
from eucles_desk.ui.icons import put_icon
from eucles_desk.ui.language import tr, trn

if TYPE_CHECKING:
    from eucles_desk.ui.assessment.checking import Checking

NONE = ("check", "good")


class CheckButton(QPushButton):
    """Shows the counts in words, with the sign of the weightiest finding; pressed in while the panel is open."""

    def __init__(self, checking: Checking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checking = checking
        self._is_narrow = False
        self._sign = ("", "")
        self.setProperty("look", "quiet")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        checking.updated.connect(self.refresh)
        self.refresh()

    @Slot(bool)
    def set_narrow(self, narrow: bool) -> None:
        """Show fewer words where there is little room: errors and warnings alone."""
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the counts as they are now."""
        reviewed = self._checking.reviewed
        said = counts(reviewed)
        shown = self._short() if self._is_narrow else said
        if shown != self.text():
            self.setText(shown)
        name = tr("Findings: {counts}", counts=said)
        if name != self.accessibleName():
            self.setAccessibleName(name)
            self.setToolTip(tr("{findings}. Press F8 to go to the next one.", findings=name))
        severity = worst(reviewed)
        sign = NONE if severity is None else SEVERITY_SIGNS[severity]
        if sign != self._sign:
            self._sign = sign
            put_icon(self, *sign, 1.1)

    def _short(self) -> str:
        """Return only the count of the weightiest findings, in words as well."""
        reviewed = self._checking.reviewed
        match worst(reviewed):
            case None:
                return tr("No findings")
            case Severity.ERROR:
                count = len(reviewed.of(Severity.ERROR))
                return trn("{count} error", "{count} errors", count)
            case Severity.WARNING:
                count = len(reviewed.of(Severity.WARNING))
                return trn("{count} warning", "{count} warnings", count)
            case Severity.HINT:
                count = len(reviewed.of(Severity.HINT))
                return trn("{count} hint", "{count} hints", count)
