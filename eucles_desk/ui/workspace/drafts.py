"""What is shown but could not be stored yet, so that moving away and back never shows an older text."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeVar, cast

from eucles_desk.assessment.evidence import Note
from eucles_desk.assessment.on_site import SelfJudgement
from eucles_desk.assessment.values import Improvement
from eucles_desk.errors import EuclesError, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.ui.working import Working

Value = TypeVar("Value")


class Drafts:
    """Stores by way of :class:`Working` and remembers what is still being retried, by field."""

    def __init__(self, working: Working) -> None:
        self._working = working
        self._waiting: dict[str, object] = {}
        working.taken_back.connect(self._on_taken_back)

    def store(self, field: str, value: object, action: Callable[[], object]) -> bool:
        """Store a value; return whether it is on disk. One that is not is shown and retried until it is."""

        def run() -> None:
            try:
                action()
            except StorageError:
                raise
            except EuclesError:
                if not _text_of(value):  # a text that is refused stays to be shortened; it may be all there is of it
                    self._waiting.pop(field, None)
                raise
            self._waiting.pop(field, None)

        self._waiting[field] = value
        return self._working.do(run, field=field, text=_text_of(value))

    def latest(self, field: str, stored: Value) -> Value:
        """Return what waits to be stored in a field, otherwise what is stored."""
        return cast("Value", self._waiting[field]) if field in self._waiting else stored

    def _on_taken_back(self, field: str) -> None:
        self._waiting.pop(field, None)


def _text_of(value: object) -> str:
    """Return the words in a value, for the user to rescue."""
    if isinstance(value, str):
        return "" if isinstance(value, Enum) else value
    if isinstance(value, tuple):
        parts = [_text_of(part) for part in cast("tuple[object, ...]", value)]
        return "\n".join(part for part in parts if part)
    if isinstance(value, Note):
        return value.text
    if isinstance(value, SelfJudgement):
        return value.comment
    if isinstance(value, Improvement):
        return "\n".join(part for part in (value.text, value.effect, value.addressee) if part)
    return ""
