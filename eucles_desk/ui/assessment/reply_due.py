"""Until when the cluster manager is asked to answer the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.terms import Step
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.area_page import Notice
from eucles_desk.ui.fields import ISO_DAY, DayField
from eucles_desk.ui.language import tr, trn
from eucles_desk.ui.widgets import FlowLayout, spaced
from eucles_desk.ui.workspace.sections import set_shown

if TYPE_CHECKING:
    from eucles_desk.ui.working import Working

USUAL_DAYS = 14
"""How many days there are to answer, unless another day is entered."""


class ReplyDue(QWidget):
    """A tick that says that there is such a day, and the day; a hint when it has passed."""

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working = working
        self.tick = QCheckBox(tr("Reply asked for by"))
        self.day_edit = DayField()
        self.day_edit.setAccessibleName(self.tick.text())
        self.day_edit.setMinimumWidth(theme.em(11))
        self.hint = Notice()
        line = QWidget()
        row = FlowLayout(line, 0.7)
        row.addWidget(self.tick)
        row.addWidget(self.day_edit)
        policy = line.sizePolicy()
        policy.setHeightForWidth(True)
        line.setSizePolicy(policy)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.5)
        column.addWidget(line)
        column.addWidget(self.hint)
        self.tick.clicked.connect(self._on_tick)
        self.day_edit.edited.connect(self._store)
        working.about_to_act.connect(self._hand_on)

    def refresh(self) -> None:
        """Show the day as it is now: in the fact check, and elsewhere where one was entered."""
        value, closed = self._working.value, not self._working.opened.can_change(Part.REPLY_DUE)
        set_shown(self, shown=value.step is Step.FACT_CHECK or bool(value.reply_due))
        self.tick.setChecked(bool(value.reply_due))
        self.tick.setEnabled(not closed)
        self.day_edit.setReadOnly(closed)
        set_shown(self.day_edit, shown=bool(value.reply_due))
        if value.reply_due:
            self.day_edit.show_day(value.reply_due)
        self._say_hint()

    def _say_hint(self) -> None:
        value = self._working.value
        due = QDate.fromString(value.reply_due, ISO_DAY)
        late = due.daysTo(QDate.currentDate()) if due.isValid() else 0
        sentence = ""
        if value.step is Step.FACT_CHECK and late > 0:
            sentence = trn(
                "The day to reply was {count} day ago. Ask again, give more time, or go on with what there is.",
                "The day to reply was {count} days ago. Ask again, give more time, or go on with what there is.",
                late,
            )
        if sentence != self.hint.text_label.text():
            self.hint.say(sentence, "warning", "clock")

    @Slot()
    def _hand_on(self) -> None:
        if not self.day_edit.isHidden():
            self.day_edit.hand_on()

    @Slot()
    def _on_tick(self) -> None:
        """Begin with the usual time to answer, or take the day back."""
        day = QDate.currentDate().addDays(USUAL_DAYS).toString(ISO_DAY) if self.tick.isChecked() else ""
        self._store(day)
        if day and not self.day_edit.isHidden():
            self.day_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _store(self, day: str) -> None:
        opened = self._working.opened
        if day != self._working.value.reply_due:
            self._working.do(lambda: opened.set_reply_due(day), field="reply-due", text=day)
        self.refresh()
