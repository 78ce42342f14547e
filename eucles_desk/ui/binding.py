"""Joins declared actions to the keys of windows and their parts, and finds them again by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from eucles_desk.ui.actions import keys_of
from eucles_desk.ui.key_rules import Shortcut, set_key_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ACTION: Final = "action"
VALUE: Final = "action-value"
"""The properties that say which action a shortcut is for, and which of several."""
NOT_OFFERED: Final = "action-not-offered"
"""The property of a shortcut that is no way of its own to do something."""


def bind(
    key: str,
    part: QWidget,
    slot: Callable[[], object],
    *,
    keys: tuple[str, ...] = (),
    value: str = "",
    context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut,
) -> list[QShortcut]:
    """Have the keys of an action do something over a part; ``keys`` and ``value`` are for one of several alike.

    A single sign does nothing while the keyboard is in a field: it is typed there.
    """
    set_key_rules()
    made: list[QShortcut] = []
    for one in keys or keys_of(key):
        shortcut = Shortcut(QKeySequence(one), part, context=context)
        shortcut.setAutoRepeat(one.startswith("Ctrl+"))
        shortcut.activated.connect(slot)
        name(shortcut, key, value)
        made.append(shortcut)
    return made


def name(made: QShortcut | QAction, key: str, value: str = "", *, is_offered: bool = True) -> None:
    """Say which action a shortcut or Qt's own action is for; one that is not offered is not found by name."""
    made.setProperty(ACTION, key)
    made.setProperty(VALUE, value)
    made.setProperty(NOT_OFFERED, not is_offered)


def bound(window: QWidget) -> Iterator[tuple[str, str, QShortcut | QAction]]:
    """Yield what is joined to keys in a window now: action, value, and what does it."""
    for made in (*window.actions(), *window.findChildren(QShortcut)):
        key = made.property(ACTION)
        if not key or not made.isEnabled() or made.property(NOT_OFFERED):
            continue
        part = made.parent()
        if isinstance(part, QWidget) and (part is window or part.isVisible()):
            yield str(key), str(made.property(VALUE) or ""), made
