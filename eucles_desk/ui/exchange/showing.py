"""Opens what exchanges assessments with other computers when it is asked for; small, as each main window has one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence

from eucles_desk.ui import binding
from eucles_desk.ui.actions import keys_of
from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from eucles_desk.assessment.places import Place
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.intake import Intake
    from eucles_desk.ui.main_window import MainWindow


class Exchanging(QObject):
    """Opens the dialogs over a window, and shows what came of them."""

    def __init__(self, context: Context, window: MainWindow, intake: Intake) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        intake.package_wanted.connect(self.take)
        if self.is_possible:
            action = QAction(window)
            action.setShortcuts([QKeySequence(key) for key in keys_of("exchange")])
            action.triggered.connect(self.show_exchange)
            binding.name(action, "exchange")
            window.addAction(action)

    @property
    def is_possible(self) -> bool:
        """Whether the data can be exchanged; a copy to read cannot."""
        return self._context.packages is not None

    @Slot()
    def show_exchange(self) -> None:
        """Show where the seats of the open assessment are judged, and what can be given and taken."""
        working, packages = self._window.working, self._context.packages
        if working is None or packages is None or not self._window.is_in_assessment:
            return
        from eucles_desk.ui.exchange.dialog import ExchangeDialog

        working.flush()
        dialog = ExchangeDialog(packages, working, self._window)
        dialog.place_wanted.connect(self._go_to)
        dialog.file_wanted.connect(self._window.intake.choose_file)
        dialog.experts_wanted.connect(self.show_experts)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open_fitting()

    @Slot()
    def show_experts(self) -> None:
        """Show the register of experts and one's own card."""
        if self._context.packages is None:
            return
        from eucles_desk.ui.exchange.experts_dialog import ExpertsDialog

        dialog = ExpertsDialog(self._context.packages, self._context.choices, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open_fitting()

    @Slot(object)
    def take(self, file: Path) -> None:
        """Show what a package is, to be taken in or left."""
        packages = self._context.packages
        if packages is None:
            self._window.frame.say(tr("This is a copy to read: nothing can be taken in."), "warning")
            return
        from eucles_desk.ui.exchange.taking_dialog import TakePackageDialog

        dialog = TakePackageDialog(packages, file, self._window)
        dialog.taken.connect(self._on_taken)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open_fitting(46, 34)

    @Slot(object, str)
    def _on_taken(self, assessment: UUID, sentence: str) -> None:
        """Lead to what came in; what was here before can be had back with one undo."""
        window = self._window
        window.pages.reload()
        window.open_assessment(assessment)
        window.changed.emit()
        working = window.working
        if working is None or working.value.id != assessment:
            window.frame.say(sentence, "good")
            return
        entry = working.opened.undo_entry
        if entry is None:
            window.frame.say(sentence, "good")
        else:
            window.frame.say(sentence, "good", tr("Undo"), partial(self._undo, assessment))

    def _undo(self, assessment: UUID) -> None:
        working = self._window.working
        if working is not None and working.value.id == assessment:
            working.undo()
            self._window.frame.bar.put_away()

    @Slot(object)
    def _go_to(self, place: Place) -> None:
        if self._window.assessment_page is not None:
            self._window.assessment_page.go_to(place)
