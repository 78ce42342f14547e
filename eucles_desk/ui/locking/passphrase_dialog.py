"""Asks for a passphrase to set, to change, to take away, or to prove that it is the user who asks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from eucles_desk.errors import UsageError
from eucles_desk.services.passphrases import Verdict, check_strength, strength
from eucles_desk.ui.form_dialog import FormDialog
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import tr
from eucles_desk.ui.locking.secret_field import SecretField
from eucles_desk.ui.widgets import button, label, set_look, spaced

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE_MILLISECONDS = 120
"""Somebody who types on is not told with each letter how good it is."""


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
        self._task, self._go_on, self._suggest = task, go_on, suggest
        self.present_field = SecretField(tr("Present passphrase"))
        self.new_field = SecretField(tr("New passphrase"))
        self.again_field = SecretField(tr("The same once more"))
        self.strength_bar = QProgressBar()
        self.strength_bar.setRange(0, 100)
        self.strength_bar.setTextVisible(False)
        self.strength_bar.setAccessibleName(tr("How hard it is to guess"))
        self.strength_label = label("", "small")
        self.suggest_button = button(tr("Suggest one"), look="link")
        self.caps_label = label(tr("Caps Lock seems to be on."), "warning")
        self.caps_label.hide()
        if task in {Task.CHANGE, Task.REMOVE, Task.SHEET}:
            self.form.addRow(tr("&Present passphrase"), self.present_field)
        if task in {Task.SET, Task.CHANGE, Task.RECOVER}:
            self.form.addRow(tr("&New passphrase"), self.new_field)
            self.form.addRow("", self._make_strength())
            self.form.addRow(tr("The same &once more"), self.again_field)
            Job(_load_estimate).start()  # while the user types the first letters
        self.form.addRow("", self.caps_label)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._say_strength)
        self.new_field.edited.connect(self._pause.start)
        self.suggest_button.clicked.connect(self._on_suggest)
        for field in (self.present_field, self.new_field, self.again_field):
            field.caps_lock_changed.connect(self.caps_label.setVisible)
        self._say_strength()
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

    def _make_strength(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        spaced(column, 0, 0.3)
        column.addWidget(self.strength_bar)
        row = QHBoxLayout()
        spaced(row, 0, 0.6)
        row.addWidget(self.strength_label, 1)
        row.addWidget(self.suggest_button)
        column.addLayout(row)
        return holder

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
                self.show_error(error)
                self.new_field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            if new != again:
                self.show_problem(tr("The two are not the same. Type the second once more."), self.again_field)
                self.again_field.edit.selectAll()
                return
        self._wait(is_waiting=True)
        self.submitted.emit(Given(self._task, present, new))

    @Slot()
    def _on_suggest(self) -> None:
        suggested = self._suggest()
        for field in (self.new_field, self.again_field):
            field.edit.setText(suggested)
            field.show_button.setChecked(True)
        self.new_field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _say_strength(self) -> None:
        typed = self.new_field.text()
        found = strength(typed) if typed.strip() else None
        self.strength_bar.setValue(0 if found is None else round(found.share * 100))
        if found is None:
            said, look = tr("Four words or more that nobody would expect together."), "small"
        else:
            said, look = {
                Verdict.WEAK: (tr("Too easy to guess"), "danger"),
                Verdict.ENOUGH: (tr("Hard enough to guess"), "small"),
                Verdict.GOOD: (tr("Very hard to guess"), "good"),
            }[found.verdict]
        self.strength_label.setText(said)
        set_look(self.strength_label, look)
        self.strength_bar.setAccessibleDescription(said)


def _words(task: Task) -> tuple[str, str, str]:
    """Return title, what is to be known before, and what the button says."""
    match task:
        case Task.SET:
            intro = tr(
                "Nobody can bring a forgotten passphrase back. You are offered a recovery sheet to print right after, "
                "which opens the data without it."
            )
            return tr("Set a passphrase"), intro, tr("Set the passphrase")
        case Task.CHANGE:
            intro = tr("A recovery sheet that you have printed stays valid.")
            return tr("Change the passphrase"), intro, tr("Change the passphrase")
        case Task.RECOVER:
            intro = tr("The data were opened with the recovery code. The passphrase that was forgotten ends with this.")
            return tr("Set a new passphrase"), intro, tr("Set the passphrase")
        case Task.REMOVE:
            intro = tr(
                "The key will lie beside the data again, readable by you alone. This is no secrecy: whoever has the "
                "whole folder can read everything."
            )
            return tr("Remove the passphrase"), intro, tr("Remove the passphrase")
        case Task.SHEET:
            intro = tr("The recovery sheet opens the data for whoever holds it, so the passphrase is asked for.")
            return tr("Recovery sheet"), intro, tr("Go on")


def _load_estimate(_job: Job) -> None:
    """Import what estimates, which takes longer than a letter."""
    strength("some words to begin with")
