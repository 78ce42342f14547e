"""Several who work on one assessment at once, two windows for instance: none writes over what another is typing."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from eucles_desk.assessment.changes import Change


class Hand:
    """One of them; ``hand_on`` has what it holds stored."""

    def __init__(self, hand_on: Callable[[], object]) -> None:
        self.hand_on = hand_on


class Hands:
    """Who works on an assessment, whose turn it is, and who changed it last.

    Attributes:
        acting: Whose change is being made, ``None`` for one made by nobody who has joined.
    """

    def __init__(self) -> None:
        self._joined: list[Hand] = []
        self._last: Hand | None = None
        self._is_settling = False
        self.acting: Hand | None = None

    def join(self, hand: Hand) -> Callable[[], None]:
        """Let a hand take part; return a function that lets it leave."""
        self._joined.append(hand)

        def leave() -> None:
            self._joined.remove(hand)
            hand.hand_on = _nothing  # whoever was last may be remembered, but holds nothing more

        return leave

    @contextmanager
    def turn(self, hand: Hand) -> Generator[None]:
        """Make changes for a hand; what the others hold is stored before, so that it has its own step to undo."""
        if not self._is_settling:
            self._settle(hand)
        before, self.acting = self.acting, hand
        try:
            yield
        finally:
            self.acting = before

    def is_same_as_last(self) -> bool:
        """Return whether the one who acts made the last change too: only then does typing on join its step."""
        return self.acting is self._last

    def remember(self) -> None:
        """Take note that a change was made."""
        self._last = self.acting

    def _settle(self, but: Hand) -> None:
        self._is_settling = True
        try:
            for other in tuple(self._joined):
                if other is not but:
                    other.hand_on()
        finally:
            self._is_settling = False


def overwrites(own: Change, other: Change) -> bool:
    """Return whether a change took away what another, made just before to the same part, had put there.

    A level beside somebody else's reason takes nothing away; another reason does.
    """
    before, put, now = other.before, other.after, own.after
    if put is None or now == put:
        return False
    if not is_dataclass(put) or isinstance(put, type) or type(now) is not type(put):
        return True
    for field in fields(put):
        there = getattr(put, field.name)
        is_new = there != getattr(before, field.name) if type(before) is type(put) else _says_something(there)
        if is_new and getattr(now, field.name) != there:
            return True
    return False


def _says_something(value: object) -> bool:
    """Return whether a field of a new part was filled in; level 0 is."""
    return value is not None and value is not False and value not in ("", ())


def _nothing() -> None:
    """Hold nothing."""
