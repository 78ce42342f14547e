"""The window that asks for the passphrase; it knows nothing of the data, and is quick to be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.basics import button, label, primary_button, spaced
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.locking.secret_field import SecretField

if TYPE_CHECKING:
    from eucles_desk.errors import EuclesError

PAUSES: Final = (1, 2, 4, 8, 15, 30)
"""Seconds until the next try: each wrong one costs more than the one before."""
SECOND: Final = 1_000


class UnlockWindow(QWidget):
    """Asks for the passphrase or the recovery code.

    Args:
        place: the data folder.
        about: what else there is to know before unlocking.

    Signals:
        passphrase_given: Open the data with this. Answer with :meth:`refuse`, or by showing what is in them.
        code_given: Open them with this recovery code.
        given_up: The user ends the program.
    """

    passphrase_given = Signal(str)
    code_given = Signal(str)
    given_up = Signal()

    def __init__(self, place: str, about: str = "") -> None:
        super().__init__()
        self._about = about
        self.setWindowTitle(tr("EUCLES Desk is locked"))
        self._refused, self._left = 0, 0
        self._is_trying, self._wants_code = False, False
        self._make(place)
        self._lay_out()
        self._tick = QTimer(self, interval=SECOND)
        self._tick.timeout.connect(self._on_tick)
        self.unlock_button.clicked.connect(self._on_unlock)
        self.field.submitted.connect(self._on_unlock)
        self.code_edit.returnPressed.connect(self._on_unlock)
        self.field.caps_lock_changed.connect(self.caps_label.setVisible)
        self.other_button.clicked.connect(self._on_other)
        self.quit_button.clicked.connect(self.close)
        theme.notifier().changed.connect(self._draw_sign)
        self._show_way()

    def start_trying(self) -> None:
        """Show that it is being tried; nothing can be asked for meanwhile but to end."""
        self._is_trying = True
        self.say(tr("Unlocking…"), "muted")
        self.progress.show()
        self._follow()

    def refuse(self, error: EuclesError) -> None:
        """Say that it was not right; the next try has to wait, longer each time."""
        self._left = PAUSES[min(self._refused, len(PAUSES) - 1)]
        self._refused += 1
        self._said = current().sentence(error)
        self._stop_trying()
        self._tick.start()
        self._say_pause(aloud=True)
        self._shown_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._shown_field.selectAll()

    def go_on_asking(self) -> None:
        """Ask again where nothing was tried that the user gave."""
        self._stop_trying()
        self.say("")
        self._shown_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str, look: str = "danger", *, aloud: bool = False) -> None:
        """Show a sentence below the field."""
        self.state_label.setProperty("look", look)
        self.state_label.style().unpolish(self.state_label)
        self.state_label.style().polish(self.state_label)
        self.state_label.setText(sentence)
        if aloud and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing typed behind, also in the undo of the fields."""
        super().closeEvent(event)
        self.field.clear_all()
        self.code_edit.setText("")
        self.given_up.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Put the keyboard where one types when the user comes to the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and not self.focusWidget():
            self._shown_field.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    # Making

    def _make(self, place: str) -> None:
        self.sign = QLabel()
        self.title_label = label(tr("EUCLES Desk is locked"), "title", wrap=True)
        self.intro_label = label("", "muted", wrap=True)
        self.name_label = QLabel()
        self.field = SecretField(tr("Passphrase"))
        self.code_edit = QLineEdit()
        self.code_edit.setMaxLength(400)
        self.code_edit.setAccessibleName(tr("Recovery code"))
        self.code_edit.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhPreferUppercase
        )
        self.caps_label = label(tr("Caps Lock seems to be on."), "warning")
        self.caps_label.hide()
        self.state_label = label("", "danger", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.setFixedHeight(max(theme.em(0.3), 3))
        self.progress.setRange(0, 0)
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.progress.hide()
        self.place_label = label(tr("Data folder: {folder}", folder=place), "small", wrap=True, selectable=True)
        self.unlock_button = primary_button(tr("Unlock"))
        self.quit_button = button(tr("Quit"))
        self.other_button = button("", look="link")

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        spaced(row, 0, 0.7)
        row.addWidget(self.other_button)
        row.addStretch()
        row.addWidget(self.quit_button)
        row.addWidget(self.unlock_button)
        column = QVBoxLayout(self)
        spaced(column, 2, 0.7)
        for part in (self.sign, self.title_label, self.intro_label):
            column.addWidget(part)
        column.addSpacing(theme.em(0.5))
        for part in (self.name_label, self.field, self.code_edit, self.caps_label, self.state_label, self.progress):
            column.addWidget(part)
        column.addStretch()
        column.addLayout(row)
        column.addSpacing(theme.em(0.5))
        column.addWidget(self.place_label)
        self._draw_sign()
        room = self.screen().availableSize()
        self.resize(min(theme.em(36), room.width() - 40), min(theme.em(31), room.height() - 40))

    def _show_way(self) -> None:
        """Show the field for the passphrase or the one for the recovery code."""
        code = self._wants_code
        self.field.setVisible(not code)
        self.code_edit.setVisible(code)
        self.caps_label.hide()
        self.name_label.setText(tr("&Recovery code") if code else tr("&Passphrase"))
        self.name_label.setBuddy(self._shown_field)
        self.intro_label.setText(
            tr(
                "Type the code from the recovery sheet: thirteen groups of five letters and digits. Dashes, spaces "
                "and capitals do not matter."
            )
            if code
            else f"{tr('These data are protected with a passphrase.')} {self._about}".strip()
        )
        self.other_button.setText(tr("Use the passphrase") if code else tr("Use the recovery sheet…"))
        self._shown_field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _shown_field(self) -> QLineEdit:
        return self.code_edit if self._wants_code else self.field.edit

    def _follow(self) -> None:
        """Let be pressed what has an effect now."""
        self.unlock_button.setEnabled(not self._is_trying and not self._left)
        self.other_button.setEnabled(not self._is_trying)
        self._shown_field.setReadOnly(self._is_trying)

    def _stop_trying(self) -> None:
        self._is_trying = False
        self.progress.hide()
        self._follow()

    def _say_pause(self, *, aloud: bool = False) -> None:
        wait = trn("Try again in {count} second.", "Try again in {count} seconds.", self._left) if self._left else ""
        self.say(f"{self._said} {wait}".strip(), aloud=aloud)

    # Slots

    @Slot()
    def _on_unlock(self) -> None:
        if self._is_trying or self._left:
            return
        given = self._shown_field.text()
        if not given.strip():
            nothing = tr("Type the recovery code.") if self._wants_code else tr("Type the passphrase.")
            self.say(nothing, aloud=True)
            return
        self.start_trying()
        (self.code_given if self._wants_code else self.passphrase_given).emit(given)

    @Slot()
    def _on_other(self) -> None:
        self._wants_code = not self._wants_code
        if not self._left:
            self.say("")
        self._show_way()
        self._follow()

    @Slot()
    def _on_tick(self) -> None:
        self._left -= 1
        if not self._left:
            self._tick.stop()
            self._follow()
        if not self._is_trying:
            self._say_pause()

    @Slot()
    def _draw_sign(self) -> None:
        self.sign.setPixmap(pixmap("lock", theme.colour("accent").name(), theme.em(3), self.devicePixelRatioF()))
