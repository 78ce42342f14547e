"""Which template a report is made with: none, or a file that the user has chosen once and for all reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from eucles_desk.errors import EuclesError
from eucles_desk.templates.values import PLAIN, Template
from eucles_desk.ui.assessment.area_page import Notice
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import ElidedLabel, button, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.templates.reading import ReadTemplate
    from eucles_desk.ui.context import Context


class TemplateField(QWidget):
    """The name of the template's file, with buttons to choose another one and to remove it.

    What cannot be used of it stands below its name as long as that is so.

    The file is read in the background: a logo is a picture, and pictures take time.

    Signals:
        chosen: Another template stands now.
        failed: The choice could not be stored; carries the error.
    """

    chosen = Signal()
    failed = Signal(object)
    uses_native_dialog = True
    """Whether files are chosen in the system's own dialog."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        self._read: Path | None = None
        self.value: Template = PLAIN
        self.lacks: str = ""
        """What a report is made without, as a sentence; empty when all of the template is used, or there is none."""
        self.is_refused = False
        """Whether nothing of the file can be used."""
        self.notice = Notice()
        self.dialog: QFileDialog | None = None
        self.name_label = ElidedLabel()
        self.choose_button = button(tr("Choose…"), "open")
        self.choose_button.setAccessibleName(tr("Choose a template"))
        self.remove_button = button(tr("Remove"), "trash")
        self.remove_button.setAccessibleName(tr("Use no template"))
        self.setFocusProxy(self.choose_button)
        row = QHBoxLayout()
        spaced(row, 0, 0.5)
        row.addWidget(self.choose_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.35)
        column.addWidget(self.name_label)
        column.addWidget(self.notice)
        column.addLayout(row)
        self.choose_button.clicked.connect(self._on_choose)
        self.remove_button.clicked.connect(self._on_remove)
        self._show()

    @property
    def is_reading(self) -> bool:
        """Whether the template is being read, so that nothing can be made with it yet."""
        return self._job is not None

    @property
    def file(self) -> Path | None:
        """The file that is chosen."""
        return Path(self._context.choices.template) if self._context.choices.template else None

    def read(self) -> None:
        """Read the chosen file as it is now; it may have been edited meanwhile."""
        if self._job is None and (self.file is not None or self._read is not None):
            self._start()

    def _start(self) -> None:
        self._job, self._read = None, self.file
        self._show()
        if self._read is None:
            self._take(PLAIN)
            return
        path = self._read
        job = Job(lambda _job: _read_template(path))
        job.succeeded.connect(self._on_read)
        job.failed.connect(self._on_failed)
        self._job = job
        job.start()

    def _show(self) -> None:
        file = self.file
        self.name_label.say(tr("None") if file is None else file.name)
        self.name_label.setToolTip("" if file is None else str(file))
        self.remove_button.setVisible(file is not None)

    def _take(self, template: Template, lacks: str = "", reasons: Sequence[str] = (), *, refused: bool = False) -> None:
        self._job, self.is_refused = None, refused
        self.value, self.lacks = template, lacks
        self.notice.say("\n".join((lacks, *reasons)) if lacks else "", "warning", "warning")
        self.chosen.emit()

    def _choose(self, file: str) -> None:
        choices = replace(self._context.choices, template=file)
        try:
            self._context.save_choices(choices)
        except EuclesError as error:
            self.failed.emit(error)
            return
        self._context.choices.template = file
        self._start()

    @Slot()
    def _on_choose(self) -> None:
        folder = str(self.file.parent) if self.file else ""
        dialog = QFileDialog(self, tr("Choose a template"), folder, tr("Templates (*.yaml *.yml)"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, not self.uses_native_dialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_file)
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_remove(self) -> None:
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._choose("")

    @Slot(str)
    def _on_file(self, file: str) -> None:
        if file:
            self._choose(file)

    @Slot()
    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    @Slot(object)
    def _on_read(self, found: ReadTemplate) -> None:
        if self.sender() is self._job:
            said = tr("Reports are made without an entry of the template.") if found.warnings else ""
            if found.refused:
                said = tr("Reports are made without the template: it cannot be used.")
            reasons = [current().sentence(warning) for warning in found.warnings]
            self._take(found.template, said, reasons, refused=found.refused)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        """Make reports without it and say why."""
        if self.sender() is self._job:
            self._take(PLAIN, tr("Reports are made without the template: it cannot be used."), refused=True)
            self.failed.emit(error)


def _read_template(path: Path) -> ReadTemplate:
    from eucles_desk.templates.reading import read_template

    return read_template(path)
