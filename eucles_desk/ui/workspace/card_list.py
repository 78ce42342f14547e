"""The cards of the evidence that a criterion cites: some of them at once, in the order of the first citation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from eucles_desk.ui.workspace.evidence_card import Around, EvidenceCard
from eucles_desk.ui.workspace.sections import set_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QVBoxLayout

    from eucles_desk.ui.workspace.citing import Cited

AT_ONCE: Final = 10
"""Cards shown at once: a criterion that rests on hundreds of files is gone through in steps."""


class CardList(QObject):
    """Shows a part of the cited evidence; cards are made when they are first needed and used again.

    Signals:
        made: There is a new card, whose wishes are to be listened to.
        grown: There is a new part that the keyboard can reach.
        moved: Another part is shown.
    """

    made = Signal(object)
    grown = Signal()
    moved = Signal()

    def __init__(self, column: QVBoxLayout, parent: QObject, *, with_viewer: bool) -> None:
        super().__init__(parent)
        self._column, self._with_viewer = column, with_viewer
        self._cited: Sequence[Cited] = ()
        self._around: Callable[[Cited], Around] | None = None
        self._cards: list[EvidenceCard] = []
        self.first = 0
        self._is_growing = self._has_grown = False

    @property
    def cards(self) -> list[EvidenceCard]:
        """The cards shown."""
        return [card for card in self._cards if not card.isHidden()]

    @property
    def shown(self) -> Sequence[Cited]:
        """What they show."""
        return self._cited[self.first : self.first + AT_ONCE]

    @property
    def total(self) -> int:
        """How many pieces are cited."""
        return len(self._cited)

    def show_cited(self, cited: Sequence[Cited], around: Callable[[Cited], Around], *, anew: bool) -> None:
        """Show what a criterion cites, ``anew`` from the beginning."""
        self._cited, self._around = cited, around
        if anew:
            self.first = 0
        self._show()

    def go_to(self, evidence: UUID) -> EvidenceCard | None:
        """Show the part in which a piece stands and return its card, ``None`` when it is not cited here."""
        at = next((at for at, one in enumerate(self._cited) if one.piece.id == evidence), None)
        if at is None:
            return None
        first = at // AT_ONCE * AT_ONCE
        if first != self.first:
            self.first = first
            self._show()
            self.moved.emit()
        return self._cards[at - first]

    def turn(self, way: int) -> None:
        """Show the part after, or the one before (-1)."""
        self.first = max(self.first + way * AT_ONCE, 0)
        self._show()
        self.moved.emit()

    def _show(self) -> None:
        if self._around is None:
            return
        self.first = min(self.first, max(len(self._cited) - 1, 0) // AT_ONCE * AT_ONCE)
        shown = self.shown
        self._is_growing = True
        while len(self._cards) < len(shown):
            self._cards.append(self._card())
            self._on_grown()
        for at, card in enumerate(self._cards):
            if at < len(shown):
                card.show_cited(shown[at], self._around(shown[at]))
            set_shown(card, shown=at < len(shown))
        self._is_growing = False
        if self._has_grown:
            self._on_grown()

    def _card(self) -> EvidenceCard:
        card = EvidenceCard(with_viewer=self._with_viewer)
        self._column.addWidget(card)
        card.grown.connect(self._on_grown)
        self.made.emit(card)
        return card

    def _on_grown(self) -> None:
        """Tell of new parts once for all cards that are shown in one go."""
        self._has_grown = self._is_growing
        if not self._is_growing:
            self.grown.emit()
