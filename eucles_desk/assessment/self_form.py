"""A self-assessment that came back as a workbook: proven to be the form that was sent, then read cell by cell."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from eucles_desk.assessment.forms import (
    ANSWERS,
    FIRST_ROW,
    FORM_VERSION,
    IDENTITY,
    KEY_COLUMN,
    SELF_ASSESSMENT,
    Cell,
    CellKind,
    FormSheet,
    Received,
    ReceivedSheet,
    Word,
    row_keys,
)
from eucles_desk.assessment.on_site import SelfJudgement
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.validation import check_fact, check_level
from eucles_desk.errors import FormError, Message, RuleError
from eucles_desk.scheme.values import FactType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from eucles_desk.assessment.values import Assessment, Fact, Level
    from eucles_desk.scheme.values import Edition

MOST_ROWS: Final = 30
"""How many rows of the hidden sheet are read."""
MOST_SHOWN: Final = 60
PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
GROUPS: Final = re.compile(r"(?<=\d)[\s'\u2019](?=\d{3}(?!\d))")
NUMBER: Final = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Answered:
    """What the cluster says of one eligibility criterion."""

    met: bool | None
    comment: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A piece of evidence that the cluster names: title, file or address, and the criteria that it is for."""

    title: str
    where: str
    criteria: str


@dataclass(frozen=True, slots=True)
class SelfAnswers:
    """All that was filled in; what was left empty is not there."""

    facts: Mapping[str, Fact] = field(default_factory=dict[str, "Fact"])
    eligibility: Mapping[str, Answered] = field(default_factory=dict[str, Answered])
    levels: tuple[SelfJudgement, ...] = ()
    evidence: tuple[Listed, ...] = ()


def read_self_form(received: Received, assessment: Assessment, edition: Edition) -> SelfAnswers:
    """Return what was filled in; raise ``FormError`` with the cause when the file is not this assessment's form."""
    return _Form(received, assessment, edition).answers()


class _Form:
    def __init__(self, received: Received, assessment: Assessment, edition: Edition) -> None:
        self._edition, self._label = edition, assessment.label
        if received.has_macros:
            raise FormError("The file holds macros. Save the answers as an .xlsx file without them, and attach that.")
        self._said = _identity(received)
        _check_identity(self._said, assessment)
        self._sheets = self._named(received.sheets)
        for sheet in FormSheet:
            self._check_rows(sheet)

    def answers(self) -> SelfAnswers:
        """Read the answers."""
        levels = (self._level(*row) for row in self._rows(FormSheet.LEVELS))
        return SelfAnswers(
            dict(self._facts()),
            dict(self._eligibility()),
            tuple(said for said in levels if said != SelfJudgement(said.criterion)),
            tuple(self._evidence()),
        )

    # Whether it is the form that was sent

    def _named(self, sheets: tuple[ReceivedSheet, ...]) -> dict[FormSheet, ReceivedSheet]:
        by_name = {sheet.name: sheet for sheet in sheets if sheet.name != IDENTITY}
        found: dict[FormSheet, ReceivedSheet] = {}
        for sheet in FormSheet:
            name = self._said.get(f"sheet.{sheet}", "")
            if name not in by_name:
                raise FormError("The sheet “{sheet}” was renamed or taken out. Use the form as sent.", sheet=_cut(name))
            found[sheet] = by_name.pop(name)
        if by_name:
            raise FormError("The sheet “{sheet}” does not belong to the form. Take it out.", sheet=_cut(min(by_name)))
        for sheet in found.values():
            formula = next((place for place, cell in sheet.cells.items() if cell.kind is CellKind.FORMULA), None)
            if formula:
                raise FormError(
                    "Cell {cell} of the sheet “{sheet}” holds a formula. Type the value in its place.",
                    cell=formula,
                    sheet=_cut(sheet.name),
                )
        return found

    def _check_rows(self, sheet: FormSheet) -> None:
        """Refuse a sheet on which an answer may stand in the row of another question."""
        found, keys = self._sheets[sheet], row_keys(sheet, self._edition, self._label)
        named = {place for place in found.cells if place.startswith(KEY_COLUMN) and place[1:].isdigit()}
        rows = {int(place[1:]): found.cells[place].text for place in named}
        for row, key in enumerate(keys, FIRST_ROW):
            if rows.pop(row, "") != key:
                raise _moved(found.name, row)
        extra = min((row for row in rows if row >= FIRST_ROW), default=None)
        if extra is not None:
            raise _moved(found.name, extra)
        last = FIRST_ROW + len(keys)
        for place in found.cells:
            match = PLACE.fullmatch(place)
            if match and match[1] in ANSWERS[sheet] and int(match[2]) >= last:
                raise _moved(found.name, int(match[2]))

    # The answers

    def _rows(self, sheet: FormSheet) -> Iterator[tuple[str, str, tuple[Cell | None, ...]]]:
        """Yield the key of each row, the place of its answer, and what was filled in."""
        cells, columns = self._sheets[sheet].cells, ANSWERS[sheet]
        for row, key in enumerate(row_keys(sheet, self._edition, self._label), FIRST_ROW):
            yield key, f"{columns[0]}{row}", tuple(cells.get(f"{column}{row}") for column in columns)

    def _facts(self) -> Iterator[tuple[str, Fact]]:
        for key, place, (cell,) in self._rows(FormSheet.FACTS):
            said = _text(cell)
            if said:
                yield key, self._read(FormSheet.FACTS, place, lambda key=key, cell=cell: self._fact(key, cell))

    def _fact(self, key: str, cell: Cell | None) -> Fact:
        fact, said = self._edition.facts[key], _text(cell)
        value: Fact = said
        if fact.type.is_number:
            value = _number(said)
        elif fact.type is FactType.CHOICE:
            value = next(
                (choice for choice, words in fact.choices if _is_one_of(said, (choice, *words.values.values()))), said
            )
        check_fact(self._edition, key, value)
        return value

    def _eligibility(self) -> Iterator[tuple[str, Answered]]:
        for key, place, (answer, comment) in self._rows(FormSheet.ELIGIBILITY):
            said, words = _text(answer), _text(comment)
            if said or words:
                met = self._read(FormSheet.ELIGIBILITY, place, lambda said=said: self._yes_or_no(said))
                yield key, Answered(met, words)

    def _yes_or_no(self, said: str) -> bool | None:
        if not said:
            return None
        if self._is(Word.YES, said):
            return True
        if self._is(Word.NO, said):
            return False
        raise RuleError("“{text}” is neither yes nor no.", text=_cut(said))

    def _level(self, key: str, place: str, cells: tuple[Cell | None, ...]) -> SelfJudgement:
        answer, comment = cells
        said = _text(answer)
        level = self._read(FormSheet.LEVELS, place, lambda: self._level_of(key, said)) if said else None
        return SelfJudgement(key, level, _text(comment))

    def _level_of(self, key: str, said: str) -> Level:
        level: Level = NOT_APPLICABLE
        if not self._is(Word.NOT_APPLICABLE, said):
            number = _number(said)
            if number != number.to_integral_value():
                raise RuleError("“{text}” is not a level.", text=_cut(said))
            level = int(number)
        check_level(self._edition, key, level)
        return level

    def _evidence(self) -> Iterator[Listed]:
        for _key, _place, cells in self._rows(FormSheet.EVIDENCE):
            title, where, criteria = map(_text, cells)
            if title or where:
                yield Listed(title or where, where, criteria)

    def _is(self, word: Word, said: str) -> bool:
        return _is_one_of(said, (word.value, self._said.get(f"word.{word}", "")))

    def _read(self, sheet: FormSheet, place: str, read: Callable[[], Value]) -> Value:
        try:
            return read()
        except RuleError as error:
            raise FormError(
                "Cell {cell} of the sheet “{sheet}”: {reason}",
                cell=place,
                sheet=_cut(self._sheets[sheet].name),
                reason=Message(error.message, error.values),
            ) from error


