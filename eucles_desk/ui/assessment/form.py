"""Parts of forms: a field with its name above and what is wrong with it below, and a box of choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.ui.still import ListBox
from eucles_desk.ui.widgets import label, spaced

if TYPE_CHECKING:
    from collections.abc import Iterable


class Field(QWidget):
    """A named field with help and, while its content cannot be used, one sentence that says why."""

    def __init__(self, name: str, field: QWidget, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.name_label = QLabel(name)
        self.name_label.setTextFormat(Qt.TextFormat.PlainText)
        self.name_label.setProperty("look", "strong")
        self.name_label.setWordWrap(True)
        self.name_label.setBuddy(field)
        self.help_label = label(help_text, "small", wrap=True)
        if not help_text:
            self.help_label.hide()
        self.problem_label = label("", "danger", wrap=True)
        self.problem_label.hide()
        self._help = help_text
        if not field.accessibleName():
            field.setAccessibleName(name)
        field.setAccessibleDescription(help_text)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.25)
        column.addWidget(self.name_label)
        column.addWidget(field)
        column.addWidget(self.problem_label)
        column.addWidget(self.help_label)
        column.addStretch(1)

    def say_problem(self, sentence: str) -> None:
        """Say what is wrong with the content, nothing when it is right."""
        self.problem_label.setText(sentence)
        self.problem_label.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence or self._help)
        mark_wrong(self.field, wrong=bool(sentence))

    @property
    def problem(self) -> str:
        """What is wrong now."""
        return self.problem_label.text()


class ChoiceBox(ListBox):
    """A box of choices with data; it lets the wheel scroll the page and may be narrower than its longest choice.

    Signals:
        chosen: The user has chosen the entry with this data.
    """

    chosen = Signal(str)

    def __init__(self, choices: Iterable[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for data, text in choices:
            self.addItem(text, data)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(16)
        self.activated.connect(self._on_activated)

    @property
    def value(self) -> str:
        """The data of the present choice."""
        return str(self.currentData() or "")

    def show_value(self, value: str) -> None:
        """Show a choice; one that the box does not have is added, so that nothing stored is hidden."""
        index = self.findData(value)
        if index < 0:
            self.addItem(value, value)
            index = self.count() - 1
        self.setCurrentIndex(index)

    @Slot()
    def _on_activated(self) -> None:
        self.chosen.emit(self.value)


def mark_wrong(field: QWidget, *, wrong: bool) -> None:
    """Give a field the edge of one whose content cannot be used."""
    if bool(field.property("wrong")) != wrong:
        field.setProperty("wrong", wrong)
        field.style().unpolish(field)
        field.style().polish(field)


def set_read_only(field: QWidget, read_only: bool) -> None:
    """Show a field's content without letting it be changed; text stays readable and can be copied."""
    if isinstance(field, QLineEdit):
        field.setReadOnly(read_only)
    else:
        field.setEnabled(not read_only)
