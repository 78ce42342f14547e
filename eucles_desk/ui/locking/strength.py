"""Says how hard to guess a passphrase is while it is typed, and suggests one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from eucles_desk.services.passphrases import Verdict, strength
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import button, label, set_look, spaced

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.ui.locking.secret_field import SecretField

PAUSE_MILLISECONDS = 120
"""Somebody who types on is not told with each letter how good it is."""


class StrengthMeter(QWidget):
    """Stands under the field for a new passphrase.

    Args:
        new: where it is typed.
        again: where it is typed once more.
        suggest: makes one up.
    """

    def __init__(self, new: SecretField, again: SecretField, suggest: Callable[[], str]) -> None:
        super().__init__()
        self._new, self._again, self._suggest = new, again, suggest
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("How hard it is to guess"))
        self.label = label("", "small")
        self.suggest_button = button(tr("Suggest one"), look="link")
        column = QVBoxLayout(self)
        spaced(column, 0, 0.3)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        spaced(row, 0, 0.6)
        row.addWidget(self.label, 1)
        row.addWidget(self.suggest_button)
        column.addLayout(row)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.say_strength)
        new.edited.connect(self._pause.start)
        self.suggest_button.clicked.connect(self._on_suggest)
        self.say_strength()

    def prepare(self) -> None:
        """Import what estimates, which takes longer than a letter, while the user types the first ones."""
        Job(_load_estimate).start()

    @Slot()
    def say_strength(self) -> None:
        """Say how good what is typed is."""
        typed = self._new.text()
        found = strength(typed) if typed.strip() else None
        self.bar.setValue(0 if found is None else round(found.share * 100))
        if found is None:
            said, look = tr("Four words or more that nobody would expect together."), "small"
        else:
            said, look = {
                Verdict.WEAK: (tr("Too easy to guess"), "danger"),
                Verdict.ENOUGH: (tr("Hard enough to guess"), "small"),
                Verdict.GOOD: (tr("Very hard to guess"), "good"),
            }[found.verdict]
        self.label.setText(said)
        set_look(self.label, look)
        self.bar.setAccessibleDescription(said)

    @Slot()
    def _on_suggest(self) -> None:
        suggested = self._suggest()
        for field in (self._new, self._again):
            field.edit.setText(suggested)
            field.show_button.setChecked(True)
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)


def _load_estimate(_job: Job) -> None:
    strength("some words to begin with")
