"""The self-assessment that a cluster fills in, as a workbook: everything is locked but the cells for its answers."""

# XlsxWriter comes without stubs; its annotations leave out the types of options.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from eucles_desk.assessment.forms import (
    EVIDENCE_ROWS,
    FIRST_ROW,
    FORM_VERSION,
    IDENTITY,
    SELF_ASSESSMENT,
    FormSheet,
    Word,
    row_keys,
)
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.language.marking import N_
from eucles_desk.reports.workbook import FORMATS, MOST_IN_NAME, MOST_IN_PROPERTY, PLAIN_FORMAT, RISKY, cell_text
from eucles_desk.scheme.values import FactType
from eucles_desk.wording.names import PROVENANCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from eucles_desk.assessment.values import Assessment, Fact, Level
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Criterion, Edition, FactDefinition, Text

NAMES: Final[Mapping[FormSheet, str]] = {
    FormSheet.FACTS: N_("Facts"),
    FormSheet.ELIGIBILITY: N_("Eligibility"),
    FormSheet.LEVELS: N_("Levels"),
    FormSheet.EVIDENCE: N_("Evidence"),
}
ADVICE: Final[Mapping[FormSheet, str]] = {
    FormSheet.FACTS: N_("Fill in the yellow cells; all others are locked. What is left empty changes nothing."),
    FormSheet.ELIGIBILITY: N_("Answer yes or no, and say where it can be seen. The experts check each answer."),
    FormSheet.LEVELS: N_("Choose the level whose text fits best, and say in a few words why."),
    FormSheet.EVIDENCE: N_(
        "List the documents that show it: what each is called, its file or address, and the codes of the criteria."
    ),
}
WORDS: Final[Mapping[Word, str]] = {
    Word.YES: N_("yes"),
    Word.NO: N_("no"),
    Word.NOT_APPLICABLE: N_("not applicable"),
}
ANSWER: Final[dict[str, object]] = {"locked": False, "border": 1, "border_color": "#8A6D00", "bg_color": "#FFF9DB"}
TEXT: Final = "@"
WIDTHS: Final[Mapping[FormSheet, Sequence[int]]] = {
    FormSheet.FACTS: (22, 26, 44, 44, 16, 30),
    FormSheet.ELIGIBILITY: (18, 34, 60, 16, 60),
    FormSheet.LEVELS: (8, 34, 44, 80, 16, 60),
    FormSheet.EVIDENCE: (6, 50, 60, 24),
}
MOST_IN_LIST: Final = 255
"""Characters of a list to choose from, all together."""
MOST_IN_PROMPT: Final = 32
MOST_COMMENT: Final = 32_000


@dataclass(frozen=True, slots=True)
class _Answer:
    """A cell to fill in: what stands in it already, what can be chosen, and whether it takes a number."""

    value: Decimal | int | str | None = None
    choices: tuple[str, ...] = ()
    is_number: bool = False


def self_form(assessment: Assessment, edition: Edition, language: Language, made_on: date) -> bytes:
    """Return the workbook, filled in as far as facts and self-assessment are known.

    The experts' own answers and texts are not in it.
    """
    file = io.BytesIO()
    book = _Book(assessment, edition, language, file)
    book.describe(made_on)
    for sheet in FormSheet:
        book.add(sheet)
    book.add_identity()
    book.close()
    return file.getvalue()


