"""A report of every kind and format is made of what may be told, and carries its own result."""

from __future__ import annotations

import io
import json
import zipfile
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.documents import find_small, interchange
from support.editions import small_edition
from support.examples import examples
from support.gold import ROOT, public_edition
from support.making import NOW, reports
from support.report_cases import bronze, empty, gold, silver
from support.strategies import assessments
from support.worked_on import MARKER, worked_on

from eucles_desk import __version__
from eucles_desk.app.scheme_files import SchemeFiles
from eucles_desk.assessment.disclosure import ReportKind, disclosed, offered
from eucles_desk.assessment.on_site import PrivateNote
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment
from eucles_desk.errors import UsageError
from eucles_desk.language import ENGLISH
from eucles_desk.reports.kinds import case_of
from eucles_desk.reports.order import NOTE, RESULT, WORKBOOK, ReportNote, libraries
from eucles_desk.scheme.values import Edition
from eucles_desk.services.report_ports import ReportFormat, ReportOrder, Signing, formats_of
from eucles_desk.templates.values import Template

ALL = [(kind, format_) for kind in ReportKind for format_ in formats_of(kind)]


def order(kind: ReportKind = ReportKind.FULL, **others: Any) -> ReportOrder:
    edition = public_edition()
    step = Step.AWARDED if kind is ReportKind.CERTIFICATE else Step.DECISION
    return ReportOrder(gold(edition, step), edition, "en", kind, **others)


