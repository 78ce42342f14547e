"""A self-assessment filled in by another program comes in as values only, as one step, and once."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

import openpyxl
import pytest
from openpyxl import Workbook
from support.editions import small_edition
from support.forms import changed, filled, opened, with_part
from support.gold import ROOT, assessment

from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.assessment.forms import IDENTITY, Received
from eucles_desk.assessment.on_site import SelfJudgement
from eucles_desk.assessment.terms import NOT_APPLICABLE, Step
from eucles_desk.assessment.values import EligibilityAnswer
from eucles_desk.errors import FormError, ReadingError
from eucles_desk.language import ENGLISH, load
from eucles_desk.reading.reader import ChildReader
from eucles_desk.reports.self_form import self_form
from eucles_desk.services.attaching_forms import Counted, ReceivedFile
from eucles_desk.services.open_assessment import OpenAssessment

FINNISH = load("fi", ROOT / "resources" / "i18n")
DAY = date(2026, 3, 17)
EDITION = small_edition()
VALUE = replace(assessment(EDITION, step=Step.SELF_ASSESSMENT), eligibility=())
WHOLE, MONEY, CHOICE, MET, LEVELLED, OTHER = "participants", "budget_public", "legal_form", "members", "1.2", "2.9"
CHOSEN = EDITION.facts[CHOICE].choices[0]
FORM = self_form(VALUE, EDITION, ENGLISH, DAY)


@pytest.fixture(scope="module")
def reader() -> Iterator[ChildReader]:
    made = ChildReader()
    yield made
    made.close()


def read(reader: ChildReader, content: bytes) -> Received:
    return reader.form(ReceivedFile(content), "form.xlsx")


def open_here() -> OpenAssessment:
    return opened(VALUE, EDITION)[0]


def refusal(reader: ChildReader, content: bytes) -> str:
    """Return the sentence with which a form is refused, and make sure that nothing of it came in."""
    here, store = opened(VALUE, EDITION)
    with pytest.raises((FormError, ReadingError)) as caught:
        here.attach_self_assessment(read(reader, content))
    assert store.kept[VALUE.id] == VALUE == here.value
    said = str(caught.value)
    assert said.endswith(".")
    assert "\n" not in said
    return said


def test_answers_of_another_program_come_in_as_one_step_and_once(reader: ChildReader) -> None:
    answers = {
        ("Facts", CHOICE, "F"): CHOSEN[1].in_language("en"),
        ("Facts", WHOLE, "F"): 58,
        ("Facts", MONEY, "F"): 1250000.5,
        ("Eligibility", MET, "D"): "yes",
        ("Eligibility", MET, "E"): "Register of members",
        ("Levels", LEVELLED, "E"): 4,
        ("Levels", OTHER, "F"): "No level yet",
        ("Evidence", "1.", "B"): "Statutes",
        ("Evidence", "1.", "C"): "statutes.pdf",
        ("Evidence", "2.", "B"): "Yearly plan",
        ("Evidence", "2.", "C"): "https://example.org/plan",
        ("Evidence", "2.", "D"): LEVELLED,
    }
    content = filled(FORM, answers)
    here = open_here()
    found = here.self_assessment_in(read(reader, content))
    assert here.value == VALUE
    assert here.attach_self_assessment(read(reader, content)) == found
    assert here.value.cluster.facts[WHOLE] == Decimal(58)
    assert here.value.cluster.facts[CHOICE] == CHOSEN[0]
    assert here.value.cluster.facts[MONEY] == Decimal("1250000.5")
    assert here.value.answer(MET) == EligibilityAnswer(MET, met=True, note="Register of members")
    assert here.value.self_assessment == (SelfJudgement(LEVELLED, 4), SelfJudgement(OTHER, None, "No level yet"))
    titles = [(piece.title, piece.kind, piece.address) for piece in here.value.evidence[len(VALUE.evidence) :]]
    assert titles == [
        ("Statutes (statutes.pdf)", EvidenceKind.DOCUMENT, ""),
        (f"Yearly plan ({LEVELLED})", EvidenceKind.LINK, "https://example.org/plan"),
    ]
    assert found.counts[Counted.LEVELS] == found.counts[Counted.EVIDENCE] == 2
    after = here.value
    assert here.attach_self_assessment(read(reader, content)).is_nothing
    assert here.value == after
    here.undo()
    assert here.value == VALUE


def test_what_was_left_empty_changes_nothing(reader: ChildReader) -> None:
    facts = {**VALUE.cluster.facts, WHOLE: Decimal(57)}
    value = replace(
        VALUE, cluster=replace(VALUE.cluster, facts=facts), self_assessment=(SelfJudgement(OTHER, 3, "Ours"),)
    )
    here, _ = opened(value, EDITION)
    assert here.attach_self_assessment(read(reader, FORM)).is_nothing
    assert here.attach_self_assessment(read(reader, self_form(value, EDITION, FINNISH, DAY))).is_nothing


def test_the_experts_own_answer_on_eligibility_stays_and_is_counted(reader: ChildReader) -> None:
    here, _ = opened(replace(VALUE, eligibility=(EligibilityAnswer(MET, met=False, note="Seen"),)), EDITION)
    content = filled(FORM, {("Eligibility", MET, "D"): "yes", ("Eligibility", MET, "E"): "But we do"})
    found = here.attach_self_assessment(read(reader, content))
    assert found.is_nothing
    assert found.counts[Counted.KEPT] == 1


def test_the_form_in_finnish_is_answered_in_finnish(reader: ChildReader) -> None:
    content = self_form(VALUE, EDITION, FINNISH, DAY)
    book = openpyxl.load_workbook(io.BytesIO(content))
    facts, eligible, levels = (book.sheetnames[at] for at in range(3))
    yes, never = FINNISH.text("yes"), FINNISH.text("not applicable")
    answers = {
        (facts, WHOLE, "F"): "1 258",
        (facts, MONEY, "F"): "12,5",
        (eligible, MET, "D"): yes,
        (levels, OTHER, "E"): never,
    }
    here = open_here()
    here.attach_self_assessment(read(reader, filled(content, answers)))
    assert here.value.cluster.facts[WHOLE] == Decimal(1258)
    assert here.value.cluster.facts[MONEY] == Decimal("12.5")
    assert here.value.answer(MET).met is True
    assert SelfJudgement(OTHER, NOT_APPLICABLE) in here.value.self_assessment


def test_only_the_cells_for_answers_are_open() -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORM))
    assert book[IDENTITY].sheet_state == "veryHidden"
    open_columns: dict[str, set[str]] = {}
    for page in book.worksheets:
        assert page.protection.sheet
        cells = (cell for row in page.iter_rows() for cell in row if not cast("Any", cell).protection.locked)
        open_columns[page.title] = {cell.coordinate.rstrip("0123456789") for cell in cells}
    del open_columns[IDENTITY]
    assert open_columns == {
        "Facts": {"F"},
        "Eligibility": {"D", "E"},
        "Levels": {"E", "F"},
        "Evidence": {"B", "C", "D"},
    }
    lists = {str(rule.sqref): rule.formula1 for rule in book["Levels"].data_validations.dataValidation}
    assert lists["E7"] == '"0,1,2,3,4,5,not applicable"'


def test_the_form_tells_nothing_that_the_experts_wrote_and_runs_nothing() -> None:
    noted = replace(VALUE, eligibility=(EligibilityAnswer(MET, met=True, note="Only for us"),))
    named = replace(
        noted, cluster=replace(noted.cluster, name="=HYPERLINK(1)"), self_assessment=(SelfJudgement(OTHER, 2, "=1+1"),)
    )
    book = openpyxl.load_workbook(io.BytesIO(self_form(named, EDITION, ENGLISH, DAY)))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not any("Only for us" in str(cell.value) for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells if cell.quotePrefix is not True)


def test_the_same_form_has_the_same_bytes() -> None:
    assert self_form(VALUE, EDITION, ENGLISH, DAY) == FORM


# What is refused


def _rename(book: Workbook) -> None:
    book["Facts"].title = "Our facts"


def _more(book: Workbook) -> None:
    book.create_sheet("Ours")


def _swap(book: Workbook) -> None:
    page = book["Levels"]
    page["A6"], page["A7"] = page["A7"].value, page["A6"].value  # type: ignore[assignment]


def _insert(book: Workbook) -> None:
    book["Levels"].insert_rows(7)


def _append(book: Workbook) -> None:
    book["Levels"]["E200"] = 3


def _formula(book: Workbook) -> None:
    book["Facts"]["F6"] = "=1+1"


def _formula_elsewhere(book: Workbook) -> None:
    book["Facts"]["K90"] = "=1+1"


def _without_identity(book: Workbook) -> None:
    book.remove(book[IDENTITY])


def _other_version(book: Workbook) -> None:
    book[IDENTITY]["B2"] = "99"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_rename, "The sheet “Facts” was renamed or taken out. Use the form as sent."),
        (_more, "The sheet “Ours” does not belong to the form. Take it out."),
        (_swap, "Rows of the sheet “Levels” were moved, added or taken out, at row 6. Use the form as sent."),
        (_insert, "Rows of the sheet “Levels” were moved, added or taken out, at row 7. Use the form as sent."),
        (_append, "Rows of the sheet “Levels” were moved, added or taken out, at row 200. Use the form as sent."),
        (_formula, "Cell F6 of the sheet “Facts” holds a formula. Type the value in its place."),
        (_formula_elsewhere, "Cell K90 of the sheet “Facts” holds a formula. Type the value in its place."),
        (_without_identity, "The file is not a self-assessment form of EUCLES Desk."),
        (_other_version, "The form was made by another version of EUCLES Desk, which this one does not know."),
    ],
)
def test_a_form_whose_shape_was_changed_is_refused(
    reader: ChildReader, change: Callable[[Workbook], None], sentence: str
) -> None:
    assert refusal(reader, changed(FORM, change)) == sentence


def test_a_form_of_another_assessment_edition_or_label_is_refused(reader: ChildReader) -> None:
    other = self_form(replace(VALUE, id=UUID(int=77)), EDITION, ENGLISH, DAY)
    assert refusal(reader, other) == "The form belongs to another assessment."
    edition = replace(EDITION, ref=replace(EDITION.ref, sha256="0" * 64))
    other = self_form(replace(VALUE, edition=edition.ref), edition, ENGLISH, DAY)
    assert "another edition" in refusal(reader, other)
    assert "another label" in refusal(reader, self_form(replace(VALUE, label="silver"), EDITION, ENGLISH, DAY))


def test_macros_are_refused(reader: ChildReader) -> None:
    said = "The file holds macros. Save the answers as an .xlsx file without them, and attach that."
    assert refusal(reader, with_part(FORM, "xl/vbaProject.bin", b"x")) == said


@pytest.mark.parametrize(
    ("key", "value", "cause"),
    [
        (("Facts", WHOLE, "F"), "many", "“many” is not a number"),
        (("Facts", WHOLE, "F"), "nan", "“nan” is not a number"),
        (("Facts", WHOLE, "F"), 3.5, "must be a whole number"),
        (("Levels", LEVELLED, "E"), 9, "outside the scale"),
        (("Levels", LEVELLED, "E"), 2.5, "is not a level"),
        (("Eligibility", MET, "D"), "perhaps", "“perhaps” is neither yes nor no"),
    ],
)
def test_an_answer_that_cannot_be_one_is_named_by_its_cell(
    reader: ChildReader, key: tuple[str, str, str], value: object, cause: str
) -> None:
    said = refusal(reader, filled(FORM, {key: value}))
    assert said.startswith(f"Cell {key[2]}")
    assert f"“{key[0]}”: " in said
    assert cause in said


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"text", b"%PDF-1.7\n", FORM[:4000], FORM[:-30]],
    ids=lambda content: f"{len(content)}",
)
def test_what_is_no_workbook_or_a_cut_one_is_refused(reader: ChildReader, content: bytes) -> None:
    refusal(reader, content)


def test_a_workbook_that_unpacks_to_far_more_is_refused(reader: ChildReader) -> None:
    bomb = with_part(FORM, "xl/worksheets/sheet9.xml", b" " * 50_000_000)
    here = open_here()
    assert here.attach_self_assessment(read(reader, bomb)).is_nothing, "a part that nothing names is not unpacked"
    huge = changed(FORM, lambda book: book["Levels"].__setitem__("F6", "a" * 32_767))
    assert len(here.attach_self_assessment(read(reader, huge)).changes) == 1
