"""What can be done with a piece of evidence besides citing it: open, copy, rename, replace, date, remove."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.evidence import Evidence, EvidenceKind, FileVersion
from eucles_desk.errors import EuclesError
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.workspace.ask import AskDialog
from eucles_desk.ui.workspace.opening import check_openable, open_address, safe_name, show_copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from eucles_desk.ui.working import Working


class EvidenceActions(QObject):
    """Acts on pieces of evidence by their ids.

    Signals:
        told: A sentence about what was not done.
        newer_given: This file is to take the place of the one of a piece.
    """

    told = Signal(str)
    newer_given = Signal(object, object)

    def __init__(self, working: Working, host: QWidget) -> None:
        super().__init__(host)
        self._working, self._host = working, host

    @Slot(object)
    def open(self, evidence: UUID) -> None:
        """Open a link in the browser, a file with another program."""
        piece = self._working.value.piece(evidence)
        if piece is None:
            return
        if piece.kind is EvidenceKind.LINK:
            self._try(partial(open_address, piece.address))
            return
        self._open_stored(piece)

    @Slot(object)
    def rename(self, evidence: UUID) -> None:
        """Ask for another title."""
        piece = self._working.value.piece(evidence)
        if piece is not None:
            dialog = AskDialog(tr("Rename"), tr("Rename"), parent=self._host)
            dialog.suggest(piece.title)
            dialog.answered.connect(partial(self._rename, evidence))
            dialog.open()

    @Slot(object)
    def copy(self, evidence: UUID) -> None:
        """Ask where to save a copy of the file."""
        piece = self._working.value.piece(evidence)
        if piece is not None:
            self._ask_where(piece)

    @Slot(object)
    def replace(self, evidence: UUID) -> None:
        """Ask for a newer file; the present one is kept as an earlier version."""
        self._working.flush()
        dialog = QFileDialog(self._host, tr("Replace with a newer file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(partial(self._on_newer_chosen, evidence))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def remove(self, *evidence: UUID) -> bool:
        """Take pieces out of the assessment, with all their citations; return whether they are gone."""
        self._working.flush()
        opened, field = self._working.opened, "removal:" + ",".join(map(str, evidence))
        return opened.can_change(Part.EVIDENCE) and self._working.do(
            lambda: opened.remove_evidence(*evidence), field=field
        )

    @Slot(object, str, str)
    def date(self, evidence: UUID, dated: str, expires: str) -> None:
        """Say of which day or month a piece is, and until when it counts."""
        opened = self._working.opened
        self._working.do(lambda: opened.date_evidence(evidence, dated, expires), field=f"dates:{evidence}")

    def open_version(self, evidence: UUID, version: FileVersion) -> None:
        """Open a version of a file with another program."""
        piece = self._working.value.piece(evidence)
        if piece is not None:
            self._open_stored(_as_it_was(piece, version))

    def copy_version(self, evidence: UUID, version: FileVersion) -> None:
        """Ask where to save a copy of a version."""
        piece = self._working.value.piece(evidence)
        if piece is not None:
            self._ask_where(_as_it_was(piece, version))

    def _on_newer_chosen(self, evidence: UUID, name: str) -> None:
        self.newer_given.emit(evidence, Path(name))

    def _open_stored(self, piece: Evidence) -> None:
        opened = self._working.opened
        if not opened.holds(piece.sha256):
            self.told.emit(tr("The file of “{title}” is missing on this computer.", title=piece.title))
        elif self._try(partial(check_openable, piece)):
            job = Job(lambda _job: opened.lend_copy(piece.sha256, safe_name(piece)))
            job.succeeded.connect(self._on_lent)
            job.failed.connect(self._on_copy_failed)
            job.start()

    def _rename(self, evidence: UUID, title: str, _address: str) -> None:
        opened = self._working.opened
        self._working.do(lambda: opened.rename_evidence(evidence, title), field=f"title:{evidence}")

    def _ask_where(self, piece: Evidence) -> None:
        dialog = QFileDialog(self._host, tr("Save a copy"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_name(piece))
        dialog.fileSelected.connect(partial(self._save_copy, piece))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_copy(self, piece: Evidence, name: str) -> None:
        opened = self._working.opened
        if not opened.holds(piece.sha256):
            self.told.emit(tr("The file of “{title}” is missing on this computer.", title=piece.title))
            return
        job = Job(lambda _job: opened.save_copy(piece.sha256, Path(name)))
        job.failed.connect(self._on_copy_failed)
        job.start()

    def _try(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except EuclesError as error:
            self.told.emit(current().sentence(error))
            return False
        return True

    @Slot(object)
    def _on_lent(self, copy: Path) -> None:
        show_copy(copy)

    @Slot(object)
    def _on_copy_failed(self, error: Exception) -> None:
        if isinstance(error, EuclesError):
            self.told.emit(current().sentence(error))
        elif isinstance(error, OSError):
            self.told.emit(tr("The copy cannot be written: {reason}", reason=error.strerror or error))
        else:
            raise error


def _as_it_was(piece: Evidence, version: FileVersion) -> Evidence:
    return replace(piece, sha256=version.sha256, file_name=version.file_name, size=version.size)
