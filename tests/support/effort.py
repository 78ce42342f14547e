"""What a piece of work costs a practised person, by the keystroke-level model.

The times are those of Card, Moran and Newell, "The keystroke-level model for user performance time with interactive
systems", Communications of the ACM 23 (1980): a key press of an average typist (40 words a minute, which is also the
pace of a text), pointing with a mouse, pressing or letting go of its button, moving a hand between keyboard and mouse,
and making up one's mind. Nothing that a practised person might leave out is left out: one decision goes with every key
that is not the one pressed just before, with every click and with every text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from support.user import NONE, User

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

KEY: Final = 0.28
POINT: Final = 1.1
BUTTON: Final = 0.1
HAND: Final = 0.4
DECIDE: Final = 1.35


@dataclass(frozen=True, slots=True)
class Effort:
    """Work so far, or between two moments.

    Attributes:
        presses: Key presses that are no text; one with Ctrl, Alt or Shift is one press.
        strokes: The same with Ctrl, Alt and Shift counted as keys of their own, as the model does.
        clicks: Clicks of the mouse.
        signs: Signs of text typed.
        seconds: The time for all but text.
        writing: The time for text.
    """

    presses: int = 0
    strokes: int = 0
    clicks: int = 0
    signs: int = 0
    seconds: float = 0.0
    writing: float = 0.0

    def __add__(self, other: Effort) -> Effort:
        """Return both together."""
        return self._with(other, 1)

    def __sub__(self, other: Effort) -> Effort:
        """Return what came after another."""
        return self._with(other, -1)

    @property
    def acts(self) -> int:
        """Key presses and clicks."""
        return self.presses + self.clicks

    def _with(self, other: Effort, sign: int) -> Effort:
        return Effort(
            self.presses + sign * other.presses,
            self.strokes + sign * other.strokes,
            self.clicks + sign * other.clicks,
            self.signs + sign * other.signs,
            self.seconds + sign * other.seconds,
            self.writing + sign * other.writing,
        )


@dataclass
class CountedUser(User):
    """A user whose every key and click is counted.

    Attributes:
        effort: What was spent so far.
        between: Called after every act, so that a program that is watched goes on as it does under a slower hand.
    """

    effort: Effort = field(default_factory=Effort)
    between: Callable[[], object] = lambda: None
    _last: object = None
    _is_at_mouse: bool = False

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key that is no text."""
        strokes = 1 + modifier.value.bit_count()
        decision = 0.0 if self._last == (key, modifier) else DECIDE
        self._spend(Effort(1, strokes, seconds=decision + strokes * KEY + self._hand(at_mouse=False)))
        self._last = key, modifier
        super().press(key, modifier)
        self.between()

    def write(self, text: str) -> None:
        """Type a text."""
        self._spend(Effort(signs=len(text), seconds=DECIDE + self._hand(at_mouse=False), writing=len(text) * KEY))
        self._last = text
        for sign in text:
            super().write(sign)
            self.between()

    def enter(self, value: str, *, like: str = "") -> None:
        """Type a figure or a name, which is no text: each sign counts as a key press.

        ``like`` is what a user would type where a test needs more: a name in the folder that is shown, not a path.
        """
        keys = len(like or value)
        self._spend(Effort(keys, keys, seconds=DECIDE + keys * KEY + self._hand(at_mouse=False)))
        self._last = value
        super().write(value)
        self.between()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Point at a widget and click it."""
        self._spend(Effort(clicks=1, seconds=DECIDE + POINT + 2 * BUTTON + self._hand(at_mouse=True)))
        self._last = widget
        super().click(widget, at)
        self.between()

    def _hand(self, *, at_mouse: bool) -> float:
        moved, self._is_at_mouse = at_mouse != self._is_at_mouse, at_mouse
        return HAND if moved else 0.0

    def _spend(self, effort: Effort) -> None:
        self.effort += effort
