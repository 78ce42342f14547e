"""A box of countries: chosen from the list or found by typing a part of the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QSizePolicy, QWidget

from eucles_desk.ui.assessment.countries import country_choices
from eucles_desk.ui.language import current
from eucles_desk.ui.still import ListBox
from eucles_desk.ui.widgets import framed_popup

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

DEFAULT = "FI"


class CountryBox(ListBox):
    """Offers the countries by name in the screen's language.

    A beginning or another part of a name that no other has stands for the country; what is typed and is none is put
    back.
    """

    def __init__(self, code: str = DEFAULT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        edit = QLineEdit()
        self.setLineEdit(edit)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(14)
        for known, name in country_choices(current()):
            self.addItem(name, known)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        framed_popup(completer)
        self.setCompleter(completer)
        self.show_code(code)
        edit.editingFinished.connect(self._on_finished)

    @property
    def code(self) -> str:
        """The code of the country, empty when it is not known."""
        index = self._meant()
        return str(self.itemData(index if index >= 0 else self.currentIndex()) or "")

    def show_code(self, code: str) -> None:
        """Show a country; a code that the list does not have is added as it is."""
        index = self.findData(code)
        if index < 0:
            self.addItem(current().country(code), code)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the whole name, so that typing looks for another."""
        super().focusInEvent(event)
        edit = self.lineEdit()
        if edit is not None:
            edit.selectAll()

    def _meant(self) -> int:
        typed = self.currentText().strip().casefold()
        names = [self.itemText(index).casefold() for index in range(self.count())]
        if typed in names:
            return names.index(typed)
        if not typed:
            return -1
        found = [index for index, name in enumerate(names) if name.startswith(typed)]
        found = found or [index for index, name in enumerate(names) if typed in name]
        return found[0] if len(found) == 1 else -1

    @Slot()
    def _on_finished(self) -> None:
        self.show_code(self.code)
