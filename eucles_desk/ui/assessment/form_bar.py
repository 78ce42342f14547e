"""Making a form for the cluster to fill in, and attaching it when it comes back, from the page that it belongs to."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.forms import FormKind
from eucles_desk.assessment.places import Area
from eucles_desk.errors import EuclesError, UsageError
from eucles_desk.ui.assessment.form import ChoiceBox
from eucles_desk.ui.form_dialog import FormDialog
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.message_bar import MessageBar
from eucles_desk.ui.report.naming import suggested_name
from eucles_desk.ui.widgets import FlowLayout, button, spaced
from eucles_desk.wording.forms import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.assessment.form_counts import Attachment
    from eucles_desk.assessment.forms import Received
    from eucles_desk.services.attaching_forms import FormDesk
    from eucles_desk.ui.assessment.area_page import AreaPage
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.working import Working

KINDS: Final = {Area.FACTS.value: FormKind.SELF_ASSESSMENT, Area.REMARKS.value: FormKind.FACT_CHECK}
ENDINGS: Final = {FormKind.SELF_ASSESSMENT: "xlsx", FormKind.FACT_CHECK: "pdf"}
LARGEST: Final = 200_000_000


def with_forms(area: AreaPage, key: str, context: Context) -> AreaPage:
    """Return an area, with the buttons for its form where it has one."""
    if key in KINDS and context.forms is not None:
        bar = FormBar(KINDS[key], context, context.forms(), area.working)
        area.column.insertWidget(2, bar)
        before = getattr(area, "next_button", None) or getattr(area, "add_button", None)
        if isinstance(before, QWidget):
            for after in (bar.make_button, bar.attach_button):
                QWidget.setTabOrder(before, after)
                before = after
    return area


class FormBar(QWidget):
    """Two buttons, and what came of them."""

    def __init__(self, kind: FormKind, context: Context, forms: FormDesk, working: Working) -> None:
        super().__init__()
        self._kind, self._context, self._forms, self._working = kind, context, forms, working
        is_self = kind is FormKind.SELF_ASSESSMENT
        made = tr("Make a self-assessment form…") if is_self else tr("Make a fact check form…")
        self.make_button = button(made, "report")
        self.attach_button = button(tr("Attach the answers…"), "upload")
        self.message = MessageBar()
        column = QVBoxLayout(self)
        spaced(column, 0, 0.5)
        buttons = QWidget()
        row = FlowLayout(buttons, 0.6)
        row.addWidget(self.make_button)
        row.addWidget(self.attach_button)
        column.addWidget(buttons)
        column.addWidget(self.message)
        self.make_button.clicked.connect(self._on_make)
        self.attach_button.clicked.connect(self._on_attach)
        working.changed.connect(self._follow)
        self._follow()

    def make(self, file: Path, language: str) -> None:
        """Write a form in a language."""
        self._working.flush()
        forms, save_file, kind, value = self._forms, self._context.save_file, self._kind, self._working.value

        def write(_job: Job) -> Path:
            save_file(file, forms.make(kind, value, language))
            return file

        self._start(write, self._on_made)

    def read(self, file: Path) -> None:
        """Read a form that came back, and show what it would change."""
        self._working.flush()
        forms = self._forms

        def read(_job: Job) -> Received:
            if file.stat().st_size > LARGEST:
                raise UsageError("The file {file} is too large for a form.", file=file.name)
            return forms.read(file.read_bytes(), file.name)

        self._start(read, self._on_read)

    def attach(self, received: Received) -> None:
        """Make a backup, then take a form in."""
        forms = self._forms

        def backup(_job: Job) -> Received:
            forms.backup()
            return received

        self._start(backup, self._on_backed_up)

    def _start(self, work: Callable[[Job], object], done: Callable[[Any], object]) -> None:
        job = Job(work)
        job.succeeded.connect(done)
        job.failed.connect(self._on_failed)
        job.start()

    def _found(self, received: Received) -> Attachment:
        opened = self._working.opened
        if self._kind is FormKind.SELF_ASSESSMENT:
            return opened.self_assessment_in(received)
        return opened.remarks_in(received, self._forms.signed_for(opened.value))

    @Slot()
    def _on_make(self) -> None:
        dialog = LanguageDialog(self.make_button.text(), self._context, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(lambda: self._ask_where(dialog.language_box.value))
        dialog.open_fitting(30, 12)

    def _ask_where(self, language: str) -> None:
        ending, value = ENDINGS[self._kind], self._working.value
        dialog = QFileDialog(self, tr("Save the form"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"*.{ending}")
        dialog.setDefaultSuffix(ending)
        is_self = self._kind is FormKind.SELF_ASSESSMENT
        kind = tr("self-assessment") if is_self else tr("fact check")
        dialog.selectFile(suggested_name(value.cluster.name, kind, "", datetime.now().astimezone().date(), ending))
        dialog.fileSelected.connect(partial(self._on_named, language))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _on_attach(self) -> None:
        dialog = QFileDialog(self, tr("Attach the answers"), "", f"*.{ENDINGS[self._kind]}")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_named(self, language: str, name: str) -> None:
        self.make(Path(name), language)

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self.read(Path(name))

    @Slot(object)
    def _on_made(self, file: Path) -> None:
        self.message.say(tr("Saved: {file}. Send it to the cluster.", file=file.name), "good")

    @Slot(object)
    def _on_read(self, received: Received) -> None:
        try:
            found = self._found(received)
        except EuclesError as error:
            self._on_failed(error)
            return
        if found.is_nothing:
            self.message.say(tr("Nothing is new: all of it is here already."))
            return
        dialog = PreviewDialog(found, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(partial(self.attach, received))
        dialog.open_fitting(36, 16)

    @Slot(object)
    def _on_backed_up(self, received: Received) -> None:
        opened, forms = self._working.opened, self._forms
        if self._kind is FormKind.SELF_ASSESSMENT:
            done = self._working.do(lambda: opened.attach_self_assessment(received))
        else:
            done = self._working.do(lambda: opened.attach_remarks(received, forms.signed_for(opened.value)))
        if done:
            self.message.say(tr("Attached. One undo takes all of it back."), "good")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            error = UsageError("The file cannot be read or written: {reason}", reason=error.strerror or error)
        if not isinstance(error, EuclesError):
            raise error
        self.message.say(current().sentence(error), "danger")

    @Slot()
    def _follow(self) -> None:
        part = Part.SELF_JUDGEMENT if self._kind is FormKind.SELF_ASSESSMENT else Part.REMARK
        self.attach_button.setEnabled(self._working.opened.can_change(part))


class LanguageDialog(FormDialog):
    """Asks for the language of a form."""

    def __init__(self, title: str, context: Context, parent: QWidget) -> None:
        intro = tr("The form is made in the language of the cluster, as far as the program has it.")
        super().__init__(title.rstrip("…"), intro, tr("Save as…"), parent)
        self.language_box = ChoiceBox(tuple(context.languages.items()))
        self.language_box.show_value(current().code)
        self.add_field(tr("&Language"), self.language_box)

    @Slot()
    def _on_accepted(self) -> None:
        self.accept()


class PreviewDialog(FormDialog):
    """Shows what attaching a form would change, before it does."""

    def __init__(self, found: Attachment, parent: QWidget) -> None:
        intro = tr("Only what the cluster filled in comes in. A backup is made first, and one undo takes it all back.")
        super().__init__(tr("Attach the answers"), intro, tr("Attach"), parent)
        for words, count in counted(found, current()):
            number = QLabel(current().number(count))
            number.setAccessibleName(f"{words}: {current().number(count)}")
            self.add_field(words, number)

    @Slot()
    def _on_accepted(self) -> None:
        self.accept()
