"""The bar that chooses among the parts: chips, of which one is down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from eucles_desk.ui.icons import put_icon
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import FlowLayout, button

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eucles_desk.ui.on_site.part import PartKind


class PartBar(QWidget):
    """One chip for each part, with its name and how many things wait there; arrow keys go from chip to chip.

    Signals:
        chosen: The user has chosen the part with this key.
    """

    chosen = Signal(str)

    def __init__(self, kinds: Sequence[PartKind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Parts of the visit"))
        self._kinds = {kind.key: kind for kind in kinds}
        self._counts: dict[str, int] = {}
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        row = FlowLayout(self, 0.5)
        for kind in kinds:
            made = button("", look="chip")
            made.setCheckable(True)
            made.setProperty("key", kind.key)
            put_icon(made, kind.icon, "text", 1.1)
            made.clicked.connect(self._on_clicked)
            self._group.addButton(made)
            self.buttons[kind.key] = made
            row.addWidget(made)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._say()

    @property
    def current_key(self) -> str:
        """The key of the part that is shown."""
        chosen = self._group.checkedButton()
        return str(chosen.property("key")) if chosen is not None else next(iter(self.buttons))

    def show_part(self, key: str) -> None:
        """Show which part is on screen."""
        self.buttons[key].setChecked(True)
        for made in self.buttons.values():  # as with radio buttons, Tab comes to the one that is down
            policy = Qt.FocusPolicy.StrongFocus if made.isChecked() else Qt.FocusPolicy.ClickFocus
            made.setFocusPolicy(policy)
        self.setFocusProxy(self.buttons[key])

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many things wait in each part; one that is not named has none."""
        if dict(counts) != self._counts:
            self._counts = dict(counts)
            self._say()

    def _say(self) -> None:
        for key, made in self.buttons.items():
            name, count = current().text(self._kinds[key].name), self._counts.get(key, 0)
            made.setText(f"{name}  {count}" if count else name)
            said = trn("{count} open point", "{count} open points", count) if count else ""
            made.setAccessibleName(f"{name}, {said}" if said else name)

    @Slot()
    def _on_clicked(self) -> None:
        self.show_part(self.current_key)
        self.chosen.emit(self.current_key)
