"""The labels of an edition as cards to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import Card, label, set_look, spaced

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from eucles_desk.scheme.values import Edition, Label


class LabelCard(Card):
    """One label: its name, what it rests on, and what it takes."""

    def __init__(self, of: Label, edition: Edition) -> None:
        super().__init__(look="choice")
        code = current().code
        self.label_id = of.id
        spaced(self.body, 0.8, 0.3)
        title = of.title.in_language(code)
        self.radio = QRadioButton(title)
        self.radio.setFont(theme.font(1.1, bold=True))
        self.radio.setAccessibleDescription(of.basis.in_language(code))
        self.body.addWidget(self.radio)
        self.body.addWidget(label(of.byname.in_language(code), wrap=True))
        self.body.addWidget(label(_takes(of, edition), "small", wrap=True))
        self.body.addStretch()
        self.setToolTip(of.basis.in_language(code))
        self.radio.toggled.connect(self._on_toggled)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the label by a click anywhere on its card."""
        self.radio.setChecked(True)
        self.radio.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    @Slot(bool)
    def _on_toggled(self, is_on: bool) -> None:
        set_look(self, "choice-on" if is_on else "choice")


class LabelChoice(QWidget):
    """The cards side by side, under each other where the text is large.

    Signals:
        chosen: Another label is chosen; carries its id.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[LabelCard] = []
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout() if theme.notifier().text_size < 150 else QVBoxLayout()
        self.setLayout(self._row)
        spaced(self._row, 0, 0.7)
        self._group.buttonToggled.connect(self._on_toggled)

    @property
    def value(self) -> str:
        """The id of the label that is chosen."""
        return next((card.label_id for card in self.cards if card.radio.isChecked()), "")

    def show_value(self, label: str) -> None:
        """Choose a label, if it is offered."""
        for card in self.cards:
            if card.label_id == label:
                card.radio.setChecked(True)

    def show_edition(self, edition: Edition) -> None:
        """Offer an edition's labels, the highest first, and keep the choice where the edition has it."""
        wanted = self.value
        for card in self.cards:
            self._group.removeButton(card.radio)
            card.setParent(None)
            card.deleteLater()
        labels = sorted(edition.labels.values(), key=lambda one: one.rank, reverse=True)
        self.cards = [LabelCard(one, edition) for one in labels]
        for card in self.cards:
            self._group.addButton(card.radio)
            self._row.addWidget(card, 1)
        if self.cards:
            self.setFocusProxy(self.cards[0].radio)
        for card in self.cards:
            card.radio.setChecked(card.label_id == wanted)
        if self.cards and not self.value:
            self.cards[0].radio.setChecked(True)

    @Slot()
    def _on_toggled(self) -> None:
        if self.value:
            self.chosen.emit(self.value)


def _takes(of: Label, edition: Edition) -> str:
    """Say what an assessment for the label takes."""
    criteria = len(edition.criteria_of(of.id))
    parts = [trn("{count} criterion", "{count} criteria", criteria)] if criteria else [tr("facts only")]
    parts.append(trn("{count} expert", "{count} experts", of.experts.value))
    parts.append(trn("{count} hour on site", "{count} hours on site", of.visit_hours.value))
    return current().listed(parts)
