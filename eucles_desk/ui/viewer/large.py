"""A window of its own for the viewer, where the column beside the criterion is too narrow to read in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from eucles_desk.ui.actions import keys_of
from eucles_desk.ui.helping import help_from
from eucles_desk.ui.language import tr
from eucles_desk.ui.palette.desk import find_from
from eucles_desk.ui.widgets import spaced

if TYPE_CHECKING:
    from eucles_desk.ui.viewer.viewer import Viewer


class LargeView(QDialog):
    """Holds the viewer until it is closed; the main window can be used meanwhile.

    Signals:
        left: The viewer is to be shown beside the criterion again.
    """

    left = Signal()

    def __init__(self, viewer: Viewer, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Evidence"))
        self._viewer = viewer
        column = QVBoxLayout(self)
        spaced(column, 0.8, 0)
        column.addWidget(viewer)
        viewer.show_larger(larger=True)
        viewer.show()
        for keys, slot in (("Ctrl+E", viewer.cite_wanted.emit), ("Ctrl+L", self.reject)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        for keys in keys_of("find"):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(find_from, parent))
        for keys in keys_of("help"):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(help_from, parent))
        self.finished.connect(self._on_finished)
        room = self.screen().availableGeometry()
        self.resize(min(room.width() * 9 // 10, 1400), room.height() * 9 // 10)

    @Slot()
    def _on_finished(self) -> None:
        self._viewer.show_larger(larger=False)
        self.left.emit()
