"""Whether and with whose key a report is signed when it is saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFileDialog, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from eucles_desk.services.report_ports import Signing
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.form import Field
from eucles_desk.ui.fields import LineField
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import ElidedLabel, button, label, spaced

if TYPE_CHECKING:
    from eucles_desk.ui.context import Context


class SignatureField(QWidget):
    """Off, or on with a key: the program's own, or one from a certificate file.

    The passphrase stays in its field and nowhere else.

    Signals:
        failed: The key could not be read or made; carries the error.
    """

    failed = Signal(object)
    uses_native_dialog = True
    """Whether files are chosen in the system's own dialog."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._choices = context.signing_keys, context.choices
        self._job: Job | None = None
        self._asked = False
        self.owner: str | None = None
        """Whose key the program holds."""
        self.file: Path | None = None
        self.dialog: QFileDialog | None = None
        self.sign_box = QCheckBox(tr("Sign the PDF when it is saved"))
        self.hint_label = label(tr("The preview itself is never signed."), "small", wrap=True)
        self.visible_box = QCheckBox(tr("Show the signature on the page"))
        self.visible_box.setChecked(True)
        self.own_button = QRadioButton(tr("The program's own key"))
        self.file_button = QRadioButton(tr("A certificate file"))
        self._own, self._file = self._make_own(), self._make_file()
        self._more = QWidget()
        self._lay_out()
        self.setFocusProxy(self.sign_box)
        self.sign_box.toggled.connect(self._on_sign)
        self.own_button.toggled.connect(self._show)
        self.choose_button.clicked.connect(self._on_choose)
        self.make_button.clicked.connect(self._on_make)
        (self.own_button if self._keys is not None else self.file_button).setChecked(True)
        self._show()

    @property
    def is_on(self) -> bool:
        """Whether reports are to be signed."""
        return self.sign_box.isChecked()

    @property
    def lacks(self) -> str:
        """What is missing before a report can be signed, as a sentence; empty when nothing is or none is to be."""
        if not self.is_on:
            return ""
        if self.own_button.isChecked():
            return "" if self.owner else tr("Make a key to sign with first, or save without a signature.")
        return "" if self.file else tr("Choose the certificate file to sign with first, or save without a signature.")

    def signing(self) -> Signing | None:
        """Return how a report is to be signed, ``None`` when it is not."""
        if not self.is_on:
            return None
        visible = self.visible_box.isChecked()
        if self.own_button.isChecked():
            return Signing(visible=visible)
        return Signing(self.file, self.passphrase_edit.text(), visible)

    def focus_what_lacks(self) -> None:
        """Put the keyboard where what is missing is given."""
        own = self.own_button.isChecked()
        (self.make_button if own else self.choose_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_own(self) -> QWidget:
        self.owner_label = label("", "muted", wrap=True)
        self.name_edit, self.organisation_edit = LineField(), LineField()
        self.name_edit.show_text(self._choices.name)
        self.organisation_edit.show_text(self._choices.organisation)
        self.make_button = button(tr("Make the key"), "plus")
        self._maker = QWidget()
        column = QVBoxLayout(self._maker)
        spaced(column, 0, 0.5)
        column.addWidget(
            label(tr("There is no key yet. It is made once and stays with your data."), "muted", wrap=True)
        )
        column.addWidget(Field(tr("Name on the signature"), self.name_edit))
        column.addWidget(Field(tr("Organisation on the signature"), self.organisation_edit))
        column.addWidget(self.make_button, 0, Qt.AlignmentFlag.AlignLeft)
        holder = _indented(self.owner_label, self._maker)
        self._maker.hide()
        return holder

    def _make_file(self) -> QWidget:
        self.file_label = ElidedLabel(tr("No file chosen"))
        self.choose_button = button(tr("Choose…"), "open")
        self.choose_button.setAccessibleName(tr("Choose a certificate file"))
        self.passphrase_edit = QLineEdit()
        self.passphrase_edit.setEchoMode(QLineEdit.EchoMode.Password)
        passphrase = Field(tr("Passphrase of the file"), self.passphrase_edit)
        holder = _indented(self.file_label, self.choose_button, passphrase)
        layout = holder.layout()
        assert layout is not None
        layout.setAlignment(self.choose_button, Qt.AlignmentFlag.AlignLeft)
        return holder

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        group.addButton(self.own_button)
        group.addButton(self.file_button)
        inside = QVBoxLayout(self._more)
        spaced(inside, 0, 0.45)
        for part in (self.own_button, self._own, self.file_button, self._file, self.visible_box):
            inside.addWidget(part)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.35)
        for part in (self.sign_box, self.hint_label, self._more):
            column.addWidget(part)

    @Slot()
    def _show(self) -> None:
        on, own = self.is_on, self.own_button.isChecked()
        self.hint_label.setVisible(on)
        self._more.setVisible(on)
        for choice in (self.own_button, self.file_button):
            choice.setVisible(self._keys is not None)
        self._own.setVisible(own)
        self._file.setVisible(not own)
        known = self.owner is not None
        self._maker.setVisible(self._asked and not known and self._job is None)
        self.owner_label.setVisible(known or self._job is not None)
        said = tr("Signs as {name}.", name=self.owner) if known else tr("Looking for the key…")
        self.owner_label.setText(said)

    def _start(self, job: Job) -> None:
        job.succeeded.connect(self._on_owner)
        job.failed.connect(self._on_failed)
        self._job = job
        self._show()
        job.start()

    @Slot()
    def _on_sign(self) -> None:
        if self._keys is not None and not self._asked:
            self._asked = True
            keys = self._keys
            self._start(Job(lambda _job: keys.own_key()))
        self._show()

    @Slot()
    def _on_make(self) -> None:
        keys, name, organisation = self._keys, self.name_edit.text().strip(), self.organisation_edit.text().strip()
        if keys is not None and self._job is None:
            self._start(Job(lambda _job: keys.make_own_key(name, organisation)))

    @Slot(object)
    def _on_owner(self, owner: str | None) -> None:
        had_focus = self.make_button.hasFocus()
        self._job = None
        self.owner = owner
        self._show()
        if had_focus and owner:
            self.own_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self._show()
        self.failed.emit(error)

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, tr("Choose a certificate file"), "", tr("Certificate files (*.p12 *.pfx)"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not self.uses_native_dialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_file)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()

    @Slot(str)
    def _on_file(self, file: str) -> None:
        if file:
            self.file = Path(file)
            self.file_label.say(self.file.name)
            self.passphrase_edit.clear()
            self.passphrase_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def _indented(*parts: QWidget) -> QWidget:
    """Set widgets under the button that they belong to."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    spaced(column, 0, 0.4)
    column.setContentsMargins(theme.em(1.95), 0, 0, 0)
    for part in parts:
        column.addWidget(part)
    return holder
