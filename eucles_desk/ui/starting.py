"""Asks for new assessments and clusters and has the services make them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from eucles_desk.errors import EuclesError
from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from eucles_desk.assessment.records import RegisteredCluster, Summary
    from eucles_desk.services.desk import NewAssessment
    from eucles_desk.ui.assessments.new_dialog import NewAssessmentDialog
    from eucles_desk.ui.clusters.dialog import NewCluster, NewClusterDialog
    from eucles_desk.ui.context import Context


class Starting(QObject):
    """Opens the dialogs, answers them, and tells what has been made.

    Signals:
        started: An assessment has begun; carries its id.
        registered: A cluster is registered; carries the sentence to show.
        failed: A dialog could not be opened; carries the error.
    """

    started = Signal(object)
    registered = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._window = context, parent

    @Slot()
    def new_assessment(self) -> None:
        """Ask for an assessment of any cluster."""
        self._ask(None)

    @Slot(object)
    def new_assessment_of(self, cluster: RegisteredCluster) -> None:
        """Ask for an assessment of a registered cluster."""
        self._ask(cluster)

    @Slot(object)
    def renew(self, summary: Summary) -> None:
        """Ask for the renewal of a label: the cluster, the label and the kind are filled in."""
        try:
            cluster = self._context.desk.cluster(summary.cluster)
        except EuclesError as error:
            self.failed.emit(error)
            return
        self._ask(cluster, summary.label)

    @Slot()
    def new_cluster(self) -> None:
        """Ask for a cluster to register."""
        from eucles_desk.ui.clusters.dialog import NewClusterDialog

        dialog = NewClusterDialog(self._window)
        dialog.submitted.connect(partial(self._register, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open_fitting(40, 20)

    def _ask(self, cluster: RegisteredCluster | None, renewed: str = "") -> None:
        from eucles_desk.ui.assessments.new_dialog import NewAssessmentDialog
        from eucles_desk.ui.assessments.person_fields import Person

        choices = self._context.choices
        lead = Person(choices.name, choices.organisation, choices.country)
        today = datetime.now(UTC).astimezone()
        try:
            dialog = NewAssessmentDialog(self._context.desk, lead, today, self._window)
        except EuclesError as error:
            self.failed.emit(error)
            return
        if cluster is not None:
            dialog.choose_cluster(cluster)
        if renewed:
            dialog.choose_renewal(renewed)
        dialog.submitted.connect(partial(self._start, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open_fitting(58, 46)

    def _start(self, dialog: NewAssessmentDialog, wanted: NewAssessment) -> None:
        try:
            assessment = self._context.desk.start(wanted)
        except EuclesError as error:
            dialog.show_error(error)
            return
        dialog.accept()
        self.started.emit(assessment)

    def _register(self, dialog: NewClusterDialog, wanted: NewCluster) -> None:
        try:
            self._context.desk.add_cluster(wanted.name, wanted.country, wanted.region)
        except EuclesError as error:
            dialog.show_error(error)
            return
        dialog.accept()
        self.registered.emit(tr("{cluster} is registered.", cluster=wanted.name))
