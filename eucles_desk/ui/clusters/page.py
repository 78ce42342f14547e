"""The register of clusters, and starting an assessment of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter

from eucles_desk.assessment.records import RegisteredCluster
from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.list_page import ListPage
from eucles_desk.ui.paged import ROW_ROLE, PagedModel
from eucles_desk.ui.row_view import Index, RowDelegate, RowView, paint_line
from eucles_desk.ui.widgets import EmptyState, primary_button

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from eucles_desk.services.desk import Desk


class ClusterDelegate(RowDelegate):
    """Name, place, how many assessments, and a button that starts one."""

    lines = 2.0
    narrow_below = 36

    def action_text(self, index: Index) -> str:  # noqa: ARG002  # the same for all
        """Return what the row's button says."""
        return tr("New assessment")

    def action_width(self) -> int:
        """Return the width of that text."""
        return QFontMetrics(theme.font(1.0, bold=True)).horizontalAdvance(tr("New assessment")) + theme.em(1.8)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint what is in the row."""
        cluster = index.data(ROW_ROLE)
        if not isinstance(cluster, RegisteredCluster):
            return
        line = QFontMetrics(theme.font()).lineSpacing()
        top = rect.center().y() - round(2 * line + theme.em(0.25)) // 2
        left = rect.left() + theme.em(0.4)
        width = rect.right() - left
        paint_line(painter, QRect(left, top, width, line + 2), [(cluster.name, "text")], 1.05, bold=True)
        top += line + theme.em(0.25)
        said = "  \N{MIDDLE DOT}  ".join(part for part in (place(cluster), used(cluster)) if part)
        paint_line(painter, QRect(left, top, width, line), [(said, "muted")], 0.92)


class ClustersPage(ListPage):
    """Lists the registered clusters by name.

    Signals:
        cluster_wanted: The user wants to register a cluster.
        assessment_wanted: The user wants to start an assessment of this cluster.
    """

    cluster_wanted = Signal()
    assessment_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        model = PagedModel[RegisteredCluster](desk.clusters, desk.cluster_count, lambda cluster: cluster.name, spoken)
        self.first_button = primary_button(tr("New cluster"), "plus")
        lines = (
            tr("A cluster is registered by itself when its first assessment starts or is taken in from a file."),
            tr("You can also register it before, to have its name and place at hand."),
        )
        empty = EmptyState(tr("No cluster yet"), lines, [self.first_button], "clusters")
        super().__init__(model, RowView(ClusterDelegate()), empty, tr("Find a cluster"), parent)
        self._clusters = model
        self.view.setAccessibleName(tr("Clusters"))
        self.new_button = primary_button(tr("New cluster"), "plus")
        self.header.buttons.addWidget(self.new_button)
        self.new_button.clicked.connect(self.cluster_wanted)
        self.first_button.clicked.connect(self.cluster_wanted)
        self.view.opened.connect(self._on_opened)

    def say_header(self) -> None:
        """Say how many there are."""
        total = self.model.total
        if self.model.search_text:
            self.header.say(trn("{count} cluster found", "{count} clusters found", total))
        else:
            self.header.say(tr("Clusters"), trn("{count} registered", "{count} registered", total) if total else "")

    def show_cluster(self, cluster: UUID, name: str) -> None:
        """Look for a cluster by its name and give its row the keyboard."""
        self.search_edit.setText(name)
        self.model.search(name)
        for number, found in enumerate(self._clusters.rows()):
            if found.id == cluster:
                self.view.setCurrentIndex(self.model.index(number, 0))
        self.focus_list()

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        cluster = self._clusters.row(index)
        if cluster is not None:
            self.assessment_wanted.emit(cluster)


def place(cluster: RegisteredCluster) -> str:
    """Return country and region of a cluster."""
    country = current().country(cluster.country)
    return ", ".join(part for part in (country, cluster.region) if part)


def used(cluster: RegisteredCluster) -> str:
    """Say how many assessments a cluster has."""
    if not cluster.assessments:
        return tr("no assessment yet")
    return trn("{count} assessment", "{count} assessments", cluster.assessments)


def spoken(cluster: RegisteredCluster) -> str:
    """Return the whole row in words."""
    return ", ".join(part for part in (cluster.name, place(cluster), used(cluster)) if part)
