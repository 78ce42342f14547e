"""The award: its number, and the months in which it begins and ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.terms import Kind
from eucles_desk.assessment.values import Award
from eucles_desk.ui.assessment.area_page import Reflow
from eucles_desk.ui.assessment.form import Field
from eucles_desk.ui.assessment.month_field import MonthField
from eucles_desk.ui.fields import LineField
from eucles_desk.ui.language import tr, trn
from eucles_desk.ui.widgets import Card, label

if TYPE_CHECKING:
    from eucles_desk.ui.working import Working

AWARD = "award"
"""The id of the award's place in the area of the result."""


class AwardCard(Card):
    """Shown in the decision and once the label is awarded; the certificate needs all three."""

    def __init__(self, working: Working) -> None:
        super().__init__(tr("Label award"))
        self._working = working
        self.number_edit = LineField()
        self.first, self.last = (
            MonthField(name, optional=True) for name in (tr("First month of the award"), tr("Last month of the award"))
        )
        self.last_field = Field(tr("Last month of the award"), self.last, self._rule())
        fields = Reflow(20, 3)
        fields.show_widgets(
            [
                Field(tr("Number of the award"), self.number_edit),
                Field(tr("First month of the award"), self.first),
                self.last_field,
            ]
        )
        self.body.addWidget(label(tr("The certificate shows the number and both months."), "muted", wrap=True))
        self.body.addWidget(fields)
        self.number_edit.edited.connect(self._store)
        self.first.edited.connect(self._store)
        self.last.edited.connect(self._store)
        working.about_to_act.connect(self.number_edit.hand_on)

    def refresh(self) -> None:
        """Show the award as it is now, where there can be one."""
        award = self._working.value.award or Award()
        can_change = self._working.opened.can_change(Part.AWARD)
        self.setVisible(can_change or award != Award())
        self.number_edit.show_text(award.number)
        self.number_edit.setReadOnly(not can_change)
        for month, shown in ((self.first, award.first), (self.last, award.last)):
            if not self.last_field.problem:
                month.show_month(shown)
            month.set_read_only(not can_change)

    def _rule(self) -> str:
        """Say how long an award of this kind lasts."""
        value = self._working.value
        validity = self._working.edition.labels[value.label].validity
        years = (validity.renewal_years if value.kind is Kind.RENEWAL else validity.first_years).value
        if value.kind is Kind.RENEWAL:
            return trn("A renewal lasts {count} year.", "A renewal lasts {count} years.", years)
        return trn("A first award lasts {count} year.", "A first award lasts {count} years.", years)

    @Slot()
    def _store(self) -> None:
        before = self._working.value.award or Award()
        first, last = self.first.month(), self.last.month()
        first, last = before.first if first is None else first, before.last if last is None else last
        wrong = bool(first and last) and first > last
        self.last_field.say_problem(tr("The last month lies before the first one.") if wrong else "")
        award = replace(before, number=self.number_edit.text())
        if not wrong:
            award = replace(award, first=first, last=last)
        if award != before:
            opened = self._working.opened
            self._working.do(lambda: opened.set_award(award), field="award", text=award.number)
