"""What a judgement rests on, whether it is raised on site, and where it stands on little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from eucles_desk.assessment.terms import RestsOn
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import FlowLayout, label, spaced
from eucles_desk.ui.workspace.keys import FLAG_KEY, SOURCE_KEYS
from eucles_desk.ui.workspace.rests_hint import RestsHint
from eucles_desk.ui.workspace.sections import TickChip
from eucles_desk.wording.names import SOURCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.assessment.carrying import Weakness
    from eucles_desk.assessment.values import Judgement


class Sources(QWidget):
    """Chips to tick, and under them a hint; whoever listens to the chips stores what is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = {source: TickChip(current().text(SOURCES[source])) for source in RestsOn}
        self.on_site_chip = TickChip(tr("Raise on site"), "flag")
        self.rests_hint = RestsHint()
        line = QWidget()
        flow = FlowLayout(line, 0.5)
        flow.addWidget(label(tr("Rests on"), "strong"))
        for source, chip in self.chips.items():
            _name_key(chip, tr(SOURCE_KEYS[source]))
            flow.addWidget(chip)
        _name_key(self.on_site_chip, tr(FLAG_KEY))
        flow.addWidget(self.on_site_chip)
        policy = line.sizePolicy()
        policy.setHeightForWidth(True)
        line.setSizePolicy(policy)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.4)
        column.addWidget(line)
        column.addWidget(self.rests_hint)

    def show_judgement(self, judgement: Judgement, weaknesses: Sequence[Weakness], *, editable: bool) -> None:
        """Show what a judgement rests on."""
        for source, chip in self.chips.items():
            chip.show_ticked(ticked=source in judgement.rests_on)
            chip.setEnabled(editable)
        self.on_site_chip.show_ticked(ticked=judgement.on_site)
        self.on_site_chip.setEnabled(editable)
        self.rests_hint.show_weaknesses(weaknesses)


def _name_key(chip: TickChip, keys: str) -> None:
    chip.setToolTip(tr("{name} ({keys})", name=chip.text(), keys=keys))
    chip.setAccessibleDescription(keys)
