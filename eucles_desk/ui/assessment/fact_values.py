"""Facts as people type them, and as they are shown: numbers by language, plain sentences where something is wrong."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.validation import MAX_FACT_TEXT
from eucles_desk.errors import RuleError
from eucles_desk.scheme.values import FactDefinition, FactType

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Fact
    from eucles_desk.language import Language

WHOLE: Final = frozenset({FactType.INTEGER, FactType.YEAR, FactType.MONTHS})
MAX_DIGITS: Final = 20

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009\u2019']")
_SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-"})
_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)*")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_ADDRESS = re.compile(r"(?:https?://)?[^\s/]+\.[^\s/]+(?:/\S*)?", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9 ()/.\-]{4,30}")


def read_fact(text: str, fact: FactDefinition, language: Language) -> Fact | None:
    """Return what was typed as the fact's answer, ``None`` for an empty field, which means *not known*.

    Raises:
        RuleError: It cannot be the answer; the sentence says what to write instead.
    """
    text = text.strip()
    if not text:
        return None
    if fact.type.is_number:
        return _within(read_number(text, fact, language), fact, language)
    _check_text(text, fact)
    return text


def read_number(text: str, fact: FactDefinition, language: Language) -> Decimal:
    """Read a number with the signs of the language; the other sign is taken too where it cannot be misread."""
    bare = _without_unit(text.translate(_SIGNS), fact)
    bare = _SPACES.sub("", bare)
    if not _NUMBER.fullmatch(bare) or len(bare) > MAX_DIGITS:
        raise _not_a_number(fact, language)
    point = language.number(Decimal("0.5"), 1)[1]
    group = "," if point == "." else "."
    is_usual_group = language.number(Decimal(1000))[1] == group
    present = [sign for sign in (point, group) if sign in bare]
    if len(present) == 2:
        point, group = (point, group) if bare.rindex(point) > bare.rindex(group) else (group, point)
    elif present == [group] and not _is_grouped(bare, group):
        point, group = group, point
    elif present == [group] and bare.count(group) == 1 and not is_usual_group and fact.type not in WHOLE:
        raise RuleError("Write the number without a point between thousands, or with a comma before decimals.")
    whole, _sign, decimals = bare.partition(point)
    if point in decimals or group in decimals or (group in whole and not _is_grouped(whole, group)):
        raise _not_a_number(fact, language)
    decimals = decimals.rstrip("0")
    return Decimal(whole.replace(group, "") + (f".{decimals}" if decimals else ""))


def show_fact(value: Fact | None, fact: FactDefinition, language: Language) -> str:
    """Return the text of a fact in its field; :func:`read_fact` reads it back to the same value."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    exponent = value.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    if fact.type is FactType.YEAR:
        return str(int(value)) if not decimals else str(value)
    return language.number(value, decimals)


def _without_unit(text: str, fact: FactDefinition) -> str:
    """Take a unit off that was typed along: 250 000 EUR, 250 000 €, 2,5 FTE."""
    text = text.strip()
    units = [*fact.unit.values.values(), *(("€",) if fact.type is FactType.MONEY else ())]
    for unit in units:
        if unit and text.casefold().endswith(unit.casefold()):
            return text[: -len(unit)].strip()
    return text


def _is_grouped(number: str, sign: str) -> bool:
    first, *others = number.lstrip("-").split(sign)
    return 1 <= len(first) <= 3 and all(len(part) == 3 for part in others)


def _not_a_number(fact: FactDefinition, language: Language) -> RuleError:
    if fact.type is FactType.YEAR:
        return RuleError("Write the year in four digits, for example {example}.", example="2019")
    if fact.type in WHOLE:
        return RuleError("Write a whole number, for example {example}.", example="12")
    example = language.number(Decimal("12.5"), 1)
    return RuleError("Write a number, for example {example}.", example=example)


def _within(number: Decimal, fact: FactDefinition, language: Language) -> Decimal:
    if fact.type in WHOLE and number != number.to_integral_value():
        raise _not_a_number(fact, language)
    below = fact.lowest is not None and number < fact.lowest
    above = fact.highest is not None and number > fact.highest
    if not below and not above:
        return number
    low, high = _bound(fact.lowest, fact, language), _bound(fact.highest, fact, language)
    if fact.lowest is None:
        raise RuleError("Write a number of {highest} at most.", highest=high)
    if fact.highest is None or (below and fact.lowest == 0):
        raise RuleError("Write a number of {lowest} or more.", lowest=low)
    if fact.type is FactType.YEAR:
        raise RuleError("Write a year from {lowest} to {highest}.", lowest=low, highest=high)
    raise RuleError("Write a number from {lowest} to {highest}.", lowest=low, highest=high)


def _bound(value: Decimal | None, fact: FactDefinition, language: Language) -> str:
    return show_fact(value, fact, language)


def _check_text(text: str, fact: FactDefinition) -> None:
    if len(text) > MAX_FACT_TEXT:
        raise RuleError("Shorten the text to {most} characters.", most=MAX_FACT_TEXT)
    if fact.type is FactType.EMAIL and not _EMAIL.fullmatch(text):
        raise RuleError("Write an e-mail address, for example name@example.org.")
    if fact.type is FactType.URL and not _ADDRESS.fullmatch(text):
        raise RuleError("Write a web address, for example www.example.org.")
    if fact.type is FactType.PHONE and not _PHONE.fullmatch(text):
        raise RuleError("Write a telephone number with digits, for example +358 40 123 4567.")
