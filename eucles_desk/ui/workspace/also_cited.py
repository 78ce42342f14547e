"""The other criteria that cite a piece of evidence, each one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from eucles_desk.ui.language import tr, trn
from eucles_desk.ui.widgets import FlowLayout, button, label
from eucles_desk.ui.workspace.sections import set_shown, set_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

NAMED: Final = 4
"""Criteria that are named; of others only the number is given."""


class AlsoCited(QWidget):
    """Leads to the criteria that cite the same.

    Signals:
        wanted: The user wants to go to this criterion.
        grown: There is a new button that the keyboard can reach.
    """

    wanted = Signal(str)
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[QPushButton] = []
        self._shown: tuple[str, ...] = ()
        self.lead_label = label(tr("also cited in"), "small")
        self.more_label = label("", "small")
        self._flow = FlowLayout(self, 0.15)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow.addWidget(self.lead_label)
        self._flow.addWidget(self.more_label)

    @property
    def buttons(self) -> list[QPushButton]:
        """The buttons shown."""
        return [made for made in self._buttons if not made.isHidden()]

    def show_criteria(self, criteria: Sequence[str]) -> None:
        """Show the criteria."""
        set_shown(self, shown=bool(criteria))
        if self._shown == tuple(criteria):
            return
        self._shown = tuple(criteria)
        named = criteria[:NAMED]
        while len(self._buttons) < len(named):
            self._add_button()
        for at, made in enumerate(self._buttons):
            if at < len(named):
                set_text(made, named[at])
                made.setAccessibleName(tr("Go to criterion {criterion}, which cites it too", criterion=named[at]))
            set_shown(made, shown=at < len(named))
        more = len(criteria) - len(named)
        set_text(self.more_label, trn("and {count} more", "and {count} more", more) if more else "")
        set_shown(self.more_label, shown=more > 0)

    def _add_button(self) -> None:
        made = button("", look="link")
        made.clicked.connect(lambda: self.wanted.emit(made.text()))
        self._buttons.append(made)
        for said in (self.lead_label, self.more_label):
            said.setMinimumHeight(made.sizeHint().height())  # so that words and links stand on one line
        self._flow.removeWidget(self.more_label)
        self._flow.addWidget(made)
        self._flow.addWidget(self.more_label)
        self.grown.emit()
