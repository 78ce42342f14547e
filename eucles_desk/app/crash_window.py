"""The window that says that something went wrong which should not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from eucles_desk.app.log import without_home
from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from pathlib import Path


class CrashWindow(QDialog):
    """Says what happened and what it means for the data, with details to pass on.

    Signals:
        anew_wanted: The user wants the program to start again, where it is.
    """

    anew_wanted = Signal()

    def __init__(self, details: str, log_file: Path | None, *, can_start_anew: bool = False) -> None:
        super().__init__()
        self.setWindowTitle(tr("Unexpected error"))
        self.setWindowModality(Qt.WindowModality.NonModal)

        heading = QLabel(tr("Something went wrong in the program."))
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        meaning = QLabel(
            tr(
                "Everything that was shown as saved is safe. You can go on working; if the program behaves oddly, "
                "start it again: it comes back to the same place, with what you have typed. To have the error mended, "
                "pass on these details. They hold no data of yours."
            )
        )
        meaning.setWordWrap(True)
        self.details_edit = QPlainTextEdit(details)
        self.details_edit.setReadOnly(True)
        self.details_edit.setAccessibleName(tr("Details of the error"))
        self.details_edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.copy_button = QPushButton(tr("Copy details"))
        self.anew_button = QPushButton(tr("Start again"))
        buttons = QDialogButtonBox()
        self.go_on_button = buttons.addButton(tr("Go on working"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.anew_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.anew_button.setVisible(can_start_anew)

        layout = QVBoxLayout(self)
        layout.addWidget(heading)
        layout.addWidget(meaning)
        layout.addWidget(self.details_edit)
        if log_file is not None:
            layout.addWidget(_selectable(tr("The log is here: {file}", file=without_home(str(log_file)))))
        layout.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 90, self.fontMetrics().height() * 24)

        self.copy_button.clicked.connect(self._on_copy)
        self.anew_button.clicked.connect(self._on_anew)
        buttons.rejected.connect(self.close)

    @Slot()
    def _on_anew(self) -> None:
        self.close()
        self.anew_wanted.emit()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details_edit.toPlainText())
        self.copy_button.setText(tr("Copied"))


def _selectable(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
