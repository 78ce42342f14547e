"""Asks for a passphrase to set, to change, to take away, or to prove that it is the user who asks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot

from eucles_desk.errors import UsageError
from eucles_desk.services.passphrases import check_strength
from eucles_desk.ui.form_dialog import FormDialog
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.locking.secret_field import SecretField
from eucles_desk.ui.locking.strength import StrengthMeter
from eucles_desk.ui.widgets import label
from eucles_desk.wording.protection import EARLIER_COPIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class Task(StrEnum):
    """What the passphrase is asked for."""

    SET = "set"
    CHANGE = "change"
    RECOVER = "recover"
    """Another one after the recovery code was used; the present one is not known."""
    REMOVE = "remove"
    SHEET = "sheet"
    """The recovery sheet, which opens the data for good."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was asked for: the present passphrase and the new one, each empty where it is not asked for."""

    task: Task
    present: str = ""
    new: str = ""


class PassphraseDialog(FormDialog):
    """Asks, and waits while it is done.

    Signals:
        submitted: Carries what was ``Given``. Answer with :meth:`accept`, or :meth:`go_on_asking` and ``show_error``.
    """

    submitted = Signal(object)

    def __init__(self, task: Task, suggest: Callable[[], str], parent: QWidget | None = None) -> None:
        title, intro, go_on = _words(task)
        super().__init__(title, intro, go_on, parent)
        self._task, self._go_on = task, go_on
        self.present_field = SecretField(tr("Present passphrase"))
        self.new_field = SecretField(tr("New passphrase"))
        self.again_field = SecretField(tr("The same once more"))
        self.meter = StrengthMeter(self.new_field, self.again_field, suggest)
        self.strength_bar, self.strength_label = self.meter.bar, self.meter.label
        self.suggest_button = self.meter.suggest_button
        self.caps_label = label(tr("Caps Lock seems to be on."), "warning")
        self.caps_label.hide()
        if task in {Task.CHANGE, Task.REMOVE, Task.SHEET}:
            self.form.addRow(tr("&Present passphrase"), self.present_field)
        if task in {Task.SET, Task.CHANGE, Task.RECOVER}:
            self.form.addRow(tr("&New passphrase"), self.new_field)
            self.form.addRow("", self.meter)
            self.form.addRow(tr("The same &once more"), self.again_field)
            self.meter.prepare()
        self.form.addRow("", self.caps_label)
        for field in (self.present_field, self.new_field, self.again_field):
            field.caps_lock_changed.connect(self.caps_label.setVisible)
        self._first.setFocus()

    def go_on_asking(self) -> None:
        """Let the user type again."""
        self._wait(is_waiting=False)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Leave nothing typed behind."""
        for field in (self.present_field, self.new_field, self.again_field):
            field.clear_all()
        super().done(result)

    @property
    def _first(self) -> SecretField:
        return self.new_field if self._task in {Task.SET, Task.RECOVER} else self.present_field

    def _wait(self, *, is_waiting: bool) -> None:
        self.content.setEnabled(not is_waiting)
        self.go_on_button.setEnabled(not is_waiting)
        self.cancel_button.setEnabled(not is_waiting)
        self.go_on_button.setText(tr("One moment…") if is_waiting else self._go_on)

    def reject(self) -> None:
        """Stay while it is done: then it is too late to say no."""
        if self.cancel_button.isEnabled():
            super().reject()

    @Slot()
    def _on_accepted(self) -> None:
        self.problem_bar.hide()
        present, new, again = (field.text() for field in (self.present_field, self.new_field, self.again_field))
        asks_present = self.present_field.isVisibleTo(self)
        asks_new = self.new_field.isVisibleTo(self)
        if asks_present and not present.strip():
            self.show_problem(tr("Type the present passphrase."), self.present_field)
            return
        if asks_new:
            if not new.strip():
                self.show_problem(tr("Type the new passphrase."), self.new_field)
                return
            try:
                check_strength(new)
            except UsageError as error:
                self.show_problem(current().sentence(error), self.new_field)
                return
            if not again and self.meter.has_suggested:
                self.show_problem(
                    tr("Type it once more, or say that you have written it down: without it the data stay locked."),
                    self.again_field,
                )
                return
            if new != again:
                self.show_problem(tr("The two are not the same. Type the second once more."), self.again_field)
                self.again_field.edit.selectAll()
                return
        self._wait(is_waiting=True)
        self.submitted.emit(Given(self._task, present, new))


def _words(task: Task) -> tuple[str, str, str]:
    """Return title, what is to be known before, and what the button says."""
    match task:
        case Task.SET:
            intro = tr(
                "Nobody can bring a forgotten passphrase back. You are offered a recovery sheet to print right after, "
                "which opens the data without it."
            )
            return tr("Set a passphrase"), f"{intro} {tr(EARLIER_COPIES)}", tr("Set the passphrase")
        case Task.CHANGE:
            intro = tr("A recovery sheet that you have printed stays valid.")
            return tr("Change the passphrase"), f"{intro} {tr(EARLIER_COPIES)}", tr("Change the passphrase")
        case Task.RECOVER:
            intro = tr("The data were opened with the recovery code. The passphrase that was forgotten ends with this.")
            return tr("Set a new passphrase"), f"{intro} {tr(EARLIER_COPIES)}", tr("Set the passphrase")
        case Task.REMOVE:
            intro = tr(
                "The key will lie beside the data again, readable by you alone. This is no secrecy: whoever has the "
                "whole folder can read everything."
            )
            return tr("Remove the passphrase"), intro, tr("Remove the passphrase")
        case Task.SHEET:
            intro = tr("The recovery sheet opens the data for whoever holds it, so the passphrase is asked for.")
            return tr("Recovery sheet"), intro, tr("Go on")