class _Book:
    def __init__(self, assessment: Assessment, edition: Edition, language: Language, file: io.BytesIO) -> None:
        self._assessment, self._edition, self._language = assessment, edition, language
        self._book: Any = xlsxwriter.Workbook(
            file,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self._formats: dict[str, Any] = {}
        self._note = language.text("… (shortened: a cell holds no more)")
        self._words = {word: language.text(name) for word, name in WORDS.items()}
        self._names = {sheet: language.text(name)[:MOST_IN_NAME] for sheet, name in NAMES.items()}

    def describe(self, made_on: date) -> None:
        """Say what the file is; its date is the day, so that the same form has the same bytes."""
        title = self._language.text("Self-assessment: {cluster}", cluster=self._cluster)
        created = datetime(made_on.year, made_on.month, made_on.day)  # noqa: DTZ001  # spreadsheets know no time zones
        properties = {"title": title[:MOST_IN_PROPERTY], "author": self._language.text("EUCLES Desk")}
        self._book.set_properties({**properties, "created": created})
        self._book.set_custom_property("Language", self._language.code)

    def add(self, sheet: FormSheet) -> None:
        """Add a sheet: title, advice, headings, and a row for each question."""
        page = self._book.add_worksheet(self._names[sheet])
        for column, width in enumerate(WIDTHS[sheet]):
            page.set_column(column, column, width)
        title = f"{self._names[sheet]}: {self._cluster}"
        self._put(page, 0, 0, title, self._format("title"))
        keys = row_keys(sheet, self._edition, self._assessment.label)
        advice = ADVICE[sheet] if keys else N_("This label asks for nothing here.")
        self._put(page, 1, 0, self._language.text(advice), self._format("advice"))
        for column, heading in enumerate(self._headings(sheet)):
            self._put(page, FIRST_ROW - 2, column, heading, self._format("heading of texts"))
        for row, (key, cells) in enumerate(zip(keys, self._rows(sheet), strict=True), FIRST_ROW - 1):
            self._put(page, row, 0, key, self._format("name"))
            for column, cell in enumerate(cells, 1):
                if isinstance(cell, str):
                    self._put(page, row, column, cell, self._format("plain"))
                else:
                    self._put_answer(page, row, column, cell)
        page.freeze_panes(FIRST_ROW - 1, 2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(FIRST_ROW - 2)
        page.protect("", {"format_columns": True, "format_rows": True})

    def add_identity(self) -> None:
        """Add the hidden sheet that says which form it is."""
        page = self._book.add_worksheet(IDENTITY)
        said = {
            "format": SELF_ASSESSMENT,
            "version": str(FORM_VERSION),
            "assessment": str(self._assessment.id),
            "edition": self._assessment.edition.sha256,
            "label": self._assessment.label,
            "language": self._language.code,
            **{f"sheet.{sheet}": name for sheet, name in self._names.items()},
            **{f"word.{word}": name for word, name in self._words.items()},
        }
        for row, (name, value) in enumerate(said.items()):
            page.write_string(row, 0, name)
            page.write_string(row, 1, value)
        page.protect()
        page.very_hidden()

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    @property
    def _cluster(self) -> str:
        return self._assessment.cluster.name.strip() or "\N{EN DASH}"

    def _say(self, words: Text) -> str:
        return words.in_language(self._language.code)

    def _headings(self, sheet: FormSheet) -> tuple[str, ...]:
        _ = self._language.text
        match sheet:
            case FormSheet.FACTS:
                return _("Code"), _("Part"), _("Fact"), _("How it is meant"), _("Unit"), _("Answer")
            case FormSheet.ELIGIBILITY:
                return _("Code"), _("Criterion"), _("Question"), _("Answer"), _("Comment")
            case FormSheet.LEVELS:
                return _("Code"), _("Criterion"), _("Question"), _("Levels"), _("Own level"), _("Comment")
            case FormSheet.EVIDENCE:
                return _("No."), _("Title"), _("File or address"), _("Criteria")

    def _rows(self, sheet: FormSheet) -> Iterator[tuple[str | _Answer, ...]]:
        match sheet:
            case FormSheet.FACTS:
                for fact in self._edition.facts.values():
                    yield self._fact_row(fact)
            case FormSheet.ELIGIBILITY:
                answer = _Answer(choices=(self._words[Word.YES], self._words[Word.NO]))
                for criterion in self._edition.eligibility.values():
                    yield self._say(criterion.title), self._say(criterion.question), answer, _Answer()
            case FormSheet.LEVELS:
                said = {one.criterion: one for one in self._assessment.self_assessment}
                for criterion in self._edition.criteria_of(self._assessment.label):
                    own = said.get(criterion.id)
                    level = self._level(criterion, own.level if own else None)
                    words = (self._say(criterion.title), self._say(criterion.question), self._level_texts(criterion))
                    yield *words, level, _Answer(own.comment[:MOST_COMMENT] if own else None)
            case FormSheet.EVIDENCE:
                yield from ((_Answer(), _Answer(), _Answer()),) * EVIDENCE_ROWS

    def _fact_row(self, fact: FactDefinition) -> tuple[str | _Answer, ...]:
        value: Fact | None = self._assessment.cluster.facts.get(fact.id)
        choices = tuple(self._say(words) for _, words in fact.choices) if fact.type is FactType.CHOICE else ()
        if choices:
            value = next((self._say(words) for choice, words in fact.choices if choice == value), None)
        part = self._say(self._edition.fact_parts[fact.part])
        words = (part, self._say(fact.title), self._say(fact.help), self._say(fact.unit))
        return *words, _Answer(value, choices, fact.type.is_number)

    def _level(self, criterion: Criterion, own: Level) -> _Answer:
        choices = [str(level.value) for level in criterion.levels]
        if criterion.may_be_not_applicable.value:
            choices.append(self._words[Word.NOT_APPLICABLE])
        value = self._words[Word.NOT_APPLICABLE] if own is NOT_APPLICABLE else own
        return _Answer(value, tuple(choices), is_number=True)

    def _level_texts(self, criterion: Criterion) -> str:
        """Return the text of each level, with where they come from said as the report says it."""
        _ = self._language.text
        sources = {level.provenance for level in criterion.levels}
        lines = [
            f"{level.value}: {self._say(level.text)}"
            + ("" if len(sources) == 1 else f" [{_(PROVENANCES[level.provenance])}]")
            for level in criterion.levels
        ]
        if len(sources) == 1:
            lines.append(_("Where the texts come from: {source}.", source=_(PROVENANCES[sources.pop()])))
        return "\n".join(lines)

    def _put_answer(self, page: Any, row: int, column: int, answer: _Answer) -> None:  # noqa: ANN401
        look = self._format("number answer" if answer.is_number else "text answer")
        if isinstance(answer.value, Decimal | int):
            page.write_number(row, column, float(answer.value), look)
        else:
            self._put(page, row, column, answer.value or "", look)
        if answer.choices and len(",".join(answer.choices)) <= MOST_IN_LIST and "," not in "".join(answer.choices):
            _ = self._language.text
            page.data_validation(
                *(row, column, row, column),
                {
                    "validate": "list",
                    "source": list(answer.choices),
                    "error_title": _("Choose from the list")[:MOST_IN_PROMPT],
                    "error_message": _("Possible here: {choices}", choices=", ".join(answer.choices))[:MOST_IN_LIST],
                },
            )

    def _put(self, page: Any, row: int, column: int, text: str, look: Any) -> None:  # noqa: ANN401
        """Write a text that stays one, also when its cell is edited later."""
        text, _ = cell_text(text, self._note)
        if not text:
            page.write_blank(row, column, None, look)
        else:
            page.write_string(row, column, text, self._quoted(look) if text.startswith(RISKY) else look)

    def _quoted(self, look: Any) -> Any:  # noqa: ANN401
        name = next(name for name, known in self._formats.items() if known is look)
        return self._format(name, quoted=True)

    def _format(self, name: str, *, quoted: bool = False) -> Any:  # noqa: ANN401
        key = f"{name}, quoted" if quoted else name
        if key not in self._formats:
            made = self._book.add_format({**PLAIN_FORMAT, **LOOKS.get(name, FORMATS.get(name, {}))})
            made.set_quote_prefix(quoted)
            self._formats[key] = made
        return self._formats[key]


LOOKS: Final[Mapping[str, dict[str, object]]] = {
    "advice": {"text_wrap": False, "italic": True},
    "number answer": ANSWER,
    "text answer": {**ANSWER, "num_format": TEXT},
}