def _identity(received: Received) -> dict[str, str]:
    sheet = next((sheet for sheet in received.sheets if sheet.name == IDENTITY), None)
    if sheet is None:
        raise FormError("The file is not a self-assessment form of EUCLES Desk.")
    rows = ((sheet.cells.get(f"A{row}"), sheet.cells.get(f"B{row}")) for row in range(1, MOST_ROWS + 1))
    return {_text(name): _text(value) for name, value in rows if name is not None}


def _check_identity(said: Mapping[str, str], assessment: Assessment) -> None:
    if said.get("format") != SELF_ASSESSMENT:
        raise FormError("The file is not a self-assessment form of EUCLES Desk.")
    if said.get("version") != str(FORM_VERSION):
        raise FormError("The form was made by another version of EUCLES Desk, which this one does not know.")
    if said.get("assessment") != str(assessment.id):
        raise FormError("The form belongs to another assessment.")
    if said.get("edition") != assessment.edition.sha256 or said.get("label") != assessment.label:
        raise FormError("The form belongs to another edition of the scheme or another label. Make the form anew.")


def _moved(sheet: str, row: int) -> FormError:
    return FormError(
        "Rows of the sheet “{sheet}” were moved, added or taken out, at row {row}. Use the form as sent.",
        sheet=_cut(sheet),
        row=row,
    )


def _text(cell: Cell | None) -> str:
    """Return what stands in a cell, a whole number without its point."""
    if cell is None or cell.kind is CellKind.ERROR:
        return ""
    if cell.kind is CellKind.NUMBER and NUMBER.fullmatch(cell.text):
        return f"{_plain(cell.text):f}"
    return cell.text.strip()


def _number(said: str) -> Decimal:
    """Read a number as a spreadsheet or a person writes it."""
    plain = GROUPS.sub("", said)
    if NUMBER.fullmatch(plain):
        return _plain(plain.replace(",", "."))
    try:
        number = float(said)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or abs(number) > 1e15 or not said.isascii() or "_" in said:
        raise RuleError("“{number}” is not a number.", number=_cut(said))
    return _plain(repr(number))


def _plain(said: str) -> Decimal:
    """Return a number as a spreadsheet means it, which counts with so many digits only."""
    number = Decimal(repr(float(said)))
    return Decimal(int(number)) if number == number.to_integral_value() else number


def _is_one_of(said: str, words: tuple[str, ...]) -> bool:
    return said.casefold() in {word.strip().casefold() for word in words if word}


def _cut(said: str) -> str:
    """Return the beginning of a received text, for a sentence to repeat."""
    line = " ".join(said.split())
    return line if len(line) <= MOST_SHOWN else f"{line[: MOST_SHOWN - 1]}…"
