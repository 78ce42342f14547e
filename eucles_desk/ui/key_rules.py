"""What keys mean where the keyboard is: what is typed in a field stays there, and Enter presses a button."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QEvent, QObject, Qt, Slot
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

FIELDS: Final = (QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QKeySequenceEdit, QMenu)
"""Spin boxes are also fields for days and times; a menu takes letters to choose by."""
ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
RUBBING: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
HELD: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


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
        """Do nothing for a sign, Delete or Backspace in a field."""
        if event.type() == QEvent.Type.Shortcut and _is_plain(self.key()) and takes_typing(QApplication.focusWidget()):
            return True
        return super().event(event)


class KeyRules(QObject):
    """Goes along with the keyboard through all windows and listens to the widget that has it, to no other."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._watched: QWidget | None = None
        application.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, QApplication.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep signs for a field, and press a button with Enter."""
        match event.type():
            case QEvent.Type.ShortcutOverride:
                if isinstance(watched, QWidget) and takes_typing(watched) and _is_typed(cast("QKeyEvent", event)):
                    event.accept()
                    return True
            case QEvent.Type.KeyPress:
                key = cast("QKeyEvent", event)
                if isinstance(watched, QAbstractButton) and key.key() in ENTER and not key.modifiers() & ~_KEYPAD:
                    return _press(watched, key)
            case _:
                pass
        return super().eventFilter(watched, event)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and before is self._watched:
            before.removeEventFilter(self)
        self._watched = None
        if now is not None and (isinstance(now, QAbstractButton) or takes_typing(now)):
            self._watched = now
            now.installEventFilter(self)


def set_key_rules() -> None:
    """Have the rules kept in all windows of the program; once is enough."""
    application = QApplication.instance()
    if isinstance(application, QApplication) and application.findChild(KeyRules) is None:
        KeyRules(application)


def _press(made: QAbstractButton, key: QKeyEvent) -> bool:
    """Press a button; in a dialog Enter on anything but a button is for the dialog's own default one."""
    if isinstance(made.window(), QDialog) and not isinstance(made, QPushButton | QToolButton):
        return False
    key.accept()
    if not key.isAutoRepeat():
        made.click()
    return True


def _is_typed(key: QKeyEvent) -> bool:
    is_sign = bool(key.text()) and key.text().isprintable()
    return not key.modifiers() & HELD and (is_sign or key.key() in RUBBING)


def _is_plain(keys: QKeySequence) -> bool:
    written = keys.toString(QKeySequence.SequenceFormat.PortableText)
    return len(written) == 1 or written in {"Del", "Backspace"}


_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