def attached(content: bytes) -> dict[str, tuple[str, bytes]]:
    """Return the files in a PDF by name, each with its relationship."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {
            name: (str(found.relationship), found.get_file().read_bytes()) for name, found in pdf.attachments.items()
        }


@pytest.mark.parametrize(("kind", "format_"), ALL)
def test_every_kind_is_made_in_every_format_that_it_has(kind: ReportKind, format_: ReportFormat) -> None:
    made = reports()(order(kind, format=format_))
    if format_ is ReportFormat.PDF:
        assert made.content.startswith(b"%PDF-")
        assert made.pages >= 1
    else:
        assert zipfile.ZipFile(io.BytesIO(made.content)).testzip() is None
        assert made.pages == 0
    assert made.made_on == NOW.date()
    asked = order(kind)
    case = case_of(asked.assessment, asked.edition, ENGLISH, made_on=NOW.date(), program_version=__version__, kind=kind)
    assert made.content_hash == case.content_hash
    assert made.warnings == ()


def test_only_a_certificate_has_no_spreadsheet() -> None:
    without = {kind for kind in ReportKind if ReportFormat.WORKBOOK not in formats_of(kind)}
    assert without == {ReportKind.CERTIFICATE}


@pytest.mark.parametrize("kind", ReportKind)
def test_a_pdf_carries_its_result_a_spreadsheet_and_how_it_was_ordered(kind: ReportKind) -> None:
    template = Template(organisation="Example", accent="#112233", legal_note={"en": "A note."})
    asked = order(kind, template=template)
    files = attached(reports()(asked).content)
    is_short = kind in {ReportKind.CERTIFICATE, ReportKind.CLOSING_SHEET}
    relations = {name: relation for name, (relation, _content) in files.items()}
    assert relations == {RESULT: "/Source", NOTE: "/Supplement", **({} if is_short else {WORKBOOK: "/Data"})}
    told = disclosed(asked.assessment, kind)
    assert files[RESULT][1] == interchange().write(told)
    note = ReportNote.from_bytes(files[NOTE][1])
    assert note == ReportNote(kind, "en", NOW.date(), __version__, template, libraries=libraries())
    if not is_short:
        alone = reports()(replace(asked, format=ReportFormat.WORKBOOK))
        assert files[WORKBOOK][1] == alone.content


def test_the_result_inside_gives_away_nothing_that_the_report_does_not_tell() -> None:
    files = attached(reports()(order(ReportKind.CERTIFICATE)).content)
    for name in (RESULT, NOTE):
        assert b"judgements" not in files[name][1] or b'"judgements": []' in files[name][1]
        assert b"steering group" not in files[name][1]


def every_byte(content: bytes) -> bytes:
    """Return a report with all that is packed in it unpacked: streams, attachments, the files in a zip."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return b"\n".join(packed.read(name) for name in packed.namelist())
    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = [found.read_bytes() for found in pdf.objects if isinstance(found, pikepdf.Stream)]
    pages = [page.extract_text().encode() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    inside = [every_byte(file) if file.startswith(b"PK") else file for _relation, file in attached(content).values()]
    return b"\n".join([content, *streams, *pages, *inside])


@pytest.mark.parametrize(("kind", "format_"), ALL)
def test_what_the_experts_note_for_themselves_is_in_no_byte_of_a_report(
    kind: ReportKind, format_: ReportFormat
) -> None:
    step = Step.AWARDED if kind is ReportKind.CERTIFICATE else Step.FACT_CHECK
    made = reports()(ReportOrder(worked_on(step), public_edition(), "en", kind, format_))
    found = every_byte(made.content).replace(b"\n", b" ").replace(b"\xc2\xa0", b" ")
    assert public_edition().labels["gold"].title.in_language("en").encode() in found
    assert MARKER.encode() not in found
    assert MARKER.encode("utf-16-be") not in found


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(assessments(small_edition(), step=Step.FACT_CHECK), st.data())
def test_no_report_of_any_assessment_changes_with_a_private_note(assessment: Assessment, data: st.DataObject) -> None:
    edition = small_edition()
    kind = data.draw(st.sampled_from(offered(assessment)))
    format_ = data.draw(st.sampled_from(formats_of(kind)))
    noted = replace(assessment, private_notes=tuple(PrivateNote(code, MARKER) for code in edition.criteria))
    without = replace(assessment, private_notes=())
    made = [reports()(ReportOrder(one, edition, "en", kind, format_)).content for one in (noted, without)]
    assert made[0] == made[1]


def test_an_edition_that_does_not_come_with_the_program_is_carried() -> None:
    content = SchemeFiles(ROOT / "resources").bundled().content
    plain, carrying = reports(), reports(edition_content=lambda ref: content if ref == public_edition().ref else None)
    told, told_with_edition = (json.loads(attached(made(order()).content)[RESULT][1]) for made in (plain, carrying))
    assert told_with_edition["scheme"].pop("content") == json.loads(content)
    assert told_with_edition == told


@pytest.mark.parametrize("format_", ReportFormat)
def test_the_same_order_gives_the_same_bytes(format_: ReportFormat) -> None:
    assert reports()(order(format=format_)).content == reports()(order(format=format_)).content


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("make", [silver, bronze, empty])
def test_every_label_makes_every_kind_that_is_offered(make: Any, language: str) -> None:
    edition = public_edition()
    assessment = make(edition)
    for kind in offered(assessment):
        for format_ in formats_of(kind):
            reports()(ReportOrder(assessment, edition, language, kind, format_))


@settings(max_examples=examples(15, 40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(assessments(small_edition()), st.data())
def test_any_assessment_makes_a_report_whose_result_can_be_read_back(
    assessment: Assessment, data: st.DataObject
) -> None:
    edition = small_edition()
    kind = data.draw(st.sampled_from(offered(assessment)))
    if kind is ReportKind.CERTIFICATE:
        return  # needs an award that is complete
    made = reports()(ReportOrder(assessment, edition, "en", kind))
    content = attached(made.content)[RESULT][1]
    back = interchange().read(content, find_small, file="assessment.json").assessment
    case = case_of(back, edition, ENGLISH, made_on=NOW.date(), program_version=__version__, kind=kind)
    assert case.content_hash == made.content_hash


# What is refused


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (order(ReportKind.CERTIFICATE, format=ReportFormat.WORKBOOK), "is not made as xlsx. It can be: pdf, docx."),
        (order(format=ReportFormat.TEXT, signing=Signing()), "Only a PDF file can be signed."),
        (order(signing=Signing()), "Reports cannot be signed here."),
        (
            ReportOrder(gold(public_edition()), public_edition(), "en", ReportKind.CERTIFICATE),
            "A report of the kind “certificate” is not made in the step “decision”: made once the label is awarded.",
        ),
        (
            ReportOrder(gold(public_edition(), Step.REFUSED), public_edition(), "en", ReportKind.DRAFT),
            "A report of the kind “draft” is not made in the step “refused”: made until the",
        ),
        (ReportOrder(gold(public_edition()), public_edition(), "xx"), "There is no report in the language “xx”."),
    ],
)
def test_what_cannot_be_made_is_one_plain_sentence(asked: ReportOrder, sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        reports()(asked)
    assert sentence in ENGLISH.sentence(caught.value)


# Signing, warnings, progress


def test_a_report_to_be_signed_has_a_field_and_is_handed_over() -> None:
    handed: list[tuple[bytes, Signing, datetime]] = []

    def sign(content: bytes, signing: Signing, now: datetime) -> bytes:
        handed.append((content, signing, now))
        return content + b"% signed"

    for visible in (True, False):
        handed.clear()
        made = reports(sign=sign)(order(signing=Signing(visible=visible)))
        ((content, signing, now),) = handed
        assert made.content == content + b"% signed"
        assert (signing.visible, now) == (visible, NOW)
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert len(pdf.Root.AcroForm.Fields) == 1
        assert ReportNote.from_bytes(attached(content)[NOTE][1]).signed == visible


def named(name: str, edition: Edition) -> Assessment:
    assessment = empty(edition)
    return replace(assessment, cluster=replace(assessment.cluster, name=name))


def test_characters_without_a_glyph_are_named_in_a_warning() -> None:
    asked = ReportOrder(named("\N{GRINNING FACE}", public_edition()), public_edition(), "en")
    (warning,) = reports()(asked).warnings
    assert ENGLISH.sentence(warning).endswith(
        "shown as \N{REPLACEMENT CHARACTER}: \N{GRINNING FACE} (U+1F600, Grinning face)"
    )


def test_texts_too_long_for_a_cell_are_told_in_a_warning() -> None:
    asked = ReportOrder(named("a" * 40_000, public_edition()), public_edition(), "en", format=ReportFormat.WORKBOOK)
    (warning,) = reports()(asked).warnings
    assert ENGLISH.sentence(warning) == "Texts too long for a cell of a spreadsheet were shortened: 1"


@pytest.mark.parametrize("format_", ReportFormat)
def test_progress_is_told_and_making_can_be_stopped(format_: ReportFormat) -> None:
    told: list[tuple[int, int]] = []
    reports()(order(format=format_), lambda done, count: told.append((done, count)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    with pytest.raises(CancelledError):
        reports()(order(format=format_), is_cancelled=lambda: True)


def test_the_workbook_is_in_the_language_of_the_report() -> None:
    made = reports()(replace(order(format=ReportFormat.WORKBOOK), language="fi"))
    assert "Suositukset" in openpyxl.load_workbook(io.BytesIO(made.content)).sheetnames
