"""The register of experts, and one's own card."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from eucles_desk.errors import EuclesError
from eucles_desk.ui.countries import CountryBox
from eucles_desk.ui.emptying import empty
from eucles_desk.ui.exchange.expert_dialog import ExpertDialog, languages_in
from eucles_desk.ui.fitting import resize_within
from eucles_desk.ui.form_dialog import FormDialog
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.problems import Problems
from eucles_desk.ui.widgets import Card, MessageBar, button, label, primary_button, scrolling, separator, spaced
from eucles_desk.wording.experts import GRADES

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from eucles_desk.assessment.experts import Expert
    from eucles_desk.services.package_ports import PackageDesk
    from eucles_desk.ui.context import Choices


class ExpertsDialog(QDialog):
    """Lists the experts; a card is chosen or dropped."""

    def __init__(self, packages: PackageDesk, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._packages, self._choices = packages, choices
        self.setWindowTitle(tr("Experts"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAcceptDrops(True)
        self.bar = MessageBar()
        self.problems = Problems(self.bar)
        self._taken_out: Expert | None = None
        self.bar.action.connect(self._put_back)
        self.edit_buttons: dict[str, QPushButton] = {}
        self.card_button = primary_button(tr("Add a card…"), "open")
        self.new_button = button(tr("Add without a card…"), "plus")
        self.own_button = button(tr("Save my card…"), "download")
        self.close_button = button(tr("Close"))
        self.none_label = label(
            tr("Nobody is in the register yet. Another expert makes a card and sends it to you."), wrap=True
        )
        self._rows = QVBoxLayout()
        spaced(self._rows, 0, 0.5)
        self._lay_out()
        self.card_button.clicked.connect(self._ask_card)
        self.new_button.clicked.connect(partial(self._edit, None))
        self.own_button.clicked.connect(self._save_own)
        self.close_button.clicked.connect(self.reject)
        self.refresh()

    def open_fitting(self) -> None:
        """Open no larger than the window that it belongs to."""
        resize_within(self, 46, 38)
        self.open()

    @Slot()
    def refresh(self) -> None:
        """Show the register as it is now."""
        empty(self._rows)
        self.edit_buttons.clear()
        experts = self._packages.experts()
        self.none_label.setVisible(not experts)
        for expert in experts:
            self._rows.addWidget(self._row(expert))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cards."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the cards that are dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
        for file in files:
            self.add_card(file)

    def add_card(self, file: Path) -> None:
        """Put the expert of a card into the register; a later card of the same key takes its place."""
        try:
            expert = self._packages.read_card(file)
            self._packages.put_expert(expert)
            code = self._packages.fingerprint(expert.key)
        except EuclesError as error:
            self.problems.show(error)
            return
        said = tr("{name} is in the register. Compare by voice: {fingerprint}", name=expert.name, fingerprint=code)
        self.bar.say(said, "good")
        self.refresh()

    # Making

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, 1.4, 0.9)
        column.addWidget(label(tr("Experts"), "title"))
        column.addWidget(self.bar)
        own = Card(tr("This computer"))
        code = self._packages.fingerprint(self._packages.own_key)
        own.body.addWidget(
            label(tr("To compare by voice: {fingerprint}", fingerprint=code), wrap=True, selectable=True)
        )
        hint = tr("Give your card to the experts whom you assess with: with it they can make packages for you.")
        own.body.addWidget(label(hint, "muted", wrap=True))
        own.body.addWidget(self.own_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(own)
        register = Card(tr("Register"))
        register.body.addWidget(self.none_label)
        register.body.addLayout(self._rows)
        buttons = QHBoxLayout()
        spaced(buttons, 0, 0.6)
        buttons.addWidget(self.card_button)
        buttons.addWidget(self.new_button)
        buttons.addStretch()
        register.body.addLayout(buttons)
        column.addWidget(register)
        column.addStretch()
        outer = QVBoxLayout(self)
        spaced(outer, 0, 0)
        outer.addWidget(scrolling(content), 1)
        outer.addWidget(separator())
        foot = QHBoxLayout()
        spaced(foot, 0.9, 0.7)
        foot.addStretch()
        foot.addWidget(self.close_button)
        outer.addLayout(foot)

    def _row(self, expert: Expert) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        spaced(line, 0, 0.6)
        texts = QVBoxLayout()
        spaced(texts, 0, 0.1)
        texts.addWidget(label(expert.name, "strong", wrap=True))
        country = current().country(expert.country) if expert.country else ""
        said = [expert.organisation, country, tr(GRADES[expert.grade]), ", ".join(expert.languages)]
        texts.addWidget(label(" · ".join(one for one in said if one), "muted", wrap=True))
        try:
            code = self._packages.fingerprint(expert.key) if expert.key else tr("no key")
        except EuclesError:
            code = tr("no key")
        texts.addWidget(label(code, "small", selectable=True))
        line.addLayout(texts, 1)
        edit, out = button(tr("Change…"), "pencil"), button(tr("Take out"), look="quiet")
        edit.setAccessibleName(tr("Change {name}", name=expert.name))
        out.setAccessibleName(tr("Take {name} out of the register", name=expert.name))
        edit.clicked.connect(partial(self._edit, expert))
        out.clicked.connect(partial(self._take_out, expert))
        self.edit_buttons[expert.name] = edit
        line.addWidget(edit)
        line.addWidget(out)
        return row

    # What is asked for

    def _edit(self, expert: Expert | None) -> None:
        dialog = ExpertDialog(self._packages, expert, self)
        dialog.stored.connect(self.refresh)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open_fitting(46, 34)

    def _take_out(self, expert: Expert) -> None:
        """Take somebody out; the bar offers to have them back."""
        try:
            self._packages.remove_expert(expert)
        except EuclesError as error:
            self.problems.show(error)
            return
        self.refresh()
        self._taken_out = expert
        self.bar.say(tr("{name} is not in the register any more.", name=expert.name), "good", tr("Undo"))
        self.card_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _put_back(self) -> None:
        if self._taken_out is not None:
            self._packages.put_expert(self._taken_out)
            self._taken_out = None
            self.bar.put_away()
            self.refresh()

    @Slot()
    def _ask_card(self) -> None:
        dialog = QFileDialog(self, tr("Add a card"), "", tr("Cards (*.json)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)

        def chosen(file: str) -> None:
            self.add_card(Path(file))

        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _save_own(self) -> None:
        dialog = OwnCardDialog(self._packages, self._choices, self)
        dialog.saved.connect(self._on_own_saved)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open_fitting(40, 22)

    @Slot(str)
    def _on_own_saved(self, file: str) -> None:
        self.bar.say(tr("Your card is saved: {file}", file=file), "good")


class OwnCardDialog(FormDialog):
    """Asks what stands on one's own card and where to save it.

    Signals:
        saved: It is saved; carries the name of the file.
    """

    saved = Signal(str)

    def __init__(self, packages: PackageDesk, choices: Choices, parent: QWidget | None = None) -> None:
        intro = tr("The card tells others your key and who you are. It holds no secret.")
        super().__init__(tr("My card"), intro, tr("Save…"), parent)
        self._packages = packages
        self.name_edit, self.organisation_edit = QLineEdit(choices.name), QLineEdit(choices.organisation)
        self.country_box = CountryBox(choices.country or "FI")
        self.languages_edit = QLineEdit()
        for field in (self.name_edit, self.organisation_edit):
            field.setMaxLength(200)
        self.add_field(tr("&Name"), self.name_edit)
        self.add_field(tr("&Organisation"), self.organisation_edit)
        self.add_field(tr("C&ountry"), self.country_box)
        self.add_field(tr("&Languages"), self.languages_edit, label(tr("Codes, such as en, fi"), "small"))
        self.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_accepted(self) -> None:
        self.problem_bar.hide()
        if not self.name_edit.text().strip():
            self.show_problem(tr("Give the name that stands on the card."), self.name_edit)
            return
        if languages_in(self.languages_edit.text()) is None:
            self.show_problem(tr("Languages are codes of two or three letters, such as en or fi."), self.languages_edit)
            return
        dialog = QFileDialog(self, tr("Save my card"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("Cards (*.json)"))
        dialog.setDefaultSuffix("json")
        dialog.selectFile("card.json")
        dialog.fileSelected.connect(self.save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def save(self, file: str) -> None:
        """Write the card."""
        name, organisation = self.name_edit.text().strip(), self.organisation_edit.text().strip()
        languages = languages_in(self.languages_edit.text()) or ()
        try:
            self._packages.save_own_card(Path(file), name, organisation, self.country_box.code, languages)
        except EuclesError as error:
            self.show_error(error)
            return
        except OSError as error:
            self.show_problem(tr("The file cannot be written: {reason}", reason=error.strerror or error))
            return
        self.accept()
        self.saved.emit(Path(file).name)
