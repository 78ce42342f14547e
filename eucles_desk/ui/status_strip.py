"""The line below the pages: where the data are, and work that goes on in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import ElidedLabel, button, spaced

if TYPE_CHECKING:
    from eucles_desk.ui.jobs import Job


class StatusStrip(QFrame):
    """Shows a sentence while nothing goes on and the progress of a job while one does.

    An open assessment has a bar of its own that says what is saved; below it the strip is only shown for a job.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "strip")
        self._job: Job | None = None
        self._is_wanted = True
        self._sign = QLabel()
        self.state_label = ElidedLabel(tr("Everything is stored on this computer."), "small")
        self.job_label = ElidedLabel("", "small")
        self.job_bar = QProgressBar()
        self.job_bar.setTextVisible(False)
        self.job_bar.setFixedWidth(theme.em(9))
        self.job_bar.setAccessibleName(tr("Progress"))
        self.cancel_button = button(tr("Cancel"), look="quiet")
        row = QHBoxLayout(self)
        spaced(row, 0, 0.5)
        row.setContentsMargins(theme.em(1.2), theme.em(0.3), theme.em(1.2), theme.em(0.3))
        row.addWidget(self._sign)
        row.addWidget(self.state_label, 1)
        row.addWidget(self.job_label)
        row.addWidget(self.job_bar)
        row.addWidget(self.cancel_button)
        self.cancel_button.clicked.connect(self._on_cancel)
        self._is_well, self._is_doubted, self._warning = True, False, ""
        theme.notifier().changed.connect(self._draw_sign)
        self._draw_sign()
        for shown in (self.job_label, self.job_bar, self.cancel_button):
            shown.hide()
        self.setMinimumHeight(self.sizeHint().height() + theme.em(0.8))

    def show_always(self, *, always: bool) -> None:
        """Say whether the strip is shown without a job too."""
        self._is_wanted = always
        self.setVisible(always or self._job is not None)

    def say(self, warning: str) -> None:
        """Say in place of that all is stored that something else is not as it should be; nothing takes it back."""
        self._warning = warning
        self._say()

    def doubt(self, *, doubted: bool) -> None:
        """Leave it to what stands above the page to say how the data are, or say it here again."""
        self._is_doubted = doubted
        self._say()

    def _say(self) -> None:
        well = tr("Something is wrong with the data: see above.") if self._is_doubted else ""
        said = self._warning or well
        self._is_well = not said
        self.state_label.say(said or tr("Everything is stored on this computer."))
        self._draw_sign()

    def follow(self, job: Job, text: str) -> None:
        """Show the progress of a job until it has finished."""
        self._job = job
        self.job_label.say(text)
        self.job_bar.setRange(0, 0)
        self._show_job(visible=True)
        job.progressed.connect(self._on_progress)
        job.finished.connect(self._on_finished)

    @Slot()
    def _draw_sign(self) -> None:
        name, role = ("check", "good") if self._is_well else ("warning", "warning")
        self._sign.setPixmap(pixmap(name, theme.colour(role).name(), theme.em(1.1), self.devicePixelRatioF()))

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        self.job_bar.setRange(0, total)
        self.job_bar.setValue(done)

    @Slot()
    def _on_finished(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self._show_job(visible=False)

    @Slot()
    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show_job(self, *, visible: bool) -> None:
        for shown in (self.job_label, self.job_bar, self.cancel_button):
            shown.setVisible(visible)
        self.setVisible(visible or self._is_wanted)
