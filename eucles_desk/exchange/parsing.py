"""The bytes of a received file as plain data.

Size, nesting and count are known before the parser runs, so that no file costs more than its limits.
"""

from __future__ import annotations

import json
import math
import re
import sys
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from eucles_desk.errors import EuclesError, ExchangeError
from eucles_desk.exchange.faults import Fault, Path, at_line, shown
from eucles_desk.exchange.limits import MAX_BYTES, MAX_DEPTH, MAX_DIGITS, MAX_INTEGER, MAX_VALUES

Json: TypeAlias = "bool | int | float | str | list[Any] | dict[str, Any] | Refused | None"

_UTF8_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
# A text in quotes, to the end of the file where it is not closed: each byte is looked at once, whatever the file holds.
_TEXT = rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)'
_TEXTS = re.compile(_TEXT, re.DOTALL)
_TEXTS_AND_BRACKETS = re.compile(_TEXT + rb"|[\[\]{}]", re.DOTALL)
_NOT_STRUCTURE = bytes(set(range(256)) - set(b"[]{},"))
_CUT_SHORT = re.compile(r"[-+.\\\w]{0,20}\s*")
"""What may be left where a file was cut: half a number, word or escape, or nothing."""
_UNFIT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Refused:
    """Stands in parsed data where a value was that cannot be kept."""

    problem: EuclesError


def parse(content: bytes) -> Json:
    """Return the value that the file holds; :func:`check_values` then finds what was refused inside it.

    Raises:
        Fault: the content is no JSON in UTF-8, or more of it than the limits allow.
    """
    text = _text(content)
    _check_structure(content)
    try:
        return cast(
            "Json",
            json.loads(
                text,
                object_pairs_hook=_object,
                parse_int=_integer,
                parse_float=_fraction,
                parse_constant=_constant,
            ),
        )
    except json.JSONDecodeError as error:
        raise _syntax_fault(error) from error


def check_values(value: Json) -> None:
    """Raise ``Fault`` at the first value that cannot be kept."""
    if found := _find(value):
        problem, path = found
        raise Fault(problem, path or None)


