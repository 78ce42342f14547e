"""How far a report has come, and a button that stops it; work that is done at once is not worth showing."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import button, label, spaced

PATIENCE_MILLISECONDS = 300


class ProgressRow(QWidget):
    """Shown while a report is being made, once that has taken a moment.

    Signals:
        cancelled: The user wants to stop it.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text_label = label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress of the report"))
        self.cancel_button = button(tr("Cancel"), "close")
        row = QHBoxLayout(self)
        spaced(row, 0, 0.8)
        row.addWidget(self.text_label)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        self.cancel_button.clicked.connect(self.cancelled)
        self._patience = QTimer(self, interval=PATIENCE_MILLISECONDS, singleShot=True)
        self._patience.timeout.connect(self.show)
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether it is shown, or will be in a moment."""
        return self._patience.isActive() or not self.isHidden()

    def begin(self) -> None:
        """Show in a moment that work has begun, or at once that it goes on."""
        self.show_progress(0, 0)
        if not self.is_running:
            self._patience.start()

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Show how far it has come; a total of 0 is not known yet."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if done and total:
            self.text_label.setText(tr("Making the report: {percent} %", percent=done * 100 // total))
        else:
            self.text_label.setText(tr("Making the report…"))

    def end(self) -> None:
        """Show nothing any more."""
        self._patience.stop()
        self.hide()
