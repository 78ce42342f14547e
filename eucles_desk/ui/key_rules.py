"""What keys mean where the keyboard is: a field keeps what is typed, Enter presses a button, Ctrl+W closes a dialog."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QKeySequenceEdit,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QWidget,
)
from shiboken6 import Shiboken

FIELDS: Final = (QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QKeySequenceEdit, QMenu)
"""Spin boxes are also fields for days and times; a menu takes letters to choose by."""
ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
RUBBING: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
CLOSE: Final = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_W)
WORDS_MILLISECONDS: Final = 1_000
"""A key within this time after a sign that nothing takes belongs to words that are typed beside all fields."""
HELD: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


_kept: list[KeyRules] = []
"""The rules of the program, found here rather than among the application's children: the style is one of those, and
to hand it to Python makes all terms of styles, 5 ms of a start."""


def takes_typing(widget: QWidget | None) -> bool:
    """Return whether signs that are typed belong to a widget: to a field, to a part of one, or to a list over all."""
    while widget is not None:
        if isinstance(widget, FIELDS) or widget.windowType() == Qt.WindowType.Popup:
            return True
        if widget.isWindow():
            return False
        widget = widget.parentWidget()
    return False


class Shortcut(QShortcut):
    """A shortcut that leaves plain signs to the field that the keyboard is in.

    Fields of Qt let some keys through: a list of months those that no month begins with, an open list all of them.
    """

    def event(self, event: QEvent) -> bool:
        """Do nothing for a sign, Delete or Backspace in a field, or amid words that no field takes."""
        if event.type() == QEvent.Type.Shortcut and _is_plain(self.key()):
            rules = set_key_rules()
            if takes_typing(QApplication.focusWidget()) or (rules is not None and rules.leaves_out()):
                return True
        return super().event(event)


class KeyRules(QObject):
    """Goes along with the keyboard through all windows and listens to the widget that has it, to no other.

    Whoever types words while no field has the keyboard means none of what their signs would do: after a sign that
    nothing takes, plain keys do nothing until there is a pause.

    Signals:
        left_out: A key was taken for a part of such words.
    """

    left_out = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._watched: QWidget | None = None
        self._words = QTimer(self, interval=WORDS_MILLISECONDS, singleShot=True)
        application.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, QApplication.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep signs for a field, press a button with Enter, and close a window that lies over the main one."""
        match event.type():
            case QEvent.Type.ShortcutOverride:
                if isinstance(watched, QWidget) and takes_typing(watched) and _is_typed(cast("QKeyEvent", event)):
                    event.accept()
                    return True
            case QEvent.Type.KeyPress:
                key = cast("QKeyEvent", event)
                if isinstance(watched, QWidget) and not takes_typing(watched) and self._is_of_words(watched, key):
                    return True
                if isinstance(watched, QWidget) and key.keyCombination() == CLOSE and _is_closed(watched.window()):
                    return True
                if isinstance(watched, QAbstractButton) and key.key() in ENTER and not key.modifiers() & ~_KEYPAD:
                    return _press(watched, key)
            case _:
                pass
        return super().eventFilter(watched, event)

    @property
    def is_in_words(self) -> bool:
        """Whether words are being typed that no field takes."""
        return self._words.isActive()

    def leaves_out(self) -> bool:
        """Return whether a plain key belongs to words that no field takes; it makes them go on."""
        if not self.is_in_words:
            return False
        self._words.start()
        self.left_out.emit()
        return True

    def _is_of_words(self, watched: QWidget, key: QKeyEvent) -> bool:
        """Note a sign that nothing takes; return whether a button is to be kept from a key amid such signs."""
        if key.modifiers() & HELD:
            return False
        if isinstance(watched, QAbstractButton) and (key.key() in ENTER or key.key() == Qt.Key.Key_Space):
            return self.leaves_out()
        if key.text().strip() and key.text().isprintable():
            self._words.start()
        return False

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and before is self._watched:
            before.removeEventFilter(self)
        self._watched = now
        self._words.stop()
        if now is not None:
            now.installEventFilter(self)


def set_key_rules() -> KeyRules | None:
    """Have the rules kept in all windows of the program, and return them; ``None`` where there are no windows."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return None
    if not _kept or not Shiboken.isValid(_kept[0]):
        _kept[:] = [KeyRules(application)]
    return _kept[0]


def _press(made: QAbstractButton, key: QKeyEvent) -> bool:
    """Press a button; in a dialog Enter on anything but a button is for the dialog's own default one."""
    if isinstance(made.window(), QDialog) and not isinstance(made, QPushButton | QToolButton):
        return False
    key.accept()
    if not key.isAutoRepeat():
        made.click()
    return True


def _is_closed(window: QWidget) -> bool:
    """Close a window that stands over or beside the main one, as Escape does; the main window has the key itself."""
    if not isinstance(window, QDialog):
        return False
    window.reject()
    return True


def _is_typed(key: QKeyEvent) -> bool:
    is_sign = bool(key.text()) and key.text().isprintable()
    return not key.modifiers() & HELD and (is_sign or key.key() in RUBBING)


def _is_plain(keys: QKeySequence) -> bool:
    written = keys.toString(QKeySequence.SequenceFormat.PortableText)
    return len(written) == 1 or written in {"Del", "Backspace"}


_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
