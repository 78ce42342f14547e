"""The criteria that draw on a fact: their codes in one button that leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from eucles_desk.assessment.places import Area, Place
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import set_look
from eucles_desk.wording.places import criterion_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.scheme.values import Criterion

MOST_CODES = 3


class UsersButton(QPushButton):
    """Goes to the one criterion, or opens a list of several.

    Signals:
        wanted: The user wants to go to this ``Place``.
    """

    wanted = Signal(object)

    def __init__(self, criteria: Sequence[Criterion], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._criteria = tuple(criteria)
        self.menu_shown: QMenu | None = None
        codes = ", ".join(criterion.id for criterion in criteria[:MOST_CODES])
        more = len(criteria) - MOST_CODES
        self.setText(tr("{codes} +{count}", codes=codes, count=more) if more > 0 else codes)
        titles = [criterion_title(criterion, current()) for criterion in criteria]
        self.setToolTip("\n".join(titles))
        self.setAccessibleName(tr("Used in {criteria}", criteria=", ".join(titles)))
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        set_look(self, "link")
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        if len(self._criteria) == 1:
            self._go(self._criteria[0].id)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for criterion in self._criteria:
            action = menu.addAction(criterion_title(criterion, current()))
            action.setData(criterion.id)
            action.triggered.connect(self._on_chosen)
        self.menu_shown = menu
        menu.aboutToHide.connect(self._on_menu_gone)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    @Slot()
    def _on_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._go(str(action.data()))

    @Slot()
    def _on_menu_gone(self) -> None:
        self.menu_shown = None

    def _go(self, criterion: str) -> None:
        self.wanted.emit(Place(Area.CRITERIA, criterion))
