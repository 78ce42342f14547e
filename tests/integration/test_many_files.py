"""Hundreds of files on one criterion: every report is made, and the interchange file goes out and comes back."""

from __future__ import annotations

import io
import json
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from pypdf import PdfReader
from support.calling import Call

from eucles_desk.app import paths
from eucles_desk.app.wiring import open_program
from eucles_desk.assessment.records import StoredFile
from eucles_desk.assessment.room import OF_JUDGEMENT
from eucles_desk.errors import RuleError

COUNT = 500
CRITERION = "2.5"


@pytest.fixture
def crowded(sampled: Path, ids: dict[str, str], tmp_path: Path) -> UUID:
    """A sample of which one criterion cites so many files, each attached from the disk."""
    folder = tmp_path / "files"
    folder.mkdir()
    with open_program(sampled, paths.resources()) as program:
        work = program.desk.open(UUID(ids["gold scoring"]))
        before = len(work.judgement(CRITERION).citations)
        taken: list[tuple[StoredFile, str]] = []
        for number in range(COUNT):
            path = folder / f"minutes {number:03}.txt"
            path.write_text(f"Minutes of meeting {number}", encoding="utf-8")
            taken.append((work.take_file(path), path.name))
        for first in range(0, COUNT, 20):
            work.attach_all(taken[first : first + 20], CRITERION, "batch", COUNT)
        assert len(work.judgement(CRITERION).citations) == before + COUNT
    return UUID(ids["gold scoring"])


def test_every_report_and_the_interchange_file_hold_them_all(
    call: Call, sampled: Path, crowded: UUID, tmp_path: Path
) -> None:
    for name in ("report.pdf", "report.xlsx", "report.docx"):
        said = call("report", crowded, "--out", tmp_path / name, "--data-dir", sampled)
        assert (said.status, said.err) == (0, ""), name
    text = "\n".join(
        page.extract_text() for page in PdfReader(io.BytesIO((tmp_path / "report.pdf").read_bytes())).pages
    )
    assert "minutes 000" in text
    assert "minutes 499" in text
    sources = openpyxl.load_workbook(tmp_path / "report.xlsx")["Evidence"]
    assert sum("minutes" in str(row) for row in sources.iter_rows(values_only=True)) >= COUNT

    out, again = tmp_path / "a.json", tmp_path / "b.json"
    assert call("export", crowded, "--out", out, "--data-dir", sampled).status == 0
    other = tmp_path / "other"
    taken_in = call("import", out, "--data-dir", other)
    assert (taken_in.status, taken_in.err) == (0, "")
    assert call("export", crowded, "--out", again, "--data-dir", other).status == 0
    assert json.loads(out.read_bytes()) == json.loads(again.read_bytes())


def test_more_than_fits_is_told_when_it_is_attached_with_the_criterion(sampled: Path, crowded: UUID) -> None:
    most = OF_JUDGEMENT["citations"].most
    with open_program(sampled, paths.resources()) as program:
        work = program.desk.open(crowded)
        citations = work.judgement(CRITERION).citations
        with pytest.raises(RuleError, match=rf"Criterion 2\.5 cites {most} places in the evidence at most\."):
            work.set_citations(CRITERION, [*citations] * (most // len(citations) + 1))
        assert work.judgement(CRITERION).citations == citations
