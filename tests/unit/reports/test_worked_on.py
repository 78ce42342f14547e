"""Reports tell what came of the work on site: talks by role and day, cited notes, the cluster's own view, last time."""

from __future__ import annotations

import io
from dataclasses import replace
from uuid import UUID

import openpyxl
import pytest
from support.gold import ROOT, public_edition
from support.making import reports
from support.report_cases import MADE_ON
from support.reported import all_text, report, section
from support.worked_on import BEFORE, CRITERION, QUOTE, worked_on

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.assessment.terms import Step
from eucles_desk.language import ENGLISH, load
from eucles_desk.reports.kinds import case_of, report_document
from eucles_desk.services.report_ports import ReportFormat, ReportOrder
from eucles_desk.wording.citations import QUOTED, reference

FINNISH = load("fi", ROOT / "resources" / "i18n")
TALK = Evidence(UUID(int=1), "Talk", EvidenceKind.INTERVIEW)
FILE = Evidence(UUID(int=2), "Minutes", EvidenceKind.DOCUMENT, "a" * 64)


@pytest.mark.parametrize(
    ("citation", "piece", "said"),
    [
        (Citation(FILE.id), FILE, ""),
        (Citation(FILE.id, 4), FILE, "p. 4"),
        (Citation(TALK.id, 6), TALK, "note 6"),
        (Citation(TALK.id), TALK, ""),
        (Citation(FILE.id, 4, " annex "), FILE, "p. 4, annex"),
        (Citation(FILE.id, 4, quote="57\n members"), FILE, "p. 4, “57 members”"),
        (Citation(FILE.id, 4, sha256="a" * 64), FILE, "p. 4"),
        (Citation(FILE.id, 4, sha256="b" * 64), FILE, "p. 4, in an earlier version"),
        (Citation(FILE.id, 4), None, "p. 4"),
        (Citation(FILE.id, quote="x" * 500), FILE, f"“{'x' * QUOTED}…”"),
    ],
)
def test_a_citation_says_where_it_points(citation: Citation, piece: Evidence | None, said: str) -> None:
    assert reference(citation, piece, ENGLISH) == said


def test_a_note_is_a_note_in_finnish_too() -> None:
    assert reference(Citation(TALK.id, 6), TALK, FINNISH) == "muistiinpano 6"


def test_the_full_report_tells_of_talks_by_role_and_day_and_of_notes_by_number() -> None:
    document = report(worked_on())
    talks = section(document, "Interviews").split("\n")
    assert talks[:2] == ["With whom, by role", "Day"]
    assert (talks[3], talks[4].replace("\N{NO-BREAK SPACE}", " ")) == ("Chair of the board", "10 February 2026")
    assert {"note 6", f"p. 4, table 2, “{QUOTE}”, in an earlier version"} <= set(
        section(document, CRITERION).split("\n")
    )
    assert "Dated" in section(document, "Documents and links").split("\n")
    assert "February 2025" in section(document, "Documents and links").replace("\N{NO-BREAK SPACE}", " ")


def test_a_criterion_tells_how_the_cluster_sees_itself_and_what_was_recommended() -> None:
    said = section(report(worked_on()), CRITERION)
    assert "The cluster's own assessment: level 5." in said.split("\n")
    assert "Recommended last time (December 2021)" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert f"{BEFORE.text}" in said
    other = section(report(worked_on()), "2.2")
    assert "own assessment" not in other
    assert "Recommended last time" not in other


def test_without_such_work_nothing_is_said_of_it() -> None:
    whole = worked_on()
    plain = replace(
        whole,
        evidence=tuple(replace(piece, interview=None, dated="") for piece in whole.evidence),
        self_assessment=(),
        earlier=tuple(replace(result, recommendations={}) for result in whole.earlier),
        judgements=tuple(replace(found, citations=()) for found in whole.judgements),
    )
    said = all_text(report(plain)).split("\n")
    assert not {"Day", "Dated"} & set(said)
    assert not [line for line in said if line.startswith(("Recommended last time", "The cluster's own"))]


def test_a_draft_says_until_when_remarks_are_awaited() -> None:
    whole = worked_on(Step.FACT_CHECK)

    def draft(asked: bool) -> str:
        value = whole if asked else replace(whole, reply_due="")
        edition = public_edition()
        case = case_of(value, edition, ENGLISH, made_on=MADE_ON, program_version="1", kind=ReportKind.DRAFT)
        return all_text(report_document(case)).replace("\N{NO-BREAK SPACE}", " ")

    assert "Please send your remarks by 20 May 2026." in draft(asked=True)
    assert "Please send" not in draft(asked=False)


def test_the_spreadsheet_cites_notes_as_notes() -> None:
    made = reports()(ReportOrder(worked_on(), public_edition(), "en", ReportKind.FULL, ReportFormat.WORKBOOK))
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    said = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert "Chair of the steering group, note 6" in said
