"""A fact check filled in by another program comes in as remarks, once; a file changed elsewhere is found and named."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pypdf
import pytest
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject
from support.editions import small_edition
from support.forms import filled_pdf, opened
from support.gold import ROOT, assessment
from support.pdf_checks import faults
from support.report_cases import MADE_ON

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.fact_form import DRAFT_NAME, form_name
from eucles_desk.assessment.form_counts import Counted
from eucles_desk.assessment.terms import Disposition, Opinion, Step
from eucles_desk.assessment.values import Assessment
from eucles_desk.errors import FormError
from eucles_desk.language import ENGLISH, Language, load
from eucles_desk.packages.keys import OwnKeys
from eucles_desk.reading.reader import ChildReader
from eucles_desk.reports.fact_check import fact_check
from eucles_desk.reports.kinds import case_of
from eucles_desk.reports.pdf import write_pdf
from eucles_desk.scheme.values import Edition, Origin, Provenance, Sourced
from eucles_desk.services.attaching_forms import ReceivedFile

FINNISH = load("fi", ROOT / "resources" / "i18n")
EDITION = small_edition()
VALUE = assessment(EDITION, step=Step.FACT_CHECK, agreed={"1.2": 4, "2.9": 3})
KEYS = OwnKeys(b"\1" * 32, b"\2" * 32)
OTHER_KEYS = OwnKeys(b"\3" * 32, b"\4" * 32)


@pytest.fixture(scope="module")
def reader() -> Iterator[ChildReader]:
    made = ChildReader()
    yield made
    made.close()


def is_signed(signature: bytes, content: bytes) -> bool:
    return KEYS.public.has_signed(signature, content)


def written(value: Assessment, edition: Edition, name: str, language: Language = ENGLISH) -> bytes:
    case = case_of(value, edition, language, made_on=MADE_ON, program_version="0", kind=ReportKind.DRAFT)
    file = io.BytesIO()
    write_pdf(fact_check(case, name), file, ROOT / "resources" / "fonts")
    return file.getvalue()


def make(reader: ChildReader, value: Assessment = VALUE, edition: Edition = EDITION, keys: OwnKeys = KEYS) -> bytes:
    pages = reader.form(ReceivedFile(written(value, edition, DRAFT_NAME)), "form.pdf").pages
    return written(value, edition, form_name(value, edition, pages, keys.sign))


@pytest.fixture(scope="module")
def form(reader: ChildReader) -> bytes:
    return make(reader)


def test_remarks_of_another_program_come_in_as_one_step_and_once(reader: ChildReader, form: bytes) -> None:
    answers = {
        "1-2_opinion": "/fact_wrong",
        "1-2_remark": "58, ei 57: Łódź €\nToinen rivi",
        "2-9_opinion": "/agreed",
        "2-10_remark": "No answer, only words",
    }
    received = reader.form(ReceivedFile(filled_pdf(form, answers)), "form.pdf")
    here, _ = opened(VALUE, EDITION)
    assert len(here.remarks_in(received, is_signed).changes) == 2
    assert here.value == VALUE
    counts = here.attach_remarks(received, is_signed).counts
    assert (counts[Counted.REMARKS], counts[Counted.AGREED]) == (2, 1)
    said = [(remark.criterion, remark.opinion, remark.text) for remark in here.value.remarks]
    assert said == [
        ("1.2", Opinion.FACT_WRONG, "58, ei 57: Łódź €\nToinen rivi"),
        ("2.10", None, "No answer, only words"),
    ]
    after = here.value
    assert here.attach_remarks(received, is_signed).is_nothing
    assert here.value == after
    here.undo()
    assert here.value == VALUE


def test_a_later_file_changes_the_words_and_leaves_the_answer_of_the_experts(reader: ChildReader, form: bytes) -> None:
    here, _ = opened(VALUE, EDITION)
    first = filled_pdf(form, {"1-2_opinion": "/fact_wrong", "1-2_remark": "58"})
    here.attach_remarks(reader.form(ReceivedFile(first), "form.pdf"), is_signed)
    here.set_remark(replace(here.value.remarks[0], disposition=Disposition.ACCEPTED, reply="Put right."))
    later = filled_pdf(form, {"1-2_opinion": "/evidence_missing", "1-2_remark": "59"})
    counts = here.attach_remarks(reader.form(ReceivedFile(later), "form.pdf"), is_signed).counts
    (remark,) = here.value.remarks
    assert (remark.opinion, remark.text) == (Opinion.EVIDENCE_MISSING, "59")
    assert (remark.disposition, remark.reply) == (Disposition.ACCEPTED, "Put right.")
    assert counts[Counted.REPLACED] == 1


def test_an_empty_form_changes_nothing(reader: ChildReader, form: bytes) -> None:
    here, _ = opened(VALUE, EDITION)
    assert here.attach_remarks(reader.form(ReceivedFile(form), "form.pdf"), is_signed).is_nothing


@pytest.mark.parametrize("language", [ENGLISH, FINNISH], ids=lambda language: language.code)
def test_the_form_is_accessible_and_fit_for_archives(language: Language, tmp_path: Path) -> None:
    content = written(VALUE, EDITION, DRAFT_NAME, language)
    assert faults(content, tmp_path) == []
    fields = pypdf.PdfReader(io.BytesIO(content)).get_fields() or {}
    said = {name: str(field.get("/TU", "")) for name, field in fields.items() if name.count(".") == 1}
    assert len(said) == 2 * len(EDITION.criteria_of("gold"))
    assert all(said.values())


def test_levels_are_shown_only_where_the_edition_says_so() -> None:
    def shown(edition: Edition) -> str:
        pages = pypdf.PdfReader(io.BytesIO(written(VALUE, edition, DRAFT_NAME))).pages
        return "\n".join(page.extract_text() for page in pages)

    hidden = replace(EDITION, fact_check_scores=Sourced(False, Origin(Provenance.OPERATOR)))
    assert "4 of 5" in shown(EDITION)
    assert "4 of 5" not in shown(hidden)
    assert "Level:" not in shown(hidden)


# What is refused


def changed(content: bytes, change: Callable[[pypdf.PdfWriter], object]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(content)))
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _other_words(writer: pypdf.PdfWriter) -> None:
    page = writer.pages[0]
    stream = StreamObject()
    old = page.get_contents()
    assert old is not None
    stream.set_data(old.get_data() + b"\nBT /F1 12 Tf 100 300 Td (Level 5) Tj ET\n")
    page[NameObject("/Contents")] = cast("Any", writer)._add_object(stream)  # pypdf has no other way


def _covered(writer: pypdf.PdfWriter) -> None:
    page = writer.pages[0]
    stream = StreamObject()
    old = page.get_contents()
    assert old is not None
    stream.set_data(old.get_data() + b"\nq 1 1 1 rg 100 300 200 40 re f Q\n")
    page[NameObject("/Contents")] = cast("Any", writer)._add_object(stream)


def _blank(writer: pypdf.PdfWriter) -> None:
    writer.add_blank_page(595, 842)


def _note(writer: pypdf.PdfWriter) -> None:
    writer.add_annotation(0, FreeText(text="Look here", rect=(50, 550, 200, 650)))


def _flat(writer: pypdf.PdfWriter) -> None:
    del cast("Any", writer).root_object["/AcroForm"]
    for page in writer.pages:
        page.pop("/Annots", None)


def _renamed(writer: pypdf.PdfWriter) -> None:
    root = form_root(writer)
    root[NameObject("/T")] = TextStringObject(str(root["/T"]).replace(VALUE.id.hex, "0" * 32))


def _signature(writer: pypdf.PdfWriter) -> None:
    root = form_root(writer)
    name = str(root["/T"])
    root[NameObject("/T")] = TextStringObject(name[:-1] + ("0" if name[-1] != "0" else "1"))


def _field_renamed(writer: pypdf.PdfWriter) -> None:
    field = form_root(writer)["/Kids"][1].get_object()  # type: ignore[index]
    field[NameObject("/T")] = TextStringObject("9-9_remark")


def form_root(writer: pypdf.PdfWriter) -> DictionaryObject:
    form = cast("Any", writer).root_object["/AcroForm"].get_object()
    assert isinstance(form, DictionaryObject)
    root = form["/Fields"][0].get_object()  # type: ignore[index]
    assert isinstance(root, DictionaryObject)
    return root


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_other_words, "Page 1 was changed elsewhere than in its fields; nothing is taken in."),
        (_covered, "Page 1 was changed elsewhere than in its fields; nothing is taken in."),
        (_blank, "Pages of the form were added or taken out: it has 3 where 2 were sent."),
        (_note, "Page 1 has a note or drawing beside the fields. Only the fields are read: write it into one of them."),
        (
            _flat,
            "The file has no fields of a fact check form. Fill in the PDF that was sent and save it; do not print it.",
        ),
        (_renamed, "The form belongs to another assessment."),
        (_signature, "The form was not made for this assessment, or what it says of itself was changed."),
        (_field_renamed, "Fields of the form were added or taken out. Use the form as sent."),
    ],
)
def test_a_file_that_was_changed_elsewhere_is_found(
    reader: ChildReader, form: bytes, change: Callable[[pypdf.PdfWriter], None], sentence: str
) -> None:
    content = changed(filled_pdf(form, {"1-2_remark": "58"}), change)
    here, store = opened(VALUE, EDITION)
    with pytest.raises(FormError) as caught:
        here.attach_remarks(reader.form(ReceivedFile(content), "form.pdf"), is_signed)
    assert str(caught.value) == sentence
    assert store.kept[VALUE.id] == VALUE


def test_new_hashes_under_an_old_signature_are_found(reader: ChildReader, form: bytes) -> None:
    other = changed(form, _covered)
    pages = reader.form(ReceivedFile(other), "form.pdf").pages
    forged = form_name(VALUE, EDITION, pages, lambda _: bytes(64))

    def pass_off(writer: pypdf.PdfWriter) -> None:
        root = form_root(writer)
        signature = str(root["/T"]).rpartition("_")[2]
        root[NameObject("/T")] = TextStringObject(f"{forged.rpartition('_')[0]}_{signature}")

    here, _ = opened(VALUE, EDITION)
    with pytest.raises(FormError, match="what it says of itself was changed"):
        here.attach_remarks(reader.form(ReceivedFile(changed(other, pass_off)), "form.pdf"), is_signed)


@cache
def others() -> dict[str, tuple[Assessment, Edition, OwnKeys]]:
    edition = replace(EDITION, ref=replace(EDITION.ref, sha256="0" * 64))
    return {
        "another assessment": (replace(VALUE, id=UUID(int=7)), EDITION, KEYS),
        "another edition": (replace(VALUE, edition=edition.ref), edition, KEYS),
        "not made for this assessment": (VALUE, EDITION, OTHER_KEYS),
    }


@pytest.mark.parametrize("cause", ["another assessment", "another edition", "not made for this assessment"])
def test_a_form_of_something_or_somebody_else_is_refused(reader: ChildReader, cause: str) -> None:
    value, edition, keys = others()[cause]
    received = reader.form(ReceivedFile(make(reader, value, edition, keys)), "form.pdf")
    here, _ = opened(VALUE, EDITION)
    with pytest.raises(FormError, match=cause):
        here.attach_remarks(received, is_signed)


def test_a_file_that_is_no_pdf_is_refused(reader: ChildReader) -> None:
    here, _ = opened(VALUE, EDITION)
    with pytest.raises(FormError, match="is a PDF file"):
        here.attach_remarks(reader.form(ReceivedFile(b"text"), "form.pdf"), is_signed)
