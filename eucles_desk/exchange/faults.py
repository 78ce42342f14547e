"""What is wrong with a file and where, and the one sentence that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from eucles_desk.errors import EuclesError, ExchangeError
from eucles_desk.exchange.limits import MAX_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable


class Item(NamedTuple):
    """A place in a list, counted from 0, with the criterion that what stands there is about."""

    at: int
    criterion: str


Path: TypeAlias = tuple[str | int | Item, ...]
"""The keys and list positions that lead to a value, from the outermost object inwards."""


class Fault(Exception):  # noqa: N818  # it never leaves this package
    """The first thing found wrong with a file.

    Args:
        problem: says what is wrong, to be read after a colon.
        place: where it is, a path or words; ``None`` when the whole file is meant.
    """

    def __init__(self, problem: EuclesError, place: Path | EuclesError | None = None) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.place = _in_words(place) if isinstance(place, tuple) else place


class _Inner(EuclesError):  # noqa: N818  # it is never raised
    """A sentence of another layer after a colon, where it begins in lower case."""

    def __str__(self) -> str:
        sentence = super().__str__()
        return sentence[:1].lower() + sentence[1:]


def refusal(fault: Fault, file: str) -> ExchangeError:
    """Return the sentence for a received file.

    The problem and the place are themselves templates with values, so that each can be translated.
    """
    name = shown(file, 200)
    if fault.place is None:
        return ExchangeError("The file {file} cannot be used: {problem}", file=name, problem=fault.problem)
    return ExchangeError(
        "The file {file} cannot be used, at {place}: {problem}", file=name, place=fault.place, problem=fault.problem
    )


def not_written(fault: Fault) -> ExchangeError:
    """Return the sentence for an assessment that no program could read back."""
    if fault.place is None:
        return ExchangeError("The assessment cannot be written to a file: {problem}", problem=fault.problem)
    return ExchangeError(
        "The assessment cannot be written to a file, at {place}: {problem}", place=fault.place, problem=fault.problem
    )


def inner(error: EuclesError) -> EuclesError:
    """Return an error of another layer as a problem, what it repeats of the file made fit to show."""
    values = {key: shown(value) if isinstance(value, str) else value for key, value in error.values.items()}
    return _Inner(error.message, **values)


def shown(text: str, most: int = MAX_SHOWN) -> str:
    """Return a received text fit for a sentence on one line: short, and nothing in it that a screen obeys."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in cut)


def named_path(document: object, steps: Iterable[str | int]) -> Path:
    """Return a path with the criteria named on the way: a position in a list says little to whoever typed the text."""
    path: list[str | int | Item] = []
    at: Any = document
    for step in steps:
        at = at[step]
        about: object = at.get("criterion") if isinstance(step, int) and hasattr(at, "get") else None
        path.append(Item(step, about) if isinstance(step, int) and isinstance(about, str) else step)
    return tuple(path)


def at_line(line: int, column: int) -> EuclesError:
    """Return a place in the text of a file."""
    return ExchangeError("line {line}, column {column}", line=line, column=column)


def _in_words(path: Path) -> EuclesError | str | None:
    """Return a path as people say it, items counted from 1."""
    place: EuclesError | str | None = None
    for step in path:
        if isinstance(step, Item):
            place = ExchangeError(
                "{place}, item {number} (criterion {criterion})",
                place=place,
                number=step.at + 1,
                criterion=shown(step.criterion),
            )
        elif isinstance(step, int):
            place = ExchangeError("{place}, item {number}", place=place, number=step + 1)
        elif place is None or isinstance(place, str):
            place = f"{place}, {shown(step)}" if place else shown(step)
        else:
            place = ExchangeError("{place}, {key}", place=place, key=shown(step))
    return place
