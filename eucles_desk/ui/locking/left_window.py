"""Gives back what was typed in a form when the program locked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.basics import button, label, spaced
from eucles_desk.ui.language import tr


class LeftWindow(QDialog):
    """Shows the text until it is put away; then it is forgotten, which who opens it sees to by ``finished``."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What you were typing"))
        self.setWindowModality(Qt.WindowModality.NonModal)
        intro = label(
            tr("A form was open when EUCLES Desk locked. Nothing of it was sent; this is what was typed in it."),
            wrap=True,
        )
        self.text_edit = QPlainTextEdit(text)
        self.text_edit.setReadOnly(True)
        self.text_edit.setAccessibleName(tr("What you were typing"))
        self.copy_button = button(tr("Copy"), "copy")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        spaced(column, 1.2, 0.8)
        for part in (intro, self.text_edit, buttons):
            column.addWidget(part)
        self.resize(theme.em(40), theme.em(22))
        self.copy_button.clicked.connect(self._on_copy)
        buttons.rejected.connect(self.reject)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text_edit.toPlainText())
        self.copy_button.setText(tr("Copied"))
