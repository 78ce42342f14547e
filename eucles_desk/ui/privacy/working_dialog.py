"""A dialog that does its work on a pool thread and stays open meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from eucles_desk.errors import EuclesError
from eucles_desk.ui.form_dialog import FormDialog
from eucles_desk.ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class WorkingDialog(FormDialog):
    """Children let be pressed in :meth:`_follow` what has an effect now, and call :meth:`_start` to have work done.

    Attributes:
        is_busy: Whether work is being done.
    """

    def __init__(self, title: str, intro: str, go_on: str, parent: QWidget | None = None) -> None:
        super().__init__(title, intro, go_on, parent)
        self.is_busy = False

    def _start(self, work: Callable[[Job], object], done: Callable[[object], None]) -> None:
        job = Job(work)
        job.succeeded.connect(done)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        self.is_busy = True
        self._follow()
        job.start()

    def _follow(self) -> None:
        """Answer a change of what can be pressed."""
        raise NotImplementedError

    @Slot()
    def _on_finished(self) -> None:
        self.is_busy = False
        self._follow()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, EuclesError):
            raise error
        self.show_error(error)
