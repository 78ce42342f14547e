"""The top of the page: back to the list, whose assessment this is, and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from eucles_desk.assessment.terms import Role
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.stepper import Stepper
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import ElidedLabel, icon_button, spaced
from eucles_desk.wording.places import KINDS

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from eucles_desk.ui.working import Working

LEAST_TITLE = 17


class Header(QFrame):
    """Name of the cluster, what is assessed, and the steps.

    Signals:
        left: The user wants back to the list.
    """

    left = Signal()

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working = working
        self.setProperty("look", "plain")
        self.back_button = icon_button(tr("Back to the assessments"), "arrow-left")
        self.title = ElidedLabel("", "heading")
        self.subtitle = ElidedLabel("", "small")
        self.stepper = Stepper()
        texts = QVBoxLayout()
        spaced(texts, 0, 0.1)
        texts.addWidget(self.title)
        texts.addWidget(self.subtitle)
        row = QHBoxLayout(self)
        spaced(row, 0.7, 0.7)
        row.addWidget(self.back_button)
        row.addLayout(texts, 1)
        row.addWidget(self.stepper)
        self.back_button.clicked.connect(self.left)
        working.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the assessment as it is now."""
        value = self._working.value
        self.title.say(value.cluster.name.strip() or tr("Cluster without a name"))
        self.subtitle.say(subtitle(self._working))
        self.stepper.show_assessment(value, len(self._working.standing.open_points))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the steps what the title leaves."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = max(self.title.sizeHint().width(), theme.em(LEAST_TITLE))
        title = min(wanted, max(theme.em(LEAST_TITLE), 2 * self.width() // 5))
        self.stepper.fit(self.width() - title - self.back_button.sizeHint().width() - theme.em(3))


def subtitle(working: Working) -> str:
    """Say what is assessed by what, and which seat this laptop holds."""
    value, edition, language = working.value, working.edition, current()
    parts = [
        edition.labels[value.label].title.in_language(language.code),
        language.text(KINDS[value.kind]),
        tr("scheme: {edition}", edition=edition.title.in_language(language.code)),
    ]
    seat = next((seat for seat in value.seats if seat.id == working.seat), None)
    if seat is not None:
        parts.append(
            {
                Role.LEAD: tr("you are the lead expert"),
                Role.SECOND: tr("you are the second expert"),
                Role.OBSERVER: tr("you observe"),
                Role.TRAINEE: tr("you are a trainee"),
            }[seat.role]
        )
    return " · ".join(parts)
