"""What an organisation adds stands in every kind of report, in the reader's language or marked with its own."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader
from support import report_cases
from support.gold import ROOT, public_edition

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.terms import Step
from eucles_desk.language import Language, load
from eucles_desk.reports.case import Case
from eucles_desk.reports.content import Group, Image, KeyValues, Paragraph
from eucles_desk.reports.kinds import case_of, report_document
from eucles_desk.reports.pdf import write_pdf
from eucles_desk.reports.sections import imprint
from eucles_desk.templates.reading import read_template
from eucles_desk.templates.values import PLAIN, Template

FONTS = ROOT / "resources" / "fonts"
EXAMPLE = read_template(ROOT / "docs" / "examples" / "template" / "template.yaml").template
KINDS = [kind for kind in ReportKind if kind is not ReportKind.CERTIFICATE]


def language(code: str) -> Language:
    return load(code, ROOT / "resources" / "i18n")


def made(kind: ReportKind, template: Template, code: str = "en", step: Step = Step.DECISION) -> Case:
    edition = public_edition()
    return case_of(
        report_cases.gold(edition, step),
        edition,
        language(code),
        made_on=date(2026, 1, 1),
        program_version="1",
        kind=kind,
        template=template,
    )


def pairs(case: Case) -> dict[str, str]:
    (group,) = imprint.end(case)
    assert isinstance(group, Group)
    table = group.blocks[1]
    assert isinstance(table, KeyValues)
    return {pair.key: "".join(span.text for span in pair.value) for pair in table.pairs}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_says_once_who_pays(kind: ReportKind) -> None:
    blocks = report_document(made(kind, EXAMPLE)).blocks
    assert str(blocks).count("Co-funded by the European Union.") == 1


def test_a_report_without_a_template_has_neither_head_nor_end() -> None:
    case = made(ReportKind.FULL, PLAIN)
    assert [*imprint.head(case), *imprint.end(case), *imprint.short(case)] == []
    assert imprint.accent(case) == ""


def test_logo_and_name_stand_first_and_the_rest_last() -> None:
    case = made(ReportKind.FULL, EXAMPLE)
    blocks = report_document(case).blocks
    assert isinstance(blocks[0], Image)
    assert blocks[0].description == "Three linked circles, the logo of the Example Cluster Office"
    assert isinstance(blocks[1], Paragraph)
    assert pairs(case) == {
        "Organisation": "Example Cluster Office",
        "Address": "Example Street 1\n00000 Exampletown\noffice@example.org",
        "Funding": "Co-funded by the European Union.",
        "Legal note": "This report was written for the cluster named in it. Others should not rely on it without asking us.",
    }
    assert any(isinstance(block, Group) and block == next(imprint.end(case)) for block in blocks[-2:])


def test_texts_are_in_the_language_of_the_report() -> None:
    assert "Euroopan unionin osarahoittama." in pairs(made(ReportKind.FULL, EXAMPLE, "fi")).values()


def test_a_text_in_another_language_is_marked_with_it() -> None:
    template = Template(acknowledgement={"sv": "Medfinansieras av Europeiska unionen."}, legal_note={"": "A note."})
    (group,) = imprint.end(made(ReportKind.FULL, template, "fi"))
    assert isinstance(group, Group)
    table = group.blocks[1]
    assert isinstance(table, KeyValues)
    assert [span.language for pair in table.pairs for span in pair.value] == ["sv", ""]


def test_a_logo_without_a_description_is_named_after_its_organisation() -> None:
    assert EXAMPLE.logo is not None
    bare = replace(EXAMPLE, logo=replace(EXAMPLE.logo, description={}))
    assert imprint.logo_description(made(ReportKind.FULL, bare)) == "Logo of Example Cluster Office"
    assert imprint.logo_description(made(ReportKind.FULL, replace(bare, organisation=""))) == "Logo of the publisher"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_who_publishes_and_who_pays(kind: ReportKind) -> None:
    case = made(kind, EXAMPLE)
    document = report_document(case)
    assert document.accent == "#7a1f5c"
    file = io.BytesIO()
    write_pdf(document, file, FONTS)
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
    assert "Example Cluster Office" in said
    assert "Co-funded by the European Union." in said


def test_long_texts_of_a_template_do_not_lengthen_the_short_kinds() -> None:
    template = replace(EXAMPLE, organisation="Example " * 25, acknowledgement={"en": "Co-funded by the Union. " * 80})
    for kind, most in ((ReportKind.SUMMARY, 2), (ReportKind.CLOSING_SHEET, 1)):
        file = io.BytesIO()
        assert write_pdf(report_document(made(kind, template)), file, FONTS).pages <= most


def test_the_accent_is_the_templates_in_a_certificate_too() -> None:
    assert report_document(made(ReportKind.CERTIFICATE, EXAMPLE, step=Step.AWARDED)).accent == "#7a1f5c"
