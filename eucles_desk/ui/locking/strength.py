"""Says how hard to guess a passphrase is while it is typed, and suggests one, which has to be known to count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from eucles_desk.services.passphrases import Strength, Verdict, strength
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

    One that is suggested stands in the first field and is seen; into the second the user types it, or says that it is
    written down.

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
        self.written_check = QCheckBox(tr("I have &written it down"))
        self.written_check.hide()
        column.addWidget(self.written_check)
        self._suggested = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.say_strength)
        new.edited.connect(self._pause.start)
        new.edited.connect(self._follow)
        self.written_check.toggled.connect(self._on_written)
        self.suggest_button.clicked.connect(self._on_suggest)
        self.say_strength()

    def prepare(self) -> None:
        """Load what estimates before it is needed: to import that takes longer than the first letters."""
        Job(_load_estimate).start()

    @property
    def has_suggested(self) -> bool:
        """Whether what stands in the field is what was suggested last."""
        return bool(self._suggested) and self._new.text() == self._suggested

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
                Verdict.WEAK: (_said_of_weak(found), "danger"),
                Verdict.ENOUGH: (tr("Hard enough to guess"), "small"),
                Verdict.GOOD: (tr("Very hard to guess"), "good"),
            }[found.verdict]
        self.label.setText(said)
        set_look(self.label, look)
        self.bar.setAccessibleDescription(said)

    @Slot()
    def _on_suggest(self) -> None:
        self._suggested = self._suggest()
        self.written_check.setChecked(False)
        self._again.clear_all()
        self._new.edit.setText(self._suggested)
        for field in (self._new, self._again):
            field.show_button.setChecked(True)
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _follow(self) -> None:
        """Have it be confirmed that a suggestion is known for as long as it stands there."""
        if not self._new.text():
            self._suggested = ""  # nothing of it is left behind
        self.written_check.setVisible(self.has_suggested)

    @Slot(bool)
    def _on_written(self, is_written: bool) -> None:
        if self.has_suggested:
            self._again.edit.setText(self._suggested if is_written else "")


def _said_of_weak(found: Strength) -> str:
    return tr("Too easy to guess: one more word is missing") if found.missing == 1 else tr("Too easy to guess")


def _load_estimate(_job: Job) -> None:
    strength("some words to begin with")
