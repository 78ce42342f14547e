"""A field for a cluster: a registered one that is found while typing, or the name of a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from eucles_desk.errors import EuclesError
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import framed_popup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.assessment.records import RegisteredCluster
    from eucles_desk.services.desk import Desk
    from eucles_desk.ui.paged import Index

PAUSE_MILLISECONDS = 150
OFFERED = 20


class Offers(QAbstractListModel):
    """Clusters to choose from: shown with their country, put into the field by their name alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clusters: list[RegisteredCluster] = []

    def show_clusters(self, clusters: Sequence[RegisteredCluster]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self.clusters = list(clusters)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of clusters."""
        return 0 if parent is not None and parent.isValid() else len(self.clusters)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's own variant
        """Return what a role shows of a cluster."""
        if not 0 <= index.row() < len(self.clusters):
            return None
        cluster = self.clusters[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return cluster.name
        return _offer(cluster) if role == Qt.ItemDataRole.DisplayRole else None


class ClusterField(QLineEdit):
    """Offers clusters of the register that contain what is typed.

    Signals:
        chosen: The field now names this registered cluster, or a new one (``None``).
        failed: The register could not be read; carries the error.
    """

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cluster: RegisteredCluster | None = None
        self._looked_for = ""
        self.offers = Offers(self)
        self.setPlaceholderText(tr("Name of a registered or a new cluster"))
        self.setMaxLength(300)
        self._completer = QCompleter(self.offers, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(8)
        framed_popup(self._completer)
        self.setCompleter(self._completer)
        self._pause = QTimer(self, interval=PAUSE_MILLISECONDS, singleShot=True)
        self._pause.timeout.connect(self.look)
        self.textEdited.connect(self._on_edited)
        self._completer.activated.connect(self._on_activated)

    @property
    def cluster(self) -> RegisteredCluster | None:
        """The registered cluster that the field names, ``None`` for a new one."""
        if self.text().strip() != self._looked_for:
            self._find()
        return self._cluster

    def show_cluster(self, cluster: RegisteredCluster) -> None:
        """Name a registered cluster."""
        self._pause.stop()
        self.setText(cluster.name)
        self._looked_for = cluster.name.strip()
        self._set(cluster)

    @Slot()
    def look(self) -> None:
        """Offer what the register has for the text."""
        self._find()
        if self.offers.clusters and self.hasFocus() and self._cluster is None:
            self._completer.complete()

    @Slot()
    def _on_edited(self) -> None:
        self._pause.start()

    @Slot()
    def _on_activated(self) -> None:
        popup = self._completer.popup()
        row = popup.currentIndex().row() if popup else -1
        if 0 <= row < len(self.offers.clusters):
            self.show_cluster(self.offers.clusters[row])

    def _find(self) -> None:
        self._pause.stop()
        text = self._looked_for = self.text().strip()
        try:
            self.offers.show_clusters(self._desk.clusters(text, 0, OFFERED) if text else ())
        except EuclesError as error:
            self.failed.emit(error)
            return
        same = [cluster for cluster in self.offers.clusters if cluster.name.casefold() == text.casefold()]
        self._set(same[0] if len(same) == 1 else None)

    def _set(self, cluster: RegisteredCluster | None) -> None:
        if cluster != self._cluster:
            self._cluster = cluster
            self.chosen.emit(cluster)


def _offer(cluster: RegisteredCluster) -> str:
    place = current().country(cluster.country)
    return f"{cluster.name} ({place})" if place else cluster.name
