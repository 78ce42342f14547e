"""Eligibility: a card for each condition that the organisation must meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from eucles_desk.assessment.changes import Part
from eucles_desk.ui.assessment.area_page import AreaPage, Reflow
from eucles_desk.ui.assessment.eligibility_card import EligibilityCard
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import button, label, spaced

if TYPE_CHECKING:
    from eucles_desk.ui.working import Working


class EligibilityArea(AreaPage):
    """The conditions, each with an answer and a note."""

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(working, Part.ELIGIBILITY, parent)
        self.summary_label = label("", "strong", wrap=True)
        self.next_button = button(tr("Next open (Ctrl+Enter)"), "arrow-right")
        head = QHBoxLayout()
        spaced(head, 0, 0.8)
        head.addWidget(self.summary_label, 1)
        head.addWidget(self.next_button)
        self.column.addLayout(head)
        self.cards = [EligibilityCard(working, criterion) for criterion in working.edition.eligibility.values()]
        grid = Reflow(36, 2)
        grid.show_widgets(self.cards)
        self.column.addWidget(grid)
        for card in self.cards:
            card.wanted.connect(self.wanted)
        self.next_button.clicked.connect(self.go_to_next)
        self.catch_up()

    def refresh(self) -> None:
        """Show the answers as they are now."""
        for card in self.cards:
            card.refresh(read_only=self.is_closed)
        value = self.working.value
        met = sum(value.answer(card.criterion.id).met is True for card in self.cards)
        missed = sum(value.answer(card.criterion.id).met is False for card in self.cards)
        open_ones = len(self.cards) - met - missed
        self.summary_label.setText(
            tr(
                "{met} of {all} met, {missed} not met, {open} open",
                met=met,
                all=len(self.cards),
                missed=missed,
                open=open_ones,
            )
        )
        self.next_button.setEnabled(any(card.is_open for card in self.cards) and not self.is_closed)

    def go_to(self, place_id: str) -> None:
        """Focus a criterion's answer, or its note where that is what is missing."""
        card = next(
            (card for card in self.cards if card.criterion.id == place_id), self.cards[0] if self.cards else None
        )
        if card is not None:
            self.reveal(card.place_to_fill, card)

    @Slot()
    def go_to_next(self) -> None:
        """Go to the next criterion without an answer, after the one that has the focus, going round."""
        focused = next((at for at, card in enumerate(self.cards) if card.isAncestorOf(self._focus())), -1)
        round_trip = [*self.cards[focused + 1 :], *self.cards[: focused + 1]]
        card = next((card for card in round_trip if card.is_open), None)
        if card is not None:
            self.reveal(card.place_to_fill, card)

    def _focus(self) -> QWidget:
        return self.window().focusWidget() or self
