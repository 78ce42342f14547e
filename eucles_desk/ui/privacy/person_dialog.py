"""Asks for a name, shows what is kept about the person, and gives it out or erases it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from eucles_desk.assessment.persons import MOST, About, Erased, Names
from eucles_desk.errors import EuclesError
from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.privacy.desk import drop_backups
from eucles_desk.ui.privacy.working_dialog import WorkingDialog
from eucles_desk.ui.widgets import Card, button, label, spaced
from eucles_desk.wording import persons as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.ui.context import Context
    from eucles_desk.ui.jobs import Job
    from eucles_desk.ui.privacy.desk import PrivacyDesk

WIDTH, HEIGHT = 48, 40
TEXTS_HEIGHT: Final = 9
TEXT: Final = ".txt"


@dataclass(frozen=True, slots=True)
class Done:
    """What was erased, and how many older backups were deleted; ``None`` where that was not asked for."""

    erased: Erased
    dropped: int | None


class PersonDialog(WorkingDialog):
    """Looks for a person first; only what was looked at can be given out or erased."""

    def __init__(self, context: Context, privacy: PrivacyDesk, parent: QWidget | None = None) -> None:
        intro = tr(
            "People may ask what is kept about them, and have it erased. Their name is looked for in all assessments, "
            "in the texts of stored files and in the history."
        )
        super().__init__(tr("Personal data of a person"), intro, tr("Look"), parent)
        self._context, self._privacy = context, privacy
        self._names: Names | None = None
        self._about = About()
        self.cancel_button.setText(tr("Close"))
        self.name_edit, self.forms_edit = QLineEdit(), QLineEdit()
        self.name_edit.setMaxLength(MOST)
        self.forms_edit.setMaxLength(4 * MOST)
        self.add_field(tr("&Name"), self.name_edit, label(tr("Given names first, as it is usually written."), "small"))
        hint = label(tr("Inflected forms, for instance, with semicolons between them."), "small", wrap=True)
        self.add_field(tr("&Other forms"), self.forms_edit, hint)
        self.result_card = self._make_result()
        inner = cast("QVBoxLayout", self.content.layout())
        inner.insertWidget(inner.count() - 1, self.result_card)
        self.name_edit.textChanged.connect(self._on_typed)
        self.forms_edit.textChanged.connect(self._on_typed)
        self.export_button.clicked.connect(self._on_export)
        self.erase_button.clicked.connect(self._on_erase)
        self.sure_check.toggled.connect(self._follow)
        self._follow()
        self.name_edit.setFocus()

    def _make_result(self) -> Card:
        card = Card()
        self.found_label = label("", "strong", wrap=True, selectable=True)
        self.counts_label = label("", wrap=True, selectable=True)
        self.left_label = label("", "muted", wrap=True, selectable=True)
        self.doubts_label = label("", "warning", wrap=True, selectable=True)
        self.texts_view = QPlainTextEdit()
        self.texts_view.setReadOnly(True)
        self.texts_view.setTabChangesFocus(True)
        self.texts_view.setAccessibleName(tr("The texts that were found"))
        self.texts_view.setFixedHeight(theme.em(TEXTS_HEIGHT))
        self.export_button = button(tr("Write to a file to give out\N{HORIZONTAL ELLIPSIS}"), "download")
        self.backups_check = QCheckBox(tr("Then make a new &backup and delete every older one"))
        self.backups_check.setVisible(self._context.backups is not None)
        self.sure_check = QCheckBox(tr("I &have read the texts above; erasing cannot be undone"))
        self.erase_button = button(tr("Erase for good"), "trash", look="danger")
        row = QHBoxLayout()
        spaced(row, 0, 0.7)
        row.addWidget(self.export_button)
        row.addStretch()
        erasing = QHBoxLayout()
        spaced(erasing, 0, 0.7)
        erasing.addWidget(self.erase_button)
        erasing.addStretch()
        for part in (self.found_label, self.doubts_label, self.counts_label, self.texts_view):
            card.body.addWidget(part)
        card.body.addLayout(row)
        self.erasing = QWidget()
        below = QVBoxLayout(self.erasing)
        spaced(below, 0, 0.5)
        for part in (label(tr("Erasing"), "heading"), self.left_label, self.backups_check, self.sure_check):
            below.addWidget(part)
        below.addLayout(erasing)
        card.body.addWidget(self.erasing)
        card.hide()
        return card

    @Slot()
    def _on_typed(self) -> None:
        """What was found is not what stands in the fields any more."""
        self.result_card.hide()
        self._names = None

    @Slot()
    def _on_accepted(self) -> None:
        self.problem_bar.put_away()
        try:
            names = Names(self.name_edit.text(), self.forms_edit.text().split(";"))
        except EuclesError as error:
            self.show_problem(current().sentence(error), self.name_edit)
            return
        self._names = names
        self.problem_bar.say(tr("Looking\N{HORIZONTAL ELLIPSIS}"), "info")
        self._start(partial(_about, self._privacy, names), self._on_found)

    @Slot(object)
    def _on_found(self, found: object) -> None:
        about, names = cast("About", found), self._names
        if names is None:
            return  # something else was typed meanwhile
        self._about = about
        self.problem_bar.put_away()
        self.found_label.setText(words.found(about, names, current()))
        counted = words.counts(about, current())
        self.counts_label.setText("\n".join(f"{place}: {current().number(count)}" for place, count in counted))
        doubts = list(words.doubts(about, names, current()))
        self.doubts_label.setText("\n".join(doubts))
        self.doubts_label.setVisible(bool(doubts))
        self.texts_view.setPlainText(words.listed(about, names, current()))
        key = self._privacy.own_key_name()
        is_user = names.stand_in(self._context.choices.name)
        reached = words.left(about, current(), is_own_key=bool(key and names.stand_in(key)), is_user=is_user)
        intro = tr("“{term}” takes the name's place everywhere. Erasing does not reach:", term=tr(words.TERM))
        self.left_label.setText("\n".join([intro, *(f"\N{BULLET} {sentence}" for sentence in reached)]))
        for part in (self.counts_label, self.texts_view, self.export_button, self.erasing):
            part.setHidden(about.is_nothing)
        self.sure_check.setChecked(False)
        self.backups_check.setChecked(False)
        self.result_card.show()
        QTimer.singleShot(0, self, self._reveal)  # once it has its place
        self._follow()
        target = self.go_on_button if about.is_nothing else self.export_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _reveal(self) -> None:
        self.area.ensureWidgetVisible(self.result_card)

    @Slot()
    def _on_export(self) -> None:
        dialog = QFileDialog(self, tr("Give out personal data"), "", tr("Data and text (*.json)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_file_chosen(self, file: str) -> None:
        if self._names is not None:
            work = partial(_written, self._context, self._privacy, Path(file), self._names, self._about)
            self._start(work, self._on_written)

    @Slot(object)
    def _on_written(self, file: object) -> None:
        written = cast("Path", file)
        names = f"{written.name}, {written.with_suffix(TEXT).name}"
        self.problem_bar.say(tr("Written: {file}", file=names), "good")

    @Slot()
    def _on_erase(self) -> None:
        names = self._names
        if names is None or not self.sure_check.isChecked():
            return
        try:
            self._privacy.must_leave()
        except EuclesError as error:
            self.show_error(error)
            return
        drop = drop_backups(self._context) if self.backups_check.isChecked() else None
        self._start(partial(_erased, self._privacy, names, tr(words.TERM), drop), self._on_erased)

    @Slot(object)
    def _on_erased(self, done: object) -> None:
        found = cast("Done", done)
        self._privacy.desk.read_again(found.erased.assessments)
        said = [words.erased(found.erased, self._about, current())]
        if found.dropped is not None:
            said.append(trn("{count} older backup deleted.", "{count} older backups deleted.", found.dropped))
        self.result_card.hide()
        self._names, self._about = None, About()
        self.texts_view.clear()
        self.problem_bar.say(" ".join(said), "good")
        self.name_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _follow(self) -> None:
        """Let nothing be begun while something runs, and nothing be erased before the user is sure."""
        self.go_on_button.setEnabled(not self.is_busy)
        self.export_button.setEnabled(not self.is_busy)
        self.erase_button.setEnabled(not self.is_busy and self.sure_check.isChecked())


def _about(privacy: PrivacyDesk, names: Names, _job: Job) -> About:
    return privacy.persons.about(names)


def _written(context: Context, privacy: PrivacyDesk, file: Path, names: Names, about: About, _job: Job) -> Path:
    from eucles_desk.services.person_export import person_file

    context.save_file(file, person_file(about, names, privacy.persons.now()))
    context.save_file(file.with_suffix(TEXT), words.summary(about, names, current()).encode())
    privacy.persons.note_given_out()
    return file


def _erased(privacy: PrivacyDesk, names: Names, term: str, drop: Callable[[], int] | None, _job: Job) -> Done:
    erased = privacy.persons.erase(names, term)
    return Done(erased, drop() if drop is not None else None)
