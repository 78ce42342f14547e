"""Asks for a cluster to register."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from eucles_desk.ui.assessments.new_dialog import REGION
from eucles_desk.ui.countries import CountryBox
from eucles_desk.ui.form_dialog import FormDialog
from eucles_desk.ui.language import tr


@dataclass(frozen=True, slots=True)
class NewCluster:
    """A cluster to register."""

    name: str
    country: str
    region: str


class NewClusterDialog(FormDialog):
    """Asks for name and place of a cluster.

    Signals:
        submitted: The user wants to register this ``NewCluster``. Answer with :meth:`accept` or :meth:`show_problem`.
    """

    submitted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        intro = tr("The cluster is the organisation that is assessed; its participants are its members.")
        super().__init__(tr("New cluster"), intro, tr("Register the cluster"), parent)
        self.name_edit = QLineEdit()
        self.name_edit.setMaxLength(300)
        self.country_box = CountryBox()
        self.region_edit = QLineEdit()
        self.region_edit.setMaxLength(5)
        self.region_edit.setPlaceholderText(tr("NUTS code such as FI1D7, optional"))
        self.form.addRow(tr("&Name"), self.name_edit)
        self.form.addRow(tr("&Country"), self.country_box)
        self.form.addRow(tr("Re&gion"), self.region_edit)
        self.name_edit.setFocus()

    @Slot()
    def _on_accepted(self) -> None:
        self.problem_bar.hide()
        name, region = self.name_edit.text().strip(), self.region_edit.text().strip().upper()
        if not name:
            self.show_problem(tr("Give the cluster a name."), self.name_edit)
        elif region and not REGION.fullmatch(region):
            self.show_problem(tr("Write a NUTS code such as FI1D7, or leave the region empty."), self.region_edit)
        else:
            self.submitted.emit(NewCluster(name, self.country_box.code, region))
