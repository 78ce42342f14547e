"""The keys of an assessment while the keyboard is in the window, but beside the page: sidebar, help, messages."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from eucles_desk.ui.actions import ACTIONS, Group
from eucles_desk.ui.assessment.area_tabs import NUMBERED
from eucles_desk.ui.binding import bound, name
from eucles_desk.ui.language import tr

GROUPS: Final = frozenset({Group.ASSESSMENT, Group.CRITERIA})
PLAIN: Final = frozenset({"Esc", "Delete", "Backspace"})
"""Keys that mean something else beside the page, as single signs do."""


class KeysAround(QObject):
    """Hands a key pressed beside the page to what it is joined to in the page.

    The same key joined twice would do nothing, so this rests while the keyboard is in the page.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        window = Qt.ShortcutContext.WindowShortcut
        everywhere = {made.key() for made in page.findChildren(QShortcut) if made.context() == window}
        keys = {key: action for key, action in _keys().items() if QKeySequence(key) not in everywhere}
        self._made = [QShortcut(QKeySequence(key), page) for key in keys]
        for made, action in zip(self._made, keys.values(), strict=True):
            name(made, action, is_offered=False)
            made.setContext(window)
            made.setAutoRepeat(False)
            made.activated.connect(partial(self._run, made.key()))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, QApplication.focusWidget())

    def _run(self, key: QKeySequence) -> None:
        for action, _, made in bound(self._page):
            if isinstance(made, QShortcut) and made.key() == key and ACTIONS[action].group in GROUPS:
                made.activated.emit()
                return

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        is_beside = now is None or not (now is self._page or self._page.isAncestorOf(now))
        for made in self._made:
            if made.isEnabled() != is_beside:
                made.setEnabled(is_beside)


def _keys() -> dict[str, str]:
    """Return the keys that work from anywhere, each with the action that it is for."""
    found = dict.fromkeys((f"Ctrl+Shift+{number}" for number in range(1, NUMBERED + 1)), "area")
    found |= dict.fromkeys((f"Alt+{level}" for level in range(10)), "level")
    for action in ACTIONS.values():
        if action.group in GROUPS:
            keys = (tr(key) for key in action.keys) if action.is_local else action.keys
            found |= {key: action.key for key in keys if len(key) > 1 and key not in PLAIN}
    return found
