"""Small dialogs that ask for a name or an address; they ask, whoever opened them acts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import label, set_look, spaced
from eucles_desk.ui.workspace.opening import web_address


class AskDialog(QDialog):
    """Asks for a title, and for an address where that is wanted.

    Signals:
        answered: The user gave this title and address.
    """

    answered = Signal(str, str)

    def __init__(
        self, heading: str, confirm: str, *, with_address: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._with_address = with_address
        self.setWindowTitle(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title_edit = QLineEdit()
        self.title_edit.setMaxLength(300)
        self.address_edit = QLineEdit()
        self.address_edit.setMaxLength(2000)
        self.address_edit.setPlaceholderText("https://")
        self.problem_label = label("", "danger", wrap=True)
        self.problem_label.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.confirm_button = self.buttons.addButton(confirm, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        set_look(self.confirm_button, "primary")
        form = QFormLayout()
        spaced(form, 0, 0.6)
        if with_address:
            form.addRow(tr("Address"), self.address_edit)
            form.addRow(tr("Title (optional)"), self.title_edit)
        else:
            form.addRow(tr("Title"), self.title_edit)
        column = QVBoxLayout(self)
        spaced(column, 1.2, 0.9)
        column.addLayout(form)
        column.addWidget(self.problem_label)
        column.addWidget(self.buttons)
        self.setMinimumWidth(theme.em(30))
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)

    def suggest(self, title: str) -> None:
        """Fill in a title to change."""
        self.title_edit.setText(title)
        self.title_edit.selectAll()

    @Slot()
    def _on_accepted(self) -> None:
        title, address = self.title_edit.text().strip(), self.address_edit.text().strip()
        problem = ""
        if self._with_address and web_address(address) is None:
            problem = tr("Write a web address, for example https://www.example.org.")
        elif not self._with_address and not title:
            problem = tr("Give it a title.")
        self.problem_label.setText(problem)
        self.problem_label.setVisible(bool(problem))
        if problem:
            (self.address_edit if self._with_address else self.title_edit).setFocus()
            return
        self.answered.emit(title, address)
        self.accept()
