"""Reports on the command line: kinds, formats, templates, and those that are kept."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from pypdf import PdfReader
from support.calling import Call, Said
from support.evidence import flip

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.templates.values import ENTRIES

Report = Callable[..., Said]


@pytest.fixture
def report(call: Call, sampled: Path, ids: dict[str, str]) -> Report:
    """Make a report of a sample."""

    def report_(which: str, out: Path, *others: object) -> Said:
        return call("report", ids[which], "--out", out, *others, "--data-dir", sampled)

    return report_


@pytest.mark.parametrize("kind", [kind for kind in ReportKind if kind is not ReportKind.CERTIFICATE])
def test_every_kind_is_made_while_the_experts_work(report: Report, tmp_path: Path, kind: ReportKind) -> None:
    out = tmp_path / "report.pdf"
    said = report("gold scoring", out, "--kind", kind)
    pages = len(PdfReader(io.BytesIO(out.read_bytes())).pages)
    assert (said.status, said.err) == (0, "")
    assert said.out == f"Written: {out} ({pages} {'page' if pages == 1 else 'pages'})\n"


def test_a_certificate_is_made_once_the_label_is_awarded(report: Report, tmp_path: Path) -> None:
    out = tmp_path / "certificate.pdf"
    assert report("gold awarded", out, "--kind", "certificate").out.startswith(f"Written: {out} (1 page)\n")


def test_a_kind_that_is_not_made_in_this_step_is_one_sentence(report: Report, tmp_path: Path) -> None:
    said = report("gold scoring", tmp_path / "x.pdf", "--kind", "certificate")
    assert (said.status, said.out) == (2, "")
    assert said.err == (
        "eucles-desk: A report of the kind “certificate” is not made in the step “individual scoring”: "
        "made once the label is awarded. Now there is: draft, full, summary, improvement-plan, closing-sheet.\n"
    )
    assert report("gold awarded", tmp_path / "x.xlsx", "--kind", "certificate").err == (
        "eucles-desk: A report of the kind “certificate” is not made as xlsx. It can be: pdf, docx.\n"
    )
    assert list(tmp_path.glob("x.*")) == []


def test_the_ending_of_the_name_says_which_file_is_written(report: Report, tmp_path: Path) -> None:
    for name in ("a.PDF", "a.xlsx", "a.docx"):
        said = report("gold awarded", tmp_path / name)
        assert (said.status, said.err) == (0, "")
    assert (tmp_path / "a.PDF").read_bytes().startswith(b"%PDF-")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == [
        "Result",
        "Findings",
        "Recommendations",
        "Evidence",
    ]
    first = next(
        found
        for found in docx.Document(str(tmp_path / "a.docx")).paragraphs
        if found.style and found.style.name == "Heading 1"
    )
    assert "Tallwater" in first.text


def test_a_template_adds_its_organisation_and_what_is_wrong_in_it_is_told(report: Report, tmp_path: Path) -> None:
    template = tmp_path / "template.yaml"
    template.write_text("organisation: Example Secretariat\ncolour: red\n", encoding="utf-8")
    said = report("gold awarded", tmp_path / "a.pdf", "--kind", "certificate", "--template", template)
    assert said.status == 0
    assert said.err == (
        "eucles-desk: The report is made without an entry of the template. template.yaml, line 2: “colour” is no entry "
        "of a template. There is: organisation, address, acknowledgement, legal_note, accent, logo, "
        "logo_description.\n"
    )
    assert "Example Secretariat" in PdfReader(tmp_path / "a.pdf").pages[0].extract_text()


@pytest.mark.parametrize("content", [None, "", "organisation: [", "colour: red", "# only a comment\n"])
def test_a_template_that_is_none_is_a_mistake_and_nothing_is_written(
    report: Report, tmp_path: Path, content: str | None
) -> None:
    template = tmp_path / "Mine.yaml"
    if content is not None:
        template.write_text(content, encoding="utf-8")
    said = report("gold awarded", tmp_path / "a.pdf", "--kind", "certificate", "--template", template)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("eucles-desk: Nothing was written, since the template cannot be used. Mine.yaml")
    assert len(said.err.splitlines()) == 1
    assert not (tmp_path / "a.pdf").exists()


def test_help_names_what_a_template_may_hold(call: Call) -> None:
    said = " ".join(call("report", "--help").out.split())
    for entry in ENTRIES:
        assert entry in said


# Reports that are kept


def test_a_report_of_an_assessment_that_has_ended_comes_back_byte_for_byte(
    report: Report, call: Call, sampled: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    out = {kind: tmp_path / f"{kind}.pdf" for kind in ("summary", "certificate")}
    told = {kind: report("gold awarded", file, "--lang", "fi", "--kind", kind).out for kind, file in out.items()}
    found = call("issued", ids["gold awarded"], "--json", "--data-dir", sampled).data
    listed = call("issued", ids["gold awarded"], "--data-dir", sampled).out
    assert [kept["kind"] for kept in found] == ["summary", "certificate"]
    for kept in found:
        file, again = out[kept["kind"]], tmp_path / "again.pdf"
        assert told[kept["kind"]].splitlines()[1] == f"Kept with the assessment as the report {kept['id']}"
        assert kept["id"] in listed
        assert (kept["format"], kept["language"]) == ("pdf", "fi")
        assert (kept["size"], kept["pages"]) == (file.stat().st_size, len(PdfReader(file).pages))
        written = call("issued", ids["gold awarded"], "--report", kept["id"], "--out", again, "--data-dir", sampled)
        assert (written.status, written.err) == (0, "")
        assert written.out == told[kept["kind"]].splitlines(keepends=True)[0].replace(str(file), str(again))
        assert again.read_bytes() == file.read_bytes()


def test_the_same_report_is_kept_once(
    report: Report, call: Call, sampled: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    first, second = (report("gold awarded", tmp_path / name).out.splitlines()[1] for name in ("a.pdf", "b.pdf"))
    assert first == second
    assert len(call("issued", ids["gold awarded"], "--json", "--data-dir", sampled).data) == 1


def test_what_may_still_change_or_is_to_be_reworked_is_not_kept(
    report: Report, call: Call, sampled: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    assert "Kept" not in report("gold scoring", tmp_path / "a.pdf").out
    assert "Kept" not in report("gold awarded", tmp_path / "a.docx").out
    for which in ("gold scoring", "gold awarded"):
        said = call("issued", ids[which], "--data-dir", sampled)
        assert (said.status, said.out) == (0, "")
        assert said.err == (
            "eucles-desk: No report is kept. One of an assessment that has ended is kept when it is made.\n"
        )
        assert call("issued", ids[which], "--json", "--data-dir", sampled).data == []


def test_a_report_is_found_with_its_own_assessment_only(
    report: Report, call: Call, sampled: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    report("gold awarded", tmp_path / "a.pdf")
    (kept,) = call("issued", ids["gold awarded"], "--json", "--data-dir", sampled).data
    other = tmp_path / "b.pdf"
    said = call("issued", ids["gold draft"], "--report", kept["id"], "--out", other, "--data-dir", sampled)
    assert (said.status, said.err) == (2, f"eucles-desk: There is no report with the id {kept['id']}.\n")
    assert not other.exists()


def test_the_help_names_kinds_languages_and_endings(call: Call) -> None:
    said = " ".join(call("report", "--help").out.split())
    assert "full, summary, certificate, improvement-plan, draft, closing-sheet." in said
    assert "en, fi." in said
    assert ".pdf, .xlsx (a spreadsheet) or .docx (a text to rework)" in said


def test_a_text_document_is_a_whole_package(report: Report, tmp_path: Path) -> None:
    for name in ("a.docx", "a.xlsx"):
        report("silver scoring", tmp_path / name)
        assert zipfile.ZipFile(tmp_path / name).testzip() is None


@pytest.mark.parametrize("out", ["report.pdf", "report.xlsx", "report.docx"])
def test_no_report_cites_a_file_that_was_changed(report: Report, sampled: Path, tmp_path: Path, out: str) -> None:
    stored = [*(sampled / "evidence").rglob("*.age")]
    for path in stored:
        flip(path, -1)
    damaged = {path: path.read_bytes() for path in stored}
    said = report("gold scoring", tmp_path / out)
    assert (said.status, said.out) == (2, "")
    assert said.err.endswith(
        "” was changed or damaged on disk since it was attached, so no report can cite it. "
        "Attach the original again or take it out.\n"
    )
    assert not (tmp_path / out).exists()
    assert {path: path.read_bytes() for path in stored} == damaged
    assert report("gold scoring", tmp_path / "board.pdf", "--kind", "summary").status == 0


def test_files_that_are_missing_are_no_obstacle(report: Report, sampled: Path, tmp_path: Path) -> None:
    shutil.rmtree(sampled / "evidence")
    assert report("gold scoring", tmp_path / "report.pdf").status == 0
