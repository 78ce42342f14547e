"""Asks what is needed to start an assessment."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from eucles_desk.assessment.terms import Kind, Role
from eucles_desk.assessment.values import Cluster, Period
from eucles_desk.errors import EuclesError
from eucles_desk.services.desk import Desk, NewAssessment
from eucles_desk.ui.assessment.month_field import MonthField
from eucles_desk.ui.assessments.cluster_field import ClusterField
from eucles_desk.ui.assessments.label_choice import LabelChoice
from eucles_desk.ui.assessments.person_fields import Person, PersonFields
from eucles_desk.ui.countries import CountryBox
from eucles_desk.ui.form_dialog import FormDialog
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.still import ListBox
from eucles_desk.ui.widgets import label, spaced

if TYPE_CHECKING:
    from datetime import datetime

    from eucles_desk.assessment.records import RegisteredCluster, ShelvedEdition
    from eucles_desk.scheme.values import Edition

REGION = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")


class NewAssessmentDialog(FormDialog):
    """Asks for the cluster, the label, the months and the experts; it neither checks rules nor stores.

    Signals:
        submitted: The user wants to start this ``NewAssessment``. Answer with :meth:`accept` or :meth:`show_problem`.
    """

    submitted = Signal(object)

    def __init__(self, desk: Desk, lead: Person, today: datetime, parent: QWidget | None = None) -> None:
        intro = tr("Everything here can be changed later, except the label and the edition.")
        super().__init__(tr("New assessment"), intro, tr("Start the assessment"), parent)
        self._desk = desk
        self.edition: Edition = desk.shelf.newest()
        self._make_cluster_fields()
        self._make_assessment_fields(today)
        self._make_people_fields(lead)
        self._make_edition_field()
        self._show_edition()
        self.cluster_field.setFocus()

    def choose_cluster(self, cluster: RegisteredCluster) -> None:
        """Start with a registered cluster."""
        self.cluster_field.show_cluster(cluster)
        self.label_choice.setFocus()

    def choose_renewal(self, label: str) -> None:
        """Start with the renewal of a label, where the edition still has it."""
        if label in self.edition.labels:
            self.label_choice.show_value(label)
        self.renewal_radio.setChecked(True)

    def draft(self) -> NewAssessment:
        """Return what the fields say now."""
        chosen = self.label_choice.value
        label_of = self.edition.labels[chosen]
        wants_second = label_of.experts.value > 1
        wants_earlier = label_of.award.interval_months.value is not None
        return NewAssessment(
            cluster=self._cluster(),
            label=chosen,
            kind=Kind.RENEWAL if self.renewal_radio.isChecked() else Kind.FIRST,
            period=Period(self.first_month.month() or "", self.last_month.month() or ""),
            lead=self.lead_fields.seat(Role.LEAD),
            second=self.second_fields.seat(Role.SECOND) if wants_second else None,
            edition=self.edition.ref,
            earlier_benchmarking=(self.earlier_month.month() or "") if wants_earlier else "",
        )

    def _cluster(self) -> Cluster:
        found = self.cluster_field.cluster
        if found is not None:
            return Cluster(found.id, found.name, found.country, found.region)
        region = self.region_edit.text().strip().upper()
        return Cluster(uuid4(), self.cluster_field.text().strip(), self.country_box.code, region)

    def _make_cluster_fields(self) -> None:
        self.cluster_field = ClusterField(self._desk)
        self.cluster_hint = label("", "small", wrap=True)
        self.country_box = CountryBox()
        self.region_edit = QLineEdit()
        self.region_edit.setMaxLength(5)
        self.region_edit.setPlaceholderText(tr("NUTS code such as FI1D7, optional"))
        self.add_field(tr("&Cluster"), self.cluster_field, self.cluster_hint)
        self.form.addRow(tr("Cou&ntry"), self.country_box)
        self.form.addRow(tr("Re&gion"), self.region_edit)
        self.cluster_field.chosen.connect(self._on_cluster)
        self.cluster_field.failed.connect(self.show_error)
        self._on_cluster(None)

    def _make_assessment_fields(self, today: datetime) -> None:
        self.label_choice = LabelChoice()
        self.first_radio, self.renewal_radio = QRadioButton(tr("First award")), QRadioButton(tr("Renewal"))
        self.first_radio.setChecked(True)
        kinds = QWidget()
        group = QButtonGroup(kinds)
        row = QHBoxLayout(kinds)
        spaced(row, 0, 1.2)
        for radio in (self.first_radio, self.renewal_radio):
            group.addButton(radio)
            row.addWidget(radio)
        row.addStretch()
        kinds.setFocusProxy(self.first_radio)
        kinds.setAccessibleName(tr("Award"))
        self.label_choice.setAccessibleName(tr("Label"))
        self.first_month, self.last_month = MonthField(tr("First month")), MonthField(tr("Last month"))
        self.earlier_month = MonthField(tr("Earlier benchmarking"), optional=True)
        self.earlier_month.show_month("")
        self.first_month.show_month(f"{today.year - 2}-01")
        self.last_month.show_month(f"{today.year - 1}-12")
        self.form.addRow(tr("&Label"), self.label_choice)
        self.form.addRow(tr("&Award"), kinds)
        self.form.addRow(tr("&First month"), self.first_month)
        self.form.addRow(tr("Last &month"), self.last_month)
        self.form.addRow(tr("Earlier &benchmarking"), self.earlier_month)
        self.label_choice.chosen.connect(self._on_label)

    def _make_people_fields(self, lead: Person) -> None:
        self.lead_fields = PersonFields(tr("Lead expert"), lead)
        self.second_fields = PersonFields(tr("Second expert"), Person())
        self.form.addRow(tr("Lea&d expert"), self.lead_fields)
        self.form.addRow(tr("&Second expert"), self.second_fields)

    def _make_edition_field(self) -> None:
        self.edition_box = ListBox()
        for kept in self._desk.shelf.all():
            name = tr("{title} ({edition})", title=kept.title.in_language(current().code), edition=kept.ref.edition)
            self.edition_box.addItem(name, kept)
            if kept.ref == self.edition.ref:
                self.edition_box.setCurrentIndex(self.edition_box.count() - 1)
        self.form.addRow(tr("&Edition"), self.edition_box)
        self.edition_box.currentIndexChanged.connect(self._on_edition)

    @Slot(object)
    def _on_cluster(self, cluster: RegisteredCluster | None) -> None:
        is_new = cluster is None
        self.country_box.setEnabled(is_new)
        self.region_edit.setEnabled(is_new)
        if cluster is None:
            self.cluster_hint.setText(tr("A name that is not registered yet registers a new cluster."))
            return
        self.country_box.show_code(cluster.country)
        self.region_edit.setText(cluster.region)
        if not cluster.assessments:
            self.cluster_hint.setText(tr("Registered, without an assessment so far."))
            return
        self.cluster_hint.setText(
            trn(
                "Registered, with {count} assessment; its facts are taken over.",
                "Registered, with {count} assessments; the latest facts are taken over.",
                cluster.assessments,
            )
        )

    @Slot(str)
    def _on_label(self, chosen: str) -> None:
        label_of = self.edition.labels.get(chosen)
        if label_of is not None:
            self.form.setRowVisible(self.second_fields, label_of.experts.value > 1)
            self.form.setRowVisible(self.earlier_month, label_of.award.interval_months.value is not None)

    @Slot()
    def _on_edition(self) -> None:
        kept = cast("ShelvedEdition", self.edition_box.currentData())
        try:
            self.edition = self._desk.shelf.get(kept.ref)
        except EuclesError as error:
            self.show_error(error)
            return
        self._show_edition()

    def _show_edition(self) -> None:
        """Offer the edition's labels; their cards are made anew and take their place in the order of Tab."""
        self.label_choice.show_edition(self.edition)
        months = [self.first_month, self.last_month, self.earlier_month]
        people = [self.lead_fields, self.second_fields]
        order: list[QWidget] = [self.cluster_field, self.country_box, self.region_edit]
        order += [card.radio for card in self.label_choice.cards]
        order += [self.first_radio, self.renewal_radio]
        order += [field for month in months for field in (month.month_box, month.year_edit)]
        order += [field for person in people for field in person.fields]
        order += [self.edition_box, self.cancel_button, self.go_on_button]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    @Slot()
    def _on_accepted(self) -> None:
        self.problem_bar.hide()
        region = self.region_edit.text().strip().upper()
        if not self.cluster_field.text().strip():
            self.show_problem(tr("Give the cluster a name."), self.cluster_field)
        elif self.region_edit.isEnabled() and region and not REGION.fullmatch(region):
            self.show_problem(tr("Write a NUTS code such as FI1D7, or leave the region empty."), self.region_edit)
        elif not self.first_month.month():
            self.show_problem(tr("Enter the first month of the period."), self.first_month)
        elif not self.last_month.month():
            self.show_problem(tr("Enter the last month of the period."), self.last_month)
        else:
            self.submitted.emit(self.draft())
