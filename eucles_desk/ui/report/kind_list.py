"""The kinds of report to choose from, each with what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.language.marking import N_
from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import label, spaced
from eucles_desk.wording.names import KINDS_MADE, REPORT_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from PySide6.QtGui import QMouseEvent

EXPLANATIONS: Mapping[ReportKind, str] = {
    ReportKind.FULL: N_("The result, why, what next, and each criterion."),
    ReportKind.SUMMARY: N_("Two pages with what a board needs to know."),
    ReportKind.CERTIFICATE: N_("One page with the award's number, start and end."),
    ReportKind.IMPROVEMENT_PLAN: N_("The recommendations as a table to work with."),
    ReportKind.DRAFT: N_("The full report, marked as a draft on each page."),
    ReportKind.CLOSING_SHEET: N_("One page for the end of the visit, without levels."),
}


class KindList(QWidget):
    """One button for each kind; those that cannot be made now come last, switched off, and say when they can.

    Signals:
        chosen: The user has chosen another kind.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Kind of report"))
        self._rows = {kind: _KindRow(kind) for kind in ReportKind}
        self.buttons = {kind: row.button for kind, row in self._rows.items()}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.35)
        for row in self._rows.values():
            self._group.addButton(row.button)
            column.addWidget(row)
        self._group.buttonClicked.connect(self._on_clicked)
        self._shown = ReportKind.FULL

    @property
    def value(self) -> ReportKind:
        """The kind that is chosen."""
        return next((kind for kind, choice in self.buttons.items() if choice.isChecked()), self._shown)

    def choose(self, kind: ReportKind) -> None:
        """Choose a kind, as a click on it does, and give it the keyboard; one that is not offered is left alone."""
        if self.buttons[kind].isEnabled():
            self.buttons[kind].click()
            self.buttons[kind].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_kinds(self, kinds: Collection[ReportKind]) -> None:
        """Offer these kinds in this order; the first of them takes the place of one that is not offered any more."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for place, kind in enumerate([*kinds, *(kind for kind in ReportKind if kind not in kinds)]):
            row = self._rows[kind]
            if column.indexOf(row) != place:
                column.removeWidget(row)
                column.insertWidget(place, row)
            row.let(allowed=kind in kinds)
        if not self._group.checkedButton() or self.value not in kinds:
            self.buttons[next(iter(kinds))].setChecked(True)
        self._shown = self.value
        self.setFocusProxy(self.buttons[self._shown])
        before: QWidget | None = None
        for kind in kinds:  # Tab and the arrow keys go as the eye does
            if before is not None:
                QWidget.setTabOrder(before, self.buttons[kind])
            before = self.buttons[kind]

    @Slot()
    def _on_clicked(self) -> None:
        if self.value is not self._shown:
            self._shown = self.value
            self.setFocusProxy(self.buttons[self._shown])
            self.chosen.emit()


class _KindRow(QWidget):
    """A button with its explanation below; a click on either chooses the kind."""

    def __init__(self, kind: ReportKind) -> None:
        super().__init__()
        self.button = QRadioButton(current().text(REPORT_KINDS[kind]))
        self._kind = kind
        self._explanation: QLabel = label("", "small", wrap=True)
        self._explanation.setIndent(theme.em(1.95))
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        column.addWidget(self.button)
        column.addWidget(self._explanation)
        self.let(allowed=True)

    def let(self, *, allowed: bool) -> None:
        """Let the kind be chosen and say what it is, or else when it can be chosen."""
        text = current().text(EXPLANATIONS[self._kind] if allowed else KINDS_MADE[self._kind])
        self._explanation.setText(text)
        self.button.setAccessibleDescription(text)
        self.button.setEnabled(allowed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the kind."""
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.button.click()
