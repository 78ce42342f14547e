"""A field for a passphrase: hidden, shown on request, and with a hint where Caps Lock seems to be on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from eucles_desk.ui.basics import icon_button, spaced
from eucles_desk.ui.language import tr

MOST_LETTERS = 1024
_HIDDEN = (
    Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)
_SHOWN = (
    Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)


class SecretField(QWidget):
    """One line that is hidden until the user wants to see it.

    Signals:
        edited: Its text has changed.
        submitted: Enter was pressed.
        caps_lock_changed: Whether Caps Lock seems to be on; Qt does not tell, the letters that come do.
    """

    edited = Signal()
    submitted = Signal()
    caps_lock_changed = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setMaxLength(MOST_LETTERS)
        self.edit.setAccessibleName(name)
        self.show_button = icon_button(tr("Show what is typed"), "eye")
        self.show_button.setCheckable(True)
        self.setFocusProxy(self.edit)
        self._caps: bool | None = None
        row = QHBoxLayout(self)
        spaced(row, 0, 0.4)
        row.addWidget(self.edit, 1)
        row.addWidget(self.show_button)
        self._show_letters(wanted=False)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self.edited)
        self.edit.returnPressed.connect(self.submitted)
        self.show_button.toggled.connect(self._on_toggled)

    def text(self) -> str:
        """Return what is typed."""
        return self.edit.text()

    def clear_all(self) -> None:
        """Empty the field and hide what will be typed."""
        self.edit.setText("")  # unlike clear(), this leaves nothing for undo
        self.show_button.setChecked(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look whether a letter comes in the other case than the Shift key says."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed = event.text()
            if event.key() == Qt.Key.Key_CapsLock:
                self._tell_caps(is_on=False)  # until the next letter tells
            elif len(typed) == 1 and typed.lower() != typed.upper():
                has_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._tell_caps(is_on=typed.isupper() != has_shift)
        return super().eventFilter(watched, event)

    def _tell_caps(self, *, is_on: bool) -> None:
        if is_on != self._caps:
            self._caps = is_on
            self.caps_lock_changed.emit(is_on)

    def _show_letters(self, *, wanted: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if wanted else QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(_SHOWN if wanted else _HIDDEN)

    @Slot(bool)
    def _on_toggled(self, wanted: bool) -> None:
        self._show_letters(wanted=wanted)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