def _text(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise Fault(ExchangeError("it is larger than {most} MB.", most=MAX_BYTES // 1_000_000))
    if content.startswith(_WIDE_MARKS) or 0 in content[:4]:
        raise Fault(ExchangeError("it is not in UTF-8 but in UTF-16 or UTF-32; save it as UTF-8."))
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line_start = content.rfind(b"\n", 0, error.start) + 1
        column = len(content[line_start : error.start].removeprefix(_UTF8_MARK).decode("utf-8")) + 1
        place = at_line(content.count(b"\n", 0, error.start) + 1, column)
        raise Fault(ExchangeError("this is not UTF-8 text."), place) from error
    if not text.strip(" \t\r\n"):
        raise Fault(ExchangeError("it is empty."))
    return text


def _check_structure(content: bytes) -> None:
    """Look at quotes, brackets and commas only, which tell how many and how deep before anything is built."""
    if content.count(b'"') - content.count(b'\\"') > 4 * MAX_VALUES:  # two for each text, and a key for each value
        raise Fault(_too_many())
    bare = _TEXTS.sub(b"0", content)
    structure = bare.translate(None, _NOT_STRUCTURE)
    commas = structure.count(b",")
    brackets = structure.replace(b",", b"")
    opened = brackets.count(b"[") + brackets.count(b"{")
    without_space = bare.translate(None, b" \t\r\n")
    empty = without_space.count(b"[]") + without_space.count(b"{}")
    if max(opened, 1 + commas + opened - empty) > MAX_VALUES:
        raise Fault(_too_many())
    depth = 0
    for bracket in brackets:
        depth += 1 if bracket in b"[{" else -1
        if depth > MAX_DEPTH:
            problem = ExchangeError("lists and objects are nested more than {most} deep.", most=MAX_DEPTH)
            raise Fault(problem, _too_deep_at(content))
        if depth < 0:
            break  # the parser will say where


def _too_many() -> EuclesError:
    return ExchangeError("it holds more than {most} million values.", most=MAX_VALUES // 1_000_000)


def _too_deep_at(content: bytes) -> EuclesError | None:
    depth = 0
    for match in _TEXTS_AND_BRACKETS.finditer(content):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(match.group(), 0)
        if depth > MAX_DEPTH:
            before = content[: match.start()].decode("utf-8").removeprefix("\ufeff")
            return at_line(before.count("\n") + 1, len(before) - before.rfind("\n"))
    return None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Refused:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    double = next(key for key, _ in pairs if key in seen or seen.add(key))
    return Refused(ExchangeError("the key “{key}” stands there twice.", key=shown(double)))


def _integer(literal: str) -> int | Refused:
    if len(literal) <= 17:
        value = int(literal)
        if abs(value) <= MAX_INTEGER:
            return value
    return Refused(ExchangeError("the number {number} is too large to keep exactly.", number=shown(literal)))


def _fraction(literal: str) -> float | Refused:
    mantissa = re.split("[eE]", literal.lstrip("-"))[0]
    digits = mantissa.replace(".", "").strip("0")
    if len(digits) > MAX_DIGITS:
        return Refused(
            ExchangeError(
                "the number {number} has more than {most} significant digits.", number=shown(literal), most=MAX_DIGITS
            )
        )
    value = float(literal)
    if math.isinf(value):
        return Refused(ExchangeError("the number {number} is too large to keep.", number=shown(literal)))
    if digits and abs(value) < sys.float_info.min:
        return Refused(ExchangeError("the number {number} is too small to keep.", number=shown(literal)))
    return value


def _constant(literal: str) -> Refused:
    return Refused(ExchangeError("“{number}” is not a number that JSON allows.", number=literal))


def _find(value: Json) -> tuple[EuclesError, Path] | None:
    """Return what cannot be kept and where; the depth is limited already, so that this may call itself."""
    if isinstance(value, str):
        return (_unfit(), ()) if _UNFIT.search(value) else None
    if isinstance(value, Refused):
        return value.problem, ()
    if isinstance(value, list):
        for index, item in enumerate(value):
            if found := _find(item):
                return found[0], (index, *found[1])
    elif isinstance(value, dict):
        for key, item in value.items():
            if _UNFIT.search(key):
                return _unfit(), (key,)
            if found := _find(item):
                return found[0], (key, *found[1])
    return None


def _unfit() -> EuclesError:
    return ExchangeError("the text holds a NUL character or half of a surrogate pair.")


def _syntax_fault(error: json.JSONDecodeError) -> Fault:
    place = at_line(error.lineno, error.colno)
    is_cut = error.msg.startswith("Unterminated string") or (
        error.pos > 0 and not error.msg.startswith("Extra data") and _CUT_SHORT.fullmatch(error.doc, error.pos)
    )
    if is_cut:
        return Fault(ExchangeError("the file ends in the middle of this; part of it may be missing."), place)
    return Fault(_expected(error.msg), place)


def _expected(message: str) -> EuclesError:  # noqa: PLR0911  # one sentence for each
    """Say in plain words what the parser missed; its messages differ a little between versions of Python."""
    match message.split(" at", maxsplit=1)[0]:
        case "Expecting value":
            return ExchangeError("this is not JSON; a value should stand here.")
        case "Expecting property name enclosed in double quotes":
            return ExchangeError("this is not JSON; a key in double quotes should stand here.")
        case "Expecting ':' delimiter":
            return ExchangeError("this is not JSON; a colon should stand here.")
        case "Expecting ',' delimiter":
            return ExchangeError("this is not JSON; a comma or a closing bracket should stand here.")
        case "Invalid control character":
            return ExchangeError("this is not JSON; a text may not hold a line break or control character as it is.")
        case "Invalid \\escape: " | "Invalid \\escape" | "Invalid \\uXXXX escape":
            return ExchangeError("this is not JSON; the backslash here begins nothing that is known.")
        case "Extra data":
            return ExchangeError("this is not JSON; the file goes on after its end.")
        case _:
            return ExchangeError("this is not JSON.")
