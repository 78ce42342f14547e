"""The screen's language. It is one for the whole process, as Qt's own translations are."""

from __future__ import annotations

from eucles_desk.language import ENGLISH, Language

_current: list[Language] = [ENGLISH]


def current() -> Language:
    """Return the screen's language."""
    return _current[0]


def set_current(language: Language) -> None:
    """Make this the screen's language; windows made afterwards speak it."""
    _current[0] = language


def tr(message: str, **values: object) -> str:
    """Return the message in the screen's language with its values put in."""
    return _current[0].text(message, **values)


def trn(one: str, many: str, count: int, **values: object) -> str:
    """Return the form for the count in the screen's language."""
    return _current[0].plural(one, many, count, **values)
