"""The second folder that gets the same backups, such as one on a stick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from eucles_desk.errors import EuclesError
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import button, label, spaced
from eucles_desk.wording.backups import READABLE

if TYPE_CHECKING:
    from eucles_desk.services.backup_ports import BackupKeeper


class SecondFolder(QWidget):
    """Says which it is, and lets the user choose another.

    Signals:
        chosen: There is another now, or none any more.
        failed: It cannot be used; carries the error.
    """

    chosen = Signal()
    failed = Signal(object)

    def __init__(self, keeper: BackupKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self.place_label = label("", wrap=True, selectable=True)
        self.away_label = label("", "warning", wrap=True)
        self.readable_label = label(tr(READABLE), "muted", wrap=True)
        self.choose_button = button("", "open")
        self.none_button = button(tr("Use no second folder"), look="quiet")
        row = QHBoxLayout()
        spaced(row, 0, 0.6)
        for made in (self.choose_button, self.none_button):
            row.addWidget(made)
        row.addStretch()
        column = QVBoxLayout(self)
        spaced(column, 0, 0.4)
        column.addWidget(label(tr("Second folder"), "heading"))
        for shown in (self.place_label, self.away_label, self.readable_label):
            column.addWidget(shown)
        column.addLayout(row)
        self.choose_button.clicked.connect(self._on_choose)
        self.none_button.clicked.connect(self._on_none)
        self.refresh()

    def refresh(self) -> None:
        """Say how it is now."""
        second, away = self._keeper.second, self._keeper.away
        none = tr("A folder on another disk or on a stick can get the same backups. None is chosen.")
        self.place_label.setText(none if second is None else str(second))
        self.away_label.setText("" if away is None else current().sentence(away))
        self.away_label.setVisible(away is not None and second is not None)
        self.readable_label.setVisible(second is not None and not self._keeper.is_locked)
        self.none_button.setVisible(second is not None)
        self.choose_button.setText(tr("Choose a folder") if second is None else tr("Choose another"))
        self.choose_button.setAccessibleDescription(tr("Second folder for backups"))

    def use(self, folder: Path | None) -> None:
        """Use another, or none."""
        try:
            self._keeper.use_second(folder)
        except EuclesError as error:
            self.failed.emit(error)
            return
        self.refresh()
        self.chosen.emit()

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, tr("Second folder for backups"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, folder: str) -> None:
        self.use(Path(folder))

    @Slot()
    def _on_none(self) -> None:
        self.use(None)
