"""The spreadsheet of findings and recommendations says what the report says, and nothing in it comes to life."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from support.editions import small_edition
from support.examples import examples
from support.gold import ROOT, full, public_edition
from support.report_cases import IMPROVEMENTS, LEAD, MADE_ON, REASONS, STRENGTHS, bronze, empty, gold, silver
from support.strategies import assessments

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.terms import NOT_APPLICABLE, Step
from eucles_desk.assessment.values import Assessment, Benchmark, Improvement, Judgement, Level, Spread
from eucles_desk.language import ENGLISH, Language, load
from eucles_desk.reports.case import Case
from eucles_desk.reports.kinds import case_of
from eucles_desk.reports.workbook import MOST_IN_CELL, cell_text, write_workbook
from eucles_desk.reports.xml_text import clean
from eucles_desk.scheme.values import Edition
from eucles_desk.services.report_ports import ReportFormat, formats_of

FINNISH = load("fi", ROOT / "resources" / "i18n")
KINDS = [kind for kind in ReportKind if ReportFormat.WORKBOOK in formats_of(kind)]


def case(
    assessment: Assessment,
    kind: ReportKind = ReportKind.FULL,
    edition: Edition | None = None,
    language: Language = ENGLISH,
) -> Case:
    edition = edition or public_edition()
    return case_of(assessment, edition, language, made_on=MADE_ON, program_version="1.2.3", kind=kind)


def written(found: Case) -> bytes:
    file = io.BytesIO()
    write_workbook(found, file)
    return file.getvalue()


def opened(found: Case) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(found)))


def rows(page: Any) -> list[dict[str, Any]]:
    """Return the rows of a sheet that is one table, by heading."""
    heads, *others = page.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in others]


def pairs(page: Any) -> dict[str, Any]:
    """Return the names of a sheet with what stands beside the first cell of each."""
    found = [(str(row[0]), row[1]) for row in page.iter_rows(values_only=True) if row[0] is not None]
    return dict(reversed(found))


def judged(typed: str, *improvements: Improvement) -> Assessment:
    """An assessment of the small edition with this text wherever one can be typed."""
    assessment = empty(small_edition())
    judgement = Judgement(LEAD.id, "1.2", 3, typed, (typed,), improvements or (Improvement(typed, typed, typed),))
    return replace(
        assessment,
        step=Step.SCORING,
        cluster=replace(assessment.cluster, name=typed, region=typed),
        seats=(replace(LEAD, name=typed, organisation=typed),),
        judgements=(judgement,),
    )


def found_in(book: Any) -> list[Any]:
    return [cell for page in book for row in page.iter_rows() for cell in row if cell.value]


def test_each_criterion_has_a_row_with_numbers_to_reckon_with() -> None:
    edition = public_edition()
    found = case(gold(edition))
    table = rows(opened(found)["Findings"])
    assert [row["Code"] for row in table] == [criterion.id for criterion in found.criteria]
    row = table[2]
    assert (row["Agreed level"], row["Highest level"], row["Minimum"], row["Minimum met"]) == (4, 5, 2, "met")
    assert (row["Points"], row["Available points"], row["Weight"]) == (4, 5, 1)
    assert (row["Last time (December 2021)"], row["Peers' median"]) == (4, 4)
    assert (row["Lead expert: level"], row["Second expert: level"]) == (4, 3)
    assert row["Finding"] == REASONS[2]
    assert row["Strengths"] == STRENGTHS[2]
    assert row["What it rests on"].startswith("document, interview and observation\n")
    assert sum(row["Points"] or 0 for row in table) == float(found.score.total.points)


def test_the_result_has_the_points_by_dimension() -> None:
    found = case(gold(public_edition()))
    page = opened(found)["Result"]
    said = pairs(page)
    assert page["A1"].value == found.assessment.cluster.name
    assert (said["Points"], said["Available points"]) == (124, 150)
    assert said["Result"] == "The conditions for Gold are met: 124 of 150 points (82.7\xa0%)"
    assert said["Date"] == datetime(2026, 3, 17)  # noqa: DTZ001  # spreadsheets know no time zones
    assert said["SHA-256 of the content"] == found.content_hash
    by_dimension = {row[0]: row[2:5] for row in page.iter_rows(values_only=True) if row[0] in found.score.dimensions}
    points = found.score.dimensions
    assert set(by_dimension) == set(points)
    for key, (have, most, share) in by_dimension.items():
        assert (have, most) == (float(points[key].points), float(points[key].available))
        assert share == pytest.approx(have / most)


def test_recommendations_have_months_as_dates_and_room_to_note_who_does_them() -> None:
    page = opened(case(gold(public_edition())))["Recommendations"]
    table = rows(page)
    assert [*table[0]] == [
        *("What", "Effect", "For whom", "By when"),
        *("At the day of the report", "Criteria", "Who does it", "Done on"),
    ]
    assert {row["At the day of the report"] for row in table} == {None}
    late = rows(opened(replace(case(gold(public_edition())), made_on=date(2026, 5, 1)))["Recommendations"])
    assert [row["At the day of the report"] for row in late][:2] == ["date has passed", None]
    assert {row["What"] for row in table} == {said.text for said in IMPROVEMENTS}
    assert table[0]["By when"] == datetime(2026, 4, 1)  # noqa: DTZ001
    assert page["D2"].number_format == "[$-809]mmmm yyyy"
    assert {(row["Who does it"], row["Done on"]) for row in table} == {(None, None)}
    assert {"2.1", "2.4"} <= set(table[0]["Criteria"].split(", "))


def test_a_month_before_the_calendar_of_spreadsheets_is_written_in_words() -> None:
    page = opened(case(judged("Plan", Improvement("Plan", due="1850-05")), edition=small_edition()))["Recommendations"]
    assert page["D2"].value == "May 1850"


def test_sources_name_the_criteria_that_cite_them() -> None:
    found = case(gold(public_edition()))
    table = rows(opened(found)["Evidence"])
    assert [row["Title"] for row in table] == [piece.title for piece in found.assessment.evidence]
    assert table[2]["Address"] == "https://cluster.example.org/about"
    cited = [
        c.id
        for c in found.criteria
        if any(x.evidence == found.assessment.evidence[0].id for x in found.citations(c.id))
    ]
    assert table[0]["Cited with"].split(", ") == cited


def test_levels_that_are_no_numbers_are_told_apart() -> None:
    edition = small_edition()
    said: dict[str, Level] = {"1.1": NOT_APPLICABLE, "1.2": 0}
    judgements = tuple(Judgement(LEAD.id, key, level, "Reason.") for key, level in said.items())
    found = case(replace(empty(edition), step=Step.SCORING, seats=(LEAD,), judgements=judgements), edition=edition)
    levels = {row["Code"]: row["Level"] for row in rows(opened(found)["Findings"])}
    assert (levels.pop("1.1"), levels.pop("1.2"), {*levels.values()}) == ("not applicable", 0, {"not looked at"})


# What each kind and label tells


def headings(kind: ReportKind) -> set[str]:
    return set(rows(opened(case(gold(public_edition()), kind))["Findings"])[0])


def test_only_reports_that_say_why_have_findings_sources_and_both_levels() -> None:
    why = {"Finding", "What it rests on", "Lead expert: level", "Second expert: level"}
    for kind in KINDS:
        book = opened(case(gold(public_edition()), kind))
        says_why = kind in {ReportKind.FULL, ReportKind.DRAFT}
        assert headings(kind) & why == (why if says_why else set()), kind
        assert ("Evidence" in book.sheetnames) == says_why, kind
        said = {cell.value for cell in found_in(book)}
        assert bool(said & set(REASONS)) == says_why, kind


def test_a_closing_sheet_tells_no_level_and_no_result() -> None:
    found = case(gold(public_edition()), ReportKind.CLOSING_SHEET)
    assert headings(ReportKind.CLOSING_SHEET) == {"Code", "Criterion", "Dimension", "Strengths"}
    book = opened(found)
    page = book["Result"]
    assert not {"Result", "Points", "Condition", "Share"} & set(pairs(page))
    assert not [cell for cell in found_in(book) if cell.data_type == "n" and not cell.is_date]


def test_an_improvement_plan_has_levels_without_strengths_or_names() -> None:
    assert "Agreed level" in headings(ReportKind.IMPROVEMENT_PLAN)
    assert "Strengths" not in headings(ReportKind.IMPROVEMENT_PLAN)
    said = {cell.value for cell in found_in(opened(case(gold(public_edition()), ReportKind.IMPROVEMENT_PLAN)))}
    assert not any(LEAD.name in str(value) for value in said)


def test_a_result_that_rests_on_facts_is_not_told_without_them() -> None:
    edition = public_edition()
    told = {kind: "Result" in pairs(opened(case(full(edition, label="bronze"), kind))["Result"]) for kind in KINDS}
    assert told == {
        ReportKind.FULL: True,
        ReportKind.SUMMARY: True,
        ReportKind.DRAFT: True,
        ReportKind.IMPROVEMENT_PLAN: False,
        ReportKind.CLOSING_SHEET: False,
    }
    assert "Result" in pairs(opened(case(gold(edition), ReportKind.IMPROVEMENT_PLAN))["Result"])


def test_before_the_consensus_the_second_expert_is_not_seen() -> None:
    found = case(gold(public_edition(), Step.SCORING), ReportKind.DRAFT)
    book = opened(found)
    assert "Draft" in pairs(book["Result"])
    assert not {"Lead expert: level", "Second expert: level", "Agreed level"} & set(rows(book["Findings"])[0])


def test_a_label_without_points_has_no_columns_of_points() -> None:
    book = opened(case(silver(public_edition())))
    assert not {"Points", "Weight"} & set(rows(book["Findings"])[0])
    said = book["Result"].iter_rows(values_only=True)
    assert any(row[2:6] == ("Criteria", "Minimum met", "Below minimum", "Not looked at") for row in said)


def test_a_label_without_criteria_has_a_result_only() -> None:
    assert opened(case(replace(bronze(public_edition()), evidence=()))).sheetnames == ["Result"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("label", ["gold", "silver", "bronze"])
def test_an_empty_assessment_makes_a_workbook_of_every_kind(kind: ReportKind, label: str) -> None:
    book = opened(case(empty(public_edition(), label), kind))
    assert book.sheetnames[0] == "Result"


# The file


def test_headings_stay_in_view_filter_and_repeat_in_print() -> None:
    book = opened(case(gold(public_edition())))
    for page in map(book.__getitem__, ["Findings", "Recommendations", "Evidence"]):
        assert page.freeze_panes == "A2"
        assert page.print_title_rows == "$1:$1"
        (table,) = page.tables.values()
        assert table.headerRowCount is None or table.headerRowCount == 1
        assert table.autoFilter is not None
        assert table.ref == page.dimensions
        assert table.column_names == [cell.value for cell in next(page.iter_rows())]
    for page in book:
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr is not None
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) in {(None, 0), (1, 0)}
        assert all(
            cell.alignment.wrap_text for row in page.iter_rows(min_row=3) for cell in row if cell.value == REASONS[0]
        )


def test_the_workbook_says_what_it_is_and_in_which_language() -> None:
    book = opened(case(gold(public_edition()), language=FINNISH))
    assert book.properties.title is not None
    assert "Northern Forest Bioeconomy Cluster" in book.properties.title
    assert book.properties.created == datetime(2026, 3, 17)  # noqa: DTZ001
    assert book.custom_doc_props["Language"].value == "fi"


def test_names_of_sheets_and_headings_are_translated() -> None:
    book = opened(case(gold(public_edition()), language=FINNISH))
    english = opened(case(gold(public_edition())))
    assert not set(book.sheetnames) & set(english.sheetnames)
    for page, other in zip(book, english, strict=True):
        heads = [
            {column.name for table in one.tables.values() for column in table.tableColumns} for one in (page, other)
        ]
        assert not heads[0] & heads[1] - {"SHA-256"}


def test_the_same_case_gives_the_same_bytes() -> None:
    assert written(case(gold(public_edition()))) == written(case(gold(public_edition())))


def test_every_part_of_the_file_is_right_xml() -> None:
    with zipfile.ZipFile(
        io.BytesIO(written(case(judged("<b> & \x01 \ufffe ]]> =1"), edition=small_edition())))
    ) as file:
        assert file.testzip() is None
        for name in file.namelist():
            ET.fromstring(file.read(name))
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
        '=HYPERLINK("https://example.org")',
        "https://example.org",
        "mailto:a@example.org",
        "12",
        "1e5",
        "{=1}",
        "<b>bold</b> &amp;",
        "internal:Sheet1!A1",
    ],
)
def test_what_a_person_typed_stays_a_text(typed: str) -> None:
    book = opened(case(judged(typed), edition=small_edition()))
    cells = [cell for cell in found_in(book) if cell.value == typed]
    assert len(cells) >= 5
    for cell in cells:
        assert cell.data_type == "s"
        assert cell.hyperlink is None
        assert bool(cell.quotePrefix) == typed.startswith(tuple("=+-@\t")), "edited later, it must stay a text"


def test_a_return_at_the_start_is_a_new_line() -> None:
    cells = found_in(opened(case(judged("\r=1"), edition=small_edition())))
    assert any(cell.value == "\n=1" and cell.data_type == "s" for cell in cells)


@pytest.mark.parametrize("sign", ["x", "\N{GRINNING FACE}"])
def test_a_text_longer_than_a_cell_holds_ends_with_a_note(sign: str) -> None:
    file = io.BytesIO()
    assert write_workbook(case(judged(sign * 40_000), edition=small_edition()), file) >= 5
    longest = max((str(cell.value) for cell in found_in(openpyxl.load_workbook(file))), key=len)
    assert len(longest.encode("utf-16-le")) // 2 in {MOST_IN_CELL, MOST_IN_CELL - 1}
    assert longest.startswith(sign * 1000)
    assert longest.endswith("… (shortened: a cell holds no more)")


@given(st.text(st.characters(), max_size=60))
def test_texts_lose_only_what_xml_cannot_hold(typed: str) -> None:
    text, is_short = cell_text(typed, "…")
    assert not is_short
    assert text == clean(typed)
    text.encode()


@settings(max_examples=examples(30, 60), deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_in_any_field_comes_back(typed: str) -> None:
    book = opened(case(judged(typed), edition=small_edition()))
    wanted = cell_text(typed, "")[0]
    if typed.strip() and wanted.strip():
        said = {unescape(str(row["Finding"])) for row in rows(book["Findings"]) if row["Finding"]}
        assert wanted in said
    assert not [cell for cell in found_in(book) if cell.data_type == "f"]


@settings(max_examples=examples(20, 60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(assessments(small_edition()), st.sampled_from(KINDS))
def test_any_assessment_makes_a_workbook(assessment: Assessment, kind: ReportKind) -> None:
    found = case(assessment, kind, small_edition())
    book = opened(found)
    if found.criteria:
        assert len(rows(book["Findings"])) == len(found.criteria)
    assert written(found) == written(found)


def test_a_number_too_large_for_a_cell_is_written_as_text() -> None:
    benchmark = Benchmark("Peers", 5, {"1.2": Spread(Decimal("1E+400"))})
    found = case(replace(judged("Plan"), benchmark=benchmark), edition=small_edition())
    medians = {row["Code"]: row["Peers' median"] for row in rows(opened(found)["Findings"])}
    assert medians["1.2"] == "1E+400"


def test_progress_is_told_and_making_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    write_workbook(case(gold(public_edition())), io.BytesIO(), lambda done, count: told.append((done, count)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    file = io.BytesIO()
    with pytest.raises(CancelledError):
        write_workbook(case(gold(public_edition())), file, is_cancelled=lambda: True)
    assert not file.getvalue()
