"""What the command line prints: UTF-8 whatever the locale, tables that line up, one line for a mistake."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
import unicodedata
from typing import TYPE_CHECKING, Final, TextIO

from eucles_desk.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

NAME = "eucles-desk"
GAP = "  "
COMMAND: Final = "EUCLES_DESK_COMMAND"
"""The variable in which ``scripts/start.py`` says how it was started."""
_COMMAND: Final = re.compile(rf"(?<=[“” ]){NAME} (?=[a-z]+\b|--help)")


class OutputClosed(Exception):  # noqa: N818  # not an error: the reader has seen enough
    """Whoever read the output has gone, as ``head`` does."""


def use_utf8() -> None:
    """Write UTF-8 to both streams; what has no UTF-8 form, as an odd file name may, is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str) -> None:
    """Print text; raise when it did not get through."""
    _write(sys.stdout, as_started(text) + "\n")


def warn(text: str) -> None:
    """Print one line beside the output, for people and not for programs."""
    with contextlib.suppress(OutputClosed, UsageError):
        _write(sys.stderr, f"{NAME}: {in_one_line(as_started(text))}\n")


def as_started(text: str) -> str:
    """Return a text with the commands in it written as the program was started: a checkout installs no command."""
    command = os.environ.get(COMMAND, "")
    return _COMMAND.sub(lambda _: f"{command} ", text) if command else text


def say_json(data: object) -> None:
    """Print data as JSON that people can read too."""
    _write(sys.stdout, json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def say_table(headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: frozenset[int] = frozenset()) -> None:
    """Print a table with aligned columns, those in ``numbers`` to the right; without headings, the rows alone."""
    shown = (headings, *rows) if headings else rows
    lines = [[in_one_line(cell) for cell in row] for row in shown]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (_aligned(cell, widths[index], right=index in numbers) for index, cell in enumerate(line))
        say(GAP.join(cells).rstrip())


def in_one_line(text: str) -> str:
    """Return text without line breaks and without anything that a terminal would obey."""
    joined = " ".join(text.split())
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in joined)


def json_number(value: Decimal) -> int | float:
    """Return a decimal as JSON writes numbers."""
    return int(value) if value == value.to_integral_value() else float(value)


def discard() -> None:
    """Let the rest of the output go nowhere, so that the interpreter does not complain at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:  # a program without a console on Windows
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError as error:
        raise OutputClosed from error
    except OSError as error:
        discard()
        raise UsageError("The output cannot be written: {reason}", reason=error.strerror or error) from error


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    combining = sum(bool(unicodedata.combining(character)) for character in text)
    return len(text) + wide - combining


def _aligned(text: str, width: int, *, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space
