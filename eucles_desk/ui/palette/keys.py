"""Keys as people read them, and keys that text fields must leave to the window."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

LEFT_TO_THE_WINDOW: Final = frozenset({"Ctrl+K", "Ctrl+E"})
"""Where Qt edits text as old Unix programs do, fields would take these to cut and to move in a line."""


def shown_key(key: str) -> str:
    """Return one key as it stands on keyboards: with arrows, and with the signs of its own on a Mac."""
    sequence = QKeySequence(key)
    if sequence.isEmpty():
        return key
    if sys.platform == "darwin":
        return sequence.toString(QKeySequence.SequenceFormat.NativeText)
    *modifiers, last = sequence.toString(QKeySequence.SequenceFormat.PortableText).split("+")
    return "+".join((*modifiers, _SIGNS.get(last, last))) if last else f"{'+'.join(modifiers)}+"


def shown_keys(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return keys as this system writes them, each once."""
    return tuple(dict.fromkeys(shown_key(key) for key in keys))


_SIGNS: Final = {
    "Left": "\N{LEFTWARDS ARROW}",
    "Right": "\N{RIGHTWARDS ARROW}",
    "Up": "\N{UPWARDS ARROW}",
    "Down": "\N{DOWNWARDS ARROW}",
    "Return": "Enter",
    "Del": "Delete",
    "PgDown": "PgDn",
}
"""How keys are called on keyboards, where that is not what Qt says."""


class KeyGuard(QObject):
    """Watches whatever has the keyboard in one window, and keeps it from taking keys that mean something everywhere.

    It moves along with the keyboard: watching all events of the program would slow every one of them down.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._watched: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave a key to the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
            if key in LEFT_TO_THE_WINDOW:
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and before is self._watched:
            before.removeEventFilter(self)
        self._watched = None
        if now is not None and self._window.isAncestorOf(now):
            self._watched = now
            now.installEventFilter(self)
