"""What stands beside the levels to compare with: what was said last time, and how the cluster sees itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from eucles_desk.assessment.on_site import SelfJudgement
from eucles_desk.ui.columns import Columns
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import spaced
from eucles_desk.ui.workspace.last_time import LastTimeView
from eucles_desk.ui.workspace.own_view import OwnView
from eucles_desk.ui.workspace.sections import link, set_shown
from eucles_desk.ui.workspace.sheet import Mode

if TYPE_CHECKING:
    from eucles_desk.ui.workspace.sheet import Sheet

LEAST_COLUMN = 17


class Beside(QWidget):
    """Last time and self-assessment; each is made when there is something to show in it.

    Attributes:
        is_left_out: Whether none of it is shown, as in site mode.

    Signals:
        copied: A recommendation of last time is wanted among the present ones.
        own_edited: The cluster says this of itself now.
        grown: There is a new part that the keyboard can reach.
    """

    copied = Signal(object)
    own_edited = Signal(object)
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.last_time: LastTimeView | None = None
        self.own: OwnView | None = None
        self._sheet: Sheet | None = None
        self._asked = ""
        self.is_left_out = False
        self._columns = Columns(LEAST_COLUMN)
        self.own_link = link(tr("Enter how the cluster sees itself"))
        self.own_link.clicked.connect(self._on_own_wanted)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.4)
        column.addWidget(self._columns)
        column.addWidget(self.own_link, 0, Qt.AlignmentFlag.AlignLeft)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a criterion."""
        if self._sheet is None or self._sheet.criterion.id != sheet.criterion.id:
            self._asked = ""
        self._sheet = sheet
        is_said = sheet.own != SelfJudgement(sheet.criterion.id)
        shows_own = is_said or (sheet.edits_own and self._asked == sheet.criterion.id)
        self._show_last(sheet)
        self._show_own(sheet, shown=shows_own)
        set_shown(self._columns, shown=sheet.last_time is not None or shows_own)
        set_shown(self.own_link, shown=sheet.edits_own and not shows_own)
        has_any = not (self._columns.isHidden() and self.own_link.isHidden())
        set_shown(self, shown=has_any and not self.is_left_out)

    def hand_on(self) -> None:
        """Hand on what was typed."""
        if self.own is not None:
            self.own.hand_on()

    def _show_last(self, sheet: Sheet) -> None:
        last, judgement = sheet.last_time, sheet.judgement
        if last is not None:
            if self.last_time is None:
                self.last_time = LastTimeView()
                self.last_time.copied.connect(self.copied)
                self.last_time.grown.connect(self.grown)
                self._columns.add_first(self.last_time)
            present = {record.text.strip() for record in judgement.improvements} if judgement else set[str]()
            self.last_time.show_last(last, sheet, present, may_copy=sheet.mode is Mode.JUDGING)
        if self.last_time is not None:
            set_shown(self.last_time, shown=last is not None)

    def _show_own(self, sheet: Sheet, *, shown: bool) -> None:
        if shown:
            if self.own is None:
                self.own = OwnView()
                self.own.edited.connect(self.own_edited)
                self._columns.add(self.own)
                self.grown.emit()
            self.own.show_sheet(sheet)
        if self.own is not None:
            set_shown(self.own, shown=shown)

    @Slot()
    def _on_own_wanted(self) -> None:
        if self._sheet is not None:
            self._asked = self._sheet.criterion.id
            self.show_sheet(self._sheet)
            if self.own is not None:
                self.own.level_box.setFocus(Qt.FocusReason.OtherFocusReason)
