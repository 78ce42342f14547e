"""Forms that a cluster fills in: where each answer stands, the same whenever a form is made, and what a file held.

A form that comes back is read by these places alone; nothing that it says of its own shape is believed beyond the
names of its sheets and the words to choose from.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.scheme.values import Edition

FORM_VERSION: Final = 1
IDENTITY: Final = "eucles-form"
"""The hidden sheet that says which form it is."""
SELF_ASSESSMENT: Final = "eucles-self-assessment"
FIRST_ROW: Final = 5
"""The row of the first answer, counted as a spreadsheet counts; above are title, advice and headings."""
EVIDENCE_ROWS: Final = 60
KEY_COLUMN: Final = "A"


class FormKind(StrEnum):
    """The forms that a cluster fills in."""

    SELF_ASSESSMENT = "self-assessment"
    FACT_CHECK = "fact-check"


class FormSheet(StrEnum):
    """The sheets of a self-assessment, in their order."""

    FACTS = "facts"
    ELIGIBILITY = "eligibility"
    LEVELS = "levels"
    EVIDENCE = "evidence"


ANSWERS: Final[Mapping[FormSheet, tuple[str, ...]]] = MappingProxyType(
    {
        FormSheet.FACTS: ("F",),
        FormSheet.ELIGIBILITY: ("D", "E"),
        FormSheet.LEVELS: ("E", "F"),
        FormSheet.EVIDENCE: ("B", "C", "D"),
    }
)
"""The columns that are filled in: the answer and, where there is room for one, a comment."""


class Word(StrEnum):
    """What is chosen from a list and differs from language to language."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


class CellKind(StrEnum):
    """What stands in a cell."""

    TEXT = "text"
    NUMBER = "number"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty; the text of a number is written as in a program."""

    kind: CellKind
    text: str


@dataclass(frozen=True, slots=True)
class ReceivedSheet:
    """A sheet of a workbook that came back: its name and cells by place, ``F5`` for instance."""

    name: str
    cells: Mapping[str, Cell]


class FieldKind(StrEnum):
    """What a field of a PDF form is."""

    TEXT = "text"
    CHOICE = "choice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReceivedField:
    """A field of a PDF form: its whole name and what is in it; for a button, which one is pressed, empty for none."""

    name: str
    kind: FieldKind
    value: str


@dataclass(frozen=True, slots=True)
class Received:
    """What a file held that may be a form.

    Attributes:
        sheets: Those of a workbook; none for another file.
        has_macros: Whether the workbook holds programs.
        is_pdf: Whether it is a PDF file, with a form or without.
        fields: The fields of a PDF file; none for another file.
        pages: What stands on each page of a PDF file but for its fields, as a hash.
        notes: The pages of a PDF file with notes or drawings beside the fields, from 1.
    """

    sheets: tuple[ReceivedSheet, ...] = ()
    has_macros: bool = False
    is_pdf: bool = False
    fields: tuple[ReceivedField, ...] = ()
    pages: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()


def row_keys(sheet: FormSheet, edition: Edition, label: str) -> tuple[str, ...]:
    """Return what the rows of a sheet are about, from the first answer on; the key stands in their first cell."""
    match sheet:
        case FormSheet.FACTS:
            return tuple(edition.facts)
        case FormSheet.ELIGIBILITY:
            return tuple(edition.eligibility)
        case FormSheet.LEVELS:
            return tuple(criterion.id for criterion in edition.criteria_of(label))
        case FormSheet.EVIDENCE:
            return tuple(f"{number}." for number in range(1, EVIDENCE_ROWS + 1))
