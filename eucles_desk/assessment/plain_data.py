"""What every part of an assessment shares when it becomes plain data: levels, numbers, and what is not known here."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.values import NOTHING, Extra, Fact, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Data: TypeAlias = dict[str, Any]


def criterion_order(criterion: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts codes as people read them: 2.10 after 2.9."""
    return tuple((int(part), "") if part.isdecimal() else (10**9, part) for part in criterion.split("."))


def level_to_data(level: Level) -> int | str | None:
    """Return a number, ``"not_applicable"``, or ``None`` for not looked at."""
    return NOT_APPLICABLE.value if level is NOT_APPLICABLE else level


def level_from_data(data: object) -> Level:
    """Read what :func:`level_to_data` wrote."""
    if data == NOT_APPLICABLE.value:
        return NOT_APPLICABLE
    return None if data is None else int(cast("int", data))


def fact_to_data(fact: Fact) -> int | float | str:
    """Return a number as JSON writes it, or text."""
    return fact if isinstance(fact, str) else number_to_data(fact)


def fact_from_data(data: object) -> Fact:
    """Read a fact; numbers become decimals."""
    return data if isinstance(data, str) else number_from_data(data)


def number_to_data(number: Decimal) -> int | float:
    """Return a number as JSON writes it."""
    return int(number) if number == number.to_integral_value() else float(number)


def number_from_data(data: object) -> Decimal:
    """Read a number; it becomes the decimal that is written there."""
    return Decimal(str(data)).normalize() + 0


def read_all(data: Mapping[str, Any], key: str, read: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Read every item of a list, none where there is no list."""
    return tuple(read(item) for item in cast("Sequence[Any]", data.get(key, ())))


def rest(data: Mapping[str, Any], known: set[str]) -> Extra:
    """Return what the data hold beyond the known keys."""
    if data.keys() <= known:
        return NOTHING
    return MappingProxyType({key: value for key, value in data.items() if key not in known})


def in_order(extra: Extra) -> Data:
    """Return what is not known here, sorted by key."""
    return {key: extra[key] for key in sorted(extra)}
