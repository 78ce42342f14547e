"""Texts that people type: what cannot be kept or passed on is taken out, and what is too long is refused."""

from __future__ import annotations

import dataclasses
import re
from enum import Enum
from typing import Any, Final, TypeVar, cast

from eucles_desk.errors import RuleError

MOST_CHARACTERS: Final = 200_000
"""As the interchange file's schema allows."""
_UNKEPT: Final = re.compile("[\x00\ud800-\udfff]")
Part = TypeVar("Part")


def tidied(part: Part) -> Part:
    """Return the part with each text in it fit to be stored; raise ``RuleError`` when one is too long."""
    if isinstance(part, str):
        return part if isinstance(part, Enum) else cast("Part", _text(part))
    if isinstance(part, tuple):
        items = cast("tuple[Any, ...]", part)
        fit = tuple(tidied(item) for item in items)
        return cast("Part", items if fit == items else fit)
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        changed: dict[str, Any] = {}
        for field in dataclasses.fields(part):
            value = getattr(part, field.name)
            fit_value = tidied(value)
            if fit_value is not value:
                changed[field.name] = fit_value
        return cast("Part", dataclasses.replace(cast("Any", part), **changed)) if changed else part
    return part


def file_name(name: str) -> str:
    """Return a file's name without signs that another system would read as a path or not show at all."""
    return "".join(sign if sign.isprintable() and sign not in '\\/:*?"<>|' else "_" for sign in name)[:200]


def _text(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise RuleError("The text is longer than {most} characters. Shorten it.", most=MOST_CHARACTERS)
    return _UNKEPT.sub("", text) if _UNKEPT.search(text) else text
