"""Details: which cluster, for what, over which months, by whom, and by which edition."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from eucles_desk.assessment.changes import Details as DetailsValue
from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.terms import Kind
from eucles_desk.ui.assessment.area_page import AreaPage, Reflow
from eucles_desk.ui.assessment.edition_card import EditionCard
from eucles_desk.ui.assessment.form import Field, set_read_only
from eucles_desk.ui.assessment.month_field import MonthField
from eucles_desk.ui.assessment.seats import SeatsCard
from eucles_desk.ui.assessment.visits import VisitsCard
from eucles_desk.ui.consensus.seal_card import SEAL, SealCard
from eucles_desk.ui.countries import CountryBox
from eucles_desk.ui.fields import LineField
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import Card, FlowLayout
from eucles_desk.wording.places import KINDS

if TYPE_CHECKING:
    from eucles_desk.ui.working import Working

_REGION = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")


class DetailsArea(AreaPage):
    """What is said of the assessment itself."""

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(working, Part.DETAILS, parent)
        self.cluster_card = ClusterCard(working)
        self.assessment_card = AssessmentCard(working)
        self.seats_card = SeatsCard(working)
        self.seal_card = SealCard(working)
        self.visits_card = VisitsCard(working)
        self.edition_card = EditionCard(working)
        people = (self.seats_card, self.seal_card)
        for card in (self.cluster_card, self.assessment_card, *people, self.visits_card, self.edition_card):
            self.column.addWidget(card)
        self.catch_up()

    def refresh(self) -> None:
        """Show the assessment as it is now."""
        self.cluster_card.refresh(read_only=self.is_closed)
        self.assessment_card.refresh(read_only=self.is_closed)
        self.seats_card.refresh(read_only=not self.working.opened.can_change(Part.SEAT))
        self.seal_card.refresh()
        self.visits_card.refresh(read_only=not self.working.opened.can_change(Part.VISIT))
        self.edition_card.refresh()

    def go_to(self, place_id: str) -> None:
        """Focus the cluster's name, a seat, the visits, or the month of the earlier benchmarking."""
        if place_id == SEAL and not self.seal_card.isHidden():
            self.reveal(self.seal_card.first_field(), self.seal_card)
        elif place_id.startswith("seat"):
            self.reveal(self.seats_card.field_for(place_id), self.seats_card)
        elif place_id == "visits":
            self.reveal(self.visits_card.add_button, self.visits_card)
        elif place_id == "earlier_benchmarking" and self.assessment_card.earlier is not None:
            self.reveal(self.assessment_card.earlier.month_box, self.assessment_card)
        else:
            self.reveal(self.cluster_card.name_edit, self.cluster_card)


class ClusterCard(Card):
    """Name and place of the cluster."""

    def __init__(self, working: Working) -> None:
        super().__init__(tr("Cluster"))
        self._working = working
        self.name_edit = LineField()
        self.country_box = CountryBox()
        self.region_edit = LineField()
        self.region_edit.setMaxLength(5)
        self.region_field = Field(
            tr("Region"), self.region_edit, tr("The NUTS code of the region, such as FI1D7; may stay empty.")
        )
        place = Reflow(18, 2)
        place.show_widgets([Field(tr("Country"), self.country_box), self.region_field])
        self.body.addWidget(Field(tr("Name of the cluster"), self.name_edit))
        self.body.addWidget(place)
        self.name_edit.edited.connect(self._store)
        self.region_edit.edited.connect(self._store)
        self.country_box.activated.connect(self._store)
        typed = self.country_box.lineEdit()
        if typed is not None:
            typed.editingFinished.connect(self._store)
        for field in (self.name_edit, self.region_edit):
            working.about_to_act.connect(field.hand_on)

    def refresh(self, *, read_only: bool) -> None:
        """Show the cluster as it is now."""
        cluster = self._working.value.cluster
        self.name_edit.show_text(cluster.name)
        self.country_box.show_code(cluster.country)
        if not self.region_field.problem:
            self.region_edit.show_text(cluster.region)
        for field in (self.name_edit, self.region_edit, self.country_box):
            set_read_only(field, read_only)

    @Slot()
    def _store(self) -> None:
        region = self.region_edit.text().strip().upper()
        wrong = bool(region) and not _REGION.fullmatch(region)
        self.region_field.say_problem(tr("Write a NUTS code such as FI1D7, or leave the field empty.") if wrong else "")
        if wrong:
            region = self._working.value.cluster.region
        name, country, opened = self.name_edit.text(), self.country_box.code, self._working.opened
        self._working.do(lambda: opened.set_cluster(name, country, region), field="cluster")


class AssessmentCard(Card):
    """First award or renewal, the months looked at, and the earlier benchmarking where the label needs one."""

    def __init__(self, working: Working) -> None:
        super().__init__(tr("Assessment"))
        self._working = working
        self.kind_buttons = {kind: QRadioButton(_capital(current().text(KINDS[kind]))) for kind in Kind}
        group, kinds = QButtonGroup(self), QWidget()
        row = FlowLayout(kinds, 1.0)
        for button in self.kind_buttons.values():
            group.addButton(button)
            row.addWidget(button)
        kinds.setFocusProxy(self.kind_buttons[Kind.FIRST])
        self.first, self.last = MonthField(tr("First month")), MonthField(tr("Last month"))
        self.first_field = Field(tr("First month"), self.first)
        self.last_field = Field(tr("Last month"), self.last, tr("The facts are those of the time up to this month."))
        fields: list[QWidget] = [Field(tr("What is asked for"), kinds), self.first_field, self.last_field]
        self.earlier = self._earlier_field(fields)
        places = Reflow(20, 3)
        places.show_widgets(fields)
        self.body.addWidget(places)
        group.buttonClicked.connect(self._store)
        for month in (self.first, self.last, self.earlier):
            if month is not None:
                month.edited.connect(self._store)

    def refresh(self, *, read_only: bool) -> None:
        """Show kind and months as they are now."""
        value = self._working.value
        self.kind_buttons[value.kind].setChecked(True)
        if not self.first_field.problem:
            self.first.show_month(value.period.first)
            self.last.show_month(value.period.last)
        for button in self.kind_buttons.values():
            button.setEnabled(not read_only)
        if self.earlier is not None:
            self.earlier.show_month(value.earlier_benchmarking)
        for month in (self.first, self.last, self.earlier):
            if month is not None:
                month.set_read_only(read_only)

    def _earlier_field(self, fields: list[QWidget]) -> MonthField | None:
        value = self._working.value
        interval = self._working.edition.labels[value.label].award.interval_months.value
        if interval is None:
            return None
        name = tr("Earlier benchmarking")
        month = MonthField(name, optional=True)
        least, most = interval
        help_text = tr(
            "The label asks for {least} to {most} months from there to the last month.", least=least, most=most
        )
        fields.append(Field(name, month, help_text))
        return month

    @Slot()
    def _store(self) -> None:
        value, opened = self._working.value, self._working.opened
        kind = next(kind for kind, button in self.kind_buttons.items() if button.isChecked())
        first, last = self.first.month() or value.period.first, self.last.month() or value.period.last
        wrong = first > last
        self.first_field.say_problem(tr("The first month lies after the last one.") if wrong else "")
        period = value.period if wrong else replace(value.period, first=first, last=last)
        month = self.earlier.month() if self.earlier is not None else None
        earlier = value.earlier_benchmarking if month is None else month
        self._working.do(lambda: opened.set_details(DetailsValue(kind, period, earlier)), field="details")


def _capital(text: str) -> str:
    """Return a name that stands inside sentences elsewhere as the text of a control."""
    return text[:1].upper() + text[1:]
