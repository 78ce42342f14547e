"""Plain data, as YAML and JSON give it, read with its types checked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Value: TypeAlias = "str | int | Decimal | bool | list[Value] | dict[str, Value] | None"
Group: TypeAlias = "dict[str, Value]"
Steps: TypeAlias = "tuple[str | int, ...]"

MOST = Decimal(10) ** 12
MAX_SHOWN = 60


class ShapeError(Exception):
    """Plain data is not of the kind that its reader expects."""


def group(value: Value) -> Group:
    """Return the value as keys with values."""
    if isinstance(value, dict):
        return value
    raise ShapeError


def entries(value: Value) -> list[Value]:
    """Return the value as a list."""
    if isinstance(value, list):
        return value
    raise ShapeError


def groups(value: Value) -> list[Group]:
    """Return the value as a list whose entries are all keys with values."""
    return [group(entry) for entry in entries(value)]


def string(value: Value) -> str:
    """Return the value as text."""
    if isinstance(value, str):
        return value
    raise ShapeError


def strings(value: Value) -> tuple[str, ...]:
    """Return the value as a list of texts."""
    return tuple(string(entry) for entry in entries(value))


def flag(value: Value) -> bool:
    """Return the value as true or false."""
    if isinstance(value, bool):
        return value
    raise ShapeError


def whole(value: Value) -> int:
    """Return the value as a whole number."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < MOST:
        return value
    raise ShapeError


def number(value: Value) -> Decimal:
    """Return the value as a number of at most twelve digits before the point."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or not -MOST < value < MOST:
        raise ShapeError
    return Decimal(value)


def optional_number(value: Value) -> Decimal | None:
    """Return the value as a number, or ``None`` for none."""
    return None if value is None else number(value)


def optional_string(value: Value) -> str | None:
    """Return the value as text, or ``None`` for none."""
    return None if value is None else string(value)


def walk(value: Value, path: Steps = ()) -> Iterator[tuple[Steps, Value]]:
    """Yield everything inside the value with its path; entries with an ``id`` are named by it."""
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from walk(inner, (*path, step_of(inner, index)))


def step_of(entry: Value, index: int) -> str | int:
    """Return what names an entry of a list in a path: its ``id``, or its index when it has none."""
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else index


def shown(value: object) -> str:
    """Return a value as an error shows it: on one line, and not too long."""
    text = " ".join(str(value).split())
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
