"""Verifying a report: untouched ones match, and whatever is changed in one is found and named."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import openpyxl
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from support.examples import examples
from support.report_cases import bronze, empty, silver
from support.signing import form, identity
from support.verifying import attachment, changed, edition, gold, report, report_of, verify, with_cluster

from eucles_desk.app.verdicts import verdict, verdict_data
from eucles_desk.app.verifying import Problem
from eucles_desk.assessment.disclosure import ReportKind, offered
from eucles_desk.assessment.terms import Step
from eucles_desk.language import ENGLISH
from eucles_desk.reports.comparing import DifferenceKind
from eucles_desk.services.report_ports import Signing
from eucles_desk.signing.check import Finding
from eucles_desk.signing.sign import sign
from eucles_desk.templates.values import Logo, Template

SHOWN, HIDDEN = Signing(), Signing(visible=False)


def said(content: bytes) -> str:
    return "\n".join(verdict(verify(content), ENGLISH))


def replace_on_page(old: bytes, new: bytes, page: int = 0) -> Callable[[Any], None]:
    """Change the first place of a piece of drawing on a page."""

    def change(pdf: Any) -> None:
        contents = pdf.pages[page].Contents
        before = contents.read_bytes()
        assert old in before
        contents.write(before.replace(old, new, 1))

    return change


@pytest.mark.parametrize(("language", "signing"), [("en", None), ("fi", SHOWN), ("en", HIDDEN)])
@pytest.mark.parametrize("kind", ReportKind)
def test_an_untouched_report_of_every_kind_matches(kind: ReportKind, language: str, signing: Signing | None) -> None:
    verified = verify(report(kind, language, signing))
    assert verified.is_well, "\n".join(verdict(verified, ENGLISH))
    assert verified.compared_all and verified.compared_drawing and verified.compared_bytes
    assert len(verified.signatures.found) == (signing is not None)


@pytest.mark.parametrize("make", [empty, silver, bronze])
def test_reports_of_every_label_and_of_nothing_match(make: Any) -> None:
    assessment = make(edition())
    for kind in offered(assessment):
        assert verify(report_of(assessment, kind)).is_well, kind


def test_a_report_with_what_an_organisation_adds_matches() -> None:
    template = Template(organisation="Example <&>", address=("Street 1",), accent="#2477b3")
    verified = verify(report_of(gold(), template=template))
    assert verified.is_well and verified.compared_drawing


@pytest.mark.parametrize("kind", [ReportKind.FULL, ReportKind.CERTIFICATE])
def test_a_report_with_a_logo_matches_in_all_its_words(kind: ReportKind) -> None:
    file = io.BytesIO()
    Image.new("RGB", (90, 60), "navy").save(file, "PNG")
    logo = Logo(file.getvalue(), 90, 60, MappingProxyType({"en": "Logo of Example"}))
    template = Template(organisation="Example", logo=logo)
    content = report_of(gold(Step.AWARDED), kind, template=template)
    verified = verify(content)
    assert verified.is_well, "\n".join(verdict(verified, ENGLISH))
    assert verified.compared_all and not verified.compared_drawing
    assert "Only the words were compared" in said(content)


@settings(max_examples=10)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
def test_any_name_of_a_cluster_matches(name: str) -> None:
    verified = verify(report_of(with_cluster(gold(), name)))
    assert verified.is_well, "\n".join(verdict(verified, ENGLISH))


def test_what_is_well_is_said_with_what_it_does_not_show() -> None:
    lines = list(verdict(verify(report()), ENGLISH))
    assert lines[0].startswith("Not signed: nothing in this file shows who made it.")
    assert lines[-1] == "What it says is, byte for byte, what this program makes of the result in the file."
    assert "All is well" not in "\n".join(lines)
    signed = said(report(signing=SHOWN))
    assert "Signed by Maria Beispiel (Example Agency) on 17 March 2026" in signed
    assert signed.startswith("All is well with this file.")
    assert "nothing in it was changed since" in signed
    assert identity().fingerprint in signed


def test_a_changed_digit_is_named_with_its_page() -> None:
    with pikepdf.open(io.BytesIO(report())) as pdf:
        contents: Any = pdf.pages[0].Contents
        drawn = contents.read_bytes()
    place = drawn.index(b") Tj", drawn.index(b"/H2"))
    letter = drawn[place - 1 : place]
    old = drawn[place - 10 : place + 4]
    new = old.replace(letter + b") Tj", b"A) Tj")
    verified = verify(changed(report(), replace_on_page(old, new)))
    (found,) = verified.found
    assert (found.problem, found.page) == (Problem.DIFFERENT, 1)
    assert found.difference and found.difference.kind is DifferenceKind.TEXT
    assert found.difference.printed != found.difference.expected
    assert "Page 1 says" in said(changed(report(), replace_on_page(old, new)))


def test_something_drawn_over_a_page_is_named() -> None:
    def draw(pdf: Any) -> None:
        pdf.pages[1].Contents.write(pdf.pages[1].Contents.read_bytes() + b"\n1 g 0 0 300 300 re f")

    (found,) = verify(changed(report(), draw)).found
    assert found.difference and (found.page, found.difference.kind) == (2, DifferenceKind.DRAWING)


def test_words_put_on_a_page_as_an_ornament_are_named() -> None:
    def write(pdf: Any) -> None:
        drawn = pdf.pages[0].Contents.read_bytes()
        begin = drawn.index(b"BT")
        words = drawn[begin : drawn.index(b"ET", begin) + 2]
        pdf.pages[0].Contents.write(drawn + b"\n/Artifact BMC " + words + b" EMC")

    (found,) = verify(changed(report(), write)).found
    assert found.difference and (found.page, found.difference.kind) == (1, DifferenceKind.WORDS)


def test_a_swapped_result_is_found_by_the_hash_on_the_page() -> None:
    with pikepdf.open(io.BytesIO(report_of(with_cluster(gold(), "Other")))) as other:
        content = attachment(other, "assessment.json").read_bytes()
    verified = verify(changed(report(), lambda pdf: attachment(pdf, "assessment.json").write(content)))
    assert [(found.problem, found.page) for found in verified.found] == [(Problem.HASH, 1)]


def test_a_changed_result_is_found() -> None:
    def change(pdf: Any) -> None:
        stream = attachment(pdf, "assessment.json")
        data = json.loads(stream.read_bytes())
        data["cluster"]["name"] = "Other"
        stream.write(json.dumps(data).encode())

    assert verify(changed(report(), change)).found[0].problem is Problem.HASH


def test_a_swapped_spreadsheet_is_found() -> None:
    def change(pdf: Any) -> None:
        stream = attachment(pdf, "findings.xlsx")
        book = openpyxl.load_workbook(io.BytesIO(stream.read_bytes()))
        book.worksheets[0]["A1"] = "Other"
        file = io.BytesIO()
        book.save(file)
        stream.write(file.getvalue())

    assert [found.problem for found in verify(changed(report(), change)).found] == [Problem.SPREADSHEET]
    not_one = changed(report(), lambda pdf: attachment(pdf, "findings.xlsx").write(b"no spreadsheet"))
    assert [found.problem for found in verify(not_one).found] == [Problem.SPREADSHEET]


def test_a_changed_note_is_found() -> None:
    def change(pdf: Any) -> None:
        stream = attachment(pdf, "report.json")
        stream.write(stream.read_bytes().replace(b"2026-03-17", b"2026-03-18"))

    (found,) = verify(changed(report(), change)).found
    assert found.difference and "18" in found.difference.expected


@pytest.mark.parametrize("page", [0, 1])
def test_a_removed_page_is_found(page: int) -> None:
    def remove(pdf: Any) -> None:
        del pdf.pages[page]

    (found,) = verify(changed(report(), remove)).found
    assert found.problem is Problem.DIFFERENT


def test_a_blank_page_put_in_is_found() -> None:
    verified = verify(changed(report(), lambda pdf: pdf.add_blank_page()))
    assert verified.found[0].problem is Problem.HASH


def test_any_changed_byte_of_a_signed_report_is_found() -> None:
    content = report(signing=HIDDEN)
    for place in range(200, content.index(b"/Contents <") - 1, len(content) // 40):
        wrong = bytearray(content)
        wrong[place] ^= 1
        assert not verify(bytes(wrong)).is_well, place


def test_any_changed_byte_of_an_unsigned_report_is_found() -> None:
    content = report(ReportKind.FULL)
    for place in (len(content) // 2, *range(9, len(content), len(content) // examples(8, 25)), len(content) - 1):
        wrong = bytearray(content)
        wrong[place] ^= 1
        assert not verify(bytes(wrong)).is_well, place
    assert [found.problem for found in verify(content + b"\n").found] == [Problem.BYTES]


def test_a_visible_signature_names_the_signer_and_is_told_where_it_is_missing() -> None:
    content = report(ReportKind.FULL, signing=SHOWN)
    words = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)
    digits = identity().fingerprint
    assert "Signed electronically by Maria Beispiel, Example Agency. To the signature" in words
    assert f"begins with {digits[:4]} {digits[4:8]} {digits[8:12]} {digits[12:16]}." in words
    stripped = content[: content.index(b"%%EOF") + 6]
    assert Problem.SIGNER in [found.problem for found in verify(stripped).found]
    assert "the signature that it tells of is not in it" in said(stripped)


def test_bytes_behind_a_signature_are_told_for_what_they_are() -> None:
    told = said(report(signing=SHOWN) + b"\n")
    assert "After the last signature something was added to the file that nobody signed." in told
    assert "another signature" not in told


def test_a_report_packed_by_other_libraries_says_that_not_every_byte_was_compared() -> None:
    def change(pdf: Any) -> None:
        stream = attachment(pdf, "report.json")
        stream.write(stream.read_bytes().replace(b"ReportLab ", b"ReportLab 0"))

    other = changed(report(), change)
    verified = verify(other)
    assert verified.is_well and verified.compared_drawing and not verified.compared_bytes
    assert said(other).endswith("other versions of libraries than those here packed the file.")


@pytest.mark.parametrize(
    ("step", "kind", "told"),
    [
        (Step.SCORING, ReportKind.DRAFT, "the step was “Individual scoring”, and nothing was decided"),
        (Step.SCORING, ReportKind.FULL, "the step was “Individual scoring”, and nothing was decided"),
        (Step.AWARDED, ReportKind.FULL, ""),
    ],
)
def test_a_report_of_what_is_not_decided_is_said_to_be_no_final_one(step: Step, kind: ReportKind, told: str) -> None:
    found = said(report_of(gold(step), kind))
    assert told in found
    assert ("It is no final report" in found) is bool(told)


def test_a_signed_report_that_an_editor_saved_is_found_though_its_text_matches() -> None:
    verified = verify(changed(report(signing=SHOWN), lambda _: None))
    assert not verified.is_well
    assert not verified.found
    assert Finding.CHANGED in verified.signatures.found[0].findings


def test_a_file_without_a_result_says_so() -> None:
    assert [found.problem for found in verify(form()).found] == [Problem.NO_RESULT]
    assert "There is no result in the file" in said(sign(form(), identity(), identity().valid_from))

    def strip(pdf: Any) -> None:
        del pdf.Root.AF

    assert [found.problem for found in verify(changed(report(), strip)).found] == [Problem.NO_RESULT]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("assessment.json", b"{", "cannot be compared"),
        ("assessment.json", b"[]", "cannot be compared"),
        ("report.json", b"{}", "not one of this program"),
        ("report.json", b"{", "damaged"),
    ],
)
def test_what_is_damaged_in_the_file_is_one_plain_sentence(name: str, content: bytes, words: str) -> None:
    damaged = changed(report(), lambda pdf: attachment(pdf, name).write(content))
    assert words in said(damaged)
    assert not verify(damaged).is_well


def test_a_language_that_is_not_here_is_told() -> None:
    def change(pdf: Any) -> None:
        stream = attachment(pdf, "report.json")
        stream.write(stream.read_bytes().replace(b'"en"', b'"xx"'))

    assert [found.problem for found in verify(changed(report(), change)).found] == [Problem.NOT_COMPARED]


def test_a_certificate_of_a_label_not_awarded_cannot_be_compared() -> None:
    def change(pdf: Any) -> None:
        stream = attachment(pdf, "report.json")
        stream.write(stream.read_bytes().replace(b'"summary"', b'"certificate"'))

    assert not verify(changed(report(), change)).is_well


# Reports of another version


def test_another_version_that_says_the_same_matches_in_all_words() -> None:
    verified = verify(report(), version="9.9")
    assert verified.is_well and verified.compared_all and not verified.compared_drawing


def reworded(pdf: Any) -> None:
    """Change the title as another version might word it."""
    pdf.Root.StructTreeRoot.K[0].K[0].ActualText = "Another way of saying it"


@pytest.mark.parametrize("kind", [ReportKind.FULL, ReportKind.SUMMARY])
def test_another_version_with_other_words_matches_in_result_and_levels(kind: ReportKind) -> None:
    other = changed(report(kind), reworded)
    assert not verify(other).is_well
    verified = verify(other, version="9.9")
    assert verified.is_well and not verified.compared_all
    assert "Only the result and the level of each criterion" in "\n".join(verdict(verified, ENGLISH))


def test_a_level_changed_in_a_report_of_another_version_is_named() -> None:
    def change(pdf: Any) -> None:
        reworded(pdf)
        for row in rows(pdf.Root.StructTreeRoot):
            row.K[1].ActualText = "0 of 5"

    (found,) = verify(changed(report(ReportKind.FULL), change), version="9.9").found
    assert found.difference and "of 5" in found.difference.expected


def test_a_result_changed_in_a_report_of_another_version_is_named() -> None:
    def change(pdf: Any) -> None:
        for element in elements(pdf.Root.StructTreeRoot):
            if str(element.get("/S", "")) == "/H2":
                element.ActualText = "The conditions are not met"
                return

    (found,) = verify(changed(report(ReportKind.FULL), change), version="9.9").found
    assert found.difference and "150 points" in found.difference.expected


def elements(element: Any) -> Any:
    kids = element.get("/K")
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def rows(root: Any) -> Any:
    return (found for found in elements(root) if str(found.S) == "/TR" and len(found.K) > 1)


# As data


def test_as_data_a_signed_report_says_all_of_it() -> None:
    data = verdict_data(verify(report(signing=SHOWN)), ENGLISH)
    assert data["well"] is True
    assert data["signatures"][0]["signer"] == "Maria Beispiel"
    assert data["signatures"][0]["issuer"] is None
    assert data["report"]["kind"] == "summary"
    assert data["compared"] == "bytes"
    assert (data["report"]["step"], data["report"]["decided"]) == ("decision", False)
    assert data["problems"] == []
    assert json.loads(json.dumps(data)) == data


def test_as_data_a_changed_report_names_the_first_difference() -> None:
    wrong = changed(report(), lambda pdf: attachment(pdf, "findings.xlsx").write(b"x"))
    data = verdict_data(verify(wrong), ENGLISH)
    assert data["well"] is False
    assert data["problems"][0]["problem"] == "spreadsheet"
