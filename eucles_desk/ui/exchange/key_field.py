"""Whose computer a package is for: an expert of the register, a card file, or a key that was pasted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.errors import EuclesError
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.still import ListBox
from eucles_desk.ui.widgets import button, label, set_look, spaced

if TYPE_CHECKING:
    from eucles_desk.services.package_ports import PackageDesk

MOST_KEY = 400


class KeyField(QWidget):
    """A box of the register, a line for a key, a button for a card, and the fingerprint to compare.

    Signals:
        chosen: Another key is in it, or none.
    """

    chosen = Signal()

    def __init__(self, packages: PackageDesk, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._packages = packages
        self.experts_box = ListBox()
        self.experts_box.setAccessibleName(tr("{what}: expert of the register", what=name))
        self.experts_box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.experts_box.addItem(tr("Choose an expert"), "")
        for expert in packages.experts():
            if expert.key:
                self.experts_box.addItem(_named(expert.name, expert.organisation), expert.key)
        self.key_edit = QLineEdit()
        self.key_edit.setMaxLength(MOST_KEY)
        self.key_edit.setPlaceholderText(tr("or paste the key of a card"))
        self.key_edit.setAccessibleName(tr("{what}: key", what=name))
        self.card_button = button(tr("Open a card…"), "open")
        self.said_label = label("", "small", wrap=True, selectable=True)
        row = QHBoxLayout()
        spaced(row, 0, 0.6)
        row.addWidget(self.key_edit, 1)
        row.addWidget(self.card_button)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.4)
        column.addWidget(self.experts_box)
        column.addLayout(row)
        column.addWidget(self.said_label)
        self.setFocusProxy(self.experts_box)
        self.experts_box.activated.connect(self._on_expert)
        self.key_edit.textChanged.connect(self._say)
        self.card_button.clicked.connect(self._ask_card)
        self._say()

    @property
    def key(self) -> str:
        """The key, empty while there is none that can be used."""
        typed = "".join(self.key_edit.text().split())
        try:
            self._packages.fingerprint(typed)
        except EuclesError:
            return ""
        return typed

    def show_key(self, key: str) -> None:
        """Show a key."""
        self.key_edit.setText(key)

    def take_card(self, file: Path) -> None:
        """Use the key of a card."""
        try:
            expert = self._packages.read_card(file)
        except EuclesError as error:
            self._complain(current().sentence(error))
            return
        self.key_edit.setText(expert.key)

    def _complain(self, sentence: str) -> None:
        self.said_label.setText(sentence)
        set_look(self.said_label, "danger")

    @Slot(int)
    def _on_expert(self, index: int) -> None:
        self.key_edit.setText(str(self.experts_box.itemData(index)))

    @Slot()
    def _say(self) -> None:
        typed = "".join(self.key_edit.text().split())
        found = self.experts_box.findData(typed) if typed else 0
        self.experts_box.setCurrentIndex(max(found, 0))
        set_look(self.said_label, "small")
        if not typed:
            self.said_label.setText(tr("The key stands on the card that the other expert makes and sends to you."))
        else:
            try:
                code = self._packages.fingerprint(typed)
            except EuclesError as error:
                self._complain(current().sentence(error))
            else:
                self.said_label.setText(
                    tr("Compare by voice before you send anything: {fingerprint}", fingerprint=code)
                )
        self.chosen.emit()

    @Slot()
    def _ask_card(self) -> None:
        dialog = QFileDialog(self, tr("Open a card"), "", tr("Cards (*.json)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

        def chosen(file: str) -> None:
            self.take_card(Path(file))

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _named(name: str, organisation: str) -> str:
    return f"{name}, {organisation}" if organisation else name
