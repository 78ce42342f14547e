"""The part of the settings about secrecy: what is protected now, the passphrase, and when it locks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QWidget

from eucles_desk.assessment.records import Protection
from eucles_desk.errors import EuclesError
from eucles_desk.ui import theme
from eucles_desk.ui.language import tr, trn
from eucles_desk.ui.locking.passphrase_dialog import Task
from eucles_desk.ui.locking.passphrases import Passphrases
from eucles_desk.ui.still import ListBox
from eucles_desk.ui.widgets import Card, FlowLayout, button, label, primary_button
from eucles_desk.wording.protection import EARLIER_COPIES, OPEN_TO_OTHERS, PROTECTED

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from eucles_desk.ui.context import Context
    from eucles_desk.ui.locking.secrecy import Secrecy

MINUTES: Final = (1, 2, 5, 10, 15, 30, 60, 0)
"""After how many it locks; 0 for never."""


class SecrecyCard(Card):
    """Says what is protected now, and does what the user asks for.

    Signals:
        done: Something was done; carries what is to be said.
        warned: Something was done, but not all of it; carries what is to be said.
        failed: Something could not be done; carries the error.
    """

    done = Signal(str)
    warned = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, secrecy: Secrecy) -> None:
        super().__init__(tr("Secrecy"))
        self._context, self._secrecy = context, secrecy
        self.passphrases = Passphrases(secrecy, self)
        self.state_label = label("", "strong", wrap=True, selectable=True)
        self.more_label = label("", "muted", wrap=True, selectable=True)
        self.open_label = label("", "warning", wrap=True, selectable=True)
        self.set_button = primary_button(tr("Set a passphrase…"), "lock")
        self.new_button = primary_button(tr("Set a new passphrase…"), "lock")
        self.lock_button = button(tr("Lock now"), "lock")
        self.lock_button.setToolTip(tr("Lock now (Ctrl+Shift+L)"))
        self.change_button = button(tr("Change the passphrase…"))
        self.sheet_button = button(tr("Recovery sheet…"))
        self.remove_button = button(tr("Remove the passphrase…"))
        self.minutes_box = ListBox()
        self.remember_check = QCheckBox(tr("This computer &remembers the passphrase"))
        self._lay_out()
        self._fill_minutes()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show how it is now."""
        protecting = self._secrecy.protecting()
        state = protecting.protection()
        is_set = state is Protection.PASSPHRASE
        first, *rest = (tr(sentence) for sentence in PROTECTED[state])
        self.state_label.setText(first)
        self.more_label.setText(" ".join([*rest, tr(EARLIER_COPIES)] if is_set else rest))
        self.open_label.setText("\n".join(tr(OPEN_TO_OTHERS, path=path) for path in self._secrecy.open_to_others))
        self.open_label.setVisible(bool(self._secrecy.open_to_others))
        is_recovered = is_set and self._secrecy.is_recovered
        self.set_button.setVisible(not is_set)
        self.new_button.setVisible(is_recovered)
        self.change_button.setVisible(is_set and not is_recovered)
        for part in (self.lock_button, self.sheet_button, self.remove_button):
            part.setVisible(is_set)
        self.rows.setVisible(is_set)
        self.remember_check.blockSignals(True)
        self.remember_check.setChecked(is_set and protecting.is_remembered)
        self.remember_check.blockSignals(False)
        self.remember_check.setEnabled(True)

    def go_on_recovering(self) -> None:
        """Ask for another passphrase, and not for the old one, where the recovery code opened the data."""
        if self._secrecy.is_recovered:
            self.passphrases.ask(Task.RECOVER)

    @property
    def first_part(self) -> QWidget:
        """What the keyboard goes to when this part of the settings is asked for."""
        shown = (self.set_button, self.new_button, self.lock_button)
        return next((part for part in shown if not part.isHidden()), self.lock_button)

    def showEvent(self, event: QShowEvent) -> None:
        """Show how it is now: another window may have changed it."""
        self.refresh()
        super().showEvent(event)

    def _lay_out(self) -> None:
        for part in (self.state_label, self.more_label, self.open_label):
            self.body.addWidget(part)
        row = QWidget()
        flow = FlowLayout(row)
        buttons = (self.set_button, self.new_button, self.lock_button, self.change_button, self.sheet_button)
        for part in (*buttons, self.remove_button):
            flow.addWidget(part)
        self.body.addWidget(row)
        self.rows = QWidget()
        form = QFormLayout(self.rows)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(theme.em(1.4))
        form.setVerticalSpacing(theme.em(0.7))
        name = QLabel(tr("&Locks"))
        name.setMinimumWidth(theme.em(8))
        name.setBuddy(self.minutes_box)
        form.addRow(name, self.minutes_box)
        form.addRow("", self.remember_check)
        hint = label(
            tr(
                "Kept in the keyring of the system, which opens with your login here: whoever uses it can then start "
                "the program without the passphrase. Once locked, it is asked for all the same."
            ),
            "small",
            wrap=True,
        )
        form.addRow("", hint)
        self.body.addWidget(self.rows)

    def _fill_minutes(self) -> None:
        chosen = self._context.choices.lock_minutes
        for minutes in MINUTES if chosen in MINUTES else (chosen, *MINUTES):
            said = (
                trn(
                    "after {count} minute of nobody touching it", "after {count} minutes of nobody touching it", minutes
                )
                if minutes
                else tr("only when you say so, and when the computer sleeps")
            )
            self.minutes_box.addItem(said, minutes)
        self.minutes_box.setCurrentIndex(self.minutes_box.findData(chosen))

    def _connect(self) -> None:
        for part, task in (
            (self.set_button, Task.SET),
            (self.new_button, Task.RECOVER),
            (self.change_button, Task.CHANGE),
            (self.remove_button, Task.REMOVE),
            (self.sheet_button, Task.SHEET),
        ):
            part.clicked.connect(partial(self._on_asked, task))
        self.lock_button.clicked.connect(self._on_lock)
        self.minutes_box.activated.connect(self._on_minutes)
        self.remember_check.toggled.connect(self._on_remember)
        self.passphrases.changed.connect(self.refresh)
        self.passphrases.done.connect(self.done)
        self.passphrases.warned.connect(self.warned)
        self.passphrases.failed.connect(self.failed)

    def _on_asked(self, task: Task, _is_checked: bool = False) -> None:
        self.passphrases.ask(task)

    @Slot()
    def _on_lock(self) -> None:
        self._secrecy.lock()

    @Slot()
    def _on_minutes(self) -> None:
        minutes = int(self.minutes_box.currentData())
        try:
            self._context.save_choices(replace(self._context.choices, lock_minutes=minutes))
        except EuclesError as error:
            self.failed.emit(error)
            return
        self._context.choices.lock_minutes = minutes
        self._secrecy.follow()

    @Slot(bool)
    def _on_remember(self, wanted: bool) -> None:
        self.remember_check.setEnabled(False)
        self.passphrases.remember(wanted=wanted)
