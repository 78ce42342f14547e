"""Every PDF is PDF/UA-1 and PDF/A-3a, whatever it shows; and the tests see it when one is not."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name
from support.blocks import one_of_each
from support.editions import small_edition
from support.examples import examples
from support.gold import ROOT, public_edition
from support.pdf_checks import broken_rules, faults
from support.report_cases import IMPROVEMENTS, MADE_ON, bronze, empty, gold, silver
from support.strategies import assessments

from eucles_desk.app.languages import Languages
from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment, Award
from eucles_desk.errors import ReportError
from eucles_desk.reports.content import Attachment, Document, Relationship
from eucles_desk.reports.kinds import case_of, report_document
from eucles_desk.reports.pdf import write_pdf
from eucles_desk.scheme.values import Edition

FONTS = ROOT / "resources" / "fonts"
LANGUAGES = ("en", "fi")
ATTACHED = (
    Attachment("assessment.json", "application/json", b"{}", Relationship.SOURCE, "What it was made of"),
    Attachment("findings.xlsx", "application/octet-stream", b"PK", Relationship.DATA, "Löydökset <1> & muut"),
)


@cache
def languages() -> Languages:
    return Languages(ROOT / "resources")


def document_of(assessment: Assessment, edition: Edition, kind: ReportKind, language: str) -> Document:
    case = case_of(assessment, edition, languages().load(language), made_on=MADE_ON, program_version="1.2.3", kind=kind)
    return replace(report_document(case), attachments=ATTACHED)


def written(document: Document) -> bytes:
    file = io.BytesIO()
    write_pdf(document, file, FONTS)
    return file.getvalue()


def cases() -> dict[str, Callable[[Edition], Assessment]]:
    return {
        "gold awarded": lambda edition: gold(edition, Step.AWARDED),
        "gold scored": lambda edition: gold(edition, Step.SCORING),
        "silver": silver,
        "bronze": bronze,
        "empty": empty,
        "empty bronze": lambda edition: empty(edition, "bronze"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize("case", cases())
def test_every_kind_of_report_conforms(case: str, kind: ReportKind, language: str, tmp_path: Path) -> None:
    edition = public_edition()
    assessment = cases()[case](edition)
    if kind is ReportKind.CERTIFICATE and assessment.step is not Step.AWARDED:
        pytest.skip("there is no certificate of what is not awarded")
    if kind is ReportKind.CERTIFICATE:
        assessment = replace(assessment, award=Award("SAMPLE-1", "2026-01", "2027-12"))
    content = written(document_of(assessment, edition, kind, language))
    assert faults(content, tmp_path) == []


@settings(
    max_examples=examples(25, 200),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), kind=st.sampled_from(ReportKind), language=st.sampled_from(LANGUAGES))
def test_reports_of_any_assessment_conform(
    data: st.DataObject, kind: ReportKind, language: str, tmp_path: Path
) -> None:
    edition = small_edition()
    assessment = data.draw(assessments(edition))
    try:
        document = document_of(assessment, edition, kind, language)
    except ReportError:
        assert kind is ReportKind.CERTIFICATE  # without a number or a month there is none
        return
    assert faults(written(document), tmp_path) == []


def hostile_text(length: int) -> str:
    """Return markup, formulas, control characters, right-to-left text and a character of each block of Unicode."""
    blocks = "".join(chr(code) for code in range(0x20, 0x30000, 0x40) if not 0xD800 <= code < 0xE000)
    once = '<b>bold</b> &amp; <font color="[...]"> =SUM(A1) 😀 \x00\x07 שלום مرحبا Κέντρο Бизнес ' + blocks
    return (once * (length // len(once) + 1))[:length]


@pytest.mark.parametrize("kind", ReportKind)
def test_hostile_text_conforms(kind: ReportKind, tmp_path: Path) -> None:
    whole, text = gold(public_edition(), Step.AWARDED), hostile_text(20_000)
    first = replace(
        whole.judgements[0], reason=text, strengths=(text,), improvements=(replace(IMPROVEMENTS[0], text=text),)
    )
    whole = replace(
        whole,
        judgements=(first, *whole.judgements[1:]),
        cluster=replace(whole.cluster, name=text[:200]),
    )
    assert faults(written(document_of(whole, public_edition(), kind, "fi")), tmp_path) == []


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("watermark", ["", "Draft"])
@pytest.mark.parametrize("signature", [False, True])
def test_every_kind_of_block_conforms(landscape: bool, watermark: str, signature: bool, tmp_path: Path) -> None:
    document = Document(
        title="Title <b>",
        language="en",
        subject="Subject",
        author="Author",
        made_on=MADE_ON,
        footer=" · foot",
        blocks=one_of_each(),
        watermark=watermark,
        landscape=landscape,
        signature=signature,
        signature_label="Signature of the lead expert",
        accent="#7a1f5c",
        attachments=ATTACHED,
    )
    assert faults(written(document), tmp_path) == []


def elements(pdf: pikepdf.Pdf, tag: str) -> list[Dictionary]:
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, Dictionary) and thing.get(Name.Type) == Name.StructElem and Name("/" + tag) == thing.S
    ]


def untag(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot
    pdf.Root.MarkInfo = Dictionary(Marked=False)


def unmark_one_header(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        content = page.Contents.read_bytes()
        found = re.search(rb"/TH <</MCID \d+>> BDC", content)
        if found:
            page.Contents.write(content.replace(found[0], b"/Nothing BMC", 1))
            return


def forget_what_one_header_heads(pdf: pikepdf.Pdf) -> None:
    header = elements(pdf, "TH")[0]
    del header.A


def silence_one_figure(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[0].Alt


def forget_the_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def forget_what_it_is(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def silence_one_link(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for note in page.get(Name.Annots, []):
            if note.Subtype == Name.Link:
                del note.Contents
                return


def leave_content_unmarked(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    content = page.Contents.read_bytes()
    page.Contents.write(re.sub(rb"/P <</MCID \d+>> BDC", b"/Nothing BMC", content, count=1))


def lie_about_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


@pytest.mark.parametrize(
    "break_it",
    [
        untag,
        unmark_one_header,
        forget_what_one_header_heads,
        silence_one_figure,
        forget_the_language,
        forget_what_it_is,
        silence_one_link,
        leave_content_unmarked,
        lie_about_colours,
    ],
)
def test_a_report_that_does_not_conform_is_found_out(break_it: Callable[[pikepdf.Pdf], None], tmp_path: Path) -> None:
    content = written(document_of(gold(public_edition()), public_edition(), ReportKind.FULL, "en"))
    assert broken_rules(content) == []
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        break_it(pdf)
        pdf.save(file)
    assert faults(file.getvalue(), tmp_path)


def test_the_same_report_with_everything_in_it_has_the_same_bytes() -> None:
    def make() -> bytes:
        return written(document_of(gold(public_edition()), public_edition(), ReportKind.FULL, "fi"))

    assert make() == make()


def test_attached_files_come_out_as_they_went_in() -> None:
    content = written(document_of(gold(public_edition()), public_edition(), ReportKind.FULL, "en"))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert {name: bytes(pdf.attachments[name].get_file().read_bytes()) for name in pdf.attachments} == {
            attached.name: attached.content for attached in ATTACHED
        }
        kinds = [str(cast("Any", file).AFRelationship) for file in pdf.Root.AF]
        assert kinds == ["/Source", "/Data"]
